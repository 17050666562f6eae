"""Class, grade and school on a school's page: decided by shown counts alone."""

import dataclasses

import pytest
from made_up_window import FACTS, frame, window_counts
from test_pages import Page, read

from screening.dashboards import class_signals
from screening.dashboards.pages import SchoolFigures, write_school_page
from screening.dashboards.protected import protect_window
from screening.programme.settings import Suppression


def school_with(grades, rooms=()):
    """Return a window in which grades of Birch have (universal, more) students."""
    counts = window_counts()
    told = []
    for grade, (universal, more) in grades.items():
        counted = {"tier_1": universal, "tier_2": more - more // 2, "tier_3": more // 2}
        counted |= {"not_answered": 12, "opted_out": 12, "answers_set_aside": 12}
        told += [("birch", grade, outcome, count) for outcome, count in counted.items()]
    return dataclasses.replace(
        counts,
        outcomes=frame(told, "school_id grade outcome count"),
        movements=counts.movements[:0],
        class_outcomes=frame(rooms, "school_id grade class_id outcome count"),
    )


def written(counts, to):
    """Write Birch's page; return the folder."""
    window = protect_window(counts, suppression=Suppression())
    write_school_page(SchoolFigures(FACTS, window, "birch", "Birch"), to=to)
    return to


def first_lines(folder):
    text = read(folder, "school.html")
    return [
        line.split("<strong>")[1].split("<")[0] for line in text.split("\n") if "<strong>" in line
    ]


def test_a_grade_above_the_threshold_is_named_and_an_ordinary_one_is_not(tmp_path):
    counts = school_with({"6": (96, 24), "7": (80, 40), "8": (110, 10)})
    (line,) = first_lines(written(counts, tmp_path))
    assert line == (
        "The whole of grade 7 lies above 20 in 100, allowing for chance (40 of 120): look at the"
        " grade first."
    )


def test_a_school_above_the_threshold_is_named_before_its_grades(tmp_path):
    counts = school_with({"6": (60, 40), "7": (60, 40)})
    lines = first_lines(written(counts, tmp_path))
    assert [line.split(" lies")[0] for line in lines] == [
        "The whole school",
        "The whole of grade 6",
        "The whole of grade 7",
    ]


@pytest.mark.parametrize("more", [32, 33])
def test_a_school_is_named_only_where_chance_does_not_explain_it(tmp_path, more):
    """Of 120 students, 33 are 28 %: the highest that chance gives at 20 %."""
    lines = first_lines(written(school_with({"6": (120 - more, more)}), tmp_path))
    assert bool(lines) == (more == 33)


def test_the_same_class_letter_in_two_grades_has_two_rows(tmp_path):
    rooms = [
        ("birch", grade, "B", level, count)
        for grade in ("6", "7")
        for level, count in (("tier_1", 16), ("tier_2", 8))
    ]
    folder = written(school_with({"6": (60, 40), "7": (60, 40)}, rooms), tmp_path)
    (table,) = [t for t in Page(read(folder, "school.html")).tables if t[0][0] == "Class"]
    assert [(row[0], row[1]) for row in table[1:]] == [("6, B", "24"), ("7, B", "24")]


def test_a_class_whose_count_is_hidden_has_no_signal(tmp_path):
    rooms = [("birch", "6", "B", "tier_1", 20), ("birch", "6", "B", "tier_2", 3)]
    folder = written(school_with({"6": (60, 40), "7": (60, 40)}, rooms), tmp_path)
    (table,) = [t for t in Page(read(folder, "school.html")).tables if t[0][0] == "Class"]
    assert [row[-1] for row in table[1:]] == ["cannot be told"]


def test_the_page_names_the_threshold_of_the_rule(tmp_path):
    rooms = [("birch", "6", "B", "tier_1", 15), ("birch", "6", "B", "tier_2", 9)]
    folder = written(school_with({"6": (60, 40), "7": (60, 40)}, rooms), tmp_path)
    assert class_signals.threshold() == 20
    assert "even the lower end of its range lies above 20 %" in read(folder, "school.html")


def test_a_plan_is_suggested_only_where_the_whole_interval_lies_above_the_threshold(tmp_path):
    classes = {"7, A": (15, 9), "7, B": (16, 8), "8, A": (17, 5), "8, B": (26, 5)}
    rooms = [
        ("birch", *name.split(", "), level, count)
        for name, pair in classes.items()
        for level, count in zip(("tier_1", "tier_2"), pair, strict=True)
    ]
    folder = written(school_with({"7": (90, 40), "8": (90, 40)}, rooms), tmp_path)
    (table,) = [t for t in Page(read(folder, "school.html")).tables if t[0][0] == "Class"]
    assert {row[0]: row[-1] for row in table[1:]} == {
        "7, A": "Plan class support",
        "7, B": "Too few to tell class from chance",
        "8, A": "Too few to tell class from chance",
        "8, B": "Support for single students",
    }
