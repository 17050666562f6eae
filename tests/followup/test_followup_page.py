"""docs/followup.md, followed word for word on the made-up district, and what else the command says.

The one place where lists are filled in, read back and shown again through the real program.
"""

import json
import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest
from program import DAY, screening
from returning import place

from screening.followup.state import states_of
from screening.ledger.store import read_acts

PAGE = (Path(__file__).parents[2] / "docs" / "followup.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"^screening .+$", PAGE, re.MULTILINE)
SEEN = {"status": "Student seen", "student_seen_on": "2026-10-30", "note": "likes music"}
WRONG = {"student_seen_on": "06/10/25"}


class Desk:
    """A counsellor's desk beside the programme: lists taken from the outbox, filled in."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.said = folder, {}
        self.programme = folder / "riverbend"
        (folder / "returned").mkdir()

    @property
    def lists(self) -> list[Path]:
        shown = self.programme / "outbox" / "2026_autumn" / "schools"
        return sorted(shown.glob("*/referrals.xlsx"))

    def fill(self, name: str, *rows: dict[str, str], skip: int = 0) -> list[str]:
        """Fill the first students' rows of the first school's list; return their referral ids."""
        path = Path(shutil.copy(self.lists[0], self.folder / "returned" / name))
        book = openpyxl.load_workbook(path)
        sheet = book["Referrals"]
        of_students = [
            row
            for row in range(2, sheet.max_row + 1)
            if sheet.cell(row, 2).value not in {None, "whole class"}
        ][skip:]
        for row, cells in zip(of_students, rows, strict=False):
            for column, value in cells.items():
                sheet.cell(row, place("Referrals", column)).value = value
        book.save(path)
        return [sheet.cell(row, 1).value for row in of_students[: len(rows)]]

    def run(self, command: str) -> str:
        words = shlex.split(command)[1:]
        done = screening(*words, "--today", DAY, cwd=self.folder)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        self.said[command] = done.stdout + done.stderr
        return self.said[command]

    def states(self):
        return states_of(read_acts(self.programme / "ledger.sqlite"))

    def cell(self, referral_id: str, column: str) -> str | None:
        sheet = openpyxl.load_workbook(self.lists[0])["Referrals"]
        rows = [row for row in sheet.iter_rows() if row[0].value == referral_id]
        return rows[0][place("Referrals", column) - 1].value


@pytest.fixture(scope="module")
def desk(demo, tmp_path_factory):
    """The page followed in its order."""
    desk = Desk(tmp_path_factory.mktemp("desk"))
    shutil.copytree(demo, desk.programme, symlinks=True)
    out, back, again, older, history = COMMANDS[1:] if "demo" in COMMANDS[0] else COMMANDS
    desk.run(out)
    desk.first = desk.fill("first.xlsx", SEEN, WRONG)
    desk.second = desk.fill("second.xlsx", {"note": "also plays chess"}, skip=2)
    desk.before = [path.read_bytes() for path in desk.lists]
    desk.run(back)
    desk.run(again)
    desk.run(older)
    desk.run(history.replace("R-0123456789", desk.first[0]))
    return desk


def said(desk, *words: str) -> str:
    (found,) = (text for command, text in desk.said.items() if all(w in command for w in words))
    return found


def test_the_page_has_every_step():
    assert [command.split()[1] for command in COMMANDS] == [
        *("run", "followup", "run", "followup", "followup"),
    ]


def test_what_was_taken_is_counted_and_what_was_not_is_placed(desk):
    text = said(desk, "returned/first.xlsx")
    assert "Written down: 3 changes (note 1, status 1, student seen on 1)." in text
    assert "Student seen on: Day and month, or the year, cannot be told apart." in text
    assert "06/10/25" not in text
    assert "To show them: screening run riverbend --window 2026_autumn" in text


def test_the_school_gets_what_it_has_to_mend(desk):
    (path,) = (desk.folder / "to_mend").glob("*.xlsx")
    values = [cell.value for row in openpyxl.load_workbook(path)["To mend"] for cell in row]
    assert "06/10/25" in values


def test_the_next_list_shows_it(desk):
    assert desk.cell(desk.first[0], "status") == "student seen"
    assert desk.cell(desk.first[0], "student_seen_on") == "2026-10-30"
    assert [path.read_bytes() for path in desk.lists] != desk.before


def test_an_older_list_is_taken_where_it_was_asked_for(desk):
    assert "Written down: 1 changes" in said(desk, "--older")
    assert desk.states()[desk.second[0]].fields["note"] == "also plays chess"
    assert desk.states()[desk.second[0]].history[-1].by == "Tom Lee"


def test_the_history_says_who_when_old_new_and_which_file(desk):
    text = said(desk, "--history")
    assert f"{DAY}  Ana Ortiz: status: not_started → student_seen  [" in text
    assert re.search(r"note: \(empty\) → likes music  \[[0-9a-f]{12}\]", text)


def test_no_student_is_named_where_the_command_speaks_of_workbooks(desk):
    sheet = openpyxl.load_workbook(desk.lists[0])["Referrals"]
    codes = {sheet.cell(row, 2).value for row in range(2, sheet.max_row + 1)} - {"whole class"}
    texts = "".join(text for command, text in desk.said.items() if "returned/" in command)
    assert not any(code in texts for code in codes)
    assert "likes music" not in texts


def test_an_older_list_that_nobody_asked_for_ends_with_12(desk):
    done = screening("followup", "riverbend", "returned/second.xlsx", cwd=desk.folder)
    assert done.returncode == 12
    assert "--older" in done.stdout


def test_a_file_that_is_no_workbook_ends_with_11(desk):
    (desk.folder / "returned" / "odd.xlsx").write_bytes(b"PK\x03\x04")
    done = screening("followup", "riverbend", "returned/odd.xlsx", cwd=desk.folder)
    assert done.returncode == 11


def test_workbooks_or_a_history_and_not_both_or_neither(desk):
    for words in ((), ("returned/first.xlsx", "--history", "R-1")):
        done = screening("followup", "riverbend", *words, cwd=desk.folder)
        assert done.returncode == 2


def test_an_unknown_referral_has_no_history(desk):
    done = screening("followup", "riverbend", "--history", "R-none", cwd=desk.folder)
    assert done.returncode == 12
    assert "R-none" in done.stderr


def test_what_is_for_the_school_is_never_written_into_inbox_or_outbox(desk):
    to = desk.programme / "outbox" / "here"
    words = ("returned/first.xlsx", "--to", to)
    assert screening("followup", "riverbend", *words, cwd=desk.folder).returncode == 2
    assert not to.exists()


@pytest.mark.long
def test_a_run_after_a_return_is_another_run_and_one_after_nothing_is_the_same(desk):
    record = desk.programme / "outbox" / "2026_autumn" / "run.json"
    before = json.loads(record.read_text())["run_id"]
    desk.run("screening run riverbend --window 2026_autumn")
    after = json.loads(record.read_text())["run_id"]
    assert after != before
    desk.run("screening run riverbend --window  2026_autumn")
    assert json.loads(record.read_text())["run_id"] == after
