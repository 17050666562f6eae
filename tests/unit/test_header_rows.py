"""The head of an export: how each tool's columns are called, and which words were shown."""

import csv
import io

import openpyxl
import pytest
from survey_exports import (
    EXPORTS,
    LIME_CODES,
    LIME_ROW,
    Rows,
    coded_and_told,
    records_of,
)

from screening.intake.header_rows import COLUMNS, head_of
from screening.intake.platforms.google_forms import zoned
from screening.intake.read_workbook import read_workbook
from screening.intake.recognise import recognise
from screening.intake.survey_tool import roles_of, survey_tools
from screening.intake.text_table import Column, Head, Record, numbered, shape, table_under


def rows_of(tool: str, shape_id: str = "") -> Rows:
    return next(e.rows for e in EXPORTS if e.tool == tool and shape_id in {"", e.shape})


def columns_of(tool: str, rows: Rows) -> list[tuple[str, str, int]]:
    head = head_of(tool, records_of(rows))
    assert head is not None
    return [(each.name, each.text, each.occurrence) for each in head.columns]


def test_every_tool_with_answers_has_a_reader_and_nothing_else_has():
    tools = survey_tools().tool.items()
    assert set(COLUMNS) - {"plain"} == {name for name, tool in tools if tool.kind == "answers"}


@pytest.mark.parametrize(
    "export", [each for each in EXPORTS if each.tool in COLUMNS], ids=lambda each: each.name
)
def test_data_begin_below_the_header_rows_of_the_shape(export):
    head = head_of(export.tool, records_of(export.rows))
    signatures = survey_tools().tool[export.tool].signature
    count = next(each.header_rows for each in signatures if each.shape == export.shape)
    assert head is not None
    assert (head.last_row, head.shape) == (count, export.shape)
    table = table_under(head, records_of(export.rows))
    assert table.row_count == len(export.rows) - count
    assert table.misshapen == ()
    assert table.columns == head.columns


@pytest.mark.parametrize("tool", sorted(set(COLUMNS) - {"plain"}))
def test_a_file_without_the_tools_header_rows_has_no_head(tool):
    assert head_of(tool, records_of([["student_ref", "phq_1"], ["S001", "1"]])) is None
    assert head_of(tool, []) is None


def test_the_first_row_of_a_plain_file_that_is_not_blank_is_its_header():
    head = head_of("plain", records_of([["", ""], [" Code ", "a"], ["S1", "1"]]))
    assert head == Head((Column("Code"), Column("a")), last_row=2)
    assert head_of("plain", records_of([["", " "], []])) is None


def test_names_that_stand_twice_are_counted_and_their_texts_kept():
    rows = [
        ["StartDate", "EndDate", "Status", "Finished", "ResponseId", "Q1_1", "Q1_1"],
        ["Start", "End", "Type", "Finished", "ID", "First\nblock", "<b>Second</b>"],
        ["2026-09-08 10:00:00", "2026-09-08 10:05:00", "0", "1", "R_1", "2", "3"],
    ]
    assert columns_of("qualtrics", rows)[5:] == [
        ("Q1_1", "First block", 1),
        ("Q1_1", "Second", 2),
    ]


def test_where_only_names_are_left_there_are_no_texts():
    columns = columns_of("qualtrics", rows_of("qualtrics", "names_only"))
    assert {text for _, text, _ in columns} == {""}


def test_rows_of_a_google_grid_stand_in_brackets():
    columns = columns_of("google_forms", rows_of("google_forms"))
    assert columns[1:3] == [
        ("Your student ID", "Your student ID", 1),
        ("In school [First]", "First", 1),
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2022/04/18 7:18:47 PM GMT+6", "2022/04/18 7:18:47 PM +0600"),
        ("2022/04/18 7:18:47 AM GMT-10", "2022/04/18 7:18:47 AM -1000"),
        ("2022/04/18 7:18:47 AM GMT+5:30", "2022/04/18 7:18:47 AM +0530"),
        ("8/7/2020 12:02:11", "8/7/2020 12:02:11"),
        ("2020/02/13 7:23:51 p.m. CET", "2020/02/13 7:23:51 PM"),
        ("2020/02/13 7:23:51 a. m. GMT+1", "2020/02/13 7:23:51 AM +0100"),
        ("2018/04/09 2:30:02 PM MDT", "2018/04/09 2:30:02 PM"),
        ("At 7 AM in TOWN", "At 7 AM in TOWN"),
    ],
)
def test_the_zone_of_a_google_time_is_written_so_that_it_can_be_read(text, told):
    assert zoned(text) == told


