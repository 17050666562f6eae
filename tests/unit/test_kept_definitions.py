"""What a window was scored with: kept whole with its scores, found again, or missed out loud."""

import json

import pytest
from programme_builder import BEFORE, TODAY, WINDOW
from programme_run import keep_window
from versioned_programme import Versioned

from screening.errors import DefinitionError
from screening.instruments.facts import facts_digest
from screening.programme.load import open_folder
from screening.run.kept_definitions import (
    KeptDefinition,
    kept_definitions,
    library_of,
    lines_of,
    readable_library,
)
from screening.run.window_run import open_newest
from screening.warehouse import open_warehouse

TOTALS = {f"S{number:03d}": number for number in range(13)}


@pytest.fixture
def folder(tmp_path) -> Versioned:
    """Scored with version 1 in both windows."""
    made = Versioned(tmp_path / "programme")
    made.define("1", cut=6)
    made.both_windows(TOTALS)
    for window in (BEFORE, WINDOW):
        keep_window(made.open(window))
    return made


def kept(folder: Versioned, window: str = WINDOW) -> list[KeptDefinition]:
    return kept_definitions(open_folder(folder.path), window)


def spoil(folder: Versioned, statement: str) -> None:
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        warehouse.execute(statement)


def test_a_window_keeps_its_definition_whole_with_version_and_digest(folder) -> None:
    (found,) = kept(folder)
    used = folder.open().programme.library.get("steady_4")
    assert (found.window_id, found.instrument_id, found.version) == (WINDOW, "steady_4", "1")
    assert found.facts_digest == facts_digest(used)
    assert found.read() == used
    assert json.loads(found.text)["licence"]["holder"] == "Nobody"


def test_running_again_keeps_one_definition_per_window(folder) -> None:
    keep_window(folder.open())
    assert len(kept(folder)) == len(kept(folder, BEFORE)) == 1


def test_a_window_without_answers_keeps_none_and_uses_the_library_later(tmp_path) -> None:
    folder = Versioned(tmp_path / "programme")
    folder.define("1", cut=6)
    folder.roster("S001")
    keep_window(folder.open())
    assert kept(folder) == []
    folder.define("2", cut=4)
    assert folder.open().programme.library.get("steady_4").version == "2"


def test_a_newer_version_leaves_scored_windows_with_theirs_and_says_so(folder) -> None:
    folder.define("2", cut=4)
    library = folder.open().programme.library
    assert library.get("steady_4").version == "1"
    assert [each.version for each in library.definitions("steady_4")] == ["1", "2"]
    (line,) = lines_of(library, WINDOW)
    assert line.startswith(f"{WINDOW}: scored with steady_4 version 1, as before; version 2 is in")
    assert f"`screening rescore PROGRAMME --window {WINDOW}` shows who would change." in line


def test_the_same_version_has_nothing_to_say_and_takes_mended_words(folder) -> None:
    folder.define("1", cut=6, source="Page 7 of the manual.")
    library = folder.open().programme.library
    assert lines_of(library, WINDOW) == []
    assert library.get("steady_4").missing.source == "Page 7 of the manual."


def test_facts_changed_under_the_same_version_are_refused_for_a_scored_window(folder) -> None:
    folder.define("1", cut=4)
    with pytest.raises(DefinitionError, match="Give the changed definition a new version"):
        folder.open()
    spoil(folder, f"delete from kept_definition where window_id = '{WINDOW}'")
    spoil(folder, f"delete from kept_score where window_id = '{WINDOW}'")
    assert folder.open().programme.library.get("steady_4").cut_points[0].ranges["total"]["low"] == (
        *(0, 3),
    )
    with pytest.raises(DefinitionError, match=f"version is still 1, with which {BEFORE}"):
        folder.open(BEFORE)


