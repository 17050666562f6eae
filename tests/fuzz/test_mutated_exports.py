"""Thousands of damaged exports: every cell is read as it says, or its row or file is reported."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import cell_mutations  # noqa: F401 (adds its kinds of damage)
import column_mutations  # noqa: F401
import file_mutations  # noqa: F401
import pytest
import row_mutations  # noqa: F401
from exports import REFS, export_of, layout_of
from grid import Export, Row
from mutations import MUTATIONS, Mutation
from oracle import Read, Verdict, in_time, judge, read
from programme_builder import Folder
from programme_texts import CHECKLIST_LAYOUT, HEAD
from real_exports import real_exports
from reread import rows_now
from tool_shapes import SHAPES

from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse, open_warehouse

SEED = 20261122
SHORT_EVERY = 11
"""The short run takes each eleventh pair of an export and a kind of damage, once."""
NUMBERS = HEAD.replace("^S[0-9]{3}$", "^[0-9]{6}$")
"""Student codes that a spreadsheet takes for numbers."""
BASES = [export_of(shape) for shape in SHAPES]
Pair = tuple[Export, Mutation]


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


def open_bench(path: Path, layouts: dict[str, str]) -> Iterator[Bench]:
    """Yield a programme with these layouts and 24 students, and a warehouse."""
    folder = Folder(path, head=NUMBERS, layouts=layouts | {"checklist": CHECKLIST_LAYOUT})
    folder.roster(*REFS)
    with open_warehouse() as warehouse:
        yield Bench(folder, folder.open(), warehouse)


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    layouts = {shape.id: layout_of(shape) for shape in SHAPES}
    yield from open_bench(tmp_path_factory.mktemp("fuzz") / "programme", layouts)


@pytest.fixture(scope="module")
def real(real_data: Path) -> dict[str, tuple[Export, str]]:
    """Return the real exports with the form put into them, and their layouts."""
    found = {export.tool: (export, text) for export, text in real_exports(real_data / "exports")}
    if not found:
        pytest.skip(f"no real exports at {real_data / 'exports'}: set SCREENING_REAL_DATA")
    return found


@pytest.fixture(scope="module")
def real_bench(real, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bench]:
    layouts = {tool: text for tool, (_, text) in real.items()}
    yield from open_bench(tmp_path_factory.mktemp("fuzz_real") / "programme", layouts)


def pairs_of(bases: Sequence[Export]) -> list[Pair]:
    """Return every export with every kind of damage that can come to it."""
    kinds = MUTATIONS.values()
    return [(base, kind) for kind in kinds for base in bases if base.kind in kind.kinds]


def case(bench: Bench, base: Export, mutation: Mutation, turn: int) -> Verdict:
    """Return the verdict on one damaged copy."""
    export = base.copied()
    mutation.change(export, Random(f"{SEED} {base.tool} {mutation.name} {turn}"))
    try:
        rows, found = bench.found(export, 1)
    except Exception as fault:  # noqa: BLE001 (whatever it is, it is a fault of the case)
        return Verdict([f"{type(fault).__name__}: {fault}"])
    verdict = judge(export, rows, found)
    verdict.counted[_became(found, verdict.counted)] += 1
    return verdict


def _became(found: Read, rows: Counter[str]) -> str:
    if found.refused:
        return "files refused"
    if rows["rows set aside"] + rows["rows misshapen"]:
        return "files read, with rows reported"
    return "files read as they say"


def run_cases(
    bench: Bench, pairs: Sequence[Pair], *, often: bool
) -> tuple[Counter[str], list[str]]:
    """Return what was counted, and the faults with the seed that makes them again."""
    counted: Counter[str] = Counter()
    faults = []
    for base, mutation in pairs:
        for turn in range(mutation.turns if often else 1):
            verdict = case(bench, base, mutation, turn)
            counted += verdict.counted
            counted["cases"] += 1
            counted[f"cases of {base.tool}"] += 1
            faults += [f"{base.tool}: {mutation.name} ({turn}): {each}" for each in verdict.faults]
    return counted, faults


def told(record_property, counted: Counter[str]) -> None:
    for what, count in sorted(counted.items()):
        record_property(f"damaged exports, {what}", count)


def test_whole_exports_are_read_as_they_say(bench: Bench) -> None:
    for base in BASES:
        rows, found = bench.found(base, 0)
        assert judge(base, rows, found).faults == []
        assert found.counts[1] == len(REFS), base.tool


@pytest.mark.real_data
def test_real_exports_are_read_as_they_say(real, real_bench: Bench) -> None:
    for base, _ in real.values():
        rows, found = real_bench.found(base, 0)
        assert judge(base, rows, found).faults == []
        assert found.counts[1] == len(REFS), base.tool


def test_there_are_many_kinds_of_damage() -> None:
    assert len(MUTATIONS) >= 40
    assert sum(mutation.turns for _, mutation in pairs_of(BASES)) >= 2_000


def test_a_share_of_the_damaged_exports(bench: Bench, record_property) -> None:
    counted, faults = run_cases(bench, pairs_of(BASES)[::SHORT_EVERY], often=False)
    told(record_property, counted)
    assert faults == []


@pytest.mark.real_data
def test_a_share_of_the_damaged_real_exports(real, real_bench: Bench, record_property) -> None:
    pairs = pairs_of([base for base, _ in real.values()])[::SHORT_EVERY]
    counted, faults = run_cases(real_bench, pairs, often=False)
    told(record_property, counted)
    assert faults == []


@pytest.mark.long
def test_thousands_of_damaged_exports(bench: Bench, record_property) -> None:
    counted, faults = run_cases(bench, pairs_of(BASES), often=True)
    told(record_property, counted)
    assert faults == []
    assert counted["cases"] >= 2_000


@pytest.mark.long
@pytest.mark.real_data
def test_every_damaged_real_export(real, real_bench: Bench, record_property) -> None:
    pairs = pairs_of([base for base, _ in real.values()])
    counted, faults = run_cases(real_bench, pairs, often=True)
    told(record_property, counted)
    assert faults == []
