"""The door to DuckDB: one writer, no way out to the disk or the network, all or nothing."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from screening.errors import ProgrammeBusyError, UnreadableFileError
from screening.warehouse import literal, open_warehouse, quoted, step_text

HOLD = """
import sys
from pathlib import Path
from screening.warehouse import open_warehouse
with open_warehouse(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def path(tmp_path) -> Path:
    return tmp_path / "warehouse.duckdb"


def test_what_is_stored_stays(path):
    with open_warehouse(path) as warehouse:
        warehouse.store("answers", pd.DataFrame({"student_ref": ["S001"], "code": [2]}))
    with open_warehouse(path) as warehouse:
        assert warehouse.rows("select * from answers") == [("S001", 2)]
        assert warehouse.columns("answers") == ["student_ref", "code"]
        assert warehouse.columns("nothing") == []
        assert warehouse.value("select count(*) from answers") == 1
        assert list(warehouse.frame("select code from answers")["code"]) == [2]


def test_the_file_is_for_its_owner_only(path):
    with open_warehouse(path):
        pass
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_file_that_another_process_holds_ends_with_fifteen(path):
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "held\n"
    try:
        with pytest.raises(ProgrammeBusyError) as busy, open_warehouse(path):
            pass
    finally:
        holder.communicate("")
    assert busy.value.exit_status == 15
    with open_warehouse(path):
        pass


@pytest.mark.parametrize("content", [b"not a database at all", bytes(20_000), b"\xff" * 5000])
def test_a_damaged_file_is_said_to_be_damaged_and_left_as_it_is(tmp_path, content):
    folder = tmp_path / "lockers"
    folder.mkdir()
    path = folder / "warehouse.duckdb"
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError) as refusal, open_warehouse(path):
        pass
    assert refusal.value.exit_status == 11
    assert refusal.value.message.startswith("warehouse.duckdb: ")
    assert path.read_bytes() == content


def test_a_file_cut_short_is_said_to_be_damaged(path):
    with open_warehouse(path) as warehouse:
        warehouse.store("answers", pd.DataFrame({"code": range(200_000)}))
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(UnreadableFileError), open_warehouse(path):
        pass


@pytest.mark.parametrize(
    "statement",
    [
        "select * from read_csv('{file}')",
        "select * from '{file}'",
        "copy (select 1) to '{file}.out'",
        "attach '{file}.db'",
        "install httpfs",
        "set enable_external_access = true",
        "select * from handed_out",
    ],
)
def test_no_statement_reaches_the_disk_the_network_or_our_variables(tmp_path, statement):
    file = tmp_path / "secret.csv"
    file.write_text("a\n1\n")
    handed_out = pd.DataFrame({"a": [1]})
    with open_warehouse() as warehouse, pytest.raises(duckdb.Error):
        warehouse.execute(statement.format(file=file))
    assert len(handed_out) == 1
    assert [each.name for each in tmp_path.iterdir()] == ["secret.csv"]


def test_a_transaction_that_breaks_leaves_nothing(path):
    with open_warehouse(path) as warehouse:
        warehouse.execute("create table kept (a integer)")
        with pytest.raises(duckdb.Error), warehouse.transaction():
            warehouse.execute("insert into kept values (1); select 'x'::integer")
        with warehouse.transaction():
            warehouse.execute("insert into kept values (2)")
    with open_warehouse(path) as warehouse:
        assert warehouse.rows("select * from kept") == [(2,)]


def test_rows_are_added_by_the_names_of_their_columns():
    with open_warehouse() as warehouse:
        warehouse.execute("create table problem (code varchar, row integer)")
        warehouse.append("problem", pd.DataFrame({"row": [3], "code": ["V501"]}))
        assert warehouse.rows("select * from problem") == [("V501", 3)]
        with pytest.raises(duckdb.Error):
            warehouse.rows("select * from handed_in")


@pytest.mark.parametrize("name", ["plain", 'a"b', "a'b", "x; drop table y", "ñ", "Child's code"])
def test_names_and_texts_are_quoted_so_that_they_stay_what_they_are(name):
    with open_warehouse() as warehouse:
        found = warehouse.frame(f"select {literal(name)} as {quoted(name)}")
    assert list(found.columns) == [name]
    assert found.iloc[0, 0] == name


def test_half_a_point_is_rounded_up():
    with open_warehouse() as warehouse:
        rounded = [warehouse.value(f"select round_half_up({score})") for score in (0.5, 1.5, 2.4)]
    assert rounded == [1, 2, 2]


def test_an_sql_step_makes_the_table_of_its_name():
    with open_warehouse() as warehouse:
        warehouse.run_step("int_subscale_score")
        assert "band_rank" in warehouse.columns("int_subscale_score")
    assert "create or replace table int_subscale_score" in step_text("int_subscale_score")


def test_a_transaction_inside_another_belongs_to_it():
    with open_warehouse() as warehouse:
        warehouse.execute("create table kept (number integer)")
        with pytest.raises(KeyError), warehouse.transaction():
            _insert_then_fail(warehouse)
        assert warehouse.rows("select * from kept") == []
        with warehouse.transaction(), warehouse.transaction():
            warehouse.execute("insert into kept values (2)")
        with pytest.raises(KeyError), warehouse.transaction():
            raise KeyError
        assert warehouse.rows("select * from kept") == [(2,)]


def _insert_then_fail(warehouse) -> None:
    with warehouse.transaction():
        warehouse.execute("insert into kept values (1)")
    raise KeyError
