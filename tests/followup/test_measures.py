"""The measures of the loop, counted by hand on lists that were filled in."""

import datetime as dt

import openpyxl
import pytest
from returning import ISSUED, Returning
from tier_table import SCHOOL, WINDOW, programme, student, table, without_tier

from screening.followup.followed import followed_on
from screening.followup.loop_sheet import loop_table
from screening.followup.measure_rules import load_measures
from screening.followup.measures import alerts_measure, measures_of, waiting_words
from screening.ledger.act import Act
from screening.referrals.list_day import ListDay
from screening.referrals.referral_list import ReferralList

CODES = ("one", "two", "six", "ten", "red", "sea", "sky", "oak")
LATER = dt.date(2026, 12, 1)
DONE = {"agreed_plan": "own plan 2026-11-20", "family_contact": "phone 2026-11-04"}


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """Eight students at tier 2, listed on 26 October, due on 10 November; three weeks later."""
    maple = Returning(tmp_path_factory.mktemp("loop") / "district", [each(code) for code in CODES])
    path = maple.filled(
        one={"status": "student seen", "student_seen_on": "2026-11-03", "owner": "Tom Lee"},
        two={"status": "student seen", "student_seen_on": "2026-11-12"},
        six={"status": "stepped down", "student_seen_on": "2026-11-02", **DONE,
             "outcome": "stepped down 2026-11-19"},
        ten={"status": "declined by family", "student_seen_on": "2026-11-03",
             "family_contact": "phone 2026-11-04"},
        red={"status": "not needed after review", "student_seen_on": "2026-11-04"},
        sea={"status": "already supported"},
        sky={"status": "waitlisted", "student_seen_on": "2026-11-05"},
    )  # fmt: skip
    reading = maple.read(path, today=dt.date(2026, 11, 23))
    assert reading.taken[0].count("rejected") == 0
    return followed_by(maple)


def each(code: str) -> dict:
    return student(f"STU-{code}", support=None)


def followed_by(maple: Returning, *, on: dt.date = LATER):
    return followed_on(list_on(maple, on=on))


def list_on(maple: Returning, *, on: dt.date = LATER) -> ReferralList:
    day = ListDay(maple.folder.settings, SCHOOL, WINDOW, on, tuple(maple.acts()))
    return ReferralList.of_students(table(*maple.students), day=day)


def numbers(followed, *, days: int = 10) -> dict[str, tuple[int, int]]:
    found = measures_of(followed, no_action_school_days=days)
    return {measure.id: (measure.count, measure.size) for measure in found}


def test_every_measure_of_eight_students_is_as_counted_by_hand(followed):
    assert numbers(followed) == {
        "no_action": (1, 8),  # oak
        "seen_in_time": (5, 8),  # one, six, ten, red, sky; two came late, sea and oak were not seen
        "family_reached": (2, 8),  # six, ten
        "plan_agreed": (1, 7),  # six; red needed none
        "support_started": (1, 7),
        "declined": (1, 8),
        "not_needed": (1, 8),
        "already_helped": (1, 8),
        "first_visit": (0, 1),  # sky is on a waiting list
        "reviewed_in_time": (1, 1),
        "overridden": (0, 8),
        "owned": (1, 5),  # open: one, two, sea, sky, oak
    }


def test_declined_not_needed_and_already_helped_are_never_among_those_not_reached(followed):
    apart = [one for one in followed if one.status in {"already_supported", "declined_by_family"}]
    assert [one.is_not_started for one in apart] == [False, False]


def test_a_signal_is_without_action_only_after_the_days_of_the_settings(followed):
    assert numbers(followed, days=25)["no_action"] == (0, 8)
    waited = next(one.waited for one in followed if one.is_not_started)
    assert numbers(followed, days=waited - 1)["no_action"] == (1, 8)
    assert numbers(followed, days=waited)["no_action"] == (0, 8)


def test_a_student_who_was_seen_is_no_signal_without_action_whatever_the_status(tmp_path):
    maple = Returning(tmp_path / "d", [each("one")])
    maple.read(maple.filled(one={"student_seen_on": "2026-11-03"}))
    assert numbers(followed_by(maple))["no_action"] == (0, 1)


def test_nobody_is_due_before_the_day_has_passed(tmp_path):
    maple = Returning(tmp_path / "d", [each("one")])
    due = dt.date.fromisoformat(list_on(maple, on=ISSUED).referrals[0].due_date)
    assert numbers(followed_by(maple, on=due))["seen_in_time"] == (0, 0)
    assert numbers(followed_by(maple, on=due + dt.timedelta(days=1)))["seen_in_time"] == (0, 1)


