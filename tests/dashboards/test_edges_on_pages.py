"""A part of 4 is hidden and one of 5 shown, a group of 9 hidden and one of 10 shown: on every page.

Every other count of the window is large, so that nothing but the rule itself hides the planted one.
"""

import csv
from itertools import product

import pytest
from made_up_window import NAMES, frame
from test_pages import Page, read, write_all

from screening.dashboards.counts import WindowCounts

COUNTS = {
    "tier_1": 400, "tier_2": 100, "tier_3": 60, "not_answered": 50,
    "opted_out": 40, "withdrawn": 30, "answers_set_aside": 30, "too_few_answers": 30,
    "no_norms": 30,
}  # fmt: skip
FEW = dict.fromkeys(COUNTS, 0)
HIDDEN = "hidden"


def window(*, outcomes=None, moved=None, rooms=None, file=None, problem=None):
    """Return a large window with some counts replaced; frames not asked for are empty."""
    students = {
        (school, grade, outcome): count
        for school, grade, (outcome, count) in product(NAMES, ("1", "2"), COUNTS.items())
    }
    told = dict.fromkeys(product(NAMES, (1.0, 2.0, 3.0), (1.0, 2.0, 3.0)), 25)
    return WindowCounts(
        outcomes=rows(students | (outcomes or {}), "school_id grade outcome count"),
        movements=rows({} if moved is None else told | moved, "school_id previous_tier tier count"),
        leavers=frame([], "school_id previous_tier count"),
        class_outcomes=rows(rooms or {}, "school_id grade class_id outcome count"),
        file_counts=frame(
            [("a.csv", "teacher", 900, 300, 300, 300, False), *([file] if file else [])],
            "file informant rows_read rows_scored rows_set_aside rows_left_out refused",
        ),
        problem_counts=frame(
            [("V401", "record", 33), ("D601", "advisory", problem or 40)], "code severity count"
        ),
    )


def rows(counts, columns):
    return frame([(*key, count) for key, count in counts.items()], columns)


def in_csv(folder, table, row, measure):
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8") as file:
        for line in csv.reader(file):
            if line[:2] == [row, measure]:
                return line[2] if line[3] == "shown" else line[3]
    raise AssertionError((table, row, measure))


def on_school_page(folder, corner, row, column):
    """Return a cell of Alder's page: its count, `hidden`, or "no row" where it is left out."""
    for table in Page(read(folder, "alder/school.html")).tables:
        if table[0][0] == corner and column in table[0]:
            found = [line for line in table[1:] if line[0] == row]
            cell = found[0][table[0].index(column)] if found else "no row"
            return HIDDEN if cell.startswith("hidden") else cell.split(" ")[0].split("|")[0]
    return "no row"


def alder(grade, **counts):
    return {("alder", grade, outcome): count for outcome, count in counts.items()}


PARTS = {
    "levels_by_school": lambda n: (
        window(outcomes=alder("1", tier_3=n) | alder("2", tier_3=0)),
        ("alder", "tier_3"),
    ),
    "levels_by_grade": lambda n: (
        window(
            outcomes={
                ("alder", "9", outcome): n if outcome == "tier_3" else 90 for outcome in COUNTS
            }
        ),
        ("9", "tier_3"),
    ),
    "participation_by_school": lambda n: (
        window(
            outcomes=alder("1", opted_out=n, withdrawn=0) | alder("2", opted_out=0, withdrawn=0)
        ),
        ("alder", "family_choice"),
    ),
    "not_screened": lambda n: (
        window(
            outcomes={(school, grade, "withdrawn"): 0 for school, grade in product(NAMES, "12")}
            | alder("1", withdrawn=n)
        ),
        ("withdrawn", "students"),
    ),
    "movement": lambda n: (
        window(moved={(school, 3.0, 1.0): n if school == "alder" else 0 for school in NAMES}),
        ("tier_3", "now_tier_1"),
    ),
    "files": lambda n: (
        window(file=("b.csv", "self", 600 + n, 300, n, 300, False)),
        ("b.csv|self", "set_aside"),
    ),
    "problems": lambda n: (window(problem=n), ("D601", "found")),
}
GROUPS = {
    "participation_by_school": lambda n: (
        window(
            outcomes=alder(
                "1",
                **FEW,
            )
            | alder("2", **FEW | {"tier_1": 5, "tier_2": n - 5})
        ),
        ("alder", "rostered"),
    ),
    "participation_by_grade": lambda n: (
        window(outcomes=alder("9", **FEW | {"tier_1": 5, "tier_2": n - 5})),
        ("9", "rostered"),
    ),
    "movement": lambda n: (
        window(
            moved={(school, 3.0, new): 0 for school, new in product(NAMES, (1.0, 2.0, 3.0))}
            | {("alder", 3.0, 1.0): 5, ("alder", 3.0, 2.0): n - 5}
        ),
        ("tier_3", "students"),
    ),
    "files": lambda n: (
        window(file=("b.csv", "self", n, 5, n - 5, 0, False)),
        ("b.csv|self", "rows_read"),
    ),
}


