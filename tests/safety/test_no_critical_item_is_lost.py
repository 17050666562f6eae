"""The safety list reads what any definition of the window calls critical."""

import datetime as dt

import pytest
from programme_builder import TODAY, WINDOW
from programme_run import keep_window
from versioned_programme import Versioned

from flows.run_window import open_or_read
from screening.errors import DefinitionError
from screening.run.safety import renew_lists, write_safety_lists
from screening.run.window_run import inputs_of

SAFE, FRIENDS = 4, 3
NOW = dt.datetime.combine(TODAY, dt.time(9, 30), dt.UTC)
TOTALS = {"S001": 12, "S002": 8, "S003": 3, "S004": 11}
"""Answers to the items: 3333, 3320, 3000, 3332."""


@pytest.fixture
def folder(tmp_path) -> Versioned:
    """Scored with version 1, where item 4 is critical from 2."""
    made = Versioned(tmp_path / "programme", schools=("maple", "oak"))
    made.define("1", cut=6, critical={SAFE: 2})
    made.both_windows(TOTALS)
    keep_window(made.open())
    return made


def read(entries) -> list[tuple[str, str]]:
    return [(entry.student_ref, entry.item_id) for entry in entries]


OF_VERSION_1 = [("S001", "steady_4_04"), ("S004", "steady_4_04")]


def test_a_newer_version_may_add_one(folder) -> None:
    assert read(write_safety_lists(folder.open())) == OF_VERSION_1
    folder.define("2", cut=6, critical={SAFE: 2, FRIENDS: 2})
    assert read(write_safety_lists(folder.open())) == [
        *(("S001", "steady_4_03"), ("S001", "steady_4_04"), ("S002", "steady_4_03")),
        *(("S004", "steady_4_03"), ("S004", "steady_4_04")),
    ]


def test_a_newer_version_takes_none_away(folder) -> None:
    folder.define("2", cut=6)
    assert read(write_safety_lists(folder.open())) == OF_VERSION_1


@pytest.mark.parametrize(("kept", "newest"), [(3, 2), (2, 3)])
def test_of_two_limits_the_lower_one_counts(folder, kept: int, newest: int) -> None:
    (folder.path / "warehouse.duckdb").unlink()
    folder.define("1", cut=6, critical={SAFE: kept})
    keep_window(folder.open())
    folder.define("2", cut=6, critical={SAFE: newest})
    assert read(write_safety_lists(folder.open())) == OF_VERSION_1


def test_an_added_critical_item_is_another_input_and_a_moved_cut_point_is_none(folder) -> None:
    first = inputs_of(folder.open())
    folder.define("2", cut=4, critical={SAFE: 2})
    assert inputs_of(folder.open()) == first
    folder.define("2", cut=4, critical={SAFE: 2, FRIENDS: 2})
    assert set(inputs_of(folder.open())) - set(first) == {"instrument steady_4, critical items 1"}


def changed_facts(folder: Versioned) -> None:
    folder.define("1", cut=4, critical={FRIENDS: 2})


def a_typo(folder: Versioned) -> None:
    folder.own.write_text("id = ")


def a_rule_that_does_not_fit(folder: Versioned) -> None:
    folder.define("2", cut=4, band="higher", critical={FRIENDS: 2})


def an_instrument_that_is_gone_and_a_rule_that_is_faulty(folder: Versioned) -> None:
    folder.own.unlink()
    (folder.path / "tier_rule.toml").write_text("id = ")


@pytest.mark.parametrize(
    ("fault", "is_opened"),
    [
        (changed_facts, False),
        (a_typo, False),
        (a_rule_that_does_not_fit, True),
        (an_instrument_that_is_gone_and_a_rule_that_is_faulty, False),
    ],
)
def test_whatever_stops_the_run_the_kept_critical_items_are_read(folder, fault, is_opened) -> None:
    fault(folder)
    if is_opened:
        entries = write_safety_lists(folder.open())
    else:
        with pytest.raises(DefinitionError, match="Critical items were read all the same"):
            open_or_read(folder.path, window_id=WINDOW, today=TODAY)
        entries = renew_lists(folder.path, window_id=WINDOW, now=NOW).entries
    assert set(OF_VERSION_1) <= set(read(entries))
    assert (folder.path / "outbox" / WINDOW / "schools" / "maple" / "safety.xlsx").exists()


def test_where_the_layout_fits_the_newer_version_alone_its_files_are_read(folder) -> None:
    text = folder.own.read_text().replace('"1"', '"2"').replace("unscored = []", "unscored = [5]")
    text = text.replace("item_count = 4", "item_count = 5")
    folder.own.write_text(text)
    layout = folder.path / "layouts" / "check.toml"
    layout.write_text(layout.read_text().rstrip() + '\nsteady_4_05 = "Extra"\n')
    with pytest.raises(DefinitionError, match="steady_4_05: is not an item"):
        folder.open()
    assert read(renew_lists(folder.path, window_id=WINDOW, now=NOW).entries) == OF_VERSION_1


def test_a_damaged_warehouse_leaves_the_newest_critical_items(folder) -> None:
    folder.define("2", cut=6, critical={FRIENDS: 2})
    (folder.path / "warehouse.duckdb").write_bytes(b"damaged" * 3000)
    run = folder.open()
    assert run.unread is not None
    assert read(write_safety_lists(run)) == [
        *(("S001", "steady_4_03"), ("S002", "steady_4_03"), ("S004", "steady_4_03")),
    ]
