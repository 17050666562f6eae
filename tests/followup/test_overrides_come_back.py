"""A person's judgement under override becomes a decision about the tier, with its reason."""

import pytest
from returning import ANA, READ, found, id_of

from screening.referrals.rules import load_rules


def decided(reading):
    return [(act.subject, act.field, act.new, act.reason, act.by) for act in reading.acts
            if act.kind == "override"]  # fmt: skip


def test_each_choice_sets_the_tier_that_the_rules_say(maple):
    for choice, tier in load_rules().override_tier.items():
        reading = maple.read(
            maple.filled(f"{tier}.xlsx", one={"override": f"{choice}: we know him"})
        )
        assert decided(reading) == [("STU-one", "tier", tier, "we know him", ANA)]
        maple.issue(on=READ)


def test_the_entry_itself_stands_on_the_next_list(maple):
    maple.read(maple.filled(one={"override": "Intensive support - lost her father"}))
    assert maple.state().fields["override"] == "intensive support: lost her father"
    later = maple.issue(on=READ)
    assert maple.read(later).new_count == 0


def test_a_choice_without_a_reason_is_not_taken(maple):
    reading = maple.read(maple.filled(one={"override": "intensive support"}))
    assert found(reading) == [("override_without_reason", "Override of tier or next step, reason")]
    assert reading.new_count == 0


def test_another_next_step_is_kept_and_leaves_the_tier_alone(maple):
    reading = maple.read(maple.filled(one={"override": "other next step: swimming club"}))
    assert (found(reading), decided(reading)) == ([], [])
    assert maple.state().fields["override"] == "other next step: swimming club"


@pytest.mark.parametrize(
    "words", ["ask his uncle", "universal support: all is well", "tier 3: fire"]
)
def test_free_words_are_kept_and_it_is_said_that_they_leave_the_tier_alone(maple, words):
    reading = maple.read(maple.filled(one={"override": words}))
    assert found(reading) == [("override_no_choice", "Override of tier or next step, reason")]
    assert decided(reading) == []
    assert maple.state().fields["override"] == words
    assert found(maple.read(maple.issue(on=READ))) == []


def test_a_reason_that_is_too_long_for_a_decision_is_refused_with_its_words(maple):
    reading = maple.read(maple.filled(one={"override": "intensive support: " + "x" * 600}))
    assert found(reading)[0][0] == "override_refused"
    assert "500 characters" in reading.taken[0].findings[0].what
    assert reading.new_count == 0


def test_what_the_rule_said_is_not_made_up(maple):
    reading = maple.read(maple.filled(one={"override": "targeted support: enough for now"}))
    act = next(act for act in reading.acts if act.kind == "override")
    assert (act.old, act.window_id, act.school_id) == ("", "2026_autumn", "maple")
    assert act.student_ref == "STU-one"
    assert len(act.source) == 64


def test_a_cleared_override_takes_nothing_back_by_itself(maple):
    """Giving the decision back to the rule is a decision too: choose `as suggested` and say why."""
    maple.read(maple.filled(one={"override": "intensive support: lost her father"}))
    maple.issue(on=READ)
    reading = maple.read(maple.filled(one={"override": "-"}))
    assert decided(reading) == []
    assert "override" not in maple.state().fields
    assert id_of("STU-one") == maple.state().referral_id
