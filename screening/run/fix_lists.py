"""What the fix workbooks name, school by school, from the tables of the settled rows."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from screening.intake.accepted import accepted_answers
from screening.intake.export_again import export_again
from screening.intake.fix_sheets import (
    ColumnFate,
    LabelToDecide,
    LeftOut,
    NewExport,
    RowToFix,
    ToFix,
    UnknownStudent,
)
from screening.intake.mapping import wanted_columns
from screening.intake.problem_words import load_words
from screening.intake.settle import ReadableFile
from screening.intake.unread_cells import kind_of, offered_labels, unread_cells
from screening.problem import catalogue
from screening.programme.settings import UNASSIGNED
from screening.run.intake import readable_files
from screening.run.window_run import WindowRun
from screening.safety.critical_columns import critical_columns
from screening.warehouse import Warehouse


@dataclass
class _School:
    """The lines of one school's workbook while they are gathered."""

    rows: list[RowToFix] = field(default_factory=list)
    labels: list[LabelToDecide] = field(default_factory=list)
    again: list[NewExport] = field(default_factory=list)
    students: list[UnknownStudent] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    columns: list[ColumnFate] = field(default_factory=list)


Schools = defaultdict[str, _School]


def to_fix_of_schools(run: WindowRun, warehouse: Warehouse) -> dict[str, ToFix]:
    """Return what each school's workbook names; `unassigned` has rows of no known school."""
    schools: Schools = defaultdict(_School)
    files = readable_files(run, warehouse)
    for file in files:
        _add_cells(schools, run, warehouse, file)
    _add_new_exports(schools, run, warehouse)
    _add_students(schools, run, warehouse)
    _add_left_out(schools, warehouse)
    _add_columns(schools, warehouse, files)
    return {
        school: ToFix(
            each.rows, each.labels, each.again, each.students, each.left_out, each.columns
        )
        for school, each in schools.items()
    }


def _add_cells(schools: Schools, run: WindowRun, warehouse: Warehouse, file: ReadableFile) -> None:
    """Add the cells of one file that wait for a correction, and their labels."""
    library = run.programme.library
    accepted = accepted_answers(file.layout, library)
    headers = file.layout.headers
    cells = unread_cells(warehouse, file.file_id)
    critical = {column.item for column in critical_columns(file.layout, library)}
    offered = offered_labels(cells, critical_items=critical)
    digest = warehouse.value("select sha256 from int_file where file_id = ?", [file.file_id])
    waiting = _waiting(warehouse, file)
    decided: set[tuple[str, str, str]] = set()
    for cell in cells:
        if (cell.row, cell.item) not in waiting:
            continue
        typed, school = waiting[cell.row, cell.item]
        code = typed if school or _is_code(typed, run) else ""
        school = school or UNASSIGNED
        label = offered.get((cell.item, cell.label))
        schools[school].rows.append(
            RowToFix(
                file.name,
                digest,
                cell.row,
                code,
                headers[cell.item],
                cell.item,
                "label" if label else kind_of(cell.text),
                accepted[cell.item],
            )
        )
        if label and (school, cell.item, cell.label) not in decided:
            decided.add((school, cell.item, cell.label))
            column, answers = headers[cell.item], accepted[cell.item]
            schools[school].labels.append(
                LabelToDecide(file.name, digest, column, cell.label, label, answers)
            )


def _waiting(
    warehouse: Warehouse, file: ReadableFile
) -> dict[tuple[int, str], tuple[str, str | None]]:
    """Return row and item → student code as typed and school, of cells nobody has corrected."""
    return {
        (row, item): (typed, school)
        for row, item, typed, school in warehouse.rows(
            "select unread.source_row, unread.item_id, judged.student_ref, judged.school_id"
            f" from unread_{file.file_id} as unread inner join judged_{file.file_id} as judged"
            " on unread.source_row = judged.source_row"
            " anti join (select source_row, item_id from int_correction where file_id = ?)"
            " as corrected on unread.source_row = corrected.source_row"
            " and unread.item_id = corrected.item_id"
            " where judged.outcome = 'set_aside'",
            [file.file_id],
        )
    }


def _is_code(typed: str, run: WindowRun) -> bool:
    return bool(re.fullmatch(run.programme.settings.student_ref_pattern, typed))


def _add_new_exports(schools: Schools, run: WindowRun, warehouse: Warehouse) -> None:
    """Add what only a new export mends: by file and kind, once, with how often it was found."""
    platforms = {layout.id: layout.platform for layout in run.programme.layouts}
    tools = {
        file: platforms.get(layout_id)
        for file, layout_id in warehouse.rows("select file, layout_id from int_file")
    }
    for school, file, code, count in warehouse.rows(
        "select coalesce(school_id, ?), file, code, count(*) from int_problem"
        " semi join int_file using (file) group by all order by all",
        [UNASSIGNED],
    ):
        if code in export_again().codes:
            what = catalogue()[code].what
            schools[school].again.append(NewExport(file, tools[file], what, count))
    for lines in schools.values():
        dates = Counter(row.file for row in lines.rows if row.found == "date")
        lines.again.extend(
            NewExport(file, tools[file], load_words().found["date"], count)
            for file, count in sorted(dates.items())
        )


def _add_students(schools: Schools, run: WindowRun, warehouse: Warehouse) -> None:
    for file, row, typed, code in warehouse.rows(
        "select file, source_row, student_ref, reason from int_row inner join int_file"
        " using (file_id) where reason in ('I601', 'I602') order by file, source_row"
    ):
        shown = typed if _is_code(typed, run) else ""
        schools[UNASSIGNED].students.append(UnknownStudent(file, row, shown, code))


def _add_left_out(schools: Schools, warehouse: Warehouse) -> None:
    for school, file, reason, rows in warehouse.rows(
        "select coalesce(school_id, ?), file, reason, list(source_row order by source_row)"
        " from int_row inner join int_file using (file_id)"
        " where outcome = 'left_out' group by all order by all",
        [UNASSIGNED],
    ):
        schools[school].left_out.append(LeftOut(file, reason, len(rows), tuple(rows)))


def _add_columns(schools: Schools, warehouse: Warehouse, files: Iterable[ReadableFile]) -> None:
    """Add the columns of the files that a workbook names: read, dropped, dropped as personal."""
    dropped = defaultdict(list)
    for file, column, code in warehouse.rows(
        "select file, column_name, code from int_problem where code in ('P401', 'P403')"
        " order by code, column_name"
    ):
        dropped[file].append(ColumnFate(file, column, code))
    named = warehouse.rows(
        "select distinct coalesce(school_id, ?), file from int_problem order by all", [UNASSIGNED]
    )
    read = {file.name: file for file in files}
    for school, name in named:
        if name in read:
            wanted = wanted_columns(read[name].layout)
            headers = dict.fromkeys(str(address) for _, address, _ in wanted)
            used = [ColumnFate(name, header, "used") for header in headers]
            schools[school].columns.extend([*used, *dropped[name]])
