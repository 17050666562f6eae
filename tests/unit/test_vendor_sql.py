import subprocess
import sys
from pathlib import Path

import pytest

from screening.errors import DefinitionError
from screening.instruments.form import form_of
from screening.instruments.library import load_instrument
from screening.scoring.compile_sql import scored_ids, wide_statement
from screening.scoring.long_sql import critical_statement, long_statement
from screening.scoring.score_csv import score_file
from screening.warehouse import open_warehouse

REPOSITORY = Path(__file__).resolve().parents[2]
EXPORTED = ("bess_3_index_t", "bess_3_index_band", "bess_3_internalising_band")


def long_rows(form, *rows):
    """Return (subscale, …) of rows of values under the form's columns."""
    columns = ", ".join(f"{item} tinyint" for item in form.items)
    with open_warehouse() as warehouse:
        warehouse.execute(f"create table answers (student_ref varchar, {columns})")
        for row in rows:
            marks = ", ".join("?" for _ in row)
            warehouse.execute(f"insert into answers values ({marks})", list(row))
        warehouse.execute(f"create table wide as {wide_statement(form, source_table='answers')}")
        found = warehouse.rows(long_statement(form, scores_table="wide"))
        critical = warehouse.rows(critical_statement(form, source_table="answers"))
    return {(row[0], row[5]): row[6:] for row in found}, critical


def test_the_band_that_is_exported_stands_in_front_of_the_range():
    form = form_of(load_instrument("bess_3"), informant="self", exported=EXPORTED)
    rows = [("a", 64, None, 2), ("b", None, 1, None), ("c", 64, 1, 0), ("d", None, None, None)]
    # Such a row is set aside before scoring; were one to come here, nothing would be scored again.
    rows.append(("e", 64, 2, 0))
    found, critical = long_rows(form, *rows)
    assert found["a", "index"] == (1, 1, 64.0, "elevated", 1)
    assert found["a", "internalising"] == (1, 1, None, "extremely_elevated", 2)
    assert found["b", "index"] == (1, 1, None, "elevated", 1)
    assert found["c", "internalising"] == (1, 1, None, "usual_range", 0)
    assert found["d", "index"] == (0, 1, None, None, None)
    assert found["e", "index"] == (1, 1, 64.0, "extremely_elevated", 2)
    assert critical == []


def test_only_what_the_export_has_is_read():
    form = form_of(load_instrument("bess_3"), informant="self", exported=EXPORTED)
    assert scored_ids(form) == ("index", "internalising")
    statement = wide_statement(form, source_table="answers")
    assert "self_regulation" not in statement
    assert "never scored again" in statement


@pytest.mark.parametrize("instrument_id", ["bess_3", "saebrs", "mysaebrs", "dessa_mini"])
def test_the_statement_passes_the_project_s_own_lint(tmp_path, instrument_id):
    instrument = load_instrument(instrument_id)
    form = form_of(instrument, informant=next(iter(instrument.informants)))
    path = tmp_path / "vendor.sql"
    path.write_text(wide_statement(form, source_table="answers"), encoding="utf-8")
    rules = ["--config", REPOSITORY / ".sqlfluff", "--exclude-rules", "ST06,ST07"]
    command = [sys.executable, "-m", "sqlfluff", "lint", *rules, path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("instrument_id", ["bess_3", "saebrs"])
def test_there_are_no_answers_of_a_vendor_instrument_to_score(tmp_path, instrument_id):
    path = tmp_path / "answers.csv"
    path.write_text("student_ref,saebrs_01\nS001,3\n", encoding="utf-8")
    with pytest.raises(DefinitionError, match="its vendor scores it") as fault:
        score_file(path, instrument=instrument_id, informant="teacher", licence_stated=True)
    assert "\n" not in fault.value.message
