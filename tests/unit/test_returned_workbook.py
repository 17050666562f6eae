"""Returned workbooks as lines: what was filled in, and whether the rest is as it was sent."""

import shutil
import subprocess

import openpyxl
import pytest

from screening.intake.returned_workbook import read_returned, seal

MEGABYTE = 1024**2
HEAD = ["File", "Row", "Correction", "sha256", "record", "item", "seal"]


def cells(row="8", text="1", record=None):
    hidden = ["ab", record or row, "x_01"]
    return ["a.csv", row, text, *hidden, seal(["a.csv", row, *hidden])]


def save(inbox, *rows, head=HEAD, name="back.xlsx", above=()):
    folder = inbox / "corrections"
    folder.mkdir(exist_ok=True)
    book = openpyxl.Workbook()
    for row in [*above, head, *rows]:
        book.active.append(row)
    book.save(folder / name)
    return folder / name


def lines(inbox):
    found = read_returned(inbox, max_bytes=MEGABYTE)
    assert found.problems == ()
    return [(line.row, line.record, line.text, line.is_intact) for line in found.lines]


def codes(inbox):
    return [problem.code for problem in read_returned(inbox, max_bytes=MEGABYTE).problems]


def test_without_a_folder_nothing_came_back(tmp_path):
    found = read_returned(tmp_path, max_bytes=MEGABYTE)
    assert (found.lines, found.problems, found.digest()) == ((), (), "")


def test_only_lines_that_were_filled_in_are_read(tmp_path):
    save(tmp_path, cells("8"), cells("9", ""), cells("10", " "), cells("11", " 2 "))
    assert lines(tmp_path) == [(2, 8, "1", True), (5, 11, "2", True)]


def test_a_number_typed_as_a_number_is_read_as_it_is_shown(tmp_path):
    save(tmp_path, cells("8", 2), cells("9", 2.0))
    assert [text for _, _, text, _ in lines(tmp_path)] == ["2", "2"]


def test_a_formula_is_named_and_never_evaluated(tmp_path):
    save(tmp_path, cells("8", "=1+1"))
    assert lines(tmp_path) == [(2, 8, "=formula", True)]


def test_a_line_that_was_changed_is_told_even_without_a_correction(tmp_path):
    changed = cells("8", "")
    changed[0] = "other.csv"
    save(tmp_path, changed, ["", "", "1"], ["a remark", "", ""])
    assert lines(tmp_path) == [(2, 8, "", False), (3, None, "1", False)]


@pytest.mark.parametrize("record", ["0", "-3", "8.5", "9" * 5000, "²", "8 or 9"])
def test_a_record_that_is_no_row_number_is_none(tmp_path, record):
    save(tmp_path, cells("8", "1", record=record))
    assert lines(tmp_path) == [(2, None, "1", True)]


def test_blanks_that_a_spreadsheet_adds_break_no_seal():
    assert seal([" a  b", "c\u00a0d\t"]) == seal(["a b", "c d"])
    assert seal(["ab", "c"]) != seal(["a", "bc"])


def test_the_header_may_stand_lower_and_a_heading_that_is_there_twice_is_not_ours(tmp_path):
    save(tmp_path, cells(), above=[["a sentence"], ["another"]])
    assert len(lines(tmp_path)) == 1
    save(tmp_path, [*cells(), "2"], head=[*HEAD, "Correction"])
    assert codes(tmp_path) == ["C101"]


def test_a_workbook_above_the_limit_is_refused(tmp_path):
    path = save(tmp_path, cells())
    found = read_returned(tmp_path, max_bytes=path.stat().st_size - 1)
    assert [problem.code for problem in found.problems] == ["C101"]


def test_a_copy_adds_nothing_and_the_digest_does_not_ask_for_names(tmp_path):
    path = save(tmp_path, cells())
    once = read_returned(tmp_path, max_bytes=MEGABYTE)
    shutil.copy(path, path.with_name("a longer name.xlsx"))
    twice = read_returned(tmp_path, max_bytes=MEGABYTE)
    assert twice == once
    path.unlink()
    alone = read_returned(tmp_path, max_bytes=MEGABYTE)
    assert alone.digest() == once.digest()
    assert alone.lines[0].workbook == "a longer name.xlsx"


def test_the_digest_changes_with_what_is_said(tmp_path):
    save(tmp_path, cells())
    one = read_returned(tmp_path, max_bytes=MEGABYTE).digest()
    save(tmp_path, cells(text="2"))
    other = read_returned(tmp_path, max_bytes=MEGABYTE).digest()
    (tmp_path / "corrections" / "noise.xlsx").write_bytes(b"x")
    assert len({one, other, read_returned(tmp_path, max_bytes=MEGABYTE).digest()}) == 3


def test_a_workbook_saved_by_another_program_keeps_its_seals(tmp_path):
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        pytest.skip("LibreOffice is not installed: its way of saving is not tried")
    path = save(tmp_path, cells("0012", "1", record="12"), cells("9", "2"))
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = [office, profile, "--headless", "--convert-to", "xlsx", "--outdir", saved, path]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    shutil.copy(saved / path.name, path)
    assert lines(tmp_path) == [(2, 12, "1", True), (3, 9, "2", True)]
