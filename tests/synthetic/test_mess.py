"""Every piece of mess that the summary names is really in the files."""

import re
from collections import Counter
from collections.abc import Callable

import pytest

from screening.intake.layout import Layout
from screening.intake.values import known_values
from screening.programme.load import load_programme
from screening.synthetic.district import build_district
from screening.synthetic.mess_in_rows import MESS_IN_ROWS
from screening.synthetic.plan import load_plan
from screening.synthetic.survey_forms import ENGLISH

CAREGIVER, STUDENT = "caregiver_checklist.csv", "student_survey.csv"
TEACHER, ROSTER = "teacher_ratings.xlsx", "roster.csv"
ONE_BASED, MAKEUP = "teacher_ratings_old_ferry.xlsx", "student_survey_makeup.csv"
REF_COLUMNS = {"student_ref", "Child's code", "StudentCode", "Student code"}


@pytest.fixture(scope="session")
def found(messy, messy_rows) -> Callable[[str], list[dict]]:
    """Kind → its places, each the row's cells by column, and the place under `_place`."""

    def of_kind(kind: str) -> list[dict]:
        rows = []
        for place in messy.places:
            if place.kind == kind and place.window == messy.windows[-1]:
                sheet = messy_rows(place.file)
                cells = dict(zip(sheet[0], sheet[place.row - 1], strict=False)) if place.row else {}
                cells["_place"] = place
                rows.append(cells)
        assert rows, f"nothing of {kind} was planted"
        return rows

    return of_kind


@pytest.fixture(scope="session")
def roster_refs(messy_rows) -> set[str]:
    return {row[0] for row in messy_rows(ROSTER)[1:]}


def ref_of(row: dict) -> str:
    return next(cell for column, cell in row.items() if column in REF_COLUMNS)


def test_each_kind_is_planted_as_often_as_the_plan_says(messy):
    planned = load_plan().mess
    assert {kind: messy.planted[kind] for kind in planned} == planned


def test_every_row_function_leaves_a_note_of_its_kind(messy):
    assert {each.__name__ for each in MESS_IN_ROWS} <= set(messy.planted)


def test_a_clean_district_holds_none(clean):
    assert clean.places == ()
    assert clean.planted == {}


def test_older_windows_hold_only_the_file_that_is_refused(messy):
    older = Counter(place.kind for place in messy.places if place.window != messy.windows[-1])
    assert older == {"one_based_codes": 3}


def test_a_place_names_the_student_ref_as_the_row_has_it(messy, messy_rows):
    for place in messy.places:
        if place.row and place.window == messy.windows[-1] and place.kind != "row_too_short":
            sheet = messy_rows(place.file)
            column = next(i for i, name in enumerate(sheet[0]) if name in REF_COLUMNS)
            assert sheet[place.row - 1][column] == place.student_ref


def test_duplicates_with_the_same_answers_are_the_same_row_twice(found, messy_rows):
    rows = [tuple(row[:-1]) for row in messy_rows(CAREGIVER)]
    for row in found("duplicate_same"):
        sheet_row = messy_rows(CAREGIVER)[row["_place"].row - 1]
        assert rows.count(tuple(sheet_row[:-1])) == 2


def test_duplicates_with_other_answers_differ_in_an_item(found, messy_rows):
    sheet = messy_rows(STUDENT)
    code, item = sheet[0].index("StudentCode"), sheet[0].index("PHQA_1")
    for row in found("duplicate_different"):
        answers = [each[item] for each in sheet if each[code] == ref_of(row)]
        assert len(answers) == 2
        assert answers[0] != answers[1]


def test_students_who_are_on_no_roster_have_a_ref_of_the_right_form(found, roster_refs, messy):
    programme = load_programme(messy.folder)
    pattern = programme.settings.student_ref_pattern
    for row in found("not_on_roster"):
        assert ref_of(row) not in roster_refs
        assert re.fullmatch(pattern, ref_of(row))


