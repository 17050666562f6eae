"""The one place that writes workbooks: text only, locked but for the cells people fill in.

Every issued cell is written as a string, so that nothing a survey or a roster holds can become a
formula, a link or a number. Sheet protection guards against slips, not against people.
"""

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import Annotated, Any, Literal, Self

import xlsxwriter
from pydantic import Field, model_validator
from xlsxwriter.utility import xl_col_to_name

from screening.definition import Definition
from screening.programme.settings import Sentence
from screening.spreadsheet_look import FORMATS, PAPER_CODES, Paper, points_of

LISTS = "Lists"
"""Sheet with the sources of the drop-downs."""

_FOOTER_CHARACTERS = 150
"""A footer holds at most 255 characters, codes included; a longer one is dropped silently."""
_FIRST_DATE = dt.date(2000, 1, 1)
_CONTROL_TO_SPACE = dict.fromkeys({*range(32), 127} - {ord("\t"), ord("\n")}, " ")
"""Readers disagree on escaped control characters, so none is written."""
_ALLOWED_WHEN_LOCKED = {"autofilter": True, "format_columns": True, "format_rows": True}
_LOOKS = dict.fromkeys(("list", "list_by_row", "list_or_text"), "text")
_NOTES_WIDTH, _NOTE_SPACING = 104.0, 1.5


