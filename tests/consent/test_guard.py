"""How consents moved since the last run, and from where on a file is taken for a part of one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from screening.consent.guard import LastRun, Recorded, last_run, school_changes
from screening.programme.consent_limits import ConsentLimits
from screening.warehouse import open_warehouse

WINDOW, BEFORE = "autumn", "spring"
LIMITS = ConsentLimits()
REFS = [f"S{number:03d}" for number in range(100)]


def change(now, *, before=WINDOW, agreed=REFS, refused=(), limits=LIMITS):
    """Return how the one school's consents moved."""
    was = {ref: Recorded("maple", agreed=ref not in refused) for ref in (*agreed, *refused)}
    (found,) = school_changes(LastRun(before, was), now, window_id=WINDOW, limits=limits)
    return found


def yes(refs):
    return dict.fromkeys(refs, True)


def test_an_equal_file_is_let_through():
    found = change(yes(REFS))
    assert (found.recorded, found.gone, found.agreed, found.turned) == (100, 0, 100, 0)
    assert not found.is_refused


@pytest.mark.parametrize(("gone", "refused"), [(0, False), (20, False), (21, True), (100, True)])
def test_more_than_a_fifth_gone_within_the_window_is_refused(gone, refused):
    assert change(yes(REFS[gone:])).is_refused is refused


@pytest.mark.parametrize(("gone", "refused"), [(21, False), (50, False), (51, True)])
def test_between_windows_half_of_a_school_may_leave(gone, refused):
    assert change(yes(REFS[gone:]), before=BEFORE).is_refused is refused


@pytest.mark.parametrize(("turned", "refused"), [(10, False), (11, True), (100, True)])
@pytest.mark.parametrize("before", [WINDOW, BEFORE])
def test_more_than_a_tenth_turned_is_refused_whenever_the_last_run_was(turned, refused, before):
    now = {ref: place >= turned for place, ref in enumerate(REFS)}
    found = change(now, before=before)
    assert (found.turned, found.is_refused) == (turned, refused)


def test_who_is_gone_has_not_turned():
    found = change(yes(REFS[15:]))
    assert (found.gone, found.turned, found.is_refused) == (15, 0, False)


@pytest.mark.parametrize(("again", "refused"), [(0, False), (10, False), (11, True), (20, True)])
def test_more_than_half_of_those_who_said_no_agreeing_at_once_is_refused(again, refused):
    agreed, said_no = REFS[:80], REFS[80:]
    now = yes([*agreed, *said_no[:again]]) | dict.fromkeys(said_no[again:], False)
    found = change(now, agreed=agreed, refused=said_no)
    assert (found.agreed_again, found.turned, found.is_refused) == (again, 0, refused)


def test_in_the_next_window_every_family_is_asked_anew():
    found = change(yes(REFS), agreed=REFS[:80], refused=REFS[80:], before=BEFORE)
    assert (found.agreed_again, found.is_refused) == (20, False)


def test_who_had_opted_out_before_cannot_turn_and_can_be_gone():
    now = dict.fromkeys(REFS[:50], True) | dict.fromkeys(REFS[50:], False)
    found = change(now, agreed=REFS[:50], refused=REFS[50:])
    assert (found.recorded, found.agreed, found.turned, found.is_refused) == (100, 50, 0, False)
    assert change(yes(REFS[:50]), agreed=REFS[:50], refused=REFS[50:]).is_refused


@pytest.mark.parametrize(("count", "refused"), [(4, False), (5, True)])
def test_a_small_school_has_small_numbers(count, refused):
    small = REFS[:6]
    assert change(yes(small[count:]), agreed=small).is_refused is refused
    turned = {ref: place >= count for place, ref in enumerate(small)}
    assert change(turned, agreed=small).is_refused is refused


