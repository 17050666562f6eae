"""The instrument library: one TOML per instrument, loaded once."""

from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

from screening.definition import load_definition
from screening.errors import DefinitionError
from screening.instruments.definition import Instrument

FOLDER = files("screening").joinpath("instruments/library")


@cache
def instrument_ids() -> tuple[str, ...]:
    """Return the ids of the library, in alphabetical order."""
    names = (entry.name for entry in FOLDER.iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def load_instrument(instrument_id: str) -> Instrument:
    """Return an instrument of the library.

    Raises:
        DefinitionError: there is no such instrument, or its file is contradictory.
    """
    if instrument_id not in instrument_ids():
        known = ", ".join(instrument_ids())
        raise DefinitionError(f"There is no instrument '{instrument_id}'. Known are: {known}.")
    with as_file(FOLDER.joinpath(f"{instrument_id}.toml")) as path:
        return load_instrument_file(path)


def load_instrument_file(path: Path) -> Instrument:
    """Return the instrument in a file.

    Raises:
        DefinitionError: the file is absent, incomplete, contradictory or without a source.
    """
    return load_definition(path, Instrument)


def item_id(instrument_id: str, number: int) -> str:
    """Return the id of an item, as `sdq_07`: the number printed on the form, two digits."""
    return f"{instrument_id}_{number:02d}"