class Column(Definition):
    """One column of a sheet."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    heading: Sentence
    width: Annotated[float, Field(gt=2, le=120)]
    """Characters of the ordinary size."""
    entry: Literal["none", "text", "list", "list_by_row", "list_or_text", "date", "date_time"] = (
        "none"
    )
    """What people may write; `none` = issued and locked; `list_by_row`: each row has its list."""
    choices: str | None = None
    """Which list of the `Lists` sheet; needed with `list` and `list_or_text`."""
    prompt: Annotated[str, Field(max_length=255)] = ""
    """Shown beside the cell when it is chosen."""
    hidden: bool = False
    """True for what only programs read."""

    @model_validator(mode="after")
    def _list_has_choices(self) -> Self:
        if (self.choices is not None) != (self.entry in {"list", "list_or_text"}):
            raise ValueError("`choices` belongs to `list` and `list_or_text`, and to no other.")
        return self


@dataclass(frozen=True)
class Table:
    """One sheet with a header row and a row per record.

    Attributes:
        name: name of the sheet, at most 31 characters.
        columns: in order.
        rows: cells as text, as many as columns.
        notes: sentences above the header row; the first is a heading.
        group_rows: how many first rows concern a whole group; they are shaded.
        frozen_columns: first columns that stay in view.
        double_paper: print on paper of double size.
        row_points: lowest height of a row, in points.
        empty: sentence shown where there is no row.
        row_lists: the name of each row's list, for columns of `list_by_row`; empty = no list.
    """

    name: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()
    group_rows: int = 0
    frozen_columns: int = 0
    double_paper: bool = False
    row_points: float = 28.0
    empty: str = "Nobody is on this list."
    row_lists: Sequence[str] = ()


@dataclass(frozen=True)
class Choices:
    """The drop-down lists of a workbook.

    Attributes:
        values: list name → what can be chosen.
        free_cells: list name → how many empty cells below it a school may fill in.
    """

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    free_cells: Mapping[str, int] = field(default_factory=dict)

    def address(self, name: str) -> str:
        """Return the cells of a list as a formula; KeyError if there is no such list."""
        column = xl_col_to_name(list(self.values).index(name), col_abs=True)
        last = 1 + len(self.values[name]) + self.free_cells.get(name, 0)
        return f"={LISTS}!{column}$2:{column}${last}"


class Book:
    """A workbook under construction.

    Args:
        title: in the file's properties.
        as_of: day of the list; the only date in the file, so the same rows give the same bytes.
        paper: what the school prints on.
        footer: printed under every page, beside the page number.
        choices: the drop-down lists.
    """

    def __init__(
        self, *, title: str, as_of: dt.date, paper: Paper, footer: str, choices: Choices
    ) -> None:
        self._buffer = BytesIO()
        self._book = xlsxwriter.Workbook(
            self._buffer,
            {
                "in_memory": True,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
            },
        )
        created = dt.datetime.combine(as_of, dt.time(), dt.UTC)
        self._book.set_properties({"title": title, "created": created})
        self._formats = {name: self._book.add_format(look) for name, look in FORMATS.items()}
        self._paper = PAPER_CODES[paper]
        self._footer = footer[:_FOOTER_CHARACTERS].replace("&", "&&")
        self._choices = choices

    def add_notes(
        self, name: str, *, title: str, lines: Sequence[str], loud: Collection[str] = ()
    ) -> None:
        """Add a sheet of sentences, one a row, under a title; the `loud` ones stand out."""
        sheet = self._sheet(name)
        sheet.set_column(0, 0, _NOTES_WIDTH)
        sheet.set_row(0, 30)
        self._write(sheet, 0, 0, title, look="title")
        for row, line in enumerate(lines, start=1):
            sheet.set_row(row, _NOTE_SPACING * points_of([line], widths=[0.9 * _NOTES_WIDTH]))
            self._write(sheet, row, 0, line, look="loud" if line in loud else "note")

    def add_table(self, table: Table) -> None:
        """Add a sheet with a header row; it stays in view and is repeated on paper."""
        sheet = self._sheet(table.name, double_paper=table.double_paper)
        widths = [column.width for column in table.columns if not column.hidden]
        for index, column in enumerate(table.columns):
            sheet.set_column(index, index, column.width, None, {"hidden": column.hidden})
        self._write_notes(sheet, table.notes, across=len(table.columns), width=sum(widths))
        head = len(table.notes)
        self._write_head(sheet, head, table.columns)
        for offset, cells in enumerate(table.rows):
            row = head + 1 + offset
            shown = cells[: len(widths)]  # hidden columns stand last
            sheet.set_row(row, max(table.row_points, points_of(shown, widths=widths)))
            issued = "group" if offset < table.group_rows else "issued"
            self._write_row(sheet, row, cells, columns=table.columns, issued=issued)
        self._finish_table(sheet, table, head=head)

    def add_lists(self) -> None:
        """Add the sheet that the drop-downs read; hidden where nobody fills anything in on it."""
        sheet = self._sheet(LISTS)
        for column, (name, values) in enumerate(self._choices.values.items()):
            free = self._choices.free_cells.get(name, 0)
            sheet.set_column(column, column, 27)
            heading = name.replace("_", " ").capitalize()
            self._write(sheet, 0, column, heading, look="entry_head" if free else "issued_head")
            for row, value in enumerate(values, start=1):
                self._write(sheet, row, column, value, look="issued")
            for row in range(1 + len(values), 1 + len(values) + free):
                sheet.write_blank(row, column, None, self._formats["text"])
        sheet.freeze_panes(1, 0)
        if not self._choices.free_cells:
            sheet.hide()

    def add_hidden(self, name: str, *, rows: Sequence[Sequence[str]]) -> None:
        """Add a hidden, locked sheet for programs."""
        sheet = self._sheet(name)
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                self._write(sheet, row, column, cell, look="issued")
        sheet.hide()

    def to_bytes(self) -> bytes:
        """Return the finished file."""
        self._book.close()
        return self._buffer.getvalue()

    def _sheet(self, name: str, *, double_paper: bool = False) -> Any:
        """Return a new locked sheet, set up for print: landscape, one page wide, footer."""
        sheet = self._book.add_worksheet(name)
        sheet.protect("", _ALLOWED_WHEN_LOCKED)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.set_paper(self._paper[double_paper])
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.set_footer(f"&L&8{self._footer}&R&8Page &P of &N")
        return sheet

    def _write(self, sheet: Any, row: int, column: int, text: str, *, look: str) -> None:
        """Write one issued cell as text; a text that cannot stand whole is a programming fault."""
        shown = text.translate(_CONTROL_TO_SPACE)
        if sheet.write_string(row, column, shown, self._formats[look]) != 0:
            raise ValueError(f"Cell {row + 1}, {column + 1} does not fit into a sheet.")

    def _write_notes(self, sheet: Any, notes: Sequence[str], *, across: int, width: float) -> None:
        """Write sentences above a table, each across all its columns; the first is its heading."""
        for row, note in enumerate(notes):
            look = "statement" if row else "heading"
            sheet.merge_range(row, 0, row, across - 1, "", self._formats[look])
            sheet.set_row(row, _NOTE_SPACING * points_of([note], widths=[0.8 * width]))
            self._write(sheet, row, 0, note, look=look)

    def _write_head(self, sheet: Any, row: int, columns: Sequence[Column]) -> None:
        """Write the headings; those of cells to fill in have their own shade."""
        headings = [column.heading for column in columns]
        sheet.set_row(row, 6 + points_of(headings, widths=[0.85 * one.width for one in columns]))
        for index, column in enumerate(columns):
            look = "issued_head" if column.entry == "none" else "entry_head"
            self._write(sheet, row, index, column.heading, look=look)

    def _write_row(
        self, sheet: Any, row: int, cells: Sequence[str], *, columns: Sequence[Column], issued: str
    ) -> None:
        """Write one record: issued cells locked, the others open."""
        for index, (column, cell) in enumerate(zip(columns, cells, strict=True)):
            look = _LOOKS.get(column.entry, column.entry) if column.entry != "none" else issued
            if cell:
                self._write(sheet, row, index, cell, look=look)
            else:
                sheet.write_blank(row, index, None, self._formats[look])

    def _finish_table(self, sheet: Any, table: Table, *, head: int) -> None:
        """Freeze, repeat, filter and validate."""
        last = head + len(table.rows)
        sheet.freeze_panes(head + 1, table.frozen_columns)
        sheet.repeat_rows(head)
        sheet.set_zoom(100)
        if not table.rows:
            sheet.set_row(head + 1, table.row_points)
            sheet.merge_range(head + 1, 0, head + 1, len(table.columns) - 1, "")
            self._write(sheet, head + 1, 0, table.empty, look="statement")
            return
        sheet.autofilter(head, 0, last, len(table.columns) - 1)
        end = xl_col_to_name(len(table.columns) - 1)
        sheet.ignore_errors({"number_stored_as_text": f"A1:{end}{last + 1}"})
        for index, column in enumerate(table.columns):
            lists = (
                table.row_lists
                if column.entry == "list_by_row"
                else [column.choices] * len(table.rows)
            )
            for name, first, count in _runs(lists):
                rule = self._rule(column, name)
                if rule:
                    top = head + 1 + first
                    sheet.data_validation(top, index, top + count - 1, index, rule)

    def _rule(self, column: Column, choices: str | None) -> dict[str, Any]:
        """Return what may be entered, as the sheet's validation; empty where anything may."""
        if column.entry == "none":
            return {}
        rule: dict[str, Any] = {"validate": "any"}
        if choices:
            rule = {
                "validate": "list",
                "source": self._choices.address(choices),
                "show_error": column.entry != "list_or_text",
                "error_title": "Choose from the list",
                "error_message": "Choose one of the values of the drop-down list.",
            }
        if column.entry in {"date", "date_time"}:
            rule = {
                "validate": "date",
                "criteria": ">=",
                "value": _FIRST_DATE,
                "error_title": "A date is needed",
                "error_message": "Write a date, for example 2026-10-30.",
            }
        if column.prompt:
            rule |= {"input_title": column.heading[:32], "input_message": column.prompt}
        return rule if rule != {"validate": "any"} else {}


def _runs(names: Sequence[str | None]) -> Iterator[tuple[str | None, int, int]]:
    """Yield (name, first position, length) of each run of equal names."""
    first = 0
    for name, run in groupby(names):
        length = len(list(run))
        yield name, first, length
        first += length
