"""The agenda of 45 minutes: seven points, with what is due already filled in."""

import datetime as dt

import pytest
from tier_table import (
    GROUPS,
    day_of,
    list_of,
    listed_on,
    student,
    table,
    whole_school,
    wrote,
)

from screening.definition import build_definition, read_toml
from screening.errors import DefinitionError
from screening.meeting.agenda import Point, agenda_of
from screening.meeting.words import MeetingWords, load_words


def points(frame, *acts, alerts=0, **settings) -> dict[str, Point]:
    """Return the points by their id."""
    found = agenda_of(list_of(frame, *acts, **settings), open_alerts=alerts)
    return {words.id: point for words, point in zip(load_words().point, found, strict=True)}


def codes(point: Point) -> list[str]:
    return [row[0] for row in point.rows]


def students(count: int, **facts):
    return table(*[student(f"S{number}", **facts) for number in range(count)])


def test_the_seven_points_stand_in_order_and_add_up_to_45_minutes():
    found = points(students(1))
    assert list(found) == [
        *("opening", "alerts", "actions", "new", "reviews", "patterns", "closing")
    ]
    assert [point.minutes for point in found.values()] == [
        f"{count} min" for count in (2, 3, 10, 15, 10, 3, 2)
    ]


def test_minutes_that_do_not_add_up_are_refused(request):
    content = read_toml(request.config.rootpath / "screening/meeting/meeting.toml")
    content["point"][0]["minutes"] = 3
    with pytest.raises(DefinitionError, match="do not add up to 45 minutes"):
        build_definition(content, MeetingWords, where="meeting.toml")


@pytest.mark.parametrize("count", [0, 4])
def test_of_the_safety_list_there_is_a_count_and_nothing_else(count):
    point = points(students(2), alerts=count)["alerts"]
    assert f"open on the safety list: {count}." in point.text
    assert (point.rows, point.after) == ((), ())


def test_as_many_new_students_as_the_minutes_allow_in_the_order_of_the_list():
    own = list_of(students(8))
    point = points(students(8))["new"]
    assert codes(point) == [row.student_code for row in own.referrals[:5]]
    assert point.after == ("And 3 more: see the list.",)
    assert point.headings[:3] == ("Student", "Grade, class", "See by")
    assert {row[3:] for row in point.rows} == {("", "", "")}


def test_whoever_is_past_their_date_is_an_action_and_not_new():
    found = points(students(3), listed_on("S1", "2026-10-01", level=2))
    assert codes(found["actions"]) == ["S1"]
    assert sorted(codes(found["new"])) == ["S0", "S2"]


def test_what_is_under_way_is_an_action_with_its_owner_and_status():
    acts = [wrote("S0", "status", "family_reached"), wrote("S0", "owner", "Ana Ortiz")]
    found = points(students(2), *acts)
    assert found["actions"].rows == (
        ("S0", "7, 7B", "Ana Ortiz", "family reached", "2026-11-10", ""),
    )
    assert codes(found["new"]) == ["S1"]


def test_only_a_decision_left_is_an_action_too():
    found = points(students(1, tier=1), listed_on("S0", "2026-10-12", level=2))
    assert codes(found["actions"]) == ["S0"]
    assert found["new"].after == ("Nobody.",)


@pytest.mark.parametrize(
    ("acts", "due"),
    [
        ([wrote("S0", "status", "review_due")], True),
        ([("agreed_plan", "as suggested 2026-11-09")], True),
        ([("agreed_plan", "as suggested 2026-10-02")], True),
        ([("agreed_plan", "as suggested 2026-11-10")], False),
        ([("agreed_plan", "own plan, no date yet")], False),
        ([("agreed_plan", "as suggested 2026-10-02"), ("status", "closed")], False),
    ],
)
def test_a_review_is_due_by_its_status_or_within_two_weeks_of_its_date(acts, due):
    started = [wrote("S0", "status", "plan_agreed")]
    told = [wrote("S0", *each) if isinstance(each, tuple) else each for each in acts]
    found = points(students(1), *started, *told)
    assert codes(found["reviews"]) == (["S0"] if due else [])
    assert codes(found["actions"]) == ([] if due or "closed" in str(acts) else ["S0"])


def test_class_patterns_are_named():
    own = list_of(students(1), groups=GROUPS)
    found = agenda_of(own, open_alerts=0)[5]
    assert found.after == ("7, 7E: Plan class support",)


def test_nobody_stands_under_two_points_and_nobody_to_talk_about_under_none():
    seen = [one.student.student_ref for one in list_of(whole_school()).listed[:12]]
    acts = [wrote(ref, "status", "review_due") for ref in seen[:3]]
    acts += [wrote(ref, "status", "closed") for ref in seen[3:5]]
    acts += [listed_on(ref, "2026-10-01", level=2) for ref in seen[5:9]]
    found = points(whole_school(), *acts)
    named = [code for point in found.values() for code in codes(point)]
    assert len(named) == len(set(named)) == 3 + 4 + 5
    assert not set(named) & set(seen[3:5])


def test_no_score_word_or_answer_is_on_the_agenda():
    text = str(points(whole_school())).casefold()
    assert not any(word in text for word in ("score", "tier", "points", "worry"))


def test_a_list_made_again_later_shows_the_same_date():
    first = listed_on("S0", "2026-10-26", level=2)
    later = agenda_of(list_of(students(1), first, as_of=dt.date(2026, 10, 30)), open_alerts=0)
    assert later[3].rows[0][2] == day_of().due_date("R", level=2).isoformat()
