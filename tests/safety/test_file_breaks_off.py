"""A file that breaks off further down: what stands above is read, and a person reads the rest."""

import pytest
from programme_builder import SURVEY_HEADER, Folder, csv_text, mood_of, survey_row

ENDORSED = survey_row("S001", mood=mood_of(0, critical=2))
CALM = survey_row("S002")


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path)
    made.roster("S001", "S002", "S003")
    return made


@pytest.mark.parametrize("calm_rows", [0, 1, 59, 60, 500])
def test_rows_above_the_damage_are_on_the_list_and_the_rest_waits_for_a_person(folder, calm_rows):
    rows = [*[CALM] * calm_rows, ENDORSED]
    folder.drop("survey.csv", csv_text(SURVEY_HEADER, rows) + 'S003,"2026-10-06"x,0\n')
    ran = folder.run()
    assert ran.refused["survey.csv"] == "F102"
    assert ran.counts["survey.csv"] == (0, 0, 0, 0)
    assert [(each.student_ref, each.reason) for each in ran.safety] == [
        ("S001", "endorsed"),
        ("", "not_read"),
    ]
    assert {each.row_state.split(";")[0] for each in ran.safety} == {"file refused (F102)"}


def test_a_whole_file_has_no_such_line(folder):
    folder.drop("survey.csv", csv_text(SURVEY_HEADER, [CALM, ENDORSED]))
    ran = folder.run()
    assert [(each.reason, each.row_state) for each in ran.safety] == [("endorsed", "")]


def test_of_many_rows_that_do_not_fit_the_first_are_named_and_the_others_counted(folder):
    rows = [ENDORSED, *[["S002"]] * 250]
    folder.drop("survey.csv", csv_text(SURVEY_HEADER, rows))
    entries = folder.run().safety
    unread = [each for each in entries if each.reason == "not_read"]
    assert sum(each.row is not None for each in unread) == 200
    assert [each.row_state for each in unread if each.row is None] == [
        "50 more rows have too many or too few cells"
    ]
    assert [each.student_ref for each in entries if each.reason == "endorsed"] == ["S001"]
