"""The programme of README.md, written down as it stands there and run."""

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from house import document

from screening.run import intake, lists, scores
from screening.run.window_run import open_run
from screening.warehouse import Warehouse, open_warehouse

WINDOW = "2027_spring"
AFTER_THE_WINDOW = dt.date(2027, 5, 10)


def blocks(kind: str) -> list[str]:
    """Return the README's code blocks of one kind."""
    return re.findall(rf"^```{kind}\n(.*?)^```", document("README.md"), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The README's programme with its roster and one export of one student."""
    programme = tmp_path_factory.mktemp("readme") / "lakeside"
    for text in blocks("toml"):
        name = text.splitlines()[0].removeprefix("# ")
        (programme / name).parent.mkdir(parents=True, exist_ok=True)
        (programme / name).write_text(text, encoding="utf-8")
    inbox = programme / "inbox" / WINDOW
    inbox.mkdir(parents=True)
    (roster,) = blocks("csv")
    (inbox / "roster.csv").write_text(roster, encoding="utf-8")
    header = "Student code," + ",".join(f"Q{number}" for number in range(1, 8))
    (inbox / "student_survey.csv").write_text(f"{header}\nLK7Q2M,2,2,2,2,2,0,0\n")
    return programme


@pytest.fixture(scope="module")
def warehouse(folder: Path) -> Iterator[Warehouse]:
    """The README's programme, run up to the tiers."""
    run = open_run(folder, window_id=WINDOW, today=AFTER_THE_WINDOW)
    with open_warehouse() as opened:
        intake.take_in(run, opened)
        intake.settle(run, opened)
        scores.score(run, opened)
        scores.decide_tiers(run, opened)
        yield opened


def test_the_readme_shows_three_files_of_a_programme() -> None:
    names = [text.splitlines()[0] for text in blocks("toml")]
    assert names == ["# programme.toml", "# tier_rule.toml", "# layouts/student_survey.toml"]


def test_the_readme_s_programme_reads_its_export_without_a_problem(warehouse: Warehouse) -> None:
    (counts,) = lists.file_counts(warehouse)
    assert (counts.read_count, counts.scored_count) == (1, 1)
    assert warehouse.rows("select * from int_problem") == []


def test_the_readme_s_rule_gives_ten_points_targeted_support(warehouse: Warehouse) -> None:
    found = warehouse.rows("select student_ref, tier, why from mart_student_tier")
    assert found == [("LK7Q2M", 2, "The student's own answers show signs of worry.")]