def test_one_school_gone_from_a_large_district_is_noticed():
    schools = "abcdefghij"
    was = {f"{one}{ref}": Recorded(one, agreed=True) for one in schools for ref in REFS}
    now = {ref: True for ref in was if not ref.startswith("c")}
    found = school_changes(LastRun(WINDOW, was), now, window_id=WINDOW, limits=LIMITS)
    assert [each.school_id for each in found] == list("abcdefghij")
    assert [each.school_id for each in found if each.is_refused] == ["c"]


def test_who_moved_to_another_school_is_not_gone():
    assert change(yes(REFS)).gone == 0


def test_new_students_refuse_nothing():
    assert not change(yes([*REFS, *(f"N{number}" for number in range(900))])).is_refused
    more_out = yes(REFS) | dict.fromkeys((f"N{number}" for number in range(900)), False)
    assert not change(more_out).is_refused


def test_the_limits_of_the_settings_count():
    strict = ConsentLimits(turned=0.01, gone=0.01, gone_since_window_before=0.01, at_least=1)
    assert not change(yes(REFS[1:]), limits=strict).is_refused
    assert change(yes(REFS[2:]), limits=strict).is_refused
    assert change(yes(REFS[2:]), before=BEFORE, limits=strict).is_refused
    lax = ConsentLimits(turned=1, gone=1, gone_since_window_before=1)
    assert not change({}, limits=lax).is_refused


@pytest.mark.parametrize(
    "key", ["turned", "gone", "gone_since_window_before", "at_least", "anything"]
)
def test_a_limit_that_would_switch_the_guard_off_by_accident_is_refused(key):
    with pytest.raises(ValidationError):
        ConsentLimits(**{key: 0})


@given(st.dictionaries(st.sampled_from(REFS), st.booleans()), st.sampled_from([WINDOW, BEFORE]))
def test_counts_add_up_and_the_line_names_no_student(now, before):
    found = change(now, before=before)
    assert found.gone + found.turned + sum(now.values()) == found.recorded == 100
    assert not any(ref in found.line for ref in REFS)


@given(st.sets(st.sampled_from(REFS)), st.sets(st.sampled_from(REFS)))
def test_a_file_that_covers_more_is_never_refused_where_one_with_less_is_not(some, more):
    assert change(yes(some | more)).is_refused <= change(yes(some)).is_refused


def kept(warehouse, window, *rows):
    warehouse.run_step("kept_tables")
    for ref, reason in rows:
        warehouse.execute(
            "insert into kept_tier (window_id, student_ref, school_id, no_tier_reason)"
            " values (?, ?, 'maple', ?)",
            [window, ref, reason],
        )


def test_the_last_run_of_this_window_stands_before_that_of_the_window_before():
    with open_warehouse() as warehouse:
        kept(warehouse, BEFORE, ("S001", None), ("S002", "withdrawn"))
        found = last_run(warehouse, window_id=WINDOW, previous_window_id=BEFORE)
        assert (found.window_id, set(found.students)) == (BEFORE, {"S001", "S002"})
        kept(warehouse, WINDOW, ("S003", None))
        found = last_run(warehouse, window_id=WINDOW, previous_window_id=BEFORE)
        assert (found.window_id, set(found.students)) == (WINDOW, {"S003"})


def test_a_first_run_has_nothing_to_compare_with():
    with open_warehouse() as warehouse:
        found = last_run(warehouse, window_id=WINDOW, previous_window_id=None)
    assert found == LastRun("", {})
    assert school_changes(found, {}, window_id=WINDOW, limits=LIMITS) == []


def test_what_is_kept_says_who_agreed_and_leaves_uncertain_entries_out():
    reasons = {
        "S001": None, "S002": "not_answered", "S003": "opted_out",
        "S004": "withdrawn", "S005": "roster_conflict",
    }  # fmt: skip
    with open_warehouse() as warehouse:
        kept(warehouse, WINDOW, *reasons.items())
        found = last_run(warehouse, window_id=WINDOW, previous_window_id=None).students
    assert {ref: was.agreed for ref, was in found.items()} == {
        "S001": True, "S002": True, "S003": False, "S004": False,
    }  # fmt: skip
