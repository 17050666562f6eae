"""`screening consent`: how consents moved since the last run; with --accept, that it is so."""

from pathlib import Path
from typing import Annotated

import typer

from flows.clock import Now, moment


def consent(
    programme: Annotated[Path, typer.Argument(help="programme.toml or its folder.")],
    window: Annotated[str | None, typer.Option(help="Window id; default: the newest open.")] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Say that exactly this roster is right.")
    ] = False,
    by: Annotated[str | None, typer.Option(help="Who compared it with the school.")] = None,
    now: Now = None,
) -> None:
    """Show by school how consents moved since the last run, in counts.

    A run refuses a roster or consent.csv that covers far fewer students than the last one, because
    it may be a part of the file. Where it is right, a person says so by name, and the next run uses
    it; another file is looked at anew.

    Example: screening consent riverbend --window 2026_autumn --accept --by "Ana Ortiz"
    """
    from flows.consent_moves import consent_moves
    from screening.programme.load import open_folder

    if accept and not (by or "").strip():
        raise typer.BadParameter("say who compared the file with the school: --by NAME")
    at = moment(now, zone=open_folder(programme).settings.zone)
    moves = consent_moves(programme, window_id=window, at=at, accepted_by=by if accept else None)
    for each in moves.schools:
        typer.echo(f"{'REFUSED ' if each.is_refused else ''}{each.line}")
    if not moves.schools:
        typer.echo("No earlier run to compare with: any roster is taken.")
    typer.echo(moves.outcome)
