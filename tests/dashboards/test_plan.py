"""The publication plan: what counts become, and what is refused."""

import dataclasses

import pandas as pd
import pytest
from made_up_window import frame, window_counts

from screening.dashboards.plan import plan_publication
from screening.dashboards.protected import protect_window
from screening.privacy.publication import lay_out
from screening.programme.settings import Suppression


def with_frame(**frames: pd.DataFrame):
    return dataclasses.replace(window_counts(), **frames)


def test_every_student_is_counted_once_in_each_table_of_students():
    counts = window_counts()
    layout = lay_out(plan_publication(counts))
    total = int(counts.outcomes["count"].sum())
    for name, width in {"district": 3, "schools": 3, "grades": 3, "school_grades": 4}.items():
        cell = layout.rows[name][("*",) * width]
        assert layout.value(layout.cells[cell]) == total


def test_empty_outcomes_are_cells_with_0_and_not_missing_rows():
    counts = with_frame(outcomes=frame([("a", "K", "tier_1", 60)], "school_id grade outcome count"))
    empty = {
        "movements": counts.movements[:0],
        "class_outcomes": counts.class_outcomes[:0],
    }
    layout = lay_out(plan_publication(dataclasses.replace(counts, **empty)))
    cell = layout.rows["school_grades"][("a", "K", "screened", "tier_3")]
    assert layout.value(layout.cells[cell]) == 0


def test_students_without_a_level_before_are_what_the_levels_leave_over():
    counts = window_counts()
    layout = lay_out(plan_publication(counts))
    movement = layout.rows["movement"]
    levels = layout.rows["schools"]
    for tier in ("tier_1", "tier_2", "tier_3"):
        now = layout.value(layout.cells[movement[("birch", "*", tier)]])
        assert now == layout.value(layout.cells[levels[("birch", "screened", tier)]])


def test_leavers_are_counted_where_they_were():
    layout = lay_out(plan_publication(window_counts()))
    told = sum(
        layout.value(layout.cells[layout.rows["movement"][(school, before, "no_level")]])
        for school, before in (("alder", "tier_1"), ("birch", "tier_2"))
    )
    assert told == 6 + 3


def test_more_movers_than_students_are_refused():
    movers = frame([("alder", 1.0, 2.0, 5000)], "school_id previous_tier tier count")
    with pytest.raises(ValueError, match="more students"):
        plan_publication(with_frame(movements=movers))


def test_more_students_in_classes_than_on_the_roster_are_refused():
    rooms = frame([("alder", "K", "K-0", "tier_2", 5000)], "school_id grade class_id outcome count")
    with pytest.raises(ValueError, match="more students"):
        plan_publication(with_frame(class_outcomes=rooms))


def test_an_outcome_without_words_is_refused():
    outcomes = frame([("alder", "K", "moved_away", 12)], "school_id grade outcome count")
    with pytest.raises(ValueError, match="moved_away"):
        plan_publication(with_frame(outcomes=outcomes))


def test_a_first_window_without_files_classes_and_problems_has_no_such_tables():
    counts = window_counts()
    bare = {
        name: getattr(counts, name)[:0]
        for name in ("movements", "leavers", "class_outcomes", "file_counts", "problem_counts")
    }
    window = protect_window(dataclasses.replace(counts, **bare), suppression=Suppression())
    assert set(window.tables) == {"district", "schools", "grades", "school_grades"}


@pytest.mark.parametrize("minimum", [10, 25])
def test_the_programme_sets_the_smallest_group_that_is_shown(minimum):
    rule = Suppression(minimum=minimum)
    window = protect_window(window_counts(), suppression=rule)
    sizes = [
        cell.value
        for key, cell in window.tables["classes"].cells.items()
        if key[-1] == "*" and cell.value
    ]
    assert sizes
    assert min(sizes) >= minimum


def test_values_of_a_column_leave_the_total_out():
    window = protect_window(window_counts(), suppression=Suppression())
    assert window.values("schools", "school_id") == ["alder", "birch", "cedar", "dell"]
    assert window.values("school_grades", "grade", school_id="cedar") == ["10", "9"]
