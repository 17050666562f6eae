"""The telephone and text lines that every letter prints, none past its date."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import StringConstraints

from screening.definition import Definition, load_definition
from screening.errors import LetterError

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Kind = Literal["emergency", "crisis", "information"]
Way = Literal["call", "text"]
ORDER: tuple[Kind, ...] = ("emergency", "crisis", "information")
SHIPPED = Path(str(files("screening.supports").joinpath("help_lines.toml")))


class HelpLine(Definition):
    """One line of one country."""

    id: Text
    country: Literal["US", "UK"]
    kind: Kind
    number: Text
    how: tuple[Way, ...]
    text_word: str = ""
    """What to text, as `HOME`; empty = anything, or no texts."""
    hours: Text
    languages: tuple[Text, ...]
    cost: Text
    for_whom: Text
    does_not: Text
    owner: Text
    checked_on: dt.date
    valid_until: dt.date
    """Last day on which a letter may print it."""
    source: Text


class HelpLines(Definition):
    """The whole of `help_lines.toml`."""

    line: tuple[HelpLine, ...]


@cache
def shipped_help_lines() -> tuple[HelpLine, ...]:
    """Return the help lines that travel with the program."""
    return load_definition(SHIPPED, HelpLines).line


def lines_to_print(
    own: Sequence[HelpLine], *, country: str, today: dt.date
) -> tuple[HelpLine, ...]:
    """Return a country's lines in print order: emergency, crisis, information.

    Args:
        own: the programme's lines; each takes the place of the shipped one with the same id.
        country: whose lines.
        today: day on which each must be valid.

    Raises:
        LetterError: a line is past its date, or there is no emergency number, no crisis line to
            call or none to text; the message says which and how to mend it.
    """
    by_id = {line.id: line for line in (*shipped_help_lines(), *own)}
    chosen = sorted(
        (line for line in by_id.values() if line.country == country),
        key=lambda line: ORDER.index(line.kind),
    )
    for line in chosen:
        if line.valid_until < today:
            raise LetterError(
                f"The help line '{line.id}' could be printed until {line.valid_until} only. "
                f"Compare its number and hours with {line.source}, then set checked_on and "
                "valid_until anew there, or in [[letters.help_line]] of programme.toml."
            )
    _check_complete(chosen, country)
    return tuple(chosen)


def _check_complete(lines: Sequence[HelpLine], country: str) -> None:
    """Refuse a set of lines that leaves a family without help now."""
    crisis_ways = {way for line in lines if line.kind == "crisis" for way in line.how}
    missing = [
        name
        for name, present in {
            "emergency number": any(line.kind == "emergency" for line in lines),
            "crisis line to call": "call" in crisis_ways,
            "crisis line to text": "text" in crisis_ways,
        }.items()
        if not present
    ]
    if missing:
        raise LetterError(
            f"The help lines of {country} hold no {' and no '.join(missing)}. "
            "Every letter prints one; add it as [[letters.help_line]] in programme.toml."
        )
