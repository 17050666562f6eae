"""The rules of a referral list: urgency in words, statuses and their moves."""

import pytest

from screening.definition import build_definition, read_toml
from screening.errors import DefinitionError
from screening.referrals.rules import ReferralRules, load_rules


@pytest.fixture
def content(request):
    return read_toml(request.config.rootpath / "screening/referrals/referral_rules.toml")


@pytest.mark.parametrize(
    ("school_days", "words"),
    [
        (0, "Today"),
        (1, "1-3 days"),
        (3, "1-3 days"),
        (4, "5-10 days"),
        (10, "5-10 days"),
        (11, "Next meeting"),
    ],
)
def test_a_deadline_has_its_words(school_days, words):
    assert load_rules().urgency.words_for(school_days) == words


def test_the_urgencies_are_those_of_the_list_most_urgent_first():
    assert load_rules().urgency.order() == ("Today", "1-3 days", "5-10 days", "Next meeting")


def test_every_status_of_the_list_is_there_and_a_new_referral_is_not_started():
    ids = [status.id for status in load_rules().status]
    assert ids[0] == "not_started"
    assert set(ids) == {
        *("not_started", "student_seen", "family_reached", "plan_agreed", "support_started"),
        *("review_due", "stepped_down", "continued", "stepped_up", "closed"),
        *("no_contact_after_3_tries", "declined_by_family", "declined_by_student"),
        *("already_supported", "not_needed_after_review", "referred_out", "moved_school"),
        *("first_visit_confirmed", "waitlisted", "did_not_attend"),
    }


def test_every_status_can_be_reached_from_a_new_referral():
    moves = {status.id: status.next for status in load_rules().status}
    reached, open_ends = set(), ["not_started"]
    while open_ends:
        now = open_ends.pop()
        reached.add(now)
        open_ends += [later for later in moves[now] if later not in reached]
    assert reached == set(moves)


def test_a_referral_out_does_not_close_before_the_first_visit_is_confirmed_or_missed():
    moves = {status.id: set(status.next) for status in load_rules().status}
    assert "closed" not in moves["referred_out"] | moves["waitlisted"]


def test_no_two_statuses_share_their_words():
    words = [status.words for status in load_rules().status]
    assert len(set(words)) == len(words)


def test_every_free_cell_belongs_to_a_list():
    assert set(load_rules().free_cells) <= set(load_rules().lists)


def test_a_move_to_no_status_is_refused(content):
    content["status"][0]["next"] = ["nowhere"]
    with pytest.raises(DefinitionError, match="'nowhere', not a status"):
        build_definition(content, ReferralRules, where="rules.toml")


def test_steps_that_do_not_rise_are_refused(content):
    content["urgency"]["steps"].reverse()
    with pytest.raises(DefinitionError, match="must rise"):
        build_definition(content, ReferralRules, where="rules.toml")


@pytest.mark.parametrize("part", ["urgency"])
def test_a_rule_without_a_source_is_refused(content, part):
    del content[part]["source"]
    with pytest.raises(DefinitionError, match=f"{part}.source: is missing"):
        build_definition(content, ReferralRules, where="rules.toml")
