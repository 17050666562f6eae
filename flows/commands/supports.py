"""`screening supports`: what may help, how well it is tested, and what must not be suggested."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from flows.clock import Today, day

if TYPE_CHECKING:
    from screening.supports.catalogue import Catalogue
    from screening.supports.help_lines import HelpLine

app = typer.Typer(
    help="The catalogue of supports with its evidence."
    "\n\nExample: screening supports show cbt-group-targeted",
    no_args_is_help=True,
    rich_markup_mode=None,
)
Own = Annotated[
    Path | None, typer.Option(help="A programme, with its local places and stricter rules.")
]


@app.command("list")
def list_all(
    area: Annotated[str | None, typer.Option(help="Area of need, as attention.")] = None,
    tier: Annotated[int | None, typer.Option(min=1, max=3, help="Tier, 1 to 3.")] = None,
    age: Annotated[int | None, typer.Option(min=3, max=21, help="Age in years.")] = None,
    programme: Own = None,
    everything: Annotated[
        bool,
        typer.Option("--all", help="Also what nobody is offered, access, principles, help lines."),
    ] = False,
    today: Today = None,
) -> None:
    """List what may be offered, by who may propose it, with its evidence.

    Example: screening supports list --area attention --tier 2 --age 9
    """
    from screening.supports.listed import Wanted, never_listed, others_listed, supports_listed
    from screening.supports.stale_rows import stale_lines

    catalogue, lines = _catalogue(programme)
    if area is not None and area not in catalogue.areas:
        raise typer.BadParameter(f"'{area}' is no area; known are {', '.join(catalogue.areas)}.")
    wanted, now = Wanted(area, tier, age), day(today)
    shown = list(supports_listed(catalogue, wanted=wanted, today=now))
    if everything:
        shown += never_listed(catalogue, wanted=wanted, today=now)
        shown += others_listed(catalogue, lines)
    typer.echo("\n".join(shown).strip() or "No support fits that.")
    for line in stale_lines(catalogue, today=now):
        typer.echo(line, err=True)


@app.command("show")
def show(
    row_id: Annotated[str, typer.Argument(metavar="ID", help="Id, as school-counselling.")],
    programme: Own = None,
    today: Today = None,
) -> None:
    """Show one row with everything that is known of it: evidence, cautions, who may propose it.

    Example: screening supports show mindfulness-universal
    """
    from screening.supports.shown import shown

    catalogue, lines = _catalogue(programme)
    text = shown(row_id, catalogue=catalogue, lines=lines, today=day(today))
    if text is None:
        raise typer.BadParameter(_no_such(row_id, catalogue, lines))
    typer.echo(text)


def _catalogue(programme: Path | None) -> "tuple[Catalogue, tuple[HelpLine, ...]]":
    from screening.programme.load import open_folder
    from screening.supports.catalogue import load_catalogue
    from screening.supports.help_lines import known_lines

    if programme is None:
        return load_catalogue(), known_lines(())
    folder = open_folder(programme)
    return folder.catalogue(), known_lines(folder.settings.letters.help_line)


def _no_such(row_id: str, catalogue: "Catalogue", lines: "tuple[HelpLine, ...]") -> str:
    from difflib import get_close_matches

    known = [row.id for row in (*catalogue.rows, *catalogue.service, *lines)]
    close = get_close_matches(row_id.lower(), known, n=3, cutoff=0.4)
    near = f" Close to it: {', '.join(close)}." if close else ""
    return f"there is no '{row_id}'.{near} All of them: screening supports list --all"
