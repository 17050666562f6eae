"""An old window, a newer definition: shown first, gone over to by an act of its own."""

import csv
import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from program import screening
from programme_builder import BEFORE, TODAY, WINDOW
from programme_run import keep_window, run_whole, tree
from versioned_programme import HIGHEST, Versioned

from flows.rescore_window import Rescore, rescore_window
from screening.errors import DefinitionError, ProgrammeBusyError, RefusedDataError
from screening.run.rescore import tier_moves
from screening.warehouse import open_warehouse

REFS = [f"S{number:03d}" for number in range(40)]
TOTALS = {ref: (number * 5) % (HIGHEST + 1) for number, ref in enumerate(REFS)}
OLD_CUT, NEW_CUT = 6, 4
LATER = dt.date(2026, 11, 9)
CHANGED = {ref for ref, total in TOTALS.items() if NEW_CUT <= total < OLD_CUT}
"""Whoever lies between the two cut-points, found without any of the program's code."""
KEPT = ("kept_tier", "kept_score", "kept_run", "kept_definition", "kept_rescore")


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Versioned:
    """Both windows published with version 1; version 2 has come since."""
    made = Versioned(tmp_path_factory.mktemp("rescore") / "programme", schools=("maple", "oak"))
    made.define("1", cut=OLD_CUT)
    made.both_windows(TOTALS)
    for window in (BEFORE, WINDOW):
        run_whole(made.open(window))
    made.define("2", cut=NEW_CUT)
    return made


@pytest.fixture
def folder(published, tmp_path) -> Versioned:
    """The same in a folder that the test may change."""
    return published.copied_to(tmp_path / "programme")


def compared(folder: Versioned, *, window: str = BEFORE, by: str | None = None) -> Rescore:
    return rescore_window(folder.path, window_id=window, today=LATER, accepted_by=by)


def kept(folder: Versioned) -> dict[str, list[tuple]]:
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        return {name: warehouse.rows(f"select * from {name} order by all") for name in KEPT}


def bands(folder: Versioned, window: str = BEFORE) -> dict[str, str]:
    return {row[1]: row[10] for row in kept(folder)["kept_score"] if row[0] == window}


def expected(cut: int) -> dict[str, str]:
    return {ref: "raised" if total >= cut else "low" for ref, total in TOTALS.items()}


def shown(folder: Versioned) -> dict[str, str]:
    return tree(folder.path / "outbox")


def change(folder: Versioned, statement: str) -> None:
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        warehouse.execute(statement)


def test_running_an_old_window_again_keeps_its_bands_and_every_byte(folder) -> None:
    before = shown(folder)
    run_whole(folder.open(BEFORE, today=TODAY))
    after = shown(folder)
    assert bands(folder) == expected(OLD_CUT)
    assert [digest for name, digest in sorted(after.items()) if BEFORE in name] == [
        digest for name, digest in sorted(before.items()) if BEFORE in name
    ]


def test_a_late_export_is_scored_with_the_old_definition(folder) -> None:
    late = {"S900": NEW_CUT, "S901": OLD_CUT}
    folder.roster(*TOTALS, *late, window=BEFORE)
    folder.answers(late, window=BEFORE, name="check_late.csv")
    run_whole(folder.open(BEFORE, today=LATER))
    assert bands(folder) == expected(OLD_CUT) | {"S900": "low", "S901": "raised"}


def test_run_json_says_which_version_scored(folder) -> None:
    record = (run_whole(folder.open(BEFORE)) / "run.json").read_text()
    assert '"steady_4": "1"' in record
    change(folder, f"delete from kept_definition where window_id = '{WINDOW}'")
    change(folder, f"delete from kept_score where window_id = '{WINDOW}'")
    assert '"steady_4": "2"' in (run_whole(folder.open()) / "run.json").read_text()


def test_it_shows_exactly_who_lies_between_the_cut_points(folder) -> None:
    found = compared(folder)
    assert len(CHANGED) > 3
    assert {each.student_ref for each in found.changes} == CHANGED
    assert {(each.band_before, each.band_after) for each in found.changes} == {("low", "raised")}
    assert tier_moves(found.changes) == {("1", "2"): len(CHANGED)}
    assert (found.students, found.unlike_kept, found.not_kept) == (len(REFS), 0, "")


def test_showing_changes_nothing_that_is_kept_or_shown(folder) -> None:
    before = kept(folder), shown(folder)
    compared(folder)
    assert (kept(folder), shown(folder)) == before


