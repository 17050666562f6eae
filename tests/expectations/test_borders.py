"""Each promise can be broken, and is then found; broken ones that would mislead stop the run."""

import pandas as pd
import pytest
from programme_builder import BEFORE, SURVEY_HEADER, Folder, csv_text, mood_of, survey_row
from programme_run import keep_window, run_whole, steps_to_tiers

from expectations import borders
from expectations.catalogue import applies_from, limit, promises
from expectations.of_answers import check_answers
from expectations.of_export import check_export
from expectations.of_scores import check_scores
from expectations.run import at_least, at_most, check, same
from screening.errors import FailedChecksError
from screening.run import intake
from screening.run.intake import answer_tables_of
from screening.warehouse import Warehouse, open_warehouse

REFS = [f"S{number:03d}" for number in range(1, 25)]
MARKER = 987654321


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path / "programme")
    made.roster(*REFS)
    made.survey(*(survey_row(ref, mood=mood_of(place)) for place, ref in enumerate(REFS)))
    return made


def findings_of(warehouse: Warehouse) -> dict[str, bool]:
    rows = warehouse.rows("select code, bool_and(is_kept) from int_finding group by code")
    return dict(rows)


def profile(**counts: int | str) -> pd.DataFrame:
    """Return the profile of one column of a good export, changed."""
    good = {
        "instrument_id": "phq_a",
        "item_id": "phq_a_01",
        "answers": "codes",
        "lowest_code": 0,
        "row_count": 1000,
        "answered_count": 1000,
        "unknown_count": 0,
        "lowest_count": 500,
        "next_count": 0,
        "outside_count": 0,
    }
    return pd.DataFrame([good | counts])


def broken(counts: dict[str, int | str]) -> set[str]:
    return {f.code for f in check_export(profile(**counts), about="x") if not f.is_kept}


@pytest.mark.parametrize(
    ("counts", "codes"),
    [
        ({}, set()),
        ({"answered_count": 950, "unknown_count": 50}, set()),
        ({"answered_count": 949, "unknown_count": 51}, {"B101"}),
        ({"answered_count": 1, "unknown_count": 3}, set()),
        ({"answered_count": 1, "unknown_count": 4}, {"B101"}),
        ({"lowest_count": 0}, {"B102"}),
        ({"lowest_count": 1}, set()),
        ({"lowest_count": 0, "answered_count": int(applies_from("B102")) - 1}, set()),
        ({"lowest_count": 0, "answered_count": int(applies_from("B102"))}, {"B102"}),
        ({"lowest_count": 0, "lowest_code": 1}, set()),
        # T scores and bands count nothing: a whole class may have no lowest one.
        ({"answers": "results", "lowest_count": 0, "next_count": 9}, set()),
        ({"answers": "results", "unknown_count": 200}, {"B101"}),
        ({"answers": "results", "outside_count": 1}, {"B103"}),
        ({"outside_count": 1}, {"B103"}),
        ({"lowest_count": 0, "answered_count": 5, "next_count": 1}, {"B104"}),
        ({"lowest_count": 1, "next_count": 1}, set()),
        # Few of many, or fewer than slips of the pen: not an answer that was offered.
        ({"next_count": 10, "unknown_count": 10}, set()),
        ({"next_count": 11, "unknown_count": 11}, {"B105"}),
        ({"answered_count": 97, "next_count": 3, "unknown_count": 3}, set()),
        ({"answered_count": 196, "next_count": 4, "unknown_count": 4}, {"B105"}),
        ({"answers": "results", "next_count": 40}, set()),
    ],
)
def test_a_promise_about_an_export_is_broken_from_its_limit_on(counts, codes):
    assert broken(counts) == codes


def test_a_whole_run_on_good_files_keeps_every_critical_promise(folder):
    with open_warehouse() as warehouse:
        steps_to_tiers(folder.open(), warehouse)
        found = findings_of(warehouse)
    not_asked = {"B101", "B105", "B204"}  # nothing unknown; no window before
    expected = set(promises()) - not_asked
    assert set(found) == expected
    assert {code for code, is_kept in found.items() if not is_kept} == {"B203"}


