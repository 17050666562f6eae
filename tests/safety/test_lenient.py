"""Reading what intake refuses, as far as the named columns are certain."""

import time
import tomllib

import pytest
from programme_builder import SURVEY_HEADER, csv_text, survey_row, write_sheets
from programme_texts import QUALTRICS, SURVEY

from screening.intake.column_address import ColumnAddress
from screening.intake.layout import Layout
from screening.safety.lenient import lenient_table

LAYOUT = Layout.model_validate(tomllib.loads(SURVEY))
NEEDED = (ColumnAddress(name="Student"), ColumnAddress(name="Mood 9"))
TEXT = csv_text(SURVEY_HEADER, [survey_row("S001"), survey_row("S002")])


def read(path, content: bytes | None = None, layout: Layout = LAYOUT, max_bytes: int = 10**6):
    if content is not None:
        path.write_bytes(content)
    return lenient_table(path, layout, columns=NEEDED, max_bytes=max_bytes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_every_usual_encoding_and_delimiter_is_tried(tmp_path, encoding, delimiter):
    content = TEXT.replace(",", delimiter).encode(encoding)
    table = read(tmp_path / "survey.csv", content)
    assert [record.cells[0] for record in table.rows] == ["S001", "S002"]


@pytest.mark.parametrize("above", ["", "A title\n", "A title\n\n"])
def test_a_header_may_stand_in_the_first_three_records(tmp_path, above):
    table = read(tmp_path / "survey.csv", (above + TEXT).encode())
    assert table.header[0] == "Student"
    assert table.row_count == 2


def test_a_header_further_down_is_not_looked_for(tmp_path):
    path = tmp_path / "survey.csv"
    assert read(path, f"a,b\nc,d\ne,f\n{TEXT}".encode()) is None


def test_a_survey_tools_file_that_lost_its_header_rows_is_read(tmp_path):
    layout = Layout.model_validate(tomllib.loads(QUALTRICS))
    assert read(tmp_path / "qualtrics.csv", TEXT.encode(), layout).row_count == 2


@pytest.mark.parametrize(
    "content",
    [
        b"",
        TEXT.replace("Mood 9", "Mood ninth").encode(),
        TEXT.replace("Worry 1", "Mood 9").encode(),
        b'"' + TEXT.encode(),
        b"\x00" + TEXT.encode(),
    ],
)
def test_where_the_columns_are_not_certain_there_is_no_table(tmp_path, content):
    assert read(tmp_path / "survey.csv", content) is None


def test_a_file_that_is_too_large_or_gone_has_no_table(tmp_path):
    assert read(tmp_path / "survey.csv", TEXT.encode(), max_bytes=10) is None
    assert read(tmp_path / "gone.csv") is None


def test_a_workbook_is_opened_once_and_not_once_per_encoding(tmp_path):
    path = tmp_path / "survey.xlsx"
    write_sheets(path, {"A": [["Student"]], "B": [["Student"]]})
    started = time.perf_counter()
    assert read(path) is None
    once = time.perf_counter() - started
    assert once < 5
    write_sheets(path, {"A": [SURVEY_HEADER, survey_row("S001")]})
    assert read(path).row_count == 1


@pytest.mark.parametrize("rows_above", [1, 2])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_header_that_was_sorted_in_among_the_answers_gives_no_table(
    tmp_path, rows_above, delimiter
):
    header, *answers = csv_text(SURVEY_HEADER, [survey_row("S001")] * 4, delimiter).splitlines()
    lines = [*answers[:rows_above], header, *answers[rows_above:]]
    assert read(tmp_path / "survey.csv", "\n".join(lines).encode()) is None
