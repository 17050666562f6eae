"""A district's own survey, to start from: a commented definition that passes its own check."""

from collections.abc import Sequence

from pydantic import TypeAdapter, ValidationError

from screening.errors import DefinitionError
from screening.instruments.library import instrument_ids
from screening.instruments.names import Name
from screening.programme.settings import Informant
from screening.rendering import render

FEWEST, MOST = 2, 99
"""Two subscales need an item each; an item's number has two digits."""
TO_WRITE = "write where this comes from"
"""How every source of the example begins."""


def new_instrument(instrument_id: str, *, items: int, informants: Sequence[Informant]) -> str:
    """Return the TOML of an example survey: two subscales, no cut-points, every key explained.

    Args:
        instrument_id: lower-case words joined by `_`, not the id of a shipped instrument.
        items: how many questions, 2 to 99; the first half makes one subscale, the rest the other.
        informants: who answers; at least one.

    Raises:
        DefinitionError: the id is no name or is shipped, or there are too few or too many items.
    """
    try:
        TypeAdapter(Name).validate_python(instrument_id)
    except ValidationError:
        raise DefinitionError(
            f"'{instrument_id}' is no id: write lower-case words joined by _, as our_survey."
        ) from None
    if instrument_id in instrument_ids():
        raise DefinitionError(
            f"'{instrument_id}' is the id of a shipped instrument. Choose another."
        )
    if not FEWEST <= items <= MOST:
        raise DefinitionError(f"A survey has {FEWEST} to {MOST} items, not {items}.")
    half = (items + 1) // 2
    return render(
        "instruments/new_instrument.jinja",
        id=instrument_id,
        items=items,
        informants=tuple(dict.fromkeys(informants)),
        first=list(range(1, half + 1)),
        second=list(range(half + 1, items + 1)),
    )


def unwritten_sources(text: str) -> tuple[int, ...]:
    """Return the lines of a definition whose source is still that of the example."""
    return tuple(
        number
        for number, line in enumerate(text.splitlines(), 1)
        if f'"{TO_WRITE}' in line and not line.startswith("#")
    )
