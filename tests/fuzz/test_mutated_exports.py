"""Thousands of damaged exports: every cell is read as it says, or its row or file is reported."""

import warnings
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random

import pytest
import cell_mutations  # noqa: F401 (adds its mutations)
import column_mutations  # noqa: F401
import file_mutations  # noqa: F401
import row_mutations  # noqa: F401
from exports import REFS, export_of, layout_of
from grid import Export, Row
from mutations import MUTATIONS, Mutation
from oracle import Read, Verdict, in_time, judge, read
from programme_builder import Folder
from programme_texts import CHECKLIST_LAYOUT, HEAD
from reread import rows_now
from tool_shapes import SHAPES

from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse, open_warehouse

SEED = 20261122
ROUNDS = 3
"""Copies of each export with each kind of damage in the full run."""
SHORT_EVERY = 5
"""The short run takes each fifth pair of an export and a kind of damage, once."""
NUMBERS = HEAD.replace("^S[0-9]{3}$", "^[0-9]{6}$")
"""Student codes that a spreadsheet takes for numbers."""
BASES = {shape.id: export_of(shape) for shape in SHAPES}
PAIRS = [
    (base, mutation)
    for mutation in MUTATIONS.values()
    for base in BASES.values()
    if base.kind in mutation.kinds
]


@dataclass(frozen=True)
class Bench:
    """What all cases share."""

    folder: Folder
    run: WindowRun
    warehouse: Warehouse

    def found(self, export: Export, number: int) -> tuple[list[tuple[int, Row]], Read]:
        """Return what the file holds and what is read of it."""
        path = export.write(self.folder.inbox(), number)
        try:
            rows = export.numbered()
            if export.damage and export.kind == "csv":
                rows = rows_now(export, rows, path.read_bytes())
            with in_time():
                return rows, read(self.run, self.warehouse, path)
        finally:
            path.unlink()


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    layouts = {shape.id: layout_of(shape) for shape in SHAPES} | {"checklist": CHECKLIST_LAYOUT}
    folder = Folder(tmp_path_factory.mktemp("fuzz") / "programme", head=NUMBERS, layouts=layouts)
    folder.roster(*REFS)
    with open_warehouse() as warehouse:
        yield Bench(folder, folder.open(), warehouse)


def case(bench: Bench, base: Export, mutation: Mutation, seed: str) -> Verdict:
    """Return the verdict on one damaged copy."""
    export = base.copied()
    mutation.change(export, Random(seed))
    try:
        rows, found = bench.found(export, 1)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it is a fault of the case)
        return Verdict([f"{type(fault).__name__}: {fault}"])
    verdict = judge(export, rows, found)
    counts = verdict.counted
    kind = "files refused" if found.refused else "files read as they say"
    if not found.refused and counts["set_aside"] + counts["misshapen"]:
        kind = "files read with rows reported"
    verdict.counted[kind] += 1
    return verdict


def run_cases(bench: Bench, pairs, rounds: int) -> tuple[Counter[str], list[str]]:
    """Return what was counted, and the faults with the seed that makes them again."""
    counted: Counter[str] = Counter()
    faults = []
    for base, mutation in pairs:
        for turn in range(rounds):
            seed = f"{SEED} {base.tool} {mutation.name} {turn}"
            verdict = case(bench, base, mutation, seed)
            counted += verdict.counted
            counted["cases"] += 1
            counted[f"cases of {base.tool}"] += 1
            faults += [f"{base.tool}: {mutation.name} ({turn}): {fault}" for fault in verdict.faults]
    return counted, faults


def test_whole_exports_are_read_as_they_say(bench: Bench) -> None:
    for base in BASES.values():
        rows, found = bench.found(base, 0)
        assert judge(base, rows, found).faults == []
        assert found.counts[1] == len(REFS), base.tool


def test_a_share_of_the_damaged_exports(bench: Bench, record_property) -> None:
    counted, faults = run_cases(bench, PAIRS[::SHORT_EVERY], 1)
    report(record_property, counted)
    assert faults == []


@pytest.mark.long
def test_thousands_of_damaged_exports(bench: Bench, record_property) -> None:
    counted, faults = run_cases(bench, PAIRS, ROUNDS)
    report(record_property, counted)
    assert faults == []
    assert counted["cases"] >= 2_000


def report(record_property, counted: Counter[str]) -> None:
    for what, count in sorted(counted.items()):
        record_property(f"damaged exports: {what}", count)
