"""Steps: roster and exports into the warehouse; then, after the border check, rows settled."""

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from screening.erasure.erased import erased_in
from screening.erasure.left_out import without_students
from screening.errors import UnreadableFileError
from screening.instruments.library import Library
from screening.intake.file_checks.student_codes import faults_of_codes
from screening.intake.missing_answers import store_missing_answers
from screening.intake.nominations import nomination_table, read_nominations
from screening.intake.open_export import sha256
from screening.intake.roster import read_roster, summary
from screening.intake.row_rules import cell_problems, judge_rows
from screening.intake.settle import AnswerTable, ReadableFile, answer_tables, settle_rows
from screening.intake.take_in import TakenFile, exports_in, take_in_export
from screening.intake.text_table import name_of
from screening.problem import Problem
from screening.programme.settings import UNASSIGNED
from screening.run.consent import (
    forget_withdrawn,
    refuse_partial_consent,
    with_later_withdrawals,
)
from screening.run.corrections import apply_corrections
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse

PROBLEM_COLUMNS = ("code", "file", "row", "column_name", "message", "student_ref", "school_id")
FILE_COLUMNS = {
    "file_id": "Int64",
    "file": "str",
    "sha256": "str",
    "layout_id": "str",
    "informant": "str",
    "row_count": "Int64",
    "misshapen_count": "Int64",
    "refused_code": "str",
}
"""Column of `int_file` → its type, which no content says where all cells are null."""


def take_in(run: WindowRun, warehouse: Warehouse) -> None:
    """Take in the roster and every export of the window's inbox.

    Raises:
        ProgrammeBusyError, UnreadableFileError: the warehouse could not say what the window was
            scored with; nothing is scored with other definitions instead.
    """
    if run.unread is not None:
        raise run.unread
    take_in_files(run, warehouse, exports_in(run.inbox))


def take_in_files(run: WindowRun, warehouse: Warehouse, exports: Sequence[Path]) -> None:
    """Make `stg_roster`, `int_file`, `int_problem` and the raw and decoded tables.

    Raises:
        RefusedFileError: the roster is refused, or covers far fewer than that of the last run;
            without it nothing can be scored.
    """
    settings = run.programme.settings
    erased = erased_in(run.programme.ledger)
    read = without_students(read_roster(run.inbox, programme=settings), erased)
    roster = with_later_withdrawals(run, read)
    refuse_partial_consent(run, warehouse, roster)
    warehouse.store("stg_roster", summary(roster.entries, groups=settings.group_columns))
    forget_withdrawn(run, warehouse)
    nominated = take_in_nominations(run, warehouse)
    forget_files(warehouse)
    files = [
        take_in_export(
            warehouse,
            path,
            file_id=file_id,
            layouts=run.programme.layouts,
            library=run.programme.library,
            max_bytes=settings.max_file_mb * 1024**2,
            timezone=settings.timezone,
            erased=erased,
        )
        for file_id, path in enumerate(exports, start=1)
    ]
    rows = pd.DataFrame(map(_file_row, files), columns=list(FILE_COLUMNS))
    warehouse.store("int_file", rows.astype(FILE_COLUMNS))
    warehouse.execute(
        "create or replace table int_problem (code varchar, file varchar, row integer,"
        " column_name varchar, message varchar, student_ref varchar, school_id varchar)"
    )
    found = (problem for file in files for problem in file.problems)
    add_problems(warehouse, [*roster.problems, *nominated, *found])


def take_in_nominations(run: WindowRun, warehouse: Warehouse) -> list[Problem]:
    """Make `stg_nomination`, empty where nobody was nominated; return what was found wrong.

    Raises:
        RefusedFileError: the file is refused; without it gates would stay closed unnoticed.
    """
    students = dict(warehouse.rows("select student_ref, school_id from stg_roster"))
    most = run.programme.settings.max_file_mb * 1024**2
    nominations, problems = read_nominations(run.inbox, students=students, max_bytes=most)
    warehouse.store("stg_nomination", nomination_table(nominations))
    return problems


def refuse_changed_exports(run: WindowRun, warehouse: Warehouse) -> None:
    """Let a run end only with the exports that it began with.

    Raises:
        UnreadableFileError: one was added, replaced or taken away since it was taken in.
    """
    taken = dict(warehouse.rows("select file, sha256 from int_file"))
    there = {name_of(path): sha256(path) for path in exports_in(run.inbox)}
    changed = sorted(name for name in {*taken, *there} if taken.get(name) != there.get(name))
    if changed:
        raise UnreadableFileError(
            f"{changed[0]}: changed during the run. Nothing was published; the safety lists show"
            " what lies there now. Run again."
        )


def forget_files(warehouse: Warehouse) -> None:
    """Drop the tables of the exports' rows: their texts and answers are not kept."""
    for (name,) in warehouse.rows(
        "select table_name from information_schema.tables where"
        " regexp_matches(table_name, '^(raw|decoded|judged|unread)_[0-9]+$|^stg_answer__')"
        " or table_name = 'int_correction'"
    ):
        warehouse.execute(f"drop table {name}")


def _file_row(file: TakenFile) -> tuple[object, ...]:
    misshapen = sum(problem.code == "F111" for problem in file.problems)
    return (
        file.file_id,
        file.name,
        file.sha256,
        file.layout_id,
        file.informant,
        file.row_count,
        misshapen,
        file.refused_code,
    )


