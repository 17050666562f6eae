"""How codes are made and which keys are refused (`pseudonyms.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated

from pydantic import Field

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence


class CodeShape(Definition):
    """How a code looks: one sign of `first`, then `length - 1` signs of `rest`."""

    first: Annotated[str, Field(min_length=2)]
    rest: Annotated[str, Field(min_length=2)]
    length: Annotated[int, Field(ge=1, le=40)]
    source: Sentence


class KeyRules(Definition):
    """Which secret keys are refused; lengths in bytes."""

    shortest: int
    longest: int
    fewest_different: int
    """Different bytes, and different steps from one byte to the next."""
    longest_repeat: int
    """Bytes of a piece that stands in the key twice."""
    telling: tuple[str, ...]
    """Words that show a text was typed or copied, lower case."""
    source: Sentence


class NumberRules(Definition):
    """Which student numbers are caught."""

    longest: int
    spreadsheet_digits: int
    """Digits that a spreadsheet keeps of a number."""
    empty: frozenset[str]
    """Cells that say there is no number, lower case."""
    months: tuple[str, ...]
    """How spreadsheets begin the name of a month, lower case, without accents."""
    truths: frozenset[str]
    """What spreadsheets make of `true` and `false`, lower case."""
    source: Sentence


class FileRules(Definition):
    """Limits of a file."""

    most_students: int
    listed_problems: int
    repeated_share: Annotated[float, Field(gt=0, lt=1)]
    shortest_repeated: int
    source: Sentence


class PseudonymRules(Definition):
    """The whole of `pseudonyms.toml`."""

    code: CodeShape
    key: KeyRules
    number: NumberRules
    file: FileRules


@cache
def load_rules() -> PseudonymRules:
    """Return the rules that travel with the package."""
    with as_file(files("screening.pseudonyms").joinpath("pseudonyms.toml")) as path:
        return load_definition(path, PseudonymRules)
