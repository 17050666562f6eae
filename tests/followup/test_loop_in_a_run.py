"""From the inbox to the list, back into the ledger, and onto the next list and the pages."""

import csv
import datetime as dt
import json

import openpyxl
import pytest
from programme_builder import TODAY, Folder, mood_of, survey_row
from programme_run import run_whole, tree
from returning import ANA, place

from screening.followup.reading import read_workbooks
from screening.followup.state import states_of
from screening.ledger.store import read_acts
from screening.programme.load import open_folder
from screening.run.safety_returns import take_safety_lists

REFS = [f"S{number:03d}" for number in range(1, 61)]
LATER = TODAY + dt.timedelta(days=21)
CRITICAL = "S060"


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A window of one school, run once: 19 of 60 students flagged."""
    folder = Folder(tmp_path_factory.mktemp("loop"))
    folder.roster(*REFS)
    rows = [
        survey_row(
            ref,
            mood=mood_of(20 if at % 3 == 0 else 2, critical=1 if ref == CRITICAL else 0),
        )
        for at, ref in enumerate(REFS)
    ]
    folder.survey(*rows)
    run_whole(folder.open())
    return folder


def shown(folder, name="referrals.xlsx"):
    return folder.open().outbox.shown / "schools" / "maple" / name


def rows_of(path):
    sheet = openpyxl.load_workbook(path)["Referrals"]
    columns = ("referral_id", "student_code", "status", "due_date", "note")
    return {
        row[1].value: {name: row[place("Referrals", name) - 1].value for name in columns}
        for row in sheet.iter_rows(min_row=2)
        if str(row[1].value).startswith("S")
    }


def filled(folder, path, count):
    """Return the list that is shown with the first students seen."""
    book = openpyxl.load_workbook(shown(folder))
    sheet = book["Referrals"]
    rows = [row for row in range(2, sheet.max_row + 1)
            if str(sheet.cell(row, 2).value).startswith("S")]  # fmt: skip
    for row in rows[:count]:
        sheet.cell(row, place("Referrals", "status")).value = "Student seen"
        sheet.cell(row, place("Referrals", "student_seen_on")).value = "2026-10-27"
    book.save(path)
    return path


def read(folder, *paths, today=LATER, older="refused"):
    return read_workbooks(
        paths, folder=open_folder(folder.path), window_id=None, by=ANA, older=older, today=today
    )


def table(folder, name):
    path = folder.open().outbox.shown / "district" / "tables" / f"{name}.csv"
    with path.open() as file:
        return {(row[0], row[1]): row[2] for row in list(csv.reader(file))[1:]}


def test_what_came_back_stands_on_the_next_list_and_moves_no_due_date(first, tmp_path):
    folder = first.copied_to(tmp_path / "d")
    before = rows_of(shown(folder))
    assert read(folder, filled(folder, tmp_path / "b.xlsx", 6)).new_count == 12
    run_whole(folder.open(today=LATER))
    after = rows_of(shown(folder))
    assert set(after) == set(before)
    assert sum(row["status"] == "student seen" for row in after.values()) == 6
    assert {code: row["due_date"] for code, row in after.items()} == {
        code: row["due_date"] for code, row in before.items()
    }


def test_the_pages_count_who_waits_without_any_action(first, tmp_path):
    folder = first.copied_to(tmp_path / "d")
    size = len(rows_of(shown(folder)))
    assert table(folder, "loop_by_school")["maple", "waiting"] == str(size)
    assert read(folder, filled(folder, tmp_path / "b.xlsx", 10)).new_count == 20
    run_whole(folder.open(today=LATER))
    counts = table(folder, "loop_by_school")
    assert counts["maple", "flagged"] == str(size)
    assert counts["maple", "no_action"] == str(size - 10)
    assert counts["maple", "begun"] == "10"
    assert table(folder, "seen_in_time_by_school")["maple", "in_time"] == "10"
    page = (shown(folder, "school.html")).read_text()
    assert (
        f"{size - 10} of {size} students at targeted or intensive support have waited more than"
        in page
    )


def test_a_run_after_nobody_acted_is_the_same_to_the_byte(first, tmp_path):
    folder = first.copied_to(tmp_path / "d")
    read(folder, filled(folder, tmp_path / "b.xlsx", 3))
    whole = tree(run_whole(folder.open(today=LATER)))
    assert tree(run_whole(folder.open(today=LATER))) == whole


def test_reading_the_list_that_was_just_made_changes_no_run(first, tmp_path):
    folder = first.copied_to(tmp_path / "d")
    read(folder, filled(folder, tmp_path / "b.xlsx", 3))
    run_whole(folder.open(today=LATER))
    before = json.loads((folder.open().outbox.shown / "run.json").read_text())["run_id"]
    assert read(folder, shown(folder), today=LATER).new_count == 0
    run_whole(folder.open(today=LATER))
    assert json.loads((folder.open().outbox.shown / "run.json").read_text())["run_id"] == before


def test_nobody_on_the_list_is_unknown_to_the_ledger(first):
    states = states_of(read_acts(open_folder(first.path).ledger))
    assert {row["referral_id"] for row in rows_of(shown(first)).values()} <= set(states)


def test_a_class_row_is_followed_up_like_any_other(first, tmp_path):
    folder = first.copied_to(tmp_path / "d")
    path = tmp_path / "class.xlsx"
    book = openpyxl.load_workbook(shown(folder))
    sheet = book["Referrals"]
    assert sheet.cell(2, 2).value == "whole class"
    sheet.cell(2, place("Referrals", "status")).value = "student seen"
    sheet.cell(2, place("Referrals", "note")).value = "breaks planned with the teacher"
    sheet.cell(2, place("Referrals", "override")).value = "intensive support: loud room"
    book.save(path)
    reading = read(folder, path)
    assert [finding.id for finding in reading.taken[0].findings] == [
        "no_day",
        "override_of_class",
    ]
    assert {act.student_ref for act in reading.acts} == {""}
    run_whole(folder.open(today=LATER))
    sheet = openpyxl.load_workbook(shown(folder))["Referrals"]
    assert sheet.cell(2, place("Referrals", "note")).value == "breaks planned with the teacher"


def test_a_safety_list_that_comes_back_is_read_beside_it(first, tmp_path):
    folder = first.copied_to(tmp_path / "d")
    path = tmp_path / "safety.xlsx"
    book = openpyxl.load_workbook(shown(folder, "safety.xlsx"))
    sheet = next(each for each in book if CRITICAL in {cell.value for row in each for cell in row})
    head = next(row for row in sheet.iter_rows() if row[0].value == "Alert")
    taken_by = next(cell.column for cell in head if cell.value == "Taken by")
    sheet.cell(head[0].row + 1, taken_by).value = ANA
    book.save(path)
    zone = open_folder(folder.path).settings.zone
    at = dt.datetime.combine(TODAY, dt.time(10), zone)
    told: list[str] = []
    found = take_safety_lists(folder.path, [path], received_at=at, told=told.append)
    assert (found.new_count, found.conflicts, found.refused, told) == (1, [], [], [])
    again = take_safety_lists(folder.path, [path], received_at=at, told=told.append)
    assert again.new_count == 0
    list_of_referrals = shown(folder)
    refused = take_safety_lists(folder.path, [list_of_referrals], received_at=at, told=told.append)
    assert len(refused.refused) == 1