def test_a_statement_that_microsoft_forms_numbered_is_shown_without_its_digit():
    base = ["ID", "Start time", "Completion time", "Email", "Name"]
    rows = [
        [*base, "Tired", "Tired2", "Tired3", "Item 1", "Item 12", "Lost2", "Tired5"],
        ["1"] * 12,
    ]
    assert [(name, text) for name, text, _ in columns_of("ms_forms", rows)[5:]] == [
        ("Tired", "Tired"),
        ("Tired2", "Tired"),
        ("Tired3", "Tired"),
        ("Item 1", "Item 1"),
        ("Item 12", "Item 12"),
        ("Lost2", "Lost2"),
        ("Tired5", "Tired5"),
    ]


def test_a_digit_is_glued_on_only_to_the_right_of_the_statement_it_repeats():
    rows = [["ID", "Start time", "Completion time", "Name", "Grade2", "Grade"], ["1"] * 6]
    assert columns_of("ms_forms", rows)[4][1] == "Grade2"


def test_a_microsoft_workbook_that_declares_one_cell_is_read_whole(tmp_path):
    whole, small = tmp_path / "whole.xlsx", tmp_path / "small.xlsx"
    rows = rows_of("ms_forms")
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(whole)
    declare_one_cell(whole, small)
    assert openpyxl.load_workbook(small, read_only=True).active.max_row == 1
    found = read_workbook(small)
    assert [list(record.cells) for record in found] == rows
    assert recognise(found).platform == "ms_forms"


