"""Which items make a score in the made-up district, and which count from the other end."""

from pathlib import Path

from screening.instruments.library import library_with
from screening.synthetic.programme_files import SOURCE

LIBRARY = library_with(Path(f"{SOURCE}") / "instruments")
"""The shipped instruments and the made-up district's own survey."""


def items_of(instrument_id: str, subscale_id: str) -> list[int]:
    """Return a subscale's item numbers, those of its parts where it is a sum."""
    subscales = {each.id: each for each in LIBRARY.get(instrument_id).subscale}
    subscale = subscales[subscale_id]
    parts = [subscales[part] for part in subscale.sum_of] or [subscale]
    lists = [part.items["mixed"] if isinstance(part.items, dict) else part.items for part in parts]
    return [number for items in lists for number in items]


def reversed_in(instrument_id: str) -> list[int]:
    """Return the item numbers that count from the other end."""
    subscales = LIBRARY.get(instrument_id).subscale
    return [number for each in subscales for number in each.reversed]


def ends_of(instrument_id: str) -> int:
    """Return the lowest and the highest code together: less a code, that code turned round."""
    codes = LIBRARY.get(instrument_id).answers.codes.values()
    return min(codes) + max(codes)
