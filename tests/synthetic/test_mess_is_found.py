"""Every piece of mess in the made-up district is found, with the right code; clean: none."""

import datetime as dt
import shutil
from collections import Counter

import pytest
from programme_run import Ran, run_to_tiers

from screening.run.window_run import open_run

OUTCOMES = {
    "duplicate_same": ("set_aside", "D801"),
    "duplicate_different": ("set_aside", "D803"),
    "not_on_roster": ("set_aside", "I601"),
    "ref_with_blanks": ("scored", None),
    "ref_in_lower_case": ("set_aside", "I602"),
    "code_out_of_range": ("set_aside", "V501"),
    "unknown_label": ("set_aside", "V501"),
    "formula_in_item": ("set_aside", "V501"),
    "preview_row": ("left_out", "preview"),
    "unfinished_row": ("left_out", "partial"),
    "typographic_label": ("scored", None),
    "outside_window": ("set_aside", "T703"),
    "opted_out_answered": ("left_out", "no_consent"),
    "blank_critical_item": ("scored", None),
    "formula_in_notes": ("scored", None),
    "empty_row": ("left_out", "empty"),
}
REFUSED = {"one_based_codes": "M307", "missing_item_column": "M301"}
COLUMNS = {"personal_columns": "P403", "unmapped_column": "P401"}
ELSEWHERE = {
    *("roster_conflict", "grade_spelling", "row_too_short", "critical_in_row_set_aside"),
    *("critical_in_refused_file", "shuffled_items", "cp1252_file", "byte_order_mark"),
}
DUPLICATES = {"duplicate_same", "duplicate_different"}


def run_newest(district, folder) -> Ran:
    shutil.copytree(district.folder, folder)
    today = dt.date(2026, 11, 30)
    return run_to_tiers(open_run(folder, window_id=district.windows[-1], today=today))


@pytest.fixture(scope="module")
def ran(messy, tmp_path_factory) -> Ran:
    return run_newest(messy, tmp_path_factory.mktemp("found") / "district")


@pytest.fixture(scope="module")
def places(messy):
    return [place for place in messy.places if place.window == messy.windows[-1]]


def test_every_kind_of_mess_is_expected_somewhere_here(places):
    known = set(OUTCOMES) | set(REFUSED) | set(COLUMNS) | ELSEWHERE
    assert {place.kind for place in places} == known


@pytest.mark.parametrize("kind", sorted(set(OUTCOMES) - DUPLICATES))
def test_a_messy_row_has_the_outcome_of_its_kind(ran, places, kind):
    found = {ran.outcomes[place.file, place.row] for place in places if place.kind == kind}
    assert found == {OUTCOMES[kind]}


@pytest.mark.parametrize("kind", sorted(DUPLICATES))
def test_of_a_doubled_student_one_row_is_scored_and_the_other_is_named(ran, places, kind):
    code = OUTCOMES[kind][1]
    twice = [place for place in places if place.kind == kind]
    set_aside = [place for place, (_, reason) in ran.outcomes.items() if reason == code]
    assert len(set_aside) == len(twice)
    refs = {place.student_ref for place in twice}
    assert {p.student_ref for p in ran.problems if p.code == code} == refs


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_a_messy_file_is_refused_and_all_its_rows_are_counted(ran, places, kind):
    (place,) = [each for each in places if each.kind == kind]
    assert ran.refused[place.file] == REFUSED[kind]
    read, scored, set_aside, left_out = ran.counts[place.file]
    assert (scored, set_aside, left_out) == (0, read, 0)
    assert read > 0


@pytest.mark.parametrize("kind", sorted(COLUMNS))
def test_a_column_that_nobody_asked_for_is_named(ran, places, kind):
    wanted = {(place.file, None, place.column) for place in places if place.kind == kind}
    assert wanted <= set(ran.places(COLUMNS[kind]))


def test_only_the_two_bad_files_are_refused(ran, places):
    bad = {place.file for place in places if place.kind in REFUSED}
    assert {name for name, code in ran.refused.items() if code} == bad
    assert ran.nothing_is_lost


def test_a_row_too_short_is_set_aside_and_on_no_list_where_nothing_critical_was_asked(ran, places):
    (place,) = [each for each in places if each.kind == "row_too_short"]
    assert ran.places("F111") == [(place.file, place.row, None)]
    assert not [entry for entry in ran.safety if entry.file == place.file]


def test_a_student_of_two_schools_has_no_tier(ran, places):
    (place,) = [each for each in places if each.kind == "roster_conflict"]
    assert ran.tiers[place.student_ref]["no_tier_reason"] == "roster_conflict"
    assert place.student_ref in {p.student_ref for p in ran.problems if p.code == "N109"}


def test_grades_in_other_spellings_are_known(ran, places):
    refs = [place.student_ref for place in places if place.kind == "grade_spelling"]
    assert len({ran.tiers[ref]["grade"] for ref in refs}) == len(refs)
    assert "N108" not in ran.codes


def test_every_critical_item_of_a_messy_row_is_on_the_list(ran, places):
    kinds = {"critical_in_row_set_aside", "critical_in_refused_file"}
    wanted = {(place.file, place.row) for place in places if place.kind in kinds}
    endorsed = {(entry.file, entry.row) for entry in ran.safety if entry.reason == "endorsed"}
    assert wanted
    assert wanted <= endorsed
    blank = {(p.file, p.row) for p in places if p.kind == "blank_critical_item"}
    assert blank <= {(e.file, e.row) for e in ran.safety if e.reason == "unanswered"}


def test_no_problem_is_found_that_nobody_planted(ran, messy):
    planted = messy.planted
    expected = Counter(
        {
            code: planted[kind]
            for kind, (outcome, code) in OUTCOMES.items()
            if outcome == "set_aside"
        }
    )
    expected["V501"] = sum(planted[k] for k, v in OUTCOMES.items() if v == ("set_aside", "V501"))
    found = Counter(ran.codes)
    assert {code: found[code] for code in expected} == expected


def test_a_clean_district_gives_no_problem_at_all(clean, tmp_path):
    clean_run = run_newest(clean, tmp_path / "district")
    assert clean_run.codes == []
    assert set(clean_run.refused.values()) == {None}
    assert clean_run.nothing_is_lost
    assert {outcome for outcome, _ in clean_run.outcomes.values()} == {"scored"}
