"""The sheet of a school's workbook that says how far the list has come."""

from screening.followup.followed import Followed, followed_on
from screening.followup.measure_rules import load_measures
from screening.followup.measures import Measure, measures_of, open_by_owner, waiting_words
from screening.followup.percentages import require_true_percentages
from screening.referrals.referral_list import ReferralList
from screening.spreadsheet import Table

Row = tuple[str, str, str, str, str, str]
"""Heading, count, of how many, who they are, per cent, what it counts."""


def loop_table(referral_list: ReferralList) -> Table:
    """Return the measures of one school as a sheet: count, of how many, per cent, what it means.

    Raises:
        FailedChecksError: a percentage is not the share of its own two numbers.
    """
    rules, day = load_measures(), referral_list.day
    days = day.programme.followup.no_action_school_days
    followed = followed_on(referral_list)
    rows = [_row(each, days=days) for each in measures_of(followed, no_action_school_days=days)]
    rows += [_owner_row(owner, each) for owner, each in open_by_owner(followed).items()]
    require_true_percentages((row[0], int(row[1]), int(row[2]), row[4]) for row in rows)
    note = rules.sheet_note.format(as_of=day.as_of.isoformat())
    return Table(
        name=rules.sheet,
        columns=rules.column,
        rows=[*_wait_row(followed), *rows],
        notes=(rules.sheet, note),
    )


def _row(measure: Measure, *, days: int) -> Row:
    words = load_measures().words_of(measure.id)
    definition = words.definition.format(days=days)
    return (words.heading, *_numbers(measure, of=words.of), definition)


def _owner_row(owner: str, measure: Measure) -> Row:
    rules = load_measures()
    heading = rules.owner_heading.format(owner=owner)
    return (heading, *_numbers(measure, of=rules.owner_of), rules.owner_definition)


def _numbers(measure: Measure, *, of: str) -> tuple[str, str, str, str]:
    return str(measure.count), str(measure.size), of, measure.percent


def _wait_row(followed: list[Followed]) -> list[Row]:
    """Return how long students waited; no row where nobody is on the list."""
    words = waiting_words(followed)
    return [(load_measures().wait_heading, "", "", "", "", words)] if words else []
