"""Sheets of the fix workbook that name what to mend: rows, labels, codes, rows and columns left.

An answer is never shown. What a cell holds is said in kind; a label stands there once, apart from
its students, where it can only be an option of the form.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from screening.intake.accepted import Accepted
from screening.intake.export_again import export_again
from screening.intake.layout import Platform
from screening.intake.problem_words import FoundKind, SheetName, load_words
from screening.intake.returned_workbook import seal
from screening.intake.survey_tool import survey_tool
from screening.intake.unread_cells import OfferedLabel
from screening.spreadsheet import Column, Table


@dataclass(frozen=True)
class RowToFix:
    """One cell that is no answer.

    Attributes:
        file: the export's name.
        sha256: its digest.
        row: row as a spreadsheet shows it.
        student_code: as typed; empty where it is not shaped like one and is not shown.
        column: the export's own column name.
        item: item or result id.
        found: what the cell holds, in kind.
        accepted: what the item accepts.
    """

    file: str
    sha256: str
    row: int
    student_code: str
    column: str
    item: str
    found: FoundKind
    accepted: Accepted


@dataclass(frozen=True)
class LabelToDecide:
    """One unknown label of one column; `label` is the text as it is compared."""

    file: str
    sha256: str
    column: str
    label: str
    offered: OfferedLabel
    accepted: Accepted


@dataclass(frozen=True)
class NewExport:
    """What is wrong with one file that a new export mends.

    Attributes:
        platform: the tool as the file's layout names it; None where no layout fits.
        what: what is wrong, in words.
        count: how many findings say so.
    """

    file: str
    platform: Platform | None
    what: str
    count: int


@dataclass(frozen=True)
class UnknownStudent:
    """One row whose student is not on the roster; the code is empty where it is not shown."""

    file: str
    row: int
    student_code: str
    code: Literal["I601", "I602"]


@dataclass(frozen=True)
class LeftOut:
    """Rows of one file that were left out for one reason, and some of their numbers."""

    file: str
    reason: str
    row_count: int
    first_rows: tuple[int, ...]


@dataclass(frozen=True)
class ColumnFate:
    """What became of one column of an export."""

    file: str
    column: str
    becomes: Literal["used", "P401", "P403"]


@dataclass(frozen=True)
class ToFix:
    """What the sheets of one school's workbook name."""

    rows: Sequence[RowToFix] = field(default=())
    labels: Sequence[LabelToDecide] = field(default=())
    again: Sequence[NewExport] = field(default=())
    students: Sequence[UnknownStudent] = field(default=())
    left_out: Sequence[LeftOut] = field(default=())
    columns: Sequence[ColumnFate] = field(default=())

    def lists(self) -> dict[tuple[str, ...], str]:
        """Return the drop-downs that rows and labels need: what can be chosen → the list's name."""
        accepted = [*(row.accepted for row in self.rows), *(each.accepted for each in self.labels)]
        names = enumerate(sorted({listed(each) for each in accepted} - {()}), start=1)
        return {texts: f"accepted_answers_{number}" for number, texts in names}


def listed(accepted: Accepted) -> tuple[str, ...]:
    """Return what a drop-down offers; nothing where there are too many answers to choose from."""
    words, texts = load_words(), accepted.texts()
    return (*texts, words.not_an_answer) if len(texts) <= words.shown.longest_list else ()


def sheet_counts(to_fix: ToFix) -> dict[SheetName, int]:
    """Return how many lines each kind of sheet has."""
    return {
        "labels": len(to_fix.labels),
        "rows": len(to_fix.rows),
        "again": len(to_fix.again),
        "roster": len(to_fix.students),
        "left_out": len(to_fix.left_out),
        "columns": len(to_fix.columns),
    }


