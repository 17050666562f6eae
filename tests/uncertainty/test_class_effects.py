"""Class means drawn towards their school: by hand, against statsmodels, and against known truth."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
import statsmodels.formula.api as smf
from hypothesis import given
from hypothesis import strategies as st
from ratings import class_scores, students

from screening.uncertainty.class_effects import (
    ClassScores,
    Variances,
    apart,
    class_effects,
    variances,
)


def classes(*means, count=10, inner=90.0, school="maple"):
    return [
        ClassScores(school, "3", f"3{place}", count, mean, inner)
        for place, mean in enumerate(means)
    ]


def test_the_worked_example():
    """Three classes of ten, means 4, 5, 9; squared distances within each 90.

    Within: 270 / 27 = 10. Between means: 14 / 2 = 7, of which chance is 10 / 10 = 1: 6.
    A class counts for 6 / (6 + 1) = 6/7 of its distance from 6.
    """
    found = variances(classes(4, 5, 9))
    assert (found.within, found.between) == (pytest.approx(10), pytest.approx(6))
    assert found.share_between == pytest.approx(6 / 16)
    effects = class_effects(classes(4, 5, 9), spread=found)
    assert [each.school_mean for each in effects] == pytest.approx([6, 6, 6])
    assert [each.effect for each in effects] == pytest.approx([-12 / 7, -6 / 7, 18 / 7])
    assert apart(effects[2], spread=found) == pytest.approx(18 / 7 / sqrt(6))


def test_classes_that_differ_no_more_than_by_chance_are_not_apart():
    found = variances(classes(5.0, 5.1, 4.9))
    assert found.between == 0
    assert found.share_between == 0
    effects = class_effects(classes(5.0, 5.1, 4.9), spread=found)
    assert [each.effect for each in effects] == [0, 0, 0]
    assert apart(effects[1], spread=found) == 0


@pytest.mark.parametrize(
    "too_few",
    [
        [],
        classes(5),
        [*classes(5), *classes(9, school="oak")],
        classes(4, 9, count=1, inner=0.0),
    ],
    ids=["none", "one", "one per school", "one student each"],
)
def test_where_classes_cannot_be_compared_nothing_is_known(too_few):
    assert variances(too_few) is None


def fitted(frame):
    """Return what statsmodels finds: school means fixed, classes random, by REML."""
    model = smf.mixedlm("score ~ 0 + school", frame, groups=frame["class_id"])
    return model.fit(reml=True, method=["powell", "lbfgs"])


def test_classes_of_equal_size_are_as_statsmodels_has_them():
    frame = students(schools=4, classes=9, size=20, between=0.5)
    model, found = fitted(frame), variances(class_scores(frame))
    assert found.within == pytest.approx(model.scale, rel=1e-3)
    assert found.between == pytest.approx(model.cov_re.iloc[0, 0], rel=5e-3)
    for each in class_effects(class_scores(frame), spread=found):
        theirs = model.random_effects[each.scores.class_id].iloc[0]
        assert each.effect == pytest.approx(theirs, abs=5e-3)
        assert each.school_mean == pytest.approx(
            model.params[f"school[{each.scores.school_id}]"], abs=1e-6
        )


@pytest.mark.parametrize("seed", [2, 3, 4])
def test_classes_of_any_size_are_as_statsmodels_has_them_with_its_variances(seed):
    frame = students(schools=3, classes=8, size=(5, 32), between=0.6, seed=seed)
    model = fitted(frame)
    theirs = Variances(model.scale, model.cov_re.iloc[0, 0])
    for each in class_effects(class_scores(frame), spread=theirs):
        assert each.effect == pytest.approx(
            model.random_effects[each.scores.class_id].iloc[0], abs=1e-6
        )
    own = variances(class_scores(frame))
    assert own.within == pytest.approx(theirs.within, rel=0.02)
    assert own.share_between == pytest.approx(theirs.between / sum(vars(theirs).values()), abs=0.08)


@pytest.mark.parametrize("share", [0.12, 0.18, 0.23])
def test_the_share_between_classes_that_was_put_in_is_found(share):
    """As published for teachers (Splett 2020); forty districts of 48 unequal classes."""
    found = [
        variances(
            class_scores(
                students(
                    schools=6,
                    classes=8,
                    size=(12, 30),
                    between=sqrt(share),
                    within=sqrt(1 - share),
                    seed=seed,
                )
            )
        )
        for seed in range(40)
    ]
    assert np.mean([each.share_between for each in found]) == pytest.approx(share, abs=0.015)
    assert np.mean([each.between for each in found]) == pytest.approx(share, abs=0.015)


def test_drawn_towards_the_school_a_class_is_nearer_to_the_truth():
    frame = students(schools=10, classes=10, size=(8, 25), between=0.42, seed=9)
    found = variances(class_scores(frame))
    truth = frame.groupby("class_id")["truth"].first()
    centred = truth - truth.groupby(truth.index.str.split("-").str[0]).transform("mean")
    raw, drawn = [], []
    for each in class_effects(class_scores(frame), spread=found):
        true = centred[each.scores.class_id]
        raw.append((each.scores.mean - each.school_mean - true) ** 2)
        drawn.append((each.effect - true) ** 2)
    assert sum(drawn) < 0.95 * sum(raw)


means = st.lists(st.floats(0, 20), min_size=3, max_size=8)
spreads = st.builds(Variances, st.floats(0.1, 30), st.floats(0, 30))


@given(means, spreads)
def test_no_class_is_drawn_past_its_school_or_away_from_it(some, spread):
    for each in class_effects(classes(*some), spread=spread):
        raw = each.scores.mean - each.school_mean
        assert abs(each.effect) <= abs(raw) + 1e-9
        assert each.effect * raw >= 0


@given(means, spreads, st.integers(1, 30))
def test_more_students_draw_a_class_less(some, spread, more):
    """The others stay as they are, so that the school's mean moves towards the larger class."""
    few = classes(*some)
    many = [replace(few[0], count=few[0].count + more), *few[1:]]
    kept = [
        each.effect / (each.scores.mean - each.school_mean)
        for each in (class_effects(group, spread=spread)[0] for group in (few, many))
        if abs(each.scores.mean - each.school_mean) > 1e-6
    ]
    assert kept == sorted(kept)


@given(means, st.floats(-50, 50))
def test_points_added_to_every_score_change_no_effect(some, by):
    moved = [replace(each, mean=each.mean + by) for each in classes(*some)]
    one, other = variances(classes(*some)), variances(moved)
    assert one.between == pytest.approx(other.between, abs=1e-6)
    pairs = zip(
        class_effects(classes(*some), spread=one), class_effects(moved, spread=one), strict=True
    )
    assert all(first.effect == pytest.approx(second.effect, abs=1e-6) for first, second in pairs)
