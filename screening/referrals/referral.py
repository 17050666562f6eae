"""Referrals: one row per student for whom targeted or intensive support is due, in words."""

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Self

import pandas as pd
from pydantic import model_validator

from screening.definition import Definition, load_definition
from screening.programme.school_days import add_school_days
from screening.programme.settings import Deadlines, Programme, Window
from screening.referrals.rules import ReferralRules, load_rules
from screening.referrals.student import Student, students_of
from screening.spreadsheet import Column
from screening.strengths.named import load_strengths
from screening.supports.catalogue import Support, load_catalogue, suggest


@dataclasses.dataclass(frozen=True)
class Referral:
    """One row of the list: the 24 columns in order, all text; empty = for the school to fill in."""

    referral_id: str
    student_code: str
    grade_class: str = ""
    urgency: str = ""
    why: str = ""
    areas: str = ""
    strengths: str = ""
    data_confidence: str = ""
    change: str = ""
    already_in_support: str = ""
    family_language: str = ""
    contact_allowed: str = ""
    access_needs: str = ""
    next_step: str = ""
    other_options: str = ""
    owner: str = ""
    due_date: str = ""
    status: str = ""
    student_seen_on: str = ""
    family_contact: str = ""
    agreed_plan: str = ""
    outcome: str = ""
    override: str = ""
    note: str = ""

    def cells(self) -> tuple[str, ...]:
        """Return the columns in order."""
        return dataclasses.astuple(self)

    def locked_hash(self) -> str:
        """Return the SHA-256 of the issued cells: a returned row that differs was changed."""
        issued = [
            cell
            for column, cell in zip(load_columns(), self.cells(), strict=True)
            if column.entry == "none"
        ]
        return hashlib.sha256("\x1f".join(issued).encode()).hexdigest()


class ReferralColumns(Definition):
    """The whole of `referral_columns.toml`."""

    column: tuple[Column, ...]

    @model_validator(mode="after")
    def _as_the_row(self) -> Self:
        if [column.id for column in self.column] != [
            field.name for field in dataclasses.fields(Referral)
        ]:
            raise ValueError("the columns differ from those of a referral.")
        return self


@cache
def load_columns() -> tuple[Column, ...]:
    """Return the 24 columns in order.

    Raises:
        DefinitionError: a column is missing, unknown or out of order.
    """
    with as_file(files("screening.referrals").joinpath("referral_columns.toml")) as path:
        return load_definition(path, ReferralColumns).column


def build_referrals(
    students: pd.DataFrame, *, programme: Programme, window: Window, as_of: dt.date
) -> list[Referral]:
    """Return the referrals of one school in the order of the list.

    Order: urgency; within it random but stable (seeded by window and student), never by score:
    small differences are noise.

    Rows:
        one per rostered student (`mart_student_tier`).
    Columns:
        those of `Student`.
    """
    referrals = [
        _referral(student, programme=programme, window=window, as_of=as_of)
        for student in students_of(students)
        if student.needs_referral
    ]
    return sorted(referrals, key=lambda referral: _place(referral, window=window))


def build_id(subject: str, *, window: Window, cause: str) -> str:
    """Return a referral's id: the same for the same subject, window and cause in every run."""
    content = f"{subject}\x1f{window.id}\x1f{cause}"
    return f"R-{hashlib.sha256(content.encode()).hexdigest()[:10]}"


def due_in(tier: int, *, deadlines: Deadlines) -> int:
    """Return the school days from the list's date to the first contact for tier 2 or 3."""
    return {2: deadlines.tier_2, 3: deadlines.tier_3}[tier]


def _place(referral: Referral, *, window: Window) -> tuple[int, str]:
    """Return where a referral stands: urgency, then a seeded shuffle."""
    urgency = load_rules().urgency.order().index(referral.urgency)
    shuffled = hashlib.sha256(f"{window.id}\x1f{referral.student_code}".encode()).hexdigest()
    return urgency, shuffled


def _referral(
    student: Student, *, programme: Programme, window: Window, as_of: dt.date
) -> Referral:
    """Return one student's referral."""
    rules, catalogue = load_rules(), load_catalogue()
    tier = student.tier or 0
    days = due_in(tier, deadlines=programme.deadlines)
    steps = suggest(catalogue, areas=student.areas, tier=tier, grade=student.grade, today=as_of)
    labels = _labels(steps, student=student, rules=rules)
    words = rules.words
    return Referral(
        referral_id=build_id(student.student_ref, window=window, cause=rules.cause),
        student_code=student.student_ref,
        grade_class=student.grade_class,
        urgency=rules.urgency.words_for(days),
        why=student.why,
        areas="; ".join(catalogue.area_words(area) for area in student.areas),
        strengths=_strengths(student, rules=rules),
        data_confidence=words.data_confidence.get(student.data_confidence, student.data_confidence),
        change=words.change.get(student.change, words.change["none"]),
        family_language=_language(student.home_language, rules=rules),
        contact_allowed="yes",
        next_step=labels[0],
        other_options="; or ".join(labels[1 : 1 + rules.other_options]),
        due_date=add_school_days(as_of, days, holidays=programme.holidays).isoformat(),
        status=rules.status[0].words,
    )


def _labels(steps: Sequence[Support], *, student: Student, rules: ReferralRules) -> tuple[str, ...]:
    """Return the suggestions in words, best first; never empty."""
    labels = tuple(step.label(areas=student.areas) for step in steps)
    return labels or (rules.no_suggestion,)


def _strengths(student: Student, *, rules: ReferralRules) -> str:
    """Return what the answers show to go well; empty where they show nothing of it."""
    shown = load_strengths().on_list(student.strengths)
    return rules.strengths_seen.format(strengths="; ".join(shown)) if shown else ""


def _language(code: str, *, rules: ReferralRules) -> str:
    """Return the family's language and whether an interpreter is needed."""
    if not code:
        return "not known, interpreter: ask"
    needed = "no" if code == rules.working_language else "yes"
    return f"{code}, interpreter: {needed}"
