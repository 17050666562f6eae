import pytest

from screening.scoring.long_sql import SCORE_COLUMNS
from screening.scoring.score_csv import ScoredFile
from screening.scoring.score_output import (
    critical_csv,
    critical_path,
    printed_score,
    scores_csv,
    write_scored,
)

SCORED = ScoredFile(
    scores=(
        ("s1", "gad_7", "1", "self", "severity", "total", 7, 7, 9.0, "mild", 1),
        ("s2", "gad_7", "1", "self", "severity", "total", 6, 7, None, None, None),
        ("s3", "demo", "1", "self", "severity", "percentage", 5, 5, 62.5, None, None),
    ),
    critical=(("s1", "phq_9", "phq_9_09", 2, "endorsed"), ("s2", "phq_9", "phq_9_09", None, "x")),
    problems=(),
    rows_read=3,
    rows_scored=2,
)


def test_whole_numbers_have_no_decimal_point_and_none_is_empty():
    assert scores_csv(SCORED).splitlines() == [
        ",".join(SCORE_COLUMNS),
        "s1,gad_7,1,self,severity,total,7,7,9,mild,1",
        "s2,gad_7,1,self,severity,total,6,7,,,",
        "s3,demo,1,self,severity,percentage,5,5,62.5,,",
    ]


@pytest.mark.parametrize(
    ("score", "printed"),
    [(9.0, "9"), (54.423963133640555, "54.424"), (64.99835958005, "64.9984"), (19.25, "19.25")],
)
def test_a_score_is_printed_with_four_decimals_at_most(score, printed):
    assert str(printed_score(score)) == printed


def test_the_columns_are_the_contract_s():
    assert " ".join(SCORE_COLUMNS) == (
        "student_ref instrument_id instrument_version informant scheme subscale_id"
        " answered_count item_count subscale_score band band_rank"
    )


def test_the_critical_file_has_its_own_columns():
    assert critical_csv(SCORED).splitlines() == [
        "student_ref,instrument_id,item_id,answer,reason",
        "s1,phq_9,phq_9_09,2,endorsed",
        "s2,phq_9,phq_9_09,,x",
    ]


def test_both_files_are_written_for_the_owner_only(tmp_path):
    to = tmp_path / "out" / "scores.2026.csv"
    write_scored(SCORED, to=to)
    beside = critical_path(to)
    assert beside.name == "scores.2026_critical.csv"
    assert to.read_text() == scores_csv(SCORED)
    assert beside.read_text() == critical_csv(SCORED)
    assert {path.stat().st_mode & 0o777 for path in (to, beside)} == {0o600}


def test_rows_set_aside_give_the_status_of_refused_data():
    assert (SCORED.rows_set_aside, SCORED.exit_status) == (1, 12)
