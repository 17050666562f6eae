"""Which tool wrote a file: every shape by its content, and nothing where that is not certain."""

import time

import pytest
from more_survey_exports import NOBODYS
from survey_exports import EXPORTS, GOOGLE, QUALTRICS_NAMES, QUALTRICS_TEXTS, Export, records_of

from screening.intake.recognise import recognise, signature_of
from screening.intake.survey_tool import survey_tools

PLAIN = [["student_ref", "phq_1", "phq_2"], ["S001", "1", "0"]]


def found_in(rows):
    return recognise(records_of(rows))


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_every_tool_is_known_by_the_marks_of_its_export(export: Export):
    found = found_in(export.rows)
    assert (found.platform, found.shape) == (export.tool, export.shape)
    limits = survey_tools().recognising
    assert found.score >= limits.least_score
    assert round(found.score - found.second, 2) >= limits.least_lead
    assert survey_tools().tool[export.tool].title in found.why[0]


def test_every_shape_that_is_described_is_in_the_made_up_exports():
    described = {
        (name, each.shape) for name, tool in survey_tools().tool.items() for each in tool.signature
    }
    assert {(export.tool, export.shape) for export in EXPORTS} == described


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_the_tool_named_by_a_layout_is_found_again_and_no_other(export: Export):
    bearing = {name for name in survey_tools().tool if signature_of(name, records_of(export.rows))}
    assert bearing == {export.tool}


@pytest.mark.parametrize(
    "rows",
    [
        PLAIN,
        [["Timestamp of birth", "a"], ["8/7/2026 12:02:11", "1"]],
        [["timestamp", "a"], ["1725790000", "1"]],
        [["_id", "_uuid", "a"], ["1", "2", "3"]],
        [["id", "Start time", "a"], ["1", "2", "3"]],
        [["School_id", "Student_id", "phq_1", "phq_2"], ["5", "77", "1", "0"]],
        [["homework_complete", "a"], ["yes", "no"]],
        [["sourcedId", "answer"], ["1", "2"]],
        [],
        [["", ""], [""]],
    ],
)
def test_a_file_with_some_marks_of_a_tool_is_not_taken_for_its_export(rows):
    found = found_in(rows)
    assert (found.platform, found.shape) == (None, "")
    assert found.why


@pytest.mark.parametrize("rows", NOBODYS.values(), ids=NOBODYS)
def test_a_table_that_only_looks_like_an_export_is_nobodys(rows):
    found = found_in(rows)
    assert (found.platform, found.shape, found.code) == (None, "", "")


def test_a_file_that_two_tools_could_have_written_is_nobodys():
    both = [
        ["ID", "Start time", "Completion time", "Name", "_id", "_uuid", "_submission_time"],
        ["1", "2026-09-08 10:00:00", "2026-09-08 10:05:00", "x", "1", "2", "2026-09-08T10:05:00"],
    ]
    found = found_in(both)
    assert found.platform is None
    assert found.score == found.second == 1
    assert "could have written this too" in found.why[-1]


@pytest.mark.parametrize(
    "first",
    [
        ["1", "2026-09-08 10:00:00", "2026-09-08 10:05:00", "anonymous"],
        ["8/7/2026 12:02:11", "S001", "Often"],
        ["7", "12/02/2026 19.07.17", "Mai"],
        ["2026-09-08T10:00:00Z", "1"],
    ],
)
def test_a_first_row_that_holds_a_time_has_lost_its_header(first):
    found = found_in([first, first])
    assert (found.platform, found.code) == (None, "F103")
    assert "header row is lost" in found.why[0]


def test_a_date_in_the_words_of_a_header_is_no_lost_header():
    assert found_in([["Since 2026-09-08 10:00 how often", "b"], ["1", "2"]]).code == ""


def test_merged_group_headers_are_told_and_not_read_as_names():
    rows = [["", "Mood", "", "", "Sleep"], ["Code", "a", "b", "c", "d"], ["S001", *"1234"]]
    found = found_in(rows)
    assert (found.platform, found.code) == (None, "")
    assert "Merged cells" in found.why[0]
    fuller = found_in([["", "Mood", "x", "y", "Sleep"], *rows[1:]])
    assert "Merged cells" not in fuller.why[0]


