"""The laws of the contract hold for whatever a small window holds."""

import random
import shutil
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from own_survey import OWN_TIER_RULE, OwnFolder, own_row
from own_survey import REFS as OWN_REFS
from programme_builder import (
    CHECKLIST_HEADER,
    ROSTER_COLUMNS,
    SURVEY_HEADER,
    Folder,
    csv_text,
    mood_of,
    survey_row,
)
from programme_run import Ran, run_whole, tree
from programme_with_norms import NORM_QUESTIONS, folder_with_norms

from screening.warehouse import open_warehouse

ONLY_RULE = OWN_TIER_RULE.replace('    { instrument = "our_survey", informant = "self" },\n', "", 1)
EXAMPLES = 40
SMALL = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    # A whole run costs half a second: a failing window is shown as it is, not made smaller.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
KNOWN = [f"S{number:03d}" for number in range(1, 8)]
REFS = st.sampled_from([*KNOWN, *KNOWN, "S900", "", "Ana Ortiz", " S001 ", "s001"])
CELLS = st.sampled_from(["0", "0", "1", "2", "2.0", "3", "", "", "4", "x", "=1+1"])
ANSWERS = st.sampled_from(["0", "1", "2", "", "0", "1"])
DATES = st.sampled_from(["2026-10-06", "2026-10-06", "2026-09-01", "6.10.2026", ""])
RAGGED = st.sampled_from([0, 0, 0, 0, 1, -1])


@st.composite
def survey_rows(draw):
    clean = draw(st.booleans())
    cells = draw(st.lists(ANSWERS if clean else CELLS, min_size=16, max_size=16))
    row = [draw(REFS), draw(DATES), *cells]
    off = draw(RAGGED)
    return row[:off] if off < 0 else row + ["0"] * off


@st.composite
def checklist_rows(draw):
    cell = st.sampled_from(["0", "1", "2", "", "2"])
    return [draw(REFS), *draw(st.lists(cell, min_size=17, max_size=17))]


@st.composite
def roster_rows(draw):
    return [
        [
            ref,
            draw(st.sampled_from(["maple", "maple", "oak", "../elm"])),
            draw(st.sampled_from(["7", "8", "3", "?"])),
            "7B",
            "en",
            draw(st.sampled_from(["yes", "yes", "yes", "opted_out", "withdrawn", "maybe"])),
        ]
        for ref in draw(st.lists(st.sampled_from(KNOWN), min_size=1, max_size=9))
    ]


WINDOWS = st.fixed_dictionaries(
    {
        "roster": roster_rows(),
        "survey": st.lists(survey_rows(), max_size=9),
        "second": st.lists(survey_rows(), max_size=4),
        "checklist": st.lists(checklist_rows(), max_size=6),
    }
)


def drop(folder: Folder, window: dict) -> None:
    folder.roster_rows(*window["roster"])
    folder.drop("survey_a.csv", csv_text(SURVEY_HEADER, window["survey"]))
    folder.drop("survey_b.csv", csv_text(SURVEY_HEADER, window["second"]))
    folder.drop("checklist.csv", csv_text(CHECKLIST_HEADER, window["checklist"]))


def run_of(window: dict) -> Ran:
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(Path(place), schools=("maple", "oak"))
        drop(folder, window)
        return folder.run()


@SMALL
@given(WINDOWS)
def test_laws_1_2_and_3_hold_for_whatever_a_window_holds(window):
    ran = run_of(window)
    assert set(ran.tiers) == {row[0] for row in window["roster"]}
    scored = {row[0] for row in ran.scores if row[8] is not None}
    for ref, row in ran.tiers.items():
        assert (row["tier"] is None) != (row["no_tier_reason"] is None)
        assert row["tier"] is None or ref in scored
        assert row["consent"] == "yes" or row["tier"] is None
    for name, rows in (
        ("survey_a.csv", window["survey"]),
        ("survey_b.csv", window["second"]),
        ("checklist.csv", window["checklist"]),
    ):
        read, *parts = ran.counts[name]
        assert read == len(rows) == sum(parts)
    assert_critical_items_are_listed(ran, "survey_a.csv", window["survey"])
    assert_critical_items_are_listed(ran, "survey_b.csv", window["second"])


