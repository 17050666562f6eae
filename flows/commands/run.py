"""`screening run`: one window, inbox to outbox."""

from pathlib import Path
from typing import Annotated

import typer

from flows.clock import Today, day


def run(
    programme: Annotated[Path, typer.Argument(help="programme.toml or its folder.")],
    window: Annotated[str | None, typer.Option(help="Window id; default: the newest open.")] = None,
    explain: Annotated[
        str | None, typer.Option(metavar="STUDENT_REF", help="Run nothing; tell one student's way.")
    ] = None,
    today: Today = None,
) -> None:
    """Run one screening window: inbox to outbox.

    With --explain, nothing is run: it prints how one student came to the tier, from the answer
    codes on, for the eyes of that student's school.

    Example: screening run riverbend/programme.toml --window 2026_autumn
    """
    if explain is not None:
        from flows.explain_student import explain_student

        typer.echo(explain_student(programme, explain, window_id=window, today=day(today)))
        return
    from flows.run_window import run_window
    from flows.summary import show_summary
    from screening.errors import LetterError, RefusedDataError

    try:
        done = run_window(programme, window_id=window, today=day(today))
    except LetterError as fault:
        typer.echo(f"Everything but the letters was published. {fault.message}", err=True)
        raise
    record = show_summary(done)
    if record["files"] and record["rows"]["scored"] == 0:
        raise RefusedDataError(
            "No row could be scored; see problems.xlsx under schools/, also in schools/unassigned."
        )
    if not record["files"]:
        typer.echo("No export was in the inbox yet.", err=True)
