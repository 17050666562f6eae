"""Step: what schools corrected in returned workbooks, laid over the exports' rows."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from screening.intake.accepted import accepted_answers
from screening.intake.overlay import USED, OpenFile, Verdict, judge_lines
from screening.intake.problem_words import load_words
from screening.intake.settle import ReadableFile
from screening.intake.unread_cells import offered_labels, store_unread, unread_cells
from screening.problem import Problem
from screening.run.window_run import WindowRun, returned_to
from screening.safety.critical_columns import critical_columns
from screening.warehouse import Warehouse

CELL_COLUMNS = {
    "file_id": "Int64",
    "source_row": "Int64",
    "item_id": "str",
    "code": "Int64",
    "file_sha256": "str",
    "workbook_sha256": "str",
}
LINE_COLUMNS = {
    "workbook": "str",
    "workbook_sha256": "str",
    "file": "str",
    "item_id": "str",
    "code": "Int64",
    "cell_count": "Int64",
    "outcome": "str",
}
MESSAGES = {
    "C103": "corrects a file that is not in this window.",
    "C104": "a cell that was sent has been changed; the line is not used.",
    "C105": "another line says something else about the same.",
    "C106": "the correction is not an answer of this item.",
    "C107": "nothing here waits for a correction.",
}


def apply_corrections(
    run: WindowRun, warehouse: Warehouse, files: Sequence[ReadableFile]
) -> list[Problem]:
    """Replace corrected cells in `decoded_<id>`, before any row is judged; return the problems.

    Makes `unread_<id>` of each file, `int_correction` (one row per corrected cell, forgotten with
    the rows) and `int_correction_line` (one row per line that was filled in). The exports as they
    came were checked before: no correction makes a file acceptable.
    """
    for file in files:
        store_unread(warehouse, file.layout, file_id=file.file_id)
    returned = returned_to(run)
    verdicts = judge_lines(returned.lines, _open_files(run, warehouse, files))
    _store(warehouse, verdicts, files)
    for file in files:
        _lay_over(warehouse, file)
    return [*returned.problems, *_problems(warehouse, verdicts, files)]


def _digests(warehouse: Warehouse) -> list[tuple[int, str, str]]:
    """Return (file_id, file, sha256) of every export, in the order of their ids."""
    return warehouse.rows("select file_id, file, sha256 from int_file order by file_id")


def _open_files(
    run: WindowRun, warehouse: Warehouse, files: Sequence[ReadableFile]
) -> dict[str, OpenFile]:
    """Return the window's exports by SHA-256; of a refused one nothing waits for a correction."""
    library = run.programme.library
    readable = {file.file_id: file for file in files}
    found: dict[str, OpenFile] = {}
    for file_id, name, digest in _digests(warehouse):
        file = readable.get(file_id)
        if file is None:
            found.setdefault(digest, OpenFile(name, {}, (), {}))
            continue
        cells = unread_cells(warehouse, file_id)
        critical = {column.item for column in critical_columns(file.layout, library)}
        labels = offered_labels(cells, critical_items=critical)
        found[digest] = OpenFile(name, accepted_answers(file.layout, library), cells, labels)
    return found


def _store(
    warehouse: Warehouse, verdicts: Sequence[Verdict], files: Sequence[ReadableFile]
) -> None:
    """Make `int_correction` and `int_correction_line`."""
    readable = {file.file_id for file in files}
    names = {digest: name for _, name, digest in _digests(warehouse)}
    cells = [
        (file_id, row, item, each.code, digest, each.line.workbook_sha256)
        for file_id, _, digest in _digests(warehouse)
        if file_id in readable
        for each in verdicts
        if each.line.sha256 == digest
        for row, item in each.cells
    ]
    lines = [
        (
            each.line.workbook,
            each.line.workbook_sha256,
            names.get(each.line.sha256),
            each.line.item if each.line.label is not None and each.outcome == USED else None,
            each.code if each.line.label is not None else None,
            len(each.cells),
            each.outcome,
        )
        for each in verdicts
        if each.line.text
    ]
    for table, rows, columns in (
        ("int_correction", cells, CELL_COLUMNS),
        ("int_correction_line", lines, LINE_COLUMNS),
    ):
        warehouse.store(table, pd.DataFrame(rows, columns=list(columns)).astype(columns))


