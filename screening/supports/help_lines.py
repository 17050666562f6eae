"""Telephone and text lines: those that every letter prints, none past its date, and staff's own."""

import datetime as dt
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import StringConstraints, model_validator

from screening.definition import Definition, load_definition
from screening.errors import LetterError

Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Kind = Literal["emergency", "crisis", "information"]
Way = Literal["call", "text"]
Readers = Literal["letters", "staff"]
"""`letters`: every letter of the country prints it; `staff`: on the page for staff alone."""
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
    readers: Readers = "letters"
    owner: Text
    checked: Literal["looked_up", "partly", "background"] = "looked_up"
    """The owner's page was read; the number was found elsewhere; both are general knowledge."""
    checked_on: dt.date
    valid_until: dt.date
    """Last day on which a letter may print it."""
    source: Text

    @model_validator(mode="after")
    def _printed_only_when_looked_up(self) -> Self:
        if self.readers == "letters" and self.checked == "background":
            raise ValueError(f"{self.id}: look its number up before letters print it.")
        return self

    def is_stale(self, *, today: dt.date) -> bool:
        """Return whether its number and hours should have been compared again before today."""
        return self.valid_until < today


class HelpLines(Definition):
    """The whole of `help_lines.toml`."""

    line: tuple[HelpLine, ...]


@cache
def shipped_help_lines() -> tuple[HelpLine, ...]:
    """Return the help lines that travel with the program."""
    return load_definition(SHIPPED, HelpLines).line


def known_lines(own: Sequence[HelpLine]) -> tuple[HelpLine, ...]:
    """Return all lines; each of the programme's own takes the place of the shipped one's id."""
    return tuple({line.id: line for line in (*shipped_help_lines(), *own)}.values())


def lines_to_print(
    own: Sequence[HelpLine], *, country: str, today: dt.date
) -> tuple[HelpLine, ...]:
    """Return the lines of a country's letters in print order: emergency, crisis, information.

    Args:
        own: the programme's lines; each takes the place of the shipped one with the same id.
        country: whose lines.
        today: day on which each must be valid.

    Raises:
        LetterError: a line is past its date, or there is no emergency number, no crisis line to
            call or none to text; the message says which and how to mend it.
    """
    chosen = sorted(
        (
            line
            for line in known_lines(own)
            if line.country == country and line.readers == "letters"
        ),
        key=lambda line: ORDER.index(line.kind),
    )
    for line in chosen:
        if line.is_stale(today=today):
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
