"""A student as a bundle has them, before the programme says what that means."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FoundStudent:
    """One active student of a bundle.

    Attributes:
        file: how problems name the file.
        orgs: ids of the schools, the primary one alone where the bundle says which it is.
        grades: as the bundle spells them.
        class_code: empty where there is none, or more than one.
        language: as the bundle spells it; empty where it does not say.
    """

    student_ref: str
    row: int
    file: str
    orgs: tuple[str, ...]
    grades: tuple[str, ...]
    class_code: str = ""
    language: str = ""


@dataclass(frozen=True)
class FoundRoster:
    """What a bundle holds.

    Attributes:
        schools: ids of the schools that the bundle lists.
        not_active: students who are listed and not enrolled now.
    """

    students: tuple[FoundStudent, ...]
    schools: frozenset[str]
    not_active: int = 0
