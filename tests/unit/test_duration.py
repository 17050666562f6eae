"""The seconds that a form was open: read through the layout, per item, never in the way."""

import pytest
from programme_builder import CRITICAL, SURVEY_HEADER, Folder, csv_text, mood_of, survey_row
from programme_texts import SURVEY

from screening.warehouse import open_warehouse

TIMED = SURVEY.replace('student_ref = "Student"', 'student_ref = "Student"\nduration = "Seconds"')


def timed(path, *rows, layout=TIMED, header=(*SURVEY_HEADER, "Seconds")):
    folder = Folder(path, layouts={"survey": layout})
    folder.roster("S001", "S002", "S003")
    folder.drop("survey.csv", csv_text(header, rows))
    return folder


def seconds_per_item(folder, *, table="stg_answer__gad_7__self"):
    folder.run()
    with open_warehouse(folder.open().programme.warehouse) as warehouse:
        return dict(warehouse.rows(f"select student_ref, seconds_per_item from {table}"))


@pytest.mark.parametrize(
    ("cell", "seconds"),
    [("32", 2.0), (" 32 ", 2.0), ("24.0", 1.5), ("0", 0.0), ("", None), ("2 min", None)],
)
def test_seconds_are_divided_by_the_items_of_the_whole_export(tmp_path, cell, seconds):
    folder = timed(tmp_path, [*survey_row("S001"), cell])
    assert seconds_per_item(folder) == {"S001": seconds}


def test_both_instruments_of_an_export_have_the_same_pace(tmp_path):
    folder = timed(tmp_path, [*survey_row("S001"), "48"])
    table = "stg_answer__phq_a__self__nimh_glad_pc"
    assert seconds_per_item(folder, table=table) == {"S001": 3.0}


def test_only_items_with_an_answer_are_divided_by(tmp_path):
    half = survey_row("S001", mood=[1] * 9, worry=[""] * 7)
    assert seconds_per_item(timed(tmp_path, [*half, "36"])) == {"S001": 4.0}


def test_without_a_duration_in_the_layout_the_pace_is_not_known(tmp_path):
    folder = timed(tmp_path, survey_row("S001"), layout=SURVEY, header=SURVEY_HEADER)
    assert seconds_per_item(folder) == {"S001": None}


def test_a_named_column_is_not_reported_as_dropped(tmp_path):
    ran = timed(tmp_path, [*survey_row("S001"), "300"]).run()
    assert "P401" not in ran.codes
    unnamed = timed(tmp_path / "other", [*survey_row("S001"), "300"], layout=SURVEY).run()
    assert "P401" in unnamed.codes


def test_a_column_that_is_not_there_is_a_layout_that_does_not_fit(tmp_path):
    folder = timed(tmp_path, survey_row("S001"), header=SURVEY_HEADER)
    assert ("survey.csv", None, "Seconds") in folder.run().places("M301")


def test_critical_items_of_a_timed_export_are_read_first(tmp_path):
    ran = timed(tmp_path, [*survey_row("S001", mood=mood_of(2, critical=1)), "3"]).run()
    assert [entry.student_ref for entry in ran.safety] == ["S001"]
    assert CRITICAL in SURVEY_HEADER
