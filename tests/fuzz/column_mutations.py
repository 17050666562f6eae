"""Damage to columns and header rows: lost, doubled, renamed, moved, counted from one."""

from copy import deepcopy
from random import Random

from exports import CODES, LABELS
from grid import ITEMS, MOOD, Export, Unread
from mutations import EVERY, SHEETS, mutation


def _all(export: Export) -> list[list[object]]:
    """Return header rows and data rows that have cells, to be changed in place."""
    return [*export.head, *(row.cells for row in export.rows if row.cells)]  # type: ignore[list-item]


def _moved(place: int, at: int, by: int) -> int:
    return place + by if place >= at else place


def _put_column(export: Export, at: int, header: str, cell: object) -> None:
    """Insert a column of equal cells."""
    heads = [header, *[header] * (len(export.head) - 1)]
    for cells, content in zip(export.head, heads, strict=True):
        cells.insert(at, content)
    for row in export.rows:
        if row.cells:
            row.cells.insert(at, cell)
    export.student = _moved(export.student, at, 1)
    export.items = [_moved(place, at, 1) for place in export.items]
    export.time = None if export.time is None else _moved(export.time, at, 1)
    # Raw exports of REDCap have field names only: another header is not one of theirs.
    export.may_refuse = "redcap" in export.tool


def _drop_column(export: Export, at: int) -> None:
    for cells in _all(export):
        del cells[at]
    export.must_refuse = True


@mutation("item column lost", EVERY)
def item_lost(export: Export, draw: Random) -> None:
    _drop_column(export, draw.choice(export.items[1:]))


@mutation("student column lost", EVERY)
def student_lost(export: Export, _: Random) -> None:
    _drop_column(export, export.student)


@mutation("item column twice", SHEETS)
def item_twice(export: Export, draw: Random) -> None:
    at = draw.choice(export.items[1:])
    for cells in _all(export):
        cells.insert(at, cells[at])
    export.must_refuse = True


@mutation("item column renamed", EVERY)
def item_renamed(export: Export, draw: Random) -> None:
    at = draw.choice(export.items[1:])
    for number, cells in enumerate(export.head):
        cells[at] = f"renamed_{number}" if export.kind == "sav" else f"Question {number} as changed"
    export.must_refuse = True


@mutation("header of an item blank", SHEETS)
def header_blank(export: Export, draw: Random) -> None:
    at = draw.choice(export.items[1:])
    for cells in export.head:
        cells[at] = ""
    export.must_refuse = True


@mutation("columns in another order", SHEETS)
def columns_moved(export: Export, draw: Random) -> None:
    # A question above several columns names those to its right, which cannot leave it.
    first = 1 if export.head[0][0] in {"#", "Timestamp", "id", "Response ID"} else 0
    places = list(range(first, len(export.head[0])))
    if export.tool == "monkey":
        places = [place for place in places if place < export.items[0]]
    order = dict(zip(places, draw.sample(places, k=len(places)), strict=True))
    for cells in _all(export):
        cells[:] = [cells[order.get(place, place)] for place in range(len(cells))]
    back = {old: new for new, old in order.items()}
    export.student = back.get(export.student, export.student)
    export.items = [back.get(place, place) for place in export.items]
    export.time = None if export.time is None else back.get(export.time, export.time)
    export.may_refuse = export.tool == "monkey"


@mutation("personal column added", SHEETS)
def personal(export: Export, draw: Random) -> None:
    header = draw.choice(["Full name", "Phone number", "Date of birth", "Home address"])
    _put_column(export, len(export.head[0]), header, "somebody's own")


@mutation("unknown column added", SHEETS)
def unknown(export: Export, _: Random) -> None:
    _put_column(export, len(export.head[0]), "Remark of the office", "1")


@mutation("blank column added", SHEETS)
def blank_column(export: Export, _: Random) -> None:
    _put_column(export, len(export.head[0]), "", "")


@mutation("column of an unknown item added", SHEETS)
def unknown_item(export: Export, _: Random) -> None:
    _put_column(export, len(export.head[0]), "phq_a_10", "1")
    export.must_refuse = True


@mutation("instrument counted from one", EVERY)
def from_one(export: Export, _: Random) -> None:
    if export.texts != CODES:
        return
    for row in export.counting:
        for item, place in enumerate(export.items[: len(MOOD)]):
            answer = row.answers[item]
            if isinstance(answer, int):
                row.cells[place] = str(answer + 1)
                row.answers[item] = Unread.CELL if answer + 1 > 3 else answer + 1
        row.is_touched = True
    export.must_refuse = True


@mutation("answers of one column turned round", EVERY)
def turned(export: Export, draw: Random) -> None:
    # Nothing shows that they were turned: they are read as they stand.
    item = draw.randrange(len(ITEMS))
    for row in export.counting:
        answer = row.answers[item]
        if isinstance(answer, int):
            row.answers[item] = 3 - answer
            row.cells[export.items[item]] = export.texts[3 - answer]


@mutation("all answers in the other style", SHEETS)
def other_style(export: Export, _: Random) -> None:
    other = LABELS if export.texts == CODES else CODES
    for row in export.counting:
        for place, answer in enumerate(row.answers):
            if isinstance(answer, int):
                row.cells[export.items[place]] = other[answer]
                row.answers[place] = Unread.CELL
        row.is_touched = True
    export.must_refuse = True


@mutation("header with blanks and typographic marks", SHEETS)
def header_dressed(export: Export, draw: Random) -> None:
    at = draw.choice([export.student, *export.items])
    for cells in export.head:
        cells[at] = f"{cells[at]}\u00a0 " if cells[at] else ""


@mutation("header in another case", SHEETS)
def header_case(export: Export, draw: Random) -> None:
    at = draw.choice([export.student, *export.items])
    export.head[0][at] = export.head[0][at].swapcase()
    export.may_refuse = True


@mutation("header row lost", SHEETS)
def header_lost(export: Export, _: Random) -> None:
    del export.head[0]
    export.must_refuse = True


@mutation("title above the header", SHEETS)
def title_above(export: Export, _: Random) -> None:
    export.head.insert(0, ["Report of the screening", *[""] * (len(export.head[0]) - 1)])
    export.may_refuse = True


@mutation("header rows twice", SHEETS)
def header_twice(export: Export, _: Random) -> None:
    export.head += deepcopy(export.head)
    export.may_refuse = True


@mutation("merged header", ("xlsx",))
def merged(export: Export, draw: Random) -> None:
    at = draw.choice(export.items[1:-1])
    export.head[0][at + 1] = ""
    export.merged.append((0, at, 0, at + 1))
    export.must_refuse = True


@mutation("second sheet", ("xlsx",))
def second_sheet(export: Export, _: Random) -> None:
    export.sheets["Notes"] = (False, [["a", "b"], ["1", "2"]])
    export.must_refuse = True


@mutation("empty second sheet", ("xlsx",))
def empty_sheet(export: Export, _: Random) -> None:
    export.sheets["Sheet2"] = (False, [])


@mutation("hidden sheet", ("xlsx",))
def hidden_sheet(export: Export, _: Random) -> None:
    export.sheets["Lists"] = (True, [["Never"], ["Nearly every day"]])
