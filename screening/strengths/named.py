"""The named strengths as a frozen model (`strengths.toml`), and which of them are shown where."""

from collections.abc import Collection, Iterator
from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.instruments.names import Name
from screening.programme.settings import Sentence


class Shown(Definition):
    """How many strengths of one student are shown at most."""

    on_list: Annotated[int, Field(ge=1, le=5)]
    in_letter: Annotated[int, Field(ge=1, le=3)]
    source: Sentence


class NamedStrength(Definition):
    """One strength."""

    id: Name
    words: Sentence
    """For staff; `and the student …` can stand before it."""
    told_to_families: bool = True


class NamedStrengths(Definition):
    """The whole of `strengths.toml`, in the order in which strengths are shown."""

    shown: Shown
    strength: Annotated[tuple[NamedStrength, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [strength.id for strength in self.strength]
        if len(set(ids)) != len(ids):
            raise ValueError("two [[strength]] entries have the same id.")
        return self

    @property
    def ids(self) -> tuple[str, ...]:
        """Every id, in order."""
        return tuple(strength.id for strength in self.strength)

    def on_list(self, found: Collection[str]) -> tuple[str, ...]:
        """Return the words for staff of the first few strengths that were found."""
        return tuple(each.words for each in self._found(found))[: self.shown.on_list]

    def in_letter(self, found: Collection[str]) -> tuple[str, ...]:
        """Return the ids of the first few strengths that were found and that families are told."""
        told = (each.id for each in self._found(found) if each.told_to_families)
        return tuple(told)[: self.shown.in_letter]

    def _found(self, ids: Collection[str]) -> Iterator[NamedStrength]:
        return (each for each in self.strength if each.id in ids)


@cache
def load_strengths() -> NamedStrengths:
    """Return the strengths that come with the program.

    Raises:
        DefinitionError: a word is missing, or an id is there twice.
    """
    with as_file(files("screening.strengths").joinpath("strengths.toml")) as path:
        return load_definition(path, NamedStrengths)
