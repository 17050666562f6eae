"""An instrument is accepted only when its items, their number and their answers all fit."""

import pytest
from drafts import csv_file, draft_of, gad_rows, text_of
from survey_exports import Rows
from whole_exports import LABELS

from screening.errors import DefinitionError, RefusedDataError
from screening.problem import RefusedFileError

FITTING = [[place % 4 for place in range(number, number + 7)] for number in range(8)]


def refusal_of(folder, rows: Rows, *instruments: str, **asked) -> str:
    with pytest.raises(RefusedDataError) as refusal:
        draft_of(csv_file(folder, rows), *(instruments or ("gad_7",)), **asked)
    assert refusal.value.exit_status == 12
    return refusal.value.message


def mapped(change):
    """Return fitting answers with each cell changed."""
    return [[change(code) for code in row] for row in FITTING]


def test_the_fitting_answers_of_these_tests_are_accepted(tmp_path):
    draft = draft_of(csv_file(tmp_path, gad_rows(FITTING)), "gad_7")
    block = draft.blocks[0]
    assert block.certain is not None
    assert block.certain.places == {number: number for number in range(1, 8)}
    assert block.certain.reading.doubt == ""


def test_a_missing_item_is_m301_and_named_by_its_number(tmp_path):
    rows = [[*row[:4], *row[5:]] for row in gad_rows(FITTING)]
    said = refusal_of(tmp_path, rows)
    assert said.startswith("M301")
    assert "gad_7: no column is called as item 4; the others are there" in said
    assert "M302" not in said


def test_an_item_too_many_is_m306_and_named_by_its_column(tmp_path):
    rows = [[*row, row[-1]] for row in gad_rows(FITTING)]
    rows[0][-1] = "gad7_8"
    said = refusal_of(tmp_path, rows)
    assert said.startswith("M306")
    assert "column gad7_8" in said
    assert "gad_7 has 7 items" in said


@pytest.mark.parametrize("again", ["gad7_3", "GAD-7 3", "gad7[SQ003]"])
def test_an_item_that_stands_twice_is_m302_however_it_is_written(tmp_path, again):
    rows = [[*row, row[3]] for row in gad_rows(FITTING)]
    rows[0][-1] = again
    said = refusal_of(tmp_path, rows)
    assert said.startswith("M302")
    assert "item 3 stands in 2 columns" in said


def test_codes_that_count_from_one_are_m307_and_never_shifted(tmp_path):
    said = refusal_of(tmp_path, gad_rows(mapped(lambda code: code + 1)))
    assert said.startswith("M307")
    assert "the codes run from 1 to 4, the instrument's from 0 to 3" in said


def test_one_column_that_counts_from_one_is_m303_and_named(tmp_path):
    rows = gad_rows([[*row[:6], row[6] + 1] for row in FITTING])
    said = refusal_of(tmp_path, rows)
    assert said.startswith("M303")
    assert "column gad7_7" in said


@pytest.mark.parametrize("strange", ["4", "2.5", "17", "-2"])
def test_a_number_that_is_no_code_is_m303_and_not_quoted(tmp_path, strange):
    rows = gad_rows(FITTING)
    rows[3][2] = strange
    said = refusal_of(tmp_path, rows)
    assert said.startswith("M303")
    assert "column gad7_2" in said
    assert strange not in said.replace("gad_7", "").replace("gad7_2", "")[4:]


def test_labels_beside_reversed_codes_are_m304(tmp_path):
    rows = gad_rows(mapped(lambda code: f"({3 - code}) {LABELS[code]}"))
    said = refusal_of(tmp_path, rows)
    assert said.startswith("M304")
    assert "other codes than the instrument gives them" in said
    assert "Nearly" not in said


def test_labels_beside_codes_from_one_are_m304(tmp_path):
    rows = gad_rows(mapped(lambda code: f"{LABELS[code]} ({code + 1})"))
    assert refusal_of(tmp_path, rows).startswith("M304")


def test_labels_beside_their_own_codes_are_accepted(tmp_path):
    rows = gad_rows(mapped(lambda code: f"{LABELS[code]} ({code})"))
    block = draft_of(csv_file(tmp_path, rows), "gad_7").blocks[0]
    assert block.certain is not None
    reading = block.certain.reading
    assert {text: reading.labels[text] for text in LABELS} == dict(
        zip(LABELS, range(4), strict=True)
    )
    assert reading.doubt == ""


