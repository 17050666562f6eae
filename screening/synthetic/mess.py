"""Mess that real exports hold, planted in a made-up window so that each kind can be looked for."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from screening.synthetic.enrolment import Enrolment
from screening.synthetic.exports import Cell, Table
from screening.synthetic.plan import Plan, PlannedWindow
from screening.synthetic.population import LETTERS, REF_LENGTH, Population

ROSTER = "roster.csv"
CAREGIVER = "caregiver_checklist.csv"
STUDENT = "student_survey.csv"
TEACHER = "teacher_ratings.xlsx"
REF_COLUMNS = {"student_ref", "Child's code", "StudentCode", "Student code"}


@dataclass(frozen=True)
class Place:
    """Where one piece of mess lies.

    Attributes:
        kind: name of the mess, as in `DistrictSummary.planted`.
        window: window id.
        file: file name.
        row: row as a spreadsheet shows it; None = the whole file.
        column: the file's own column name; None = the whole row or file.
        student_ref: as written in the row; None where the mess is not about one student.
    """

    kind: str
    window: str
    file: str
    row: int | None = None
    column: str | None = None
    student_ref: str | None = None


@dataclass
class Desk:
    """The tables of one window while mess is planted in them; each row is used at most once."""

    plan: Plan
    window: PlannedWindow
    population: Population
    enrolment: Enrolment
    tables: dict[str, Table]
    rng: np.random.Generator
    _used: set[int] = field(default_factory=set)
    _notes: list[tuple[str, str, list[Cell] | None, str | None]] = field(default_factory=list)

    def take(self, file: str, count: int) -> list[list[Cell]]:
        """Return rows of a file that hold no mess yet, spread over the file."""
        rows = [row for row in self.tables[file].rows if id(row) not in self._used]
        chosen = [rows[place] for place in self.rng.choice(len(rows), count, replace=False)]
        self._used.update(id(row) for row in chosen)
        return chosen

    def copies(self, file: str, count: int) -> list[list[Cell]]:
        """Return new rows somewhere in the file, each a copy of one that holds no mess."""
        return [self.insert(file, [*row]) for row in self.take(file, count)]

    def insert(self, file: str, row: list[Cell]) -> list[Cell]:
        """Put a new row somewhere in the file; return it."""
        rows = self.tables[file].rows
        rows.insert(int(self.rng.integers(len(rows))), row)
        self._used.add(id(row))
        return row

    def write(self, file: str, row: list[Cell], **cells: Cell) -> None:
        """Put cells into a row, by column name."""
        for column, cell in cells.items():
            row[self.tables[file].position(column)] = cell

    def write_ref(self, file: str, row: list[Cell], ref: str) -> None:
        """Put a student_ref into a row."""
        row[self._ref_position(file)] = ref

    def ref(self, file: str, row: list[Cell]) -> str:
        """Return the student_ref as the row has it."""
        return str(row[self._ref_position(file)])

    def note(
        self, kind: str, file: str, row: list[Cell] | None = None, *, column: str | None = None
    ) -> None:
        """Remember where a piece of mess was put."""
        self._notes.append((kind, file, row, column))

    def noted(self, kind: str, file: str) -> list[list[Cell]]:
        """Return the rows of a file that hold one kind of mess."""
        return [row for each, at, row, _ in self._notes if (each, at) == (kind, file) and row]

    def unknown_ref(self) -> str:
        """Return a student_ref of the right form that nobody has."""
        known = set(self.population.student_ref.tolist())
        while True:
            ref = "RB" + "".join(self.rng.choice(LETTERS, REF_LENGTH))
            if ref not in known:
                return ref

    def students(self, *, consent: str, first_grade: int) -> list[str]:
        """Return refs of rostered students who have not taken the survey, by consent."""
        answered = {self.ref(STUDENT, row).strip().upper() for row in self.tables[STUDENT].rows}
        fitting = (self.enrolment.consent == consent) & (self.enrolment.grade >= first_grade)
        refs = self.population.student_ref[self.enrolment.student[fitting]].tolist()
        return [ref for ref in refs if ref not in answered]

    def places(self) -> list[Place]:
        """Return where everything lies, now that no more rows are put in."""
        return [self._place(*note) for note in self._notes]

    def _ref_position(self, file: str) -> int:
        columns = self.tables[file].columns
        return next(place for place, column in enumerate(columns) if column in REF_COLUMNS)

    def _place(self, kind: str, file: str, row: list[Cell] | None, column: str | None) -> Place:
        if row is None:
            return Place(kind, self.window.id, file, column=column)
        sheet_row = self.tables[file].sheet_row(row)
        return Place(kind, self.window.id, file, sheet_row, column, self.ref(file, row))


Mess = Callable[[Desk], None]


def plant(desk: Desk, mess: Sequence[Mess]) -> list[Place]:
    """Plant each kind of mess in the order given; return where everything lies."""
    for each in mess:
        each(desk)
    return desk.places()
