"""Text files: strict decoding and quoting, nothing coerced."""

import codecs

import pytest

from screening.intake.read_text import LARGEST_CELL, decode, likely_delimiter, text_records
from screening.problem import RefusedFileError

NAME = "survey.csv"
TEXT = "Student,Note\nS001,Está bien – sí\n"


def code_of(refusal) -> str:
    return refusal.value.problem.code


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
def test_a_byte_order_mark_wins_over_the_layout_and_is_no_part_of_the_text(content):
    assert decode(content, encodings=("utf-8",), name=NAME) == TEXT


def test_the_encodings_of_the_layout_are_tried_in_order():
    assert decode(TEXT.encode("cp1252"), encodings=("utf-8", "cp1252"), name=NAME) == TEXT
    assert decode(TEXT.encode(), encodings=("utf-8", "cp1252"), name=NAME) == TEXT


@pytest.mark.parametrize(
    ("content", "encodings"),
    [
        (TEXT.encode("cp1252"), ("utf-8",)),
        (b"Student\n\x81\x8d", ("utf-8", "cp1252")),
        (codecs.BOM_UTF8 + TEXT.encode("cp1252"), ("cp1252",)),
    ],
)
def test_text_that_fits_no_encoding_is_refused_and_not_replaced(content, encodings):
    with pytest.raises(RefusedFileError) as refusal:
        decode(content, encodings=encodings, name=NAME)
    assert code_of(refusal) == "F101"
    assert "survey.csv" in refusal.value.message


def test_nul_characters_are_refused_as_they_hide_an_encoding_or_damage():
    for content in (TEXT.encode("utf-16-le"), b"Student\nS0\x0001\n"):
        with pytest.raises(RefusedFileError) as refusal:
            decode(content, encodings=("utf-8",), name=NAME)
        assert code_of(refusal) == "F101"


def rows_of(text: str, delimiter: str = ",") -> list[tuple[int, list[str]]]:
    return [
        (record.row, list(record.cells))
        for record in text_records(text, delimiter=delimiter, name=NAME)
    ]


def test_rows_count_as_a_spreadsheet_shows_them_also_after_a_cell_of_two_lines():
    text = 'Student,Note\nS001,"two\nlines"\n\nS002,x\n'
    assert [row for row, _ in rows_of(text)] == [1, 2, 3, 4]
    assert rows_of(text)[1] == (2, ["S001", "two\nlines"])
    assert rows_of(text)[2] == (3, [])


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_every_line_end_that_programs_write_is_read(line_end):
    assert rows_of(f"a,b{line_end}1,2{line_end}") == [(1, ["a", "b"]), (2, ["1", "2"])]


def test_cells_stay_as_they_are_written():
    cells = ["007", "1.0", " 2 ", "NA", "TRUE", "１", "1e5", "=1+1", "2026-10-06", ""]
    assert rows_of(",".join(cells))[0][1] == cells


@pytest.mark.parametrize(
    "text",
    ['a,b\n1,"2\n3,4\n', 'a,b\n1,"2"x\n', f"a,b\n1,{'x' * (LARGEST_CELL + 1)}\n"],
)
def test_a_quote_that_is_not_closed_refuses_the_file_and_says_after_which_row(text):
    with pytest.raises(RefusedFileError) as refusal:
        rows_of(text)
    assert code_of(refusal) == "F102"
    assert "after row 1" in refusal.value.message


@pytest.mark.parametrize(
    ("line", "delimiter"),
    [("a,b", ","), ("a;b;c", ";"), ("a\tb", "\t"), ("a|b", "|"), ("a", ","), ("a;b,c", ",")],
)
def test_the_likely_delimiter_parts_a_header_most(line, delimiter):
    assert likely_delimiter(line) == delimiter


SWALLOWED = (
    'a,b,c,d,e,note\n1,2,3,4,5,"fine\n1,2,3,4,5,\n1,2,3,4,5,so"\n',
    'a,b,note,d,e,f\n1,2,"fine,4,5,6\n1,2,so",4,5,6\n',
    'a,b,c,d,e,note\r\n1,2,3,4,5,"fine\r\n1,2,3,4,5,so"\r\n',
)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("text", SWALLOWED)
def test_rows_in_a_cell_are_told_from_an_answer_of_several_lines(text, delimiter):
    with pytest.raises(RefusedFileError) as fault:
        text_records(text.replace(",", delimiter), delimiter=delimiter, name="x.csv")
    assert fault.value.problem.code == "F102"
    assert "in row 2" in fault.value.problem.message


@pytest.mark.parametrize(
    "cell",
    [
        "yes, no, both, all, none, some\nand, so, on, and, on, and on",
        "1,2\n3,4",
        "a,b,c,d,e,f,g,h",
        "one\n\n\n\n\n\ntwo",
    ],
)
def test_an_answer_of_several_lines_with_commas_is_kept(cell):
    text = f'a,b,c,d,e,note\n1,2,3,4,5,"{cell}"\n'
    assert text_records(text, delimiter=",", name="x.csv")[1].cells[5] == cell
