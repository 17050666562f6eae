"""How long from a CSV of answers to bands: our compiled SQL against bare reading and other tools.

Run: `python tests/bench/bench_scoring.py [--students 1000000]`. Each way runs in its own process,
three times, and the best time counts; all ways must agree on a checksum. Nothing here is a test:
seconds differ between machines, the ratios in one run do not differ much.
"""

# ruff: noqa: PLC0415 (a way imports its own tool only; made-up answers are no secret)

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from screening.instruments.form import form_of
from screening.instruments.library import load_instrument

ROUNDS = 3
SEED = 20261122
SUBSCALES = {
    "emotional": ([3, 8, 13, 16, 24], [], (5, 6)),
    "conduct": ([5, 7, 12, 18, 22], [7], (3, 4)),
    "hyperactivity": ([2, 10, 15, 21, 25], [21, 25], (5, 6)),
    "peer": ([6, 11, 14, 19, 23], [11, 14], (3, 5)),
    "prosocial": ([1, 4, 9, 17, 20], [], None),
}


CHECKSUM = """
select
    sum(total_difficulties_score)::bigint,
    count(total_difficulties_score),
    count(*) filter (total_difficulties_band_rank = 2),
    sum(prosocial_band_rank)::bigint,
    count(*) filter (peer_band_rank = 1)
from scores
"""


def sdq_form():
    return form_of(load_instrument("sdq"), informant="self", scheme="three_band")


def write_answers(path: Path, students: int) -> None:
    """Write seeded answers: about 2 % of cells empty, the rest 0, 1 or 2."""
    draw = random.Random(SEED)
    cells = ["", *(["0"] * 24), *(["1"] * 16), *(["2"] * 9)]
    with path.open("w", encoding="utf-8") as file:
        file.write("student_ref," + ",".join(sdq_form().items) + "\n")
        for number in range(students):
            row = draw.choices(cells, k=25)
            file.write(f"s{number:08d}," + ",".join(row) + "\n")


def typed_read(path: str) -> str:
    columns = {"student_ref": "varchar"} | dict.fromkeys(sdq_form().items, "tinyint")
    return f"select * from read_csv('{path}', header = true, columns = {columns})"


def bare_duckdb_read(path: str):
    import duckdb

    connection = duckdb.connect()
    connection.execute(f"create table answers as {typed_read(path)}").fetchall()
    return lambda: None


def compiled_sql(path: str):
    import duckdb

    from screening.scoring.compile_sql import wide_statement
    from screening.warehouse import step_text

    connection = duckdb.connect()
    connection.execute(step_text("macros")).fetchall()
    connection.execute(f"create view answers as {typed_read(path)}").fetchall()
    statement = wide_statement(sdq_form(), source_table="answers")
    connection.execute(f"create table scores as {statement}").fetchall()
    return lambda: list(connection.execute(CHECKSUM).fetchall()[0])


def plain_pandas(path: str):
    import numpy as np
    import pandas as pd

    answers = pd.read_csv(path, dtype=dict.fromkeys(sdq_form().items, "float32"))
    scores = pd.DataFrame({"student_ref": answers["student_ref"]})
    for name, (numbers, turned, cut) in SUBSCALES.items():
        items = answers[[f"sdq_{number:02d}" for number in numbers]].copy()
        for number in turned:
            items[f"sdq_{number:02d}"] = 2 - items[f"sdq_{number:02d}"]
        answered = items.notna().sum(axis=1)
        score = np.floor(items.sum(axis=1) * 5 / answered.where(answered > 0) + 0.5)
        scores[name] = score.where(answered >= 3)
        edges = [-1, *cut, 10] if cut else [-1, 4, 5, 10]
        labels = ["close_to_average", "borderline", "high"]
        scores[f"{name}_band"] = pd.cut(scores[name], edges, labels=labels if cut else labels[::-1])
    difficulties = ["emotional", "conduct", "hyperactivity", "peer"]
    scores["total"] = scores[difficulties].sum(axis=1, skipna=False)
    scores["total_band"] = pd.cut(
        scores["total"], [-1, 15, 19, 40], labels=["close_to_average", "borderline", "high"]
    )
    ranks = {"close_to_average": 0, "borderline": 1, "high": 2}
    return lambda: [
        int(scores["total"].sum()),
        int(scores["total"].notna().sum()),
        int((scores["total_band"] == "high").sum()),
        int(scores["prosocial_band"].astype(object).map(ranks).sum()),
        int((scores["peer_band"] == "borderline").sum()),
    ]


