"""Which names a student has in what is kept and shown: the code, and every id made from it."""

from collections.abc import Iterable

from screening.ledger.act import Act
from screening.letters.letter import letter_ref
from screening.letters.template import PURPOSES
from screening.programme.settings import Programme
from screening.referrals.referral import build_id
from screening.referrals.rules import load_rules
from screening.safety.alert import Alert


def names_of(
    student_ref: str, *, settings: Programme, acts: Iterable[Act], alerts: Iterable[Alert]
) -> tuple[str, ...]:
    """Return what a search looks for, the code first, each name once.

    Args:
        student_ref: the student's code.
        settings: their windows and letters give the ids of referrals and letters.
        acts: of the ledger; the subjects of the student's own acts are names.
        alerts: the student's alerts.
    """
    names = [student_ref]
    for window in settings.window:
        names.append(build_id(student_ref, window=window, cause=load_rules().cause))
        names += [
            letter_ref(
                programme_id=settings.id,
                window_id=window.id,
                purpose=purpose,
                student_ref=student_ref,
            )
            for purpose in PURPOSES
        ]
    names += [act.subject for act in acts if act.student_ref == student_ref and act.subject]
    names += [name for alert in alerts for name in (*sorted(alert.known_as), alert.entry.key)]
    return tuple(dict.fromkeys(names))
