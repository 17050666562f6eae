"""The lists of whole runs: the roster's words, dates that stay, letters that wait, nobody lost."""

import csv
import datetime as dt

import openpyxl
import pytest
from programme_builder import (
    ROSTER_COLUMNS,
    TODAY,
    WINDOW,
    Folder,
    checklist_row,
    csv_text,
    mood_of,
    survey_row,
)
from programme_run import run_whole, tree
from programme_texts import HEAD
from tier_table import records_of

from screening.ledger.act import Act
from screening.ledger.store import open_ledger, read_acts
from screening.referrals.start_lines import start_lines
from screening.run import lists
from screening.warehouse import open_warehouse

COLUMNS = ("support", "contact", "access")
HEAD_WITH_COLUMNS = HEAD.replace(
    "[letters]",
    'group_columns = ["support", "contact", "access"]\nsupport_column = "support"\n'
    'contact_column = "contact"\naccess_column = "access"\ncalendar_until = 2027-06-18\n[letters]',
    1,
)
LATER = TODAY + dt.timedelta(days=10)
ORDER = ["Today", "1-3 days", "5-10 days", "Next meeting"]


def a_school(path, *, totals=(24, 24, 24, 0)) -> Folder:
    """Return a programme whose students S1, S2 … have these totals, each with its own contact."""
    folder = Folder(path, head=HEAD_WITH_COLUMNS)
    settings = folder.path / "programme.toml"
    named = 'id = "maple"\n'
    stated = f"{named}capacity = {{ slots_per_week = 5 }}\n"
    settings.write_text(settings.read_text().replace(named, stated))
    refs = [f"S{number:03}" for number in range(1, len(totals) + 1)]
    said = [("", "no", ""), ("in a group", "yes", "travel"), ("", "father only", "")]
    rows = [
        [ref, "maple", "7", "7B", "en", "yes", *(said[place] if place < 3 else ("", "yes", ""))]
        for place, ref in enumerate(refs)
    ]
    folder.drop("roster.csv", csv_text([*ROSTER_COLUMNS, *COLUMNS], rows))
    answer(folder, dict(zip(refs, totals, strict=True)))
    return folder


def answer(folder: Folder, totals: dict[str, int]) -> None:
    """Drop a survey: everybody else's answers are the same, only the totals differ."""
    folder.survey(*[survey_row(ref, mood=mood_of(total)) for ref, total in totals.items()])


def rows_of(shown, school="maple"):
    """Return the list by student code."""
    rows = records_of(shown / "schools" / school / "referrals.xlsx", "Referrals")
    return {row["Student code"]: row for row in rows if row["Student code"] != "whole class"}


def promise(run) -> list[Act]:
    """Write down what the lists of a run promise, as publishing does."""
    with open_warehouse(run.programme.warehouse) as warehouse:
        acts = lists.issued_acts(run, warehouse)
    with open_ledger(run.programme.ledger) as ledger:
        ledger.append(acts)
    return acts


@pytest.fixture(scope="module")
def first_run(tmp_path_factory):
    """A programme whose first list has been issued."""
    folder = a_school(tmp_path_factory.mktemp("first"))
    run = folder.open()
    shown = run_whole(run)
    promise(run)
    return folder, shown


def test_the_rosters_words_stand_on_the_list(first_run):
    rows = rows_of(first_run[1])
    assert [rows[ref]["Contact allowed"] for ref in ("S001", "S002", "S003")] == [
        *("no", "yes", "ask first")
    ]
    assert rows["S002"]["Access needs"] == "travel"
    assert rows["S002"]["Already in support"] == "roster: in a group"
    assert rows["S001"]["Already in support"] is None


def test_a_family_that_nobody_may_contact_gets_no_letter(first_run):
    manifest = first_run[1] / "schools" / "maple" / "letters" / "manifest.csv"
    with manifest.open(newline="") as lines:
        letters = {row["student_ref"]: row for row in csv.DictReader(lines)}
    assert (letters["S001"]["status"], letters["S001"]["reason"]) == ("held", "contact_not_allowed")
    assert [letters[ref]["status"] for ref in ("S002", "S003", "S004")] == ["made"] * 3


def test_the_first_sheet_names_room_and_every_row_a_week(first_run):
    shown = first_run[1]
    book = openpyxl.load_workbook(shown / "schools" / "maple" / "referrals.xlsx")
    assert book["Start here"]["A2"].value.startswith("3 to see, 4 slots this week (5 in a whole")
    assert {row["Week of (room to see)"] for row in rows_of(shown).values()} == {"2026-10-26"}