@pytest.mark.parametrize("table", PARTS)
@pytest.mark.parametrize(("count", "told"), [(4, HIDDEN), (5, "5")])
def test_a_part_of_four_is_hidden_and_one_of_five_is_shown(tmp_path, table, count, told):
    counts, cell = PARTS[table](count)
    assert in_csv(write_all(counts, tmp_path), table, *cell) == told


@pytest.mark.parametrize("table", GROUPS)
@pytest.mark.parametrize(("size", "told"), [(9, HIDDEN), (10, "10")])
def test_a_group_of_nine_is_hidden_and_one_of_ten_is_shown(tmp_path, table, size, told):
    counts, cell = GROUPS[table](size)
    assert in_csv(write_all(counts, tmp_path), table, *cell) == told


def test_every_table_of_the_district_is_among_those_tried(tmp_path):
    write_all(window(moved={}), tmp_path)
    written = {path.stem for path in (tmp_path / "tables").iterdir()}
    assert written == {*PARTS, *GROUPS}


@pytest.mark.parametrize(("count", "told"), [(4, HIDDEN), (5, "5")])
def test_a_grade_of_a_school_shows_five_at_a_level_and_not_four(tmp_path, count, told):
    folder = write_all(window(outcomes=alder("1", tier_3=count)), tmp_path)
    assert on_school_page(folder, "Grade", "Grade 1", "Intensive support") == told


@pytest.mark.parametrize(("size", "told"), [(9, HIDDEN), (10, "10")])
def test_a_grade_of_a_school_shows_ten_students_and_not_nine(tmp_path, size, told):
    grade = alder("1", **FEW | {"tier_1": 5, "tier_2": size - 5})
    folder = write_all(window(outcomes=grade), tmp_path)
    assert on_school_page(folder, "Grade", "Grade 1", "On the roster") == told


@pytest.mark.parametrize(("count", "told"), [(4, HIDDEN), (5, "5")])
def test_a_school_s_movement_shows_five_of_a_level_and_not_four(tmp_path, count, told):
    folder = write_all(window(moved={("alder", 3.0, 1.0): count}), tmp_path)
    assert (
        on_school_page(folder, "Level last time", "Intensive support", "Universal support") == told
    )


@pytest.mark.parametrize(("count", "told"), [(4, HIDDEN), (5, "5")])
def test_a_class_shows_five_at_more_than_universal_support_and_not_four(tmp_path, count, told):
    rooms = {("alder", "1", "1-A", "tier_1"): 20, ("alder", "1", "1-A", "tier_2"): count}
    folder = write_all(window(rooms=rooms), tmp_path)
    assert on_school_page(folder, "Class", "1, 1-A", "Targeted or intensive") == told


@pytest.mark.parametrize(("size", "told"), [(9, "no row"), (10, "10")])
def test_a_class_of_ten_has_a_row_and_one_of_nine_has_none(tmp_path, size, told):
    rooms = {("alder", "1", "1-A", "tier_1"): 5, ("alder", "1", "1-A", "tier_2"): size - 5}
    folder = write_all(window(rooms=rooms), tmp_path)
    assert on_school_page(folder, "Class", "1, 1-A", "Screened") == told
