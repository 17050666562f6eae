"""The instrument library: one TOML per instrument, and a programme's own beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from screening.definition import Fault, load_definition, read_toml, told
from screening.errors import DefinitionError
from screening.instruments.definition import Instrument
from screening.instruments.vendor import VendorInstrument

FOLDER = files("screening").joinpath("instruments/library")


@dataclass(frozen=True)
class Library:
    """The instruments a programme can use.

    Attributes:
        own: instruments that are not shipped, or stand in for a shipped one, by id.
        kept: definitions that a window was scored with, by id; they stand in front.
        former: definitions that it was scored with before a re-score; they score nothing.
    """

    own: Mapping[str, Instrument] = field(default_factory=dict)
    kept: Mapping[str, Instrument] = field(default_factory=dict)
    former: Mapping[str, tuple[Instrument, ...]] = field(default_factory=dict)

    @property
    def ids(self) -> tuple[str, ...]:
        """Ids in alphabetical order."""
        return tuple(sorted({*instrument_ids(), *self.own, *self.kept}))

    @property
    def newest(self) -> "Library":
        """The library without what stands in front."""
        return Library(self.own)

    def get(self, instrument_id: str) -> Instrument:
        """Return an instrument.

        Raises:
            DefinitionError: there is none of this id, or its file is contradictory.
        """
        if instrument_id not in self.ids:
            known = ", ".join(self.ids)
            raise DefinitionError(f"There is no instrument '{instrument_id}'. Known are: {known}.")
        in_front = self.kept.get(instrument_id) or self.own.get(instrument_id)
        return in_front or _shipped(instrument_id)

    def definitions(self, instrument_id: str) -> tuple[Instrument, ...]:
        """Return every definition of an instrument: the one that scores, then those behind it.

        Raises:
            DefinitionError: there is none of this id, or its file is contradictory.
        """
        is_behind = instrument_id in self.kept and instrument_id in self.newest.ids
        newest = (self.newest.get(instrument_id),) if is_behind else ()
        return (self.get(instrument_id), *newest, *self.former.get(instrument_id, ()))


SHIPPED = Library()
"""The library as it travels with the package."""


def library_with(folder: Path) -> Library:
    """Return the library with the instruments of a folder beside it; no folder, none.

    Raises:
        DefinitionError: a file is faulty, or its id is shipped or there twice.
    """
    own: dict[str, Instrument] = {}
    for path in sorted(folder.glob("*.toml")):
        instrument = load_instrument_file(path)
        if instrument.id in {*instrument_ids(), *own}:
            reason = f"'{instrument.id}' is the id of another instrument. Rename yours."
            raise DefinitionError(told(path, [Fault(("id",), reason)])[0])
        own[instrument.id] = instrument
    return Library(own)


@cache
def instrument_ids() -> tuple[str, ...]:
    """Return the ids of the shipped instruments, in alphabetical order."""
    names = (entry.name for entry in FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


def load_instrument(instrument_id: str) -> Instrument:
    """Return a shipped instrument.

    Raises:
        DefinitionError: there is no such instrument, or its file is contradictory.
    """
    return SHIPPED.get(instrument_id)


def open_instrument(named: str) -> Instrument:
    """Return a shipped instrument by its id, or the one in a file, as `our_survey.toml`.

    Raises:
        DefinitionError: there is no such instrument or file, or it is contradictory.
    """
    return load_instrument_file(Path(named)) if named.endswith(".toml") else load_instrument(named)


@cache
def _shipped(instrument_id: str) -> Instrument:
    with as_file(FOLDER.joinpath(f"{instrument_id}.toml")) as path:
        return load_instrument_file(path)


def load_instrument_file(path: Path) -> Instrument:
    """Return the instrument in a file.

    Raises:
        DefinitionError: the file is absent, incomplete, contradictory or without a source.
    """
    return load_definition(path, model_of(read_toml(path)))


def model_of(content: Mapping[str, Any]) -> type[Instrument]:
    """Return the model of a definition: answers that are scored here, or a vendor's results."""
    return VendorInstrument if "result" in content else Instrument