def test_too_many_different_texts_are_m303(tmp_path):
    rows = gad_rows([[f"text {number}-{place}" for place in range(7)] for number in range(8)])
    assert refusal_of(tmp_path, rows).startswith("M303")


def test_answers_without_the_lowest_code_are_left_to_a_person(tmp_path):
    rows = gad_rows(mapped(lambda code: max(code, 1)))
    block = draft_of(csv_file(tmp_path, rows), "gad_7").blocks[0]
    assert block.certain is not None
    assert "do codes count from 1 there?" in block.certain.reading.doubt
    text = text_of(draft_of(csv_file(tmp_path, rows), "gad_7"))
    assert '#? answers = "codes"' in text
    assert '\nanswers = "codes"' not in text


def test_an_instrument_of_which_there_is_no_trace_is_m301(tmp_path):
    rows = [["student_ref", "Colour"], *([f"S{number:03d}", "red"] for number in range(4))]
    said = refusal_of(tmp_path, rows)
    assert said.startswith("M301")
    assert "no 7 columns side by side hold its answers" in said


def test_unnamed_columns_that_count_from_one_are_m307_too(tmp_path):
    header = [f"Question {letter}" for letter in "abcdefg"]
    rows = gad_rows(mapped(lambda code: code + 1), header)
    assert refusal_of(tmp_path, rows).startswith("M307")


def test_one_instrument_that_does_not_fit_refuses_the_draft_of_both(tmp_path):
    header = [*(f"gad7_{n}" for n in range(1, 8)), *(f"phqa_{n}" for n in range(1, 9))]
    rows = gad_rows([[*row, *row, row[0]] for row in FITTING], header)
    said = refusal_of(tmp_path, rows, "gad_7", "phq_a")
    assert "phq_a: no column is called as item 9" in said
    assert "gad_7:" not in said


def test_a_column_that_two_instruments_claim_is_refused(tmp_path):
    header = [f"phq_{n}" for n in range(1, 10)]
    rows = gad_rows([[*row, 0, 1] for row in FITTING], header)
    path = csv_file(tmp_path, rows)
    assert draft_of(path, "phq_9").blocks[0].certain is not None
    with pytest.raises(DefinitionError, match=r"'phq_1' would be an item of phq_a and of phq_9"):
        draft_of(path, "phq_a", "phq_9")


def test_a_score_that_is_called_like_an_item_is_none(tmp_path):
    header = [*(f"phq9_{n}" for n in range(1, 10)), "phq9"]
    rows = gad_rows([[*row, 0, 1, 27] for row in FITTING], header)
    block = draft_of(csv_file(tmp_path, rows), "phq_9").blocks[0]
    assert block.certain is not None
    assert block.certain.places[9] == 9


def test_a_file_that_lost_its_header_is_refused_and_not_quoted(tmp_path):
    rows = [["17", "2026-10-06 10:00:00", *"0123012"], ["18", "2026-10-06 11:00:00", *"0123012"]]
    with pytest.raises(RefusedFileError) as refusal:
        draft_of(csv_file(tmp_path, rows), "gad_7")
    assert refusal.value.problem.code == "F103"
    assert "2026-10-06" not in refusal.value.message


def test_a_roster_is_no_export_of_answers(tmp_path):
    header = [
        "School_id",
        "Student_id",
        "Student_number",
        "Last_name",
        "First_name",
        "Grade",
        "DOB",
    ]
    with pytest.raises(RefusedDataError, match="has the marks of Clever: no export of answers"):
        draft_of(csv_file(tmp_path, [header, ["5", "77", "1", "x", "x", "7", "x"]]), "gad_7")


@pytest.mark.parametrize(
    ("instruments", "asked", "said"),
    [
        (("sdq",), {}, "Say --informant: these are answered by self or caregiver or teacher"),
        (("gad_7",), {"informant": "teacher"}, "'teacher' does not answer it, but self"),
        (("gad_7", "srss_ie"), {}, "answered by different people"),
        (("gad_7",), {"item_order": "adult"}, "'adult' is no item order of these. Known are: none"),
        (("phq_a",), {"item_order": "x"}, "Known are: nimh_glad_pc, adult"),
        (("bess_3",), {"informant": "teacher"}, "its vendor scores it"),
        (("gad_7",), {"student_ref": "Code"}, "the column 'Code' is not there"),
    ],
)
def test_what_is_asked_for_must_be_possible(tmp_path, instruments, asked, said):
    with pytest.raises(DefinitionError, match=said):
        draft_of(csv_file(tmp_path, gad_rows(FITTING)), *instruments, **asked)
