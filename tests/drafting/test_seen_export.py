"""A file that no layout explains: how it can be read, and what its columns hold."""

import pytest
from drafts import MEGABYTE, csv_file, gad_rows
from survey_exports import EXPORTS
from whole_exports import TOOLS, whole_export

from screening.errors import RefusedDataError
from screening.intake.drafting.seen_export import MOST_DISTINCT, see_export
from screening.problem import RefusedFileError

DICTIONARY = next(each for each in EXPORTS if each.tool == "redcap_dictionary")


def seen(path, **more):
    return see_export(path, max_bytes=MEGABYTE, **more)


@pytest.mark.parametrize("tool", TOOLS)
def test_every_tools_export_is_seen_as_its_own(tool, tmp_path):
    export = whole_export(tool)
    found = seen(export.write(tmp_path))
    assert found.platform == tool
    assert found.delimiter == export.delimiter
    assert found.row_count == len(export.rows) - {"qualtrics": 3, "surveymonkey": 2}.get(tool, 1)
    assert len(found.columns) == len(export.rows[0])


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_dialect_is_found_by_trying(tmp_path, delimiter, encoding):
    rows = [["Código", "uno, dos; tres|x", "b"], *([str(n), "é, à", "c"] for n in range(5))]
    path = csv_file(tmp_path, rows, delimiter=delimiter)
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    found = seen(path)
    assert [each.column.name for each in found.columns] == rows[0]
    assert found.delimiter == delimiter
    assert found.encoding == ("cp1252" if encoding == "cp1252" else "utf-8")


def test_columns_are_counted_with_blank_cells_left_out(tmp_path):
    found = seen(csv_file(tmp_path, [["a", "b"], ["1", ""], ["1", " "], ["2", " x "], ["3"]]))
    assert found.row_count == 4
    assert found.columns[0].cells == {"1": 2, "2": 1}
    assert (found.columns[1].filled, dict(found.columns[1].cells)) == (1, {"x": 1})


def test_only_so_many_contents_of_a_column_are_kept(tmp_path):
    rows = [["a", "b"], *([str(number), "x"] for number in range(500))]
    found = seen(csv_file(tmp_path, rows)).columns
    assert found[0].has_many
    assert len(found[0].cells) == MOST_DISTINCT + 1
    assert found[0].filled == 500
    assert not found[1].has_many
    assert found[1].cells == {"x": 500}


def test_all_cells_of_a_column_can_be_asked_for_whatever_was_kept(tmp_path):
    rows = [["a", "b"], *([str(number), "x"] for number in range(500))]
    found = seen(csv_file(tmp_path, rows))
    assert list(found.cells(0)) == [str(number) for number in range(500)]
    assert list(found.cells(0)) == [str(number) for number in range(500)]


def test_a_dictionary_states_the_labels_of_its_fields(tmp_path):
    export = csv_file(tmp_path, [["record_id", "m1", "mood_complete"], ["1", "0", "2"]])
    dictionary = csv_file(tmp_path, DICTIONARY.rows, name="dictionary.csv")
    found = seen(export, dictionary=dictionary)
    assert found.columns[1].stated == {"0": "Never", "1": "Often, or more"}
    assert found.columns[0].stated == {}


def test_what_is_no_dictionary_is_refused(tmp_path):
    path = csv_file(tmp_path, gad_rows([[0] * 7]))
    with pytest.raises(RefusedDataError, match="no REDCap data dictionary"):
        seen(path, dictionary=path)
    with pytest.raises(RefusedDataError, match="no export of answers"):
        seen(csv_file(tmp_path, DICTIONARY.rows))


def test_files_that_cannot_be_trusted_are_refused(tmp_path):
    empty = tmp_path / "empty.csv"
    empty.write_text("\n")
    with pytest.raises(RefusedFileError, match="F110"):
        seen(empty)
    big = csv_file(tmp_path, [["a"], *(["x" * 1000] for _ in range(2000))])
    with pytest.raises(RefusedFileError, match="F107"):
        seen(big)
    header = ["Mood", "", "", "Sleep", "", ""]
    merged = csv_file(tmp_path, [header, [*"abcdef"], [*"123012"], [*"012301"]])
    with pytest.raises((RefusedDataError, RefusedFileError), match="header"):
        seen(merged)
