"""The written file: codes where numbers were, every other cell as it was, no row lost."""

import csv
import datetime as dt
import io
import os
import random

import openpyxl
import pytest

from screening.problem import RefusedFileError

MARKS = ["a,b", 'say "no"', "two\nlines", " padded ", "=1+1", "ñ", "", "N/A", "0012"]


def test_every_other_cell_is_what_it_was(rewrite):
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(["Q1", "ID", "Q2"])
    writer.writerows([mark, f"{n:04d}", mark[::-1]] for n, mark in enumerate(MARKS, start=1))
    found = rewrite(text.getvalue())
    assert [(row[0], row[2]) for row in found[1:]] == [(mark, mark[::-1]) for mark in MARKS]
    assert len({row[1] for row in found[1:]}) == len(MARKS)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_same_rows_in_any_writing_give_the_same_codes(rewrite, delimiter, encoding):
    text = f"ID{delimiter}Año\r\n001234{delimiter}día\r\n"
    given = ("cp1252",) if encoding == "cp1252" else ("utf-8",)
    (header, row) = rewrite(text.encode(encoding), encodings=given)
    assert header == ["student_ref", "Año"]
    assert row[1] == "día"
    assert row[0] == rewrite(b"ID\n001234\n")[1][0]


def test_the_same_key_and_file_give_the_same_bytes(rewrite):
    text = "ID,Q1\n" + "".join(f"{n:05d},{n % 4}\n" for n in range(300))
    rewrite(text)
    once = rewrite.text
    rewrite(text)
    assert rewrite.text == once


def test_order_and_neighbours_change_no_code(rewrite):
    rows = [f"{n:05d},1" for n in range(100)]
    first = dict(
        zip(rows, (row[0] for row in rewrite("ID,Q\n" + "\n".join(rows))[1:]), strict=True)
    )
    random.Random(4).shuffle(rows)
    again = rewrite("ID,Q\n" + "\n".join(rows[:50]))[1:]
    assert [row[0] for row in again] == [first[row] for row in rows[:50]]


DAMAGED = [
    ("", "I622"), ("n/a", "I622"), ("12 345", "I623"), ("1.23E+11", "I624"), ("12345.0", "I624"),
    ("Jun-25", "I624"), ("2023-01-05", "I624"), ("012345", "I625"), ("12345", "I625"),
    ("4567", "I625"),
]  # fmt: skip


def test_a_number_that_cannot_be_trusted_loses_its_code_and_never_its_row(rewrite):
    rows = "".join(f'"{cell}",{place}\n' for place, (cell, _) in enumerate(DAMAGED))
    found = rewrite("ID,Q1\n" + rows + "099999,77\n")
    assert [row[1] for row in found[1:]] == [*map(str, range(len(DAMAGED))), "77"]
    assert [bool(row[0]) for row in found[1:]] == [False] * len(DAMAGED) + [True]
    assert rewrite.found == [(code, row, "ID") for row, (_, code) in enumerate(DAMAGED, start=2)]
    assert rewrite.done.without_code == len(DAMAGED)
    lines = " ".join(problem.line() for problem in rewrite.done.problems)
    for cell, _ in DAMAGED:
        assert not cell or cell in {"1.23E+11", "12345.0", "Jun-25"} or cell not in lines


def test_a_problem_says_row_column_what_and_what_to_do(rewrite):
    rewrite("ID,Q1\n7654321.0,2\n")
    line = rewrite.done.problems[0].line()
    assert "row 2, column ID" in line
    assert "spreadsheet rewrote it" in line
    assert "Export again" in line
    assert "7654321" not in line


def test_problems_are_counted_and_only_the_first_kept(rewrite):
    rewrite("ID,Q1\n" + "1 2,3\n" * 500)
    assert (rewrite.done.problem_count, len(rewrite.done.problems)) == (500, 200)
    assert rewrite.done.without_code == rewrite.done.rows == 500


def test_lengths_that_differ_are_noted_and_stop_nothing(rewrite):
    rewrite("ID,Q1\n123,1\n4567,2\n")
    assert rewrite.found == [("I628", None, "ID")]
    assert rewrite.done.without_code == 0


def test_a_workbook_with_blank_rows_above_its_header_keeps_every_row(rewrite, tmp_path):
    book = openpyxl.Workbook()
    for row in ([], ["ID", "Last name", "Q1"], [], ["001234", "Ortiz", 2], ["001235", "Diaz", 3]):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = rewrite((tmp_path / "a.xlsx").read_bytes())
    assert [row[1] for row in found] == ["Q1", "2", "3"]
    assert rewrite.done.rows == 2


def test_a_date_or_number_cell_of_a_workbook_is_what_a_person_sees(rewrite, tmp_path):
    book = openpyxl.Workbook()
    for row in (["ID", "Q1"], [1234, 2], [dt.datetime(2026, 6, 25), 3], ["=1+1", 1]):  # noqa: DTZ001
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    found = rewrite((tmp_path / "a.xlsx").read_bytes())
    assert [bool(row[0]) for row in found[1:]] == [True, False, False]
    assert {code for code, _, _ in rewrite.found} == {"I624"}


def test_a_file_that_changes_between_its_two_readings_is_refused(rewrite):
    rewrite("ID,Q1\n1234,2\n")
    with rewrite.path.open("a") as file:
        file.write("1235,2\n")
    os.utime(rewrite.path, ns=(1, 1))
    with pytest.raises(RefusedFileError, match="changed"):
        rewrite.judged.write(io.StringIO())
    rewrite("ID,Q1\n1234,2\n")
    os.utime(rewrite.path, ns=(1, 1))
    with pytest.raises(RefusedFileError, match="changed"):
        rewrite.judged.write(io.StringIO())


def test_no_real_number_is_in_what_is_written(rewrite):
    numbers = [f"{n:07d}" for n in range(3_000_000, 3_000_400)]
    rewrite("ID,Q1\n" + "".join(f"{number},2\n" for number in numbers))
    assert not any(number in rewrite.text for number in numbers)
