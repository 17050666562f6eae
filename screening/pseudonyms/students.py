"""All student numbers of a file with their codes, and what only the whole file tells of them."""

import csv
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TextIO

from screening.problem import refused
from screening.pseudonyms.private_file import why_not_there
from screening.pseudonyms.rules import PseudonymRules
from screening.pseudonyms.secret_key import SecretKey
from screening.pseudonyms.short_code import code_of
from screening.pseudonyms.student_number import TWO_WAYS, NumberFault, NumberReader

STUDENT_REF = "student_ref"
CROSSWALK = (STUDENT_REF, "student_number")
LONGEST_HEADER = 200


@dataclass
class Students:
    """The numbers of one file.

    Attributes:
        name: of the file, for messages.
        reader: how numbers are read.
        codes: normalised number → code.
        rows: rows with something in them.
        widths: digits of the numbers that have only digits.
    """

    name: str
    key: SecretKey
    reader: NumberReader
    rules: PseudonymRules
    codes: dict[str, str] = field(default_factory=dict, repr=False)
    rows: int = 0
    widths: set[int] = field(default_factory=set)
    _owners: dict[str, str] = field(default_factory=dict, repr=False)
    _spellings: dict[str, str] = field(default_factory=dict, repr=False)
    _two_ways: set[str] = field(default_factory=set, repr=False)
    _widest_led: int = 0
    _repeats: Counter[int] = field(default_factory=Counter)

    def register(self, number: str) -> None:
        """Give a normalised number without fault its code.

        Raises:
            RefusedFileError: another number has the same code, or there are too many.
        """
        if number in self.codes:
            return
        code = code_of(number, key=self.key, shape=self.rules.code)
        if self._owners.setdefault(code, number) != number:
            raise refused("I627", self.name, "nothing was written.")
        if len(self._owners) > self.rules.file.most_students:
            raise refused("F107", self.name, "has more students than any district.")
        self.codes[number] = code
        skeleton = self.reader.skeleton(number)
        if self._spellings.setdefault(skeleton, number) != number:
            self._two_ways.add(skeleton)
        if number.isdigit():
            self.widths.add(len(number))
            if number.startswith("0"):
                self._widest_led = max(self._widest_led, len(number))

    def fault(self, number: str) -> NumberFault | None:
        """Return why a normalised number has no code; None where it has one."""
        if fault := self.reader.fault(number):
            return fault
        if self.reader.skeleton(number) in self._two_ways:
            return NumberFault(TWO_WAYS, "this number is in the file in two spellings.")
        if number.isdigit() and len(number) < self._widest_led:
            return NumberFault(TWO_WAYS, "shorter than numbers that begin with 0: zeros are lost.")
        return None

    @property
    def zeros_may_be_lost(self) -> bool:
        """Whether numbers differ in length and nothing in the file says whether they may."""
        return self.reader.pattern is None and not self._widest_led and len(self.widths) > 1

    def count_repeats(self, number: str, cells: Sequence[str], *, aside: Collection[int]) -> None:
        """Count the columns of a row, but those `aside`, in which its own number stands again."""
        if len(number) < self.rules.file.shortest_repeated:
            return
        plain = number.casefold()
        self._repeats.update(
            place
            for place, cell in enumerate(cells)
            if place not in aside and plain in cell.casefold()
        )

    @property
    def repeating_columns(self) -> frozenset[int]:
        """Columns that give the student away in most rows."""
        enough = self.rows * self.rules.file.repeated_share
        return frozenset(place for place, count in self._repeats.items() if count > enough)

    def write_crosswalk(self, file: TextIO) -> None:
        """Write which code belongs to which number, in the order of the codes."""
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(CROSSWALK)
        writer.writerows(sorted((code, number) for number, code in self.codes.items()))


def why_no_crosswalk(path: Path) -> str | None:
    """Return why no crosswalk may be written to `path`; None where one may.

    An older crosswalk is replaced, any other file is left as it is.
    """
    if reason := why_not_there(path):
        return reason
    if not path.exists():
        return None
    try:
        is_ours = path.is_file() and _first_line(path) == ",".join(CROSSWALK)
    except OSError:
        is_ours = False
    return None if is_ours else "another file is there already: name a new one"


def _first_line(path: Path) -> str:
    with path.open(encoding="utf-8", errors="replace") as file:
        return file.readline(LONGEST_HEADER).strip()
