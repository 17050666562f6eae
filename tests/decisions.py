"""Decisions of people, written into a programme's ledger as a command would."""

from programme_builder import TODAY, WINDOW, Folder

from screening.ledger.store import open_ledger
from screening.overrides.override_act import TieredStudent, override_act
from screening.programme.load import open_folder
from screening.warehouse import open_warehouse


def decide(
    folder: Folder,
    ref: str,
    tier: str,
    *,
    reason: str = "Known to the team.",
    by: str = "Ana Ortiz",
    at: str = TODAY.isoformat(),
    window: str = WINDOW,
) -> None:
    """Write down what a person decides, seeing what the last run of the window said."""
    with open_warehouse(open_folder(folder.path).warehouse) as warehouse:
        rows = warehouse.rows(
            "select school_id, rule_tier, consent = 'yes' from mart_student_tier"
            " where student_ref = ?",
            [ref],
        )
    ((school_id, rule_tier, consented),) = rows
    student = TieredStudent(window, school_id, ref, rule_tier, can_be_decided=consented)
    act = override_act(student, tier=tier, reason=reason, by=by, at=at, source="command")
    with open_ledger(open_folder(folder.path).ledger) as ledger:
        ledger.append([act])
