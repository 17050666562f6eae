"""The fixed words of each language: `templates/letters/<language>/words.toml`."""

import datetime as dt
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from screening.definition import Definition, load_definition
from screening.errors import LetterError
from screening.programme.settings import Sentence

LETTERS = Path(str(files("templates").joinpath("letters")))
"""Folder of the shipped letters, one folder per language."""
Direction = Literal["ltr", "rtl"]


class ChildWords(Definition):
    """What a child is called where no name is given."""

    name: Sentence
    at_start: Sentence
    """The same at the start of a sentence."""


class CrisisWords(Definition):
    """Heading and last line of the crisis box; its middle comes from the help lines."""

    heading: Sentence
    closing: Sentence


class SlipWords(Definition):
    """A slip to cut off and send back."""

    heading: Sentence
    before: Sentence
    ticks: tuple[str, ...]
    blanks: tuple[Sentence, ...]


class Words(Definition):
    """Every fixed word of one language; there is no fallback to another."""

    language: Sentence
    name: Sentence
    """The language's own name for itself."""
    direction: Direction
    months: Annotated[tuple[Sentence, ...], Field(min_length=12, max_length=12)]
    weekdays: Annotated[tuple[Sentence, ...], Field(min_length=7, max_length=7)]
    """From Monday."""
    date: dict[str, Sentence]
    """Country → pattern of a date with its year."""
    day: dict[str, Sentence]
    """Country → pattern of a date without its year."""
    page: Sentence
    """With `{page}` and `{pages}`."""
    reference: Sentence
    access: Sentence
    interpreter: Sentence
    greeting: Sentence
    child: ChildWords
    crisis: CrisisWords
    hours: dict[str, Sentence]
    """Hours as a help line states them → words."""
    help_lines: dict[str, Sentence]
    """Help line id → the sentence that prints it."""
    slips: dict[str, SlipWords]
    strengths_seen: Sentence
    """Stands before strengths that answers show; one that staff chose stands alone."""
    strengths: dict[str, Sentence]
    """Strength id, of the key file or of `strengths.toml` → sentence."""
    settings: dict[str, Sentence]
    """Words of `programme.toml` → this language."""

    def date_in_words(self, day: dt.date, *, country: str) -> str:
        """Return the date with its year, as `Friday, March 5, 2027`."""
        return self._in_words(day, self.word("date", country))

    def day_in_words(self, day: dt.date, *, country: str) -> str:
        """Return the date without its year, as `Friday, March 5`."""
        return self._in_words(day, self.word("day", country))

    def word(self, table: str, key: str) -> str:
        """Return one entry of a table.

        Raises:
            LetterError: it has no such entry; the message names the file, table and key.
        """
        entries: dict[str, str] = getattr(self, table)
        if key not in entries:
            raise LetterError(
                f"templates/letters/{self.language}/words.toml: [{table}] has no '{key}'. "
                "Add it; letters never borrow a word from another language."
            )
        return entries[key]

    def _in_words(self, day: dt.date, pattern: str) -> str:
        return pattern.format(
            weekday=self.weekdays[day.weekday()],
            day=day.day,
            month=self.months[day.month - 1],
            year=day.year,
        )


@cache
def words_of(language: str) -> Words:
    """Return the words of a shipped language.

    Raises:
        LetterError: the language is not shipped.
        DefinitionError: a word is missing.
    """
    if language not in shipped_languages():
        raise LetterError(
            f"There are no letters in '{language}'. Shipped: {', '.join(shipped_languages())}. "
            "Take it out of [letters] languages, or add templates/letters/"
            f"{language}/."
        )
    return load_definition(LETTERS / language / "words.toml", Words)


@cache
def shipped_languages() -> tuple[str, ...]:
    """Return the languages that have a words file, by their code."""
    return tuple(sorted(path.parent.name for path in LETTERS.glob("*/words.toml")))
