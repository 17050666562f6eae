"""The whole trail of one student as plain text: what a school sees to understand one tier."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from screening.errors import ScreeningError
from screening.explain.answered import Answered, answer_lines, answered_forms
from screening.explain.file_rows import row_lines
from screening.explain.lines import section, told
from screening.explain.outcome import (
    critical_lines,
    informant_lines,
    minimum_lines,
    nomination_lines,
    tier_lines,
)
from screening.explain.rule_steps import findings_of, rule_lines, second_screener_lines
from screening.explain.score_steps import score_lines, scores_of
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse


class UnknownStudentError(ScreeningError):
    """The roster of the window has no such student."""

    exit_status = 2


def trail(run: WindowRun, warehouse: Warehouse, student_ref: str) -> str:
    """Return the trail from files to tier, for the eyes of the student's school.

    Args:
        run: the window's run.
        warehouse: after the steps up to the tier table, answers still in it.
        student_ref: the student.

    Raises:
        UnknownStudentError: the roster has no such student.
    """
    student = _student(run, warehouse, student_ref)
    forms = answered_forms(run, warehouse, student_ref)
    rule, grade = run.programme.tier_rule, student["grade"]
    found = findings_of(warehouse, student_ref, grade=grade)
    screeners = run.programme.settings.screener
    sections = {
        "Files and rows": row_lines(warehouse, student_ref),
        "Answers": _each(answer_lines(form) for form in forms),
        "Scores": _each(_scores(warehouse, form, student) for form in forms),
        "Nominations": nomination_lines(warehouse, student_ref),
        "Second screeners": second_screener_lines(screeners, found),
        "Tier rule": rule_lines(rule, found),
        "Minimum": minimum_lines(rule, found),
        "Informants": informant_lines(warehouse, student),
        "Critical items": critical_lines(),
        "Tier": tier_lines(rule, student),
    }
    lines = list(_head(run, student))
    for title, body in sections.items():
        lines += section(title, body)
    return "\n".join(lines)


def _student(run: WindowRun, warehouse: Warehouse, student_ref: str) -> dict[str, Any]:
    columns = warehouse.columns("mart_student_tier")
    rows = warehouse.rows("select * from mart_student_tier where student_ref = ?", [student_ref])
    if not rows:
        raise UnknownStudentError(
            f"{run.window.id}: no such student is on the roster. Check the code."
        )
    return dict(zip(columns, rows[0], strict=True))


def _head(run: WindowRun, student: Mapping[str, Any]) -> Iterator[str]:
    yield from told(f"Student {student['student_ref']}, window {run.window.id}", level=0)
    place = ", ".join(
        f"{name} {value}"
        for name, value in (
            ("school", student["school_id"]),
            ("grade", student["grade"]),
            ("class", student["class_id"]),
            ("consent", student["consent"]),
        )
        if value
    )
    yield from told(f"{place[:1].upper()}{place[1:]}", level=0)
    yield from told("For this student's school alone.", level=0)


def _each(parts: Iterable[Iterable[str]]) -> Iterator[str]:
    for part in parts:
        yield from part


def _scores(warehouse: Warehouse, form: Answered, student: Mapping[str, Any]) -> Iterator[str]:
    scores = scores_of(warehouse, form, student["student_ref"])
    return score_lines(form, scores, grade=student["grade"])