def _lay_over(warehouse: Warehouse, file: ReadableFile) -> None:
    """Write the corrections into one file's decoded cells; the export itself is not touched."""
    items = warehouse.rows(
        "select distinct item_id from int_correction where file_id = ? order by item_id",
        [file.file_id],
    )
    for (item,) in items:
        warehouse.execute(
            f"update decoded_{file.file_id} as decoded set {item} = correction.code::tinyint"
            " from int_correction as correction where correction.file_id = ?"
            " and correction.item_id = ? and correction.source_row = decoded.source_row",
            [file.file_id, item],
        )


def _problems(
    warehouse: Warehouse, verdicts: Sequence[Verdict], files: Sequence[ReadableFile]
) -> list[Problem]:
    """Return a problem per line that is not used; lines for another file are told together."""
    outcomes: dict[str, set[str]] = {}
    for each in verdicts:
        outcomes.setdefault(each.line.workbook, set()).add(each.outcome)
    students = _students(warehouse, files)
    column = next(each.heading for each in load_words().fix.rows if each.entry != "none")
    problems: dict[Problem, None] = {}
    for each in verdicts:
        line = each.line
        student, school = students.get((line.sha256, line.record), (None, None))
        if outcomes[line.workbook] == {"C103"}:
            problems[Problem("C102", line.workbook, MESSAGES["C103"])] = None
        elif each.outcome == "C103":
            problems[Problem("C103", line.workbook, MESSAGES["C103"])] = None
        elif each.outcome != USED:
            message = MESSAGES[each.outcome]
            found = Problem(each.outcome, line.workbook, message, line.row, column, student, school)
            problems[found] = None
    return list(problems)


def _students(
    warehouse: Warehouse, files: Sequence[ReadableFile]
) -> dict[tuple[str, int | None], tuple[str | None, str | None]]:
    """Return student and school, where known, of every row that waits for a correction."""
    digests = {file_id: digest for file_id, _, digest in _digests(warehouse)}
    return {
        (digests[file.file_id], row): (student if school else None, school)
        for file in files
        for row, student, school in warehouse.rows(
            "select decoded.source_row, decoded.student_ref, stg_roster.school_id"
            f" from decoded_{file.file_id} as decoded"
            f" semi join unread_{file.file_id} as unread"
            " on decoded.source_row = unread.source_row"
            # keeps rows whose student is not on the roster
            " left join stg_roster on decoded.student_ref = stg_roster.student_ref"
        )
    }


def correction_record(warehouse: Warehouse) -> dict[str, object]:
    """Return what `run.json` says of corrections: counts, workbooks, decisions on labels.

    No cell and no student is in it; a decision on a label says the column, the code it is read as
    (below zero: no answer), how many cells it reaches and the workbook that it came from.
    """
    lines = warehouse.rows(
        "select workbook, workbook_sha256, file, item_id, code, cell_count, outcome"
        " from int_correction_line order by all"
    )
    used = Counter((name, digest) for name, digest, *_, outcome in lines if outcome == USED)
    return {
        "used": sum(used.values()),
        "not_used": len(lines) - sum(used.values()),
        "cells": sum(count for *_, count, _ in lines),
        "workbooks": [
            {"workbook": name, "sha256": digest, "used": count}
            for (name, digest), count in sorted(used.items())
        ],
        "label_decisions": [
            {"file": file, "item": item, "read_as": code, "cells": count, "workbook": name}
            for name, _, file, item, code, count, _ in lines
            if item is not None
        ],
    }
