"""`screening letters`: a window's letters again, with names merged at this last step."""

import dataclasses
from pathlib import Path
from typing import Annotated

import typer

from flows.clock import Today, day


def letters(
    programme: Annotated[Path, typer.Argument(help="programme.toml or its folder.")],
    window: Annotated[str, typer.Option(help="Window id.")],
    names: Annotated[Path | None, typer.Option(help="The school's key file (CSV).")] = None,
    to: Annotated[Path | None, typer.Option(help="Folder to write to.")] = None,
    today: Today = None,
    notice: Annotated[bool, typer.Option("--notice", help="The notice before a window.")] = False,
) -> None:
    """Make a window's letters again; names are written only to the folder given.

    Example: screening letters riverbend --window 2026_autumn --names key.csv --to to_print
    """
    from flows.run_window import holding
    from screening.letters.names import read_names
    from screening.run.window_run import open_run

    if names and not to:
        raise typer.BadParameter("names are written only to a folder you name: add --to DIR")
    run = open_run(programme, window_id=window, today=day(today))
    run = dataclasses.replace(run, as_of=run.today)  # a letter made anew promises a day to come
    if not to and not (run.outbox.shown / "run.json").exists():
        raise typer.BadParameter("this window was never run: run it first, or add --to DIR")
    with holding(run.programme.folder):
        counts = _write(run, notice=notice, names=read_names(names) if names else None, to=to)
    typer.echo(f"{counts.made} letters made, {counts.held} held, {counts.blocked} blocked.")


def _write(run, *, notice, names, to):  # noqa: ANN001, ANN202 (types would import pandas here)
    from expectations.to_tiers import steps_to_tiers
    from screening.run.letters import write_due_letters
    from screening.warehouse import open_warehouse

    with open_warehouse() as warehouse:
        steps_to_tiers(run, warehouse)
        return write_due_letters(
            run,
            warehouse,
            to=to or run.outbox.show_first(),
            purpose="notice" if notice else None,
            names=names,
        )
