"""Qualtrics CSV: which records are headers, in made-up files and in real ones of each shape."""

from pathlib import Path

import pytest
from programme_builder import Folder, csv_text
from programme_texts import LABELS

from screening.intake.header_rows import head_of, table_of
from screening.intake.open_export import read_records
from screening.intake.recognise import recognise
from screening.intake.text_table import Record

JSON_IDS = [f'{{"ImportId":"QID{number}"}}' for number in range(4)]
PYTHON_IDS = [f"{{'ImportId': 'QID{number}'}}" for number in range(4)]
NAMES = ["Status", "Code", "Q1", "Q2"]
TEXTS = ["Response Type", "Your code", "First,\nquestion", "Second"]
ROW = ["IP Address", "S001", "1", "2"]


def records_of(*rows) -> list[Record]:
    return [Record(number, list(cells)) for number, cells in enumerate(rows, start=1)]


@pytest.mark.parametrize("ids", [JSON_IDS, PYTHON_IDS])
def test_three_header_rows_are_known_by_their_import_ids_json_or_not(ids):
    records = records_of(NAMES, TEXTS, ids, ROW)
    table = table_of("qualtrics", records)
    assert recognise(records).platform == "qualtrics"
    assert table.header == tuple(NAMES)
    assert [column.text for column in table.columns][2] == "First, question"
    assert [(record.row, record.cells) for record in table.rows] == [(4, ROW)]


def test_two_header_rows_of_older_exports_are_known_by_their_first_ten_names():
    names = [f"V{number}" for number in range(1, 11)]
    records = records_of([*names, "Q1"], ["ResponseID", *["x"] * 10], ["R_1", *["0"] * 10])
    assert [record.row for record in table_of("qualtrics", records).rows] == [3]
    assert head_of("qualtrics", records_of(names[:9], ["x"] * 9, ["0"] * 9)) is None


@pytest.mark.parametrize(
    "rows", [(), (NAMES,), (NAMES, ROW, ROW), (NAMES, TEXTS, [*JSON_IDS[:2], "", ""], ROW)]
)
def test_without_its_header_rows_it_is_no_such_export(rows):
    assert head_of("qualtrics", records_of(*rows)) is None
    assert table_of("qualtrics", records_of(*rows)).header == ()
    assert recognise(records_of(*rows)).platform is None


def test_a_plain_table_starts_at_the_first_row_that_is_not_blank():
    table = table_of("plain", records_of(["", ""], NAMES[:2], ["a", "b"], [], ["c"]))
    assert table.header == ("Status", "Code")
    assert [record.row for record in table.rows] == [3]
    assert [record.row for record in table.misshapen] == [5]
    assert table.row_count == 2


def test_a_lost_header_row_refuses_the_file(tmp_path):
    folder = Folder(tmp_path)
    folder.roster("S001")
    header = ["Status", "Code", *(f"Mood {number}" for number in range(1, 10))]
    folder.drop("qualtrics.csv", csv_text(header, [["IP Address", "S001", *[LABELS[3]] * 9]]))
    ran = folder.run()
    assert ran.refused == {"qualtrics.csv": "F103"}
    assert [entry.reason for entry in ran.safety] == ["endorsed"]
    assert ran.safety[0].row_state == "file refused (F103)"


@pytest.mark.real_data
@pytest.mark.parametrize(
    ("name", "header_rows", "rows"),
    [
        ("05_qualtrics_csv_3_header_rows_german.csv", 3, 1),
        ("05_qualtrics_csv_legacy_2_header_rows.csv", 2, 1),
        ("06_qualtrics_csv_matrix_importid_not_json.csv", 3, 5),
        ("06_qualtrics_csv_multi_answer_split_columns.csv", 3, 5),
    ],
)
def test_real_exports_are_recognised_and_every_row_is_there(real_data, name, header_rows, rows):
    path: Path = real_data / "exports" / name
    records = list(read_records(path, delimiter=",", encodings=("utf-8",)))
    table = table_of("qualtrics", records)
    assert recognise(records).platform == "qualtrics"
    assert table.row_count == rows
    assert [record.row for record in table.rows] == list(
        range(header_rows + 1, header_rows + 1 + rows)
    )
    assert table.misshapen == ()
    assert all(record.cells[0] != table.header[0] for record in table.rows)
