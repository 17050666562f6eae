"""How a file is written is tried on its first records, never guessed from its name."""

import pytest

from screening.intake.dialect import Dialect, dialect_of
from screening.problem import RefusedFileError

TABLE = [["Código", "Mood, 1", "Mood; 2"], ["S001", "a, b", "c; d"], ["S002", "", "x"]]


def quoted(delimiter: str) -> str:
    return "\n".join(delimiter.join(f'"{cell}"' for cell in row) for row in TABLE)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_one_that_divides_the_first_rows_alike(delimiter, tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text(quoted(delimiter), encoding="utf-8")
    assert dialect_of(path) == Dialect(delimiter, "utf-8")


def test_a_delimiter_inside_quotes_does_not_count(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text('"a,b,c,d";"e"\n"f";"g,h,i,j"\n', encoding="utf-8")
    assert dialect_of(path).delimiter == ";"


@pytest.mark.parametrize(
    ("encoding", "named"),
    [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-8"), ("cp1252", "cp1252")],
)
def test_the_encoding_is_tried_on_the_whole_file_and_a_mark_says_it_by_itself(
    encoding, named, tmp_path
):
    path = tmp_path / "survey.csv"
    path.write_bytes(quoted("\t").encode(encoding))
    assert dialect_of(path) == Dialect("\t", named)


def test_a_file_of_one_column_has_a_comma(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_text("Student\nS001\n", encoding="utf-8")
    assert dialect_of(path) == Dialect()


def test_a_workbook_has_no_dialect_of_its_own(tmp_path):
    path = tmp_path / "survey.csv"
    path.write_bytes(b"PK\x03\x04;;;;")
    assert dialect_of(path) == Dialect()


@pytest.mark.parametrize("content", [b"a;b\0c\n", b"\xff\xfea", b"\x81\x8d;\x8f"])
def test_what_is_no_text_is_refused(content, tmp_path):
    path = tmp_path / "survey.csv"
    path.write_bytes(content)
    with pytest.raises(RefusedFileError) as caught:
        dialect_of(path)
    assert caught.value.problem.code == "F101"
