"""Student numbers as files have them: one spelling each, and damage named instead of guessed."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from screening.pseudonyms.rules import NumberRules

Case = Literal["exact", "fold"]
"""`exact`: `ab1` and `AB1` are two numbers, and both in one file are caught; `fold`: one."""

EMPTY, SHAPE, DAMAGED, TWO_WAYS = "I622", "I623", "I624", "I625"
POWER = re.compile(r"[+-]?\d+([.,]\d+)?[eE](?P<sign>[+-]?)\d+")
FRACTION = re.compile(r"[+-]?\d+([.,'\u2019]\d+)+")
DATE = re.compile(r"(\d{4}([-/. ])\d{1,2}\2\d{1,2}|\d{1,2}([-/. ])\d{1,2}\3(\d{4}|\d{2}))([T ].*)?")
CLOCK = re.compile(r"\d{1,2}:\d{2}(:\d{2})?.*")
WORDS = re.compile(r"[^\W\d_]+")
MONTH_PARTS = re.compile(
    r"(\d{1,4}[-/. ])?[^\W\d_]{3,9}\.?[-/. ]\d{1,4}|\d{1,4}[-/. ][^\W\d_]{3,9}"
)
SPREADSHEET_SIGNS = ("=", "+", "-", "@", "#", "'", '"')
"""How formulas, error values, text marks and cells too narrow to show (####) begin."""


@dataclass(frozen=True)
class NumberFault:
    """Why a cell gives no code: the catalogue's code and a sentence without the cell's content."""

    code: str
    message: str


@dataclass(frozen=True)
class NumberReader:
    """How one file's student numbers are read.

    Attributes:
        rules: what is caught.
        case: whether capital letters matter.
        pattern: what a whole number looks like, as `[0-9]{6}`; None = not stated.
    """

    rules: NumberRules
    case: Case = "exact"
    pattern: re.Pattern[str] | None = None

    def normalised(self, cell: str) -> str:
        """Return the number in its one spelling.

        NFKC, no zero-width signs, no blanks around, and one case where `fold` is set. This is what
        is hashed: a change here changes every code.
        """
        text = unicodedata.normalize("NFKC", cell)
        text = "".join(sign for sign in text if unicodedata.category(sign) != "Cf").strip()
        return text.casefold() if self.case == "fold" else text

    def fault(self, number: str) -> NumberFault | None:
        """Return what is wrong with a normalised number; None where nothing is."""
        return next(self._faults(number), None)

    def _faults(self, number: str) -> Iterator[NumberFault]:
        if number.casefold() in self.rules.empty or not number.strip("0"):
            yield NumberFault(EMPTY, "no student number in this row.")
        if self._is_damaged(number):
            yield NumberFault(DAMAGED, "looks as if a spreadsheet rewrote it.")
        if not number.isprintable() or len(number) > self.rules.longest:
            yield NumberFault(SHAPE, "too long, or with signs that cannot be printed.")
        if any(sign.isspace() for sign in number):
            yield NumberFault(SHAPE, "a blank inside: two numbers, a name, or a slip.")
        if self.pattern is not None and not self.pattern.fullmatch(number):
            yield NumberFault(SHAPE, "not shaped as --pattern says.")

    def _is_damaged(self, number: str) -> bool:
        if power := POWER.fullmatch(number):
            # 12E5 can be a real number where a person has stated such a shape; 1.2E+5 cannot.
            stated = self.pattern is not None and self.pattern.fullmatch(number)
            return not stated or bool(power["sign"]) or not number.isalnum()
        if number.startswith(SPREADSHEET_SIGNS) or FRACTION.fullmatch(number):
            return True
        if number.casefold() in self.rules.truths:
            return True
        if DATE.fullmatch(number) or CLOCK.fullmatch(number) or self._is_month(number):
            return True
        lost = number[self.rules.spreadsheet_digits :]
        return number.isdigit() and bool(lost) and not lost.strip("0")

    def _is_month(self, number: str) -> bool:
        """Return True for `Jun-25` and `1-May-2023`, as spreadsheets rewrite `6-25`."""
        if not MONTH_PARTS.fullmatch(number):
            return False
        word = unicodedata.normalize("NFKD", WORDS.findall(number)[0].casefold())
        plain = "".join(sign for sign in word if not unicodedata.combining(sign))
        return plain.startswith(self.rules.months)

    def skeleton(self, number: str) -> str:
        """Return what two spellings of one number share: no case, leading zeros, dashes, points.

        Where `pattern` says how a number looks, dashes and points stay: they have their place.
        """
        kind = r"[\W_]+"
        plain = re.sub(kind, "-" if self.pattern else "", number.casefold())
        return plain.lstrip("0")
