"""Problems: findings about data that do not stop the run.

A problem says where (file, row as a spreadsheet shows it, the school's own column name), what is
wrong, what happens next and what to do. It never holds the content of a cell.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from screening.errors import DefinitionError, RefusedDataError, UnreadableFileError


class Severity(StrEnum):
    """What happens next."""

    CRITICAL = "critical"
    """The file is refused."""
    RECORD = "record"
    """The row is set aside."""
    ADVISORY = "advisory"
    """It is only listed."""


@dataclass(frozen=True)
class ProblemKind:
    """One entry of the catalogue (`problem_catalogue.toml`)."""

    code: str
    severity: Severity
    what: str
    why: str
    mend: str


@dataclass(frozen=True)
class Problem:
    """One finding.

    Attributes:
        code: stable code of the catalogue, as `ANS-001`.
        file: name of the file, without folders.
        message: what is wrong, without any cell's content.
        row: row as a spreadsheet shows it (1 = first header row); None = the whole file.
        column: the school's own column name; None = the whole row or file.
        student_ref: filled only where the row's student is on the roster.
        school_id: filled only where it is known.
    """

    code: str
    file: str
    message: str
    row: int | None = None
    column: str | None = None
    student_ref: str | None = None
    school_id: str | None = None

    @property
    def kind(self) -> ProblemKind:
        """The catalogue's entry."""
        return catalogue()[self.code]

    @property
    def severity(self) -> Severity:
        """What happens next."""
        return self.kind.severity

    def line(self) -> str:
        """Return the problem as one line for a screen or a log: no student in it."""
        place = self.file
        if self.row is not None:
            place += f", row {self.row}"
        if self.column:
            place += f", column {self.column}"
        return f"{self.code}  {self.severity:<8}  {place}: {self.message} {self.kind.mend}"


UNREADABLE = ("F", "N101", "N121")
"""Codes of files that could not be read at all."""


class RefusedFileError(UnreadableFileError):
    """A file cannot be used; carries the critical problem that says why.

    The exit status tells a file that cannot be read from one that was read and refused.
    """

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.line())
        self.problem = problem
        if not problem.code.startswith(UNREADABLE):
            self.exit_status = RefusedDataError.exit_status


def refused(code: str, name: str, message: str, *, column: str | None = None) -> RefusedFileError:
    """Return the error that refuses file `name`."""
    return RefusedFileError(Problem(code=code, file=name, message=message, column=column))


@cache
def catalogue() -> dict[str, ProblemKind]:
    """Return every kind of problem by its code."""
    text = files("screening").joinpath("problem_catalogue.toml").read_text(encoding="utf-8")
    kinds = {
        code: ProblemKind(code=code, severity=Severity(entry.pop("severity")), **entry)
        for code, entry in tomllib.loads(text).items()
    }
    if not kinds:
        raise DefinitionError("problem_catalogue.toml: empty.")
    return kinds