def test_refs_with_blanks_and_in_lower_case_belong_to_rostered_students(found, roster_refs):
    for row in found("ref_with_blanks"):
        assert ref_of(row) != ref_of(row).strip()
        assert ref_of(row).strip() in roster_refs
    for row in found("ref_in_lower_case"):
        assert ref_of(row) not in roster_refs
        assert ref_of(row).upper() in roster_refs


def test_codes_out_of_range_are_no_code_of_the_instrument(found):
    for row in found("code_out_of_range"):
        assert row[row["_place"].column] == "7"


def layout(messy, layout_id: str) -> Layout:
    return next(each for each in load_programme(messy.folder).layouts if each.id == layout_id)


def test_unknown_labels_mean_nothing_and_typographic_ones_mean_something(found, messy):
    phq_a, gad_7, *_ = layout(messy, "student_survey").block
    for row in found("unknown_label"):
        assert known_values([row["GAD7_3"]], block=gad_7, codes=range(4)) == {}
    labels = {row["PHQA_2"] for row in found("typographic_label")}
    assert labels.isdisjoint(ENGLISH)
    assert set(known_values(labels, block=phq_a, codes=range(4))) == labels


def test_preview_and_unfinished_rows_are_marked_by_the_survey_tool(found):
    assert {row["Status"] for row in found("preview_row")} == {"Survey Preview"}
    for row in found("unfinished_row"):
        assert row["Finished"] == "False"
        after = list(row)[list(row).index("GAD7_1") : -1]
        assert after[-1] == "BELONG_5"
        assert {row[column] for column in after} == {""}


def test_formulas_stand_in_an_item_and_in_the_notes(found):
    assert found("formula_in_item")[0]["Q2"].startswith("=HYPERLINK(")
    assert found("formula_in_notes")[0]["Notes"] == "=1+1"


def test_answers_outside_the_window_are_before_or_after_it(found):
    window = load_plan().window[-1]
    for row in found("outside_window"):
        if row["_place"].file == STUDENT:
            assert row["RecordedDate"] > f"{window.closes} 23:59:59"
        else:
            month, day, year = row["Date completed"].split("/")
            assert f"{year}-{month}-{day}" < f"{window.opens}"


def test_the_opted_out_student_who_answered_is_opted_out_on_the_roster(found, messy_rows):
    consent = {row[0]: row[5] for row in messy_rows(ROSTER)[1:]}
    assert {consent[ref_of(row)] for row in found("opted_out_answered")} == {"opted_out"}


def test_the_short_row_is_one_cell_short_and_the_empty_one_is_last(found, messy_rows):
    sheet = messy_rows(CAREGIVER)
    (short,) = found("row_too_short")
    assert len(sheet[short["_place"].row - 1]) == len(sheet[0]) - 1
    (empty,) = found("empty_row")
    assert empty["_place"].row == len(sheet)
    assert set(sheet[-1]) == {""}


def test_blank_critical_items_are_blank_in_rows_that_are_otherwise_fine(found, roster_refs):
    for row in found("blank_critical_item"):
        assert row["PHQA_9"] == ""
        assert (row["Finished"], row["Status"]) == ("True", "IP Address")
        assert ref_of(row) in roster_refs


def test_one_row_of_each_reason_to_be_set_aside_endorses_the_critical_item(messy, found):
    kinds = {
        "not_on_roster",
        "unfinished_row",
        "outside_window",
        "unknown_label",
        "duplicate_different",
    }
    rows = {row["_place"].row: row for row in found("critical_in_row_set_aside")}
    assert {row["PHQA_9"] for row in rows.values()} == {"Nearly every day"}
    reasons = {
        place.kind
        for place in messy.places
        if place.file == STUDENT and place.row in rows and place.kind in kinds
    }
    assert reasons == kinds


def test_rows_that_nobody_should_act_on_do_not_endorse_it(found):
    for kind in ("preview_row", "opted_out_answered"):
        assert {row["PHQA_9"] for row in found(kind)} == {"Not at all"}