def test_codes_from_one_refuse_the_file_with_the_promise_and_the_problem(folder):
    rows = [survey_row(ref, mood=[1] * 9, worry=[2] * 7) for ref in REFS]
    folder.survey(*rows)
    ran = folder.run()
    assert ran.refused == {"survey.csv": "M307"}
    lines = [problem.line() for problem in ran.problems]
    for instrument in ("phq_a", "gad_7"):
        assert any(f"survey.csv: {instrument}: no answer in the whole" in line for line in lines)


def test_a_file_refused_at_the_border_alone_in_its_window_does_not_break_the_run(folder):
    folder.survey(*(survey_row(ref, mood=["x"] * 9) for ref in REFS))
    ran = folder.run()
    assert ran.refused == {"survey.csv": "M303"}
    assert ran.counts == {"survey.csv": (24, 0, 24, 0)}
    assert {row["no_tier_reason"] for row in ran.tiers.values()} == {"answers_set_aside"}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ("update {answers} set phq_a_01 = 4 where student_ref = 'S001'", "B201"),
        ("insert into {answers} select * from {answers} where student_ref = 'S001'", "B202"),
    ],
)
def test_answers_that_got_past_the_rules_stop_the_run(folder, change, code):
    run = folder.open()
    with open_warehouse() as warehouse:
        intake.take_in(run, warehouse)
        borders.check_exports(run, warehouse)
        intake.settle(run, warehouse)
        table = next(t for t in answer_tables_of(run, warehouse) if t.instrument == "phq_a")
        assert all(
            finding.is_kept for finding in check_answers(warehouse, [table], run.programme.library)
        )
        warehouse.execute(change.format(answers=table.name))
        with pytest.raises(FailedChecksError, match=code) as stopped:
            borders.check_settled_answers(run, warehouse)
        assert findings_of(warehouse)[code] is False
    assert stopped.value.exit_status == 13
    assert "S001" not in stopped.value.message


TAMPERING = [
    ("delete from mart_student_tier where student_ref = 'S001'", "B301"),
    ("insert into mart_student_tier select * from mart_student_tier limit 1", "B301"),
    ("update mart_student_tier set student_ref = 'S001' where student_ref = 'S002'", "B301"),
    ("update mart_student_tier set tier = null where student_ref = 'S001'", "B302"),
    (
        "update mart_student_tier set no_tier_reason = 'not_answered' where student_ref = 'S001'",
        "B302",
    ),
    ("update int_subscale_score set subscale_score = 28 where instrument_id = 'phq_a'", "B303"),
    ("update int_subscale_score set subscale_score = -1 where instrument_id = 'gad_7'", "B303"),
    ("update mart_file_count set rows_scored = rows_scored - 1", "B305"),
    ("update mart_file_count set rows_left_out = 1", "B305"),
    ("update stg_roster set consent = 'opted_out' where student_ref = 'S001'", "B306"),
    ("update stg_roster set roster_state = 'conflict' where student_ref = 'S001'", "B306"),
]


@pytest.mark.parametrize(("change", "code"), TAMPERING)
def test_scored_tables_that_were_tampered_with_stop_the_run(folder, change, code):
    run = folder.open()
    with open_warehouse() as warehouse:
        steps_to_tiers(run, warehouse)
        warehouse.execute(change)
        with pytest.raises(FailedChecksError, match=rf"{code} \(the window\): not so:") as stopped:
            borders.check_scored_tables(run, warehouse)
    assert "Nothing was published" in stopped.value.message
    assert "S001" not in stopped.value.message


def test_a_sum_that_is_not_the_sum_of_its_parts_stops_the_run(folder):
    folder.checklist(["S001", *[1] * 17])
    run = folder.open()
    with open_warehouse() as warehouse:
        steps_to_tiers(run, warehouse)
        warehouse.execute(
            "update int_subscale_score set subscale_score = 16"
            " where instrument_id = 'psc_17' and subscale_id = 'total'"
        )
        warehouse.run_step("fact_scores")
        assert [f.code for f in check_scores(warehouse) if not f.is_kept] == ["B304"]


