"""The list of erased students: who is left out, and that it names nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.erasure.erased import (
    NOBODY,
    erased_if_readable,
    erased_in,
    listing,
    salted,
    without_erased,
)
from screening.erasure.left_out import without_students
from screening.errors import UnreadableFileError
from screening.intake.roster_entry import Roster, RosterEntry
from screening.intake.text_table import Column, Record, TextTable, numbered
from screening.ledger.store import open_ledger
from screening.problem import Problem

AT = "2026-11-22T10:00:00-06:00"


@pytest.fixture
def ledger(tmp_path):
    return tmp_path / "ledger.sqlite"


def erase(ledger, ref, *keys):
    acts = listing(ref, keys, erased=erased_in(ledger), by="Ana Ortiz", at=AT)
    with open_ledger(ledger) as opened:
        opened.append(acts)
    return acts


def test_without_a_ledger_nobody_is_erased_and_none_is_made(ledger):
    assert erased_in(ledger) == NOBODY
    assert not erased_in(ledger).has("S001")
    assert not ledger.exists()


def test_whoever_is_listed_is_known_and_nobody_else(ledger):
    erase(ledger, "S001", "key of a closed alert")
    erase(ledger, "S002")
    found = erased_in(ledger)
    assert [found.has(ref) for ref in ("S001", "S002", " S001 ", "S003", "s001", "")] == [
        True, True, True, False, False, False,
    ]  # fmt: skip
    assert [found.has_alert(key) for key in ("key of a closed alert", "S001", "another")] == [
        True, False, False,
    ]  # fmt: skip


def test_the_list_holds_no_code_and_is_another_in_every_programme(ledger, tmp_path):
    acts = erase(ledger, "S001", "key")
    others = erase(tmp_path / "other.sqlite", "S001", "key")
    assert not any("S001" in str(act) or "key" in act.subject for act in acts)
    assert b"S001" not in ledger.read_bytes()
    assert not {act.subject for act in acts} & {act.subject for act in others}
    assert {act.student_ref for act in acts} == {""}
    assert {(act.by, act.at, act.kind) for act in acts} == {("Ana Ortiz", AT, "erased")}


def test_listing_twice_adds_nothing(ledger):
    erase(ledger, "S001", "one")
    assert erase(ledger, "S001", "one") == []
    assert len(erase(ledger, "S001", "one", "two")) == 1


def test_one_salt_serves_the_programme(ledger):
    first, second = erase(ledger, "S001")[0], erase(ledger, "S002")[0]
    assert first.new == second.new == erased_in(ledger).salt
    assert first.subject == salted("S001", first.new)


def test_a_damaged_ledger_stops_scoring_and_no_safety_list(ledger):
    ledger.write_bytes(b"no ledger at all" * 100)
    with pytest.raises(UnreadableFileError):
        erased_in(ledger)
    assert erased_if_readable(ledger) == NOBODY


def table(*rows):
    records = tuple(Record(number, row) for number, row in enumerate(rows, start=2))
    return TextTable(numbered(map(Column, ("code", "answer"))), records)


def test_rows_of_the_erased_are_blank_and_counted(ledger):
    erase(ledger, "S001")
    rows = [("S001", "3"), ("S002", "1"), (" S001 ", "2"), ("S001",), ("S001", "1", "x"), ()]
    found = without_erased(table(*rows), [0], erased_in(ledger))
    assert [tuple(record.cells) for record in found.records] == [
        ("", ""), ("S002", "1"), ("", ""), ("",), ("", "", ""), (),
    ]  # fmt: skip
    assert [record.row for record in found.records] == [2, 3, 4, 5, 6, 7]
    assert found.row_count == len(rows)
    assert [found.fits(record) for record in found.records] == [
        table(*rows).fits(record) for record in table(*rows).records
    ]


def test_a_code_in_another_column_blanks_nothing(ledger):
    erase(ledger, "S001")
    found = without_erased(table(("S002", "S001")), [0], erased_in(ledger))
    assert [tuple(record.cells) for record in found.records] == [("S002", "S001")]


def test_where_nobody_was_erased_the_table_is_the_same():
    given_table = table(("S001", "1"))
    assert without_erased(given_table, [0], NOBODY) is given_table


@given(st.lists(st.sampled_from(["S001", "S002", "S003"]), max_size=8))
def test_reading_twice_gives_the_same(tmp_path_factory, refs):
    ledger = tmp_path_factory.mktemp("erased") / "ledger.sqlite"
    erase(ledger, "S002")
    found = without_erased(table(*((ref, "1") for ref in refs)), [0], erased_in(ledger))
    once = [record.cells for record in found.records]
    assert once == [record.cells for record in found.records]
    assert [cells[0] for cells in once] == ["" if ref == "S002" else ref for ref in refs]


def entry(ref):
    return RosterEntry(ref, "maple", "7", "neither", "7B", "en", "yes", "ok", 2, {})


def test_the_roster_has_neither_entry_nor_problem_of_the_erased(ledger):
    erase(ledger, "S001")
    problems = (
        Problem("N109", "roster.csv", "twice.", student_ref="S001"),
        Problem("N109", "roster.csv", "twice.", student_ref="S002"),
        Problem("N105", "roster.csv", "shape."),
    )
    roster = Roster((entry("S001"), entry("S002")), problems, 2)
    found = without_students(roster, erased_in(ledger))
    assert [each.student_ref for each in found.entries] == ["S002"]
    assert found.problems == problems[1:]
    assert without_students(roster, NOBODY) is roster
