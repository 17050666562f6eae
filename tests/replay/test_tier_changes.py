"""Who changed tier since a window's last run: kept once, shown by school, never added twice."""

import csv

import pytest
from programme_builder import BEFORE, WINDOW
from programme_run import run_whole, tree
from replay_folder import HIGH, MISSING, REFS, TOTALS, answer

from screening.ledger.act import Act
from screening.ledger.store import open_ledger
from screening.warehouse import open_warehouse

FILE = "schools/maple/tier_changes.csv"


def rows(folder, window=WINDOW):
    path = folder.path / "outbox" / window / FILE
    if not path.exists():
        return {}
    with path.open(encoding="utf-8") as file:
        return {row.pop("student_ref"): row for row in csv.DictReader(file)}


def kept(folder):
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        return warehouse.rows("from kept_tier_change order by all")


def run(folder, **at):
    return run_whole(folder.open(**at))


def test_a_first_run_changes_nobody(once):
    assert kept(once) == []
    assert rows(once) == rows(once, BEFORE) == {}


def test_what_changed_is_kept_and_shown_until_something_else_does(folder):
    answer(folder, WINDOW, {MISSING: 20}, name="survey_late.csv")
    shown = run(folder)
    assert set(rows(folder)) == {MISSING}
    told = rows(folder)[MISSING]
    assert (told["tier_before"], told["tier_after"], told["changed_on"]) == (
        "not_answered", "3", "2026-10-26",
    )  # fmt: skip
    assert told["why"].startswith("Answers came in: ")
    assert told["why"].endswith("Files: survey_late.csv added.")
    first = kept(folder)
    assert [(row[0], row[1], row[3], row[4]) for row in first] == [(WINDOW, 1, MISSING, "maple")]

    before = tree(shown)
    assert tree(run(folder)) == before
    assert kept(folder) == first

    folder.drop("survey_late.csv", (folder.inbox() / "survey_late.csv").read_text() + "\n")
    run(folder)
    assert (kept(folder), set(rows(folder))) == (first, {MISSING})

    answer(folder, WINDOW, TOTALS | {HIGH: 0})
    folder.roster(*[ref for ref in REFS if ref != "S001"])
    run(folder)
    assert {ref: (row["tier_before"], row["tier_after"]) for ref, row in rows(folder).items()} == {
        HIGH: ("3", "1"), "S001": ("1", ""),
    }  # fmt: skip
    assert rows(folder)["S001"]["why"] == "No longer on the roster."
    assert "corrected or replaced" in rows(folder)[HIGH]["why"]
    assert [row for row in kept(folder) if row[1] == 1] == first
    assert {row[1] for row in kept(folder)} == {1, 2}


def test_a_persons_decision_is_named_and_giving_it_back_too(folder):
    act = Act(
        kind="override", window_id=WINDOW, school_id="maple", student_ref=HIGH, subject=HIGH,
        field="tier", old="3", new="2", reason="Seen in class", by="Ana Ortiz",
        at="2026-10-27", source="command",
    )  # fmt: skip
    with open_ledger(folder.path / "ledger.sqlite") as ledger:
        ledger.append([act])
    run(folder)
    assert rows(folder)[HIGH]["why"] == "Ana Ortiz decided."
    back = Act(**{**vars(act), "new": "rule", "old": "2", "at": "2026-10-28"})
    with open_ledger(folder.path / "ledger.sqlite") as ledger:
        ledger.append([back])
    run(folder)
    told = rows(folder)[HIGH]
    assert (told["tier_before"], told["tier_after"]) == ("2", "3")
    assert told["why"] == "Ana Ortiz gave the decision back to the tier rule."


@pytest.mark.parametrize("where", ["replace_kept", "note_withdrawals"])
def test_a_run_that_breaks_while_it_keeps_adds_nothing_and_the_next_adds_it_once(
    folder, monkeypatch, where
):
    answer(folder, WINDOW, {MISSING: 20}, name="survey_late.csv")
    with monkeypatch.context() as breaking:

        def broken(*_):
            raise OSError(28, "No space left on device")

        breaking.setattr(f"screening.run.scores.{where}", broken)
        with pytest.raises(OSError, match="No space"):
            run(folder)
    assert kept(folder) == []
    assert rows(folder) == {}
    run(folder)
    assert [row[3] for row in kept(folder)] == [MISSING]
    assert set(rows(folder)) == {MISSING}
