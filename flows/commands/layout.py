"""`screening layout`: a draft of what an export's columns mean, for a person to decide and sign."""

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from screening.instruments.library import Library

app = typer.Typer(
    help="Layouts: what the columns of an export mean.\n\n"
    "Example: screening layout draft survey.csv --instrument phq_a --programme riverbend",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Who(StrEnum):
    """Informants, as the command line offers them."""

    self = "self"
    caregiver = "caregiver"
    teacher = "teacher"


@app.callback()
def _layouts() -> None:
    """Keep `draft` a command of its own while it is the only one."""


@app.command("draft")
def draft(
    export: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file.")],
    instrument: Annotated[list[str], typer.Option(help="Its id, as phq_a; may be given again.")],
    informant: Annotated[Who | None, typer.Option(help="Who answered.")] = None,
    programme: Annotated[Path | None, typer.Option(help="programme.toml or its folder.")] = None,
    layout_id: Annotated[
        str | None, typer.Option("--id", help="The layout's id; default: from the file's name.")
    ] = None,
    to: Annotated[Path | None, typer.Option(help="File to write; default: shown here.")] = None,
    dictionary: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="REDCap's data dictionary (CSV)."),
    ] = None,
    item_order: Annotated[str | None, typer.Option(help="Order of the printed items.")] = None,
    student_ref: Annotated[str | None, typer.Option(help="Column with the student's code.")] = None,
) -> None:
    """Draft a layout from an export: what is certain is written, the rest is proposed.

    The draft is refused until a person has decided what is open and signed it. It names columns
    and answers, never a student's row; a file is never overwritten.

    Example: screening layout draft survey.csv --instrument phq_a --to survey.toml
    """
    from screening.intake.drafting.draft import draft_layout
    from screening.intake.drafting.draft_text import layout_text
    from screening.intake.drafting.file_names import file_pattern
    from screening.intake.drafting.file_names import layout_id as id_of
    from screening.intake.drafting.seen_export import see_export

    library = _library(programme)
    seen = see_export(export, max_bytes=_max_bytes(programme), dictionary=dictionary)
    found = draft_layout(
        seen,
        [library.get(each) for each in dict.fromkeys(instrument)],
        informant=None if informant is None else informant.value,
        item_order=item_order,
        student_ref=student_ref,
    )
    text = layout_text(
        found,
        layout_id=_known_shape(layout_id) if layout_id else id_of(export.name),
        files=file_pattern(export.name),
        next_steps=_next_steps(export, programme, to),
    )
    _hand_over(text, to)


def _hand_over(text: str, to: Path | None) -> None:
    if to is None:
        typer.echo(text, nl=False)
        return
    _write_new(to, text)
    typer.echo(
        f"{to}: written. Decide what is open and sign it;"
        " a programme with an unsigned layout does not run."
    )


def _known_shape(layout_id: str) -> str:
    from pydantic import TypeAdapter, ValidationError

    from screening.errors import DefinitionError
    from screening.programme.settings import Identifier

    try:
        return TypeAdapter(Identifier).validate_python(layout_id)
    except ValidationError:
        raise DefinitionError(
            f"'{layout_id}' is no id: write letters, digits, _ and -, as student_survey."
        ) from None


def _library(programme: Path | None) -> "Library":
    from screening.instruments.library import SHIPPED
    from screening.programme.load import open_folder

    return SHIPPED if programme is None else open_folder(programme).newest_library()


def _max_bytes(programme: Path | None) -> int:
    from screening.programme.load import open_folder
    from screening.programme.settings import Programme

    if programme is None:
        megabytes = int(Programme.model_fields["max_file_mb"].default)
    else:
        megabytes = open_folder(programme).settings.max_file_mb
    return megabytes * 1024**2


def _next_steps(export: Path, programme: Path | None, to: Path | None) -> list[str]:
    from shlex import quote

    folder = quote(str(programme)) if programme else "YOUR_PROGRAMME"
    name = f" {to.name}" if to else ""
    return [
        "Fill in approved_by and approved_on.",
        f"Put this file{name} into the layouts folder of the programme.",
        f"screening check {quote(str(export))} --programme {folder}",
    ]


def _write_new(path: Path, text: str) -> None:
    from screening.errors import DefinitionError

    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        raise DefinitionError(f"{path}: is there already. Name another file with --to.") from None
