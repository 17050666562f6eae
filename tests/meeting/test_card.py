"""A card per student: strengths first, words instead of scores, room for one decision."""

import pytest
from tier_table import day_of, list_of, student, table, whole_school, without_tier, worried, wrote

from screening.meeting.card import Card, cards_of
from screening.meeting.words import load_words

WORDS = load_words().card


def card(row, *acts, **settings) -> Card:
    (found,) = cards_of(list_of(table(row), *acts, **settings))
    return found


def test_a_card_says_what_the_list_says_in_words():
    found = card(
        student(
            "STU-1",
            strengths="kind",
            views="the student sees it; the teacher does not.",
            data_confidence="conflicting_informants",
            change_words="steady: within what chance alone gives",
            support="in a group",
        )
    )
    assert found.strengths == "Answers show: is kind and helpful."
    assert found.parts == (
        (WORDS.why, "Worry on most days."),
        (WORDS.sure, "views differ: ask both. The student sees it; the teacher does not"),
        (WORDS.change, "steady: within what chance alone gives"),
    )
    assert dict(found.facts) == {
        "Areas": "mood and worry",
        "Support already there": "roster: in a group",
        "Family language": "en, interpreter: no",
        "Contact allowed": "yes",
        "Access needs": "not known: ask",
    }
    assert 1 <= len(found.steps) <= 3
    assert found.see_by == "Somebody sees the student by 2026-11-17"  # support already runs


def test_where_nobody_said_what_goes_well_the_card_asks_for_it_first():
    assert card(student("A")).strengths == WORDS.ask


def test_what_the_school_added_stands_on_the_card():
    acts = [wrote("A", "strengths", "Draws well."), wrote("A", "owner", "Ana Ortiz")]
    found = card(student("A", strengths="kind"), *acts)
    assert (found.strengths, found.owner) == ("Draws well.", "Ana Ortiz")


@pytest.mark.parametrize(
    ("status", "count", "has_date"),
    [("not_started", 1, True), ("student_seen", 1, False), ("closed", 0, False)],
)
def test_a_card_is_made_until_the_work_has_ended_and_its_date_until_somebody_met(
    status, count, has_date
):
    cards = cards_of(list_of(table(student("A")), wrote("A", "status", status)))
    assert len(cards) == count
    assert [bool(each.see_by) for each in cards] == [has_date] * count


def test_a_student_whom_staff_put_on_the_list_has_a_card():
    found = card(without_tier("A", "not_answered"), worried("A", "yes: see within 3 days"))
    assert found.parts[0][1].startswith("Staff concern, not answers")
    assert found.steps == ("The team decides",)


def test_cards_stand_in_the_order_of_the_list_and_hold_nothing_the_list_does_not():
    planted = whole_school().assign(subscale_score=987654.25, name="Zaphod")
    own = list_of(planted)
    cards = cards_of(own)
    assert [each.student for each in cards] == [row.student_code for row in own.referrals]
    assert not any(word in str(cards) for word in ("987654", "Zaphod", "tier"))


def test_a_card_of_a_school_with_a_contact_column_says_no_where_it_is_no():
    columns = {"contact_column": "contact", "group_columns": ("contact",)}
    assert dict(card(student("A", contact="no"), **columns).facts)["Contact allowed"] == "no"
    assert day_of(**columns).programme.contact_column == "contact"
