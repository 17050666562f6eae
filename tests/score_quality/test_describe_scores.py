"""The whole way: exports with planted straight-liners and speeders, to tables, lines and page."""

import csv
import json
import random
import re

import numpy as np
import pytest
from covariances import made_up_answers, patterns
from programme_builder import Folder, checklist_row, csv_text, survey_row
from programme_run import run_whole, tree
from programme_texts import CHECKLIST_LAYOUT, SURVEY

from screening.run.score_quality import describe_scores, score_quality_lines
from screening.score_quality.reliability import reliability
from screening.warehouse import open_warehouse

REFS = [f"S{number:03d}" for number in range(1, 241)]
STRAIGHT, FAST = 12, 24
TIMED = SURVEY.replace('student_ref = "Student"', 'student_ref = "Student"\nduration = "Seconds"')
MOODS = made_up_answers([0.8] * 9, students=len(REFS), seed=21)
WORRIES = made_up_answers([0.7] * 7, students=len(REFS), seed=22)


def survey_rows(*, straight=STRAIGHT, fast=FAST):
    """Return rows with planted straight lines (every answer 1) and 16 items in 20 seconds."""
    rows = []
    for place, ref in enumerate(REFS):
        mood = [1] * 9 if place < straight else MOODS[place].tolist()
        if place >= straight and len(set(mood)) == 1:
            mood[0] = 3 - mood[0]
        seconds = "20" if place >= len(REFS) - fast else "300"
        rows.append([*survey_row(ref, mood=mood, worry=WORRIES[place].tolist()), seconds])
    return rows


def filled(path, rows, *, schools=("maple", "birch")):
    """Return a folder with a timed survey; every second student is at the second school."""
    folder = Folder(path, schools=schools, layouts={"survey": TIMED, "checklist": CHECKLIST_LAYOUT})
    folder.roster_rows(
        *[
            [ref, schools[place % len(schools)], "7", "7A", "en", "yes"]
            for place, ref in enumerate(REFS)
        ]
    )
    header = ["Student", "Answered on", *(f"Mood {n}" for n in range(1, 10))]
    header += [*(f"Worry {n}" for n in range(1, 8)), "Seconds"]
    folder.drop("survey.csv", csv_text(header, rows))
    return folder


