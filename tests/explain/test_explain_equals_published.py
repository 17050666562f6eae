"""On a whole made-up district the trail ends where the published table does, for every student."""

from collections import Counter

import pytest
from explained import aside, last_word, parts
from programme_run import keep_window
from reference_scorer import definition, reference_scores

from screening.explain.answered import Answered, answered_forms
from screening.explain.lines import WIDTH
from screening.explain.score_steps import scores_of
from screening.explain.trail import trail
from screening.instruments.vendor import VendorInstrument
from screening.programme.load import open_folder
from screening.run.window_run import WindowRun, open_run
from screening.synthetic.district import build_district
from screening.warehouse import Warehouse, open_warehouse

STUDENTS, WINDOW = 300, "2026_autumn"
OUTCOMES = {"1", "2", "3", "not_answered", "answers_set_aside", "opted_out"}
NEAR = 1e-9


@pytest.fixture(scope="module")
def run(tmp_path_factory) -> WindowRun:
    """A district with everything that real exports hold, its tiers kept as a run publishes them."""
    folder = tmp_path_factory.mktemp("explain") / "district"
    build_district(folder, students=STUDENTS, seed=5, windows=1)
    made = open_run(folder, window_id=WINDOW, today=open_folder(folder).window(WINDOW).closes)
    keep_window(made)
    return made


@pytest.fixture(scope="module")
def warehouse(run):
    with aside(run) as open_one:
        yield open_one


@pytest.fixture(scope="module")
def published(run) -> dict[str, str]:
    with open_warehouse(run.programme.warehouse) as kept:
        rows = kept.rows(
            "select student_ref, coalesce(tier::varchar, no_tier_reason) from kept_tier"
            " where window_id = ?",
            [WINDOW],
        )
    return dict(rows)


@pytest.fixture(scope="module")
def trails(run, warehouse, published) -> dict[str, str]:
    return {ref: trail(run, warehouse, ref) for ref in published}


def test_everyone_on_the_roster_has_a_trail_that_ends_as_published(trails, published) -> None:
    assert {ref: last_word(text) for ref, text in trails.items()} == published
    assert set(published.values()) >= OUTCOMES
    assert len(published) == STUDENTS


def test_every_line_is_at_most_80_wide(trails) -> None:
    longest = max(len(line) for text in trails.values() for line in text.splitlines())
    assert longest <= WIDTH


def test_no_trail_names_another_student(trails) -> None:
    for ref, text in trails.items():
        words = set(text.replace(",", " ").split())
        assert words & set(trails) == {ref}


def test_every_row_of_the_readable_files_is_in_the_trail_of_its_student(
    warehouse: Warehouse, trails
) -> None:
    rows = warehouse.rows(
        "select student_ref, file, source_row from int_row inner join int_file using (file_id)"
    )
    told = Counter(ref for ref, file, row in rows if f"{file}, row {row} " in trails.get(ref, ""))
    there = Counter(ref for ref, *_ in rows if ref in trails)
    assert told == there
    assert any("The file is refused." in text for text in trails.values())
    assert any("set aside." in text for text in trails.values())


def test_the_critical_item_is_in_no_trail(trails) -> None:
    lines = [line for text in trails.values() for line in text.splitlines() if "phq_a_09" in line]
    assert len(lines) > 20
    assert {line.split(maxsplit=1)[1] for line in lines} == {"critical item: see safety.xlsx"}


def test_the_rules_that_hold_are_those_of_the_table(warehouse: Warehouse, trails) -> None:
    table = dict(warehouse.rows("select student_ref, rule_ids from mart_student_tier"))
    for ref, text in trails.items():
        held = [
            line.split()[0]
            for line in text.splitlines()
            if line.startswith("  ") and "): HOLDS." in line
        ]
        told = set(table[ref].split(";")) - {""}
        if parts(text)["TIER"].count("NO TIER") == 0:
            assert set(held) == told


def test_every_sum_is_what_an_independent_scorer_finds(
    run: WindowRun, warehouse: Warehouse, published
) -> None:
    """The scorer of the property tests reads the definition's file and shares no code with ours."""
    compared = 0
    for ref in published:
        for given in answered_forms(run, warehouse, ref):
            if not isinstance(given.form.instrument, VendorInstrument):
                grade = warehouse.value("select grade from stg_roster where student_ref = ?", [ref])
                compared += assert_as_reference(given, scores_of(warehouse, given, ref), grade)
    assert compared > STUDENTS


def assert_as_reference(given: Answered, scores, grade: str) -> int:
    form = given.form
    try:
        facts = definition(form.instrument.id)
    except FileNotFoundError:
        return 0
    choice = {
        "informant": form.informant,
        "scheme": form.scheme_id,
        "item_order": form.item_order,
        "already_reversed": form.already_reversed,
        "with_supplement": form.with_supplement,
    }
    answers = {int(item.rsplit("_", 1)[1]): code for item, code in given.codes.items()}
    expected = reference_scores(facts, answers, choice=choice, grade=grade)
    assert set(scores) == set(expected)
    for name, (answered, count, score, band, _) in expected.items():
        ours = scores[name]
        assert (ours.answered_count, ours.item_count, ours.band) == (answered, count, band)
        assert (ours.score is None) == (score is None)
        assert score is None or abs(ours.score - score) < NEAR
    return len(expected)
