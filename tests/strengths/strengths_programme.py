"""A programme that asks students about mood, worry and strengths, and the rows they answer."""

from collections.abc import Sequence
from pathlib import Path

from programme_builder import WORRY, Folder, csv_text, survey_row
from programme_texts import (
    ANSWERED_ON,
    CHECKLIST_LAYOUT,
    HEAD,
    MOOD_BLOCK,
    WORRY_BLOCK,
    block,
    layout,
)

ITEMS = {"dsecs_s": 12, "scwbs": 15, "sehs_s": 36}
"""Instruments that ask about strengths -> how many items."""
COLUMNS = {name: [f"{name} {n}" for n in range(1, count + 1)] for name, count in ITEMS.items()}
SURVEY = layout(
    "survey",
    files="survey*",
    student_ref="Student",
    blocks="\n".join([MOOD_BLOCK, WORRY_BLOCK, *(block(name, COLUMNS[name]) for name in ITEMS)]),
    top=ANSWERED_ON,
)
SCREENERS = "".join(
    f'\n[[screener]]\ninstrument = "{name}"\ninformant = "self"\ngrades = ["7", "8"]\n'
    for name in ITEMS
)
LOW = {"dsecs_s": [4, *[1] * 11], "scwbs": [1, 2, *[1] * 13], "sehs_s": [1] * 36}
HIGH = {
    "dsecs_s": [1, *[4] * 11],
    "scwbs": [5, 3, *[5] * 4, 3, *[5] * 5, 3, 5, 5],
    "sehs_s": [4] * 36,
}
MIDDLE = {"dsecs_s": [3, *[2] * 11], "scwbs": [3] * 15, "sehs_s": [2] * 36}
NONE: dict[str, list[object]] = {}


def strengths_folder(path: Path) -> Folder:
    """Return the programme's folder, its inbox empty."""
    return Folder(
        path, head=HEAD + SCREENERS, layouts={"survey": SURVEY, "checklist": CHECKLIST_LAYOUT}
    )


def drop_survey(folder: Folder, rows: Sequence[tuple[str, Sequence[object], dict]]) -> None:
    """Drop a survey; a row is code, nine mood answers and instrument -> answers (none = blank)."""
    header = ["Student", "Answered on", *(f"Mood {n}" for n in range(1, 10)), *WORRY]
    header += [column for columns in COLUMNS.values() for column in columns]
    lines = [
        [*survey_row(ref, mood=mood), *(cell for name in ITEMS for cell in _cells(name, answers))]
        for ref, mood, answers in rows
    ]
    folder.drop("survey.csv", csv_text(header, lines))


def _cells(name: str, answers: dict) -> Sequence[object]:
    return answers.get(name, [""] * ITEMS[name])
