"""Files that cannot be used: one clear line, the rest of the window goes on, safety is read."""

import io
import json
import os
import zipfile
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from programme_builder import SURVEY_HEADER, csv_text, write_sheets
from programme_run import run_whole

ENDORSED = "S007"
"""The one student of `inbox.rows()` who endorses the critical item, in row 8."""


def only_refusal(ran, code: str, name: str = "survey.csv") -> str:
    """Assert that one file is refused for one reason; return its line."""
    assert ran.refused == {"checklist.csv": None, name: code}
    (problem,) = [each for each in ran.problems if each.file == name]
    assert problem.code == code
    assert problem.severity == "critical"
    assert problem.kind.mend in problem.line()
    assert not any(outcome for (file, _), outcome in ran.outcomes.items() if file == name)
    return problem.line()


def endorsed(ran) -> list[tuple[str, int | None, str]]:
    return [
        (entry.student_ref, entry.row, entry.row_state)
        for entry in ran.safety
        if entry.reason == "endorsed"
    ]


def unread(ran) -> list[tuple[str, int | None, str]]:
    assert {entry.reason for entry in ran.safety} == {"not_read"}
    return [(entry.file, entry.row, entry.row_state) for entry in ran.safety]


@pytest.mark.parametrize("content", ["", " \n\n\t\n", "\ufeff"])
def test_an_empty_file(inbox, content):
    inbox.drop("survey.csv", content)
    ran = inbox.run_beside()
    code = "F110" if content != "\ufeff" else "F103"
    assert "survey.csv" in only_refusal(ran, code)
    assert ran.counts["survey.csv"] == (0, 0, 0, 0)
    assert unread(ran) == [("survey.csv", None, f"file refused ({code})")]


def test_a_header_without_rows(inbox):
    inbox.drop("survey.csv", csv_text(SURVEY_HEADER, []))
    ran = inbox.run_beside()
    assert "has a header and no rows" in only_refusal(ran, "F110")
    assert ran.safety == ()


@pytest.mark.parametrize(("delimiter", "shown"), [(";", "';'"), ("\t", "tabs"), ("|", "'|'")])
def test_another_delimiter_than_the_layouts(inbox, delimiter, shown):
    inbox.drop("survey.csv", csv_text(SURVEY_HEADER, inbox.rows(), delimiter))
    ran = inbox.run_beside()
    assert f"separated by {shown}, but the layout says ','" in only_refusal(ran, "F102")
    assert endorsed(ran) == [(ENDORSED, 8, "file refused (F102)")]


def test_utf_16_with_its_mark_is_read_as_what_it_is(inbox):
    inbox.drop("survey.csv", csv_text(SURVEY_HEADER, inbox.rows()).encode("utf-16"))
    ran = inbox.run_beside()
    assert ran.codes == []
    assert ran.counts["survey.csv"] == (30, 30, 0, 0)
    assert endorsed(ran) == [(ENDORSED, 8, "")]


def test_utf_16_without_its_mark_is_refused_and_its_critical_items_are_read(inbox):
    inbox.drop("survey.csv", csv_text(SURVEY_HEADER, inbox.rows()).encode("utf-16-le"))
    ran = inbox.run_beside()
    assert "NUL characters" in only_refusal(ran, "F101")
    assert endorsed(ran) == [(ENDORSED, 8, "file refused (F101)")]


def test_cp1252_that_the_layout_does_not_name(inbox):
    text = csv_text([*SURVEY_HEADER, "Año"], [[*row, "x"] for row in inbox.rows()])
    inbox.drop("survey.csv", text.encode("cp1252"))
    ran = inbox.run_beside()
    assert "cannot be read as utf-8" in only_refusal(ran, "F101")
    assert endorsed(ran) == [(ENDORSED, 8, "file refused (F101)")]


def test_a_byte_order_mark_does_no_harm(inbox):
    inbox.drop("survey.csv", b"\xef\xbb\xbf" + csv_text(SURVEY_HEADER, inbox.rows()).encode())
    ran = inbox.run_beside()
    assert ran.codes == []
    assert ran.counts["survey.csv"] == (30, 30, 0, 0)


def test_an_item_column_that_the_instrument_does_not_have(inbox):
    text = csv_text([*SURVEY_HEADER, "phq_a_10"], [[*row, 0] for row in inbox.rows()])
    inbox.drop("survey.csv", text)
    ran = inbox.run_beside()
    assert "column phq_a_10: looks like an unknown item" in only_refusal(ran, "M306")
    assert ran.counts["survey.csv"] == (30, 0, 30, 0)
    assert endorsed(ran) == [(ENDORSED, 8, "")]


def test_an_item_column_that_is_missing(inbox):
    header = ["Worry one" if name == "Worry 1" else name for name in SURVEY_HEADER]
    inbox.drop("survey.csv", csv_text(header, inbox.rows()))
    ran = inbox.run_beside()
    assert ran.places("M301") == [("survey.csv", None, "Worry 1")]
    assert ran.counts["survey.csv"] == (30, 0, 30, 0)
    assert endorsed(ran) == [(ENDORSED, 8, "")]


def test_the_critical_items_own_column_is_missing(inbox):
    header = ["Mood nine" if name == "Mood 9" else name for name in SURVEY_HEADER]
    inbox.drop("survey.csv", csv_text(header, inbox.rows()))
    ran = inbox.run_beside()
    assert ran.refused["survey.csv"] == "M301"
    assert unread(ran) == [("survey.csv", None, "file refused (M301)")]