def declare_one_cell(whole, small):
    import zipfile  # noqa: PLC0415 (this test only)

    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(small, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name.endswith("sheet1.xml"):
                declared = content.replace(b'<dimension ref="A1:G2"', b'<dimension ref="A1"')
                assert declared != content
                content = declared
            target.writestr(name, content)


@pytest.mark.parametrize("separator", [". ", " - ", ": ", ".", " ", ".\u00a0", " | "])
def test_limesurvey_codes_and_texts_are_parted_at_the_owners_separator(separator):
    rows = [coded_and_told(separator), LIME_ROW]
    columns = columns_of("limesurvey", rows)
    assert [name for name, _, _ in columns] == LIME_CODES
    assert [text for _, text, _ in columns[4:]] == ["Seed", "First", "Second"]


def test_limesurvey_texts_are_names_and_codes_have_no_texts():
    texts = columns_of("limesurvey", rows_of("limesurvey", "texts"))
    assert texts[5] == ("In school [First]", "First", 1)
    assert columns_of("limesurvey", rows_of("limesurvey", "codes"))[5] == ("M[SQ001]", "", 1)


def test_a_surveymonkey_question_stands_above_all_its_options():
    assert columns_of("surveymonkey", rows_of("surveymonkey"))[4:] == [
        ("Your class?", "Your class?", 1),
        ("How often &amp; when?", "At school", 1),
        ("How often &amp; when?", "At home", 2),
    ]


def test_a_short_second_header_row_is_filled_with_blanks():
    rows = rows_of("surveymonkey")
    cut = [[*rows[0], ""], rows[1], [*rows[2], "x"]]
    assert columns_of("surveymonkey", cut)[-1] == (
        "How often &amp; when?", "How often & when?", 3,
    )  # fmt: skip


def test_redcap_labels_repeat_and_choices_stand_in_brackets():
    columns = columns_of("redcap", rows_of("redcap", "labels"))
    assert columns[3] == ("Which? (choice=Reading)", "Reading", 1)
    assert columns[4][::2] == ("Complete?", 1)
    assert columns[6][::2] == ("Complete?", 2)


def test_every_choice_of_a_redcap_checkbox_stays_a_column_of_its_own():
    head = head_of("redcap", records_of(rows_of("redcap", "raw")))
    assert head is not None
    assert [column.name for column in head.columns[4:6]] == ["m2___1", "m2____9"]


def test_typeform_markup_is_not_part_of_the_words_and_other_stands_twice():
    columns = columns_of("typeform", rows_of("typeform"))
    assert columns[1:4] == [
        ("<strong>How often?</strong>", "How often?", 1),
        ("Other", "Other", 1),
        ("Other", "Other", 2),
    ]


def test_a_jotform_matrix_row_stands_behind_its_question():
    assert columns_of("jotform", rows_of("jotform"))[0] == ("In school >> First", "First", 1)


def test_kobo_names_keep_their_groups():
    assert columns_of("kobo", rows_of("kobo"))[1] == ("mood/first", "mood/first", 1)


def test_the_tools_own_columns_have_a_role_and_questions_have_none():
    rows = rows_of("qualtrics", "three_rows")
    head = head_of("qualtrics", records_of(rows))
    assert head is not None
    roles = roles_of("qualtrics", head.columns, shape=head.shape)
    assert list(roles.values()) == [
        *("started_at", "recorded_at", "status", "finished", "platform_id")
    ]
    assert not set(roles) & {5, 6}


def test_a_question_named_like_an_old_column_has_a_role_only_in_old_exports():
    columns = numbered([Column("V1"), Column("V5")])
    assert roles_of("qualtrics", columns, shape="before_2017") == {0: "platform_id", 1: "personal"}
    assert roles_of("qualtrics", columns, shape="three_rows") == {}
    assert roles_of("plain", columns, shape="") == {}


@pytest.mark.parametrize(
    ("tool", "headers"),
    [
        ("google_forms", ["Email Address", "Username"]),
        ("ms_forms", ["Email", "Name", "Correo electrónico"]),
        ("qualtrics", ["IPAddress", "RecipientEmail", "LocationLatitude", "RecipientLastName"]),
        ("redcap", ["redcap_survey_identifier", "Survey Identifier"]),
        ("limesurvey", ["ipaddr", "firstname", "refurl", "IP-Adresse"]),
        ("surveymonkey", ["IP Address", "Email Address", "First Name", "LastName"]),
        ("kobo", ["_submitted_by", "_geolocation", "_place_latitude", "phonenumber"]),
        ("typeform", ["Network ID"]),
        ("jotform", ["IP"]),
    ],
)
def test_personal_data_that_a_tool_adds_by_itself_are_known(tool, headers):
    columns = numbered(map(Column, headers))
    assert set(roles_of(tool, columns, shape="").values()) == {"personal"}
    assert len(roles_of(tool, columns, shape="")) == len(headers)


def test_a_column_is_found_by_name_with_its_text_or_its_occurrence():
    rows = rows_of("surveymonkey")
    head = head_of("surveymonkey", records_of(rows))
    assert head is not None
    table = table_under(head, records_of(rows))
    question = "How often &amp; when?"
    assert table.places(question) == table.positions(question) == [5, 6]
    assert table.places(question, text="At home") == table.places(question, occurrence=2) == [6]
    assert table.places(question, text="At home", occurrence=1) == table.places("x") == []


def test_a_table_without_a_tool_numbers_its_columns_too():
    table = shape([" a", "b", "a "], [Record(2, ["1", "2", "3"]), Record(3, ["1"])])
    assert table.header == ("a", "b", "a")
    assert [column.occurrence for column in table.columns] == [1, 1, 2]
    assert [record.row for record in table.misshapen] == [3]


def test_a_semicolon_file_of_bare_codes_is_read_the_same():
    text = ";".join(LIME_CODES) + "\r\n" + ";".join(LIME_ROW) + "\r\n\r\n"
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))
    head = head_of("limesurvey", records_of(rows))
    assert head is not None
    assert table_under(head, records_of(rows)).row_count == 1
