"""`screening supports list` and `show`: readable, filtered, honest about dates and places."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from programme_builder import Folder
from typer.testing import CliRunner

from flows.commands.supports import app
from screening.supports.catalogue import load_catalogue
from screening.supports.help_lines import shipped_help_lines

REPOSITORY = Path(__file__).parents[2]
SHIPPED = load_catalogue()
LINES = shipped_help_lines()
TODAY = ("--today", "2026-10-26")
LATE = ("--today", "2028-01-01")


def call(*words: str, status: int = 0):
    result = CliRunner().invoke(app, list(words))
    assert result.exit_code == status, result.output
    return result


def flat(text: str) -> str:
    return re.sub(r"\s+", " ", text)


def ids_in(text: str) -> list[str]:
    return re.findall(r"^ {6}([a-z0-9-]+) \| tier", text, re.MULTILINE)


def ids_of(*rules: str) -> set[str]:
    return {row.id for row in SHIPPED.support if row.suggest in rules}


def test_the_list_shows_everything_that_may_be_offered_and_nothing_else():
    shown = ids_in(call("list", *TODAY).stdout)
    assert set(shown) == ids_of("auto", "human", "info")
    assert len(shown) == len(set(shown))


def test_all_shows_every_row_of_every_kind():
    text = call("list", "--all", *TODAY).stdout
    assert set(ids_in(text)) == {row.id for row in SHIPPED.support}
    for row in (*SHIPPED.access, *SHIPPED.principle, *LINES):
        assert re.search(rf"\({re.escape(row.id)}\)", text.replace("\n  ", ""))


@pytest.mark.parametrize("words", [("list", "--all", *TODAY), ("list", *LATE)])
def test_a_list_fits_a_terminal_of_80_characters(words):
    assert max(map(len, call(*words).stdout.splitlines())) < 80


@pytest.mark.parametrize("row_id", [row.id for row in (*SHIPPED.rows, *LINES)])
def test_every_row_can_be_shown_within_80_characters(row_id):
    text = call("show", row_id, *TODAY).stdout
    assert f"({row_id})" in text
    assert max(map(len, text.splitlines())) < 80
    assert "PAST ITS DATE" not in text


def test_the_best_tested_stand_first_within_each_rule():
    text = call("list", *TODAY).stdout
    levels = [level.replace("_", " ") for level in SHIPPED.levels]
    for group in re.split(r"\n\n", text):
        rows = re.sub(r"\n {6}", " ", group)
        found = re.findall(r"evidence (strong|moderate|limited|mixed|insufficient)", rows)
        assert found == sorted(found, key=levels.index)


@pytest.mark.parametrize(
    ("options", "there", "not_there"),
    [
        (("--area", "attention"), "daily-report-card", "cbt-group-targeted"),
        (("--tier", "3"), "cbt-individual", "parent-training"),
        (("--age", "16"), "cbt-stress-workshop", "parent-training"),
        (
            ("--area", "attention", "--tier", "2", "--age", "9"),
            "check-in-check-out",
            "sel-universal",
        ),
        (("--area", "wellbeing", "--all"), "gratitude", "medication"),
    ],
)
def test_a_list_is_narrowed_by_area_tier_and_age(options, there, not_there):
    shown = ids_in(call("list", *options, *TODAY).stdout)
    assert there in shown
    assert not_there not in shown


@pytest.mark.parametrize("age", [3, 5, 12, 18])
def test_an_age_is_held_by_every_row_that_is_listed(age):
    shown = ids_in(call("list", "--age", str(age), *TODAY).stdout)
    fitting = {row.id for row in SHIPPED.support if row.ages.first <= age <= row.ages.last}
    assert set(shown) == fitting - ids_of("never")


def test_where_nothing_fits_the_list_says_so():
    assert call("list", "--area", "crisis", "--tier", "1", *TODAY).stdout == (
        "No support fits that.\n"
    )


def test_a_row_shows_its_evidence_in_plain_words_and_what_is_claimed_of_it():
    text = flat(call("show", "mindfulness-universal", *TODAY).stdout)
    assert "Nobody is offered it: no list and no letter." in text
    assert "null (good studies found no useful effect" in text
    assert "MYRIAD 2022" in text
    assert "Claim checked" in text
    assert "the source was read" in text


def test_usual_practice_is_told_from_tested_help():
    text = flat(call("show", "school-counselling", *TODAY).stdout)
    assert "as usual practice in schools rather than as tested help" in text


def test_a_help_line_shows_what_it_is_not_and_its_last_day():
    text = flat(call("show", "us_samhsa", *TODAY).stdout)
    assert "1-800-662-4357" in text
    assert "does not counsel" in text
    assert "2027-05-21" in text


@pytest.mark.parametrize(
    ("typed", "close"),
    [
        ("mindfullness-universal", "mindfulness-universal"),
        ("CBT-Group", "cbt-group-targeted"),
        ("us-988", "us_988"),
    ],
)
def test_an_unknown_id_ends_with_2_and_the_closest_names(typed, close):
    result = call("show", typed, status=2)
    said = flat(result.output)
    assert f"there is no '{typed}'" in said
    assert close in said


def test_an_unknown_area_ends_with_2_and_those_there_are():
    said = flat(call("list", "--area", "magic", status=2).output)
    assert "'magic' is no area" in said
    assert "peer_social" in said


@pytest.mark.parametrize("option", [("--tier", "4"), ("--tier", "0"), ("--age", "40")])
def test_a_tier_or_age_that_no_student_has_ends_with_2(option):
    call("list", *option, status=2)


def test_rows_past_their_date_are_marked_and_said_beside_the_list():
    result = call("list", *LATE)
    assert flat(result.stdout).count("PAST ITS DATE") == len(ids_of("auto", "human", "info"))
    assert "supports are past the review date" in result.stderr
    shown = flat(call("show", "school-counselling", *LATE).stdout)
    assert "PAST ITS DATE: not suggested" in shown


def own_programme(tmp_path) -> Folder:
    folder = Folder(tmp_path)
    settings = folder.path / "programme.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(f'supports = "supports.toml"\n{text}', encoding="utf-8")
    made_up = REPOSITORY / "screening/synthetic/programme/supports.toml"
    own = made_up.read_text(encoding="utf-8")
    (folder.path / "supports.toml").write_text(own, encoding="utf-8")
    return folder


def test_a_programmes_places_and_stricter_rules_are_shown(tmp_path):
    folder = own_programme(tmp_path)
    programme = ("--programme", str(folder.path))
    listed = call("list", *programme, *TODAY).stdout
    assert "local places: 1" in listed
    person_only = listed.split("Only a person adds it")[1]
    assert "check-in-check-out" in ids_in(person_only)
    shown = flat(call("show", "parent-training", *programme, *TODAY).stdout)
    assert "Riverbend Family Center, 555-0161" in shown
    place = flat(call("show", "riverbend-family-center", *programme, *LATE).stdout)
    assert "public transport" in place
    assert "PAST ITS DATE" in place


def test_help_answers_without_loading_what_it_does_not_need():
    code = (
        "import sys; from flows.commands import supports; "
        "print([name for name in ('pandas', 'prefect', 'pydantic') if name in sys.modules])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert loaded.stdout.strip() == "[]"


@pytest.mark.parametrize("command", ["list", "show"])
def test_each_command_shows_an_example_in_its_help(command):
    assert f"Example: screening supports {command}" in call(command, "--help").stdout
