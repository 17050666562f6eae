"""A student's card: strengths first, no scores, one owner, one next step, one date to write in."""

from dataclasses import dataclass

from screening.meeting.words import load_words
from screening.referrals.referral import Referral
from screening.referrals.referral_list import ReferralList


@dataclass(frozen=True)
class Card:
    """What one card says.

    Attributes:
        student: the code, never a name.
        strengths: what goes well; or the question to begin with.
        parts: heading and text, in the order of reading.
        facts: label and text of one line each.
        steps: what may help, best first.
        see_by: by when somebody sees the student; empty once somebody has.
        owner: who has it in hand already; empty for the pen.
    """

    student: str
    grade_class: str
    strengths: str
    parts: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    steps: tuple[str, ...]
    see_by: str
    owner: str


def cards_of(referral_list: ReferralList) -> tuple[Card, ...]:
    """Return a card per student on the list for whom the work has not ended, in its order."""
    pairs = zip(referral_list.listed, referral_list.referrals, strict=True)
    return tuple(
        _card(row, waits=one.stage == "to_see") for one, row in pairs if one.stage != "done"
    )


def _card(row: Referral, *, waits: bool) -> Card:
    words = load_words().card
    parts = ((words.why, row.why), (words.sure, row.data_confidence), (words.change, row.change))
    facts = (
        (words.areas, row.areas),
        (words.support, row.already_in_support),
        (words.language, row.family_language),
        (words.contact, row.contact_allowed),
        (words.access, row.access_needs),
    )
    return Card(
        student=row.student_code,
        grade_class=row.grade_class,
        strengths=row.strengths or words.ask,
        parts=tuple((heading, text) for heading, text in parts if text),
        facts=tuple((label, text or words.not_known) for label, text in facts),
        steps=tuple(filter(None, (row.next_step, *row.other_options.split("; or ")))),
        see_by=words.see_by.format(due=row.due_date) if waits else "",
        owner=row.owner,
    )
