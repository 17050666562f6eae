"""`screening check`: what a file is and what would become of it; loads nothing."""

import dataclasses
import datetime as dt
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.clock import Today, day

if TYPE_CHECKING:
    from expectations.examine import Examination
    from screening.run.window_run import WindowRun

SHOWN_PROBLEMS = 20


def check(
    exports: Annotated[list[Path], typer.Argument(exists=True, dir_okay=False, help="Files.")],
    programme: Annotated[Path | None, typer.Option(help="programme.toml or its folder.")] = None,
    layout: Annotated[str | None, typer.Option(help="Layout id; default: by file name.")] = None,
    window: Annotated[str | None, typer.Option(help="Window id; default: the file's.")] = None,
    today: Today = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object per file.")] = False,
) -> None:
    """Say what files are, how each column is understood, and every problem; load nothing.

    Example: screening check inbox/2026_autumn/student_survey.csv --programme riverbend
    """
    from expectations.examine import examine

    for path in exports:
        run = _run(programme, path, window, day(today))
        found = examine(path, run=run, layout_id=layout)
        if as_json:
            sys.stdout.write(json.dumps(as_object(found), ensure_ascii=False) + "\n")
        else:
            show(found, programme)


def _run(
    programme: Path | None, path: Path, window: str | None, today: dt.date
) -> "WindowRun | None":
    """Return the run whose roster holds: the named window, else the folder the file lies in."""
    if programme is None:
        return None
    from screening.programme.load import load_programme
    from screening.run.window_run import open_run

    known = {one.id for one in load_programme(programme).settings.window}
    folder = path.resolve().parent.name
    window = window or (folder if folder in known else None)
    return open_run(programme, window_id=window, today=today)


def as_object(found: "Examination") -> dict[str, object]:
    """Return an examination in the shape of the contract; no cell's content is in it."""
    plain = dataclasses.asdict(found)
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


def show(found: "Examination", programme: Path | None) -> None:
    """Print an examination for people."""
    from rich.console import Console
    from rich.table import Table

    console = Console(highlight=False, markup=False)
    console.print(
        f"{found.file}: read as {found.platform or 'nothing known'},"
        f" layout {found.layout or 'none'}."
    )
    columns = Table("No.", "Column", "Becomes", "Why")
    for column in found.columns:
        columns.add_row(str(column.position), column.header[:60], column.becomes, column.why)
    console.print(columns)
    console.print(
        f"Rows: {found.records} read; {found.would_score} would be scored,"
        f" {found.set_aside} set aside, {found.left_out} left out."
        + (" The file would be REFUSED." if found.refused else "")
    )
    for problem in found.problems[:SHOWN_PROBLEMS]:
        console.print(problem.line())
    if len(found.problems) > SHOWN_PROBLEMS:
        console.print(f"… and {len(found.problems) - SHOWN_PROBLEMS} more; see --json.")
    if programme is None:
        console.print("To see what would be scored: add --programme YOUR_PROGRAMME")
    else:
        console.print(f"To go on: screening run {programme}")
