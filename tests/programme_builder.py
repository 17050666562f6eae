"""A small programme folder for tests, its files given row by row."""

import copy
import csv
import datetime as dt
import io
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Self

import xlsxwriter
from programme_run import Ran, run_to_tiers
from programme_texts import (
    CHECKLIST,
    CHECKLIST_LAYOUT,
    HEAD,
    MOOD,
    QUALTRICS,
    SCHOOL,
    SURVEY,
    TIER_RULE,
    WORRY,
)

from screening.run.window_run import WindowRun, open_run

WINDOW, BEFORE = "2026_autumn", "2026_spring"
TODAY = dt.date(2026, 10, 26)
ROSTER_COLUMNS = ("student_ref", "school_id", "grade", "class_id", "home_language", "consent")
CRITICAL = "Mood 9"
SURVEY_HEADER = ["Student", "Answered on", *MOOD, *WORRY]
CHECKLIST_HEADER = ["Child", *CHECKLIST]


def survey_row(
    ref: str,
    *,
    mood: Sequence[object] = (0,) * 9,
    worry: Sequence[object] = (0,) * 7,
    on: str = "2026-10-06",
) -> list[object]:
    """Return one row under `SURVEY_HEADER`."""
    return [ref, on, *mood, *worry]


def mood_of(total: int, *, critical: object = 0) -> list[object]:
    """Return nine answers; the first eight add up to `total` (0 to 24)."""
    return [*_spread(total, places=8, highest=3), critical]


def checklist_row(ref: str, *, total: int = 0) -> list[object]:
    """Return one row under `CHECKLIST_HEADER` whose answers add up to `total` (0 to 34)."""
    return [ref, *_spread(total, places=17, highest=2)]


def _spread(total: int, *, places: int, highest: int) -> list[int]:
    return [min(highest, max(0, total - highest * place)) for place in range(places)]


def csv_text(header: Sequence[str], rows: Iterable[Sequence[object]], delimiter: str = ",") -> str:
    """Return delimited text."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\n")
    writer.writerows([header, *rows])
    return text.getvalue()


def write_sheets(path: Path, sheets: dict[str, list[Sequence[object]]]) -> None:
    """Write a real workbook: numbers as numbers, text as text, `=…` as a formula."""
    book = xlsxwriter.Workbook(path, {"strings_to_urls": False})
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                sheet.write(number, place, cell)
    book.close()


class Folder:
    """A programme's folder while a test fills it.

    Args:
        path: an empty folder.
        schools: ids of the schools.
        head: `programme.toml` without its schools.
        layouts: the layouts' TOML by name.
        tier_rule: `tier_rule.toml`.
    """

    def __init__(
        self,
        path: Path,
        *,
        schools: Sequence[str] = ("maple",),
        head: str = HEAD,
        layouts: dict[str, str] | None = None,
        tier_rule: str = TIER_RULE,
    ) -> None:
        self.path = path
        ours = {"survey": SURVEY, "checklist": CHECKLIST_LAYOUT, "qualtrics": QUALTRICS}
        self._write("programme.toml", head + "".join(SCHOOL.format(id=each) for each in schools))
        self._write("tier_rule.toml", tier_rule)
        for name, text in (layouts or ours).items():
            self._write(f"layouts/{name}.toml", text)
        for window in (WINDOW, BEFORE):
            self.inbox(window).mkdir(parents=True)

    def _write(self, name: str, text: str) -> None:
        (self.path / name).parent.mkdir(parents=True, exist_ok=True)
        (self.path / name).write_text(text, encoding="utf-8")

    def copied_to(self, path: Path) -> Self:
        """Return the same folder elsewhere, with what was run in it, for one test to change."""
        twin = copy.copy(self)
        twin.path = shutil.copytree(self.path, path, symlinks=True)
        return twin

    def inbox(self, window: str = WINDOW) -> Path:
        """Return a window's inbox folder."""
        return self.path / "inbox" / window

    def drop(self, name: str, content: str | bytes, *, window: str = WINDOW) -> Path:
        """Put a file into the inbox."""
        path = self.inbox(window) / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def roster(self, *refs: str, window: str = WINDOW, **changes: str) -> None:
        """Drop a roster: one seventh-grader of the first school per ref, all changed alike."""
        plain = dict(zip(ROSTER_COLUMNS, ("", "maple", "7", "7B", "en", "yes"), strict=True))
        rows = [(plain | changes | {"student_ref": ref}).values() for ref in refs]
        self.roster_rows(*map(list, rows), window=window)

    def roster_rows(self, *rows: Sequence[object], window: str = WINDOW) -> None:
        """Drop a roster with these rows."""
        self.drop("roster.csv", csv_text(ROSTER_COLUMNS, rows), window=window)

    def survey(self, *rows: Sequence[object], name: str = "survey.csv", window: str = WINDOW):
        """Drop a survey with these rows."""
        return self.drop(name, csv_text(SURVEY_HEADER, rows), window=window)

    def checklist(self, *rows: Sequence[object], window: str = WINDOW):
        """Drop a caregivers' checklist with these rows."""
        return self.drop("checklist.csv", csv_text(CHECKLIST_HEADER, rows), window=window)

    def qualtrics(self, *rows: Sequence[object], name: str = "qualtrics.csv"):
        """Drop a Qualtrics export; rows are code, status, nine labels."""
        header = ["Status", "Code", *MOOD]
        ids = [f'{{"ImportId":"{each}"}}' for each in header]
        texts = ["Response Type", "Your code", *(f"Over the last 2 weeks: {m}" for m in MOOD)]
        return self.drop(name, csv_text(header, [texts, ids, *rows]))

    def open(self, window: str = WINDOW, *, today: dt.date = TODAY) -> WindowRun:
        """Return the run of a window."""
        return open_run(self.path, window_id=window, today=today)

    def run(self, window: str = WINDOW) -> Ran:
        """Run a window up to the checked tier table."""
        return run_to_tiers(self.open(window))
