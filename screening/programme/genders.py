"""Genders as rosters write them, and the two that norm tables are printed by."""

from functools import cache, lru_cache
from importlib.resources import as_file, files

from screening.definition import Definition, load_definition
from screening.programme.settings import Gender, Sentence

NEITHER = "neither"


class GenderTable(Definition):
    """The whole of `genders.toml`."""

    source: Sentence
    spellings: dict[Gender, tuple[str, ...]]
    """Gender → spellings in use, lower case."""


@cache
def _by_spelling() -> dict[str, str]:
    with as_file(files("screening.programme").joinpath("genders.toml")) as path:
        table = load_definition(path, GenderTable)
    return {text: gender for gender, texts in table.spellings.items() for text in texts}


@lru_cache(1_000)
def canonical_gender(text: str) -> str:
    """Return `female` or `male`, or `neither` for every other entry: never guessed."""
    return _by_spelling().get(" ".join(text.split()).casefold(), NEITHER)
