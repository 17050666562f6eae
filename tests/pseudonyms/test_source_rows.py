"""Files read row by row: every encoding and delimiter, nothing held but a line."""

import os
import tracemalloc

import openpyxl
import pytest

from screening.intake.bounded_lines import bounded_lines
from screening.problem import RefusedFileError
from screening.pseudonyms.source_rows import LARGEST_FILE, open_rows

TEXT = "ID;Año\n1;día\n2;sí\n"


def rows(path, **options):
    return [(record.row, list(record.cells)) for record in open_rows(path, **options)]


def refusal_of(path, **options) -> str:
    with pytest.raises(RefusedFileError) as refusal:
        rows(path, **options)
    return refusal.value.problem.code


@pytest.mark.parametrize(
    ("encoding", "given"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-8"), ("cp1252", "cp1252")],
)
def test_a_text_is_read_in_its_encoding_and_a_mark_wins(tmp_path, encoding, given):
    path = tmp_path / "a.csv"
    path.write_bytes(TEXT.encode(encoding))
    assert rows(path, encodings=(given,)) == [
        (1, ["ID", "Año"]),
        (2, ["1", "día"]),
        (3, ["2", "sí"]),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_ends_are_found(tmp_path, delimiter, end):
    path = tmp_path / "a.csv"
    path.write_bytes(end.join([f"ID{delimiter}b", f'1{delimiter}"x{end}y"', ""]).encode())
    assert rows(path) == [(1, ["ID", "b"]), (2, ["1", f"x{end}y"])]


def test_a_stated_delimiter_wins(tmp_path):
    (tmp_path / "a.csv").write_text("a;b;c,d\n1;2;3,4\n")
    assert rows(tmp_path / "a.csv", delimiter=",")[1] == (2, ["1;2;3", "4"])


def test_rows_can_be_read_again(tmp_path):
    (tmp_path / "a.csv").write_text("ID,b\n1,2\n")
    source = open_rows(tmp_path / "a.csv")
    assert list(source) == list(source)


def test_a_workbook_is_read_by_its_content_whatever_its_name(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["ID", "Q1"])
    book.active.append(["001234", 2])
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "a.xlsx").rename(tmp_path / "a.csv")
    assert rows(tmp_path / "a.csv") == [(1, ["ID", "Q1"]), (2, ["001234", "2"])]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "F110"),
        (b"  \n\n", "F110"),
        ("ID\nñ\n".encode("cp1252"), "F101"),
        (b"ID\n" + b"a\n" * 600_000 + b"\xff\n", "F101"),
        (b"ID,b\n1\0,2\n", "F101"),
        (b"\xff\xfeI\0D", "F101"),
        (b'ID,b\n1,"2\n', "F102"),
        (b'ID,b\n1,"2"x\n', "F102"),
        (b"ID,b\n1," + b"x" * 1_000_001, "F102"),
        (b"ID,b\n" + b"x" * 16_000_001, "F107"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "F109"),
        (b"PK\x03\x04broken", "F109"),
    ],
)
def test_a_file_that_cannot_be_trusted_is_refused(tmp_path, content, code):
    (tmp_path / "a.csv").write_bytes(content)
    assert refusal_of(tmp_path / "a.csv") == code


def test_a_file_that_is_not_there_is_refused(tmp_path):
    assert refusal_of(tmp_path / "no.csv") == "F109"


def test_a_pipe_or_a_folder_is_refused_at_once_and_never_waited_for(tmp_path):
    os.mkfifo(tmp_path / "pipe.csv")
    (tmp_path / "folder.csv").mkdir()
    assert refusal_of(tmp_path / "pipe.csv") == "F109"
    assert refusal_of(tmp_path / "folder.csv") == "F109"


def test_a_file_too_large_for_any_district_is_refused_unread(tmp_path):
    with (tmp_path / "a.csv").open("wb") as file:
        file.truncate(LARGEST_FILE + 1)
    assert refusal_of(tmp_path / "a.csv") == "F107"


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_line_that_says_the_delimiter_is_no_row(tmp_path, mark):
    path = tmp_path / "a.csv"
    path.write_text(f"sep={mark}\nID{mark}b,c\n1{mark}x\n" if mark != "," else "sep=,\nID,b\n1,x\n")
    assert open_rows(path).delimiter == mark
    assert [cells[0] for _, cells in rows(path)] == ["ID", "1"]


def test_a_cell_of_a_million_signs_is_a_cell(tmp_path):
    (tmp_path / "a.csv").write_text("ID,b\n1," + "x" * 1_000_000 + "\n")
    assert len(rows(tmp_path / "a.csv")[1][1][1]) == 1_000_000


def test_a_large_file_is_never_whole_in_memory(tmp_path):
    path = tmp_path / "a.csv"
    line = "1234," + "x" * 994 + "\n"
    with path.open("w") as file:
        file.write("ID,b\n")
        for _ in range(20):
            file.write(line * 1000)
    tracemalloc.start()
    source = open_rows(path)
    assert sum(1 for _ in source) == 20_001
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert path.stat().st_size > 19_000_000
    assert peak < 8_000_000


def test_a_line_without_end_is_never_whole_in_memory(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 30_000_000)
    tracemalloc.start()
    with path.open(newline="") as file, pytest.raises(RefusedFileError):
        list(bounded_lines(file, longest=10_000, name="a.csv"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000
