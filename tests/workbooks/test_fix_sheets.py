"""The sheets that name what to mend: no answer in them, locked but for the corrections."""

import openpyxl
import pytest
from fix_lines import SHA, accepted, label_to_decide, row_to_fix, write
from fix_workbook import LABELS, ROWS, lines_of
from tier_table import HOSTILE, parts_of, records_of

from screening.intake.fix_sheets import (
    ColumnFate,
    LeftOut,
    ToFix,
    UnknownStudent,
    fix_tables,
    listed,
)
from screening.intake.problem_words import load_words
from screening.intake.returned_workbook import read_returned, seal
from screening.intake.unread_cells import OfferedLabel

LONG = "Over the last two weeks, how often did the matter asked about come up for you?"


def test_a_row_says_where_what_was_found_and_what_is_accepted_and_waits_for_a_correction(tmp_path):
    (line,) = lines_of(write(tmp_path, rows=[row_to_fix()]))
    sealed = line.pop("seal")
    assert line == {
        "File": "b.csv",
        "Row": "8",
        "Student code": "S007",
        "Column": "Mood 1",
        "What we found": "a text that is no answer of this item",
        "What we accept": "0; 1; 2; 3",
        "Correction": "",
        "sha256": SHA,
        "record": "8",
        "item": "x_01",
    }
    assert sealed == seal([cell for name, cell in line.items() if name != "Correction"])


def test_a_label_says_its_column_and_how_many_cells_have_it(tmp_path):
    (line,) = lines_of(write(tmp_path, labels=[label_to_decide()]), LABELS)
    assert (line["What the cells say"], line["Cells in the file"]) == ("Seldom", "12")
    assert (line["sha256"], line["item"], line["label"]) == (SHA, "x_01", "seldom")


def test_a_code_that_is_not_shaped_like_one_is_not_shown(tmp_path):
    path = write(
        tmp_path,
        rows=[row_to_fix(student_code="")],
        students=[
            UnknownStudent("b.csv", 9, "", "I602"),
            UnknownStudent("b.csv", 10, "S9", "I601"),
        ],
    )
    assert lines_of(path)[0]["Student code"] == load_words().hidden_code
    assert [tuple(row.values())[1:] for row in records_of(path, "Not on roster")] == [
        ("9", load_words().hidden_code, "Empty, or not shaped like a student code"),
        ("10", "S9", "Well shaped, but not on the roster"),
    ]


def test_rows_left_out_are_counted_and_the_first_of_them_are_named(tmp_path):
    many = load_words().shown.most_rows + 5
    path = write(
        tmp_path,
        left_out=[
            LeftOut("a.csv", "partial", 2, (4, 7)),
            LeftOut("a.csv", "test", many, tuple(range(2, 2 + many))),
        ],
    )
    few, lots = [tuple(row.values()) for row in records_of(path, "Left out")]
    assert few == ("a.csv", "Not finished", "2", "4, 7")
    assert lots[1:3] == ("Test row", str(many))
    assert lots[3].startswith("2, 3, 4, ")
    assert lots[3].endswith(", … and 5 more")


def test_columns_say_what_became_of_them_and_a_whole_question_is_cut(tmp_path):
    path = write(
        tmp_path,
        columns=[
            ColumnFate("a.csv", "Mood 1", "used"),
            ColumnFate("a.csv", LONG, "P401"),
            ColumnFate("a.csv", "E-mail", "P403"),
        ],
    )
    rows = [tuple(row.values())[1:] for row in records_of(path, "Columns")]
    assert rows == [
        ("E-mail", "dropped: personal data"),
        (LONG[:59] + "…", "dropped: not in the layout"),
        ("Mood 1", "used"),
    ]


def rules_of(path, sheet=ROWS):
    book = openpyxl.load_workbook(path)
    return book, {
        str(rule.sqref): rule.formula1
        for rule in book[sheet].data_validations.dataValidation
        if rule.type == "list"
    }


def test_the_drop_down_of_a_line_offers_its_own_answers_and_no_answer(tmp_path):
    rows = [
        row_to_fix(row=2),
        row_to_fix(row=3),
        row_to_fix(row=4, accepted=accepted("Never", "Often", highest=1)),
    ]
    book, rules = rules_of(write(tmp_path, rows=rows))
    assert set(rules) == {"G2:G3", "G4"}
    for place, texts in (("G2:G3", ["0", "1", "2", "3"]), ("G4", ["Never", "Often"])):
        cells = book["Lists"][rules[place].split("!")[1].replace("$", "")]
        assert [cell.value for (cell,) in cells] == [*texts, "not an answer"]


