"""A correction can put a student on the safety list and takes nobody off it."""

import openpyxl
import pytest
from fix_workbook import LABELS, corrected, fill, give_back, lines_of, run_and_sent
from programme_builder import mood_of, survey_row
from programme_run import run_whole

from screening.safety.read_first import CORRECTED

UNCLEAR = ("unclear", "S002")


@pytest.fixture
def unclear(folder):
    """S002's critical item cannot be read; S003 answers it at its limit; S001 and S004 do not."""
    folder.survey(
        survey_row("S001", mood=mood_of(4)),
        survey_row("S002", mood=mood_of(4, critical="often")),
        survey_row("S003", mood=mood_of(4, critical=2)),
        survey_row("S004", mood=["often", *mood_of(4)[1:]]),
    )
    return folder


def give(folder, text, *, row="3", name="back.xlsx"):
    """Return a workbook with one correction."""
    back = run_and_sent(folder, name)
    assert fill(back, corrected(text, row=row)) == 1
    return give_back(folder, back)


def found(listed):
    return [(entry.reason, entry.student_ref, entry.row_state) for entry in listed()]


def test_the_cell_as_the_export_has_it_stays_on_the_list_and_says_that_it_was_corrected(
    unclear, listed
):
    assert found(listed) == [(*UNCLEAR, ""), ("endorsed", "S003", "")]
    give(unclear, "0")
    assert found(listed) == [(*UNCLEAR, CORRECTED), ("endorsed", "S003", "")]


def test_a_correction_at_the_limit_is_added_beside_what_the_cell_gave(unclear, listed):
    give(unclear, "1")
    assert found(listed) == [
        (*UNCLEAR, CORRECTED),
        ("endorsed", "S002", CORRECTED),
        ("endorsed", "S003", ""),
    ]


@pytest.mark.parametrize("text", ["not an answer", "perhaps", "9"])
def test_no_correction_takes_a_student_off_the_list(unclear, listed, text):
    give(unclear, text)
    assert found(listed) == [(*UNCLEAR, CORRECTED), ("endorsed", "S003", "")]


def test_of_two_corrections_that_contradict_each_other_the_one_at_the_limit_is_listed(
    unclear, listed
):
    first = give(unclear, "0", name="a.xlsx")
    first.rename(unclear.path / "a.xlsx")
    give(unclear, "3", name="b.xlsx")
    (unclear.path / "a.xlsx").rename(first)
    assert ("endorsed", "S002", CORRECTED) in found(listed)
    assert (*UNCLEAR, CORRECTED) in found(listed)
    assert unclear.run().outcomes["survey.csv", 3] == ("set_aside", "V501")


def test_a_correction_of_another_item_changes_nothing_on_the_list(unclear, listed):
    before = found(listed)
    give(unclear, "3", row="5")
    assert found(listed) == before


def test_a_line_that_is_not_as_it_was_sent_adds_nobody(unclear, listed):
    before = found(listed)
    back = run_and_sent(unclear)
    fill(back, lambda line: {"Correction": "3", "record": "2"} if line["Row"] == "3" else {})
    give_back(unclear, back)
    assert found(listed) == before


def test_a_correction_for_another_file_adds_nobody(unclear, listed):
    give(unclear, "3")
    unclear.survey(survey_row("S001", mood=mood_of(4)), survey_row("S002", mood=mood_of(4)))
    assert found(listed) == []


def test_a_damaged_workbook_takes_nobody_off_the_list(unclear, listed):
    before = found(listed)
    give(unclear, "0").write_bytes(b"PK\x03\x04" + b"\x00" * 500)
    assert found(listed) == before


def test_the_list_stands_with_both_entries_when_the_row_is_scored(unclear):
    give(unclear, "2")
    ran = unclear.run()
    assert ran.outcomes["survey.csv", 3] == ("scored", None)
    workbook = openpyxl.load_workbook(
        run_whole(unclear.open()) / "schools" / "maple" / "safety.xlsx"
    )
    places = [row[4] for row in workbook["Today"].iter_rows(values_only=True) if row[1] == "S002"]
    assert places == [f"Row 3 of survey.csv: {CORRECTED}"] * 2


def test_a_family_hears_nothing_before_a_person_has_seen_the_student(unclear):
    give(unclear, "0")
    shown = run_whole(unclear.open())
    manifest = (shown / "schools" / "maple" / "letters" / "manifest.csv").read_text()
    assert [line for line in manifest.splitlines() if "S002" in line and "staff_first" in line]


def test_what_a_critical_item_says_is_never_shown_as_a_label(folder):
    often = mood_of(4, critical="often")
    folder.survey(*[survey_row(f"S00{number}", mood=often) for number in range(1, 4)])
    back = run_and_sent(folder)
    assert lines_of(back, LABELS) == []
    assert len(lines_of(back)) == 3
    cells = [c for sheet in openpyxl.load_workbook(back) for row in sheet.values for c in row]
    assert not any("often" in str(cell) for cell in cells)
