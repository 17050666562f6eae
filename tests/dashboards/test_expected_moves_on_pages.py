"""Moves beside chance on the district's page: from shown counts alone, and no claim of effect."""

import csv
import dataclasses
import re

import pytest
from made_up_district import district_counts
from made_up_window import FACTS, NAMES, frame, window_counts
from test_pages import Page, read

from screening.change.chance import Chance
from screening.change.expected_moves import LEVELS, share_ranges
from screening.dashboards.expected import (
    AS_CHANCE,
    FEWER,
    MORE,
    UNTOLD,
    MoveRow,
    expected_csv,
    expected_rows,
)
from screening.dashboards.pages import (
    DistrictFigures,
    SchoolFigures,
    write_district_page,
    write_school_page,
)
from screening.dashboards.protected import protect_window
from screening.dashboards.shares import Share
from screening.privacy.protect import ProtectedCell, Status
from screening.programme.settings import Suppression
from screening.wilson import Interval

RETESTS = (0.7, 0.85)
KNOWN, UNKNOWN = "PSC-17 (caregivers): 0.85 after 28 days", "SRSS (teachers)"
CHANCE = Chance(RETESTS, (KNOWN,), (UNKNOWN,), screener_count=2, known_screener_count=1)
RULE = Suppression()


def with_chance(counts):
    """Return the counts with the moves that chance alone gives, from the true counts."""
    before = counts.movements.groupby("previous_tier")["count"].sum()
    before = before.add(counts.leavers.groupby("previous_tier")["count"].sum(), fill_value=0)
    shares = {level: before.get(level, 0) / before.sum() for level in LEVELS}
    rows = [(*move, *ends) for move, ends in share_ranges(shares, retests=RETESTS).items()]
    told = frame(rows, "previous_tier tier low_share high_share")
    return dataclasses.replace(counts, expected_moves=told)


def large(**moved):
    """Return a window in which so many moved from a level to a level, as `t3_t1=40`."""
    counts = window_counts()
    rows = [
        ("birch", float(old), float(new), moved.get(f"t{old}_t{new}", 0))
        for old in LEVELS
        for new in LEVELS
    ]
    levels = {new: sum(row[3] for row in rows if row[2] == new) for new in LEVELS}
    outcomes = [("birch", "7", f"tier_{new}", 20 + count) for new, count in levels.items()]
    outcomes += [("birch", "7", "not_answered", 60)]
    rows += [("birch", float(level), None, 15) for level in LEVELS]
    return with_chance(
        dataclasses.replace(
            counts,
            outcomes=frame(outcomes, "school_id grade outcome count"),
            movements=frame(rows, "school_id previous_tier tier count"),
            leavers=counts.leavers[:0],
            class_outcomes=counts.class_outcomes[:0],
        )
    )


STILL = {"t1_t1": 900, "t1_t2": 70, "t1_t3": 12, "t2_t1": 70, "t2_t2": 75, "t2_t3": 20}
STILL |= {"t3_t1": 12, "t3_t2": 22, "t3_t3": 30}


def rows_of(counts):
    return expected_rows(protect_window(counts, suppression=RULE))


def written(counts, to, *, chance=CHANCE):
    """Write the district's page and Birch's; return the folder."""
    window = protect_window(counts, suppression=RULE)
    write_district_page(DistrictFigures(FACTS, window, NAMES, {}, (), chance), to=to)
    write_school_page(SchoolFigures(FACTS, window, "birch", "Birch"), to=to / "birch")
    return to


def move(value, size, *, low, high):
    cells = [
        ProtectedCell(n, Status.SECONDARY if n is None else Status.SHOWN) for n in (value, size)
    ]
    return MoveRow("tier_3", "tier_1", Share(*cells), Interval(low, high))


@pytest.mark.parametrize(
    ("value", "size", "signal"),
    [
        (20, 100, AS_CHANCE),
        (32, 100, AS_CHANCE),
        (33, 100, MORE),
        (50, 100, MORE),
        (4, 100, AS_CHANCE),
        (0, 100, FEWER),
        (250, 1_000, MORE),
        (110, 1_000, FEWER),
        (None, 100, UNTOLD),
        (20, None, UNTOLD),
    ],
)
def test_a_signal_needs_more_than_so_few_students_explain(value, size, signal):
    assert move(value, size, low=0.15, high=0.20).signal == signal


def test_observed_minus_chance_adds_up_with_the_counts_beside_it():
    row = move(43, 82, low=0.46, high=0.55)
    assert row.by_chance == (38, 45)
    assert row.difference == (-2, 5)
    assert row.chance_words() == "38 to 45 (46 to 55 %)"
    assert row.difference_words() == "-2 to +5"
    assert row.group_words("Intensive support") == "Intensive support (82)"


def test_one_reliability_gives_one_number():
    row = move(41, 82, low=0.5, high=0.5)
    assert (row.chance_words(), row.difference_words()) == ("41 (50 %)", "0")


def test_a_hidden_size_leaves_the_published_share_only():
    row = move(40, None, low=0.46, high=0.55)
    assert (row.chance_words(), row.difference_words()) == ("46 to 55 %", UNTOLD)
    assert row.group_words("Intensive support") == "Intensive support"


