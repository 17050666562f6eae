"""One line of the safety list: a critical item that needs a person, never a score."""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal, Self

Reason = Literal["endorsed", "unanswered", "unclear", "not_read"]
"""Why a person must look.

`endorsed`: answered at or above the item's limit. `unanswered`: left blank on a form that was
otherwise filled in. `unclear`: the cell holds something that is no answer. `not_read`: the row
or file could not be read with certainty.
"""


@dataclass(frozen=True)
class SafetyEntry:
    """One critical item of one row, or one row or file that nobody could read.

    Attributes:
        student_ref: as typed in the export; empty where the row could not be read.
        roster_code: by which the roster is asked; empty where what was typed holds more than is
            shown, as an invisible character: then it is nobody's.
        school_id: None where the student is not on the roster.
        what: the item in the instrument's neutral words, or what could not be read.
        row: row as a spreadsheet shows it; None = the whole file.
        recorded_at: the time as the export has it; None where there is none.
        consent: the roster's; None where the student is not on the roster.
        row_state: what else is to be known about the row; may be empty.
        key: which answer it is, wherever it stands (`alert_identity`).
    """

    student_ref: str
    roster_code: str
    school_id: str | None
    grade: str
    class_id: str
    instrument_id: str
    item_id: str
    what: str
    reason: Reason
    file: str
    row: int | None
    recorded_at: str | None
    identity: Literal["on roster", "identity unresolved"]
    consent: str | None
    row_state: str
    key: str

    def to_json(self, **beside: str) -> str:
        """Return the entry as JSON, with what is told beside it."""
        return json.dumps(asdict(self) | beside, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> Self:
        """Return the entry as it was written down; what was told beside it is passed over."""
        return cls(**{each.name: told.get(each.name, "") for each in fields(cls)})
