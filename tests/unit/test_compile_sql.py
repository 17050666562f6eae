import subprocess
import sys
from pathlib import Path

import pytest
from invented_instrument import built, facts

from screening.instruments.form import form_of
from screening.instruments.library import instrument_ids, load_instrument
from screening.scoring.compile_sql import scored_ids, wide_statement
from screening.scoring.long_sql import critical_statement, long_statement
from screening.warehouse import open_warehouse

REPOSITORY = Path(__file__).resolve().parents[2]


def demo_scores(rows, content=None):
    """Score rows (student_ref, grade, nine answers) of the invented instrument."""
    form = form_of(built(content or facts()), informant="teacher")
    columns = ", ".join(f"{item} tinyint" for item in form.items)
    with open_warehouse() as warehouse:
        warehouse.execute(f"create table answers (student_ref varchar, grade varchar, {columns})")
        for row in rows:
            warehouse.execute(f"insert into answers values ({', '.join('?' * 11)})", row)
        warehouse.execute(f"create table wide as {wide_statement(form, source_table='answers')}")
        long = warehouse.rows(long_statement(form, scores_table="wide"))
        critical = warehouse.rows(critical_statement(form, source_table="answers"))
    return {(row[0], row[5]): row[6:] for row in long}, critical


def test_cut_points_follow_the_grade():
    answers = [2, 2, 2, 2, 2, 2, 2, 1, None]
    rows = [[grade, grade, *answers] for grade in ("K", "3", "unknown")]
    found, _ = demo_scores(rows)
    assert found["K", "worry"] == (4, 4, 7, "expected", 0)
    assert found["3", "worry"] == (4, 4, 7, "raised", 1)
    assert found["unknown", "worry"] == (4, 4, 7, None, None)


def test_reversal_counts_from_the_other_end_of_codes_that_begin_at_one():
    found, _ = demo_scores([["s1", "K", 1, 1, 1, 3, 1, 1, 1, 1, None]])
    assert found["s1", "calm"] == (4, 4, 4, "raised", 1)
    found, _ = demo_scores([["s1", "K", 3, 3, 3, 1, 1, 1, 1, 1, None]])
    assert found["s1", "calm"] == (4, 4, 12, "expected", 0)


def test_a_subscale_may_have_its_own_missing_rule():
    found, _ = demo_scores([["s1", "K", 3, 3, 3, None, 1, 1, 1, None, None]])
    assert found["s1", "calm"][2] == 12
    assert found["s1", "worry"] == (3, 4, None, None, None)
    assert found["s1", "all_items"] == (6, 8, None, None, None)


def test_critical_items_follow_their_limit():
    rows = [[str(code), "K", *[1] * 7, code, None] for code in (1, 2, 3, None)]
    _, critical = demo_scores(rows)
    assert [(row[0], *row[2:]) for row in critical] == [
        ("2", "demo_9_08", 2, "endorsed"),
        ("3", "demo_9_08", 3, "endorsed"),
        ("None", "demo_9_08", None, "unanswered"),
    ]


def test_an_instrument_without_critical_items_gives_no_rows_of_the_same_columns():
    form = form_of(load_instrument("gad_7"), informant="self")
    with open_warehouse() as warehouse:
        statement = critical_statement(form, source_table="answers")
        warehouse.execute(f"create table critical as {statement}")
        assert warehouse.rows("from critical") == []
        assert warehouse.columns("critical")[0] == "student_ref"


def test_sums_of_long_instruments_do_not_overflow_one_byte_answers():
    content = facts()
    content["answers"]["codes"] = {"low": 0, "high": 99}
    content["cut_points"], content["critical_item"] = [], []
    found, _ = demo_scores([["s1", "K", *[99] * 9]], content)
    assert found["s1", "worry"][2] == 4 * 99


def test_a_source_of_several_lines_stays_a_comment():
    content = facts()
    content["subscale"][0]["source"] = "manual\ndrop table answers"
    found, _ = demo_scores([["s1", "K", *[2] * 9]], content)
    assert found["s1", "calm"][2] == 8


def test_the_statement_says_what_it_is_and_where_every_number_comes_from():
    form = form_of(built(facts()), informant="teacher")
    statement = wide_statement(form, source_table="answers")
    assert statement.startswith("-- Invented checklist, 9 items, definition version 3.\n")
    for page in ("manual p. 3", "manual p. 5", "manual p. 6", "manual table 1", "manual table 2"):
        assert page in statement


def every_form():
    for instrument_id in instrument_ids():
        instrument = load_instrument(instrument_id)
        for informant in instrument.informants:
            for scheme in instrument.scheme:
                yield instrument_id, informant, scheme.id


@pytest.mark.parametrize(("instrument_id", "informant", "scheme"), list(every_form()))
def test_the_same_form_compiles_to_the_same_text(instrument_id, informant, scheme):
    instrument = load_instrument(instrument_id)
    texts = {
        wide_statement(
            form_of(instrument, informant=informant, scheme=scheme), source_table="answers"
        )
        for _ in range(2)
    }
    assert len(texts) == 1
    assert not any(line.endswith(" ") for line in texts.pop().split("\n"))


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_scored_ids_are_the_definition_s_without_a_supplement_nobody_asked(instrument_id):
    instrument = load_instrument(instrument_id)
    informant = next(iter(instrument.informants))
    form = form_of(instrument, informant=informant)
    # A vendor gives some results for some informants only.
    asked = [
        each
        for each in instrument.subscale
        if informant in getattr(each, "informants", {informant})
    ]
    assert scored_ids(form) == tuple(subscale.id for subscale in asked)


def test_compiled_sql_passes_the_project_s_own_lint(tmp_path):
    form = form_of(load_instrument("sdq"), informant="self", with_supplement=True)
    path = tmp_path / "sdq.sql"
    path.write_text(wide_statement(form, source_table="answers"), encoding="utf-8")
    # ST06 wants plain columns first; here the subscales keep the order of the definition.
    rules = ["--config", REPOSITORY / ".sqlfluff", "--exclude-rules", "ST06,ST07"]
    done = subprocess.run(
        [sys.executable, "-m", "sqlfluff", "lint", *rules, path],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
