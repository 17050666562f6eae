"""`screening doctor`: is this machine, and this programme, ready?"""

from pathlib import Path
from typing import Annotated

import typer

from flows.clock import Today, day


def doctor(
    programme: Annotated[Path | None, typer.Argument(help="programme.toml or its folder.")] = None,
    today: Today = None,
) -> None:
    """Check the machine and the settings; say what is missing and how to mend it.

    Example: screening doctor riverbend
    """
    from flows.examination import machine_checks, programme_checks
    from screening.errors import DefinitionError

    checks = [
        *machine_checks(),
        *(programme_checks(programme, today=day(today)) if programme else []),
    ]
    for one in checks:
        typer.echo(f"  {'✓' if one.is_well else '✗'} {one.about}: {one.finding}")
    ill = [one for one in checks if not one.is_well]
    if ill:
        raise DefinitionError(f"{len(ill)} of {len(checks)} checks found something to mend.")
    typer.echo("All is well.")