def test_an_instrument_that_is_gone_still_scores_the_windows_it_scored(folder) -> None:
    before = folder.run().scores
    folder.own.unlink()
    run = folder.open()
    assert run.programme.library.get("steady_4").version == "1"
    assert "the library has it no more" in lines_of(run.programme.library, WINDOW)[0]
    assert folder.run().scores == before
    with pytest.raises(DefinitionError, match="there is no instrument 'steady_4'"):
        open_newest(folder.path, window_id=WINDOW, today=TODAY)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("definition = definition[:200]", "it is damaged"),
        ("definition = '[]'", "it is damaged"),
        ("definition = 'null'", "it is damaged"),
        (
            """definition = replace(definition, '"item_count":4', '"item_cuont":4')""",
            "it is damaged",
        ),
        ("definition = replace(definition, '[6,12]', '[7,12]')", "it is damaged"),
        (
            "definition = replace(replace(definition, '[6,12]', '[7,12]'), '[0,5]', '[0,6]')",
            "it was altered",
        ),
        ("facts_digest = 'x'", "it was altered"),
        ("definition = null", "it was not kept"),
    ],
)
def test_a_damaged_definition_is_missed_out_loud_and_only_where_it_is_needed(
    folder, change: str, said: str
) -> None:
    folder.define("2", cut=4)
    spoil(folder, f"update kept_definition set {change} where window_id = '{WINDOW}'")
    with pytest.raises(DefinitionError) as fault:
        folder.open()
    assert said in fault.value.message
    assert f"`screening rescore PROGRAMME --window {WINDOW}`" in fault.value.message
    assert folder.open(BEFORE).programme.library.get("steady_4").version == "1"


def test_a_damaged_definition_is_not_needed_while_the_library_has_the_same_facts(folder) -> None:
    spoil(folder, "update kept_definition set definition = 'x'")
    keep_window(folder.open())
    folder.define("2", cut=4)
    assert folder.open().programme.library.get("steady_4").version == "1"


def test_a_warehouse_from_before_definitions_were_kept_goes_by_the_version(folder) -> None:
    spoil(folder, "drop table kept_definition")
    spoil(folder, "drop table kept_rescore")
    assert [(each.version, each.text) for each in kept(folder)] == [("1", None)]
    assert folder.open().programme.library.kept == {}
    folder.define("2", cut=4)
    with pytest.raises(DefinitionError, match="in the warehouse it was not kept"):
        folder.open()
    folder.define("1", cut=6)
    keep_window(folder.open())
    assert kept(folder)[0].text is not None


def test_a_new_programme_and_an_empty_warehouse_have_nothing_kept(tmp_path) -> None:
    folder = Versioned(tmp_path / "programme")
    folder.define("1", cut=6)
    assert kept(folder) == []
    assert not (folder.path / "warehouse.duckdb").exists()
    spoil(folder, "select 1")
    assert kept(folder) == []


def test_an_instrument_no_longer_in_use_is_not_asked_after(folder) -> None:
    spoil(folder, "update kept_definition set instrument_id = 'gone', definition = 'x'")
    spoil(folder, "update kept_score set instrument_id = 'gone'")
    assert kept(folder) == []


def test_a_rule_that_names_a_band_of_the_newer_version_says_what_it_must_fit(folder) -> None:
    folder.define("2", cut=4, band="higher")
    spoil(folder, "drop table kept_tier_rule")
    rule = folder.path / "tier_rule.toml"
    rule.write_text(rule.read_text().replace('band = "raised"', 'band = "higher"'))
    with pytest.raises(DefinitionError) as fault:
        folder.open()
    assert "tier_rule.toml" in fault.value.message
    assert (
        f"{WINDOW}: scored with steady_4 version 1: settings must fit that" in fault.value.message
    )


def test_a_layout_that_no_longer_fits_says_what_it_must_fit(folder) -> None:
    folder.define("2", cut=4)
    layout = folder.path / "layouts" / "check.toml"
    layout.write_text(layout.read_text().replace("steady_4_04", "steady_4_05"))
    with pytest.raises(DefinitionError) as fault:
        folder.open()
    assert "steady_4_05: is not an item" in fault.value.message
    assert "steady_4 version 1" in fault.value.message


def test_what_can_be_read_is_everything_that_is_not_damaged(folder) -> None:
    folder.define("2", cut=4)
    opened = open_folder(folder.path)
    assert [e.version for e in readable_library(opened, WINDOW).definitions("steady_4")] == [
        *("1", "2"),
    ]
    spoil(folder, "update kept_definition set definition = 'x'")
    assert [e.version for e in readable_library(opened, WINDOW).definitions("steady_4")] == ["2"]
    folder.own.write_text("id = ")
    assert "steady_4" not in readable_library(opened, WINDOW).ids
    (folder.path / "warehouse.duckdb").write_bytes(b"damaged" * 3000)
    assert "gad_7" in readable_library(opened, WINDOW).ids


def test_a_definition_before_a_rescore_stands_behind_and_scores_nothing(folder) -> None:
    (one,) = kept(folder)
    folder.define("2", cut=4)
    newest = open_folder(folder.path).newest_library()
    former = KeptDefinition(WINDOW, "steady_4", "1", one.facts_digest, one.text, is_former=True)
    library = library_of(newest, [former])
    assert library.get("steady_4").version == "2"
    assert [each.version for each in library.definitions("steady_4")] == ["2", "1"]
