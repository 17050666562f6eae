"""What a list promises: the first day on which it said at least this urgency, kept for good."""

from screening.ledger.act import Act
from screening.referrals.referral_list import ReferralList


def issued_acts(referral_list: ReferralList) -> list[Act]:
    """Return one act per student with a current ground, and per class row.

    The ledger keeps the first of each, so that no later run moves a date. `field` is the level of
    urgency: 3 and 2 = the deadline of that tier, 1 = the next meeting, empty for a class.
    """
    day = referral_list.day
    promised = [
        (one.referral_id, one.student.student_ref, str(one.level))
        for one in referral_list.listed
        if one.is_current
    ]
    promised += [(row.referral_id, "", "") for row in referral_list.class_rows]
    return [
        Act(
            kind="referral_issued",
            window_id=day.window.id,
            school_id=day.school.id,
            student_ref=student_ref,
            subject=referral_id,
            field=level,
            new=day.as_of.isoformat(),
            at=day.as_of.isoformat(),
            source="run",
        )
        for referral_id, student_ref, level in promised
    ]