def test_the_small_schools_file_counts_codes_from_one(messy_rows):
    sheet = messy_rows(ONE_BASED)
    items = [i for i, name in enumerate(sheet[0]) if name.startswith("Rating ")]
    codes = {row[item] for row in sheet[1:] for item in items}
    assert "0" not in codes
    assert "4" in codes
    assert codes <= {"1", "2", "3", "4"}


def test_the_small_school_is_in_no_other_teacher_file(messy_rows):
    sheet = messy_rows(TEACHER)
    classes = {row[sheet[0].index("Class")] for row in sheet[1:]}
    assert not [each for each in classes if each.startswith("old_ferry")]


def test_the_makeup_survey_lacks_an_item_and_endorses_the_critical_one(found, messy_rows):
    sheet = messy_rows(MAKEUP)
    assert "GAD7_4" not in sheet[0]
    assert [row["PHQA_9"] for row in found("critical_in_refused_file")] == ["Several days"] * 2


def test_students_of_the_makeup_survey_are_in_no_other_student_file(messy_rows, roster_refs):
    makeup, survey = messy_rows(MAKEUP), messy_rows(STUDENT)
    refs = {row[makeup[0].index("StudentCode")] for row in makeup[3:]}
    answered = {row[survey[0].index("StudentCode")].strip().upper() for row in survey[3:]}
    assert refs <= roster_refs
    assert refs.isdisjoint(answered)


def test_personal_columns_are_filled_with_addresses_kept_for_examples(messy_rows, found):
    sheet = messy_rows(STUDENT)
    for row in found("personal_columns"):
        position = sheet[0].index(row["_place"].column)
        assert all(each[position] for each in sheet[3:])
    emails = {each[sheet[0].index("RecipientEmail")] for each in sheet[3:]}
    assert all(email.endswith("@example.org") for email in emails)


def test_unmapped_columns_are_in_no_layout(messy, found):
    known = {
        column
        for each in load_programme(messy.folder).layouts
        for column in (*each.ignore, *(name for b in each.block for name in b.columns.values()))
    }
    assert known.isdisjoint(row["_place"].column for row in found("unmapped_column"))


def test_item_columns_are_in_another_order_and_each_answer_went_along(messy_rows, clean_rows):
    shuffled, plain = messy_rows(TEACHER), clean_rows(TEACHER)
    items = [name for name in shuffled[0] if name.startswith("Rating ")]
    assert items != [f"Rating {number}" for number in range(1, 13)]
    assert set(items) == {f"Rating {number}" for number in range(1, 13)}
    before = {row[0]: dict(zip(plain[0], row, strict=True)) for row in plain[1:]}
    same = 0
    for row in shuffled[1:]:
        cells = dict(zip(shuffled[0], row, strict=True))
        if cells["Student code"] in before and "7" not in (cells[item] for item in items):
            assert all(cells[item] == before[cells["Student code"]][item] for item in items)
            same += 1
    assert same > 500


def test_one_text_file_is_cp1252_and_the_other_starts_with_a_byte_order_mark(messy):
    folder = messy.folder / "inbox" / messy.windows[-1]
    with pytest.raises(UnicodeDecodeError):
        (folder / CAREGIVER).read_bytes().decode("utf-8")
    assert (folder / STUDENT).read_bytes().startswith(b"\xef\xbb\xbf")


def test_a_student_stands_on_the_rosters_of_two_schools(found, messy_rows):
    (row,) = found("roster_conflict")
    schools = [each[1] for each in messy_rows(ROSTER) if each[0] == ref_of(row)]
    assert len(set(schools)) == 2


def test_grades_are_written_in_ways_that_schools_use(found):
    assert {row["grade"] for row in found("grade_spelling")} == {"KG", "01", "06", "7th", "Grade 9"}


@pytest.mark.parametrize(("students", "seed"), [(150, 1), (150, 2), (300, 3)])
def test_small_districts_hold_every_kind_too(tmp_path, messy, students, seed):
    small = build_district(tmp_path, students=students, seed=seed, windows=1)
    assert set(messy.planted) - set(small.planted) <= {"opted_out_answered"}
