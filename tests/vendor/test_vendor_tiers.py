"""Vendor results lead to tiers, lists, letters and pages like any instrument's scores."""

import json

import pytest
from openpyxl import load_workbook
from programme_builder import TODAY
from programme_run import keep_window, run_whole
from vendor_exports import (
    bess_row,
    dessa_row,
    drop_bess,
    drop_dessa,
    drop_saebrs,
    saebrs_row,
    vendor_folder,
)

from expectations.examine import examine
from screening.run.safety import write_safety_lists
from screening.warehouse import open_warehouse

BESS = ("bess_3", "teacher")
BESS_SELF = ("bess_3", "self")
SAEBRS = ("saebrs", "teacher")
MYSAEBRS = ("mysaebrs", "self")
DESSA = ("dessa_mini", "teacher")
FAR = {"beri": 71, "beri_risk": "Extremely Elevated"}
NEAR = {"beri": 61, "beri_risk": "Elevated"}


def test_the_tier_and_the_reason_follow_the_band(tmp_path):
    folder = vendor_folder(tmp_path, "S001", "S002", "S003", screeners=[BESS])
    drop_bess(folder, bess_row("S001", **FAR), bess_row("S002", **NEAR), bess_row("S003"))
    tiers = folder.run().tiers
    assert {ref: (row["tier"], row["why"], row["areas"]) for ref, row in tiers.items()} == {
        "S001": (3, "bess_3, teacher: index is extremely_elevated.", "externalising"),
        "S002": (2, "bess_3, teacher: index is elevated.", "externalising"),
        "S003": (1, "", ""),
    }


@pytest.mark.parametrize(
    ("level", "tier"), [("lowRisk", 1), ("someRisk", 2), ("highRisk", 3), ("", None)]
)
def test_a_band_alone_is_enough_for_a_tier_and_no_band_for_none(tmp_path, level, tier):
    folder = vendor_folder(tmp_path, "S001", screeners=[SAEBRS])
    drop_saebrs(folder, saebrs_row("S001", teacher=level))
    row = folder.run().tiers["S001"]
    assert row["tier"] == tier
    assert row["no_tier_reason"] == (None if tier else "not_answered")
    assert row["data_confidence"] == ("complete" if tier else None)


def test_a_result_beside_the_one_that_a_rule_looks_at_is_not_enough_for_tier_1(tmp_path):
    rule = [("bess_3", "teacher", "index", "elevated", 2, "externalising")]
    folder = vendor_folder(tmp_path, "S001", screeners=[BESS], rules=rule)
    drop_bess(folder, bess_row("S001", beri="", beri_risk=""))
    row = folder.run().tiers["S001"]
    assert (row["tier"], row["no_tier_reason"]) == (None, "too_few_answers")


def test_a_low_band_of_a_strengths_measure_leads_to_support_and_a_high_one_to_a_strength(tmp_path):
    folder = vendor_folder(tmp_path, "S001", "S002", "S003", screeners=[DESSA])
    drop_dessa(
        folder,
        dessa_row("S001", t=40, band="Need for Instruction"),
        dessa_row("S002", t=59, band="Typical"),
        dessa_row("S003", t=60, band="Strength"),
    )
    tiers = folder.run().tiers
    assert [row["tier"] for row in tiers.values()] == [2, 1, 1]
    with open_warehouse(folder.open().programme.warehouse) as warehouse:
        shown = warehouse.rows("select student_ref from mart_student_strength")
    assert shown == [("S003",)]


def test_teacher_and_student_who_see_different_things_are_said_to_differ(tmp_path):
    folder = vendor_folder(tmp_path, "S001", "S002", screeners=[SAEBRS, MYSAEBRS])
    rows = [
        saebrs_row("S001", teacher="highRisk", student="lowRisk"),
        saebrs_row("S002", teacher="lowRisk"),
    ]
    drop_saebrs(folder, *rows)
    drop_saebrs(folder, *rows, name="mysaebrs.csv")
    confidence = {ref: row["data_confidence"] for ref, row in folder.run().tiers.items()}
    assert confidence == {"S001": "conflicting_informants", "S002": "one_informant"}