def test_answers_below_the_names_are_never_taken_for_question_texts():
    row = ["2026-09-08 10:00:00", "2026-09-08 10:05:00", "0", "1", "R_1", "2", "3"]
    assert found_in([QUALTRICS_NAMES, row, row]).shape == "names_only"
    assert found_in([QUALTRICS_NAMES, QUALTRICS_TEXTS, row]).shape == "two_rows"


def test_two_import_ids_are_not_enough_and_quotes_do_not_matter():
    ids = ["{'ImportId': 'QID1'}", "{'ImportId': 'QID2'}", ""]
    rows = [["Q1", "Q2", "Q3"], ["One", "Two", "Three"], ids]
    assert found_in(rows).platform is None
    ids[2] = "{'ImportId': 'QID3'}"
    assert found_in(rows).shape == "three_rows"


def test_blank_lines_above_the_header_are_not_counted():
    rows = [["", "", "", ""], *next(e.rows for e in EXPORTS if e.shape == "three_rows")]
    assert found_in(rows).shape == "three_rows"


def test_a_question_about_an_id_does_not_hide_a_google_form():
    assert "ID" in GOOGLE[1]
    assert found_in([GOOGLE, ["8/7/2026 12:02:11", "S001", "Often", "Never"]]).score == 1


def test_what_was_not_found_is_told_too():
    assert found_in([["_id", "_uuid", "a"], ["1", "2", "3"]]).why[1] == (
        "Not found: '_submission_time' in row 1."
    )


def test_only_the_first_records_are_looked_at():
    limit = survey_tools().recognising.records
    rows = [["record_id", "mood_complete"], *[["1", ""]] * (limit - 1), ["1", "2"]]
    assert found_in(rows).platform is None
    assert found_in([rows[0], *rows[2:]]).platform == "redcap"


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_titles_and_notes_above_the_header_are_no_header(export: Export):
    wide = max(map(len, export.rows))
    above = [["Autumn survey", *[""] * (wide - 1)], [""] * wide, ["Made on 2026-09-08 10:00"]]
    found = found_in([*above, *export.rows])
    narrow = len(export.rows[0]) < survey_tools().recognising.title_width
    assert (found.platform, found.shape) == ((None, "") if narrow else (export.tool, export.shape))


def test_more_titles_than_anybody_writes_are_not_passed_over():
    limit = survey_tools().recognising.title_rows
    titles = [["Autumn survey"]] * (limit + 1)
    assert found_in([*titles, *EXPORTS[0].rows]).platform is None
    assert found_in([*titles[1:], *EXPORTS[0].rows]).platform == EXPORTS[0].tool


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_sums_below_the_answers_change_nothing(export: Export):
    width = len(export.rows[0])
    sums = [["Total", *["2"] * (width - 1)], ["", "Mean", *["1.5"] * (width - 2)][:width]]
    answers = [export.rows[-1]] * 4
    assert found_in([*export.rows, *answers, *sums]).platform == export.tool


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_headers_alone_never_name_another_tool(export: Export):
    assert found_in(export.rows[:1]).platform in {export.tool, None}


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_line_breaks_in_headers_change_nothing(export: Export):
    header = [cell.replace(" ", "\r\n") for cell in export.rows[0]]
    assert found_in([header, *export.rows[1:]]).platform == export.tool


@pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
def test_the_tool_of_a_layout_is_found_before_anybody_has_answered(export: Export):
    signatures = survey_tools().tool[export.tool].signature
    count = next(each.header_rows for each in signatures if each.shape == export.shape)
    assert signature_of(export.tool, records_of(export.rows[:count])) is not None


def test_a_wide_head_is_recognised_well_below_a_second():
    header = ["record_id", *(f"q{number}_complete" for number in range(1999))]
    answers = [[str(place % 3) for place in range(row, row + 2000)] for row in range(59)]
    started = time.perf_counter()
    assert found_in([header, *answers]).platform == "redcap"
    assert time.perf_counter() - started < 1


@pytest.mark.parametrize("part", ["[", "<a", " (choice=", "?", "id. ", "x ", "___"])
def test_a_hostile_header_is_looked_at_in_no_time(part):
    started = time.perf_counter()
    assert found_in([[part * (1_000_000 // len(part)), "b", "c"], ["1", "2", "3"]]).why
    assert time.perf_counter() - started < 1
