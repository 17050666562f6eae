"""Rows go into the warehouse in batches, each of them once, and no other column with them."""

import tomllib

import pytest
from programme_builder import SURVEY_HEADER, csv_text, survey_row
from programme_texts import SURVEY

from screening.intake import store_rows as stage
from screening.intake.layout import Layout
from screening.intake.mapping import map_columns
from screening.intake.open_export import read_export
from screening.problem import RefusedFileError
from screening.warehouse import open_warehouse

HEADER = [*SURVEY_HEADER, "Name", "State"]
FILTER = '[[rows]]\ncolumn = "State"\nkeep = ["Done"]\nreason = "partial"\n\n[[block]]'
LAYOUT = Layout.model_validate(tomllib.loads(SURVEY.replace("[[block]]", FILTER, 1)))


@pytest.fixture
def warehouse():
    with open_warehouse() as opened:
        yield opened


@pytest.fixture
def path(tmp_path):
    return tmp_path / "survey.csv"


def row_of(number: int) -> list[object]:
    return [
        *survey_row(f" S{number:03d} ", mood=[number % 4] * 9),
        f"Zorblax {number}",
        "D\u00f4ne ",
    ]


def store(warehouse, path, rows, header=HEADER):
    path.write_text(csv_text(header, rows), encoding="utf-8")
    table = read_export(path, LAYOUT, max_bytes=10**8)
    mapping = map_columns(table, LAYOUT, file="survey.csv")
    return stage.store_rows(warehouse, table, mapping, file_id=1, name="survey.csv")


@pytest.mark.parametrize("batch", [1, 2, 7, 100])
def test_the_size_of_a_batch_changes_nothing(warehouse, path, monkeypatch, batch):
    monkeypatch.setattr(stage, "BATCH", batch)
    stored = store(warehouse, path, [row_of(number) for number in range(1, 8)])
    assert stored == stage.StoredRows(7, ())
    kept = warehouse.rows("select source_row, student_ref, phq_a_01, filter_0 from raw_1")
    assert kept == [(n + 1, f"S{n:03d}", str(n % 4), "d\u00f4ne") for n in range(1, 8)]


def test_what_no_layout_names_is_nowhere(warehouse, path):
    store(warehouse, path, [row_of(1)])
    cells = warehouse.rows("select * from raw_1")[0]
    assert len(cells) == 1 + len(SURVEY_HEADER) + 1
    assert not any("Zorblax" in str(cell) for cell in cells)


def test_rows_of_another_width_are_counted_and_named_not_stored(warehouse, path):
    rows = [row_of(1), row_of(2)[:-1], row_of(3), [*row_of(4), "x"]]
    stored = store(warehouse, path, rows)
    assert stored.row_count == 4
    assert [(each.code, each.row) for each in stored.problems] == [("F111", 3), ("F111", 5)]
    assert warehouse.rows("select source_row from raw_1") == [(2,), (4,)]


def test_a_header_without_rows_is_refused(warehouse, path):
    stored = store(warehouse, path, [])
    assert [(each.code, each.severity) for each in stored.problems] == [("F110", "critical")]


@pytest.mark.parametrize(("good", "refused"), [(3_999, True), (4_001, False)])
def test_a_file_of_which_a_fifth_does_not_fit_its_header_is_refused(warehouse, path, good, refused):
    rows = [row_of(1)] * good + [["x"]] * 1_000
    if refused:
        with pytest.raises(RefusedFileError) as refusal:
            store(warehouse, path, rows)
        assert refusal.value.problem.code == "F102"
    else:
        assert len(store(warehouse, path, rows).problems) == 1_000


def test_where_a_column_is_missing_rows_are_counted_and_none_is_stored(warehouse, path):
    header = ["Pupil", *HEADER[1:]]
    assert store(warehouse, path, [row_of(1), row_of(2)], header).row_count == 2
    assert warehouse.columns("raw_1") == []