def test_it_names_the_later_windows_that_compare_with_this_one(folder) -> None:
    assert compared(folder).later == (WINDOW,)
    assert compared(folder, window=WINDOW).later == ()
    change(folder, f"delete from kept_run where window_id = '{WINDOW}'")
    assert compared(folder).later == ()


def test_accepting_replaces_scores_tiers_and_definition_and_says_who_did(folder) -> None:
    before = shown(folder)
    compared(folder, by="Ana Ortiz")
    after = kept(folder)
    assert bands(folder) == expected(NEW_CUT)
    tiers = {row[1]: row[5] for row in after["kept_tier"] if row[0] == BEFORE}
    assert tiers == {ref: 2 if total >= NEW_CUT else 1 for ref, total in TOTALS.items()}
    versions = {row[0]: row[2] for row in after["kept_definition"]}
    assert versions == {BEFORE: "2", WINDOW: "1"}
    (record,) = after["kept_rescore"]
    assert record[:8] == (
        *(BEFORE, "steady_4", "1", "2", LATER, "Ana Ortiz"),
        *(len(CHANGED), len(CHANGED)),
    )
    assert bands(folder, WINDOW) == expected(OLD_CUT)
    assert shown(folder) == before


def test_what_was_accepted_is_published_by_the_next_run(folder) -> None:
    compared(folder, by="Ana Ortiz")
    outbox = run_whole(folder.open(BEFORE, today=LATER))
    assert '"steady_4": "2"' in (outbox / "run.json").read_text()
    assert bands(folder) == expected(NEW_CUT)
    before = shown(folder)
    run_whole(folder.open(BEFORE, today=LATER))
    assert {name.split("/", 2)[-1]: digest for name, digest in shown(folder).items()} == {
        name.split("/", 2)[-1]: digest for name, digest in before.items()
    }


def test_the_later_windows_changes_then_count_from_the_new_tiers(folder) -> None:
    def risen() -> set[str]:
        return {ref for ref, row in folder.run().tiers.items() if row["change"] == "down"}

    assert risen() == set()
    compared(folder, by="Ana Ortiz")
    assert risen() == CHANGED


def test_accepting_twice_is_accepting_once(folder) -> None:
    compared(folder, by="Ana Ortiz")
    once = kept(folder)
    found = compared(folder, by="Somebody else")
    assert (found.older, found.changes) == ((), ())
    assert kept(folder) == once


def test_a_window_gone_over_twice_keeps_both_records(folder) -> None:
    compared(folder, by="Ana Ortiz")
    folder.define("3", cut=OLD_CUT)
    found = compared(folder, by="Ana Ortiz")
    assert tier_moves(found.changes) == {("2", "1"): len(CHANGED)}
    assert bands(folder) == expected(OLD_CUT)
    moves = [(row[2], row[3]) for row in kept(folder)["kept_rescore"]]
    assert moves == [("1", "2"), ("2", "3")]
    library = folder.open(BEFORE).programme.library
    assert [each.version for each in library.definitions("steady_4")] == ["3", "1", "2"]


@pytest.mark.parametrize("table", ["kept_rescore", "kept_definition", "kept_tier"])
def test_a_statement_that_breaks_at_any_point_leaves_everything_as_it_was(folder, table) -> None:
    change(folder, f"alter table {table} rename to whole")
    change(folder, f"create table {table} as select * from whole")
    change(folder, f"alter table {table} add column more integer")
    change(folder, f"update {table} set more = 1")
    change(folder, f"alter table {table} alter column more set not null")
    before = kept(folder)
    with pytest.raises(Exception, match=r"more|column"):
        compared(folder, by="Ana Ortiz")
    assert kept(folder) == before
    assert bands(folder) == expected(OLD_CUT)
    assert folder.open(BEFORE).programme.library.get("steady_4").version == "1"


def test_a_late_export_is_told_apart_and_run_before_anything_is_accepted(folder) -> None:
    folder.roster(*TOTALS, "S900", window=BEFORE)
    folder.answers({"S900": 9}, window=BEFORE, name="check_late.csv")
    found = compared(folder)
    assert {each.student_ref for each in found.changes} == CHANGED
    assert found.unlike_kept == 1
    before = kept(folder)
    with pytest.raises(RefusedDataError, match="1 students differ from what is kept"):
        compared(folder, by="Ana Ortiz")
    assert kept(folder) == before
    keep_window(folder.open(BEFORE))
    assert compared(folder, by="Ana Ortiz").unlike_kept == 0
    assert bands(folder) == expected(NEW_CUT) | {"S900": "raised"}


