"""What a file is, is said by its content: which tool wrote it, or that it is no export."""

import zipfile

import pandas as pd
import pytest
from programme_builder import ROSTER_COLUMNS, csv_text, write_sheets
from roster_bundles import clever, clever_files, oneroster_1_1, user, write_folder, write_zip
from survey_exports import EXPORTS, QUALTRICS_NAMES, QUALTRICS_ROW, Export, written

from expectations.examining.nature import Nature, nature_of, title_of
from screening.problem import catalogue

LARGE = 10 * 1024**2
IN_THE_CONTRACT = {
    "google_forms", "ms_forms", "qualtrics", "redcap", "limesurvey", "surveymonkey", "kobo",
    "typeform", "jotform", "spss", "oneroster", "clever", "plain", None,
}  # fmt: skip


MERGED = "Mood,,,Sleep,,,Work,,Home\na,b,c,d,e,f,g,h,i\n1,2,3,4,5,6,7,8,9\n"


def nature(path, text: str | bytes) -> Nature:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return nature_of(path, max_bytes=LARGE)


@pytest.mark.parametrize("export", EXPORTS, ids=lambda each: each.name)
def test_every_tools_export_is_named_with_its_reasons(export: Export, tmp_path):
    found = nature(tmp_path / "export.txt", written(export.rows))
    expected = {"redcap_dictionary": None}.get(export.tool, export.tool)
    assert found.platform == expected
    assert found.platform in IN_THE_CONTRACT
    assert found.kind == {
        "oneroster": "roster", "clever": "roster", "redcap_dictionary": "dictionary",
    }.get(export.tool, "answers")  # fmt: skip
    assert found.why[0].startswith("Marks of ")
    assert found.shape == export.shape
    assert found.problem is None