def test_an_item_with_many_answers_says_their_range_and_has_no_drop_down(tmp_path):
    wide = accepted(highest=90)
    path = write(tmp_path, rows=[row_to_fix(accepted=wide)])
    assert lines_of(path)[0]["What we accept"] == "a whole number from 0 to 90"
    assert rules_of(path)[1] == {}
    assert listed(wide) == ()


@pytest.mark.parametrize("sheet", [ROWS, LABELS])
def test_only_the_correction_is_open_and_what_programs_read_is_hidden(tmp_path, sheet):
    path = write(tmp_path, rows=[row_to_fix()], labels=[label_to_decide()])
    table = openpyxl.load_workbook(path)[sheet]
    assert table.protection.sheet
    assert table.auto_filter.ref
    assert table.freeze_panes == "A2"
    head = [cell.value for cell in table[1]]
    assert [
        name for name, cell in zip(head, table[2], strict=True) if not cell.protection.locked
    ] == ["Correction"]
    hidden = {name for name, cell in zip(head, table[1], strict=True) if _is_hidden(table, cell)}
    assert hidden == {"sha256", "item", "seal"} | ({"record"} if sheet == ROWS else {"label"})


def _is_hidden(table, cell):
    return any(
        dimension.hidden and dimension.min <= cell.column <= dimension.max
        for dimension in table.column_dimensions.values()
    )


def test_hostile_names_and_labels_stay_text(tmp_path):
    rows = [row_to_fix(file=text, column=text, student_code=text) for text in HOSTILE]
    labels = [label_to_decide(offered=OfferedLabel("x_01", text, 2)) for text in HOSTILE]
    students = [UnknownStudent(text, 2, text, "I601") for text in HOSTILE]
    parts = parts_of(write(tmp_path, rows=rows, labels=labels, students=students))
    sheets = "".join(xml for name, xml in parts.items() if "/worksheets/" in name)
    assert "<f>" not in sheets
    assert "hyperlink" not in sheets
    assert not [name for name in parts if "external" in name.lower()]


def test_lines_stand_as_the_files_read_whatever_their_order(tmp_path):
    rows = [
        row_to_fix(row=10),
        row_to_fix(row=9, item="x_02"),
        row_to_fix(row=9),
        row_to_fix(file="a"),
    ]
    lines = lines_of(write(tmp_path, rows=rows))
    assert [(line["File"], line["Row"], line["item"]) for line in lines] == [
        ("a", "8", "x_01"),
        ("b.csv", "9", "x_01"),
        ("b.csv", "9", "x_02"),
        ("b.csv", "10", "x_01"),
    ]


def test_a_long_sheet_goes_on_to_further_sheets_with_its_drop_downs():
    rows = [row_to_fix(row=number) for number in range(2, 27)]
    tables = fix_tables(ToFix(rows=rows), rows_per_sheet=10)
    ours = [table for table in tables if table.name.startswith(ROWS)]
    assert [table.name for table in ours] == [ROWS, f"{ROWS} 2", f"{ROWS} 3"]
    assert [len(table.rows) for table in ours] == [10, 10, 5]
    assert [len(table.row_lists) for table in ours] == [10, 10, 5]


def test_a_sheet_with_nothing_on_it_is_left_away_but_the_one_that_workbooks_are_known_by(tmp_path):
    book = openpyxl.load_workbook(write(tmp_path))
    assert book.sheetnames == ["Start here", ROWS, "What was loaded", "Problems", "Lists"]
    assert book[ROWS]["A2"].value == load_words().no_rows
    assert read_returned_lines(book, tmp_path) == ()


def read_returned_lines(book, folder):
    place = folder / "corrections"
    place.mkdir()
    book.save(place / "back.xlsx")
    returned = read_returned(folder, max_bytes=10**7)
    assert returned.problems == ()
    return returned.lines


def test_dropped_columns_stand_above_those_that_are_used(tmp_path):
    path = write(
        tmp_path,
        columns=[
            ColumnFate("b.csv", "x", "used"),
            ColumnFate("a.csv", "Mood 1", "used"),
            ColumnFate("a.csv", "Mood 2", "used"),
            ColumnFate("a.csv", "Notes", "P401"),
            ColumnFate("a.csv", "E-mail", "P403"),
        ],
    )
    rows = [tuple(row.values())[:2] for row in records_of(path, "Columns")]
    assert rows == [
        *(("a.csv", name) for name in ("E-mail", "Notes", "Mood 1", "Mood 2")),
        ("b.csv", "x"),
    ]
