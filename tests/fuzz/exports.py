"""Whole made-up exports of a form of 16 items by 24 students, and the layouts that read them."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from grid import CRITICAL, ITEMS, MOOD, WORRY, Answer, Export, Row

REFS = [f"00{number:04d}" for number in range(1001, 1025)]
ENDORSED = (3, 8, 17)
"""Places of students who endorse the critical item."""
LABELS = ("Never", "A day - or two", "More than half the 'days'", "Nearly every day")
CODES = ("0", "1", "2", "3")
REFUSED = "Prefer not to say"
QUESTIONS = [f"Mood {number}" for number in range(1, 10)] + [f"Worry {n}" for n in range(1, 8)]
WHEN = dt.datetime(2026, 10, 6, 10, 0, 0)  # noqa: DTZ001 (as survey tools write it)


@dataclass(frozen=True)
class Shape:
    """How one tool writes the form.

    Attributes:
        before: its own columns left of the items: header → cell of a row by its number.
        after: the same, right of the items.
        names: headers of the items.
        further: header rows below the first, each from the first row's names.
        addresses: TOML by which the layout finds the items; None = by `names`.
        student: header of the student's code.
        time: header and format of the time.
        rows: TOML of row filters.
        others: rows of other forms, which the filters leave out, from the width of the file.
    """

    id: str
    platform: str
    before: dict[str, Callable[[int], object]]
    names: Sequence[str]
    after: dict[str, Callable[[int], object]]
    texts: tuple[str, ...] = CODES
    student: str = "Code"
    time: tuple[str, str] | None = None
    further: tuple[Callable[[Sequence[str]], list[str]], ...] = ()
    addresses: Sequence[str] | None = None
    rows: str = ""
    kind: str = "csv"
    delimiter: str = ","
    quote_all: bool = False
    encoding: str = "utf-8"
    line_end: str = "\r\n"
    separator: str = ""
    """Between a header's code, by which the layout finds it, and its text."""
    ends: Sequence[dict[str, str]] = ()
    """Rows below: header → content, all else blank; nothing at all = an empty line."""


def fixed(text: object) -> Callable[[int], object]:
    return lambda _: text


def code_of_student(place: int) -> object:
    return REFS[place]


def clock(pattern: str, *, minutes: int = 0) -> Callable[[int], object]:
    return lambda place: (WHEN + dt.timedelta(minutes=7 * place + minutes)).strftime(pattern)


def real_clock(place: int) -> object:
    return WHEN + dt.timedelta(minutes=7 * place)


def counted(start: int, *, before: str = "") -> Callable[[int], object]:
    return lambda place: f"{before}{start + place}"


def export_of(shape: Shape, *, seed: int = 4) -> Export:
    """Return the whole export of a shape, with its truth."""
    own = shape.before | shape.after
    first = [*shape.before, *shape.names, *shape.after]
    items = [len(shape.before) + place for place in range(len(shape.names))]
    answers = answers_of_all(Random(seed))
    rows = [_row(shape, own, place, answers[place]) for place in range(len(REFS))]
    blank: list[Answer] = [None] * len(ITEMS)
    rows += [
        Row([end.get(name, "") for name in first] if end else [], "", list(blank), is_touched=True)
        for end in shape.ends
    ]
    return Export(
        tool=shape.id,
        kind=shape.kind,
        head=[first, *(make(first) for make in shape.further)],
        rows=rows,
        student=first.index(shape.student),
        items=items,
        texts=shape.texts,
        time=first.index(shape.time[0]) if shape.time else None,
        delimiter=shape.delimiter,
        quote_all=shape.quote_all,
        encoding=shape.encoding,
        line_end=shape.line_end,
    )


def _row(shape: Shape, own, place: int, answers: list[Answer]) -> Row:
    texts = [written(answer, shape.texts, shape.kind) for answer in answers]
    before = [own[name](place) for name in shape.before]
    after = [own[name](place) for name in shape.after]
    return Row([*before, *texts, *after], REFS[place], answers)


def written(answer: Answer, texts: Sequence[str], kind: str) -> object:
    """Return an answer as a tool writes it; a workbook holds codes as numbers."""
    if not isinstance(answer, int):
        return ""
    return int(texts[answer]) if kind == "xlsx" and texts == CODES else texts[answer]


def answers_of_all(draw: Random) -> list[list[Answer]]:
    """Return 24 forms: some blanks, every code, the critical item endorsed by three students."""
    forms: list[list[Answer]] = []
    for place in range(len(REFS)):
        form: list[Answer] = [draw.choice([0, 0, 1, 2, 3]) for _ in ITEMS]
        for blank in draw.sample(range(len(ITEMS)), k=draw.choice([0, 0, 1])):
            form[blank] = None
        form[CRITICAL] = 1 + place % 3 if place in ENDORSED else 0
        forms.append(form)
    return forms


def layout_of(shape: Shape) -> str:
    """Return the layout's TOML."""
    addresses = shape.addresses or [f'"{code_in(name, shape)}"' for name in shape.names]
    lines = [
        f'id = "{shape.id}"',
        f'platform = "{shape.platform}"',
        f'files = ["{shape.id}_*"]',
        'informant = "self"',
        f'student_ref = "{code_in(shape.student, shape)}"',
        'approved_by = "Data manager"',
        'approved_on = "2026-08-01"',
        f"delimiter = '{shape.delimiter}'" if shape.delimiter != "\t" else 'delimiter = "\\t"',
    ]
    if shape.encoding == "utf-16":
        lines.append('encodings = ["utf-16"]')
    if shape.time:
        header, pattern = shape.time
        lines += ["[recorded_at]", f'column = "{code_in(header, shape)}"']
        lines += [f'formats = ["{pattern}"]']
    lines.append(shape.rows)
    lines += block("phq_a", MOOD, addresses[:9], shape, 'item_order = "adult"')
    lines += block("gad_7", WORRY, addresses[9:], shape, "")
    return "\n".join(lines) + "\n"


def code_in(header: str, shape: Shape) -> str:
    """Return what the layout calls a column."""
    return header.split(shape.separator, maxsplit=1)[0] if shape.separator else header


def block(
    instrument: str, items: Sequence[str], addresses: Sequence[str], shape: Shape, more: str
) -> list[str]:
    """Return the lines of one block."""
    answers = "codes" if shape.texts == CODES else "labels"
    lines = ["[[block]]", f'instrument = "{instrument}"', more, f'answers = "{answers}"']
    lines += ["[block.columns]"]
    lines += [f"{item} = {address}" for item, address in zip(items, addresses, strict=True)]
    if answers == "labels":
        lines += ["[block.labels]", *(f'"{text}" = {code}' for code, text in enumerate(LABELS))]
    return [*lines, "[block.missing]", f'refused = ["{REFUSED}"]']