@pytest.mark.parametrize("delimiter", [";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_neither_delimiter_nor_encoding_hides_the_tool(delimiter, encoding, tmp_path):
    export = next(
        each for each in EXPORTS if each.tool == "limesurvey" and "é" in written(each.rows)
    )
    found = nature(tmp_path / "x", written(export.rows, delimiter=delimiter).encode(encoding))
    assert found.platform == "limesurvey"
    assert list(found.table.header) == export.rows[0]


def test_the_line_that_names_the_delimiter_is_no_header(tmp_path):
    found = nature(tmp_path / "x.csv", "sep=;\nStudent;Mood 1\nS001;2\n")
    assert (found.platform, found.table.header) == ("plain", ("Student", "Mood 1"))
    assert found.table.row_count == 1


def test_an_spss_file_is_named_by_its_first_bytes(tmp_path):
    pyreadstat = pytest.importorskip("pyreadstat", reason="pyreadstat is not installed")
    path = tmp_path / "survey.csv"
    frame = pd.DataFrame({"code": ["S001"], "m1": [2.0]})
    pyreadstat.write_sav(frame, tmp_path / "survey.sav", column_labels={"m1": "How often?"})
    found = nature(path, (tmp_path / "survey.sav").read_bytes())
    assert (found.platform, found.kind, found.table.header) == ("spss", "answers", ("code", "m1"))


@pytest.mark.parametrize("write", [write_folder, write_zip])
@pytest.mark.parametrize(
    ("tables", "system"),
    [(oneroster_1_1(user("S001")), "oneroster"), (clever_files(clever("S001")), "clever")],
)
def test_a_folder_or_zip_of_a_roster_is_named_as_such(write, tables, system, tmp_path):
    found = nature_of(write(tmp_path / "dropped", tables), max_bytes=LARGE)
    assert (found.platform, found.kind, found.problem) == (system, "roster", None)
    assert title_of(system) in found.title


def test_a_folder_of_anything_else_cannot_be_used(tmp_path):
    (tmp_path / "holiday.csv").write_text("a,b\n")
    found = nature_of(tmp_path, max_bytes=LARGE)
    assert found.kind == "unreadable"
    assert found.problem
    assert "folder" in found.problem.message


def test_a_roster_and_a_list_of_consents_are_no_exports(tmp_path):
    row = ["S001", "maple", "7", "7B", "en", "yes"]
    roster = nature(tmp_path / "x.csv", csv_text(ROSTER_COLUMNS, [row]))
    assert (roster.kind, roster.platform, roster.title) == ("roster", "plain", "a roster")
    consents = nature(tmp_path / "y.csv", csv_text(["student_ref", "consent"], [["S001", "yes"]]))
    assert consents.kind == "roster"
    assert "consents" in consents.title


def test_answers_beside_the_columns_of_a_roster_are_an_export(tmp_path):
    header = [*ROSTER_COLUMNS, *(f"phq_a_{number:02}" for number in range(1, 10))]
    found = nature(tmp_path / "x.csv", csv_text(header, [["1"] * len(header)]))
    assert (found.kind, found.platform) == ("answers", "plain")


def test_a_lost_header_is_told_and_no_cell_is_taken_for_a_name(tmp_path):
    text = csv_text(["1", "2026-09-08 10:00:00", "Marker"], [["2", "2026-09-08 10:01:00", "x"]])
    found = nature(tmp_path / "x.csv", text)
    assert (found.kind, found.platform) == ("unclear", None)
    assert found.problem
    assert found.problem.code == "F103"
    assert "header row is lost" in found.problem.message
    assert found.table.columns == ()


def test_names_under_a_merged_heading_are_read_from_the_second_row(tmp_path):
    found = nature(tmp_path / "x.csv", MERGED)
    assert (found.kind, found.platform, found.problem) == ("unclear", None, None)
    assert found.table.header == tuple("abcdefghi")
    assert found.table.row_count == 1
    assert "Merged cells" in found.why[0]


def test_what_two_tools_could_have_written_is_left_to_a_person(tmp_path):
    header = [*QUALTRICS_NAMES, "_id", "_uuid", "_submission_time"]
    ids = [f'{{"ImportId":"{number}"}}' for number in range(len(header))]
    row = [*QUALTRICS_ROW, "7", "u", "2026-09-08T10:00:00"]
    found = nature(tmp_path / "x.csv", csv_text(header, [header, ids, row]))
    assert (found.kind, found.platform) == ("unclear", None)
    assert "could have written this too" in found.why[-1]


def zipped(tmp_path, *names: str) -> bytes:
    path = tmp_path / "made.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in names:
            archive.writestr(name, "0" * 3_000_000)
    return path.read_bytes()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "F110"),
        (b"\n \n", "F110"),
        (b"\xef\xbb\xbf", "F110"),
        (b"\0" * 600, "F101"),
        (bytes(range(256)) * 9, "F101"),
        (b"\xff\xfea", "F101"),
        (b'"never closed', "F102"),
        (b"PK\x03\x04 and no archive", "F109"),
        (b"$FL2 and no SPSS file", "F109"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "F109"),
        (b",".join(b"c%d" % number for number in range(17_000)), "F107"),
        (b"x" * (LARGE + 1), "F107"),
    ],
)
def test_junk_is_a_problem_and_never_an_error(content, code, tmp_path):
    found = nature(tmp_path / "junk", content)
    assert found.kind == "unreadable"
    assert found.platform is None
    assert found.problem
    assert (found.problem.code, code in catalogue()) == (code, True)


def test_an_archive_that_is_no_workbook_is_to_be_unpacked_and_a_bomb_is_never_opened(tmp_path):
    answers = nature(tmp_path / "a", zipped(tmp_path, "answers.csv"))
    assert answers.problem
    assert "Unpack it" in answers.problem.message
    bomb = nature(tmp_path / "b", zipped(tmp_path, "users.csv", "orgs.csv", "manifest.csv"))
    assert bomb.problem
    assert bomb.problem.code == "N121"


def test_a_workbook_is_looked_into(tmp_path):
    path = tmp_path / "survey"
    write_sheets(path, {"A": [QUALTRICS_NAMES, QUALTRICS_NAMES, QUALTRICS_ROW]})
    assert nature_of(path, max_bytes=LARGE).platform == "qualtrics"
