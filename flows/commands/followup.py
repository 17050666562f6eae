"""`screening followup`: what schools wrote into their lists, read back."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.clock import Today, day, moment_of

if TYPE_CHECKING:
    import datetime as dt

    from screening.errors import ScreeningError
    from screening.followup.reading import Reading
    from screening.followup.take_back import Taken
    from screening.programme.load import ProgrammeFolder


def followup(
    programme: Annotated[Path, typer.Argument(help="programme.toml or its folder.")],
    workbooks: Annotated[
        list[Path] | None,
        typer.Argument(exists=True, help="Referral workbooks and safety lists that came back."),
    ] = None,
    window: Annotated[str | None, typer.Option(help="Window id; default: each workbook's.")] = None,
    by: Annotated[str | None, typer.Option(help="Who acted; default: each row's owner.")] = None,
    older: Annotated[
        bool, typer.Option("--older", help="Also take lists that a newer run has replaced.")
    ] = False,
    to: Annotated[Path | None, typer.Option(help="Folder for what schools must mend.")] = None,
    history: Annotated[str | None, typer.Option(help="Show all acts on one referral.")] = None,
    today: Today = None,
) -> None:
    """Read back what schools wrote into their referral workbooks and safety lists.

    Nothing is deleted by what is missing. What cannot be taken is listed with what to do; with
    --to it is written as a workbook per school. Exit status 12 where a workbook was refused whole.

    Example: screening followup riverbend returned/maple.xlsx --by "Ana Ortiz"
    """
    from screening.programme.load import open_folder

    if bool(workbooks) == bool(history):
        raise typer.BadParameter("name workbooks that came back, or --history REFERRAL_ID")
    folder = open_folder(programme)
    if history:
        typer.echo("\n".join(history_lines(folder, history)))
        return
    if to is not None:
        from flows.commands.rescore import refuse_published

        refuse_published(to, programme)
    from screening.safety.returned import is_safety_workbook

    safety = [path for path in workbooks or [] if is_safety_workbook(path)]
    lists = [path for path in workbooks or [] if path not in safety]
    refused = [
        *_take_safety(programme, safety, today),
        *_take_lists(folder, lists, window=window, by=by, older=older, to=to, today=day(today)),
    ]
    for fault in refused:
        typer.echo(f"refused   {fault.message}")
    if refused:
        raise typer.Exit(max(fault.exit_status for fault in refused))


def _take_safety(
    programme: Path, paths: list[Path], today: "dt.datetime | None"
) -> "list[ScreeningError]":
    """Read safety lists; return those that were refused."""
    if not paths:
        return []
    from flows import progress
    from screening.programme.load import open_folder
    from screening.run.safety_returns import take_safety_lists

    zone = open_folder(programme).settings.zone
    at = moment_of(day(today), zone=zone)
    found = take_safety_lists(programme, paths, received_at=at, told=progress.current.said)
    for conflict in found.conflicts:
        typer.echo(f"conflict  {conflict.line()}")
    typer.echo(f"Safety lists: {found.new_count} changes written down. The lists are renewed.")
    return [*found.refused]


def _take_lists(
    folder: "ProgrammeFolder",
    paths: list[Path],
    *,
    window: str | None,
    by: str | None,
    older: bool,
    to: Path | None,
    today: "dt.date",
) -> "list[ScreeningError]":
    """Read referral workbooks; return those that were refused."""
    if not paths:
        return []
    from screening.followup.reading import read_workbooks

    reading = read_workbooks(
        paths,
        folder=folder,
        window_id=window,
        by=(by or "").strip(),
        older="taken" if older else "refused",
        today=today,
    )
    typer.echo("\n".join(lines_of(reading, folder.folder)))
    if to is not None:
        from screening.followup.to_mend import write_to_mend

        for path in write_to_mend(reading.taken, settings=folder.settings, today=today, to=to):
            typer.echo(f"For the school: {path}")
    return reading.refused


def lines_of(reading: "Reading", programme: Path) -> list[str]:
    """Return what was taken and what was not: no student, no content of a cell."""
    lines = [line for each in reading.taken for line in _workbook_lines(each)]
    fields = Counter(act.field.replace("_", " ") for act in reading.acts)
    if not reading.new_count:
        return [*lines, "Nothing new: the ledger holds all of this already."]
    told = ", ".join(f"{name} {count}" for name, count in sorted(fields.items()))
    lines.append(f"Written down: {reading.new_count} changes ({told}).")
    return [
        *lines,
        *(f"To show them: screening run {programme} --window {each}" for each in reading.windows),
    ]


def _workbook_lines(taken: "Taken") -> list[str]:
    counts = (
        f"{len(taken.acts)} changes, {taken.count('rejected')} not taken,"
        f" {taken.count('conflict')} conflicts"
    )
    head = f"{taken.workbook}: {taken.school_id}, {taken.window_id}: {taken.row_count} rows read,"
    return [f"{head} {counts}", *(finding.line() for finding in taken.findings)]


def history_lines(folder: "ProgrammeFolder", referral_id: str) -> list[str]:
    """Return every act on one referral, oldest first; for the eyes of its school."""
    from screening.followup.history import history_of
    from screening.ledger.store import read_acts

    return history_of(read_acts(folder.ledger), referral_id=referral_id)