def assert_critical_items_are_listed(ran: Ran, name: str, rows: list[list[str]]) -> None:
    """Every row whose ninth answer is not surely 0 is on the list, and no other row."""
    listed = {(entry.row, entry.reason) for entry in ran.safety if entry.file == name}
    for number, row in enumerate(rows, start=2):
        reasons = {reason for place, reason in listed if place == number}
        if len(row) != len(SURVEY_HEADER):
            assert reasons == {"not_read"}
        elif row[10] == "0":
            assert reasons == set()
        elif row[10] == "":
            assert reasons == ({"unanswered"} if any(row[2:11]) else set())
        else:
            known = row[10] in {"1", "2", "2.0", "3"}
            assert reasons == {"endorsed" if known else "unclear"}


@settings(SMALL, max_examples=EXAMPLES // 2)
@given(WINDOWS, st.integers(0, 1000))
def test_the_order_of_rows_matters_only_for_which_duplicate_is_first(window, seed):
    lot = random.Random(seed)
    once = {}
    for name in ("survey", "second", "checklist"):
        seen = {row[0].strip(): row for row in (window[name] if name != "second" else [])}
        once[name] = list(seen.values())
    shuffled = {name: lot.sample(rows, len(rows)) for name, rows in once.items()}
    before, after = (run_of({**window, **rows}) for rows in (once, shuffled))
    assert before.scores == after.scores
    assert before.tiers == after.tiers
    assert before.codes == after.codes
    assert before.counts == after.counts


def test_the_names_of_the_files_do_not_matter_where_nobody_is_there_twice(tmp_path):
    refs = [f"S{number:03d}" for number in range(1, 13)]
    rows = [survey_row(ref, mood=mood_of(place)) for place, ref in enumerate(refs)]
    found = []
    for names in (("survey_a.csv", "survey_b.csv"), ("survey_z.csv", "survey_c.csv")):
        folder = Folder(tmp_path / names[0])
        folder.roster(*refs)
        for name, part in zip(names, (rows[:6], rows[6:]), strict=True):
            folder.survey(*part, name=name)
        found.append(folder.run())
    assert found[0].scores == found[1].scores
    assert found[0].tiers == found[1].tiers


@settings(SMALL, max_examples=3)
@given(WINDOWS)
def test_law_4_running_twice_gives_the_same_tables_and_the_same_bytes(window):
    with tempfile.TemporaryDirectory() as place:
        folder = Folder(Path(place), schools=("maple", "oak"))
        drop(folder, window)
        shown = run_whole(folder.open())
        first, tables = tree(shown), folder.run()
        assert tree(run_whole(folder.open())) == first
        assert folder.run() == tables
        shutil.rmtree(folder.path / "outbox")
        folder.open().programme.warehouse.unlink()
        assert tree(run_whole(folder.open())) == first


@SMALL
@given(st.lists(st.integers(0, 3), min_size=9, max_size=9), st.integers(0, 8))
def test_a_heavier_answer_never_lowers_score_band_or_tier(answers, place):
    heavier = [*answers]
    heavier[place] = min(3, heavier[place] + 1)
    window = {
        "roster": [[ref, "maple", "7", "7B", "en", "yes"] for ref in KNOWN[:2]],
        "survey": [survey_row(KNOWN[0], mood=answers), survey_row(KNOWN[1], mood=heavier)],
        "second": [],
        "checklist": [],
    }
    ran = run_of(window)
    light, heavy = (
        next(row for row in ran.scores if row[0] == ref and row[1] == "phq_a") for ref in KNOWN[:2]
    )
    assert light[8] <= heavy[8]
    assert light[10] <= heavy[10]
    assert ran.tiers[KNOWN[0]]["tier"] <= ran.tiers[KNOWN[1]]["tier"]


PLACES = st.sampled_from(["", "0", "0", "3"])
OWN_ROWS = st.lists(
    st.tuples(REFS, st.lists(PLACES, min_size=8, max_size=8)).map(lambda row: [row[0], *row[1]]),
    max_size=6,
)
CROWDS = st.sampled_from([0, 90, 100])


@settings(SMALL, max_examples=EXAMPLES // 2)
@given(WINDOWS, OWN_ROWS, CROWDS, st.booleans())
def test_law_1_holds_with_a_survey_without_cut_points(window, own, crowd, has_the_minimum):
    """A score of the own survey is no tier 1 where too few students are there to compare with."""
    crowd_refs = OWN_REFS[:crowd]
    with tempfile.TemporaryDirectory() as place:
        rule = OWN_TIER_RULE if has_the_minimum else ONLY_RULE
        folder = OwnFolder(Path(place), tier_rule=rule, schools=("maple", "oak"))
        drop(folder, window | {"roster": [*window["roster"], *map(roster_row, crowd_refs)]})
        folder.own(*own, *(own_row(ref, 6, 6) for ref in crowd_refs))
        ran = folder.run()
    assert set(ran.tiers) == {*(row[0] for row in window["roster"]), *crowd_refs}
    scored = {row[0] for row in ran.scores if row[8] is not None}
    judged = {row[0] for row in ran.scores if row[9] is not None}
    compared = Counter(
        row[5] for row in ran.scores if row[1] == "our_survey" and row[8] is not None
    )
    can_compare = max(compared.values(), default=0) >= 100
    for ref, row in ran.tiers.items():
        assert (row["tier"] is None) != (row["no_tier_reason"] is None)
        assert row["tier"] is None or ref in scored
        assert row["tier"] is None or ref in judged or can_compare
        assert row["tier"] != 3 or ref in judged
        assert row["no_tier_reason"] != "no_norms" or ref in scored
        if ref in crowd_refs and row["tier"] is not None:
            assert has_the_minimum
    assert ran.nothing_is_lost


def roster_row(ref: str) -> list[str]:
    return [ref, "maple", "7", "7B", "en", "yes"]


@settings(SMALL, max_examples=EXAMPLES // 2)
@given(
    st.sampled_from(["female", "male", "nonbinary", ""]),
    st.sampled_from(["K", "2", "3", "7", "12", "?"]),
    st.lists(st.sampled_from([0, 1, 3, ""]), min_size=25, max_size=25),
)
def test_law_1_holds_with_norms_by_grade_and_gender(gender, grade, answers):
    with tempfile.TemporaryDirectory() as place:
        folder = folder_with_norms(Path(place))
        header = [*ROSTER_COLUMNS, "gender"]
        rows = [["S001", "maple", grade, "7B", "en", "yes", gender]]
        folder.drop("roster.csv", csv_text(header, rows))
        folder.drop("rcads.csv", csv_text(["Student", *NORM_QUESTIONS], [["S001", *answers]]))
        ran = folder.run()
    (row,) = ran.tiers.values()
    scored = {score[5] for score in ran.scores if score[8] is not None}
    has_t, has_raw = scored & {"total_t", "depression_t"}, scored & {"total", "depression"}
    assert (row["tier"] is None) != (row["no_tier_reason"] is None)
    assert (row["tier"] is not None) == bool(has_t)
    if has_raw and not has_t:
        assert row["no_tier_reason"] == "no_norms"
    if gender not in {"female", "male"} or grade in {"K", "2", "?"}:
        assert row["tier"] is None


@settings(SMALL, max_examples=EXAMPLES // 8)
@given(st.lists(st.integers(0, 12), min_size=100, max_size=110), st.integers(0, 99))
def test_a_heavier_answer_never_lowers_a_percentile_or_its_tier(worries, place):
    """The others stay as they are; one student's own score rises by one."""
    heavier = [*worries]
    heavier[place] = min(12, heavier[place] + 1)
    found = []
    for scores in (worries, heavier):
        with tempfile.TemporaryDirectory() as folder_path:
            folder = OwnFolder(Path(folder_path))
            refs = folder.fill([(12, worry) for worry in scores])
            ran = folder.run()
            with open_warehouse(folder.open().programme.warehouse) as warehouse:
                percentile = warehouse.value(
                    "select percentile from int_district_percentile"
                    " where student_ref = ? and subscale_id = 'worry'",
                    [refs[place]],
                )
            found.append((percentile, ran.tiers[refs[place]]["tier"]))
    assert found[0][0] <= found[1][0]
    assert found[0][1] <= found[1][1]