def test_a_broken_workbook(inbox):
    path = inbox.inbox() / "survey.xlsx"
    write_sheets(path, {"A": [SURVEY_HEADER, *inbox.rows()]})
    path.write_bytes(path.read_bytes()[:2000])
    ran = inbox.run_beside()
    assert "is damaged" in only_refusal(ran, "F109", "survey.xlsx")
    assert unread(ran) == [("survey.xlsx", None, "file refused (F109)")]


def test_a_workbook_with_a_password(inbox):
    path = inbox.inbox() / "survey.xlsx"
    write_sheets(path, {"A": [SURVEY_HEADER, *inbox.rows()]})
    locked = io.BytesIO()
    with path.open("rb") as plain:
        OOXMLFile(plain).encrypt("secret", locked)
    path.write_bytes(locked.getvalue())
    ran = inbox.run_beside()
    assert "password" in only_refusal(ran, "F109", "survey.xlsx")
    assert unread(ran) == [("survey.xlsx", None, "file refused (F109)")]


def test_a_workbook_with_two_full_sheets(inbox):
    write_sheets(inbox.inbox() / "survey.xlsx", {"A": [SURVEY_HEADER], "B": [SURVEY_HEADER]})
    ran = inbox.run_beside()
    assert "several sheets" in only_refusal(ran, "F106", "survey.xlsx")
    assert unread(ran) == [("survey.xlsx", None, "file refused (F106)")]


def test_an_archive_named_as_a_workbook(inbox):
    with zipfile.ZipFile(inbox.inbox() / "survey.xlsx", "w") as archive:
        archive.writestr("../../escape.txt", "x")
    ran = inbox.run_beside()
    only_refusal(ran, "F109", "survey.xlsx")
    assert not list(inbox.path.parent.rglob("escape.txt"))


def test_a_file_of_two_hundred_megabytes(inbox):
    with (inbox.inbox() / "survey.csv").open("wb") as file:
        file.truncate(200 * 1024**2)
    ran = inbox.run_beside()
    assert "has 200 MB; at most 2 MB are read" in only_refusal(ran, "F107")
    assert unread(ran) == [("survey.csv", None, "file refused (F107)")]


def test_a_file_that_no_layout_fits_waits_for_a_person(inbox):
    inbox.drop("notes.txt", "hello")
    ran = inbox.run_beside()
    assert "no layout fits this file name" in only_refusal(ran, "R203", "notes.txt")
    assert unread(ran) == [("notes.txt", None, "no layout says what this file's columns mean")]


def test_codes_that_count_from_one(inbox):
    rows = [[*row[:2], *(int(cell) + 1 for cell in row[2:])] for row in inbox.rows()]
    inbox.drop("survey.csv", csv_text(SURVEY_HEADER, rows))
    ran = inbox.run_beside()
    assert ran.refused["survey.csv"] in {"M303", "M307"}
    assert "M307" in ran.codes
    assert ran.counts["survey.csv"] == (30, 0, 30, 0)
    assert {entry.student_ref for entry in ran.safety} >= {ENDORSED}


def test_labels_where_the_layout_says_codes(inbox):
    rows = [[*row[:2], *("Not at all" for _ in row[2:])] for row in inbox.rows()]
    inbox.drop("survey.csv", csv_text(SURVEY_HEADER, rows))
    ran = inbox.run_beside()
    assert ran.refused["survey.csv"] == "M303"
    assert {entry.reason for entry in ran.safety} == {"unclear"}
    assert len(ran.safety) == 30


def test_several_bad_files_at_once_are_each_said(inbox):
    inbox.drop("survey_1.csv", "")
    inbox.drop("survey_2.csv", csv_text(SURVEY_HEADER, inbox.rows(), ";"))
    inbox.drop("survey_3.csv", csv_text(SURVEY_HEADER, inbox.rows()))
    ran = inbox.run_beside()
    assert ran.refused == {
        "checklist.csv": None,
        "survey_1.csv": "F110",
        "survey_2.csv": "F102",
        "survey_3.csv": None,
    }
    assert {entry.file for entry in ran.safety} == {"survey_1.csv", "survey_2.csv", "survey_3.csv"}


def test_an_inbox_without_any_export(inbox):
    for path in inbox.inbox().glob("checklist*"):
        path.unlink()
    ran = inbox.run()
    assert ran.counts == {}
    assert {row["no_tier_reason"] for row in ran.tiers.values()} == {"not_answered"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        (b"survey\xfc.csv", r"survey\udcfc.csv"),
        (b"survey\nF101 ok.csv", r"survey\nF101 ok.csv"),
        ("survey\u202evsc.csv".encode(), r"survey\u202evsc.csv"),
    ],
)
def test_a_name_that_is_no_line_of_text_blocks_neither_safety_nor_the_run(inbox, name, shown):
    path = Path(os.fsdecode(os.fsencode(inbox.inbox()) + b"/" + name))
    path.write_text(csv_text(SURVEY_HEADER, inbox.rows()), encoding="utf-8")
    outbox = run_whole(inbox.open())
    record = json.loads((outbox / "run.json").read_text(encoding="utf-8"))
    assert shown in {file["file"] for file in record["files"]}
    assert f"inbox/{inbox.inbox().name}/{shown}" in record["inputs"]
    assert list(outbox.glob("schools/*/safety.xlsx"))


def test_a_file_that_cannot_be_opened_is_refused_and_the_others_are_scored(inbox):
    # Its size can be asked for and its bytes cannot be read, not even by root.
    (inbox.inbox() / "survey.csv").symlink_to("/proc/self/mem")
    ran = inbox.run_beside()
    only_refusal(ran, "F109")
    assert unread(ran) == [("survey.csv", None, "file refused (F109)")]
