"""Where a busy person begins: what there is to do, step by step, and where a new export is made."""

from typing import get_args

import openpyxl
import pytest
from fix_lines import row_to_fix, write
from fix_workbook import lines_of
from tier_table import records_of

from screening.intake.export_again import export_again
from screening.intake.fix_sheets import LeftOut, NewExport, UnknownStudent
from screening.intake.problem_words import FoundKind, load_words


def start_of(path) -> list[str]:
    return [row[0] for row in openpyxl.load_workbook(path)["Start here"].values if row[0]]


def test_start_here_names_the_sheets_that_are_there_with_their_counts_as_steps(tmp_path):
    path = write(
        tmp_path,
        rows=[row_to_fix(row=2), row_to_fix(row=3)],
        students=[UnknownStudent("b.csv", 9, "", "I602")],
    )
    steps = [line for line in start_of(path) if line[0].isdigit()]
    assert [line.split(".")[0] for line in steps] == ["1", "2", "3"]
    assert steps[0].startswith("1. Fix these rows: cells to mend: 2.")
    assert steps[1].startswith("2. Not on roster: rows: 1.")
    assert steps[2].startswith("3. Return it")
    assert not any("Labels to decide" in line for line in start_of(path))


def test_start_here_asks_nobody_to_return_a_workbook_with_nothing_to_fill_in(tmp_path):
    path = write(tmp_path, left_out=[LeftOut("a.csv", "test", 1, (4,))])
    assert load_words().nothing_to_do in start_of(path)
    assert not any(line[0].isdigit() or "Return it" in line for line in start_of(path)[1:])


def test_what_only_a_new_export_mends_says_where_the_tool_makes_it(tmp_path):
    path = write(
        tmp_path,
        again=[
            NewExport("b.csv", "qualtrics", "The header rows are missing.", 1),
            NewExport("a.xlsx", None, "The file is empty.", 2),
            NewExport("c.csv", "plain", "The file is empty.", 1),
        ],
    )
    first, second, third = [tuple(row.values()) for row in records_of(path, "Export again")]
    assert first[:4] == ("a.xlsx", "not known", "The file is empty.", "2")
    assert "ask whoever made the file" in first[4]
    assert first[4] == export_again().unknown_tool
    assert second[:2] == ("b.csv", "Qualtrics")
    assert "Export & Import" in second[4]
    assert third[1] == "a spreadsheet"


@pytest.mark.parametrize("found", get_args(FoundKind))
def test_every_kind_of_cell_is_said_in_words_and_never_shown(tmp_path, found):
    (line,) = lines_of(write(tmp_path, rows=[row_to_fix(found=found)]))
    assert line["What we found"] == load_words().found[found]
