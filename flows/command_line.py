"""The command line: arguments to a command, faults to one line and an exit status."""

import os
import sys
from typing import Annotated

import typer

from flows.commands import (
    check,
    consent,
    demo,
    doctor,
    erase,
    followup,
    instruments,
    layout,
    letters,
    pseudonymise,
    rescore,
    run,
    safety,
    score,
    serve,
    supports,
    verify,
)
from screening import __version__
from screening.errors import ScreeningError

app = typer.Typer(
    name="screening",
    help="From social-emotional screening exports to safety lists, referral workbooks, family"
    " letters and dashboards.\n\nExample: screening demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
app.command("demo")(demo.demo)
app.command("run")(run.run)
app.command("check")(check.check)
app.command("score")(score.score)
app.add_typer(instruments.app, name="instruments")
app.add_typer(layout.app, name="layout")
app.command("letters")(letters.letters)
app.command("pseudonymise")(pseudonymise.pseudonymise)
app.add_typer(safety.app, name="safety")
app.command("followup")(followup.followup)
app.add_typer(supports.app, name="supports")
app.command("rescore")(rescore.rescore)
app.command("consent")(consent.consent)
app.command("erase")(erase.erase)
app.command("verify")(verify.verify)
app.command("serve")(serve.serve)
app.command("doctor")(doctor.doctor)


def _show_version(wanted: bool) -> None:  # noqa: FBT001 (typer hands over a switch)
    if wanted:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[  # noqa: ARG001 (handled by its callback)
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show it.")
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where a fault came from.")] = False,
) -> None:
    from flows import progress

    progress.current.is_debug = debug


def main() -> None:
    """Run the command line; every fault we know becomes one line and its exit status."""
    os.umask(0o077)  # whatever is written holds students' data
    try:
        app()
    except ScreeningError as fault:
        if "--debug" in sys.argv:
            raise
        sys.stderr.write(f"{fault.message}\n")
        sys.exit(fault.exit_status)
    except Exception as fault:
        if "--debug" in sys.argv:
            raise
        sys.stderr.write(f"{_unforeseen(fault)}\n")
        sys.exit(ScreeningError.exit_status)
    except KeyboardInterrupt:
        sys.stderr.write("Stopped. What was shown before is still there.\n")
        sys.exit(130)


def _unforeseen(fault: Exception) -> str:
    """Return one line about a fault we do not know; only the system's own words are quoted."""
    if isinstance(fault, OSError) and fault.strerror:
        place = f"{fault.filename}: " if fault.filename else ""
        return f"{place}{fault.strerror}. Mend it and run again."
    return f"Broke ({type(fault).__name__}). Run again with --debug."