def add_problems(warehouse: Warehouse, problems: Sequence[Problem]) -> None:
    """Append problems to `int_problem`."""
    if not problems:
        return
    rows = [
        (p.code, p.file, p.row, p.column, p.message, p.student_ref, p.school_id) for p in problems
    ]
    frame = pd.DataFrame(rows, columns=list(PROBLEM_COLUMNS)).astype({"row": "Int64"})
    warehouse.append("int_problem", frame)


def readable_files(run: WindowRun, warehouse: Warehouse) -> list[ReadableFile]:
    """Return the files that were not refused, in the order of their ids."""
    layouts = {layout.id: layout for layout in run.programme.layouts}
    return [
        ReadableFile(file_id, file, layouts[layout_id])
        for file_id, file, layout_id in warehouse.rows(
            "select file_id, file, layout_id from int_file"
            " where refused_code is null order by file_id"
        )
    ]


def refuse_file(warehouse: Warehouse, file_id: int, problem: Problem) -> None:
    """Refuse a file after it was read: none of its rows is used."""
    warehouse.execute(
        "update int_file set refused_code = ? where file_id = ?", [problem.code, file_id]
    )
    add_problems(warehouse, [problem])


def settle(run: WindowRun, warehouse: Warehouse) -> None:
    """Give every row its outcome; make the answer tables, `mart_file_count`, and row problems.

    What schools corrected is laid over the decoded cells first: from there on, a corrected row is
    a row like any other.
    """
    files = readable_files(run, warehouse)
    add_problems(warehouse, apply_corrections(run, warehouse, files))
    for file in files:
        judge_rows(
            warehouse,
            file.layout,
            run.programme.library,
            file_id=file.file_id,
            window=run.window,
            ref_pattern=run.programme.settings.student_ref_pattern,
        )
    settle_rows(warehouse, files)
    store_missing_answers(warehouse, files)
    store_refused_students(warehouse)
    warehouse.run_step("mart_file_count")
    for file in files:
        add_problems(warehouse, _cell_problems(warehouse, file, run.programme.library))
        add_problems(warehouse, _row_problems(warehouse, file))


def store_refused_students(warehouse: Warehouse) -> None:
    """Make `int_refused_student`: who answered in a file that was read and then refused.

    Such a student has answered; the answers could not be used.
    """
    refused = warehouse.rows("select file_id from int_file where refused_code is not null")
    tables = [f"decoded_{file_id}" for (file_id,) in refused]
    decoded = [table for table in tables if warehouse.columns(table)]
    parts = ["select null::varchar as student_ref where false"]
    parts += [f"select student_ref from {table}" for table in decoded]
    union = "\nunion\n".join(parts)
    warehouse.execute(f"create or replace table int_refused_student as\n{union}")


CELL_MESSAGES = {
    "V501": "not an answer of this item.",
    "V502": "not the band of the T score beside it.",
}


def _cell_problems(warehouse: Warehouse, file: ReadableFile, library: Library) -> list[Problem]:
    return [
        Problem(code, file.name, CELL_MESSAGES[code], row, header, ref, school)
        for code, row, header, ref, school in cell_problems(
            warehouse, file.layout, library, file_id=file.file_id
        )
    ]


ROW_MESSAGES = {
    "I601": "this student is not on the roster.",
    "I602": "empty, or not shaped like a student code.",
    "I605": "this student's roster entry is not certain.",
    "T702": "the time is in none of the layout's formats.",
    "T703": "answered outside the window.",
    "T704": "complete, but its time is one that stands for no time.",
    "D801": "this student is in the window twice, with the same answers.",
    "D803": "this student is in the window twice, with different answers.",
}


UNKNOWN_STUDENT = ("I601", "I602")


def _row_problems(warehouse: Warehouse, file: ReadableFile) -> list[Problem]:
    """Return one problem per row set aside for another reason than its cells."""
    student = str(file.layout.student_ref)
    recorded = str(file.layout.recorded_at.column) if file.layout.recorded_at else None
    faults = _faults_of_codes(warehouse, file)
    return [
        Problem(
            code,
            file.name,
            (faults.get(ref) if code in UNKNOWN_STUDENT else None) or ROW_MESSAGES[code],
            row,
            recorded if code.startswith("T") else student,
            ref if school else None,
            school,
        )
        for row, ref, school, code in warehouse.rows(
            "select source_row, student_ref, school_id, reason from int_row"
            " where file_id = ? and outcome = 'set_aside'"
            " and not list_contains(?::varchar[], reason) order by source_row",
            [file.file_id, list(CELL_MESSAGES)],
        )
    ]


def _faults_of_codes(warehouse: Warehouse, file: ReadableFile) -> dict[str, str]:
    """Return student code → what happened to it, of the file's rows that fit nobody."""
    unknown = warehouse.rows(
        "select distinct student_ref from int_row where file_id = ?"
        " and list_contains(?::varchar[], reason)",
        [file.file_id, list(UNKNOWN_STUDENT)],
    )
    roster = warehouse.rows("select student_ref from stg_roster") if unknown else []
    return faults_of_codes((ref for (ref,) in unknown), on_roster={ref for (ref,) in roster})


def answer_tables_of(run: WindowRun, warehouse: Warehouse) -> list[AnswerTable]:
    """Return the answer tables of the settled files."""
    return answer_tables(readable_files(run, warehouse))


def problems_of_school(warehouse: Warehouse, school_id: str) -> list[Problem]:
    """Return a school's problems by file and row; `unassigned` has those of no school."""
    statement = (
        "select code, file, message, row, column_name, student_ref, school_id from int_problem"
        " where coalesce(school_id, ?) = ? order by file, row nulls first, code, column_name"
    )
    return [Problem(*fields) for fields in warehouse.rows(statement, [UNASSIGNED, school_id])]
