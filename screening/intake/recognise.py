"""Which survey tool wrote a file, by its content alone: never by its name.

What is found says only how to read the file; what its columns mean, only a layout says.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from screening.intake.survey_tool import MOST_HEADER_ROWS, Mark, Signature, fitting, survey_tools
from screening.intake.text_table import Record
from screening.intake.values import normalise

Rows = Sequence[Sequence[str]]
"""Filled records from the top; those that may be header rows are normalised."""


@dataclass(frozen=True)
class Recognition:
    """What a file's first records say.

    Attributes:
        platform: the tool that wrote the file; None where that is not certain.
        shape: which of the tool's shapes it has; empty where there is none.
        score: the best tool's points, 0 to 1.
        second: the points of the next tool, 0 to 1.
        why: sentences for the person who asked.
        code: the problem that the records show by themselves (`F103`); empty where there is none.
    """

    platform: str | None
    shape: str
    score: float
    second: float
    why: tuple[str, ...]
    code: str = ""


def recognise(records: Sequence[Record]) -> Recognition:
    """Return the tool whose marks the first records bear; none where two could have written them.

    Args:
        records: the file's records from the top; more than needed are not looked at.
    """
    limits = survey_tools().recognising
    rows = _looked_at(records)
    scored = sorted(
        ((*_best(tool.signature, rows), name) for name, tool in survey_tools().tool.items()),
        key=lambda each: -each[0],
    )
    (points, signature, name), (second, _, other) = scored[:2]
    score, next_score = points / 100, second / 100
    why = _why(name, signature, rows)
    sure = score >= limits.least_score and points - second >= round(limits.least_lead * 100)
    if sure:
        return Recognition(name, signature.shape, score, next_score, why)
    if score >= limits.least_score:
        title = survey_tools().tool[other].title
        why = (*why, f"{title} could have written this too.")
    code, trap = _trap(rows) if score < limits.least_score else ("", "")
    return Recognition(None, "", score, next_score, (trap,) if trap else why, code)


def signature_of(platform: str, records: Sequence[Record]) -> Signature | None:
    """Return the shape in which a known tool wrote the file; None where it bears no such marks.

    Where nobody has answered yet, the headers alone decide.
    """
    limits, rows = survey_tools().recognising, _looked_at(records)
    points, signature = max(
        ((_points(each, rows) + _unanswered(each, rows), each) for each in
         survey_tools().tool[platform].signature),
        key=lambda each: each[0],
    )  # fmt: skip
    return signature if points / 100 >= limits.least_score else None


def filled(records: Sequence[Record]) -> list[Record]:
    """Return the records that hold something."""
    return [record for record in records if any(cell.strip() for cell in record.cells)]


def below_titles(records: Sequence[Record]) -> list[Record]:
    """Return the filled records from the header on.

    Rows above it that hold one cell only, in a file with more columns, are titles or notes.
    """
    limits = survey_tools().recognising
    present = filled(records)
    for place, record in enumerate(present[: limits.title_rows + 1]):
        if (width := _filled_cells(record)) != 1:
            return present[place:] if width >= limits.title_width else present
    return present


def _filled_cells(record: Record) -> int:
    return sum(bool(cell.strip()) for cell in record.cells)


def _looked_at(records: Sequence[Record]) -> Rows:
    limits = survey_tools().recognising
    found = [record.cells for record in below_titles(records[: limits.records])]
    heads = [[_plain(cell) for cell in cells] for cells in found[:MOST_HEADER_ROWS]]
    return [*heads, *found[MOST_HEADER_ROWS:]]


def _plain(cell: str) -> str:
    """Return a cell's beginning as it is compared; a hostile cell may be a million characters."""
    return normalise(cell[: survey_tools().recognising.cell_length])


def _best(signatures: Sequence[Signature], rows: Rows) -> tuple[int, Signature]:
    return max(
        ((_points(signature, rows), signature) for signature in signatures),
        key=lambda each: each[0],
    )


