"""No letter goes to a family while a critical item of its child awaits a person."""

import csv
import re
from pathlib import Path

import openpyxl
import pytest

pytestmark = pytest.mark.flow


def students_to_see(school: Path) -> set[str]:
    """Codes on the sheet `Today` of a school's safety list."""
    rows = openpyxl.load_workbook(school / "safety.xlsx")["Today"].iter_rows(values_only=True)
    return {str(row[1]) for row in rows if row[3] and str(row[3]).startswith("Answered the")}


def manifest(school: Path) -> list[dict[str, str]]:
    with (school / "letters" / "manifest.csv").open() as file:
        return list(csv.DictReader(file))


def test_families_of_students_on_the_safety_list_get_no_letter(outbox: Path) -> None:
    schools = [path.parent for path in (outbox / "schools").glob("*/safety.xlsx")]
    held = 0
    for school in schools:
        if school.name == "unassigned":
            continue
        to_see = students_to_see(school)
        for row in manifest(school):
            files = list((school / "letters").glob(f"{row['letter_ref']}.*"))
            if row["student_ref"] in to_see:
                assert (row["status"], row["reason"], files) == ("held", "staff_first", [])
                held += 1
            elif row["status"] == "made":
                assert len(files) == 2
    assert held > 0


def test_every_rostered_family_is_in_one_manifest_unless_it_withdrew(
    demo: Path, outbox: Path
) -> None:
    with (demo / "inbox" / "2026_autumn" / "roster.csv").open() as file:
        rows = list(csv.DictReader(file))
    twice = {ref for ref in (r["student_ref"] for r in rows)
             if sum(r["student_ref"] == ref for r in rows) > 1}  # fmt: skip
    wanted = {row["student_ref"] for row in rows if row["consent"] != "withdrawn"} | twice
    found = [
        row["student_ref"]
        for path in (outbox / "schools").glob("*/letters/manifest.csv")
        for row in manifest(path.parent.parent)
    ]
    assert sorted(found) == sorted(wanted)


def offers(letters: Path) -> list[str]:
    """English support letters of one school, without their references."""
    rows = [row for row in manifest(letters.parent) if row["purpose"] == "support_offer"]
    return [
        (letters / f"{row['letter_ref']}.html").read_text().replace(row["letter_ref"], "REF")
        for row in rows
        if row["status"] == "made" and row["language_wanted"] == "en"
    ]


STRENGTH = re.compile(
    r"<p[^>]*>\s*Some answers to our survey show something that goes well\.[^<]*</p>\s*"
)


def test_families_of_a_school_read_the_same_words_but_for_a_strength_whatever_the_tier(
    outbox: Path,
) -> None:
    schools = [offers(letters) for letters in (outbox / "schools").glob("*/letters")]
    assert max(map(len, schools)) > 1
    assert any(STRENGTH.search(letter) for school in schools for letter in school)
    assert all(len({STRENGTH.sub("", letter) for letter in school}) <= 1 for school in schools)