def fix_tables(to_fix: ToFix, *, rows_per_sheet: int) -> list[Table]:
    """Return the sheets in their order; a long one goes on to further sheets.

    A sheet with nothing on it is left away, but for the rows: by that sheet a workbook that comes
    back is known.
    """
    rows = sorted(to_fix.rows, key=lambda line: (line.file, line.row, line.item))
    labels = sorted(to_fix.labels, key=lambda line: (line.file, line.offered.item, line.label))
    lists = to_fix.lists()
    row_lists = [lists.get(listed(line.accepted), "") for line in rows]
    label_lists = [lists.get(listed(line.accepted), "") for line in labels]
    cells: dict[SheetName, list[tuple[str, ...]]] = {
        "rows": list(map(_row_cells, rows)),
        "labels": list(map(_label_cells, labels)),
        "again": list(map(_again_cells, sorted(to_fix.again, key=lambda line: line.file))),
        "roster": list(map(_student_cells, to_fix.students)),
        "left_out": list(map(_left_out_cells, to_fix.left_out)),
        "columns": list(map(_column_cells, sorted(to_fix.columns, key=_fate))),
    }
    of_rows: dict[SheetName, list[str]] = {"rows": row_lists, "labels": label_lists}
    return [
        table
        for name in load_words().fix_sheet
        if cells[name] or name == "rows"
        for table in _tables(name, cells[name], of_rows.get(name, ()), rows_per_sheet)
    ]


def _tables(
    name: SheetName, cells: Sequence[Sequence[str]], row_lists: Sequence[str], rows_per_sheet: int
) -> list[Table]:
    """Return one kind of sheet, cut where a sheet is full."""
    words = load_words()
    columns: tuple[Column, ...] = getattr(words.fix, name)
    return [
        Table(
            name=words.fix_sheet[name] + (f" {number}" if number > 1 else ""),
            columns=columns,
            rows=cells[start : start + rows_per_sheet],
            row_points=words.row_points,
            empty=words.no_rows,
            row_lists=row_lists[start : start + rows_per_sheet],
        )
        for number, start in enumerate(range(0, len(cells) or 1, rows_per_sheet), start=1)
    ]


def _row_cells(line: RowToFix) -> tuple[str, ...]:
    words = load_words()
    shown = (
        line.file,
        str(line.row),
        line.student_code or words.hidden_code,
        _heading(line.column),
        words.found[line.found],
        _accepted(line.accepted),
    )
    return _sealed(shown, (line.sha256, str(line.row), line.item))


def _label_cells(line: LabelToDecide) -> tuple[str, ...]:
    offered = line.offered
    shown = (
        line.file,
        _heading(line.column),
        offered.text,
        str(offered.cell_count),
        _accepted(line.accepted),
    )
    return _sealed(shown, (line.sha256, line.label, offered.item))


def _sealed(shown: Sequence[str], hidden: Sequence[str]) -> tuple[str, ...]:
    """Return a line: what is shown, the empty cell to fill in, what only programs read."""
    return (*shown, "", *hidden, seal([*shown, *hidden]))


def _again_cells(line: NewExport) -> tuple[str, ...]:
    words, tool = load_words(), survey_tool(line.platform or "")
    title = tool.title if tool else words.plain_tool if line.platform else words.no_tool
    return line.file, title, line.what, str(line.count), export_again().path_of(line.platform)


def _student_cells(line: UnknownStudent) -> tuple[str, ...]:
    words = load_words()
    return (
        line.file, str(line.row), line.student_code or words.hidden_code, words.reason[line.code]
    )  # fmt: skip


def _left_out_cells(line: LeftOut) -> tuple[str, ...]:
    words = load_words()
    shown = line.first_rows[: words.shown.most_rows]
    numbers = [str(row) for row in shown]
    if line.row_count > len(shown):
        numbers.append(words.and_more.format(count=line.row_count - len(shown)))
    reason = words.reason.get(line.reason, line.reason)
    return line.file, reason, str(line.row_count), ", ".join(numbers)


def _fate(line: ColumnFate) -> tuple[str, int]:
    """Return the sort key of a column: what was dropped comes first, as the file has it."""
    return line.file, list(load_words().becomes).index(line.becomes)


def _column_cells(line: ColumnFate) -> tuple[str, ...]:
    return line.file, _heading(line.column), load_words().becomes[line.becomes]


def _heading(column: str) -> str:
    """Return a column's name, cut where it is a whole question."""
    longest = load_words().shown.longest_heading
    return column if len(column) <= longest else column[: longest - 1] + "…"


def _accepted(accepted: Accepted) -> str:
    """Return what is accepted in words: every answer, or the range of many numbers."""
    texts = accepted.texts()
    if len(texts) <= load_words().shown.longest_list:
        return "; ".join(texts)
    return load_words().between.format(lowest=min(accepted.codes), highest=max(accepted.codes))
