import datetime as dt
from dataclasses import fields, replace

import pytest

from screening.errors import LetterError
from screening.letters.mailing import (
    LetterDue,
    Mailing,
    blocked_because,
    build_due,
    check_contact,
    language_for,
    speaks,
    unmade_row,
)

AS_OF = dt.date(2027, 3, 15)
DUE = LetterDue("s-0001", "north", "support_offer", "en", None)


@pytest.fixture
def mailing(programme):
    return Mailing(
        programme=programme, window=programme.window[0], as_of=AS_OF, today=AS_OF, names={}
    )


def test_a_letter_due_knows_no_tier():
    assert [field.name for field in fields(LetterDue)] == [
        "student_ref",
        "school_id",
        "purpose",
        "home_language",
        "held",
        "strengths",
    ]


@pytest.mark.parametrize(
    ("home_language", "language"),
    [("en", "en"), ("es", "es"), ("es-MX", "es"), ("ES", "es"), ("so", "en"), ("", "en")],
)
def test_the_language_is_the_familys_own_where_there_is_a_letter(mailing, home_language, language):
    assert language_for(replace(DUE, home_language=home_language), mailing=mailing) == language


def test_a_language_the_programme_does_not_send_is_not_used(mailing):
    settings = mailing.programme.letters.model_copy(update={"languages": ("en",)})
    programme = mailing.programme.model_copy(update={"letters": settings})
    due = replace(DUE, home_language="es")
    assert language_for(due, mailing=replace(mailing, programme=programme)) == "en"


@pytest.mark.parametrize(
    ("home_language", "expected"), [("es-MX", True), ("es", True), ("so", False), ("", False)]
)
def test_a_region_does_not_make_another_language(home_language, expected):
    assert speaks("es", home_language=home_language) is expected


@pytest.mark.parametrize(
    ("purpose", "as_of", "reason"),
    [
        ("support_offer", AS_OF, None),
        ("all_families", AS_OF, None),
        ("notice", dt.date(2027, 2, 15), None),
        ("notice", dt.date(2027, 2, 16), "too_late_for_notice"),
    ],
)
def test_a_notice_that_leaves_families_too_little_time_is_blocked(mailing, purpose, as_of, reason):
    due = replace(DUE, purpose=purpose)
    assert blocked_because(due, mailing=replace(mailing, as_of=as_of)) == reason


@pytest.mark.parametrize("purpose", ["support_offer", "notice"])
def test_the_same_run_on_a_later_day_blocks_nothing_more(mailing, purpose):
    due = replace(DUE, purpose=purpose)
    same = replace(mailing, as_of=dt.date(2027, 2, 15))
    later = replace(same, today=dt.date(2027, 6, 1))
    assert blocked_because(due, mailing=later) == blocked_because(due, mailing=same)


@pytest.mark.parametrize("school_id", ["unassigned", "../etc", "<script>", ""])
def test_a_letter_without_a_known_school_is_blocked(mailing, school_id):
    due = replace(DUE, school_id=school_id)
    assert blocked_because(due, mailing=mailing) == "school_not_known"


def test_a_held_letter_is_held_before_anything_else(mailing):
    row = unmade_row(replace(DUE, school_id="nowhere", held="staff_first"), mailing=mailing)
    assert (row.status, row.reason, row.pages, row.pdf_sha256) == ("held", "staff_first", 0, "")


def test_a_blocked_letter_says_why_and_a_free_one_has_no_such_row(mailing):
    row = unmade_row(replace(DUE, school_id="nowhere"), mailing=mailing)
    assert (row.status, row.reason) == ("blocked", "school_not_known")
    assert unmade_row(DUE, mailing=mailing) is None


def test_a_contact_may_be_printed_on_its_last_day_and_not_after(programme):
    school = programme.school[0]
    check_contact(school, today=school.contact.valid_until)
    with pytest.raises(LetterError, match=r"contact of school 'north'.*2027-06-30") as stop:
        check_contact(school, today=school.contact.valid_until + dt.timedelta(days=1))
    assert stop.value.exit_status == 14
    assert "Ask the school" in str(stop.value)
    assert school.contact.name not in str(stop.value)


def test_a_family_without_its_own_language_gets_the_interpreter_lines(mailing):
    assert build_due(replace(DUE, home_language="so"), mailing=mailing).interpreter
    assert not build_due(DUE, mailing=mailing).interpreter


def test_a_stale_help_line_stops_a_letter(mailing):
    line = {"id": "us_samhsa", "country": "US", "kind": "information", "number": "1"}
    rest = dict.fromkeys(("hours", "cost", "for_whom", "does_not", "owner", "source"), "x")
    stale = (
        line
        | rest
        | {
            "how": ["call"],
            "languages": ["en"],
            "checked_on": "2026-01-01",
            "valid_until": "2026-06-30",
        }
    )
    settings = type(mailing.programme.letters).model_validate(
        mailing.programme.letters.model_dump() | {"help_line": [stale]}
    )
    programme = mailing.programme.model_copy(update={"letters": settings})
    with pytest.raises(LetterError, match="'us_samhsa' could be printed until 2026-06-30"):
        build_due(DUE, mailing=replace(mailing, programme=programme))
