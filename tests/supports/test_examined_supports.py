"""`screening doctor` says which supports are out of date or still told in letters."""

import datetime as dt
from io import StringIO

import pytest
from programme_builder import TODAY, Folder
from rich.console import Console

from flows.examination import programme_checks
from flows.summary import _show_stale_supports
from screening.run.window_run import open_run

SLEEP = """[[change]]
id = "sleep-support"
suggest = "never"
reason = "Not ours."
owner = "Office"
"""


@pytest.fixture
def folder(tmp_path):
    return Folder(tmp_path)


def supports_of(folder, *, today=TODAY):
    (check,) = [
        each for each in programme_checks(folder.path, today=today) if each.about == "Supports"
    ]
    return check


def own(folder, text: str):
    settings = folder.path / "programme.toml"
    settings.write_text(
        f'supports = "supports.toml"\n{settings.read_text(encoding="utf-8")}', encoding="utf-8"
    )
    (folder.path / "supports.toml").write_text(text, encoding="utf-8")


def test_rows_in_date_are_counted(folder):
    check = supports_of(folder)
    assert check.is_well
    assert check.finding == "18 may be proposed by a list, 0 local places"


def test_rows_past_their_date_are_named(folder):
    check = supports_of(folder, today=dt.date(2028, 1, 1))
    assert not check.is_well
    assert "56 supports are past the review date" in check.finding


def test_what_letters_still_tell_is_named(folder):
    own(folder, SLEEP)
    check = supports_of(folder)
    assert not check.is_well
    assert check.finding == "letters speak of what is switched off: sleep-support."


def test_a_faulty_file_is_the_finding_of_the_settings(folder):
    own(folder, SLEEP.replace("never", "auto"))
    (only,) = programme_checks(folder.path, today=TODAY)
    assert (only.about, only.is_well) == ("Settings", False)
    assert "supports.toml:3" in only.finding


@pytest.mark.parametrize(("as_of", "said"), [("2026-10-26", 0), ("2028-01-01", 1)])
def test_a_run_ends_with_a_line_on_what_it_left_out(folder, as_of, said):
    folder.roster("MAP-0001")
    run = open_run(folder.path, window_id=None, today=dt.date.fromisoformat(as_of))
    shown = StringIO()
    _show_stale_supports(Console(file=shown, width=400), run)
    assert shown.getvalue().count("supports are past the review date") == said
