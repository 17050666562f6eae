"""`screening instruments`: the library, one instrument's page, and a file's check."""

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    help="The instrument library.\n\nExample: screening instruments show psc_17",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.command("list")
def list_all() -> None:
    """List every instrument: id, title, informants, confidence.

    Example: screening instruments list
    """
    from screening.instruments.library import instrument_ids, load_instrument

    for name in instrument_ids():
        instrument = load_instrument(name)
        informants = ", ".join(instrument.informants)
        typer.echo(f"{name:<12} {instrument.title}  [{informants}; {instrument.confidence}]")


@app.command("show")
def show(instrument_id: Annotated[str, typer.Argument(help="Id, as psc_17.")]) -> None:
    """Print one instrument's page, to be checked against the manual.

    Example: screening instruments show psc_17
    """
    from screening.instruments.library import load_instrument
    from screening.instruments.page import instrument_page

    typer.echo(instrument_page(load_instrument(instrument_id)))


@app.command("check")
def check(file: Annotated[Path, typer.Argument(help="An instrument's TOML.")]) -> None:
    """Check an instrument's file: complete, consistent, every number with a source.

    Example: screening instruments check our_survey.toml
    """
    from screening.instruments.library import load_instrument_file

    instrument = load_instrument_file(file)
    typer.echo(f"{file.name}: {instrument.title} is complete and consistent.")