def table(shown, name):
    with (shown / "district" / "validation" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    folder = filled(tmp_path_factory.mktemp("quality"), survey_rows())
    folder.checklist(*[checklist_row(ref, total=3) for ref in REFS[:7]])
    return run_whole(folder.open())


def test_every_subscale_that_was_answered_has_a_row(shown):
    rows = table(shown, "score_quality.csv")
    assert [(row["instrument_id"], row["subscale_id"]) for row in rows] == [
        ("phq_a", "total"),
        ("gad_7", "total"),
    ]
    assert {row["scored_count"] for row in rows} == {"240"}


def test_a_screener_of_seven_students_has_no_row_and_the_line_says_why(shown):
    record = json.loads((shown / "run.json").read_text(encoding="utf-8"))
    said = [line for line in record["score_quality"] if "(PSC-17)" in line]
    assert len(said) == 1
    assert "fewer than 10 students, so no figures" in said[0]
    forms = {row["instrument_id"]: row for row in table(shown, "answering_quality.csv")}
    assert forms["psc_17"]["complete_count"] == "hidden"


def test_the_reliability_is_that_of_the_answers(shown):
    row = table(shown, "score_quality.csv")[1]
    found = reliability(*patterns(WORRIES), at_least=30)
    assert row["alpha"] == f"{found.alpha.value:.2f}"
    assert row["omega_high"] == f"{found.omega.interval.high:.2f}"
    scores = WORRIES.sum(axis=1)
    assert (row["mean"], row["sd"]) == (f"{scores.mean():.1f}", f"{scores.std(ddof=1):.1f}")
    error = scores.std(ddof=1) * np.sqrt(1 - found.omega.value)
    assert row["standard_error"] == f"{error:.2f}"


def test_planted_straight_lines_and_speeders_are_counted(shown):
    forms = {row["instrument_id"]: row for row in table(shown, "answering_quality.csv")}
    assert forms["phq_a"]["straight_lined_percent"] == "5"
    assert (forms["phq_a"]["timed_count"], forms["phq_a"]["fast_percent"]) == ("240", "10")
    assert forms["gad_7"]["straight_lined_percent"] == ""
    assert (forms["psc_17"]["timed_count"], forms["psc_17"]["fast_percent"]) == ("0", "")


def test_speeders_keep_their_scores_and_tiers(tmp_path):
    slow = filled(tmp_path / "slow", survey_rows(fast=0)).run()
    fast = filled(tmp_path / "fast", survey_rows()).run()
    assert len(fast.tiers) == len(REFS)
    assert (fast.scores, fast.tiers) == (slow.scores, slow.tiers)


def test_no_student_is_in_the_tables_or_lines(shown):
    for path in (shown / "district" / "validation").glob("*quality.csv"):
        assert not re.search(r"\bS\d{3}\b", path.read_text(encoding="utf-8"))
    record = json.loads((shown / "run.json").read_text(encoding="utf-8"))
    assert not re.search(r"\bS\d{3}\b", " ".join(record["score_quality"]))


def test_the_district_s_page_says_the_lines_and_a_school_s_page_does_not(shown):
    page = (shown / "district" / "dashboard.html").read_text(encoding="utf-8")
    assert "How good the scores are" in page
    assert "answers hang together" in page
    for school in (shown / "schools").glob("*/school.html"):
        assert "hang together" not in school.read_text(encoding="utf-8")


def test_order_of_rows_changes_no_byte(tmp_path, shown):
    rows = survey_rows()
    random.Random(6).shuffle(rows)
    folder = filled(tmp_path, rows)
    folder.checklist(*[checklist_row(ref, total=3) for ref in REFS[:7]])
    again = run_whole(folder.open())
    names = ["score_quality.csv", "answering_quality.csv"]
    ours, theirs = (tree(each / "district" / "validation") for each in (shown, again))
    assert [ours[name] for name in names] == [theirs[name] for name in names]


def test_few_straight_lines_and_speeders_are_hidden(tmp_path):
    folder = filled(tmp_path, survey_rows(straight=4, fast=4))
    rows = {row["instrument_id"]: row for row in table(described(folder), "answering_quality.csv")}
    assert rows["phq_a"]["straight_lined_percent"] == "hidden"
    assert rows["phq_a"]["fast_percent"] == "hidden"


def described(folder):
    """Run a window up to the description of its scores; return the folder it is built in."""
    run = folder.open()
    folder.run()
    with open_warehouse(run.programme.warehouse) as warehouse:
        describe_scores(run, warehouse)
    return run.outbox.building


def test_times_that_cannot_be_read_are_not_known_and_set_nothing_aside(tmp_path):
    rows = [[*row[:-1], "soon" if place % 2 else ""] for place, row in enumerate(survey_rows())]
    folder = filled(tmp_path, rows)
    ran = folder.run()
    assert set(ran.outcomes.values()) == {("scored", None)}
    forms = table(described(folder), "answering_quality.csv")
    assert forms[0]["timed_count"] == "0"


@pytest.mark.parametrize(
    "mood", [[0] * 9, [""] * 9, [1] * 8 + [""]], ids=["all alike", "all missing", "one blank"]
)
def test_answers_without_any_spread_are_described_without_a_number(tmp_path, mood):
    folder = Folder(tmp_path, layouts={"survey": SURVEY})
    folder.roster(*REFS[:40])
    folder.survey(*[survey_row(ref, mood=mood, worry=[1, 2] * 3 + [0]) for ref in REFS[:40]])
    rows = table(described(folder), "score_quality.csv")
    numbers = [row[name] for row in rows for name in ("alpha", "omega", "standard_error", "mean")]
    assert set(numbers) <= {"", "hidden"}
    with open_warehouse(folder.open().programme.warehouse) as warehouse:
        assert not [line for line in score_quality_lines(warehouse) if "omega 0" in line]


def test_a_window_without_any_answer_is_described(tmp_path):
    folder = Folder(tmp_path)
    folder.roster(*REFS[:3])
    assert table(described(folder), "score_quality.csv") == []
    with open_warehouse(folder.open().programme.warehouse) as warehouse:
        assert score_quality_lines(warehouse) == ()


def test_advice_names_the_school_where_a_quarter_is_exceeded(tmp_path):
    folder = Folder(tmp_path, schools=("maple", "birch"), layouts={"checklist": CHECKLIST_LAYOUT})
    folder.roster_rows(
        *[[ref, ("maple", "birch")[n % 2], "7", "7A", "en", "yes"] for n, ref in enumerate(REFS)]
    )
    high = {ref for n, ref in enumerate(REFS) if n % 2 and n < 62}
    folder.checklist(
        *[checklist_row(ref, total=20 if ref in high else n % 9) for n, ref in enumerate(REFS)]
    )
    run = folder.open()
    described(folder)
    with open_warehouse(run.programme.warehouse) as warehouse:
        lines = score_quality_lines(warehouse)
        past = warehouse.rows(
            "select past_count, banded_count from fact_past_cut"
            " where subscale_id = 'total' and school_id = 'birch'"
        )
    assert past == [(31, 120)]
    total = [line for line in lines if "all items together: more than" in line]
    assert len(total) == 1
    assert "(birch school)" in total[0]