def test_levels_stand_from_the_highest_and_observed_are_those_with_a_level_both_times():
    rows = rows_of(large(**STILL))
    assert [(row.before, row.now) for row in rows[:3]] == [
        ("tier_3", "tier_3"),
        ("tier_3", "tier_2"),
        ("tier_3", "tier_1"),
    ]
    assert [row.both_times for row in rows] == [64] * 3 + [165] * 3 + [982] * 3
    assert [row.observed.part.value for row in rows[:3]] == [30, 22, 12]


def test_shares_by_chance_of_a_level_add_up_for_each_reliability():
    rows = [row for row in rows_of(large(**STILL)) if row.before == "tier_3"]
    assert sum(row.chance.low for row in rows) <= 1 <= sum(row.chance.high for row in rows)


@pytest.mark.parametrize("seed", range(12))
def test_what_is_told_follows_from_shown_counts_alone(seed):
    """Whoever has the page and the published figures can work every number out."""
    window = protect_window(with_chance(district_counts(seed)), suppression=RULE)
    whole = {level: window.cell("movement", before=f"tier_{level}").value for level in LEVELS}
    rows = expected_rows(window)
    if None in whole.values():
        assert rows == ()
        return
    assert rows
    ranges = share_ranges(
        {level: count / sum(whole.values()) for level, count in whole.items()}, retests=RETESTS
    )
    for row in rows:
        old, new = int(row.before[-1]), int(row.now[-1])
        assert (row.chance.low, row.chance.high) == pytest.approx(ranges[old, new])
        gone = window.cell("movement", before=row.before, now="no_level").value
        assert row.both_times == (None if gone is None else (whole[old] - gone or None))
        shown = window.cell("movement", before=row.before, now=row.now)
        assert row.observed.part == shown


def test_a_level_too_small_to_show_leaves_no_statement_at_all():
    counts = large(**STILL | {"t3_t1": 0, "t3_t2": 0, "t3_t3": 5})
    none_gone = counts.movements[counts.movements["tier"].notna()]
    counts = with_chance(dataclasses.replace(counts, movements=none_gone))
    assert rows_of(counts) == ()


def test_without_movement_or_expected_shares_there_is_nothing():
    assert rows_of(window_counts()) == ()
    counts = large(**STILL)
    assert rows_of(dataclasses.replace(counts, movements=counts.movements[:0])) == ()


def test_the_csv_holds_the_numbers_of_the_page(tmp_path):
    folder = written(large(**STILL), tmp_path)
    with (folder / "tables" / "expected_movement.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    (table,) = [t for t in Page(read(folder, "dashboard.html")).tables if t[0][0] == "Last time"]
    assert len(lines) == len(table) - 1 == 9
    for line, (_, _, observed, by_chance, difference, signal) in zip(lines, table[1:], strict=True):
        assert observed == f"{line['observed']} ({line['observed_percent']} %)"
        ends = dict.fromkeys((line["chance_low"], line["chance_high"]))
        assert by_chance.startswith(" to ".join(ends))
        numbers = [int(each) for each in re.findall(r"-?\d+", difference)]
        assert {*numbers} == {int(line["difference_low"]), int(line["difference_high"])}
        assert signal == line["signal"]


def test_hidden_counts_stay_empty_in_the_csv():
    text = expected_csv((move(None, 100, low=0.1, high=0.2), move(5, None, low=0.1, high=0.2)))
    _, first, second = text.splitlines()
    assert first == "tier_3,tier_1,100,,,10,20,10,20,,,cannot be told"
    assert second == "tier_3,tier_1,,5,,10,20,,,,,cannot be told"


def test_the_page_says_what_it_rests_on_and_never_speaks_of_impact(tmp_path):
    text = read(written(large(**STILL), tmp_path), "dashboard.html")
    for words in (
        "Beside what chance alone gives",
        "0.70 to 0.85, for 1 of the 2 questionnaires that set the levels",
        "PSC-17 (caregivers): 0.85 after 28 days",
        "SRSS (teachers): nothing published",
        "It does not say that support worked, or that it did not.",
    ):
        assert words in text
    assert "impact" not in text.lower()


def test_where_too_little_is_published_the_page_says_so(tmp_path):
    unknown = Chance((), (), ("PSC-17", UNKNOWN), screener_count=2, known_screener_count=0)
    folder = written(window_counts(), tmp_path, chance=unknown)
    text = read(folder, "dashboard.html")
    assert "published for 0 of the 2 questionnaires that set the levels, which is too few" in text
    assert not (folder / "tables" / "expected_movement.csv").exists()


def test_where_too_few_students_are_seen_twice_the_page_says_so(tmp_path):
    text = read(written(window_counts(), tmp_path), "dashboard.html")
    assert "that needs 100 students with a level both times" in text


def test_the_chance_beside_schools_is_on_no_school_s_page(tmp_path):
    folder = written(large(**STILL), tmp_path)
    assert "Beside what chance alone gives" not in read(folder, "birch/school.html")
