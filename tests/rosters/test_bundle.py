"""Bundles as files: found by content, hostile ones refused before anything is unpacked."""

import io
import struct
import tracemalloc
import zipfile

import pytest
from programme_builder import csv_text
from roster_bundles import (
    MARKER,
    clever,
    clever_files,
    oneroster_1_1,
    text_of,
    user,
    write_folder,
    write_zip,
)

from screening.intake.rosters.bundle import bundle_at, bundles_in
from screening.intake.rosters.bundle_columns import roster_words
from screening.problem import RefusedFileError


def refusal_of(path) -> str:
    with pytest.raises(RefusedFileError) as refusal:
        bundle_at(path)
    assert refusal.value.problem.code == "N121"
    assert refusal.value.exit_status == 11
    return refusal.value.message


def zip_of(path, members, **options):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


TABLES = oneroster_1_1(user("S001"))
TEXTS = {name: text_of(table) for name, table in TABLES.items()}


@pytest.mark.parametrize("tables", [TABLES, clever_files(clever("S001"))])
def test_a_bundle_is_known_by_its_files_in_every_form(tmp_path, tables):
    for kind in ("zip", "folder", "loose"):
        inbox = tmp_path / kind
        inbox.mkdir()
        if kind == "zip":
            write_zip(inbox / "any.name", tables)
        else:
            write_folder(inbox / "sis" if kind == "folder" else inbox, tables)
        (bundle,) = bundles_in(inbox)
        assert set(bundle.files) == set(tables)
        with bundle.open(max(tables)) as text:
            assert text.read() == text_of(tables[max(tables)])


def test_names_may_be_written_in_capitals(tmp_path):
    path = zip_of(tmp_path / "a.zip", {name.upper(): text for name, text in TEXTS.items()})
    assert "users.csv" in bundle_at(path).files


def test_survey_exports_are_no_bundles(tmp_path):
    (tmp_path / "users.csv").write_text("Student,Mood 1\nS001,2\n")
    (tmp_path / "orgs.csv").write_text("Student,Mood 1\nS001,2\n")
    (tmp_path / "students.csv").write_text("student_ref,Q1\nS001,2\n")
    (tmp_path / "schools.csv").write_text("student_ref,Q1\nS001,2\n")
    zip_of(tmp_path / "survey.csv.zip", {"survey.csv": "a,b\n1,2\n"})
    zip_of(tmp_path / "book.xlsx", {"xl/workbook.xml": "<x/>"})
    (tmp_path / "broken.zip").write_bytes(b"PK\x03\x04broken")
    (tmp_path / "folder").mkdir()
    assert bundles_in(tmp_path) == []


def test_a_survey_called_results_beside_loose_files_is_no_part_of_the_roster(tmp_path):
    write_folder(tmp_path, TABLES)
    (tmp_path / "results.csv").write_text(csv_text(["Student", "Mood 9"], [["S001", 3]]))
    (tmp_path / "demographics.csv").write_text("sourcedId,birthDate\nS001,2012-01-01\n")
    (bundle,) = bundles_in(tmp_path)
    assert {path.name for path in bundle.places} == {*TABLES, "demographics.csv"}


def test_hidden_and_half_copied_files_are_passed_over(tmp_path):
    write_zip(tmp_path / ".half.zip", TABLES)
    write_zip(tmp_path / "~lock.zip", TABLES)
    assert bundles_in(tmp_path) == []
    assert bundles_in(tmp_path / "nowhere") == []


@pytest.mark.parametrize(
    "within", ["roster/", "../", "../../etc/", "/", "C:\\", "a\\", "__MACOSX/", "..\\..\\"]
)
def test_path_parts_in_names_are_refused(tmp_path, within):
    path = write_zip(tmp_path / "a.zip", TABLES, within=within)
    assert "zip the files, not their folder" in refusal_of(path)
    assert sorted(each.name for each in tmp_path.iterdir()) == ["a.zip"]


