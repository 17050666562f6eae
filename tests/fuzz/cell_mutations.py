"""Damage to one cell: what it says then is read as that, or reported."""

import datetime as dt
from collections.abc import Callable, Sequence
from random import Random

from exports import CODES, LABELS, REFS, REFUSED, written
from grid import CRITICAL, Answer, Export, Formula, Perhaps, Row, Unread
from mutations import EVERY, SHEETS, mutation

NOT_AN_ANSWER: dict[str, Sequence[str]] = {
    "number out of range": ("4", "7", "99", "1000", "2026"),
    "number below zero": ("-1", "-2", "-3", "-4", "-9", "\u22121"),
    "broken number": ("1.5", "1,5", "0.5", "1.0000001", "1e", "0x1", "1_0"),
    "free text": ("it depends", "yes", "Sometimes", "all of them"),
    "formula as text": ("=1+1", "=A2", "@SUM(1)", "+1+1", '="1"'),
    "command in a formula": ("=cmd|' /C calc'!A0", '=HYPERLINK("http://x")', '=DDE("a";"b")'),
    "date where an answer was": ("01-May", "Jun-25", "2026-05-01", "1/2", "02/03/2026", "46143"),
    "long number shortened": ("1E+10", "1.15E+10", "2E+00", "1E0"),
    "delimiter inside": ("1,2", "1;2", "1\t2", "1|2"),
    "line break inside": ("1\n2", "1\r\n2", "Never\nalways"),
    "quotation marks inside": ('"1"', '1"', '""', 'a "b" c'),
    "very long text": ("x" * 40_000, "1" * 40_000),
    "control character inside": ("1\x07", "\x1b[2J1", "\x081", "2\x7f"),
    "pictograph": ("\U0001f642", "1\U0001f642", "\U0001f468\u200d\U0001f469"),
    "markup": ("<b>1</b>", "<script>alert(1)</script>", "&lt;1&gt;"),
    "word for nothing": ("NA", "N/A", "None", "NULL", "nan", "NaN", "-", ".", "#N/A"),
    "truth value": ("TRUE", "FALSE", "True", "false"),
    "two answers at once": ("0;1", "1, 2", "Never;Nearly every day", "0 1"),
    "another language": ("Nunca", "Jamais", "Nie"),
    "text that runs backwards": ("\u202e2", "2\u202c", "\u20662\u2069"),
    "digit of another script": ("\u0662", "\u0968", "\u4e8c"),
    "letter for a digit": ("O", "l", "I", "o"),
    "percentage or money": ("100%", "1%", "$1", "1 \u20ac"),
}
"""Name → texts that are no answer of any tool."""


def _one(export: Export, draw: Random) -> tuple[Row, int]:
    """Return a row, and the place of one of its items; each fourth time the critical one."""
    row = draw.choice(export.counting)
    place = CRITICAL if draw.random() < 0.25 else draw.randrange(len(export.items))
    return row, place


def _put(export: Export, row: Row, place: int, text: object, answer: Answer) -> None:
    row.cells[export.items[place]] = text
    row.answers[place] = answer
    row.is_touched = row.is_touched or isinstance(answer, (Unread, Perhaps))


def _no_answer(texts: Sequence[str]) -> Callable[[Export, Random], None]:
    def change(export: Export, draw: Random) -> None:
        row, place = _one(export, draw)
        _put(export, row, place, draw.choice(texts), Unread.CELL)

    return change


for _name, _texts in NOT_AN_ANSWER.items():
    mutation(_name, EVERY if _name in {"number out of range", "free text"} else SHEETS)(
        _no_answer(_texts)
    )


def _dressed(export: Export, draw: Random, dress: Callable[[str], str]) -> None:
    """Write an answer in other characters that mean the same."""
    row, place = _one(export, draw)
    code = draw.randrange(4)
    _put(export, row, place, dress(export.texts[code]), code)


