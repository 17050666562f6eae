"""Score one CSV of answers outside any programme: what `screening score` does.

A student's later rows are set aside as repeats: the first row that can be read counts. Whatever is
set aside, its critical items are still read.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from screening.errors import DefinitionError, RefusedDataError
from screening.instruments.definition import Instrument
from screening.instruments.form import Form, form_of
from screening.instruments.library import open_instrument
from screening.instruments.vendor import VendorInstrument
from screening.problem import Problem
from screening.scoring.answers_csv import (
    NO_COLUMNS,
    STUDENT_REF,
    AnswerFile,
    AnswerRow,
    StudentColumns,
    read_answers,
)
from screening.scoring.compile_sql import scored_ids, wide_statement
from screening.scoring.long_sql import (
    CRITICAL_COLUMNS,
    SCORE_COLUMNS,
    critical_statement,
    long_statement,
)
from screening.warehouse import Warehouse, open_warehouse

ROWS_AT_ONCE = 50_000
"""Rows handed to the database together: bounds memory, changes no result."""


@dataclass(frozen=True)
class ScoredFile:
    """What came of one file.

    Attributes:
        scores: rows of `SCORE_COLUMNS`, by student_ref, then in the instrument's order.
        critical: rows of `CRITICAL_COLUMNS`, by student_ref, then item.
        problems: by row; advisory ones set nothing aside.
        rows_read: rows with something in them = rows_scored + rows_set_aside.
    """

    scores: tuple[tuple[object, ...], ...]
    critical: tuple[tuple[object, ...], ...]
    problems: tuple[Problem, ...]
    rows_read: int
    rows_scored: int

    @property
    def rows_set_aside(self) -> int:
        """Rows that could not be scored with certainty."""
        return self.rows_read - self.rows_scored

    @property
    def exit_status(self) -> int:
        """0, or the status for refused data where a row was set aside."""
        return RefusedDataError.exit_status if self.rows_set_aside else 0


def score_file(
    answers: Path,
    *,
    instrument: str,
    informant: str,
    scheme: str | None = None,
    item_order: str | None = None,
    columns: StudentColumns = NO_COLUMNS,
    already_reversed: bool = False,
    licence_stated: bool = False,
) -> ScoredFile:
    """Return the scores, bands and critical items of a CSV of answers.

    Args:
        answers: CSV with `student_ref` and a column per item id; other columns are not read.
        instrument: id of the library, or a file of your own, as `our_survey.toml`.
        informant: `self`, `caregiver` or `teacher`.
        scheme: cut-point table; None = the instrument's first.
        item_order: printed order of the form; None = the instrument's first.
        columns: grade and gender, where the instrument needs them.
        already_reversed: the survey tool has turned the reversed items round.
        licence_stated: you hold the publisher's permission, where one is needed.

    Raises:
        DefinitionError: no such instrument, informant, scheme or order; no permission stated.
        UnreadableFileError: the file cannot be read.
        RefusedDataError: a column is missing, there twice or no item; there are no rows.
    """
    definition = _definition(instrument, licence_stated=licence_stated)
    form = form_of(
        definition, informant=informant, scheme=scheme, item_order=item_order,
        already_reversed=already_reversed,
    )  # fmt: skip
    file = read_answers(answers, instrument=definition, columns=columns)
    if not file.rows:
        raise RefusedDataError(f"{file.name}: a header and no rows. Nothing was scored.")
    form = _with_supplement_if_asked(form, file)
    rows, repeats = _first_of_each_student(file)
    outside = (
        *_unknown_grades(form, file.name, rows, columns.grade),
        *_outside_norms(form, file.name, rows, columns.gender),
    )
    problems = sorted((*file.problems, *repeats, *outside), key=lambda found: found.row or 0)
    return _score(form, file, rows, tuple(problems))


def _definition(name: str, *, licence_stated: bool) -> Instrument:
    """Return the instrument; refuse what its vendor scores, and what lacks a permission."""
    instrument = open_instrument(name)
    if isinstance(instrument, VendorInstrument):
        raise DefinitionError(
            f"{name}: its vendor scores it, so there are no answers to score here. Drop the"
            " vendor's export into a programme's inbox, with a layout."
        )
    if instrument.licence.statement_needed and not licence_stated:
        raise DefinitionError(
            f"{instrument.id}: needs the permission of {instrument.licence.holder}. Nothing was "
            f"scored. If you hold it, say so with --licensed."
        )
    return instrument


def _with_supplement_if_asked(form: Form, file: AnswerFile) -> Form:
    """Return the form with its supplement where the file has the supplement's columns.

    Raises:
        RefusedDataError: it has some of them only, or answers this informant was not asked for.
    """
    if form.instrument.supplement is None:
        return form
    whole = replace(form, with_supplement=True)
    wanted = set(whole.items) - set(form.items)
    if not wanted & set(file.items):
        return form
    if missing := sorted(wanted - set(file.items)):
        raise RefusedDataError(
            f"{file.name}: lacks {', '.join(missing)} of the supplement. Nothing was scored. "
            f"Give all its columns or none."
        )
    if strange := sorted(_answered_items(file) & set(form.items_not_asked)):
        raise RefusedDataError(
            f"{file.name}: {', '.join(strange)} is not on the form of this informant. Nothing was "
            f"scored. Items keep one number for all informants: see the instrument's page."
        )
    return whole


def _answered_items(file: AnswerFile) -> set[str]:
    return {
        item
        for place, item in enumerate(file.items)
        if any(row.codes[place] is not None for row in file.rows)
    }


def _first_of_each_student(file: AnswerFile) -> tuple[tuple[AnswerRow, ...], list[Problem]]:
    """Return the rows, repeats marked as not certain, and a problem for each repeat."""
    first: dict[str, int] = {}
    rows, problems = [], []
    for row in file.rows:
        if row.is_certain and row.student_ref in first:
            message = f"the same student as in row {first[row.student_ref]}; that row counts."
            problems.append(Problem("D803", file.name, message, row.row, STUDENT_REF))
            rows.append(replace(row, is_certain=False))
            continue
        if row.is_certain:
            first[row.student_ref] = row.row
        rows.append(row)
    return tuple(rows), problems


def _unknown_grades(
    form: Form, name: str, rows: Sequence[AnswerRow], grade_column: str | None
) -> list[Problem]:
    """Subscales of a grade band are left out where the grade is not known: say so."""
    if not form.needs_grade:
        return []
    if grade_column is None:
        message = "no grade column was named, so subscales and bands by grade are left out."
        return [Problem("N108", name, message)]
    known = {grade for band in form.instrument.grade_band for grade in band.grades}
    message = f"the grade is not one of {form.instrument.id}'s; what depends on it is left out."
    return [
        Problem("N108", name, message, row.row, grade_column)
        for row in rows
        if row.is_certain and row.grade not in known
    ]


def _outside_norms(
    form: Form, name: str, rows: Sequence[AnswerRow], gender_column: str | None
) -> list[Problem]:
    """T scores are left out for students of no norm group: say so."""
    if not form.needs_gender:
        return []
    if gender_column is None:
        return [Problem("N111", name, "no gender column was named, so T scores are left out.")]
    known = {group.gender for group in form.norm_groups}
    message = "no norms for this entry, so T scores are left out; raw scores stand."
    return [
        Problem("N111", name, message, row.row, gender_column)
        for row in rows
        if row.is_certain and row.gender not in known
    ]


def _score(
    form: Form, file: AnswerFile, rows: tuple[AnswerRow, ...], problems: tuple[Problem, ...]
) -> ScoredFile:
    with open_warehouse() as warehouse:
        _store(warehouse, file.items, rows)
        warehouse.execute("create view certain_answers as from answers where is_certain")
        statement = wide_statement(form, source_table="certain_answers")
        warehouse.execute(f"create table scores as {statement}")
        return ScoredFile(
            scores=_scores(warehouse, form),
            critical=_critical(warehouse, form),
            problems=problems,
            rows_read=len(rows),
            rows_scored=sum(row.is_certain for row in rows),
        )


def _scores(warehouse: Warehouse, form: Form) -> tuple[tuple[object, ...], ...]:
    order = f"list_position({list(scored_ids(form))}, subscale_id)"
    statement = long_statement(form, scores_table="scores")
    columns = ", ".join(SCORE_COLUMNS)
    ordered = f"select {columns} from ({statement}) order by student_ref, {order}"
    return tuple(warehouse.rows(ordered))


def _critical(warehouse: Warehouse, form: Form) -> tuple[tuple[object, ...], ...]:
    """Read every row, whether it is scored or not; the same finding twice is one row."""
    statement = critical_statement(form, source_table="answers")
    columns = ", ".join(CRITICAL_COLUMNS)
    return tuple(warehouse.rows(f"select distinct {columns} from ({statement}) order by all"))


def _store(warehouse: Warehouse, items: Sequence[str], rows: Sequence[AnswerRow]) -> None:
    types = {
        "student_ref": "varchar",
        "grade": "varchar",
        "gender": "varchar",
        "is_certain": "boolean",
    }
    types |= dict.fromkeys(items, "tinyint")
    columns = ", ".join(f"{name} {kind}" for name, kind in types.items())
    warehouse.execute(f"create table answers ({columns})")
    lists = ", ".join(f"unnest(${name}::{kind}[])" for name, kind in types.items())
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        values: dict[str, list[object]] = {
            "student_ref": [row.student_ref for row in some],
            "grade": [row.grade for row in some],
            "gender": [row.gender for row in some],
            "is_certain": [row.is_certain for row in some],
        }
        for place, item in enumerate(items):
            values[item] = [row.codes[place] for row in some]
        warehouse.execute(f"insert into answers select {lists}", values)
