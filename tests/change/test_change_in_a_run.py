"""Two windows of a programme run from files to the tables about change."""

import pytest
from programme_builder import BEFORE, WINDOW
from programme_run import keep_window, run_to_tiers
from versioned_programme import Versioned

from screening.change.expected_moves import move_shares
from screening.run.change import make_change_tables
from screening.run.pages import window_counts
from screening.warehouse import open_warehouse

RETEST = """
[[reliability]]
subscale = "total"
informant = "self"
kind = "retest"
value = 0.8
interval_days = 14
population = "made up"
source = "Made up for tests."
confidence = "low"
"""
LOW = {f"S{number:03d}": 2 for number in range(120)}
HIGH = {f"S{number:03d}": 8 for number in range(120, 160)}
THEN = LOW | HIGH


@pytest.fixture
def folder(tmp_path):
    made = Versioned(tmp_path)
    define(made, "1")
    return made


def define(folder, version, *, cut=6, source="Made up for tests.", retest=RETEST):
    folder.define(version, cut=cut, source=source)
    folder.own.write_text(folder.own.read_text(encoding="utf-8") + retest, encoding="utf-8")


def answered(folder, totals, *, window, **roster):
    folder.roster(*totals, window=window, **roster)
    folder.answers(totals, window=window)


def change_of(folder, now, *, then=THEN, grades=("7", "7"), between=lambda: None):
    """Run the window before, do something, run the window; return the warehouse's tables."""
    answered(folder, then, window=BEFORE, grade=grades[0])
    answered(folder, now, window=WINDOW, grade=grades[1])
    keep_window(folder.open(BEFORE))
    between()
    run_to_tiers(folder.open())
    run = folder.open()
    with open_warehouse(run.programme.warehouse) as warehouse:
        make_change_tables(run.programme, warehouse)
        kinds = warehouse.rows("select student_ref, kind, words from mart_student_change")
        moves = warehouse.rows("select * from mart_expected_movement order by all")
        counts = window_counts(warehouse)
    return {ref: (kind, words) for ref, kind, words in kinds}, moves, counts


def test_a_student_far_above_last_time_is_told_from_those_who_stayed(folder):
    """120 totals of 2 and 40 of 8: deviation 2.606, error of a change 1.648, limit 3.230."""
    now = THEN | {"S000": 5, "S001": 6, "S120": 5, "S121": 4}
    kinds, _, _ = change_of(folder, now)
    assert kinds["S000"] == ("within_noise", "steady: within what chance alone gives")
    assert kinds["S001"] == (
        "reliable_increase",
        "more difficulties than last time, beyond chance; more support suggested",
    )
    assert kinds["S120"] == (
        "within_noise",
        "steady: no more change than chance alone gives, although less support is suggested",
    )
    assert kinds["S121"][0] == "reliable_decrease"
    assert len(kinds) == 160


def test_who_joined_and_who_did_not_answer_last_time_has_nothing_to_compare(folder):
    kinds, _, _ = change_of(folder, THEN | {"S900": 9})
    assert kinds["S900"][0] == "first_time"


def test_a_definition_with_a_new_cut_is_another_questionnaire(folder):
    kinds, _, _ = change_of(folder, THEN, between=lambda: define(folder, "2", cut=7))
    assert {kind for kind, _ in kinds.values()} == {"other_instrument"}


def test_a_definition_whose_sources_were_mended_is_the_same(folder):
    mend = lambda: define(folder, "2", source="Read again.")  # noqa: E731
    kinds, _, _ = change_of(folder, THEN, between=mend)
    assert {kind for kind, _ in kinds.values()} == {"within_noise"}


def test_without_a_published_retest_levels_are_told_and_no_expected_moves(folder):
    define(folder, "1", retest="")
    kinds, moves, _ = change_of(folder, THEN)
    assert {kind for kind, _ in kinds.values()} == {"chance_not_known"}
    assert moves == []


def test_expected_moves_stand_beside_those_of_the_same_students(folder):
    """Ten moved up, five down, three left, two did not answer; 140 of 160 stayed."""
    now = dict(THEN)
    now |= dict.fromkeys(list(LOW)[:10], 8) | dict.fromkeys(list(HIGH)[:5], 2)
    for gone in list(LOW)[-3:]:
        del now[gone]
    answers = {ref: total for ref, total in now.items() if ref not in list(HIGH)[-2:]}
    answered(folder, THEN, window=BEFORE)
    folder.roster(*now)
    folder.answers(answers)
    keep_window(folder.open(BEFORE))
    run_to_tiers(folder.open())
    run = folder.open()
    with open_warehouse(run.programme.warehouse) as warehouse:
        make_change_tables(run.programme, warehouse)
        moves = warehouse.frame("select * from mart_expected_movement order by all")
        leavers = warehouse.rows("select * from mart_leaver")
    observed = {
        (row.previous_tier, row.tier): row.observed_count for row in moves.itertuples(index=False)
    }
    assert observed == {(1, 1): 107, (1, 2): 10, (1, 3): 0, (2, 1): 5, (2, 2): 33, (2, 3): 0}
    assert leavers == [("maple", 1, 3)]
    shares = move_shares({1: 0.75, 2: 0.25, 3: 0.0}, retest=0.8)
    both_times = {1: 117, 2: 38}
    for row in moves.itertuples(index=False):
        by_chance = both_times[row.previous_tier] * shares[row.previous_tier, row.tier]
        assert (row.expected_low, row.expected_high) == pytest.approx((by_chance, by_chance))


def test_pages_read_the_shares_and_the_leavers(folder):
    _, moves, counts = change_of(folder, {ref: THEN[ref] for ref in list(THEN)[4:]})
    assert len(counts.expected_moves) == len(moves) == 6
    assert counts.leavers.to_dict("records") == [
        {"school_id": "maple", "previous_tier": 1, "count": 4}
    ]


def test_under_a_hundred_students_nothing_is_said_of_moves(folder):
    few = dict.fromkeys(list(LOW)[:90], 2) | dict.fromkeys(list(HIGH)[:9], 8)
    _, moves, _ = change_of(folder, few, then=few)
    assert moves == []


def test_running_again_changes_nothing(folder):
    first = change_of(folder, THEN | {"S001": 7})
    run = folder.open()
    with open_warehouse(run.programme.warehouse) as warehouse:
        make_change_tables(run.programme, warehouse)
        again = warehouse.rows("select student_ref, kind, words from mart_student_change")
    assert {ref: (kind, words) for ref, kind, words in again} == first[0]
