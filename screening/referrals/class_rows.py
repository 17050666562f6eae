"""Class rows: where much of one class is flagged, the class is looked at before the child."""

from collections.abc import Iterator
from dataclasses import dataclass

from screening.class_support.groups import Group, SchoolGroups
from screening.class_support.rules import load_class_support
from screening.programme.school_days import add_school_days
from screening.referrals.list_day import ListDay
from screening.referrals.referral import Referral, build_id
from screening.referrals.referral_rows import filled_in
from screening.referrals.rules import load_rules
from screening.referrals.urgency_rules import days_of
from screening.wilson import round_half_up

NEXT_MEETING = 1
"""Level of urgency of a class: no child waits for it, each has a row of its own."""


@dataclass(frozen=True)
class ClassRow:
    """One class that needs a plan of its own; its students stand beneath it.

    Attributes:
        row: the class as a row of the list.
    """

    school_id: str
    grade: str
    class_id: str
    row: Referral


def class_rows(groups: SchoolGroups, *, day: ListDay) -> list[ClassRow]:
    """Return one row per class that needs a plan of its own, by grade and class.

    A class id counts within its grade. Rule and sources: `class_support.toml`.
    """
    return [
        ClassRow(each.school_id, each.grade, each.class_id, _row(each, groups, day=day))
        for each in groups.classes
        if each.decision == "class_plan"
    ]


def class_notes(groups: SchoolGroups) -> tuple[str, ...]:
    """Return a sentence per grade or school that comes first, then per class near to it.

    Near are classes that reach the threshold and cannot be told from chance. Those with too few
    screened students are counted in one sentence.
    """
    rule, words = load_class_support().decision, load_class_support().words
    first = [_first(each) for each in reversed(groups.wider) if each.decision == "class_plan"]
    small = [each for each in groups.classes if each.screened_count < rule.minimum_screened]
    near = [each for each in groups.classes if each.decision == "not_decidable"]
    said = [_note(each) for each in near if each not in small]
    if small:
        said.append(words.too_few.format(count=len(small), minimum=rule.minimum_screened))
    return (*first, *said)


def _row(group: Group, groups: SchoolGroups, *, day: ListDay) -> Referral:
    rules, words = load_rules(), load_class_support().words
    subject = f"{group.school_id}\x1f{group.grade}\x1f{group.class_id}"
    referral_id = build_id(subject, window=day.window, cause=words.next_step)
    since = day.listed_on(referral_id)
    days = days_of(NEXT_MEETING, deadlines=day.programme.deadlines)
    due = add_school_days(since, days, holidays=day.days_off)
    row = Referral(
        referral_id=referral_id,
        student_code=rules.whole_class,
        grade_class=f"{group.grade}, {group.class_id}",
        urgency=rules.urgency.words_for(day.days_left(due)),
        why=" ".join(_why(group, groups)),
        next_step=words.next_step,
        other_options=words.option,
        due_date=due.isoformat(),
        status=rules.status[0].words,
        listed_on=since.isoformat(),
    )
    return filled_in(row, day=day)


def _why(group: Group, groups: SchoolGroups) -> Iterator[str]:
    """Yield the counts with their interval, what lies as high around it, and who rated."""
    words = load_class_support().words
    yield words.class_plan.format(**_counts(group))
    around = groups.above(group)
    if around is not None:
        yield _first(around)
    if group.rater_words:
        yield group.rater_words


def _first(group: Group) -> str:
    """Return that a grade or a school comes before its classes."""
    words = load_class_support().words
    return (words.first_grade if group.grade else words.first_school).format(**_counts(group))


def _note(group: Group) -> str:
    text = load_class_support().words.not_decidable.format(**_counts(group))
    return " ".join(filter(None, (text, group.rater_words)))


def _counts(group: Group) -> dict[str, object]:
    """Return what the sentences leave open: counts, and the interval in 100 such students."""
    rule = load_class_support().decision
    return {
        "grade": group.grade,
        "class_id": group.class_id,
        "flagged": group.flagged_count,
        "screened": group.screened_count,
        "low": round_half_up(100 * group.low),
        "high": round_half_up(100 * group.high),
        "threshold": round_half_up(100 * rule.threshold),
    }
