"""What stops a run: one class per exit status, each carrying a sentence for people.

A fault in somebody's data is not an error but a `Problem` (see `problem.py`): the run goes on.
"""

from typing import Self


class ScreeningError(Exception):
    """The run cannot go on.

    Args:
        message: one line: where, what is wrong, what happens next, what to do. Never a
            student's answer or reference: the orchestrator stores this text.
    """

    exit_status = 1

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message

    def without_context(self) -> Self:
        """Return the error free of the exceptions that led to it: those may quote answers."""
        self.__cause__ = self.__context__ = None
        return self.with_traceback(None)


class DefinitionError(ScreeningError):
    """A setting, instrument, layout or rule is missing, contradictory or unsourced."""

    exit_status = 10


class UnreadableFileError(ScreeningError):
    """A file cannot be read at all."""

    exit_status = 11


class RefusedDataError(ScreeningError):
    """The data were read and refused: nothing can be scored from them."""

    exit_status = 12


class FailedChecksError(ScreeningError):
    """The scored tables break a promise, so nothing was published."""

    exit_status = 13


class LetterError(ScreeningError):
    """A letter cannot be made."""

    exit_status = 14


class ProgrammeBusyError(ScreeningError):
    """Another run holds the programme."""

    exit_status = 15
