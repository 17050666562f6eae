"""`screening instruments`: the library, an instrument's page, a survey of one's own, its check."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from screening.instruments.library import Library

app = typer.Typer(
    help="The instrument library.\n\nExample: screening instruments show psc_17",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Who(StrEnum):
    """Informants, as the command line offers them."""

    self = "self"
    caregiver = "caregiver"
    teacher = "teacher"


@app.command("list")
def list_all(
    programme: Annotated[
        Path | None, typer.Option(help="A programme, whose own instruments are listed too.")
    ] = None,
) -> None:
    """List every instrument: id, title, informants, confidence.

    Example: screening instruments list
    """
    from screening.instruments.vendor import VendorInstrument
    from screening.instruments.without_cut_points import without_cut_points

    library = _library(programme)
    for name in library.ids:
        instrument = library.get(name)
        informants = ", ".join(instrument.informants)
        line = f"{name:<12} {instrument.title}  [{informants}; {instrument.confidence}]"
        lacking = {who: without_cut_points(instrument, who) for who in instrument.informants}
        if isinstance(instrument, VendorInstrument):
            line += "  taken in as the vendor scored it"
        elif not instrument.scheme:
            line += "  no cut-points: never tier 3 by itself"
        elif without := [who for who, ids in lacking.items() if ids]:
            line += f"  some scores without cut-points ({', '.join(without)})"
        typer.echo(line)


def _library(programme: Path | None) -> "Library":
    from screening.instruments.library import SHIPPED
    from screening.programme.load import open_folder

    return SHIPPED if programme is None else open_folder(programme).newest_library()


@app.command("show")
def show(
    instrument_id: Annotated[str, typer.Argument(help="Id, as psc_17; or a file of your own.")],
) -> None:
    """Print one instrument's page, to be checked against the manual.

    Example: screening instruments show psc_17
    """
    from screening.instruments.library import open_instrument
    from screening.instruments.page import instrument_page

    typer.echo(instrument_page(open_instrument(instrument_id)))


@app.command("new")
def new(
    instrument_id: Annotated[str, typer.Argument(help="Its id, as our_survey.")],
    to: Annotated[Path | None, typer.Option(help="File to write; default: ID.toml here.")] = None,
    items: Annotated[int, typer.Option(help="How many questions, 2 to 99.")] = 8,
    informant: Annotated[
        list[Who] | None, typer.Option(help="Who answers; may be given again. Default: self.")
    ] = None,
) -> None:
    """Write the definition of a survey of your own, to start from; a file is never overwritten.

    Example: screening instruments new our_survey --items 8 --to our_survey.toml
    """
    from screening.errors import DefinitionError
    from screening.instruments.new_instrument import new_instrument

    informants = [each.value for each in informant or [Who.self]]
    text = new_instrument(instrument_id, items=items, informants=informants)
    path = to or Path(f"{instrument_id}.toml")
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise DefinitionError(f"{path}: is there already. Name another file with --to.") from None
    typer.echo(f"{path}: written. Edit it, then: screening instruments check {path}")


@app.command("check")
def check(file: Annotated[Path, typer.Argument(help="An instrument's TOML.")]) -> None:
    """Check an instrument's file: complete, consistent, every number with a source.

    Example: screening instruments check our_survey.toml
    """
    from screening.instruments.library import load_instrument_file
    from screening.instruments.new_instrument import TO_WRITE, unwritten_sources
    from screening.instruments.without_cut_points import what_it_gives

    instrument = load_instrument_file(file)
    typer.echo(f"{file.name}: {instrument.title} is complete and consistent.")
    typer.echo(what_it_gives(instrument))
    unwritten = unwritten_sources(file.read_text(encoding="utf-8-sig"))
    if unwritten:
        listed = ", ".join(str(line) for line in unwritten)
        typer.echo(f"'{TO_WRITE}' still stands in lines {listed}: write it before you use it.")
