"""Every SQL file: named for what it makes, its grain first, run by somebody, read by somebody."""

import ast
import datetime as dt
import re
from itertools import pairwise
from pathlib import Path

import pytest
from house import files_of, python_files, relative, text_of, texts_in, tree_of

from screening.intake.nominations import nomination_table
from screening.intake.settle import settle_rows
from screening.overrides.stored import store_overrides
from screening.programme.load import load_programme
from screening.run.change import make_change_tables
from screening.run.doubt import make_doubt_tables, store_answer_days
from screening.run.intake import FILE_COLUMNS, store_refused_students
from screening.run.score_quality import FIGURES, figures_table
from screening.run.scores import TIER_STEPS, make_kept_tables
from screening.score_quality.acted_cuts import acted_ranks, store_acted_cuts
from screening.scoring.definition_tables import store_definitions
from screening.synthetic.district import build_district
from screening.warehouse import Warehouse, open_warehouse

SQL = {path.stem: path for path in files_of("screening") if path.suffix == ".sql"}
MAKES_OTHERS = {
    "macros": ["round_half_up", "is_below", "comparable", "percent"],
    "kept_tables": [
        *("kept_tier", "kept_score", "kept_run", "kept_definition", "kept_tier_change"),
        *("kept_tier_rule", "kept_rule_rescore", "kept_rescore"),
    ],
}
"""Files that make something else than one table of their own name."""
NUMBERS = {"0", "1", "0.5"}
OTHER_NUMBERS = {"mart_letter_due": {"2"}, "macros": {"0.000001", "6", "100"}}
"""2 is a word here, not a measure: the tier called targeted support."""
LAYERS = ("def_", "stg_", "int_", "fact_", "mart_", "kept_")


def made_by(name: str) -> list[str]:
    """Return what a SQL file creates."""
    pattern = r"create (?:or replace )?(?:temp )?(?:table|macro)(?: if not exists)? (\w+)"
    return re.findall(pattern, text_of(SQL[name]))


def code_of(name: str) -> str:
    """Return a SQL file without comments and quoted text."""
    return re.sub(r"--[^\n]*|'[^']*'", "", text_of(SQL[name]))


def steps_named_in_code() -> set[str]:
    """Return every step that Python runs: `run_step("…")`, `step_text("…")` or a list of steps."""
    named = set(TIER_STEPS)
    for path in python_files("screening", "expectations"):
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                called = getattr(node.func, "attr", getattr(node.func, "id", ""))
                if called in {"run_step", "step_text"}:
                    named.add(node.args[0].value)
    return named


def test_python_runs_every_sql_file_and_no_other() -> None:
    assert steps_named_in_code() == set(SQL)


@pytest.mark.parametrize("name", SQL)
def test_a_file_makes_the_table_it_is_named_for(name: str) -> None:
    assert made_by(name) == MAKES_OTHERS.get(name, [name])


@pytest.mark.parametrize("name", sorted(set(SQL) - {"macros"}))
def test_the_first_comment_states_the_grain(name: str) -> None:
    comment = []
    for line in text_of(SQL[name]).splitlines():
        if not line.startswith("--"):
            break
        comment.append(line)
    assert re.search(r"\bone row\b", " ".join(comment), re.IGNORECASE)


@pytest.mark.parametrize("name", [made for name in SQL for made in MAKES_OTHERS.get(name, [name])])
def test_what_a_file_makes_is_read_somewhere(name: str) -> None:
    mention = re.compile(rf"\b{name}\b")
    in_sql = [stem for stem in SQL if name not in made_by(stem) and mention.search(code_of(stem))]
    in_python = [
        relative(path)
        for path in python_files("screening", "expectations")
        for text in texts_in(path)
        if mention.search(text) and text != name
    ]
    assert in_sql + in_python


@pytest.mark.parametrize("name", SQL)
def test_no_rule_hides_in_a_number(name: str) -> None:
    numbers = set(re.findall(r"(?<!\w)\d+(?:\.\d+)?", code_of(name)))
    assert numbers <= NUMBERS | OTHER_NUMBERS.get(name, set())


@pytest.mark.parametrize("name", SQL)
def test_a_join_says_which_kind_it_is(name: str) -> None:
    kinds = {"left", "inner", "cross", "anti"}
    words = code_of(name).lower().split()
    assert {before for before, word in pairwise(words) if word == "join"} <= kinds


@pytest.mark.parametrize("name", [name for name in SQL if name.startswith("mart_")])
def test_a_table_for_people_names_its_columns(name: str) -> None:
    last = code_of(name).lower().rsplit("select", 1)[1]
    assert "*" not in last.split("from")[0].replace("count(*)", "")


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme folder of which only the definitions are used."""
    folder = tmp_path_factory.mktemp("definitions") / "district"
    build_district(folder, students=150, seed=1)
    return folder


def make_empty_sources(warehouse: Warehouse) -> None:
    """Make the tables that intake makes from an empty inbox."""
    roster = "student_ref, school_id, grade, gender, class_id, home_language, consent, roster_state"
    columns = ", ".join(f"{name} varchar" for name in roster.split(", "))
    warehouse.execute(f"create table stg_roster ({columns})")
    kinds = {"Int64": "bigint", "str": "varchar"}
    columns = ", ".join(f"{name} {kinds[kind]}" for name, kind in FILE_COLUMNS.items())
    warehouse.execute(f"create table int_file ({columns})")


def test_all_steps_run_in_order_on_an_empty_warehouse(empty: Path) -> None:
    with open_warehouse() as warehouse:
        make_empty_sources(warehouse)
        settle_rows(warehouse, [])
        store_refused_students(warehouse)
        warehouse.store("stg_nomination", nomination_table([]))
        store_overrides(warehouse, [], window_id="2026_autumn")
        make_kept_tables(warehouse)
        programme = load_programme(empty)
        store_definitions(warehouse, programme, None)
        store_acted_cuts(warehouse, acted_ranks(programme))
        rest = ("mart_letter_due", "fact_scores", "fact_coverage")
        rest += ("fact_score_count", "fact_past_cut")
        for step in ("mart_file_count", "int_subscale_score", *TIER_STEPS, *rest):
            warehouse.run_step(step)
        warehouse.store(FIGURES, figures_table([]))
        store_answer_days(warehouse, [])
        make_doubt_tables(programme, warehouse, as_of=dt.date(2026, 11, 2))
        make_change_tables(programme, warehouse)
        made = {name for stem in SQL for name in made_by(stem)} - set(MAKES_OTHERS["macros"])
        sizes = {name: warehouse.value(f"select count(*) from {name}") for name in made}
        facts = warehouse.rows("select * from fact_scores")
    assert {name for name, size in sizes.items() if size} == {"fact_scores"}
    assert facts == [(0,) * len(facts[0])]
    assert all(name.startswith(LAYERS) for name in made)
