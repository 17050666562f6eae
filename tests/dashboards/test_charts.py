"""Charts draw what their table says, and nothing that it hides."""

import pytest
from made_up_window import NAMES, window_counts

from screening.dashboards import charts, panels
from screening.dashboards.charts import BAR_WIDTH
from screening.dashboards.protected import protect_window
from screening.dashboards.shares import Share
from screening.dashboards.words import LEVELS
from screening.privacy.protect import ProtectedCell, Status
from screening.programme.settings import Suppression

HIDDEN = ProtectedCell(None, Status.PRIMARY)


def level_panel(*counts: int | None, whole: int | None) -> panels.Panel:
    """One school with so many students at each level; None = hidden."""
    size = HIDDEN if whole is None else ProtectedCell(whole, Status.SHOWN)
    cells = [HIDDEN if count is None else ProtectedCell(count, Status.SHOWN) for count in counts]
    row = panels.Row("a", "Alder", tuple(Share(cell, size) for cell in cells))
    return panels.Panel("levels", "Levels.", "school_id", "School", dict(LEVELS), (row,))


def only_bar(panel: panels.Panel) -> charts.Bar:
    return charts.bars(panel, LEVELS, name="c", whole="screened", title="t").bars[0]


def test_segments_are_as_wide_as_the_shares_and_fill_the_bar():
    bar = only_bar(level_panel(160, 30, 10, whole=200))
    assert [segment.width for segment in bar.segments] == pytest.approx([72, 13.5, 4.5])
    assert [segment.label for segment in bar.segments] == ["80 %", "15 %", ""]
    assert bar.behind == "5 %"
    assert bar.note == "200 screened"


def test_hidden_parts_are_one_segment_of_what_the_shown_ones_leave():
    bar = only_bar(level_panel(160, None, None, whole=200))
    assert [(s.kind, s.label) for s in bar.segments] == [("tier_1", "80 %"), ("hidden", "20 %")]
    assert sum(segment.width for segment in bar.segments) == pytest.approx(BAR_WIDTH)


@pytest.mark.parametrize("whole", [200, None])
def test_a_bar_with_nothing_shown_says_so_and_gives_no_share(whole):
    bar = only_bar(level_panel(None, None, None, whole=whole))
    assert [s.label for s in bar.segments] == ["Hidden to protect privacy"]


def test_a_group_without_students_is_0_and_not_hidden():
    bar = only_bar(level_panel(0, 0, 0, whole=0))
    assert (bar.note, bar.segments) == ("0 screened", ())


def test_a_level_without_students_is_not_drawn():
    bar = only_bar(level_panel(150, 50, 0, whole=200))
    assert [segment.kind for segment in bar.segments] == ["tier_1", "tier_2"]


def test_dots_lie_inside_their_interval_and_the_axis_reaches_past_the_widest():
    window = protect_window(window_counts(), suppression=Suppression())
    names = panels.school_rows(NAMES)
    panel = panels.levels(window, "schools", by=("school_id", "School"), names=names)
    chart = charts.dots(panel, "more", name="d", title="t")
    drawn = [dot for dot in chart.dots if dot.x is not None]
    assert drawn
    assert all(dot.low <= dot.x <= dot.high <= BAR_WIDTH for dot in drawn)
    assert [words for _, words in chart.ticks][:2] == ["0 %", "20 %"]
    assert all("hidden" in dot.note for dot in chart.dots if dot.x is None)


def test_schools_stand_in_alphabetical_order_and_grades_from_the_youngest():
    names = panels.school_rows({"2": "beech", "1": "Cedar", "3": "Alder"})
    assert [label for _, label in names] == ["Alder", "beech", "Cedar"]
    grades = panels.grade_rows(["10", "unknown", "2", "K", "PK"])
    assert [grade for grade, _ in grades] == ["PK", "K", "2", "10", "unknown"]
