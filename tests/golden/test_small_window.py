"""One small window, from files to outbox: everything people read, as text, reviewed line by line.

`make golden` rewrites the files under `small_window/`; read the diff before you commit it.
"""

import os
import re
from pathlib import Path

import openpyxl
import pytest
from programme_builder import Folder, checklist_row, mood_of, survey_row
from programme_run import run_whole

from screening.warehouse import open_warehouse

GOLDEN = Path(__file__).parent / "small_window"
WRITES = os.environ.get("SCREENING_GOLDEN") == "write"
TIERS = (
    "select student_ref, school_id, grade, class_id, tier, no_tier_reason, areas, why,"
    " data_confidence from mart_student_tier order by student_ref"
)
SCORES = "select * from int_subscale_score order by all"


LABELS = ("Not at all", "Several days", "More than half the days", "Nearly every day")


@pytest.fixture(scope="module")
def small_window(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A programme with two schools and twenty students; returns its folder and what is shown."""
    folder = Folder(tmp_path_factory.mktemp("small"), schools=("maple", "birch"))
    students = [f"S{number:03d}" for number in range(1, 21)]
    folder.roster_rows(*[_roster_row(place, ref) for place, ref in enumerate(students)])
    folder.survey(*[_answers(place, ref) for place, ref in enumerate(students[:14])])
    folder.checklist(*[checklist_row(ref, total=place) for place, ref in enumerate(students[8:])])
    folder.qualtrics(["IP Address", "S015", *([LABELS[1]] * 8), LABELS[2]])
    return folder.path, run_whole(folder.open())


def _roster_row(place: int, ref: str) -> list[str]:
    consent = {16: "opted_out", 17: "withdrawn"}.get(place, "yes")
    school, language = ("maple", "birch")[place % 2], ("en", "es", "so")[place % 3]
    return [ref, school, str(7 + place % 2), f"{school}-{7 + place % 2}A", language, consent]


def _answers(place: int, ref: str) -> list[object]:
    mood = mood_of(2 * place, critical=1 if place == 3 else 0)
    if place == 5:
        mood[2] = ""
    if place == 6:
        mood[0] = "sometimes"
    if place == 7:
        mood[8] = ""
    return survey_row(ref, mood=mood)


def workbook_text(path: Path) -> str:
    """Every filled cell of every sheet, hidden ones too, one row a line."""
    lines = []
    for sheet in openpyxl.load_workbook(path):
        lines.append(f"## {sheet.title} ({sheet.sheet_state})")
        for row in sheet.iter_rows(values_only=True):
            cells = [str(cell) for cell in row if cell not in (None, "")]
            if cells:
                lines.append(" | ".join(cells))
    return "\n".join(lines) + "\n"


def page_text(path: Path) -> str:
    """The words of a page, one piece a line."""
    body = re.sub(r"<style>.*?</style>", "", path.read_text(), flags=re.DOTALL)
    pieces = (" ".join(piece.split()) for piece in re.split(r"<[^>]+>", body))
    return "\n".join(piece for piece in pieces if piece) + "\n"


def steady(text: str) -> str:
    """Text without digests, which change with every definition and every library."""
    return re.sub(r"\b(?=[0-9a-f]*[0-9])(?=[0-9a-f]*[a-f])[0-9a-f]{12,64}\b", "<digest>", text)


CASES = (
    "tiers.csv",
    "scores.csv",
    "district/dashboard.html",
    "district/validation/quality.html",
    "schools/maple/school.html",
    "schools/maple/referrals.xlsx",
    "schools/maple/safety.xlsx",
    "schools/maple/problems.xlsx",
    "schools/birch/referrals.xlsx",
    "schools/birch/letters/manifest.csv",
)


@pytest.mark.parametrize("name", CASES)
def test_the_small_window_gives_exactly_this(small_window: tuple[Path, Path], name: str) -> None:
    folder, shown = small_window
    found = steady(_read(name, folder, shown))
    kept = GOLDEN / (name.replace("/", "__") + ("" if name.endswith(".csv") else ".txt"))
    if WRITES:
        kept.parent.mkdir(exist_ok=True)
        kept.write_text(found)
    assert found == kept.read_text()


def _read(name: str, folder: Path, shown: Path) -> str:
    if name in {"tiers.csv", "scores.csv"}:
        with open_warehouse(folder / "warehouse.duckdb") as warehouse:
            frame = warehouse.frame(TIERS if name == "tiers.csv" else SCORES)
        return frame.to_csv(index=False, lineterminator="\n")
    path = shown / name
    if path.suffix == ".xlsx":
        return workbook_text(path)
    return page_text(path) if path.suffix == ".html" else path.read_text()


def test_no_sentence_ends_twice(small_window: tuple[Path, Path]) -> None:
    _, shown = small_window
    texts = {path: page_text(path) for path in shown.rglob("*.html")}
    texts |= {path: workbook_text(path) for path in shown.rglob("*.xlsx")}
    assert len(texts) > len(CASES)
    assert not [(path.name, text) for path, text in texts.items() if re.search(r"[.!?]\.", text)]


def test_no_file_is_shown_that_this_page_does_not_know(small_window: tuple[Path, Path]) -> None:
    _, shown = small_window
    kinds = {
        re.sub(r"[A-Z0-9]{10}", "<ref>", str(path.relative_to(shown)))
        for path in shown.rglob("*")
        if path.is_file()
    }
    kept = GOLDEN / "files.txt"
    found = "\n".join(sorted(kinds)) + "\n"
    if WRITES:
        kept.write_text(found)
    assert found == kept.read_text()
