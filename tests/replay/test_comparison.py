"""What is shown beside what was computed again, file by file."""

import datetime as dt
import os

import pytest

from screening.replay.comparison import LIVE, Difference, compare
from screening.replay.input_changes import InputChange, input_changes
from screening.replay.shown_alerts import alerts_on

RAN = 1_792_000_000
LATER = dt.datetime.fromtimestamp(RAN + 3600, dt.UTC)


@pytest.fixture
def both(tmp_path):
    """Two equal outboxes; the shown one is from an hour that tests know."""
    for name in ("shown", "computed"):
        for file in ("run.json", "schools/maple/referrals.xlsx", "district/dashboard.html"):
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file)
            os.utime(path, (RAN, RAN))
    return tmp_path / "shown", tmp_path / "computed"


def change(path, text, *, at=RAN):
    path.write_text(text)
    os.utime(path, (at, at))


def test_equal_outboxes_are_counted(both):
    found = compare(*both)
    assert (found.file_count, found.differences) == (3, ())
    assert found.byte_count == len("run.jsonschools/maple/referrals.xlsxdistrict/dashboard.html")


def test_one_changed_byte_is_found_and_when(both):
    shown, computed = both
    change(shown / "district/dashboard.html", "district/dashboard.htmL", at=RAN + 3600)
    found = compare(shown, computed)
    assert found.differences == (Difference("district/dashboard.html", "differs", LATER),)
    assert found.file_count == 2
    assert "changed after the run" in found.differences[0].line


def test_a_file_from_the_run_itself_is_not_said_to_be_changed_later(both):
    shown, computed = both
    change(shown / "district/dashboard.html", "other")
    (difference,) = compare(shown, computed).differences
    assert difference.changed_on is None
    assert difference.line == "district/dashboard.html: differs."


def test_missing_and_unknown_files_are_told_apart(both):
    shown, computed = both
    (shown / "run.json").unlink()
    change(shown / "schools/maple/notes.txt", "x", at=RAN + 3600)
    found = {each.name: each.how for each in compare(shown, computed).differences}
    assert found == {"run.json": "missing", "schools/maple/notes.txt": "unknown"}


@pytest.mark.parametrize("name", LIVE)
def test_live_safety_lists_are_not_compared(both, name):
    shown, computed = both
    change(shown / "schools/maple" / name, "now")
    change(computed / "schools/maple" / name, "then")
    assert compare(shown, computed).differences == ()


def test_inputs_that_differ_are_named_in_words():
    before = {"a.toml": "1", "inbox/autumn/old.csv": "2", "pipeline": "0.1", "same": "x"}
    after = {"a.toml": "9", "inbox/autumn/new.csv": "2", "pipeline": "0.2", "same": "x"}
    after |= {"instrument phq_a": "5", "corrections": "6"}
    found = [(each.words, each.is_of_answers) for each in input_changes(before, after)]
    assert found == [
        ("a.toml changed", False),
        ("corrections that schools returned added", True),
        ("new.csv added", True),
        ("old.csv removed", True),
        ("the definition of phq_a added", False),
        ("the version of the pipeline changed", False),
    ]
    assert not list(input_changes(before, before))


@pytest.mark.parametrize("name", ["inbox/autumn/roster.csv", "inbox/autumn/consent.csv"])
def test_a_roster_brings_no_answers(name):
    assert not InputChange(name, "changed").is_of_answers


def test_no_safety_list_has_no_alert(tmp_path):
    assert alerts_on(tmp_path) == set()
