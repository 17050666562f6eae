"""From signal to help on the pages: every number protected, no table gives another away."""

import random
from dataclasses import replace

import pandas as pd
import pytest
from made_up_district import district_counts
from made_up_loop import DAYS, NEW, flagged_of, with_loop
from made_up_window import FACTS, NAMES, window_counts

from screening.dashboards.loop_counts import check_counts, flagged, loop_counts
from screening.dashboards.loop_panels import district_parts, finding, school_parts
from screening.dashboards.loop_plan import loop_blocks
from screening.dashboards.loop_words import load_loop_words
from screening.dashboards.pages import (
    DistrictFigures,
    SchoolFigures,
    write_district_page,
    write_school_page,
)
from screening.dashboards.plan import plan_publication
from screening.dashboards.protected import protect_window
from screening.dashboards.tables import panel_csv
from screening.followup.measures import Measure
from screening.followup.percentages import require_true_percentages
from screening.privacy.protect import audit
from screening.privacy.sensitive import Rule
from screening.programme.settings import Suppression
from screening.referrals.rules import load_rules

RULE = Rule(10, 5)


def protected(counts):
    return protect_window(counts, suppression=Suppression())


@pytest.fixture(scope="module")
def counts():
    plain = window_counts()
    return with_loop(plain, flagged_of(plain))


@pytest.fixture(scope="module")
def window(counts):
    return protected(counts)


@pytest.fixture(scope="module")
def parts(window):
    return district_parts(window, schools=NAMES, days=DAYS)


def values(row):
    return [share.part.value for share in row.shares]


def test_shown_actions_of_a_school_add_up_to_its_flagged_students(parts):
    rows = parts["loop"].rows
    assert [row.label for row in rows][-1] == "District"
    for row in rows:
        whole, *actions = values(row)
        if None not in (whole, *actions):
            assert whole == sum(actions)
    assert None not in values(rows[-1])


def test_flagged_students_are_those_of_the_tables_of_levels(parts, counts):
    more = counts.outcomes[counts.outcomes["outcome"].isin(["tier_2", "tier_3"])]
    assert values(parts["loop"].rows[-1])[0] == more["count"].sum()


def test_no_count_below_five_of_a_school_is_shown_but_none_at_all(parts):
    for name in ("loop", "loop_timing", "loop_stages", "loop_checks"):
        for row in parts[name].rows:
            assert not {1, 2, 3, 4} & set(values(row))


def test_a_school_with_fewer_than_ten_flagged_students_shows_nothing():
    plain = window_counts()
    few = flagged_of(plain)
    counts = with_loop(plain, few)
    dell = [one for one in few if one.school_id == "dell"]
    assert 0 < len(dell) < 10
    panel = school_parts(protected(counts), school=("dell", "Dell"), days=DAYS)["loop"]
    assert set(values(panel.rows[0])) == {None}


@pytest.mark.parametrize("seed", range(1, 4))
@pytest.mark.parametrize("make", [window_counts, district_counts])
def test_an_attack_on_all_tables_together_recovers_nothing(make, seed):
    plain = make(seed)
    counts = with_loop(plain, flagged_of(plain, seed))
    found = audit(plan_publication(counts), protected(counts).tables, rule=RULE)
    assert found.recoverable == 0
    assert found.sensitive > 0


def test_the_loop_hides_nothing_of_the_tables_of_levels():
    """The sizes of its groups are already there: it must not cost what the pages are for."""
    for seed in range(1, 3):
        plain = window_counts(seed)
        before, after = protected(plain), protected(with_loop(plain, flagged_of(plain, seed)))
        shown = [
            sum(cell.value is not None for cell in each.tables["schools"].cells.values())
            for each in (before, after)
        ]
        assert shown[1] >= shown[0] - 2


@pytest.mark.parametrize(("waited", "long"), [(0, 0), (30, 1)])
def test_the_heading_counts_who_waits_for_long_and_says_how_long(waited, long):
    """On the day of the list everybody waits, and nobody for long."""
    plain = window_counts()
    large = [plain.outcomes, plain.class_outcomes]
    outcomes, rooms = (each[each["school_id"] != "dell"] for each in large)
    plain = replace(plain, outcomes=outcomes, class_outcomes=rooms, movements=plain.movements[:0])
    waiting = [
        replace(NEW, school_id=one.school_id, is_due=True, waited=waited)
        for one in flagged_of(plain)
    ]
    parts = district_parts(protected(with_loop(plain, waiting)), schools=NAMES, days=DAYS)
    size = len(waiting)
    told = finding(parts, days=DAYS)
    assert told == load_loop_words().finding.format(count=size * long, size=size, days=DAYS)
    assert f"more than {DAYS} school days" in told


