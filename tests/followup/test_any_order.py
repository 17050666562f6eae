"""Whatever order lists come back in, and however often: the same state, nothing lost or doubled."""

import datetime as dt
import tempfile
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from returning import READ, Returning, id_of

from screening.followup.entries import status_and_reason
from screening.followup.returned_list import ReturnedRow, read_returned_list
from screening.followup.rules import load_followup
from screening.followup.state import states_of
from screening.followup.take_back import Programmes, take_back
from screening.referrals.rules import load_rules

CODES = ("one", "two", "six")
MAIN = ("student_seen", "family_reached", "plan_agreed", "support_started", "review_due")
TOLD = {
    "student_seen_on": "2026-11-03",
    "family_contact": "phone 2026-11-04",
    "agreed_plan": "own plan 2027-01-15",
}
OPEN = {"note", "strengths", "access_needs", "owner"}


@pytest.fixture(scope="module")
def issued():
    """A list as it was issued, read; returns are made from it without a spreadsheet."""
    with tempfile.TemporaryDirectory() as folder:
        maple = Returning(Path(folder) / "district")
        returned = read_returned_list(maple.copy(), max_bytes=10**7)
        yield returned, maple.folder.settings, maple.acts()


def back(returned, cells: dict[str, dict[str, str]], *, number: int):
    """Return the list with some cells filled in, as another file."""
    by_id = {id_of(f"STU-{code}"): values for code, values in cells.items()}
    rows = tuple(
        ReturnedRow(r.sheet, r.row, r.key, {**r.cells, **by_id.get(r.key, {})}, r.seals)
        for r in returned.referrals.rows
    )
    return replace(
        returned,
        name=f"copy_{number}.xlsx",
        sha256=f"{number:064d}",
        referrals=replace(returned.referrals, rows=rows),
    )


def taken(issued, copies):
    """Return the ledger after the copies were read one after another."""
    _, programme, acts = issued
    against = Programmes(programme, {"2026_autumn": "run-1"}, "refused", READ)
    ledger, known = list(acts), {act.identity for act in acts}
    for copy in copies:
        new = take_back(copy, against=against, acts=ledger, by="Ana Ortiz").acts
        ledger += [act for act in new if act.identity not in known]
        known |= {act.identity for act in new}
    return ledger


def fields(ledger):
    return {key: state.fields for key, state in states_of(ledger).items()}


@st.composite
def agreeing(draw):
    """Return copies whose cells do not contradict: each text from one copy, statuses on one way."""
    count = draw(st.integers(2, 4))
    copies: list[dict[str, dict[str, str]]] = [{} for _ in range(count)]
    for code in CODES:
        for column in draw(st.sets(st.sampled_from(sorted(OPEN)))):
            holder = draw(st.integers(0, count - 1))
            copies[holder].setdefault(code, {})[column] = f"{column} by {holder}"
        for number, status in enumerate(
            draw(st.lists(st.sampled_from((*MAIN, "")), min_size=count, max_size=count))
        ):
            if status:
                copies[number].setdefault(code, {}).update(TOLD, status=status)
    return copies, draw(st.permutations(range(count)))


@settings(max_examples=60)
@given(agreeing())
def test_any_order_of_returns_that_agree_gives_the_same_state(issued, drawn):
    cells, order = drawn
    copies = [back(issued[0], each, number=number) for number, each in enumerate(cells)]
    assert fields(taken(issued, copies)) == fields(taken(issued, [copies[at] for at in order]))


WILD = st.dictionaries(
    st.sampled_from(CODES),
    st.dictionaries(
        st.sampled_from(
            ["status", "student_seen_on", "family_contact", "agreed_plan", "note", "override"]
        ),
        st.one_of(
            st.sampled_from(
                [
                    *(status.words for status in load_rules().status),
                    *("", "-", "2026-11-03", "2026-11-05", "06/10/25", "phone 2026-11-04"),
                    *("=formula", "targeted support: enough", "no idea", "student seen: because"),
                ]
            ),
            st.text(max_size=12),
        ),
        max_size=6,
    ),
)


@settings(max_examples=100)
@given(st.lists(WILD, min_size=1, max_size=4), st.data())
def test_returns_in_any_order_with_anything_in_them_keep_every_promise(issued, drawn, data):
    copies = [back(issued[0], each, number=number) for number, each in enumerate(drawn)]
    ledger = taken(issued, copies)
    again = data.draw(st.lists(st.sampled_from(copies), max_size=3))

    _every_referral_is_still_there(issued, ledger)
    _every_status_moved_along_the_rules(ledger)
    _every_act_says_what_stood_there_before(ledger)
    assert taken(issued, copies) == ledger
    if len(copies) == 1:
        assert taken(issued, [*copies, *again]) == ledger


def _every_referral_is_still_there(issued, ledger):
    assert set(states_of(ledger)) == set(states_of(issued[2]))
    assert ledger[: len(issued[2])] == issued[2]


def _every_status_moved_along_the_rules(ledger):
    following = {status.id: status.next for status in load_rules().status}
    for act in ledger:
        if act.kind == "followup" and act.field == "status":
            assert act.new in following[act.old] or act.reason


def _every_act_says_what_stood_there_before(ledger):
    stands: dict[tuple[str, str], str] = {}
    for act in ledger:
        if act.kind == "followup":
            first = load_rules().status[0].id if act.field == "status" else ""
            assert act.old == stands.get((act.subject, act.field), first)
            assert act.new != act.old
            assert act.by == "Ana Ortiz"
            assert dt.date.fromisoformat(act.at) == READ
            stands[act.subject, act.field] = act.new


@settings(max_examples=60)
@given(WILD)
def test_what_is_in_a_cell_and_not_taken_is_listed(issued, drawn):
    """No entry disappears without a word: it is an act, or a finding, or says nothing new."""
    copy = back(issued[0], drawn, number=1)
    against = Programmes(issued[1], {"2026_autumn": "run-1"}, "refused", READ)
    result = take_back(copy, against=against, acts=issued[2], by="Ana Ortiz")
    headings = {column.id: column.heading for column in copy.referrals.columns}
    for row in copy.referrals.rows:
        acted = {headings[act.field] for act in result.acts
                 if act.subject == row.key and act.field in headings}  # fmt: skip
        told = {finding.column for finding in result.findings if finding.row == row.row}
        for column, text in drawn.get(row.cells["student_code"][-3:], {}).items():
            changed = not row.is_as_issued(column, text)
            if changed and headings[column] not in acted | told:
                is_as_it_was = status_and_reason(text)[0] == load_rules().status[0].id
                assert text.strip() in {"", *load_followup().clear} or (
                    column == "status" and is_as_it_was
                )
