"""Classes, grades and schools as tables: who is counted, what is decided, what lies around."""

import pandas as pd
import pytest

from screening.class_support.groups import (
    Group,
    SchoolGroups,
    groups_of_school,
    store_class_decisions,
)
from screening.warehouse import open_warehouse


def students(flagged, screened, **where):
    """Return students of one class; the first `flagged` are at targeted support."""
    row = {"school_id": "maple", "grade": "7", "class_id": "B", "consent": "yes"} | where
    return [{**row, "tier": 2 if number < flagged else 1} for number in range(screened)]


def group(decision="class_plan", **changes):
    plain = {"school_id": "maple", "grade": "7", "class_id": "", "screened_count": 60}
    plain |= {"flagged_count": 30, "low": 0.3, "high": 0.6}
    return Group(**plain | changes, decision=decision)


@pytest.fixture
def warehouse():
    with open_warehouse() as opened:
        opened.execute(
            "create table mart_class_rater"
            " (school_id varchar, grade varchar, class_id varchar, words varchar)"
        )
        yield opened


def decided(warehouse, *rows, school="maple"):
    columns = {"school_id": "str", "grade": "str", "class_id": "str", "consent": "str"}
    frame = pd.DataFrame(rows, columns=[*columns, "tier"]).astype({**columns, "tier": "Int64"})
    warehouse.store("mart_student_tier", frame)
    store_class_decisions(warehouse)
    return groups_of_school(warehouse, school)


def test_a_class_id_counts_within_its_grade_and_school(warehouse):
    rows = [
        *students(3, 12),
        *students(4, 11, grade="6"),
        *students(5, 13, school_id="oak"),
    ]
    found = decided(warehouse, *rows)
    counted = [(g.grade, g.class_id, g.flagged_count, g.screened_count) for g in found.classes]
    assert counted == [("6", "B", 4, 11), ("7", "B", 3, 12)]
    assert [(g.grade, g.flagged_count, g.screened_count) for g in found.wider] == [
        ("6", 4, 11),
        ("7", 3, 12),
        ("", 7, 23),
    ]


def test_whoever_has_no_tier_or_no_consent_is_not_counted(warehouse):
    without = [{**row, "tier": None} for row in students(0, 9)]
    out = students(9, 9, consent="opted_out")
    (only,) = decided(warehouse, *students(2, 12), *without, *out).classes
    assert (only.flagged_count, only.screened_count) == (2, 12)


@pytest.mark.parametrize("nothing", [None, ""])
def test_students_without_a_class_make_no_class_but_count_in_their_grade(warehouse, nothing):
    found = decided(warehouse, *students(20, 20, class_id=nothing))
    assert found.classes == ()
    assert [(g.grade, g.screened_count) for g in found.wider] == [("7", 20), ("", 20)]


def test_the_interval_and_the_decision_stand_beside_the_counts(warehouse):
    decided(warehouse, *students(9, 22))
    row = warehouse.frame("select * from mart_class").to_dict("records")[0]
    assert row["share"] == pytest.approx(9 / 22)
    assert (row["low"], row["high"]) == pytest.approx((0.2326, 0.6127), abs=5e-5)
    assert row["decision"] == "class_plan"


def test_a_district_without_students_has_empty_tables_of_text_and_numbers(warehouse):
    assert decided(warehouse) == SchoolGroups()
    for table in ("mart_class", "mart_school_grade"):
        kinds = dict(warehouse.rows(f"select column_name, column_type from (describe {table})"))
        assert kinds["school_id"] == kinds["grade"] == kinds["decision"] == "VARCHAR"
        assert kinds["low"] == "DOUBLE"


def test_classes_stand_as_schools_count_grades(warehouse):
    rows = [*students(1, 5, grade="10"), *students(1, 5, grade="K"), *students(1, 5, grade="2")]
    found = decided(warehouse, *rows)
    assert [each.grade for each in found.classes] == ["K", "2", "10"]


def test_what_is_known_of_the_raters_stands_with_the_class(warehouse):
    warehouse.execute("insert into mart_class_rater values ('maple', '7', 'B', 'One rater.')")
    with_words, without = decided(
        warehouse, *students(9, 22), *students(9, 22, class_id="C")
    ).classes
    assert (with_words.rater_words, without.rater_words) == ("One rater.", "")


def test_the_widest_group_that_lies_as_high_is_named():
    school, grade = group(grade=""), group()
    other = group(grade="8")
    one = group(class_id="B")
    assert SchoolGroups((one,), (grade, school)).above(one) == school
    assert SchoolGroups((one,), (other, grade)).above(one) == grade
    assert SchoolGroups((one,), (other,)).above(one) is None
    undecided = group("not_decidable", grade="")
    assert SchoolGroups((one,), (undecided,)).above(one) is None


def test_the_order_of_students_changes_nothing(warehouse):
    rows = [*students(9, 22), *students(3, 18, class_id="C")]
    assert decided(warehouse, *rows) == decided(warehouse, *reversed(rows))
