"""`screening check`: what a file is and what would become of it; loads nothing."""

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.clock import Today, day

if TYPE_CHECKING:
    import datetime as dt

    from expectations.examining.examination import Examination
    from screening.run.window_run import WindowRun

UNREADABLE, DATA_REFUSED = 11, 12
FIELDS = (
    "file", "sha256", "platform", "layout", "records", "would_score", "set_aside", "left_out",
    "refused",
)  # fmt: skip
"""Fields of the contract that are written as they are."""


def check(
    exports: Annotated[
        list[Path],
        typer.Argument(exists=True, help="Files; a OneRoster or Clever export may be a folder."),
    ],
    programme: Annotated[Path | None, typer.Option(help="programme.toml or its folder.")] = None,
    layout: Annotated[str | None, typer.Option(help="Layout id; default: by file name.")] = None,
    window: Annotated[str | None, typer.Option(help="Window id; default: the file's.")] = None,
    today: Today = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per file.")] = False,
) -> None:
    """Say what files are, how each column is understood, and every problem; load nothing.

    Exit status 11 where a file cannot be read, 12 where it would be refused; of several files,
    the highest.

    Example: screening check inbox/2026_autumn/student_survey.csv --programme riverbend
    """
    worst = 0
    for path, run, found in _examined(exports, programme, layout, window, day(today)):
        worst = max(worst, exit_status(found))
        if as_json:
            sys.stdout.write(json.dumps(as_object(found), ensure_ascii=False) + "\n")
        else:
            from flows.next_command import next_steps
            from flows.shown_examination import show

            show(found, next_steps(found, path, programme=programme, run=run))
    if worst:
        raise typer.Exit(worst)


Examined = tuple[Path, "WindowRun | None", "Examination"]


def _examined(
    exports: Sequence[Path],
    programme: Path | None,
    layout: str | None,
    window: str | None,
    today: "dt.date",
) -> Iterator[Examined]:
    """Yield each file with its run and what was found, in the order in which they were named.

    Files of one window are examined together, as a run takes them in: a student who answered in
    two of them is found.
    """
    from rich.console import Console

    from expectations.examine import examine_together

    for window_id, paths in _batches(exports, programme, window):
        run = _run(programme, window_id, today)
        with Console(stderr=True).status(f"{paths[0].name} …") as status:
            found = examine_together(
                paths, run=run, layout_id=layout, told=lambda line: status.update(f"{line} …")
            )
            for path, one in zip(paths, found, strict=True):
                status.stop()
                yield path, run, one
                status.start()


def _batches(
    exports: Sequence[Path], programme: Path | None, window: str | None
) -> Iterator[tuple[str | None, list[Path]]]:
    """Yield neighbours of one window and of different names: those can lie in one inbox."""
    known: set[str] = set()
    if programme is not None and window is None:
        from screening.programme.load import open_folder

        known = {one.id for one in open_folder(programme).settings.window}
    batch: list[Path] = []
    of_batch = window
    for path in exports:
        folder = path.resolve().parent.name
        named = window or (folder if folder in known else None)
        if batch and (named != of_batch or path.name in {each.name for each in batch}):
            yield of_batch, batch
            batch = []
        of_batch = named
        batch.append(path)
    yield of_batch, batch


def _run(programme: Path | None, window: str | None, today: "dt.date") -> "WindowRun | None":
    if programme is None:
        return None
    from screening.run.window_run import open_run

    return open_run(programme, window_id=window, today=today)


def exit_status(found: "Examination") -> int:
    """Return 0; 11 where the file cannot be read; 12 where it was read and would be refused."""
    from screening.problem import UNREADABLE as CODES

    if not found.refused:
        return 0
    first = next(each for each in found.problems if each.severity == "critical")
    return UNREADABLE if first.code.startswith(CODES) else DATA_REFUSED


def as_object(found: "Examination") -> dict[str, object]:
    """Return an examination in the shape of the contract; no cell's content is in it."""
    plain: dict[str, object] = {name: getattr(found, name) for name in FIELDS}
    plain["columns"] = [
        {
            "position": column.position,
            "header": column.header,
            "becomes": column.becomes,
            "why": column.why,
        }
        for column in found.columns
    ]
    plain["problems"] = [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "row": problem.row,
            "column": problem.column,
            "message": problem.message,
        }
        for problem in found.problems
    ]
    return plain