def test_every_school_has_its_meeting_papers(first_run):
    papers = first_run[1] / "schools" / "maple" / "meeting.pdf"
    assert papers.read_bytes().startswith(b"%PDF")


def test_what_a_list_promises_is_written_down_once(first_run):
    folder, _ = first_run
    acts = read_acts(folder.path / "ledger.sqlite", kinds=("referral_issued",), window_id=WINDOW)
    students = [act for act in acts if act.student_ref]
    assert sorted(act.student_ref for act in students) == ["S001", "S002", "S003"]
    assert {act.new for act in students} == {TODAY.isoformat()}


def test_running_again_with_nothing_new_changes_no_byte(first_run, tmp_path):
    folder, shown = first_run
    twin = folder.copied_to(tmp_path / "twin")
    again = run_whole(twin.open(today=TODAY + dt.timedelta(days=1)))
    kept = {name: digest for name, digest in tree(shown).items() if "schools" in name}
    assert {name: digest for name, digest in tree(again).items() if "schools" in name} == kept


def test_in_a_new_week_dates_stand_and_who_waits_is_said_to_be_late(first_run, tmp_path):
    folder, shown = first_run
    again = run_whole(folder.copied_to(tmp_path / "twin").open(today=LATER))
    before, after = rows_of(shown), rows_of(again)
    assert [row["Due date"] for row in before.values()] == ["2026-10-29"] * 3
    assert {ref: row["Due date"] for ref, row in after.items()} == {
        ref: row["Due date"] for ref, row in before.items()
    }
    assert {row["Urgency"] for row in before.values()} == {"1-3 days"}
    assert {row["Urgency"] for row in after.values()} == {"Today"}
    book = openpyxl.load_workbook(again / "schools" / "maple" / "referrals.xlsx")
    assert book["Start here"]["A3"].value.startswith("3 of them are past their date")


def test_new_answers_move_no_date_and_lose_nobody(first_run, tmp_path):
    folder, shown = first_run
    twin = folder.copied_to(tmp_path / "twin")
    answer(twin, {"S001": 24, "S002": 24, "S003": 0, "S004": 24})
    before = rows_of(shown)
    after = rows_of(run_whole(twin.open(today=LATER)))
    assert set(after) == {"S001", "S002", "S003", "S004"}
    for ref in ("S001", "S002"):
        assert after[ref]["Due date"] == before[ref]["Due date"]
        assert after[ref]["On the list since"] == TODAY.isoformat()
    assert after["S004"]["On the list since"] == LATER.isoformat()
    assert (
        "do not point to targeted or intensive support any more" in after["S003"]["Why, in words"]
    )


def test_what_a_counsellor_wrote_stands_on_the_next_list(first_run, tmp_path):
    folder, shown = first_run
    twin = folder.copied_to(tmp_path / "twin")
    referral_id = rows_of(shown)["S001"]["Referral"]
    wrote = {"status": "student_seen", "owner": "Ana Ortiz", "note": "Likes drawing."}
    with open_ledger(twin.path / "ledger.sqlite") as ledger:
        ledger.append(
            [
                Act("followup", WINDOW, "maple", "S001", referral_id, field, new=text,
                    by="Ana Ortiz", at="2026-10-27")
                for field, text in wrote.items()
            ]
        )  # fmt: skip
    row = rows_of(run_whole(twin.open(today=LATER)))["S001"]
    assert (row["Status"], row["Owner"], row["Note"]) == (
        *("student seen", "Ana Ortiz", "Likes drawing."),
    )
    assert row["Urgency"] == "Next meeting"


def test_one_more_sign_never_lowers_urgency_or_takes_a_student_off_the_list(tmp_path):
    """Students differ in the total of one form alone; half of the families saw difficulties."""
    totals = tuple(range(25))
    folder = a_school(tmp_path, totals=totals * 2)
    refs = [f"S{number:03}" for number in range(1, 51)]
    folder.checklist(*[checklist_row(ref, total=30) for ref in refs[25:]])
    run = folder.open()
    run_whole(run)
    with open_warehouse(run.programme.warehouse) as warehouse:
        (own,) = lists.referral_lists(run, warehouse)
    assert start_lines(own)
    levels = {one.student.student_ref: one.level for one in own.listed}
    for same in (refs[3:25], refs[28:50]):
        found = [levels.get(ref, 0) for ref in same]
        assert found == sorted(found)
        assert len(set(found)) > 1