@pytest.mark.parametrize("name", ["more.zip", "b.ZIP", "c.gz", "d.tar", "e.7z", "f.xlsx"])
def test_an_archive_in_the_archive_is_refused(tmp_path, name):
    inner = io.BytesIO()
    zipfile.ZipFile(inner, "w").close()
    path = zip_of(tmp_path / "a.zip", TEXTS | {name: inner.getvalue()})
    assert "archive in the archive" in refusal_of(path)


def test_a_bomb_is_refused_by_its_ratio_before_it_is_unpacked(tmp_path):
    path = zip_of(tmp_path / "a.zip", TEXTS | {"courses.csv": "0" * 30_000_000})
    tracemalloc.start()
    assert "unpacks to far more" in refusal_of(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 1_000_000


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_is_read(tmp_path, monkeypatch):
    path = write_zip(
        tmp_path / "a.zip", TABLES | {"users.csv": [[f"{n * n}"] for n in range(100_000)]}
    )
    words = roster_words()
    small = words.limits.model_copy(update={"unpacked_mb": 0, "ratio": 10_000})
    bundle = bundle_at(path)
    monkeypatch.setattr(
        "screening.intake.rosters.bundle.roster_words",
        lambda: words.model_copy(update={"limits": small}),
    )
    with (
        pytest.raises(RefusedFileError, match="more than any roster"),
        bundle.open("users.csv") as t,
    ):
        t.read()


def test_a_size_that_lies_in_the_directory_ends_in_a_refusal(tmp_path):
    path = write_zip(tmp_path / "a.zip", TABLES)
    content = bytearray(path.read_bytes())
    place = content.rfind(b"PK\x01\x02")
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    path.write_bytes(content)
    bundle = bundle_at(path)
    with pytest.raises(RefusedFileError), bundle.open("users.csv") as text:
        text.read()


def test_a_password_is_refused(tmp_path):
    path = write_zip(tmp_path / "a.zip", TABLES)
    content = bytearray(path.read_bytes())
    place = content.find(b"PK\x01\x02")
    content[place + 8] |= 1
    path.write_bytes(content)
    assert "password" in refusal_of(path)


def test_too_many_files_and_two_of_one_name_are_refused(tmp_path):
    many = TEXTS | {f"extra{number}.csv": "" for number in range(100)}
    assert "more files" in refusal_of(zip_of(tmp_path / "a.zip", many))
    assert "two files" in refusal_of(zip_of(tmp_path / "b.zip", TEXTS | {"USERS.csv": ""}))


def test_a_damaged_member_ends_in_a_refusal(tmp_path):
    path = write_zip(tmp_path / "a.zip", TABLES)
    content = bytearray(path.read_bytes())
    place = content.find(b"users.csv") + len("users.csv")
    content[place : place + 20] = b"\xff" * 20
    path.write_bytes(content)
    bundle = bundle_at(path)
    with pytest.raises(RefusedFileError) as refusal, bundle.open("users.csv") as text:
        text.read()
    assert refusal.value.problem.code == "N121"


@pytest.mark.parametrize("content", ["sourcedId\nñ\n".encode("cp1252"), b"sourcedId\n\xff\xfe"])
def test_a_text_that_is_not_utf_8_ends_in_a_refusal(tmp_path, content):
    write_folder(tmp_path / "sis", TABLES)
    (tmp_path / "sis" / "users.csv").write_bytes(content)
    bundle = bundle_at(tmp_path / "sis")
    with pytest.raises(RefusedFileError, match="UTF-8"), bundle.open("users.csv") as text:
        text.read()


def test_names_with_markup_or_line_ends_are_printed_safely(tmp_path):
    path = write_zip(tmp_path / "a\n<b>.zip", TABLES)
    assert bundle_at(path).label("users.csv") == "a\\n<b>.zip: users.csv"
    assert MARKER not in repr(bundle_at(path))
