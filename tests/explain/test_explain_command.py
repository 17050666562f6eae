"""`screening run PROGRAMME --explain STUDENT_REF`: text on the terminal, and nothing else done."""

import datetime as dt
import stat

import pytest
from explained import last_word
from program import screening
from programme_builder import BEFORE, TODAY, WINDOW, Folder, mood_of, survey_row
from programme_run import keep_window, tree
from programme_texts import TIER_RULE

from flows.explain_student import explain_student
from flows.run_window import holding
from screening.errors import DefinitionError
from screening.explain.trail import UnknownStudentError
from screening.warehouse import open_warehouse

MOODS = {"S001": 12, "S002": 0, "S003": 20}


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path / "programme")
    made.roster(*MOODS, "S004")
    made.survey(*(survey_row(ref, mood=mood_of(mood)) for ref, mood in MOODS.items()))
    return made


def told(folder: Folder, ref: str, *, window: str | None = WINDOW, today: dt.date = TODAY) -> str:
    return explain_student(folder.path, ref, window_id=window, today=today)


def test_it_works_before_the_first_run_and_makes_nothing(folder) -> None:
    before = tree(folder.path)
    assert [last_word(told(folder, ref)) for ref in (*MOODS, "S004")] == [
        *("2", "1", "3", "not_answered")
    ]
    assert tree(folder.path) == before


def test_after_a_run_it_ends_as_kept_and_changes_nothing_of_it(folder) -> None:
    keep_window(folder.open())
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        statement = "select student_ref, coalesce(tier::varchar, no_tier_reason) from kept_tier"
        kept = dict(warehouse.rows(statement))
        tables = warehouse.rows("select table_name from information_schema.tables order by all")
    assert {ref: last_word(told(folder, ref)) for ref in kept} == kept
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        assert dict(warehouse.rows(statement)) == kept
        assert tables == warehouse.rows(
            "select table_name from information_schema.tables order by all"
        )
    assert not (folder.path / "outbox").exists()


def test_it_explains_with_the_rule_that_the_window_is_held_to(folder) -> None:
    keep_window(folder.open())
    newer = TIER_RULE.replace('version = "1"', 'version = "2"').replace("tier = 2", "tier = 3")
    (folder.path / "tier_rule.toml").write_text(newer)
    text = told(folder, "S001")
    assert "testing, version 1" in text
    assert last_word(text) == "2"


def test_it_needs_no_hold_on_the_programme(folder) -> None:
    with holding(folder.path):
        assert last_word(told(folder, "S001")) == "2"


def test_the_newest_open_window_is_explained_where_none_is_named(folder) -> None:
    assert f"window {WINDOW}" in told(folder, "S001", window=None)
    folder.roster("S001", window=BEFORE)
    assert f"window {BEFORE}" in told(folder, "S001", window=None, today=dt.date(2026, 4, 10))


def test_the_same_question_has_the_same_answer(folder) -> None:
    assert told(folder, "S003") == told(folder, "S003")


def test_an_unknown_window_and_an_unknown_student_are_told_apart(folder) -> None:
    with pytest.raises(DefinitionError, match="there is no '2031'"):
        told(folder, "S001", window="2031")
    with pytest.raises(UnknownStudentError):
        told(folder, "S999")


def test_the_command_prints_the_trail_and_ends_with_0(folder) -> None:
    done = screening("run", folder.path, "--explain", "S001", "--today", TODAY)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == told(folder, "S001") + "\n"
    assert stat.S_ISDIR((folder.path / "inbox").stat().st_mode)
    assert not (folder.path / "warehouse.duckdb").exists()
    assert not (folder.path / ".orchestrator").exists()


def test_the_command_says_one_line_about_an_unknown_student_and_ends_with_2(folder) -> None:
    done = screening("run", folder.path, "--window", WINDOW, "--explain", "S999")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"{WINDOW}: no such student is on the roster. Check the code.\n"


def test_a_missing_roster_ends_as_a_run_would(folder) -> None:
    (folder.inbox() / "roster.csv").unlink()
    done = screening("run", folder.path, "--window", WINDOW, "--explain", "S001")
    assert done.returncode == 11
    assert "N101" in done.stderr
    assert done.stdout == ""