@mutation("blank", EVERY)
def blank(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    _put(export, row, place, "", None)


@mutation("blanks only")
def blanks(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    _put(export, row, place, draw.choice([" ", "   ", "\u00a0", "\t"]), None)


@mutation("declared word for no answer")
def refused(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    _put(export, row, place, REFUSED, None)


@mutation("another answer", EVERY)
def another(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    code = draw.randrange(4)
    _put(export, row, place, written(code, export.texts, export.kind), code)


@mutation("blanks around")
def blanks_around(export: Export, draw: Random) -> None:
    _dressed(export, draw, lambda text: draw.choice([f" {text}", f"{text}  ", f"\t{text} "]))


@mutation("no-break spaces")
def no_break(export: Export, draw: Random) -> None:
    _dressed(export, draw, lambda text: f"\u00a0{text.replace(' ', chr(0xA0))}\u202f")


@mutation("characters without width")
def no_width(export: Export, draw: Random) -> None:
    _dressed(export, draw, lambda text: f"\u200b{text[0]}\u200d{text[1:]}\ufeff\u2060")


@mutation("typographic quotes and dashes")
def typographic(export: Export, draw: Random) -> None:
    marks = str.maketrans({"'": "\u2019", "-": "\u2013", '"': "\u201d"})
    _dressed(export, draw, lambda text: text.translate(marks))


@mutation("full-width characters")
def full_width(export: Export, draw: Random) -> None:
    wide = {code: code + 0xFEE0 for code in range(ord("0"), ord("z") + 1)}
    _dressed(export, draw, lambda text: text.translate(wide))


@mutation("upper and lower case")
def cases(export: Export, draw: Random) -> None:
    _dressed(export, draw, draw.choice([str.upper, str.lower, str.title]))


@mutation("line break at the end of a cell")
def break_at_end(export: Export, draw: Random) -> None:
    _dressed(export, draw, lambda text: text + draw.choice(["\n", "\r\n"]))


@mutation("number as a spreadsheet writes it")
def with_decimals(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    code = draw.randrange(4)
    truth: Answer = code if export.texts == CODES else Unread.CELL
    _put(export, row, place, f"{code}.{draw.choice(['0', '00'])}", truth)


@mutation("another way to write the number")
def other_number(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    text, code = draw.choice([("01", 1), ("+2", 2), ("\u00b2", 2), ("2.", 2), ("003", 3)])
    _put(export, row, place, text, Perhaps(code) if export.texts == CODES else Unread.CELL)


@mutation("label where codes are, code where labels are")
def other_style(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    other = LABELS if export.texts == CODES else CODES
    _put(export, row, place, draw.choice(other), Unread.CELL)


@mutation("label cut off")
def cut_off(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    _put(
        export,
        row,
        place,
        draw.choice(["Nev", "More than half", "Nearly every", "A day"]),
        Unread.CELL,
    )


@mutation("NUL inside", ("csv",))
def nul(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    _put(export, row, place, "1\x00", Unread.CELL)
    export.must_refuse = True


@mutation("several broken cells in one row")
def broken_row(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    for place in draw.sample(range(len(export.items)), k=5):
        _put(export, row, place, "=1+1", Unread.CELL)
    export.may_refuse = True


@mutation("number stored as text", ("xlsx",))
def number_as_text(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    code = draw.randrange(4)
    _put(export, row, place, export.texts[code], code)


@mutation("formula with a value", ("xlsx",))
def formula(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    _put(export, row, place, Formula("=1+0"), Unread.CELL)


@mutation("date cell", ("xlsx",))
def date_cell(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    _put(export, row, place, dt.datetime(2026, 5, 1), Unread.CELL)  # noqa: DTZ001 (as Excel has it)


@mutation("truth value as a cell", ("xlsx",))
def boolean(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    _put(export, row, place, draw.random() < 0.5, Unread.CELL)


@mutation("fraction in a workbook", ("xlsx",))
def fraction(export: Export, draw: Random) -> None:
    row, place = _one(export, draw)
    _put(export, row, place, draw.choice([1.5, 0.99, -1.0, 4.0, 1e10, 2.0000001]), Unread.CELL)


REF_NOT_ON_ROSTER: dict[str, Callable[[str], str]] = {
    "leading zeros lost": lambda ref: ref.lstrip("0"),
    "student code as a shortened number": lambda ref: f"{int(ref):.2E}",
    "student code of nobody": lambda _: "009999",
    "no student code": lambda _: "",
    "name instead of a student code": lambda _: "Ann Example",
    "student code with a decimal point": lambda ref: f"{ref}.0",
    "student code with an apostrophe": lambda ref: f"'{ref}",
    "student code twice": lambda ref: f"{ref} {ref}",
    "control character in a student code": lambda ref: f"{ref}\x07",
}


def _other_ref(change_ref: Callable[[str], str]) -> Callable[[Export, Random], None]:
    def change(export: Export, draw: Random) -> None:
        row = draw.choice(export.counting)
        row.ref = change_ref(row.ref)
        row.cells[export.student] = row.ref
        row.is_touched = row.is_nobodys = True

    return change


for _name, _change_ref in REF_NOT_ON_ROSTER.items():
    mutation(_name, EVERY)(_other_ref(_change_ref))


@mutation("blanks around a student code")
def blanks_around_ref(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    row.cells[export.student] = draw.choice([f" {row.ref}", f"{row.ref} ", f"{row.ref}\u00a0"])
    row.is_touched = True


@mutation("characters without width in a student code")
def no_width_in_ref(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    row.cells[export.student] = f"{row.ref[:3]}\u200b{row.ref[3:]}"
    row.is_touched = True


@mutation("student code of somebody else", EVERY)
def another_student(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    other = draw.choice([ref for ref in REFS if ref != row.ref])
    for each in export.counting:
        each.is_touched = each.is_touched or each.ref in {row.ref, other}
    row.ref = other
    row.cells[export.student] = other


@mutation("time that is none", SHEETS)
def no_time(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    if export.time is not None:
        row.cells[export.time] = draw.choice(
            ["", "yesterday", "46301.5", "1980-01-01 00:00:00", "2026-13-40", "00:00", "=NOW()"]
        )
        row.is_touched = True


@mutation("time outside the window", SHEETS)
def outside(export: Export, draw: Random) -> None:
    row = draw.choice(export.counting)
    if export.time is not None:
        row.cells[export.time] = draw.choice(["1999-01-01 10:00:00", "01/01/1999 10:00:00"])
        row.is_touched = True
