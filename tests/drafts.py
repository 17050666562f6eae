"""Drafting layouts in tests, and what a person does with a draft."""

import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from survey_exports import Rows, written

from screening.definition import build_definition
from screening.instruments.library import SHIPPED
from screening.intake.drafting.draft import Draft, draft_layout
from screening.intake.drafting.draft_text import layout_text
from screening.intake.drafting.seen_export import see_export
from screening.intake.layout import Layout

MEGABYTE = 1024**2
WHOLE = ("phq_a", "gad_7")


def draft_of(path: Path, *instruments: str, dictionary: Path | None = None, **asked: Any) -> Draft:
    """Return the draft of a file."""
    seen = see_export(path, max_bytes=MEGABYTE, dictionary=dictionary)
    return draft_layout(seen, [SHIPPED.get(each) for each in instruments or WHOLE], **asked)


def text_of(draft: Draft) -> str:
    """Return the draft's text."""
    return layout_text(draft, layout_id="survey", files="survey*", next_steps=["Sign."])


def signed(text: str) -> str:
    """Return a draft as a person leaves it who signs it and decides nothing."""
    text = text.replace('approved_by = ""', 'approved_by = "A. Person"')
    return text.replace('approved_on = ""', 'approved_on = "2026-10-01"')


def accepted(text: str) -> str:
    """Return a draft as a person leaves it who accepts every proposal and signs."""
    return signed(text.replace("#? ", ""))


def layout_of(text: str) -> Layout:
    """Return the layout of a text; DefinitionError where it is refused."""
    return build_definition(tomllib.loads(text), Layout, where="draft.toml")


def csv_file(folder: Path, rows: Rows, *, delimiter: str = ",", name: str = "survey.csv") -> Path:
    """Write rows as a text file."""
    path = folder / name
    path.write_text(written(rows, delimiter=delimiter), encoding="utf-8")
    return path


def gad_rows(answers: Sequence[Sequence[object]], header: Sequence[str] | None = None) -> Rows:
    """Return a plain export with a student code and seven columns."""
    head = list(header or [f"gad7_{number}" for number in range(1, 8)])
    data = [[f"S{place:03d}", *map(str, row)] for place, row in enumerate(answers, start=1)]
    return [["student_ref", *head], *data]