@pytest.mark.parametrize(
    "loss",
    ["drop table kept_definition", "update kept_definition set definition = 'x'"],
)
def test_where_the_old_definition_is_lost_it_compares_with_what_is_kept(folder, loss) -> None:
    change(folder, loss)
    found = compared(folder, by="Ana Ortiz")
    assert {each.student_ref for each in found.changes} == CHANGED
    assert found.not_kept.startswith(f"{BEFORE}: the definition it was scored with")
    assert bands(folder) == expected(NEW_CUT)
    assert folder.open(BEFORE).programme.library.get("steady_4").version == "2"


def test_what_cannot_be_scored_anew_is_refused(folder) -> None:
    with pytest.raises(DefinitionError, match="there is no '2031'"):
        compared(folder, window="2031")
    folder.define("1", cut=NEW_CUT)
    with pytest.raises(DefinitionError, match="Give the changed definition a new version"):
        compared(folder)
    folder.own.unlink()
    with pytest.raises(DefinitionError, match="there is no instrument 'steady_4'"):
        compared(folder)


def test_a_window_that_was_never_scored_is_refused(tmp_path) -> None:
    folder = Versioned(tmp_path / "programme")
    folder.define("1", cut=OLD_CUT)
    folder.both_windows(TOTALS)
    with pytest.raises(DefinitionError, match=f"{WINDOW}: was never scored"):
        compared(folder, window=WINDOW)


def test_nothing_is_scored_while_the_warehouse_cannot_say_with_what(folder) -> None:
    locked = replace(folder.open(BEFORE), unread=ProgrammeBusyError("held"))
    before = kept(folder)
    with pytest.raises(ProgrammeBusyError, match="held"):
        keep_window(locked)
    assert kept(folder) == before


def test_the_command_counts_on_the_terminal_and_names_students_in_files_alone(
    folder, tmp_path
) -> None:
    arguments = ("rescore", folder.path, "--window", BEFORE, "--today", LATER)
    done = screening(*arguments, "--to", tmp_path / "who")
    assert done.returncode == 0, done.stderr
    assert f"{BEFORE}: steady_4 version 1 → 2" in done.stdout
    assert f"Students who change: {len(CHANGED)} of {len(REFS)}" in done.stdout
    assert f"  tier 1 → 2: {len(CHANGED)}" in done.stdout
    assert f"  steady_4, self, total: low → raised: {len(CHANGED)}" in done.stdout
    assert f"{WINDOW} compares its tiers with this window's" in done.stdout
    assert "--accept" in done.stdout
    assert not [ref for ref in REFS if ref in done.stdout + done.stderr]
    rows = list(csv.DictReader((tmp_path / "who" / "maple.csv").open()))
    assert {row["student_ref"] for row in rows} == CHANGED
    assert len((tmp_path / "who" / "oak.csv").read_text().splitlines()) == 1
    done = screening(*arguments, "--accept", "--by", "Ana Ortiz")
    assert "Accepted by Ana Ortiz. To publish: screening run" in done.stdout
    done = screening(*arguments, "--accept")
    assert done.stdout == f"{BEFORE}: scored with the newest definitions. Nothing to score anew.\n"


@pytest.mark.parametrize("place", ["outbox/x", "inbox/2026_spring", "outbox/2026_spring/district"])
def test_the_files_never_go_where_they_are_shown_or_read(folder, place: str) -> None:
    before = shown(folder)
    done = screening("rescore", folder.path, "--window", BEFORE, "--to", folder.path / place)
    assert done.returncode == 2
    assert "name another folder" in done.stderr
    assert shown(folder) == before
    assert not list(Path(folder.path).rglob("maple.csv"))


@pytest.mark.flow
def test_a_run_says_which_version_it_is_held_to(folder) -> None:
    done = screening("run", folder.path, "--window", BEFORE, "--today", TODAY)
    assert done.returncode == 0, done.stderr
    told = f"{BEFORE}: scored with steady_4 version 1, as before; version 2 is in the library"
    assert done.stderr.count(told) == 1
    assert bands(folder) == expected(OLD_CUT)
