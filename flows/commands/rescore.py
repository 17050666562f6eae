"""`screening rescore`: who would change in an old window with newer definitions."""

import getpass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.clock import Today, day

if TYPE_CHECKING:
    from flows.rescore_window import Rescore


def rescore(
    programme: Annotated[Path, typer.Argument(help="programme.toml or its folder.")],
    window: Annotated[str, typer.Option(help="Window id.")],
    to: Annotated[Path | None, typer.Option(help="Folder for who would change, by school.")] = None,
    accept: Annotated[
        bool, typer.Option("--accept", help="Go over to the newest definitions.")
    ] = False,
    by: Annotated[str | None, typer.Option(help="Who accepts; default: your login name.")] = None,
    today: Today = None,
) -> None:
    """Show who would change if an old window were scored with the newest definitions.

    A window keeps the definitions and the tier rule it was scored with. Nothing changes before
    --accept; after it, `screening run` publishes the window with the newest definitions.

    Example: screening rescore riverbend --window 2026_spring --to who_would_change
    """
    from flows.rescore_window import rescore_window
    from screening.run.rescore import write_changes

    if to is not None:
        refuse_published(to, programme)
    name = (by or getpass.getuser()) if accept else None
    found = rescore_window(programme, window_id=window, today=day(today), accepted_by=name)
    typer.echo("\n".join(lines_of(found, programme)))
    if found.is_newest:
        return
    if to is not None:
        schools = found.run.programme.settings.school
        written = write_changes(found.changes, schools=schools, to=to)
        typer.echo(f"Who changes, by school: {', '.join(map(str, written))}")
    again = f"{programme} --window {window}"
    if name is None:
        typer.echo(f"Nothing was changed. To go over: screening rescore {again} --accept")
    else:
        typer.echo(f"Accepted by {name}. To publish: screening run {again}")


def refuse_published(to: Path, programme: Path) -> None:
    """Refuse a folder that is read as an inbox or shown as an outbox."""
    folder = (programme if programme.is_dir() else programme.parent).resolve()
    for name in ("inbox", "outbox"):
        if to.resolve().is_relative_to(folder / name):
            raise typer.BadParameter(f"--to lies in the programme's {name}: name another folder")


def lines_of(found: "Rescore", programme: Path) -> list[str]:
    """Return what a comparison says: counts, and no student."""
    window = found.run.window.id
    if found.is_newest:
        return [f"{window}: scored with the newest definitions. Nothing to score anew."]
    from screening.run.rescore import band_moves, students_of, tier_moves

    library = found.run.programme.library
    lines = [
        f"{window}: {each.instrument_id} version {each.version} → "
        f"{library.get(each.instrument_id).version}"
        for each in found.older
    ]
    if found.older_rule is not None:
        newest = found.run.programme.tier_rule.version
        lines.append(f"{window}: tier rule version {found.older_rule.version} → {newest}")
    lines.append(f"Students who change: {len(students_of(found.changes))} of {found.students}")
    moves = sorted(tier_moves(found.changes).items())
    lines += [f"  tier {before} → {after}: {count}" for (before, after), count in moves]
    for (*subscale, before, after), count in sorted(band_moves(found.changes).items()):
        lines.append(f"  {', '.join(subscale)}: {before} → {after}: {count}")
    return [*lines, *_cautions(found, programme)]


def _cautions(found: "Rescore", programme: Path) -> list[str]:
    """Return what else must be known before the new definitions are accepted."""
    lines = []
    if found.not_kept:
        lines.append(
            f"{found.not_kept}\nSo the comparison is with the kept scores: later changes of files,"
            " settings and rules are in it too."
        )
    if found.unlike_kept:
        lines.append(
            f"{found.unlike_kept} students differ from what is kept without any newer definition:"
            f" first `screening run {programme} --window {found.run.window.id}`."
        )
    lines += [
        f"{later} compares its tiers with this window's: once the new ones are accepted, run it"
        " again."
        for later in found.later
    ]
    return lines
