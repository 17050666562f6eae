"""A student's rows in a warehouse: gone from tables, cells and bytes, and nobody else's."""

import subprocess
import sys

import pytest

from screening.erasure.kept_rows import cells_that_name, forget_rows, student_codes
from screening.erasure.marks import Marks, longer_than
from screening.errors import ProgrammeBusyError, UnreadableFileError
from screening.warehouse import open_warehouse, rewrite_warehouse

CODE = "KQ7M2XBN4T6WPZ3D"
LONGER = f"{CODE}7"
REFERRAL = "R-0a1b2c3d4e"
NAMES = (CODE, REFERRAL)


@pytest.fixture
def path(tmp_path):
    """A warehouse in which the student stands in several tables, once inside a sentence."""
    path = tmp_path / "warehouse.duckdb"
    with open_warehouse(path) as warehouse:
        warehouse.execute("create table kept_tier (window_id varchar, student_ref varchar, n int)")
        refs = [*(f"ABCDEFGH{number:08d}" for number in range(3000)), CODE, LONGER]
        for window in ("spring", "autumn"):
            warehouse.execute(
                "insert into kept_tier select ?, unnest(?::varchar[]), 1", [window, refs]
            )
        warehouse.execute("create table referral (referral_id varchar, day date)")
        warehouse.execute(f"insert into referral values ('{REFERRAL}', null), ('R-other', null)")
        warehouse.execute("create table many (refs varchar[], count int)")
        warehouse.execute("insert into many values (['x', 'y'], 1)")
        warehouse.execute("create table counts (n int, part double, day date)")
    return path


def marks(warehouse):
    return Marks(NAMES, longer_than(NAMES, student_codes(warehouse)))


def test_every_row_of_the_student_goes_and_nobody_elses(path):
    with open_warehouse(path) as warehouse:
        assert forget_rows(warehouse, NAMES) == 3
        assert warehouse.value("select count(*) from kept_tier") == 6002
        assert warehouse.rows("select referral_id from referral") == [("R-other",)]
        assert forget_rows(warehouse, NAMES) == 0


def test_a_cell_that_names_the_student_is_found_and_named(path):
    with open_warehouse(path) as warehouse:
        assert cells_that_name(warehouse, marks(warehouse)) == [
            "kept_tier.student_ref", "referral.referral_id",
        ]  # fmt: skip
        forget_rows(warehouse, NAMES)
        assert cells_that_name(warehouse, marks(warehouse)) == []
        warehouse.execute(f"insert into many values (['x', 'see {CODE.lower()}.'], 1)")
        warehouse.execute('create table "odd""name" ("a ""b" varchar)')
        warehouse.execute(f'insert into "odd""name" values (\'see {CODE}\')')
        assert cells_that_name(warehouse, marks(warehouse)) == ["many.refs", 'odd"name.a "b']


def test_deleting_alone_leaves_the_bytes_and_writing_anew_does_not(path):
    with open_warehouse(path) as warehouse:
        warehouse.execute("set force_compression = 'uncompressed'")
        warehouse.execute("create table plain as select * from kept_tier")
        warehouse.execute("checkpoint")
        longer = marks(warehouse)
        forget_rows(warehouse, NAMES)
        warehouse.execute("drop table plain")
        warehouse.execute("checkpoint")
        warehouse.execute("vacuum")
    assert longer.count_in(path.read_bytes()) > 0
    rewrite_warehouse(path)
    assert longer.count_in(path.read_bytes()) == 0
    assert LONGER.encode() in path.read_bytes()
    assert not path.with_name(f"{path.name}.wal").exists()


def test_the_search_of_the_new_file_would_find_whoever_is_in_it(path):
    rewrite_warehouse(path)
    with open_warehouse(path) as warehouse:
        others = sorted(student_codes(warehouse) - {CODE, LONGER})
    content = path.read_bytes()
    assert all(Marks((ref,)).count_in(content) > 0 for ref in (CODE, LONGER, *others[::100]))


def test_writing_anew_keeps_every_other_row_and_the_mode(path):
    with open_warehouse(path) as warehouse:
        before = {
            table: warehouse.rows(f"from {table}") for table in ("kept_tier", "many", "counts")
        }
    rewrite_warehouse(path)
    rewrite_warehouse(path)
    with open_warehouse(path) as warehouse:
        assert {table: warehouse.rows(f"from {table}") for table in before} == before
        assert warehouse.columns("counts") == ["n", "part", "day"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_what_a_broken_attempt_left_is_no_obstacle(path):
    for name in ("warehouse.duckdb.rewriting", "warehouse.duckdb.rewriting.wal"):
        (path.parent / name).write_bytes(b"half")
    rewrite_warehouse(path)
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_broken_attempt_leaves_the_old_file_as_it_was(path, monkeypatch):
    before = path.read_bytes()

    def stop():
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("screening.warehouse.sync", stop)
    with pytest.raises(OSError, match="No space"):
        rewrite_warehouse(path)
    assert path.read_bytes() == before


def test_a_damaged_file_is_not_replaced(path):
    content = bytearray(path.read_bytes())
    content[100:5000] = b"\xff" * 4900
    path.write_bytes(content)
    with pytest.raises(UnreadableFileError):
        rewrite_warehouse(path)
    assert path.read_bytes() == bytes(content)


def test_a_file_that_another_process_holds_is_left_alone(path):
    hold = (
        f"import duckdb, sys; c = duckdb.connect({str(path)!r}); print('up', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", hold], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout.readline() == "up\n"
        with pytest.raises(ProgrammeBusyError):
            rewrite_warehouse(path)
        holder.communicate("\n")
