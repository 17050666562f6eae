"""`screening score`: a plain CSV of answers, outside any programme."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from screening.scoring.score_csv import ScoredFile

SHOWN_PROBLEMS = 20


def score(
    answers: Annotated[Path, typer.Argument(help="CSV: student_ref and a column per item id.")],
    instrument: Annotated[str, typer.Option(help="Instrument id, as psc_17.")],
    informant: Annotated[str, typer.Option(help="self, caregiver or teacher.")],
    scheme: Annotated[str | None, typer.Option(help="Cut-points; default: the first.")] = None,
    grade_column: Annotated[str | None, typer.Option(help="Column with the grade.")] = None,
    gender_column: Annotated[str | None, typer.Option(help="Column with the gender.")] = None,
    item_order: Annotated[str | None, typer.Option(help="Printed order of the form.")] = None,
    already_reversed: Annotated[
        bool, typer.Option("--already-reversed", help="Reversed items are turned already.")
    ] = False,
    licensed: Annotated[
        bool, typer.Option("--licensed", help="You hold the publisher's permission.")
    ] = False,
    to: Annotated[Path | None, typer.Option(help="File for the scores; else stdout.")] = None,
) -> None:
    """Score a CSV of answers; critical items go to a second file beside --to.

    Exit status 12 where a cell was no answer: its row is not scored, every other row is.

    Example: screening score answers.csv --instrument psc_17 --informant caregiver --to scores.csv
    """
    from screening.scoring.answers_csv import StudentColumns
    from screening.scoring.score_csv import score_file
    from screening.scoring.score_output import critical_path, scores_csv, write_scored

    if to and answers.resolve() in {to.resolve(), critical_path(to).resolve()}:
        raise typer.BadParameter("would overwrite the answers.", param_hint="--to")
    scored = score_file(
        answers,
        instrument=instrument,
        informant=informant,
        scheme=scheme,
        item_order=item_order,
        columns=StudentColumns(grade_column, gender_column),
        already_reversed=already_reversed,
        licence_stated=licensed,
    )
    if to:
        write_scored(scored, to=to)
    else:
        sys.stdout.write(scores_csv(scored))
    _tell(scored, to)
    _say_what_lacks_cut_points(instrument, informant)
    if scored.exit_status:
        raise typer.Exit(scored.exit_status)


def _tell(scored: "ScoredFile", to: Path | None) -> None:
    """Say on stderr what became of the rows, and that critical items wait for a person."""
    lines = [problem.line() for problem in scored.problems[:SHOWN_PROBLEMS]]
    if len(scored.problems) > SHOWN_PROBLEMS:
        lines.append(f"… and {len(scored.problems) - SHOWN_PROBLEMS} more.")
    lines.append(
        f"{scored.rows_read} rows read, {scored.rows_scored} scored,"
        f" {scored.rows_set_aside} set aside."
    )
    if scored.critical:
        where = "the file beside it" if to else "the second file that --to writes"
        lines.append(f"{len(scored.critical)} critical items need a person: see {where}.")
    sys.stderr.write("\n".join(lines) + "\n")


def _say_what_lacks_cut_points(instrument_id: str, informant: str) -> None:
    """Say on stderr which scores no published table can band; percentiles need a whole window."""
    from screening.instruments.library import open_instrument
    from screening.instruments.without_cut_points import lacking_cut_points

    lacking = lacking_cut_points(open_instrument(instrument_id), informant)
    if lacking:
        sys.stderr.write(f"{instrument_id}{lacking}. Percentiles come with a window's run.\n")
