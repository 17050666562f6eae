"""Damage to rows: doubled, lost, moved, torn or put in between."""

from copy import deepcopy
from random import Random

from grid import ITEMS, Answer, Export, Row, Unread
from mutations import EVERY, SHEETS, TEXT, mutation


def strange(cells: list[object], answer: Answer = Unread.CELL) -> Row:
    """Return a row that is no student's."""
    return Row(cells, "", [answer] * len(ITEMS), is_touched=True)


def _width(export: Export) -> int:
    return len(export.head[0])


def _insert(export: Export, draw: Random, row: Row) -> None:
    export.rows.insert(draw.randrange(len(export.rows)), row)


@mutation("row twice", EVERY)
def twice(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    row.is_touched = True
    _insert(export, draw, deepcopy(row))


@mutation("row twice with other answers", EVERY)
def twice_otherwise(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    row.is_touched = True
    other = deepcopy(row)
    place = draw.randrange(len(ITEMS))
    code = draw.randrange(4)
    other.answers[place] = code
    other.cells[export.items[place]] = export.texts[code]
    _insert(export, draw, other)


@mutation("all rows twice", EVERY)
def all_twice(export: Export, _: Random) -> None:
    for row in export.rows:
        row.is_touched = True
    export.rows += deepcopy(export.rows)


@mutation("row lost", EVERY)
def lost(export: Export, draw: Random) -> None:
    export.rows.remove(draw.choice(export.counting))


@mutation("two rows change places", EVERY)
def swapped(export: Export, draw: Random) -> None:
    one, two = draw.sample(range(len(export.counting)), k=2)
    export.rows[one], export.rows[two] = export.rows[two], export.rows[one]


@mutation("rows in another order", EVERY)
def reordered(export: Export, draw: Random) -> None:
    draw.shuffle(export.rows)


@mutation("row with too few cells", TEXT)
def too_few(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    row.cells = row.cells[: draw.randrange(1, _width(export))]
    _torn(row)


@mutation("row with too many cells", TEXT)
def too_many(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    row.cells.insert(draw.randrange(_width(export) + 1), draw.choice(["", "1", "x"]))
    _torn(row)


@mutation("two rows on one line", TEXT)
def on_one_line(export: Export, draw: Random) -> None:
    place = draw.randrange(len(export.counting) - 1)
    row, other = export.rows[place], export.rows.pop(place + 1)
    row.cells += other.cells
    _torn(row)


def _torn(row: Row) -> None:
    row.answers = [Unread.CELL for _ in row.answers]
    row.is_touched = True


@mutation("cells moved by one", SHEETS)
def moved(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    first, last = export.items[0], export.items[-1]
    row.cells[first : last + 1] = ["moved", *row.cells[first:last]]
    row.answers = [Unread.CELL, *row.answers[:-1]]
    row.is_touched = True


@mutation("header repeated in the middle", SHEETS)
def header_again(export: Export, draw: Random) -> None:
    _insert(export, draw, strange(list(export.head[0])))
    export.may_refuse = True


@mutation("empty lines in between", SHEETS)
def empty_lines(export: Export, draw: Random) -> None:
    for _ in range(draw.randrange(1, 4)):
        _insert(export, draw, Row([], "", [None] * len(ITEMS), is_touched=True))


@mutation("row of blank cells", SHEETS)
def blank_cells(export: Export, draw: Random) -> None:
    cells: list[object] = [""] * _width(export)
    if export.kind == "csv":
        _insert(export, draw, strange(cells, None))
    else:
        export.rows.append(Row([], "", [None] * len(ITEMS), is_touched=True))


@mutation("row of totals below", SHEETS)
def totals(export: Export, draw: Random) -> None:
    cells: list[object] = [""] * _width(export)
    cells[0] = cells[export.student] = draw.choice(["Total", "Sum", "Average"])
    for place in export.items:
        cells[place] = draw.choice([24, 1.75])
    export.rows.append(strange(cells))
    export.may_refuse = True


@mutation("row of a test", SHEETS)
def test_row(export: Export, draw: Random) -> None:
    row = deepcopy(draw.choice(export.counting))
    row.cells[export.student] = draw.choice(["test", "TEST", "0", "xxx"])
    row.is_touched = row.is_nobodys = True
    _insert(export, draw, row)


@mutation("remark below the rows", TEXT)
def remark(export: Export, draw: Random) -> None:
    text = draw.choice(["End of report", "# exported", "Printed on 2026-10-30"])
    export.rows.append(strange([text, *[""] * draw.choice([0, 1])]))


@mutation("answers all lost but the student", EVERY)
def no_answers(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    for place in export.items:
        row.cells[place] = ""
    row.answers = [None] * len(ITEMS)
    row.is_touched = True
