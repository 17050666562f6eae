"""The columns beside the items: student, time, the tool's own, personal data."""

import pytest
from drafts import csv_file, draft_of, layout_of, signed, text_of
from whole_exports import whole_export

from screening.intake.drafting.draft import Draft

FITTING = [[place % 4 for place in range(number, number + 7)] for number in range(6)]


def with_columns(folder, header: list[str], *rows: list[str], **asked) -> Draft:
    """Return the draft of a file with these columns before seven items."""
    body = [[*row, *map(str, FITTING[place])] for place, row in enumerate(rows)]
    items = [f"gad7_{number}" for number in range(1, 8)]
    return draft_of(csv_file(folder, [[*header, *items], *body]), "gad_7", **asked)


@pytest.mark.parametrize("name", ["student_ref", "Student code", "STUDENTCODE", "Child's code"])
def test_a_column_that_can_be_nothing_else_holds_the_student(tmp_path, name):
    assert with_columns(tmp_path, [name], ["S1"], ["S2"]).student.certain == 0


@pytest.mark.parametrize("name", ["Student ID", "Student number", "record_id", "Code", "token"])
def test_a_column_that_may_hold_a_schools_own_number_is_only_proposed(tmp_path, name):
    draft = with_columns(tmp_path, [name], ["S1"], ["S2"])
    assert (draft.student.certain, draft.student.proposed) == (None, (0,))
    text = text_of(draft)
    assert f'#? student_ref = "{name}"' in text
    assert "screening pseudonymise" in text
    assert "\nstudent_ref" not in text


def test_a_column_of_codes_is_proposed_whatever_it_is_called(tmp_path):
    draft = with_columns(tmp_path, ["Kennung", "Colour"], ["AB12", "red"], ["CD34", "red"])
    assert draft.student.proposed == (0,)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Full name", ["AB12", "CD34"]),
        ("Who", ["Ana Ortiz", "Ben Stone"]),
        ("Group", ["AB12", "AB12"]),
        ("E-mail", ["a1@example.org", "b2@example.org"]),
    ],
)
def test_names_groups_and_addresses_are_never_proposed_as_the_code(tmp_path, header, cells):
    draft = with_columns(tmp_path, [header], *([cell] for cell in cells))
    assert (draft.student.certain, draft.student.proposed) == (None, ())
    assert "No column looks like it" in text_of(draft)


def test_the_column_that_a_person_names_is_taken(tmp_path):
    draft = with_columns(tmp_path, ["Student code", "Other"], ["S1", "x"], student_ref=" Other ")
    assert draft.student.certain == 1


def test_two_columns_called_so_are_a_choice_for_a_person(tmp_path):
    draft = with_columns(tmp_path, ["Student code", "student_ref"], ["S1", "S2"], ["S3", "S4"])
    assert draft.student.proposed == (0, 1)


def test_a_time_that_can_be_read_in_one_way_is_written(tmp_path):
    draft = with_columns(tmp_path, ["student_ref", "Date"], ["S1", "2026-10-06"])
    assert 'formats = ["%Y-%m-%d"]' in text_of(draft)
    assert draft.recorded_at.certain == 1


def test_a_time_that_can_be_read_in_two_ways_is_a_choice(tmp_path):
    draft = with_columns(tmp_path, ["student_ref", "Date"], ["S1", "10/06/2026"])
    text = text_of(draft)
    assert '#? formats = ["%m/%d/%Y"]    # month first' in text
    assert '#? formats = ["%d/%m/%Y"]    # day first' in text
    assert "\nformats" not in text


def test_two_columns_with_times_are_a_choice(tmp_path):
    row = ["S1", "2026-10-06", "2026-10-07"]
    draft = with_columns(tmp_path, ["student_ref", "Date", "Submitted at"], row)
    assert (draft.recorded_at.certain, draft.recorded_at.proposed) == (None, (1, 2))
    text = text_of(draft)
    assert '#? column = "Date"\n#? formats = ["%Y-%m-%d"]' in text
    assert "\n[recorded_at]" not in text


