"""Families whom nobody may contact: the roster says so, and every letter waits."""

from screening.referrals.support_known import is_contact_forbidden
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse, quoted

HELD_NO_CONTACT = "contact_not_allowed"
"""The roster says that nobody may contact the family."""


def students_not_to_contact(run: WindowRun, warehouse: Warehouse) -> frozenset[str]:
    """Return student_refs whose roster entry forbids contact; empty where no column is named."""
    column = run.programme.settings.contact_column
    if column is None:
        return frozenset()
    entries = warehouse.rows(
        f"select student_ref, {quoted(f'group_{column}')} from stg_roster order by student_ref"
    )
    return frozenset(
        ref for ref, entry in entries if is_contact_forbidden(entry or "", column=column)
    )
