"""The tier rule a window was decided with: kept whole, found again, or missed out loud."""

import datetime as dt

import pytest
from programme_builder import BEFORE, WINDOW, Folder, mood_of, survey_row
from programme_run import keep_window
from programme_texts import TIER_RULE

from screening.errors import DefinitionError, ProgrammeBusyError, UnreadableFileError
from screening.programme.load import open_folder
from screening.run.kept_tier_rule import (
    KeptTierRule,
    held_rule,
    kept_of_window,
    line_of,
    rule_digest,
    rule_text,
)
from screening.run.window_run import inputs_of
from screening.scoring.tier_rule import TierRule
from screening.warehouse import open_warehouse

STRICTER = ('band = "moderate" }', 'band = "mild" }')
NEXT = ('version = "1"', 'version = "2"')
MOODS = {"S001": 6, "S002": 12, "S003": 0}


@pytest.fixture
def folder(tmp_path) -> Folder:
    """Decided with version 1."""
    made = Folder(tmp_path / "programme")
    made.roster(*MOODS)
    made.survey(*(survey_row(ref, mood=mood_of(mood)) for ref, mood in MOODS.items()))
    keep_window(made.open())
    return made


def change(folder: Folder, *pairs: tuple[str, str]) -> None:
    text = TIER_RULE
    for old, new in pairs:
        assert old in text
        text = text.replace(old, new)
    (folder.path / "tier_rule.toml").write_text(text)


def kept(folder: Folder, window: str = WINDOW) -> KeptTierRule | None:
    return kept_of_window(open_folder(folder.path), window)[1]


def spoil(folder: Folder, *statements: str) -> None:
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        for statement in statements:
            warehouse.execute(statement)


def tiers(folder: Folder) -> dict[str, int]:
    return {ref: row["tier"] for ref, row in folder.run().tiers.items()}


def test_a_window_keeps_its_rule_whole(folder) -> None:
    found = kept(folder)
    used = folder.open().programme.tier_rule
    assert (found.window_id, found.version) == (WINDOW, "1")
    assert found.facts_digest == rule_digest(used)
    assert found.read() == used
    assert kept(folder, BEFORE) is None


def test_running_again_keeps_one_rule(folder) -> None:
    keep_window(folder.open())
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        assert warehouse.rows("select window_id, version from kept_tier_rule") == [(WINDOW, "1")]


def test_a_window_in_which_nobody_has_a_tier_is_held_to_no_rule(tmp_path) -> None:
    folder = Folder(tmp_path / "programme")
    folder.roster("S001")
    keep_window(folder.open())
    assert kept(folder) is None
    change(folder, STRICTER)
    folder.survey(survey_row("S001", mood=mood_of(6)))
    assert tiers(folder) == {"S001": 2}


def test_a_newer_rule_in_the_file_leaves_the_window_as_it_was(folder) -> None:
    before, inputs = folder.run(), inputs_of(folder.open())
    change(folder, STRICTER, NEXT)
    run = folder.open()
    assert run.programme.tier_rule.version == "1"
    assert folder.run().tiers == before.tiers
    assert inputs_of(run) == inputs


def test_a_new_window_is_decided_with_the_newest_rule(folder) -> None:
    change(folder, STRICTER, NEXT)
    folder.roster(*MOODS, window=BEFORE)
    folder.survey(survey_row("S001", mood=mood_of(6), on="2026-04-06"), window=BEFORE)
    assert folder.open(BEFORE).programme.tier_rule.version == "2"
    assert folder.run(BEFORE).tiers["S001"]["tier"] == 2


@pytest.mark.parametrize(
    "changed",
    [
        STRICTER,
        ("tier = 3", "tier = 2"),
        ("needs = 2", "needs = 1"),
        ('areas = ["internalising"]', 'areas = ["attention"]'),
        ("tier = 3\n", 'tier = 3\ngrades = ["7", "8"]\n'),
        ('    { instrument = "psc_17", informant = "caregiver" },\n', ""),
    ],
)
def test_a_rule_changed_under_the_same_version_is_refused(folder, changed) -> None:
    change(folder, changed)
    with pytest.raises(DefinitionError) as fault:
        folder.open()
    assert fault.value.exit_status == 10
    assert fault.value.message == (
        f"testing: the tier rule was changed and its version is still 1, with which {WINDOW} was"
        " decided. Give the changed rule a new version; the window keeps the old one."
    )


