"""SPSS files: codes with labels, missing values kept apart, dates, and damaged files refused."""

import datetime as dt
from pathlib import Path

import pandas as pd
import pytest

from screening.intake import read_spss as module
from screening.intake.read_spss import SPSS_STARTS, SpssFile, read_spss
from screening.problem import RefusedFileError

pyreadstat = pytest.importorskip("pyreadstat", reason="pyreadstat is not installed: no SPSS files")

ANSWERS = pd.DataFrame(
    {
        "code": ["007", "A", "B"],
        "m1": [0.0, -99.0, None],
        "m2": [1.0, 2.5, -7.0],
        "day": [dt.date(2026, 9, 8), None, dt.date(2026, 9, 9)],
        "at": [dt.datetime(2026, 9, 8, 10, 0, 5), dt.datetime(2026, 9, 8, 10), None],  # noqa: DTZ001
        "said": ["x", "NA", ""],
    }
)


@pytest.fixture(params=["sav", "zsav"])
def path(request, tmp_path) -> Path:
    path = tmp_path / f"survey.{request.param}"
    pyreadstat.write_sav(
        ANSWERS,
        path,
        compress=request.param == "zsav",
        column_labels={"m1": "How often?"},
        variable_value_labels={"m1": {0: "Never", 1: "Often", -99: "No reply"}},
        missing_ranges={"m1": [{"lo": -999, "hi": -90}], "m2": [-7], "said": ["NA"]},
    )
    return path


@pytest.fixture
def survey(path) -> SpssFile:
    return read_spss(path)


def test_every_cell_comes_as_text_and_nothing_is_lost(survey):
    assert survey.table.header == tuple(ANSWERS.columns)
    assert [list(record.cells) for record in survey.table.rows] == [
        ["007", "0", "1", "2026-09-08", "2026-09-08 10:00:05", "x"],
        ["A", "-99", "2.5", "", "2026-09-08 10:00:00", "NA"],
        ["B", "", "-7", "2026-09-09", "", ""],
    ]
    assert [record.row for record in survey.table.rows] == [1, 2, 3]


def test_the_label_of_a_variable_is_the_text_of_its_column(survey):
    assert {each.name: each.text for each in survey.table.columns if each.text} == {
        "m1": "How often?"
    }


def test_value_labels_say_what_each_code_means(survey):
    assert survey.labels == {"m1": {"0": "Never", "1": "Often", "-99": "No reply"}}


@pytest.mark.parametrize(
    ("column", "cell", "missing"),
    [
        ("m1", "-99", True), ("m1", "-999", True), ("m1", "-90", True), ("m1", "-89", False),
        ("m1", "0", False), ("m1", "", False), ("m2", "-7", True), ("m2", "-7.5", False),
        ("said", "NA", True), ("said", "x", False), ("said", "", False), ("day", "-99", False),
    ],
)  # fmt: skip
def test_what_the_owner_declared_missing_is_kept_apart_from_empty_cells(
    survey, column, cell, missing
):
    assert survey.declared_missing(column, cell) is missing


def test_a_file_is_known_by_how_it_begins(path):
    assert path.read_bytes()[:4] in SPSS_STARTS


def test_a_damaged_file_is_refused_f109(path):
    path.write_bytes(path.read_bytes()[:200])
    with pytest.raises(RefusedFileError, match="F109"):
        read_spss(path)


def test_a_file_that_is_no_spss_file_is_refused(tmp_path):
    path = tmp_path / "x.sav"
    path.write_bytes(b"$FL2 and nothing of the kind")
    with pytest.raises(RefusedFileError, match="F109"):
        read_spss(path)


def test_a_file_that_takes_too_long_is_refused(path, monkeypatch):
    monkeypatch.setattr(module, "TIME_LIMIT_SECONDS", 0.01)
    with pytest.raises(RefusedFileError, match="too long"):
        read_spss(path)
