"""How soon: rules that say "at least", so that one more sign of need never means more time."""

import dataclasses
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tier_table import day_of, rows_of, student, table, wrote

from screening.definition import build_definition, read_toml
from screening.errors import DefinitionError
from screening.programme.settings import Deadlines
from screening.referrals.listed import need_of
from screening.referrals.rules import ReferralRules, load_rules
from screening.referrals.student import students_of
from screening.referrals.urgency_rules import Need, days_of, level_of

LEAST = Need(2, 1, worse=False, informant_count=1, thin=False, in_support=True)
ALL_NEEDS = [
    Need(*facts)
    for facts in product((2, 3), range(4), (False, True), range(4), (False, True), (False, True))
]
NEEDS = st.sampled_from(ALL_NEEDS)


@pytest.fixture
def content(request):
    return read_toml(request.config.rootpath / "screening/referrals/referral_rules.toml")


def need(**changes) -> Need:
    return dataclasses.replace(LEAST, **changes)


@pytest.mark.parametrize(
    ("facts", "deadline"),
    [
        ({}, "next_meeting"),
        ({"informant_count": 3}, "next_meeting"),
        ({"in_support": False}, "tier_2"),
        ({"area_count": 2}, "tier_2"),
        ({"worse": True}, "tier_2"),
        ({"thin": True}, "tier_2"),
        ({"area_count": 2, "worse": True}, "tier_2"),
        ({"area_count": 2, "worse": True, "informant_count": 2}, "tier_3"),
        ({"area_count": 1, "worse": True, "informant_count": 2}, "tier_2"),
        ({"tier": 3}, "tier_2"),
        ({"tier": 3, "in_support": False}, "tier_3"),
        ({"tier": 3, "area_count": 2}, "tier_3"),
        ({"tier": 3, "worse": True}, "tier_3"),
        ({"tier": 3, "thin": True}, "tier_3"),
    ],
)
def test_each_sign_of_need_has_its_deadline(facts, deadline):
    assert load_rules().urgency.rule_for(need(**facts)).deadline == deadline


def test_more_of_anything_never_means_more_time():
    rules = load_rules().urgency
    levels = {each: rules.rule_for(each).level for each in ALL_NEEDS}
    pairs = [
        (less, more)
        for less, more in product(ALL_NEEDS, repeat=2)
        if all(this <= that for this, that in zip(_signs(less), _signs(more), strict=True))
    ]
    assert len(pairs) == 3**4 * 10**2  # every pair in which no sign is weaker
    assert not [pair for pair in pairs if levels[pair[1]] < levels[pair[0]]]


def _signs(one: Need) -> tuple[int, ...]:
    """Return the signs of need; support that runs is the one that takes need away."""
    return (*dataclasses.astuple(one)[:-1], not one.in_support)


@given(one=NEEDS)
def test_everybody_on_the_list_has_a_deadline_and_words_for_it(one):
    rule = load_rules().urgency.rule_for(one)
    assert rule.level in {1, 2, 3}
    assert rule.words


@given(tier_3=st.integers(1, 60), tier_2=st.integers(1, 60), next_meeting=st.integers(1, 60))
def test_the_meeting_is_never_before_the_deadline_of_targeted_support(tier_3, tier_2, next_meeting):
    deadlines = Deadlines(tier_3=tier_3, tier_2=tier_2, next_meeting=next_meeting)
    days = [days_of(level, deadlines=deadlines) for level in (1, 2, 3)]
    assert days == [max(tier_2, next_meeting), tier_2, tier_3]


def test_levels_rise_as_deadlines_shorten():
    assert [level_of(each) for each in ("next_meeting", "tier_2", "tier_3")] == [1, 2, 3]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (lambda rules: rules.reverse(), "shortest deadline to the longest"),
        (lambda rules: rules.pop(), "must fit everybody"),
        (lambda rules: rules[-1].update(areas=1), "must fit everybody"),
        (lambda rules: rules[0].update(tier=1), "tier"),
        (lambda rules: rules[0].pop("words"), "words"),
    ],
)
def test_rules_that_could_leave_somebody_out_or_later_are_refused(content, change, reason):
    change(content["urgency"]["rule"])
    with pytest.raises(DefinitionError, match=reason):
        build_definition(content, ReferralRules, where="rules.toml")


def need_of_row(row, *acts, **settings) -> Need:
    (one,) = students_of(table(row))
    return need_of(one, day=day_of(*acts, **settings))


def test_the_need_of_a_student_is_read_from_the_table():
    row = student(
        "A",
        tier=3,
        areas="internalising;attention",
        change_kind="reliable_increase",
        seen_by=2,
        data_confidence="partial",
    )
    assert need_of_row(row) == Need(3, 2, True, 2, thin=True, in_support=False)


@pytest.mark.parametrize(
    ("kind", "worse"),
    [
        ("reliable_increase", True),
        ("within_noise", False),
        ("reliable_decrease", False),
        ("other_informant", False),
        (None, False),
    ],
)
def test_only_change_beyond_chance_is_worse(kind, worse):
    assert need_of_row(student("A", change="up", change_kind=kind)).worse is worse


@pytest.mark.parametrize(
    ("confidence", "thin"),
    [
        ("complete", False),
        ("partial", True),
        ("one_informant", True),
        ("conflicting_informants", False),
    ],
)
def test_informants_who_disagree_are_not_missing_data(confidence, thin):
    """Else one more sign that makes them agree would mean more time."""
    assert need_of_row(student("A", data_confidence=confidence)).thin is thin


def test_missing_answers_say_nothing_about_a_persons_own_decision():
    row = student("A", data_confidence="partial", override_by="Ana Ortiz")
    assert need_of_row(row).thin is False


def test_intensive_support_in_one_area_with_support_already_running_is_not_urgent():
    (row,) = rows_of(student("A", tier=3, support="seen by counsellor"))
    assert (row.urgency, row.due_date) == ("5-10 days", "2026-11-10")
    assert "support already runs" in row.urgency_why
    (alone,) = rows_of(student("A", tier=3))
    assert (alone.urgency, alone.due_date) == ("1-3 days", "2026-10-30")


def test_what_staff_wrote_about_support_counts_as_support():
    (row,) = rows_of(student("A"), day=day_of(wrote("A", "already_in_support", "in a group")))
    assert (row.urgency, row.due_date) == ("Next meeting", "2026-11-17")
