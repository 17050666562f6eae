"""An old window, a newer tier rule: shown first, gone over to by an act of its own."""

import datetime as dt

import pytest
from program import screening
from programme_builder import BEFORE, WINDOW, Folder, mood_of, survey_row
from programme_run import keep_window
from programme_texts import TIER_RULE
from versioned_programme import Versioned

from flows.commands.rescore import lines_of
from flows.rescore_window import Rescore, rescore_window
from screening.errors import DefinitionError
from screening.run.rescore import tier_moves
from screening.warehouse import open_warehouse

LATER = dt.date(2026, 11, 9)
STRICTER = ('band = "moderate" }', 'band = "mild" }')
NEXT = ('version = "1"', 'version = "2"')
MOODS = {f"S{number:03d}": number for number in range(25)}
CHANGED = {ref for ref, mood in MOODS.items() if 5 <= mood < 10}
"""Mild is 5 to 9 in the manual; found without any of the program's code."""


@pytest.fixture(scope="module")
def decided(tmp_path_factory) -> Folder:
    """Decided with version 1; version 2, which looks from mild on, has come since."""
    made = Folder(tmp_path_factory.mktemp("rule") / "programme")
    made.roster(*MOODS, window=BEFORE)
    rows = (survey_row(ref, mood=mood_of(n), on="2026-04-06") for ref, n in MOODS.items())
    made.survey(*rows, window=BEFORE)
    keep_window(made.open(BEFORE))
    text = TIER_RULE.replace(*STRICTER).replace(*NEXT)
    (made.path / "tier_rule.toml").write_text(text)
    return made


@pytest.fixture
def folder(decided, tmp_path) -> Folder:
    """The same in a folder that the test may change."""
    return decided.copied_to(tmp_path / "programme")


def compared(folder: Folder, *, window: str = BEFORE, by: str | None = None) -> Rescore:
    return rescore_window(folder.path, window_id=window, today=LATER, accepted_by=by)


def rows(folder: Folder, statement: str) -> list[tuple]:
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        return warehouse.rows(statement)


def kept_tiers(folder: Folder) -> dict[str, int]:
    return dict(
        rows(folder, f"select student_ref, tier from kept_tier where window_id = '{BEFORE}'")
    )


def test_it_shows_exactly_who_would_change_and_changes_nothing(folder) -> None:
    before = kept_tiers(folder)
    found = compared(folder)
    assert not found.is_newest
    assert (found.older, found.older_rule.version) == ((), "1")
    assert {each.student_ref for each in found.changes} == CHANGED
    assert tier_moves(found.changes) == {("1", "2"): len(CHANGED)}
    assert (found.unlike_kept, found.not_kept) == (0, "")
    assert kept_tiers(folder) == before
    assert f"{BEFORE}: tier rule version 1 → 2" in lines_of(found, folder.path)


def test_accepting_decides_anew_and_says_who_did(folder) -> None:
    compared(folder, by="Ana Ortiz")
    tiers = kept_tiers(folder)
    assert {ref for ref, tier in tiers.items() if tier == 2} == {
        ref for ref, mood in MOODS.items() if 5 <= mood < 15
    }
    ((*told, digest, text),) = rows(folder, "select * from kept_rule_rescore")
    assert told == [BEFORE, "1", "2", LATER, "Ana Ortiz", len(CHANGED)]
    assert len(digest) == 64
    assert '"version":"1"' in text
    assert rows(folder, "select version from kept_tier_rule") == [("2",)]
    assert folder.open(BEFORE).programme.tier_rule.version == "2"


def test_accepting_twice_is_accepting_once(folder) -> None:
    compared(folder, by="Ana Ortiz")
    assert compared(folder, by="Somebody else").is_newest
    assert len(rows(folder, "select * from kept_rule_rescore")) == 1


def test_a_run_before_accepting_keeps_the_old_tiers(folder) -> None:
    before = kept_tiers(folder)
    keep_window(folder.open(BEFORE, today=LATER))
    assert kept_tiers(folder) == before


def test_a_rule_that_was_not_kept_compares_with_what_is_kept(folder) -> None:
    rows(folder, "drop table kept_tier_rule")
    found = compared(folder, by="Ana Ortiz")
    assert "was not kept" in found.not_kept
    assert {each.student_ref for each in found.changes} == CHANGED
    ((digest, text),) = rows(
        folder, "select from_facts_digest, from_definition from kept_rule_rescore"
    )
    assert (digest, text) == (None, None)


def test_a_rule_changed_under_its_version_cannot_be_gone_over_to(folder) -> None:
    (folder.path / "tier_rule.toml").write_text(TIER_RULE.replace(*STRICTER))
    with pytest.raises(DefinitionError, match="Give the changed rule a new version"):
        compared(folder)


def test_instrument_and_rule_are_gone_over_to_together(tmp_path) -> None:
    folder = Versioned(tmp_path / "programme")
    totals = {f"S{number:03d}": number for number in range(13)}
    folder.define("1", cut=6)
    folder.both_windows(totals)
    keep_window(folder.open(WINDOW))
    folder.define("2", cut=4, band="higher")
    rule = folder.path / "tier_rule.toml"
    rule.write_text(rule.read_text().replace(*NEXT).replace('band = "raised"', 'band = "higher"'))
    found = compared(folder, window=WINDOW, by="Ana Ortiz")
    assert ([each.instrument_id for each in found.older], found.older_rule.version) == (
        ["steady_4"],
        "1",
    )
    assert {each.student_ref for each in found.changes} == {
        ref for ref, total in totals.items() if total >= 4
    }
    assert tier_moves(found.changes) == {("1", "2"): 2}
    assert len(rows(folder, "select * from kept_rescore")) == 1
    assert len(rows(folder, "select * from kept_rule_rescore")) == 1
    run = folder.open(WINDOW)
    assert (run.programme.tier_rule.version, run.programme.library.get("steady_4").version) == (
        "2",
        "2",
    )


def test_the_command_tells_both_versions_and_no_student(folder) -> None:
    done = screening("rescore", folder.path, "--window", BEFORE, "--today", LATER)
    assert done.returncode == 0, done.stderr
    assert f"{BEFORE}: tier rule version 1 → 2" in done.stdout
    assert f"Students who change: {len(CHANGED)} of {len(MOODS)}" in done.stdout
    assert not [ref for ref in MOODS if ref in done.stdout + done.stderr]


def test_the_command_refuses_a_rule_changed_under_its_version_with_exit_10(folder) -> None:
    (folder.path / "tier_rule.toml").write_text(TIER_RULE.replace(*STRICTER))
    done = screening("run", folder.path, "--window", BEFORE, "--today", LATER)
    assert done.returncode == 10
    assert "the tier rule was changed and its version is still 1" in done.stderr
    assert "Critical items were read all the same" in done.stderr
