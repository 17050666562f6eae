"""What the roster, earlier windows and the list itself say about support, contact and access."""

from screening.referrals.list_day import ListDay
from screening.referrals.rules import load_rules
from screening.referrals.student import Student

COLUMN = "already_in_support"
UNCERTAIN = "roster_conflict"
"""The reason for no tier where rows of the roster disagree about a student."""


def support_known(student: Student, *, day: ListDay) -> str:
    """Return in words which support runs: from the roster, then from the last window."""
    rules = load_rules().support
    said: list[str] = []
    if student.support.strip().casefold() not in rules.none:
        yes = student.support.strip().casefold() in rules.yes
        said.append(rules.roster.format(text=rules.yes_words if yes else student.support.strip()))
    last = day.last_before.get(student.student_ref)
    if last and last.status in rules.statuses:
        titles = {window.id: window.title for window in day.programme.window}
        words = load_rules().status_words(last.status)
        said.append(rules.earlier.format(window=titles[last.window_id], status=words))
    return "; ".join(said)


def is_supported(student: Student, *, referral_id: str, day: ListDay) -> bool:
    """Return whether support is known to run; what staff wrote on the list counts first."""
    rules = load_rules().support
    state = day.states.get(referral_id)
    if state and state.status in rules.statuses:
        return True
    if state and COLUMN in state.fields:
        return state.fields[COLUMN].strip().casefold() not in rules.none
    return bool(support_known(student, day=day))


def contact_allowed(entry: str, *, column: str | None) -> str:
    """Return whether the family may be contacted, in words.

    Args:
        entry: the roster's entry; one nobody can read is asked first.
        column: the roster's column named in the settings; None = the school names none, and
            consent to screening is all that is known.
    """
    rules = load_rules().contact
    if column is None:
        return rules.words["yes"]
    said = entry.strip().casefold()
    if said in rules.no:
        return rules.words["no"]
    return rules.words["yes" if said in rules.yes else "ask_first"]


def contact_of(student: Student, *, column: str | None) -> str:
    """Return whether a student's family may be contacted; rows that disagree settle nothing."""
    words = load_rules().contact.words
    said = contact_allowed(student.contact, column=column)
    return (
        words["ask_first"] if student.no_tier_reason == UNCERTAIN and said == words["yes"] else said
    )


def is_contact_forbidden(entry: str, *, column: str | None) -> bool:
    """Return whether the roster says that nobody may contact the family: no letter then."""
    return contact_allowed(entry, column=column) == load_rules().contact.words["no"]