def lazy_polars(path: str):
    import polars as pl

    columns = {"student_ref": pl.String} | dict.fromkeys(sdq_form().items, pl.Int8)
    answers = pl.scan_csv(path, schema=columns)
    steps = []
    for name, (numbers, turned, _) in SUBSCALES.items():
        items = [
            2 - pl.col(f"sdq_{number:02d}") if number in turned else pl.col(f"sdq_{number:02d}")
            for number in numbers
        ]
        answered = sum(item.is_not_null().cast(pl.Int16) for item in items)
        total = sum(item.fill_null(0).cast(pl.Int16) for item in items)
        score = (total * 5 / answered + 0.5).floor()
        steps.append(pl.when(answered >= 3).then(score).alias(name))
    scores = answers.select("student_ref", *steps).with_columns(
        total=sum(pl.col(name) for name in ("emotional", "conduct", "hyperactivity", "peer"))
    )
    bands = [
        pl.col(name).cut(list(cut), labels=["close_to_average", "borderline", "high"])
        .alias(f"{name}_band")
        for name, cut in (
            *((name, rule[2]) for name, rule in SUBSCALES.items() if rule[2]), ("total", (15, 19))
        )
    ]  # fmt: skip
    lowered = pl.col("prosocial").cut([4, 5], labels=["low", "borderline", "close_to_average"])
    scores = scores.with_columns(*bands, prosocial_band=lowered).collect()
    ranks = {"close_to_average": 0, "borderline": 1, "low": 2}
    return lambda: [
        int(scores["total"].sum()),
        int(scores["total"].count()),
        int((scores["total_band"] == "high").sum()),
        int(scores["prosocial_band"].cast(pl.String).replace_strict(ranks, default=0).sum()),
        int((scores["peer_band"] == "borderline").sum()),
    ]


WAYS = {
    "duckdb read into a table": bare_duckdb_read,
    "compiled SQL, CSV to bands": compiled_sql,
    "plain pandas, same rules": plain_pandas,
    "polars, same rules": lazy_polars,
}


def measure(way: str, path: str) -> None:
    """Run one way in this process; print its best seconds, peak megabytes and checksum."""
    seconds = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        checksum = WAYS[way](path)
        seconds.append(time.perf_counter() - start)
        found = checksum()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": min(seconds), "megabytes": peak, "checksum": found}))


def compare(students: int) -> None:
    """Print every way beside the bare read."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "answers.csv"
        write_answers(path, students)
        results = {}
        for way in WAYS:
            command = [sys.executable, __file__, "--way", way, "--path", str(path)]
            done = subprocess.run(command, check=True, capture_output=True, text=True)
            results[way] = json.loads(done.stdout.splitlines()[-1])
    floor = results["duckdb read into a table"]["seconds"]
    print(f"{students:,} students x 25 items (SDQ, self, three_band); best of {ROUNDS}")
    for way, result in results.items():
        ratio = result["seconds"] / floor
        print(f"{way:28} {result['seconds']:7.2f} s {ratio:5.2f} x {result['megabytes']:7.0f} MB")
    checksums = {str(result["checksum"]) for result in results.values() if result["checksum"]}
    print("checksums agree" if len(checksums) == 1 else f"CHECKSUMS DIFFER: {checksums}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--students", type=int, default=1_000_000)
    parser.add_argument("--way")
    parser.add_argument("--path")
    options = parser.parse_args()
    if options.way:
        measure(options.way, options.path)
    else:
        compare(options.students)


if __name__ == "__main__":
    main()
