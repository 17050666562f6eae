"""Every instrument of the library, from a CSV of answers to bands, against DuckDB's bare read.

Run: `python tests/bench/bench_library.py [--students 1000000] [--only rcads_47]`. Each measurement
has its own process and the best of a few rounds counts. Nothing here is a test: seconds differ
between machines, the ratios in one run do not differ much; the aim is 2.5 at most.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from screening.instruments.form import Form, form_of
from screening.instruments.library import instrument_ids, load_instrument
from screening.scoring.compile_sql import wide_statement
from screening.warehouse import step_text

ROUNDS = 2
TURNS = 2
"""Processes per way, in turn, so that a busy minute does not fall on one way alone."""
AIM = 2.5
GRADES = ("K", *(str(number) for number in range(1, 13)))
GENDERS = ("female", "male", "neither")


def first_form(instrument: str) -> Form:
    definition = load_instrument(instrument)
    return form_of(definition, informant=next(iter(definition.informants)))


def columns_of(form: Form) -> dict[str, str]:
    """Return the columns of the CSV and their types."""
    about = {"student_ref": "varchar"}
    about |= {"grade": "varchar"} if form.needs_grade else {}
    about |= {"gender": "varchar"} if form.needs_gender else {}
    return about | dict.fromkeys(form.items, "tinyint")


def write_answers(path: Path, form: Form, students: int) -> None:
    """Write answers made from row and column alone: about 2 % of the cells are empty."""
    codes = sorted(form.instrument.answers.codes.values())
    made = {"student_ref": "'s' || lpad(student::varchar, 8, '0')"}
    for place, column in enumerate(columns_of(form)):
        drawn = f"hash(student, {place})"
        if column in form.items:
            code = f"{codes[0]} + ({drawn} // 50 % {len(codes)})::integer"
            made[column] = f"if({drawn} % 50 = 0, null, {code})"
        elif column != "student_ref":
            values = GRADES if column == "grade" else GENDERS
            made[column] = f"{list(values)}[1 + ({drawn} % {len(values)})::integer]"
    selected = ", ".join(f"{sql} as {column}" for column, sql in made.items())
    duckdb.execute(
        f"copy (select {selected} from range({students}) as made (student)) to '{path}' (header)"
    )


def typed_read(path: str, form: Form) -> str:
    return f"select * from read_csv('{path}', header = true, columns = {columns_of(form)})"


def bare_read(path: str, form: Form) -> int:
    connection = duckdb.connect()
    connection.execute(f"create table answers as {typed_read(path, form)}").fetchall()
    return connection.execute("select count(*) from answers").fetchall()[0][0]


def csv_to_bands(path: str, form: Form) -> int:
    connection = duckdb.connect()
    connection.execute(step_text("macros")).fetchall()
    connection.execute(f"create view answers as {typed_read(path, form)}").fetchall()
    scored = wide_statement(form, source_table="answers")
    connection.execute(f"create table scores as {scored}").fetchall()
    return connection.execute("select count(*) from scores").fetchall()[0][0]


WAYS = {"bare": bare_read, "bands": csv_to_bands}


def measure(way: str, instrument: str, path: str) -> None:
    """Run one way in this process; print its best seconds and the rows it left."""
    form, seconds, rows = first_form(instrument), [], 0
    for _ in range(ROUNDS):
        start = time.perf_counter()
        rows = WAYS[way](path, form)
        seconds.append(time.perf_counter() - start)
    print(json.dumps({"seconds": min(seconds), "rows": rows}))


def measured(way: str, instrument: str, path: Path, students: int) -> float:
    """Return the best seconds of one way, taken in a process of its own."""
    command = [sys.executable, __file__, "--way", way, "--only", instrument, "--path", str(path)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found = json.loads(done.stdout.splitlines()[-1])
    assert found["rows"] == students
    return found["seconds"]


def compare(instruments: list[str], students: int) -> None:
    """Print every instrument's seconds and ratio, and the worst."""
    print(
        f"{students:,} students, one instrument each; best of {ROUNDS * TURNS}; aim: {AIM} at most"
    )
    print(f"{'instrument':<14} {'items':>5} {'read':>8} {'to bands':>9} {'ratio':>6}")
    ratios, whole = {}, dict.fromkeys(WAYS, 0.0)
    for instrument in instruments:
        form = first_form(instrument)
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "answers.csv"
            write_answers(path, form, students)
            turns = [
                {way: measured(way, instrument, path, students) for way in WAYS}
                for _ in range(TURNS)
            ]
        found = {way: min(turn[way] for turn in turns) for way in WAYS}
        ratios[instrument] = found["bands"] / found["bare"]
        whole = {way: whole[way] + found[way] for way in WAYS}
        print(
            f"{instrument:<14} {len(form.items):>5} {found['bare']:6.2f} s {found['bands']:7.2f} s"
            f" {ratios[instrument]:6.2f}",
            flush=True,
        )
    worst = max(ratios, key=lambda name: ratios[name])
    print(f"the whole library: {whole['bands'] / whole['bare']:.2f}")
    print(f"worst: {worst} {ratios[worst]:.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1_000_000)
    parser.add_argument("--only")
    parser.add_argument("--way")
    parser.add_argument("--path")
    options = parser.parse_args()
    if options.way:
        measure(options.way, options.only, options.path)
        return
    scored = [name for name in instrument_ids() if load_instrument(name).item_count]
    compare([options.only] if options.only else scored, options.students)


if __name__ == "__main__":
    main()