def test_a_column_that_holds_nothing_but_times_is_proposed_whatever_it_is_called(tmp_path):
    header = ["student_ref", "Aika", "Birth date", "Age"]
    row = ["S1", "16.10.2026", "2013-05-01", "13"]
    draft = with_columns(tmp_path, header, row)
    assert (draft.recorded_at.certain, draft.recorded_at.proposed) == (None, (1,))
    assert '#? formats = ["%d.%m.%Y"]    # day first' in text_of(draft)


def test_without_a_time_the_draft_says_what_that_means(tmp_path):
    assert "No column holds times" in text_of(with_columns(tmp_path, ["student_ref"], ["S1"]))


def test_of_several_forms_of_a_project_the_items_own_time_and_state_count(tmp_path):
    header = ["record_id", "mood_timestamp", *(f"gad7_{number}" for number in range(1, 8)),
              "mood_complete", "sleep_timestamp", "s1", "sleep_complete"]  # fmt: skip
    rows = [
        ["S1", "2026-10-06 10:00:00", *map(str, FITTING[0]), "2", "", "", "0"],
        ["S2", "[not completed]", *map(str, FITTING[1]), "0", "", "", "0"],
    ]
    draft = draft_of(csv_file(tmp_path, [header, *rows]), "gad_7")
    assert draft.recorded_at.certain == 1
    assert [row.column.name for row in draft.rows] == ["mood_complete", "mood_timestamp"]
    assert draft.times[1].ways == (("%Y-%m-%d %H:%M:%S",),)


def test_the_tools_own_columns_are_ignored_and_personal_ones_told(tmp_path):
    draft = draft_of(whole_export("qualtrics").write(tmp_path), item_order="adult")
    text = text_of(draft)
    layout = layout_of(signed(text))
    assert layout.ignore == ("StartDate", "ResponseId")
    assert layout.duration is not None
    assert layout.duration.name == "Duration (in seconds)"
    assert '#   "IPAddress"' in text
    assert "IPAddress" not in layout.ignore


def test_columns_that_nobody_knows_are_told_with_long_names_cut(tmp_path):
    long = "How do you feel about " + "very " * 30
    text = text_of(with_columns(tmp_path, ["student_ref", "Colour", long], ["S1", "red", "x"]))
    assert '"Colour"' in text
    assert long not in text
    assert long[:60] in text


def test_every_column_has_exactly_one_meaning_in_a_draft(tmp_path):
    for tool in ("qualtrics", "redcap", "limesurvey", "kobo", "typeform", "ms_forms"):
        draft = draft_of(whole_export(tool).write(tmp_path), item_order="adult")
        items = [
            place
            for block in draft.blocks
            for each in (block.certain, *block.proposed)
            if each
            for place in each.places.values()
        ]
        student = [draft.student.certain] if draft.student.certain is not None else []
        meanings = [*items, *student, *draft.personal, *draft.ignored, *draft.unread]
        assert len(meanings) == len(set(meanings)), tool
        assert not {draft.recorded_at.certain, draft.duration} & set(meanings), tool


def test_what_stands_for_no_time_in_one_form_does_so_in_every_form(tmp_path):
    header = ["record_id", "worry_timestamp", *(f"gad7_{number}" for number in range(1, 8)),
              "worry_complete", "mood_timestamp", *(f"phqa_{number}" for number in range(1, 10)),
              "mood_complete"]  # fmt: skip
    time, mood = "2026-10-06 10:00:00", [*"012301230"]
    rows = [
        ["S1", time, *map(str, FITTING[0]), "2", time, *mood, "2"],
        ["S2", "[not completed]", *map(str, FITTING[1]), "0", time, *mood, "2"],
    ]
    export = csv_file(tmp_path, [header, *rows])
    draft = draft_of(export, "gad_7", "phq_a")
    assert draft.times[1].ways == (("%Y-%m-%d %H:%M:%S",),)
    assert "The items stand in several forms" in text_of(draft)
    assert "The items stand in several forms" not in text_of(draft_of(export, "gad_7"))
