"""Statuses that come back in a workbook: forward as told, back with a reason, else listed."""

import datetime as dt

from returning import READ, found, place, row_of

from screening.followup.rules import load_followup

DAYS = {
    "student_seen_on": "2026-11-03",
    "family_contact": "phone 2026-11-04",
    "agreed_plan": "as suggested 2027-01-15",
}


def statuses(maple, code="one"):
    acts = [act for act in maple.state(code).history if act.field == "status"]
    return [(act.old, act.new) for act in acts]


def test_weeks_of_work_filled_in_at_once_become_one_act_per_step(maple):
    reading = maple.read(maple.filled(one={**DAYS, "status": "Support started"}))
    assert found(reading) == []
    assert statuses(maple) == [
        ("not_started", "student_seen"),
        ("student_seen", "family_reached"),
        ("family_reached", "plan_agreed"),
        ("plan_agreed", "support_started"),
    ]


def test_a_jump_is_not_taken_while_the_days_between_are_missing(maple):
    told = {"status": "plan agreed", "family_contact": "phone", "agreed_plan": "own plan"}
    reading = maple.read(maple.filled(one=told))
    assert found(reading) == [("steps_untold", "Status")]
    finding = reading.taken[0].findings[0]
    assert "Student seen on; Family contact on, how" in finding.what
    assert maple.state().status == "not_started"
    assert maple.state().fields["agreed_plan"] == "own plan"


def test_not_reached_yet_does_not_tell_that_the_family_was_reached(maple):
    told = {**DAYS, "family_contact": "not reached yet 2026-11-04", "status": "plan agreed"}
    assert found(maple.read(maple.filled(one=told))) == [("steps_untold", "Status")]


def test_a_day_that_was_refused_tells_nothing(maple):
    told = {**DAYS, "student_seen_on": "06/10/25", "status": "family reached"}
    assert found(maple.read(maple.filled(one=told))) == [
        ("ambiguous_date", "Student seen on"),
        ("steps_untold", "Status"),
    ]


def test_days_that_stood_there_already_tell_the_steps_between(maple):
    maple.read(maple.filled(one=DAYS))
    maple.issue(on=READ)
    assert found(maple.read(maple.filled(one={"status": "plan agreed"}))) == []
    assert maple.state().status == "plan_agreed"


def test_a_status_without_its_day_is_taken_and_the_missing_day_is_told(maple):
    reading = maple.read(maple.filled(one={"status": "student seen"}))
    assert found(reading) == [("no_day", "Student seen on")]
    assert reading.taken[0].findings[0].outcome == "told"
    assert maple.state().status == "student_seen"


def test_a_move_that_is_not_allowed_is_listed_with_what_may_follow(maple):
    maple.read(maple.filled(one={"status": "already supported"}))
    maple.issue(on=READ)
    reading = maple.read(maple.filled(one={"status": "plan agreed", **DAYS}))
    assert found(reading) == [("not_allowed", "Status")]
    assert "Next may be: review due; closed." in reading.taken[0].findings[0].what
    assert maple.state().status == "already_supported"


def reopened(maple, **cells):
    maple.read(maple.filled(one={**DAYS, "status": "closed"}))
    maple.issue(on=READ)
    return maple.read(maple.filled(one={"status": "student seen", **cells}))


def test_a_closed_referral_is_not_opened_without_a_reason(maple):
    reading = reopened(maple)
    assert found(reading) == [("back_without_reason", "Status")]
    assert maple.state().status == "closed"


def test_a_closed_referral_is_opened_with_a_reason_in_the_note(maple):
    assert found(reopened(maple, note="The student came back by herself")) == []
    last = [act for act in maple.state().history if act.field == "status"][-1]
    assert (last.old, last.new) == ("closed", "student_seen")
    assert last.reason == "The student came back by herself"


def test_a_reason_may_stand_behind_the_status_itself(maple):
    maple.read(maple.filled(one={**DAYS, "status": "plan agreed"}))
    maple.issue(on=READ)
    reading = maple.read(maple.filled(one={"status": "family reached: they want to think again"}))
    assert found(reading) == []
    assert maple.state().history[-1].reason == "they want to think again"


def test_a_note_beside_a_move_forward_is_no_reason_for_it(maple):
    maple.read(maple.filled(one={"status": "student seen", "note": "likes music"}))
    acts = [act for act in maple.state().history if act.field == "status"]
    assert [act.reason for act in acts] == [""]


def test_a_note_that_stood_there_before_is_no_reason(maple):
    maple.read(maple.filled(one={**DAYS, "status": "plan agreed", "note": "shy"}))
    maple.issue(on=READ)
    assert found(maple.read(maple.filled(one={"status": "student seen"}))) == [
        ("back_without_reason", "Status")
    ]


def test_an_emptied_cell_deletes_nothing_and_a_hyphen_does(maple):
    maple.read(maple.filled(one={**DAYS, "note": "shy", "status": "student seen"}))
    maple.issue(on=READ)
    emptied = maple.read(maple.filled(one={"note": None, "status": None, "family_contact": ""}))
    assert found(emptied) == [
        ("emptied", "Status"),
        ("emptied", "Family contact on, how"),
        ("emptied", "Note"),
    ]
    assert emptied.new_count == 0
    cleared = maple.read(maple.filled(one={"note": "-", "status": "-"}))
    assert found(cleared) == [("status_cleared", "Status")]
    assert "note" not in maple.state().fields
    assert [(act.old, act.new) for act in maple.acts()[-1:]] == [("shy", "")]


def test_what_cannot_be_read_is_listed_by_row_and_column_without_its_content(maple):
    path = maple.filled(
        one={"status": "great", "student_seen_on": "06/10/25", "note": "=1+1", "owner": "Tom Lee"}
    )
    reading = maple.read(path)
    assert sorted(found(reading)) == [
        ("ambiguous_date", "Student seen on"),
        ("formula", "Note"),
        ("not_on_list", "Status"),
    ]
    assert [act.field for act in reading.acts] == ["owner"]
    lines = [finding.line() for finding in reading.taken[0].findings]
    assert all(f"back.xlsx, Referrals, row {row_of(path, 'one')}, " in line for line in lines)
    assert not any("06/10/25" in line or "STU-one" in line for line in lines)
    assert {finding.value for finding in reading.taken[0].findings} == {
        "great",
        "06/10/25",
        "=formula",
    }


def test_a_date_typed_as_a_date_and_one_typed_as_text_are_the_same(maple):
    maple.read(
        maple.filled(
            one={"student_seen_on": dt.date(2026, 11, 3)}, two={"student_seen_on": "3 Nov 2026"}
        )
    )
    assert maple.state("one").fields == maple.state("two").fields


def test_every_finding_has_words_that_need_nothing_but_what_is_said():
    for words in load_followup().finding.values():
        assert words.what.endswith((".", "}"))
        assert words.mend.endswith((".", "}"))


def test_places_are_those_of_the_list():
    assert place("Referrals", "referral_id") == 1