def test_no_vendor_result_puts_anybody_on_the_safety_list(tmp_path):
    folder = vendor_folder(tmp_path, "S001", "S002", screeners=[BESS])
    drop_bess(folder, bess_row("S001", **FAR), bess_row("S002", beri="x"))
    assert write_safety_lists(folder.open()) == []
    folder.drop("unknown.csv", "a,b\n1,2\n")
    assert [entry.reason for entry in write_safety_lists(folder.open())] == ["not_read"]


@pytest.fixture
def shown(tmp_path):
    refs = [f"S{place:03d}" for place in range(1, 31)]
    folder = vendor_folder(tmp_path, *refs, screeners=[BESS, SAEBRS, DESSA])
    bess = [bess_row(ref, **(FAR if ref == "S001" else {})) for ref in refs]
    drop_bess(folder, *bess)
    drop_saebrs(folder, *(saebrs_row(ref, teacher="lowRisk") for ref in refs))
    drop_dessa(folder, *(dessa_row(ref, t=60, band="Strength") for ref in refs))
    return run_whole(folder.open())


def test_the_referral_list_names_the_student_and_the_reason(shown):
    book = load_workbook(shown / "schools" / "maple" / "referrals.xlsx")
    cells = [str(cell) for sheet in book for row in sheet.values for cell in row if cell]
    assert "S001" in cells
    assert "bess_3, teacher: index is extremely_elevated." in cells
    assert "S002" not in cells
    assert not any("Risk" in cell for cell in cells)


def test_letters_and_pages_are_made_and_use_no_word_of_the_vendor(shown):
    letters = list((shown / "schools" / "maple" / "letters").glob("*.html"))
    pages = [shown / "schools" / "maple" / "school.html", shown / "district" / "dashboard.html"]
    assert len(letters) == 30
    for path in (*letters, *pages):
        text = path.read_text(encoding="utf-8")
        assert "Extremely Elevated" not in text
        assert "Elevated Risk" not in text


def test_the_record_names_versions_and_promises_of_vendor_exports(shown):
    record = json.loads((shown / "run.json").read_text(encoding="utf-8"))
    assert record["instruments"] == {"bess_3": "1", "saebrs": "1", "dessa_mini": "1"}
    assert record["rows"] == {"read": 90, "scored": 90, "set_aside": 0, "left_out": 0}
    asked = {promise["code"] for promise in record["promises"]}
    assert {"B103", "B201", "B303"} <= asked
    assert not asked & {"B102", "B104"}
    assert all(promise["kept"] for promise in record["promises"])


def test_the_scoring_sql_beside_the_run_says_that_nothing_was_scored_again(shown):
    folder = shown / "district" / "validation" / "scoring"
    assert {path.name for path in folder.iterdir()} == {
        "bess_3__teacher.sql",
        "saebrs__teacher.sql",
        "dessa_mini__teacher.sql",
    }
    assert "never scored again" in (folder / "bess_3__teacher.sql").read_text(encoding="utf-8")


def test_results_are_kept_for_the_next_window(tmp_path):
    folder = vendor_folder(tmp_path, screeners=[SAEBRS])
    folder.roster("S001", window="2026_spring")
    row = saebrs_row("S001", teacher="highRisk")
    (folder.inbox("2026_spring") / "saebrs.csv").write_bytes(drop_saebrs(folder, row).read_bytes())
    keep_window(folder.open("2026_spring"))
    folder.roster("S001")
    drop_saebrs(folder, saebrs_row("S001", teacher="someRisk"))
    after = folder.run().tiers["S001"]
    assert (after["previous_tier"], after["tier"], after["change"]) == (3, 2, "down")


def test_check_says_how_a_vendors_columns_are_understood(tmp_path):
    folder = vendor_folder(tmp_path, "S001", "S002", screeners=[BESS])
    path = drop_bess(folder, bess_row("S001", **NEAR), bess_row("S002", beri=61))
    found = examine(path, run=folder.open(today=TODAY), layout_id=None)
    becomes = {column.header: column.becomes for column in found.columns}
    assert becomes["BERI"] == "bess_3_index_t"
    assert becomes["ERI Risk"] == "bess_3_externalising_band"
    assert becomes["BERI Raw Score"] == ""
    assert (found.would_score, found.set_aside, found.refused) == (1, 1, False)
    assert [p.code for p in found.problems if p.row == 3] == ["V502"]
    said = " ".join(problem.line() for problem in found.problems)
    assert "Normal" not in said
    assert "61" not in said
