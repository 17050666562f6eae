"""Comparing two results of a window, cell by cell."""

import csv
import stat

import pytest

from screening.programme.settings import Contact, School
from screening.run.rescore import (
    Results,
    band_moves,
    changes_between,
    students_of,
    tier_moves,
    write_changes,
)

MOOD, WORRY = ("mood", "self", "total"), ("worry", "self", "total")
LOW, RAISED = (3.0, "low", 0), (3.0, "raised", 1)


def results(scores: dict, **tiers: str) -> Results:
    return Results(scores, {ref: (f"of_{ref}", tier) for ref, tier in tiers.items()})


def test_equal_results_change_nothing() -> None:
    one = results({("a", *MOOD): LOW, ("b", *MOOD): (None, None, None)}, a="1", b="not_answered")
    assert changes_between(one, one) == []


def test_a_change_has_both_sides_of_score_band_and_tier() -> None:
    before = results({("a", *MOOD): LOW, ("a", *WORRY): LOW}, a="1")
    after = results({("a", *MOOD): (4.5, "raised", 1), ("a", *WORRY): LOW}, a="2")
    (change,) = changes_between(before, after)
    assert (change.school_id, change.student_ref, change.subscale_id) == ("of_a", "a", "total")
    assert (change.score_before, change.score_after) == (3.0, 4.5)
    assert (change.band_before, change.band_after) == ("low", "raised")
    assert (change.tier_before, change.tier_after) == ("1", "2")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (LOW, (4.0, "low", 0)),
        (LOW, RAISED),
        (LOW, (3.0, "low", 1)),
        (LOW, (None, None, None)),
        ((None, None, None), LOW),
        (LOW, (3.0, None, None)),
    ],
)
def test_each_cell_alone_is_a_change(old: tuple, new: tuple) -> None:
    before, after = results({("a", *MOOD): old}, a="1"), results({("a", *MOOD): new}, a="1")
    assert len(changes_between(before, after)) == 1
    assert tier_moves(changes_between(before, after)) == {}


def test_a_subscale_that_comes_or_goes_is_a_change() -> None:
    without, with_it = results({}, a="1"), results({("a", *WORRY): LOW}, a="1")
    (comes,), (goes,) = changes_between(without, with_it), changes_between(with_it, without)
    assert (comes.band_before, comes.band_after) == (None, "low")
    assert (goes.band_before, goes.band_after) == ("low", None)


def test_a_tier_alone_that_changes_is_told_once_without_a_subscale() -> None:
    before = results({("a", *MOOD): LOW, ("b", *MOOD): LOW}, a="1", b="2")
    after = results({("a", *MOOD): LOW, ("b", *MOOD): LOW}, a="1", b="too_few_answers")
    (change,) = changes_between(before, after)
    assert (change.student_ref, change.instrument_id) == ("b", "")
    assert tier_moves([change]) == {("2", "too_few_answers"): 1}
    assert band_moves([change]) == {}


def test_a_student_is_counted_once_however_many_subscales_change() -> None:
    before = results({("a", *MOOD): LOW, ("a", *WORRY): LOW, ("b", *MOOD): LOW}, a="1", b="1")
    after = results(
        {("a", *MOOD): RAISED, ("a", *WORRY): RAISED, ("b", *MOOD): RAISED}, a="2", b="1"
    )
    changes = changes_between(before, after)
    assert [change.student_ref for change in changes] == ["a", "a", "b"]
    assert students_of(changes) == {"a", "b"}
    assert tier_moves(changes) == {("1", "2"): 1}
    assert band_moves(changes) == {
        (*MOOD, "low", "raised"): 2,
        (*WORRY, "low", "raised"): 1,
    }


def school(name: str) -> School:
    contact = Contact(name="A", role="b", phone="1", valid_until="2027-01-01")
    return School(id=name, name=name, address=(), phone="1", contact=contact)


def test_each_school_has_a_file_for_its_owner_and_nobody_is_lost(tmp_path) -> None:
    refs = "abc"
    before = results({(ref, *MOOD): LOW for ref in refs}, a="1", b="1", c="1")
    after = results({(ref, *MOOD): RAISED for ref in refs}, a="2", b="1", c="1")
    schools = [school("of_a"), school("of_b"), school("of_nobody")]
    written = write_changes(changes_between(before, after), schools=schools, to=tmp_path / "to")
    assert [path.name for path in written] == [
        *("of_a.csv", "of_b.csv", "of_nobody.csv", "unassigned.csv"),
    ]
    rows = {path.stem: list(csv.DictReader(path.open())) for path in written}
    assert [[row["student_ref"] for row in rows[path.stem]] for path in written] == [
        *(["a"], ["b"], [], ["c"]),
    ]
    assert rows["of_a"][0] == {
        "student_ref": "a",
        "instrument_id": "mood",
        "informant": "self",
        "subscale_id": "total",
        "score_before": "3",
        "score_after": "3",
        "band_before": "low",
        "band_after": "raised",
        "tier_before": "1",
        "tier_after": "2",
    }
    assert {stat.S_IMODE(path.stat().st_mode) for path in written} == {0o600}
    assert stat.S_IMODE((tmp_path / "to").stat().st_mode) == 0o700


def test_a_file_of_an_earlier_comparison_does_not_stay(tmp_path) -> None:
    before, after = results({("a", *MOOD): LOW}, a="1"), results({("a", *MOOD): RAISED}, a="2")
    write_changes(changes_between(before, after), schools=[school("of_a")], to=tmp_path)
    write_changes([], schools=[school("of_a")], to=tmp_path)
    assert len((tmp_path / "of_a.csv").read_text().splitlines()) == 1
