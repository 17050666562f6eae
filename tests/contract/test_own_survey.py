"""docs/own-survey.md: whoever follows it word for word gets a district's own survey through."""

import re
import shlex
from pathlib import Path

import pytest
from house import document
from own_survey import OWN_HEADER, QUESTIONS, REFS, own_row
from program import DAY, screening
from programme_builder import Folder, csv_text

from screening.scoring.percentiles import load_percentiles

PAGE = document("docs/own-survey.md")
BLOCK = re.compile(
    r"(Write|Add to|add to) `([^`]+)`:\n\n```toml\n(.*?)```", re.IGNORECASE | re.DOTALL
)
COMMANDS = re.findall(r"^(screening .+)$", PAGE, re.MULTILINE)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Follow the page in its order; return the programme's folder and command → what it said."""
    folder = Folder(tmp_path_factory.mktemp("followed"))
    refs = REFS[:105]
    folder.roster(*refs)
    rows = [own_row(ref, 9, 12 if place < 5 else 2) for place, ref in enumerate(refs)]
    folder.drop("our_survey.csv", csv_text(OWN_HEADER, rows))
    ids = [f"our_survey_{number:02d}" for number in range(1, len(QUESTIONS) + 1)]
    answers = csv_text(["student_ref", *ids], rows)
    (folder.path / "answers.csv").write_text(answers, encoding="utf-8")
    said = {}
    steps = re.split(r"(?=^## )", PAGE, flags=re.MULTILINE)
    for step in steps:
        for verb, name, text in BLOCK.findall(step):
            path = folder.path / name
            before = path.read_text(encoding="utf-8") if verb.lower() == "add to" else ""
            path.write_text(f"{before}\n{text}", encoding="utf-8")
        for command in (each for each in COMMANDS if each in step):
            words = shlex.split(command)[1:]
            dated = ["--today", DAY] if words[0] in {"run", "check"} else []
            done = screening(*words, *dated, cwd=folder.path)
            assert done.returncode == 0, (command, done.stderr)
            said[command] = done.stdout + done.stderr
    return folder.path, said


def said_by(followed: tuple[Path, dict[str, str]], *words: str) -> str:
    """Return what the one command that begins so said."""
    (found,) = (
        text for command, text in followed[1].items() if command.startswith(" ".join(words))
    )
    return found


def test_the_page_has_every_step():
    assert [command.split()[1] for command in COMMANDS] == [
        *("instruments", "instruments", "instruments"),
        *("check", "run", "score"),
    ]
    assert [name for _, name, _ in BLOCK.findall(PAGE)] == [
        "programme.toml",
        "layouts/our_survey.toml",
        "tier_rule.toml",
    ]


def test_the_check_says_what_the_survey_will_give(followed):
    said = said_by(followed, "screening instruments check")
    assert "2 subscales, no cut-points: scores and percentiles within the district" in said
    assert "never tier 3 by itself" in said
    assert "'write where this comes from' still stands in lines" in said


def test_the_page_of_the_survey_says_so_too(followed):
    assert "never" in said_by(followed, "screening instruments show")
    assert "no cut-points" in said_by(followed, "screening instruments show")


def test_the_file_is_known_before_it_is_run(followed):
    said = said_by(followed, "screening check")
    assert "our_survey" in said
    assert "105" in said


def test_the_window_runs_and_five_students_are_listed(followed):
    said = said_by(followed, "screening run")
    assert re.search(r"Tier 2, targeted support\W+5\b", said)
    assert "Tier 3" not in said
    assert (followed[0] / "outbox" / "2026_autumn" / "district" / "dashboard.html").is_file()


def test_scores_outside_a_programme_say_that_there_are_no_cut_points(followed):
    said = said_by(followed, "screening score")
    assert "no cut-points for belonging, worry: scores and percentiles within" in said
    lines = (followed[0] / "scores.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + 2 * 105
    assert lines[1].startswith("S100,our_survey,1,self,,belonging,4,4,9,,")


def test_the_fault_that_the_page_shows_is_the_one_that_the_check_tells(tmp_path):
    screening("instruments", "new", "our_survey", cwd=tmp_path)
    path = tmp_path / "our_survey.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("reversed = [8]", "reversed = [1]"), encoding="utf-8")
    done = screening("instruments", "check", "our_survey.toml", cwd=tmp_path)
    assert done.returncode == 10
    shown = " ".join(re.search(r"`(our_survey\.toml:.+?\.)`", PAGE, re.DOTALL)[1].split())
    assert shown in done.stderr


def test_the_minimum_of_the_page_is_the_one_that_counts():
    assert f"fewer than {load_percentiles().minimum.students} such students" in PAGE