def test_without_a_loop_there_is_no_section(tmp_path):
    window = protected(window_counts())
    assert district_parts(window, schools=NAMES, days=DAYS) == {}
    assert finding({}, days=DAYS) == ""
    write_district_page(DistrictFigures(FACTS, window, NAMES), to=tmp_path)
    assert 'id="loop"' not in (tmp_path / "dashboard.html").read_text()


def test_the_pages_show_the_section_and_the_csvs_hold_its_numbers(window, parts, tmp_path):
    figures = DistrictFigures(FACTS, window, NAMES, wait="Half of them were seen within 6 days.")
    write_district_page(figures, to=tmp_path)
    page = (tmp_path / "dashboard.html").read_text()
    assert 'id="loop"' in page
    assert "Signal without action" in page
    assert "within 6 days" in page
    for panel in parts.values():
        assert (tmp_path / "tables" / f"{panel.name}.csv").read_text() == panel_csv(panel)
    write_school_page(SchoolFigures(FACTS, window, "birch", "Birch Middle"), to=tmp_path)
    school = (tmp_path / "school.html").read_text()
    assert 'id="loop"' in school
    assert "Cedar High" not in school


def test_every_printed_percentage_is_true(parts):
    for panel in parts.values():
        frame = pd.DataFrame([line.split(",") for line in panel_csv(panel).splitlines()[1:]])
        by_row = frame.groupby(0, sort=False)
        for _, rows in by_row:
            whole = rows.iloc[0][2]
            sized = [
                (row[1], int(row[2]), int(whole), f"{row[4]} %")
                for row in rows.to_dict("records")
                if row[4] and whole and rows.iloc[0][1] in {"flagged", "due", "of"}
            ]
            require_true_percentages(sized)
    assert any(len(panel.rows) for panel in parts.values())


def test_who_is_on_a_list_for_another_reason_is_on_no_page():
    others = [replace(NEW, tier=None), replace(NEW, tier=1)]
    assert flagged([NEW, *others]) == [NEW]


def test_every_status_has_a_stage_and_not_started_has_two():
    words = load_loop_words()
    states = {
        status.id: loop_counts(
            [replace(NEW, status=status.id)], schools=["alder"], no_action_school_days=DAYS
        )
        .query("count == 1")["stage"]
        .item()
        for status in load_rules().status
    }
    assert states["not_started"] == "waiting"
    assert states["waitlisted"] == "referred_out"
    assert set(states.values()) == {stage.id for stage in words.stage} - {"no_action"}
    late = loop_counts([replace(NEW, waited=11)], schools=["alder"], no_action_school_days=DAYS)
    assert late.query("count == 1")["stage"].item() == "no_action"
    seen = replace(NEW, waited=11, is_seen=True)
    seen = loop_counts([seen], schools=["alder"], no_action_school_days=DAYS)
    assert seen.query("count == 1")["stage"].item() == "student_seen"


def test_an_empty_stage_is_a_row_with_nobody_and_not_a_missing_row():
    """A row that is missing would say that nobody is there, where a small count is hidden."""
    frame = loop_counts([NEW], schools=["alder", "birch"], no_action_school_days=DAYS)
    assert set(frame["stage"]) == {stage.id for stage in load_loop_words().stage}
    assert set(frame["timing"]) == {"in_time", "not_in_time", "not_due"}
    assert set(frame["family"]) == {"reached", "not_reached", "not_allowed"}
    assert len(set(frame.groupby("school_id").size())) == 1
    assert frame["count"].sum() == 1


def test_a_check_of_nobody_has_no_rows():
    frame = check_counts([Measure("overridden", 2, 30), Measure("reviewed_in_time", 0, 0)])
    assert frame.to_numpy().tolist() == [["overridden", "yes", 2], ["overridden", "no", 28]]


def test_more_students_in_the_loop_than_at_its_levels_is_refused():
    plain = window_counts()
    followed = flagged_of(plain)
    with pytest.raises(ValueError, match="same students differ"):
        protected(with_loop(plain, [*followed, random.Random(1).choice(followed)]))


def test_blocks_are_there_only_where_something_is_said(counts):
    assert list(loop_blocks(window_counts())) == []
    assert len(list(loop_blocks(counts))) == 2