def test_a_step_that_was_taken_back_counts_no_more(tmp_path):
    maple = Returning(tmp_path / "d", [each("one")])
    maple.read(maple.filled(one={**DONE, "status": "plan agreed", "student_seen_on": "2026-11-03",
                                 "agreed_plan": "own plan"}))  # fmt: skip
    assert numbers(followed_by(maple))["plan_agreed"] == (1, 1)
    maple.issue(on=dt.date(2026, 11, 9))
    maple.read(maple.filled(one={"status": "student seen: wrong row"}))
    assert numbers(followed_by(maple))["plan_agreed"] == (0, 1)


def test_not_reached_yet_is_not_reached(tmp_path):
    maple = Returning(tmp_path / "d", [each("one"), each("two")])
    maple.read(maple.filled(one={"family_contact": "not reached yet"},
                            two={"family_contact": "letter"}))  # fmt: skip
    assert numbers(followed_by(maple))["family_reached"] == (1, 2)


def test_families_who_may_not_be_contacted_are_not_in_the_count(tmp_path):
    rows = [student("STU-one", contact="no"), student("STU-two", contact="yes")]
    maple = Returning(tmp_path / "d", rows)
    settings = programme(contact_column="contact", group_columns=("contact",))
    day = ListDay(settings, SCHOOL, WINDOW, LATER, ())
    listed = ReferralList.of_students(table(*maple.students), day=day)
    assert numbers(followed_on(listed))["family_reached"] == (0, 1)


def test_a_level_that_a_person_set_is_counted(tmp_path):
    maple = Returning(tmp_path / "d", [student("STU-one", override_by="Ana"), each("two")])
    assert numbers(followed_by(maple))["overridden"] == (1, 2)


def test_how_long_they_waited_counts_whoever_still_waits(followed):
    assert waiting_words(followed) == (
        "Half were seen within 6 school days, nine of ten within"
        " more days than anybody has waited so far; 1 of 8 still wait."
    )
    assert waiting_words([]) == ""


def test_alerts_are_taken_the_same_day_or_not():
    def alert(kind, subject, at, **more):
        by = "Ana Ortiz" if kind == "alert_acknowledged" else "pipeline"
        return Act(kind, "w", "maple", "S1", subject, by=by, at=at, **more)

    acts = [
        alert("alert_raised", "S-1", "2026-10-26T08:00:00-05:00", field="maple"),
        alert("alert_raised", "S-1", "2026-10-27T08:00:00-05:00", field="cedar"),
        alert("alert_acknowledged", "S-1", "2026-10-26T15:00:00-05:00"),
        alert("alert_raised", "S-2", "2026-10-26T08:00:00-05:00", field="maple"),
        alert("alert_acknowledged", "S-2", "2026-10-26T09:00:00-05:00", field="note", new="x"),
        alert("alert_acknowledged", "S-2", "2026-10-27T09:00:00-05:00"),
        alert("alert_raised", "S-3", "2026-10-26T08:00:00-05:00", field="maple"),
    ]
    measure = alerts_measure(acts)
    assert (measure.count, measure.size) == (1, 3)
    assert alerts_measure([]).size == 0


def test_the_sheet_of_the_school_carries_every_measure_with_both_numbers(tmp_path):
    maple = Returning(tmp_path / "d", [each("one"), each("two")])
    sheet = openpyxl.load_workbook(maple.copy())[load_measures().sheet]
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows(min_row=4)]
    named = {row[0]: row[1:5] for row in rows}
    assert named["Signal without action"] == ["0", "2", "on the list", "0 %"]
    assert named["Reviewed in time"] == ["0", "0", "due for review", ""]
    words = load_measures()
    of_schools = [each.heading for each in words.measure if each.id != "alerts_same_day"]
    assert [row[0] for row in rows] == [words.wait_heading, *of_schools]
    assert "2026-10-26" in sheet["A2"].value


def test_the_sheet_says_how_many_open_referrals_each_owner_has(tmp_path):
    maple = Returning(tmp_path / "d", [each(code) for code in CODES[:4]])
    maple.read(
        maple.filled(
            one={"owner": "tom lee"},
            two={"owner": "Ana Ortiz"},
            six={"owner": "Ana Ortiz"},
            ten={"owner": "Ana Ortiz", "status": "moved school"},
        )
    )
    rows = [row[:5] for row in loop_table(list_on(maple)).rows if row[0].startswith("Open, with")]
    assert rows == [
        ("Open, with Ana Ortiz", "2", "3", "open", "67 %"),
        ("Open, with tom lee", "1", "3", "open", "33 %"),
    ]


def test_a_school_without_anybody_on_the_list_has_a_sheet_without_a_percentage(tmp_path):
    maple = Returning(tmp_path / "d", [without_tier("STU-out", "not_answered")])
    made = loop_table(list_on(maple))
    assert [row[4] for row in made.rows] == [""] * len(made.rows)


def test_every_measure_has_words_and_every_word_a_measure(followed):
    measured = [measure.id for measure in measures_of(followed, no_action_school_days=10)]
    assert [each.id for each in load_measures().measure] == [*measured, "alerts_same_day"]
