"""One student of the tier table, as the referral list reads it: no score, no answer."""

from dataclasses import dataclass, fields
from typing import Self

import pandas as pd

from screening.programme.grades import grade_order

UNIVERSAL = 1
"""The tier that needs no referral."""
CONSENTED = "yes"
OFF_ROSTER = "off_roster"
"""Stands for the reason of no tier where a student left the roster."""
_AS_THEY_STAND = (
    *("views", "override_by", "doubt", "change_kind", "change_words", "next_questionnaire"),
    *("support", "contact", "access"),
)


@dataclass(frozen=True)
class Student:
    """One row of what the run knows of a student (`screening/run/lists.py`).

    A missing text is empty, `tier` None is no tier, no strengths are none that anybody knows of.

    Attributes:
        seen_by: how many informants' answers show difficulties.
        views: who sees difficulties and who does not, where informants disagree.
        override_by: the person who decided the tier; empty where the rule did.
        doubt: why the result may be another, in words.
        change_kind, change_words: what became of it since the last window, chance considered.
        next_questionnaire: what the student still has to answer before there is a result.
        support, contact, access: the roster's own words, from the columns named in the settings.
    """

    student_ref: str
    school_id: str
    grade: str
    class_id: str
    home_language: str
    consent: str
    tier: int | None
    no_tier_reason: str
    areas: tuple[str, ...]
    why: str
    data_confidence: str
    change: str
    strengths: tuple[str, ...]
    seen_by: int
    views: str
    override_by: str
    doubt: str
    change_kind: str
    change_words: str
    next_questionnaire: str
    support: str
    contact: str
    access: str

    @classmethod
    def off_roster(cls, student_ref: str, *, school_id: str) -> Self:
        """Return a student whom no roster knows: nothing but the code is known."""
        row = dict.fromkeys(_COLUMNS) | {"student_ref": student_ref, "school_id": school_id}
        return cls.of_row(row | {"consent": CONSENTED, "no_tier_reason": OFF_ROSTER})

    @property
    def is_off_roster(self) -> bool:
        """Whether no roster knows the student any more."""
        return self.no_tier_reason == OFF_ROSTER

    @property
    def consented(self) -> bool:
        """Whether the family agreed; anything but a recorded yes is no."""
        return self.consent == CONSENTED

    @property
    def is_screened(self) -> bool:
        """Whether there is a tier and the family agreed."""
        return self.consented and self.tier is not None

    @property
    def needs_referral(self) -> bool:
        """Whether targeted or intensive support is due and the family agreed."""
        return self.consented and self.tier is not None and self.tier > UNIVERSAL

    @property
    def grade_class(self) -> str:
        """Grade and class in one cell."""
        return ", ".join(part for part in (self.grade, self.class_id) if part)

    @classmethod
    def of_row(cls, row: dict[str, object]) -> Self:
        """Return the student of one row; other columns are not looked at."""
        tier = row["tier"]
        return cls(
            student_ref=_text(row["student_ref"]),
            school_id=_text(row["school_id"]),
            grade=_text(row["grade"]),
            class_id=_text(row["class_id"]),
            home_language=_text(row["home_language"]),
            consent=_text(row["consent"]),
            tier=None if pd.isna(tier) else int(str(tier).removesuffix(".0")),  # type: ignore[call-overload]
            no_tier_reason=_text(row["no_tier_reason"]),
            areas=tuple(area for area in _text(row["areas"]).split(";") if area),
            why=_text(row["why"]),
            data_confidence=_text(row["data_confidence"]),
            change=_text(row["change"]),
            strengths=tuple(each for each in _text(row["strengths"]).split(";") if each),
            seen_by=int(_text(row["seen_by"]).removesuffix(".0") or 0),
            **{name: _text(row[name]) for name in _AS_THEY_STAND},
        )


_COLUMNS = tuple(field.name for field in fields(Student))


def students_of(students: pd.DataFrame) -> tuple[Student, ...]:
    """Return the students of a frame by student_ref, so that the order of rows cannot matter.

    Rows:
        one per rostered student of one school.
    Columns:
        those of `Student`; others are ignored.
    Nulls:
        `tier` null = no tier, reason in `no_tier_reason`.
    """
    rows = [Student.of_row(row) for row in students.to_dict("records")]  # type: ignore[arg-type]
    return tuple(sorted(rows, key=lambda student: student.student_ref))


def class_order(student: Student) -> tuple[int, str, str]:
    """Return the sort key of a list by grade, class and code."""
    return grade_order(student.grade), student.class_id, student.student_ref


def _text(value: object) -> str:
    """Return a cell as text; a null is empty."""
    return "" if value is None or value is pd.NA or value != value else str(value)  # noqa: PLR0124 - NaN
