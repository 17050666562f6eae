"""The laws of the contract hold for whatever a small window holds."""

import random
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from programme_builder import (
    CHECKLIST_HEADER,
    SURVEY_HEADER,
    Folder,
    csv_text,
    mood_of,
    survey_row,
)
from programme_run import Ran, run_whole, tree

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