@pytest.mark.parametrize(
    "mended",
    [
        ('words = "Many signs of low mood."', 'words = "Marked signs of low mood."'),
        ('source = "Made up."', 'source = "Made up, and said so."'),
        ('approved_by = "Screening team"', 'approved_by = "Team"'),
        ('words = "One score is needed."', 'words = "At least one score is needed."'),
    ],
)
def test_words_and_sources_may_be_mended_under_the_same_version(folder, mended) -> None:
    before = tiers(folder)
    change(folder, mended)
    run = folder.open()
    assert run.programme.tier_rule == TierRule.model_validate(
        run.programme.tier_rule_in_file().model_dump()
    )
    assert tiers(folder) == before


def test_two_rules_have_one_digest_only_where_they_decide_the_same(folder) -> None:
    rule = folder.open().programme.tier_rule
    assert rule_digest(rule) == rule_digest(rule.model_copy(update={"version": "7"}))
    fewer = rule.model_copy(update={"rule": rule.rule[1:]})
    assert rule_digest(rule) != rule_digest(fewer)
    assert TierRule.model_validate_json(rule_text(rule)) == rule


@pytest.mark.parametrize(
    ("loss", "said"),
    [
        (("drop table kept_tier_rule",), "was not kept"),
        (("update kept_tier_rule set definition = 'x'",), "is damaged"),
        (("update kept_tier_rule set definition = '{}'",), "is damaged"),
        (("update kept_tier_rule set facts_digest = 'x'",), "was altered"),
    ],
)
def test_a_rule_that_is_lost_is_missed_out_loud(folder, loss, said) -> None:
    spoil(folder, *loss)
    change(folder, STRICTER, NEXT)
    with pytest.raises(DefinitionError) as fault:
        folder.open()
    assert f"it {said}." in fault.value.message
    assert "screening rescore PROGRAMME" in fault.value.message
    assert not kept(folder).is_readable


def test_a_window_kept_before_rules_were_is_known_by_its_version(folder) -> None:
    spoil(folder, "drop table kept_tier_rule")
    found = kept(folder)
    assert (found.version, found.facts_digest, found.text) == ("1", None, None)
    assert folder.open().programme.tier_rule.version == "1"
    keep_window(folder.open())
    assert kept(folder).is_readable


def test_settings_that_the_kept_rule_does_not_fit_say_so(folder) -> None:
    change(folder, NEXT)
    settings = folder.path / "programme.toml"
    text = settings.read_text()
    phq = text.index('[[screener]]\ninstrument = "phq_a"')
    settings.write_text(text[:phq] + text[text.index('[[screener]]\ninstrument = "gad_7"') :])
    with pytest.raises(DefinitionError) as fault:
        folder.open()
    assert "tier_rule.toml" not in fault.value.message
    assert "tier rule version 1: rule.0.condition.0.instrument: rule 'mood_marked'" in (
        fault.value.message
    )


def test_a_damaged_warehouse_is_not_taken_for_a_new_window(folder) -> None:
    (folder.path / "warehouse.duckdb").write_bytes(b"no database" * 500)
    with pytest.raises(UnreadableFileError, match="Restore a copy"):
        kept_of_window(open_folder(folder.path), WINDOW)


def test_while_the_warehouse_is_held_nothing_is_decided_with_another_rule(folder) -> None:
    change(folder, STRICTER, NEXT)
    run = folder.open()
    unread = ProgrammeBusyError("held")
    with pytest.raises(ProgrammeBusyError):
        keep_window(type(run)(run.programme, run.window, run.as_of, run.today, unread))
    assert kept(folder).version == "1"


def test_one_line_says_which_version_a_window_is_held_to(folder) -> None:
    change(folder, NEXT)
    run = folder.open()
    (line,) = line_of(run.programme.tier_rule, run.programme.tier_rule_in_file(), WINDOW)
    assert line == (
        f"{WINDOW}: decided with tier rule version 1, as before; version 2 is in its file:"
        f" `screening rescore PROGRAMME --window {WINDOW}` shows who would change."
    )
    assert line_of(run.programme.tier_rule, run.programme.tier_rule, WINDOW) == []


def test_the_rule_that_holds_is_none_where_the_file_has_its_version(folder) -> None:
    in_file = folder.open().programme.tier_rule_in_file()
    assert held_rule(kept(folder), in_file) is None
    later = in_file.model_copy(update={"version": "2", "approved_on": dt.date(2027, 1, 1)})
    assert held_rule(kept(folder), later) == in_file
