"""Lines of a fix workbook for tests, and a workbook with them."""

from pathlib import Path

from tier_table import AS_OF, WINDOW

from screening.intake.accepted import Accepted
from screening.intake.fix_sheets import LabelToDecide, RowToFix, ToFix
from screening.intake.layout import Block
from screening.intake.problem_workbook import write_problem_workbook
from screening.intake.unread_cells import OfferedLabel
from screening.problem import Problem

SHA = "a1" * 32


def accepted(*labels: str, highest: int = 3) -> Accepted:
    codes = tuple(range(highest + 1))
    texts = dict(zip(labels, codes, strict=False))
    kind = "labels" if labels else "codes"
    block = Block(instrument="x", columns={"x_01": "Q"}, answers=kind, labels=texts)
    return Accepted(block, codes, {})


def row_to_fix(**changes) -> RowToFix:
    values = {
        "file": "b.csv",
        "sha256": SHA,
        "row": 8,
        "student_code": "S007",
        "column": "Mood 1",
        "item": "x_01",
        "found": "text",
        "accepted": accepted(),
    }
    return RowToFix(**(values | changes))


def label_to_decide(**changes) -> LabelToDecide:
    values = {
        "file": "b.csv",
        "sha256": SHA,
        "column": "Mood 1",
        "label": "seldom",
        "offered": OfferedLabel("x_01", "Seldom", 12),
        "accepted": accepted(),
    }
    return LabelToDecide(**(values | changes))


def write(folder: Path, **sheets) -> Path:
    path = folder / "problems.xlsx"
    problem = Problem("V501", "b.csv", "not an answer of this item.", 8, "Mood 1")
    write_problem_workbook(
        path, [problem], window=WINDOW, files_loaded=(), as_of=AS_OF, to_fix=ToFix(**sheets)
    )
    return path
