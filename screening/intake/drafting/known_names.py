"""What exports call an instrument's items, the student and the time (`known_names.toml`)."""

import re
from functools import cache
from importlib.resources import as_file, files
from typing import Annotated

from pydantic import Field

from screening.definition import Definition, load_definition
from screening.intake.values import normalise
from screening.programme.settings import Identifier, Informant, Sentence

PARTS = re.compile(r"[^\W\d_]+|\d+")
"""Words and numbers of a name; `phq9_1` has three parts, so that its number is 1 and not 91."""


class _OfInstrument(Definition):
    before_number: tuple[Sentence, ...] = ()
    items: tuple[Sentence, ...] = ()
    letter: dict[Informant, Annotated[str, Field(pattern="^[a-z]$")]] = {}
    source: Sentence


class _OfColumn(Definition):
    certain: tuple[Sentence, ...] = ()
    proposed: tuple[Sentence, ...]
    source: Sentence


class _Times(Definition):
    formats: tuple[Sentence, ...]
    source: Sentence


class KnownNames(Definition):
    """The whole file."""

    between: tuple[Sentence, ...]
    instrument: dict[Identifier, _OfInstrument]
    student_ref: _OfColumn
    recorded_at: _OfColumn
    times: _Times


@cache
def known_names() -> KnownNames:
    """Return what `known_names.toml` says."""
    with as_file(files("screening.intake.drafting") / "known_names.toml") as path:
        return load_definition(path, KnownNames)


def squeezed(name: str) -> str:
    """Return a name as it is compared: letters and digits only, in lower case.

    >>> squeezed("Student's code"), squeezed("student_code")
    ('studentscode', 'studentcode')
    """
    return "".join(PARTS.findall(normalise(name)))


def numbered_name(name: str) -> tuple[str, int] | None:
    """Return what stands before the number that a name ends with, and the number.

    >>> numbered_name("PHQ-A 1"), numbered_name("gad7_q3"), numbered_name("PHQ[SQ002]")
    (('phqa', 1), ('gad7', 3), ('phq', 2))
    """
    parts = PARTS.findall(normalise(name))
    if len(parts) < 2 or not parts[-1].isdecimal():  # noqa: PLR2004 (a word and a number)
        return None
    words = parts[:-1]
    if len(words) > 1 and words[-1] in known_names().between:
        words.pop()
    return "".join(words), int(parts[-1])


def names_before_number(instrument_id: str) -> frozenset[str]:
    """Return the names that stand before the numbers of an instrument's items."""
    known = known_names().instrument.get(instrument_id)
    return frozenset({squeezed(instrument_id), *(known.before_number if known else ())})


def named_items(instrument_id: str, informant: str) -> dict[str, tuple[str, int]]:
    """Return squeezed name → (style, item number), for items that have names of their own."""
    known = known_names().instrument.get(instrument_id)
    if known is None:
        return {}
    letters = ("", *(letter for who, letter in known.letter.items() if who == informant))
    styles = [f"{before}{letter}" for before in ("", squeezed(instrument_id)) for letter in letters]
    return {
        f"{style}{item}": (style, number)
        for style in styles
        for number, item in enumerate(known.items, start=1)
    }
