"""A letter's body: front matter and text, one file per language and purpose."""

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal, Self, get_args

from pydantic import model_validator

from screening.definition import Definition, build_definition
from screening.errors import DefinitionError, LetterError
from screening.letters.blocks import Block, read_blocks
from screening.letters.words import LETTERS
from screening.programme.settings import Sentence
from screening.supports.catalogue import Catalogue, load_catalogue

Purpose = Literal["notice", "all_families", "support_offer"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
FENCE = "+++\n"


class FrontMatter(Definition):
    """What a template says about itself, between its `+++` lines."""

    purpose: Purpose
    audience: Sentence
    language: Sentence
    subject: Sentence
    version: Sentence
    approved_by: str = ""
    """Who signed this version off; empty until somebody has."""
    approved_on: dt.date | None = None
    slip: str | None = None
    """The slip of `words.toml` that ends the letter; None = no slip."""
    requires: tuple[Sentence, ...]
    """Fields that the text uses (see `fields.py`)."""
    tells: tuple[Sentence, ...] = ()
    """Rows of the catalogue of supports that the text speaks of; each may stand in letters."""

    @model_validator(mode="after")
    def _tells_only_what_letters_may(self) -> Self:
        for row_id in self.tells:
            if row_id not in letter_rows():
                raise ValueError(
                    f"tells: '{row_id}' may not stand in a letter; screening supports show {row_id}"
                )
        return self


@dataclass(frozen=True)
class LetterTemplate:
    """One body, parsed."""

    front: FrontMatter
    blocks: tuple[Block, ...]


@cache
def letter_rows() -> frozenset[str]:
    """Return the ids of supports and tips that letters may speak of."""
    return frozenset(row.id for row in load_catalogue().support if "letter" in row.appears)


@cache
def template_for(language: str, purpose: Purpose) -> LetterTemplate:
    """Return the shipped template.

    Raises:
        LetterError: there is none, or its text or front matter has a fault.
    """
    template = read_template(LETTERS / language / f"{purpose}.md")
    if (template.front.language, template.front.purpose) != (language, purpose):
        raise LetterError(
            f"letters/{language}/{purpose}.md: its front matter names another language or purpose."
        )
    return template


def read_template(path: Path) -> LetterTemplate:
    """Return a template file, its front matter checked and its text parsed."""
    where = f"letters/{path.parent.name}/{path.name}"
    try:
        before, front, body = path.read_text(encoding="utf-8").split(FENCE, maxsplit=2)
    except FileNotFoundError:
        raise LetterError(f"{where}: there is no such letter. Add the file.") from None
    except ValueError:
        raise LetterError(f"{where}: the front matter needs a '+++' line on both sides.") from None
    if before.strip():
        raise LetterError(f"{where}: the first line must be '+++'.")
    try:
        return LetterTemplate(
            front=build_definition(tomllib.loads(front), FrontMatter, where=where),
            blocks=read_blocks(body),
        )
    except (tomllib.TOMLDecodeError, LetterError, DefinitionError) as fault:
        raise LetterError(f"{where}: {fault}") from None


def has_letter(language: str, purpose: Purpose) -> bool:
    """Return whether the language ships this letter."""
    return (LETTERS / language / f"{purpose}.md").is_file()


def told_but_switched_off(languages: tuple[str, ...], *, catalogue: Catalogue) -> tuple[str, ...]:
    """Return rows that letters speak of and that a programme offers to nobody any more."""
    offered = {row.id for row in catalogue.support if row.suggest != "never"}
    told = {
        row_id
        for language in languages
        for purpose in PURPOSES
        if has_letter(language, purpose)
        for row_id in template_for(language, purpose).front.tells
    }
    return tuple(sorted(told - offered))


def unsigned_templates(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Return `language/purpose` of each shipped letter that nobody has signed off yet."""
    return tuple(
        f"{language}/{purpose}"
        for language in languages
        for purpose in PURPOSES
        if has_letter(language, purpose) and not template_for(language, purpose).front.approved_by
    )
