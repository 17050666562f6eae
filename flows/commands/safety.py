"""`screening safety`: who still needs somebody, and what people have done about it."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from flows.clock import Now, moment

app = typer.Typer(no_args_is_help=True, help="Safety alerts: list, acknowledge, close, remind.")
Programme = Annotated[Path, typer.Argument(help="programme.toml or its folder.")]
AlertIds = Annotated[list[str], typer.Argument(help="Alerts as the list names them: S-…")]
By = Annotated[str, typer.Option(help="Name of the person who does it.")]


@app.command("list")
def list_alerts(
    programme: Programme,
    window: Annotated[str | None, typer.Option(help="Window id; default: the newest open.")] = None,
    school: Annotated[
        str | None, typer.Option(help="Only this school's; `unassigned` too.")
    ] = None,
    now: Now = None,
) -> None:
    """Look through the inbox, renew the safety lists and show every alert, for the school's eyes.

    Example: screening safety list riverbend --school maple
    """
    from flows import progress
    from flows.shown_alerts import shown_alerts
    from screening.programme.load import open_folder
    from screening.run.safety import renew_lists

    settings = open_folder(programme).settings
    at = moment(now, zone=settings.zone)
    if school is not None and school not in {*(each.id for each in settings.school), "unassigned"}:
        raise typer.BadParameter(f"there is no school '{school}'.", param_hint="--school")
    found = renew_lists(programme, window_id=window, now=at, told=progress.current.said)
    alerts = [each for each in found.alerts if school in {None, each.school_id}]
    for line in shown_alerts(alerts, now=at):
        typer.echo(line)


@app.command("acknowledge")
def acknowledge(programme: Programme, alerts: AlertIds, by: By, now: Now = None) -> None:
    """Write down that a person has taken alerts; they stay open until somebody closes them.

    Example: screening safety acknowledge riverbend S-3fa9c0d211 --by "Ana Ortiz"
    """
    from flows import progress
    from screening.run.alert_acts import act_on
    from screening.safety.done_by_people import taken

    who = _person(programme, by, now)
    done = act_on(
        programme,
        alerts,
        who,
        deed=lambda alert, person: [taken(alert, person)],
        told=progress.current.said,
    )
    typer.echo(f"{len(done)} taken by {who.name}. The lists are renewed.")


@app.command("close")
def close(
    programme: Programme,
    alerts: AlertIds,
    by: By,
    seen: Annotated[
        dt.datetime,
        typer.Option(
            formats=["%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M"],
            help="When the student was met, or the file looked through, in the programme's zone.",
        ),
    ],
    note: Annotated[str, typer.Option(help="Short: what was agreed and the next step.")] = "",
    now: Now = None,
) -> None:
    """Close alerts: a person has met the student, or looked through what nobody had read.

    Example: screening safety close riverbend S-3fa9c0d211 --by "Ana Ortiz" --seen 2026-10-30T11:15
    """
    from flows import progress
    from screening.run.alert_acts import act_on
    from screening.safety.done_by_people import closed, noted

    who = _person(programme, by, now)
    met = seen.replace(tzinfo=who.at.tzinfo)
    done = act_on(
        programme,
        alerts,
        who,
        deed=lambda alert, person: [
            *closed(alert, person, seen=met),
            *([noted(alert, person, column="note", text=note)] if note.strip() else []),
        ],
        told=progress.current.said,
    )
    typer.echo(f"{len(done)} closed by {who.name}. The lists are renewed.")


@app.command("remind")
def remind(programme: Programme, now: Now = None) -> None:
    """Tell people of lists nobody has been told of, and once more where nobody has taken one.

    What `screening serve` does every minute, once; for a machine's own schedule.

    Example: screening safety remind riverbend
    """
    from contextlib import nullcontext

    from flows import orchestrator
    from flows.notify_aside import due_now
    from flows.run_window import HOME
    from screening.programme.load import open_folder

    folder = open_folder(programme)
    at = moment(now, zone=folder.settings.zone)
    if folder.settings.notify is None:
        typer.echo("The settings name no way to tell anybody: [notify] is not there.")
        return
    due = due_now(folder, now=at)
    if not due:
        typer.echo("Nobody is to be told.")
        return
    orchestrator.prepare(folder.folder / HOME)
    with nullcontext() if orchestrator.is_standing() else orchestrator.embedded_server():
        from flows.notify import notify_safety

        orchestrator.wait()
        notify_safety(str(folder.folder.resolve()), at.isoformat(timespec="seconds"))
    typer.echo(f"Messages sent: {len(due)}")


def _person(programme: Path, by: str, now: dt.datetime | None):  # noqa: ANN202 (imported below)
    from screening.programme.load import open_folder
    from screening.safety.done_by_people import Person

    at = moment(now, zone=open_folder(programme).settings.zone)
    try:
        return Person(by, at, "command")
    except ValueError as why:
        raise typer.BadParameter(str(why), param_hint="--by") from None