@pytest.mark.parametrize(("answered", "is_kept"), [(17, True), (16, False)])
def test_coverage_below_its_limit_is_shown_and_stops_nothing(folder, answered, is_kept):
    assert limit("B203") == 0.7
    folder.survey(*(survey_row(ref) for ref in REFS[:answered]))
    with open_warehouse() as warehouse:
        steps_to_tiers(folder.open(), warehouse)
        found = warehouse.rows(
            "select is_kept from int_finding where code = 'B203' and about = 'phq_a, self'"
        )
    assert found == [(is_kept,)]


@pytest.mark.parametrize(("rows_now", "is_kept"), [(12, True), (11, False), (0, False)])
def test_far_fewer_rows_than_last_time_are_shown(folder, rows_now, is_kept):
    folder.roster(*REFS, window=BEFORE)
    folder.survey(*(survey_row(ref, on="2026-04-06") for ref in REFS), window=BEFORE)
    keep_window(folder.open(BEFORE))
    folder.survey(*(survey_row(ref) for ref in REFS[:rows_now]))
    assert verdict_of(folder, "B204") is is_kept


def test_a_window_without_any_file_is_far_fewer_rows_than_last_time(folder):
    folder.roster(*REFS, window=BEFORE)
    folder.survey(*(survey_row(ref, on="2026-04-06") for ref in REFS), window=BEFORE)
    keep_window(folder.open(BEFORE))
    (folder.inbox() / "survey.csv").unlink()
    assert verdict_of(folder, "B204") is False


def verdict_of(folder: Folder, code: str) -> bool:
    run = folder.open()
    with open_warehouse(run.programme.warehouse) as warehouse:
        steps_to_tiers(run, warehouse)
        return findings_of(warehouse)[code]


@pytest.mark.parametrize(
    ("expectation", "is_kept"),
    [
        (at_most("count", MARKER), True),
        (at_most("count", MARKER - 1), False),
        (at_least("count", MARKER), True),
        (at_least("count", MARKER + 1), False),
        (same("count", "again"), True),
        (same("count", "other"), False),
        (at_most("no_such_column", 1), False),
    ],
)
def test_a_finding_is_a_yes_or_a_no_and_holds_no_number_of_the_table(
    expectation, is_kept, capfd, caplog
):
    frame = pd.DataFrame({"count": [MARKER], "again": [MARKER], "other": [1]})
    (finding,) = check(frame, {"B301": [expectation]}, about="a test")
    assert finding.is_kept is is_kept
    assert str(MARKER) not in repr(finding)
    said = capfd.readouterr()
    assert str(MARKER) not in said.out + said.err + caplog.text


def test_a_promise_of_several_expectations_is_kept_only_when_all_hold():
    frame = pd.DataFrame({"count": [1]})
    both = [at_most("count", 1), at_most("count", 0)]
    assert [f.is_kept for f in check(frame, {"B301": both}, about="x")] == [False]


def test_the_report_lists_what_why_and_how_to_mend_and_names_nobody(folder):
    rows = [survey_row(ref, mood=["x"] * 9) for ref in REFS]
    folder.drop("survey_S001_<b>.csv", csv_text(SURVEY_HEADER, rows))
    shown = run_whole(folder.open()) / "district" / "validation"
    page = (shown / "quality.html").read_text()
    for words in (promises()["B101"].what, promises()["B101"].why, promises()["B101"].mend):
        assert words.replace("'", "&#39;") in page
    assert "survey, file 2: phq_a" in page
    assert not any(ref in path.read_text() for ref in REFS for path in shown.rglob("*.*"))
    table = (shown / "quality.csv").read_text().splitlines()
    assert table[0] == "code,about,kept"
    assert 'B101,"about: survey, file 2: phq_a",false' in table


def test_the_report_counts_the_promises_that_are_not_kept(folder):
    page = (run_whole(folder.open()) / "district" / "validation" / "quality.html").read_text()
    assert promises()["B203"].what in page
