import csv
import io
from dataclasses import replace

import pytest

from screening.letters.manifest import ManifestRow, manifest_text

ROW = ManifestRow(
    letter_ref="ABCDEFGH23",
    student_ref="s-0002",
    purpose="notice",
    language="en",
    language_wanted="so",
    template_version="1.0.0",
    status="made",
    reason="",
    pages=1,
    pdf_sha256="ab" * 32,
)


def read(text):
    return list(csv.DictReader(io.StringIO(text)))


def test_columns_are_those_of_the_contract_and_rows_come_sorted():
    first = replace(ROW, student_ref="s-0001", purpose="support_offer")
    rows = read(manifest_text([ROW, first, replace(first, purpose="all_families")]))
    assert list(rows[0]) == [
        "letter_ref", "student_ref", "purpose", "language", "language_wanted",
        "template_version", "status", "reason", "pages", "pdf_sha256",
    ]  # fmt: skip
    assert [(row["student_ref"], row["purpose"]) for row in rows] == [
        ("s-0001", "all_families"),
        ("s-0001", "support_offer"),
        ("s-0002", "notice"),
    ]


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx"])
def test_no_cell_is_read_as_a_formula(start):
    rows = read(manifest_text([replace(ROW, student_ref=start, language_wanted=start)]))
    assert rows[0]["language_wanted"] == rows[0]["student_ref"] == f"'{start}"


def test_no_letters_give_a_header_only():
    assert manifest_text([]).count("\n") == 1
