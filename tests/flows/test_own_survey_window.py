"""A district's own survey through a whole window: lists, pages, letters and records."""

import csv
import hashlib
import json
from pathlib import Path

import openpyxl
import pytest
from own_survey import OwnFolder
from programme_run import run_whole

from screening.run.window_run import inputs_digest

OF_A_HUNDRED = "of 100 students here who answered"
PAIRS = [*((9, 2) for _ in range(100)), *((9, 12) for _ in range(6)), (0, 2)]


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> tuple[OwnFolder, list[str], Path]:
    """Return the folder, the students and what is shown."""
    folder = OwnFolder(tmp_path_factory.mktemp("own"))
    refs = folder.fill(PAIRS)
    return folder, refs, run_whole(folder.open())


def text_under(folder: Path, *patterns: str) -> str:
    """Return everything readable under a folder."""
    files = [path for pattern in patterns for path in sorted(folder.rglob(pattern))]
    assert files
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


def reasons(shown: Path) -> dict[str, str]:
    """Return student code → reason on the referral list."""
    sheet = openpyxl.load_workbook(shown / "schools" / "maple" / "referrals.xlsx")["Referrals"]
    rows = [[str(cell.value or "") for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Student code" in row)
    code, why = head.index("Student code"), head.index("Why, in words")
    return {row[code]: row[why] for row in rows[rows.index(head) + 1 :] if row[code]}


def test_staff_read_on_the_referral_list_where_a_score_stands_among_the_students_here(ran):
    _, refs, shown = ran
    found = reasons(shown)
    assert set(found) >= set(refs[100:])
    assert found[refs[100]].endswith(
        f"Worry items: higher than 94 {OF_A_HUNDRED}; no published cut-point."
    )
    assert f"Belonging items: lower than 99 {OF_A_HUNDRED}" in found[refs[106]]


def test_nobody_is_tier_3_and_everyone_rostered_has_one_tier(ran):
    _, refs, shown = ran
    counts = json.loads((shown / "run.json").read_text(encoding="utf-8"))["students"]
    assert counts == {"tier_1": 100, "tier_2": 7}
    assert len(refs) == sum(counts.values())


def test_no_percentile_is_on_a_page_or_in_a_letter(ran):
    _, _, shown = ran
    everything = text_under(shown, "*.html", "*.csv", "*.json")
    assert OF_A_HUNDRED not in everything
    assert "higher than 94" not in everything


def test_the_pages_say_that_there_are_no_cut_points_and_never_tier_3(ran):
    _, _, shown = ran
    for page in ("district/dashboard.html", "schools/maple/school.html"):
        text = (shown / page).read_text(encoding="utf-8")
        assert "no cut-points for belonging, worry: scores and percentiles within" in text
        assert "never tier 3 by itself" in text
        assert "percentiles within the district" in text


def test_the_tables_of_the_district_hold_no_table_of_percentiles(ran):
    _, _, shown = ran
    for path in (shown / "district" / "tables").glob("*.csv"):
        with path.open(encoding="utf-8") as file:
            assert "percentile" not in "".join(next(csv.reader(file)))


def test_the_version_and_the_statement_that_scored_are_kept(ran):
    _, _, shown = ran
    record = json.loads((shown / "run.json").read_text(encoding="utf-8"))
    assert record["instruments"]["our_survey"] == "1"
    statements = text_under(shown / "district" / "validation" / "scoring", "*.sql")
    assert "No cut-points published" in statements


def test_an_edit_of_the_definition_is_another_input(tmp_path):
    folder = OwnFolder(tmp_path)
    folder.fill(PAIRS[:3])
    before = inputs_digest(folder.open())
    assert inputs_digest(folder.open()) == before
    text = folder.instrument.read_text(encoding="utf-8")
    folder.instrument.write_text(text.replace("belonging items", "belonging"), encoding="utf-8")
    assert inputs_digest(folder.open()) != before


def test_the_inbox_and_the_definition_are_not_changed_by_a_run(ran):
    folder, _, _ = ran
    again = OwnFolder(folder.path.with_name("again"))
    kept, fresh = (
        hashlib.sha256(each.instrument.read_bytes()).hexdigest() for each in (folder, again)
    )
    assert kept == fresh


def test_an_own_survey_with_the_id_of_a_shipped_one_is_refused_with_its_line(tmp_path):
    folder = OwnFolder(tmp_path)
    text = folder.instrument.read_text(encoding="utf-8")
    other = folder.instrument.with_name("gad.toml")
    other.write_text(text.replace('"our_survey"', '"gad_7"'), encoding="utf-8")
    with pytest.raises(Exception, match=r"gad.toml:5: id: 'gad_7' is the id of another"):
        folder.open()