def _points(signature: Signature, rows: Rows) -> int:
    return sum(mark.points for mark in signature.marks if _bears(rows, mark))


def _unanswered(signature: Signature, rows: Rows) -> int:
    """Return the points of what only answers could bear, in a file without any."""
    count = signature.header_rows
    if len(rows) > count:
        return 0
    below = (mark for mark in signature.marks if mark.under and not 1 < mark.row <= count)
    return sum(mark.points for mark in below)


def _bears(rows: Rows, mark: Mark) -> bool:
    if len(rows) < mark.row:
        return False
    if mark.under:
        return _bears_under(rows, mark)
    cells = [cell for cell in rows[mark.row - 1] if cell]
    fits = fitting(mark.first or mark.has or mark.lacks or mark.every).fullmatch
    if mark.first:
        return bool(cells) and bool(fits(cells[0]))
    if mark.has:
        return sum(bool(fits(cell)) for cell in cells) >= mark.at_least
    if mark.lacks:
        return not any(fits(cell) for cell in cells)
    return all(fits(cell) for cell in cells)


def _bears_under(rows: Rows, mark: Mark) -> bool:
    """Return True where enough cells below the columns, or in the one row asked for, fit."""
    named, fits = fitting(mark.under).fullmatch, fitting(mark.cells).fullmatch
    places = [place for place, cell in enumerate(rows[0]) if named(cell)]
    below = rows[1:] if mark.row == 1 else rows[mark.row - 1 : mark.row]
    counts = Counter(row[place] for row in below for place in places if place < len(row))
    cells = [(_plain(cell), count) for cell, count in counts.items()]
    if mark.row == 1:
        cells = [(cell, count) for cell, count in cells if cell]
    total = sum(count for _, count in cells)
    fit = sum(count for cell, count in cells if fits(cell))
    return total > 0 and fit >= total * survey_tools().recognising.least_share


def _why(name: str, signature: Signature, rows: Rows) -> tuple[str, ...]:
    title = survey_tools().tool[name].title
    found = [_told(mark) for mark in signature.marks if _bears(rows, mark)]
    absent = [_told(mark) for mark in signature.marks if not _bears(rows, mark)]
    sentences = [f"Marks of {title} found: {'; '.join(found) or 'none'}."]
    if absent:
        sentences.append(f"Not found: {'; '.join(absent)}.")
    return tuple(sentences)


def _told(mark: Mark) -> str:
    first = _readable((mark.first or mark.has or mark.lacks or mark.every or mark.under)[0])
    if mark.lacks:
        return "no other tool's columns"
    if mark.first:
        return f"'{first}' in the first column"
    if mark.every:
        return "every header written alike"
    if mark.under:
        return f"what stands below '{first}'"
    return f"'{first}' in row {mark.row}"


def _readable(pattern: str) -> str:
    r"""Return a pattern as people write names: the first of alternatives, … for the rest.

    >>> _readable(r"id\W+\w.*"), _readable(r"start date \(utc\)"), _readable("respondent ?id")
    ('id…', 'start date (utc)', 'respondent id')
    """
    one = re.sub(r"\((\?:)?([^|()]*)\|[^()]*\)", r"\2", pattern)
    shown = re.sub(r"((\\[wWdD]|\.|\[[^\]]*\])[*+?]?)+", "…", one)
    return re.sub(r"\\(\W)", r"\1", shown.replace(" ?", " "))


def _trap(rows: Rows) -> tuple[str, str]:
    """Return (problem code, sentence) where the first row is no header row of any kind."""
    limits = survey_tools().recognising
    if not rows:
        return "F110", "There are no rows."
    if any(fitting(limits.data_cells).fullmatch(cell) for cell in rows[0]):
        return "F103", "The first row looks like an answer: its header row is lost."
    blank = sum(not cell for cell in rows[0]) / len(rows[0])
    if len(rows) > 1 and blank > limits.blank_share and all(rows[1]):
        return "", "Merged cells stand above the header: the second row holds the column names."
    return "", ""
