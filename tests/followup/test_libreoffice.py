"""A list filled in and saved again by a spreadsheet program comes back as it was written."""

import datetime as dt
import shutil
import subprocess

import openpyxl
import pytest
from returning import fill, found, place, row_of

from screening.followup.to_mend import write_to_mend

pytestmark = pytest.mark.skipif(
    shutil.which("soffice") is None, reason="LibreOffice is not on this machine"
)
FILLED = {
    "status": "Student Seen",
    "student_seen_on": dt.date(2026, 11, 3),
    "family_contact": "Phone 4 Nov 2026",
    "agreed_plan": "own plan 2027-01-15",
    "owner": "Zoë O'Neil",
    "note": "“calm” – likes ⚽",
}


def saved_again(path, *, kind: str = "xlsx"):
    """Return the workbook as LibreOffice saves it, in a folder of its own."""
    to = path.parent / f"as_{kind}"
    command = ["soffice", "--headless", f"-env:UserInstallation=file://{path.parent}/profile"]
    subprocess.run(
        [*command, "--convert-to", kind, "--outdir", to, path],
        check=True,
        capture_output=True,
        timeout=180,
    )
    return to / f"{path.stem}.{kind}"


def test_a_list_saved_by_libreoffice_is_taken_whole_and_its_locked_cells_are_intact(maple):
    path = saved_again(maple.filled(one=FILLED, out={"staff_concern": "no"}))
    reading = maple.read(path)
    assert (found(reading), reading.refused) == ([], [])
    assert maple.state().fields == {
        "status": "student_seen",
        "student_seen_on": "2026-11-03",
        "family_contact": "phone 2026-11-04",
        "agreed_plan": "own plan 2027-01-15",
        "owner": "Zoë O'Neil",
        "note": "“calm” – likes ⚽",
    }
    assert maple.concerns() == {"STU-out": {"staff_concern": "no"}}
    assert maple.read(saved_again(path)).new_count == 0


def test_an_untouched_list_saved_by_libreoffice_says_nothing(maple):
    reading = maple.read(saved_again(maple.copy()))
    assert (found(reading), reading.new_count, len(reading.taken)) == ([], 0, 1)


def test_a_filled_list_that_was_issued_again_and_saved_says_nothing(maple):
    maple.read(maple.filled(one=FILLED))
    reading = maple.read(saved_again(maple.issue(on=dt.date(2026, 11, 10))))
    assert (found(reading), reading.new_count) == ([], 0)


def test_a_formula_typed_into_a_list_is_not_its_value(maple):
    path = maple.filled(one={"note": "=1+1", "owner": "Tom Lee"})
    reading = maple.read(saved_again(path))
    assert found(reading) == [("formula", "Note")]
    assert maple.state().fields == {"owner": "Tom Lee"}


def test_another_kind_of_file_is_refused_and_nothing_is_taken(maple):
    reading = maple.read(saved_again(maple.filled(one=FILLED), kind="csv"))
    assert reading.new_count == 0
    assert len(reading.refused) == 1


def test_the_workbook_for_the_school_opens_and_shows_what_could_not_be_taken(maple):
    path = fill(maple.copy("back.xlsx"), one={"status": "great", "student_seen_on": "06/10/25"})
    reading = maple.read(path)
    (written,) = write_to_mend(
        reading.taken,
        settings=maple.folder.settings,
        today=dt.date(2026, 11, 9),
        to=path.parent / "to_mend",
    )
    assert written.name == "maple_to_mend.xlsx"
    sheet = openpyxl.load_workbook(saved_again(written))["To mend"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    at = str(row_of(path, "one"))
    assert [(row[0], row[2], row[4], row[5]) for row in rows] == [
        ("back.xlsx", at, "Status", "great"),
        ("back.xlsx", at, "Student seen on", "06/10/25"),
    ]
    assert all(row[6].startswith("Not taken: ") and row[7] for row in rows)
    assert place("Referrals", "status") > 1
