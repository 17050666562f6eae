"""The one way a TOML definition becomes a frozen, validated model."""

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from screening.errors import DefinitionError
from screening.toml_lines import Key, lines_of, nearest

LARGEST_FILE = 1_000_000
"""Bytes; a definition is some hundred lines."""
LONGEST_LINE = 10_000
"""Characters; the reader's time grows with the square of a key's length."""


class Definition(BaseModel):
    """A frozen part of a definition; unknown keys are refused, so a typo cannot pass."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False, ser_json_inf_nan="strings")


Model = TypeVar("Model", bound=BaseModel)
MISSING = "is missing"
"""How the reason begins where a key is not there."""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one key.

    Attributes:
        key: the key from the top of the file; empty = the whole file.
        reason: a sentence that says what to do.
    """

    key: Key
    reason: str


class ContradictionError(ValueError):
    """What a model's own validator raises: several faults, each with its key below the model."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__(" ".join(fault.reason for fault in self.faults))


def load_definition(path: Path, model: type[Model]) -> Model:
    """Return the definition in a TOML file.

    Raises:
        DefinitionError: the file is absent, is not TOML, or breaks the model; the message names
            the file, the line, the key and what is expected, one line per fault.
    """
    content = read_toml(path)
    try:
        return model.model_validate(content)
    except ValidationError as found:
        faults = list(_faults_of(found))
    raise DefinitionError("\n".join(told(path, faults)))


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file as a dictionary; the message of a fault names the file and line.

    Raises:
        DefinitionError: absent, no plain file, too large, not UTF-8, or no TOML.
    """
    try:
        return tomllib.loads(_text(path))
    except UnicodeDecodeError:
        raise DefinitionError(f"{path.name}: not UTF-8 text. Save it as UTF-8.") from None
    except tomllib.TOMLDecodeError as fault:
        raise DefinitionError(f"{path.name}: {fault}. Mend the line and run again.") from None
    except (RecursionError, ValueError):
        raise DefinitionError(
            f"{path.name}: nested too deeply, or a number too long. Write it plainly."
        ) from None


def _text(path: Path) -> str:
    """Return a file's text; whatever is no file that a person would write is not opened."""
    if not path.exists():
        raise DefinitionError(f"{path}: there is no such file.")
    if not path.is_file():
        raise DefinitionError(f"{path}: a folder or device, not a file.")
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise DefinitionError(f"{path.name}: more than {LARGEST_FILE:,} bytes: no definition.")
        text = path.read_text(encoding="utf-8-sig")
    except OSError as fault:
        raise DefinitionError(f"{path.name}: cannot be read ({fault.strerror}).") from None
    for number, line in enumerate(text.split("\n"), start=1):
        if len(line) > LONGEST_LINE:
            raise DefinitionError(f"{path.name}:{number}: more than {LONGEST_LINE:,} characters.")
    return text


def build_definition(content: dict[str, Any], model: type[Model], *, where: str) -> Model:
    """Return `content` as the model; `where` names its source in messages, which have no lines."""
    try:
        return model.model_validate(content)
    except ValidationError as found:
        lines = [f"{where}: {_key(fault.key)}: {fault.reason}" for fault in _faults_of(found)]
    raise DefinitionError("\n".join(lines))


def told(path: Path, faults: Iterable[Fault]) -> list[str]:
    """Return `file:line: key: reason` per fault of a TOML file, in the order of its lines.

    The line is that of the key, or of the table in which the key is missing.
    """
    lines = lines_of(path.read_text(encoding="utf-8-sig"))
    found = []
    for fault in faults:
        place, line = nearest(lines, fault.key)
        key = (*place, fault.key[-1]) if fault.reason.startswith(MISSING) else place
        found.append((line, f"{path.name}:{line}: {_key(key)}: {fault.reason}"))
    return [text for _, text in dict.fromkeys(sorted(found, key=lambda each: each[0]))]


def _key(key: Key) -> str:
    return ".".join(str(part) for part in key) or "(whole file)"


def _faults_of(found: ValidationError) -> Iterator[Fault]:
    for error in found.errors(include_url=False, include_input=False):
        own = error.get("ctx", {}).get("error")
        # A tag in brackets says which form of a table was tried; it stands in no file.
        place = tuple(part for part in error["loc"] if not str(part).startswith("("))
        if isinstance(own, ContradictionError):
            yield from (Fault((*place, *each.key), each.reason) for each in own.faults)
        else:
            yield Fault(place, _plain(error["type"], error["msg"]))


def _plain(kind: str, message: str) -> str:
    """Return the library's message in the words of this project."""
    if kind == "missing":
        return f"{MISSING}. Add it."
    if kind == "extra_forbidden":
        return "is not a known key. Check the spelling or remove it."
    return message.removeprefix("Value error, ")
