"""The one way a TOML definition becomes a frozen, validated model."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from screening.errors import DefinitionError


class Definition(BaseModel):
    """A frozen part of a definition; unknown keys are refused, so a typo cannot pass."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


Model = TypeVar("Model", bound=BaseModel)


def load_definition(path: Path, model: type[Model]) -> Model:
    """Return the definition in a TOML file.

    Raises:
        DefinitionError: the file is absent, is not TOML, or breaks the model; the message names
            the file, the key and what is expected, one line per fault.
    """
    return build_definition(read_toml(path), model, where=path.name)


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file as a dictionary; the message of a fault names the file and line."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        raise DefinitionError(f"{path}: there is no such file.") from None
    except UnicodeDecodeError:
        raise DefinitionError(f"{path.name}: not UTF-8 text. Save it as UTF-8.") from None
    except (tomllib.TOMLDecodeError, OSError) as fault:
        raise DefinitionError(f"{path.name}: {fault}. Mend the line and run again.") from None


def build_definition(content: dict[str, Any], model: type[Model], *, where: str) -> Model:
    """Return `content` as the model; `where` names its source in messages."""
    try:
        return model.model_validate(content)
    except ValidationError as fault:
        raise DefinitionError(_in_words(fault, where)) from None


def _in_words(fault: ValidationError, where: str) -> str:
    """Return one line per fault: file, key, what is wrong."""
    lines = []
    for error in fault.errors(include_url=False, include_input=False):
        key = ".".join(str(part) for part in error["loc"]) or "(whole file)"
        lines.append(f"{where}: {key}: {_plain(error['type'], error['msg'])}")
    return "\n".join(lines)


def _plain(kind: str, message: str) -> str:
    """Return the library's message in the words of this project."""
    if kind == "missing":
        return "is missing. Add it."
    if kind == "extra_forbidden":
        return "is not a known key. Check the spelling or remove it."
    return message.removeprefix("Value error, ")
