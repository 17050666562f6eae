"""Which alert is which: the one rule by which an answer is known again.

An alert is about one answer: one student code, one informant, one critical item, one reason, given
at one time. Where the answer stands says nothing about it: not the file's name, not the row, not
the school, consent or grade that the roster gives, not what else became of the row. So a file that
is dropped again, renamed, or exported anew with further rows raises no alert twice, and a roster
that is mended moves an alert and makes none.

**The time** tells answers apart where it has a time of day; it counts as an instant, however it is
written. A day alone, no time, or a time nobody can read does not tell them apart: there the answers
of the whole form stand beside it, as codes where they are known. So a second form of the same
student in another file is a new alert, and the same form in another file is not.

**Equal in all of this.** Two rows of one file that are equal are two answers: the second bears the
number 2. In another file they bear the same numbers again.

**The reason** belongs to the answer. An answer that could not be read and is later read as endorsed
is a new alert, because whoever closed the first one did not know it.

**Rows and files nobody has read** are known by their content: a row by its cells, with its number
among equal rows of the file; a file by its SHA-256 and the folder in which it lies where no export
is read. A changed file is a new one.

**Two schools.** Where two schools have a student of the code, each has an alert of its own, since
each must look whether it is theirs. Once made so, they stay, whatever the roster says later.

The id is the beginning of a digest of window, key and claim; it is longer where two would be alike.
"""

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Sequence
from zoneinfo import ZoneInfo

from screening.intake.layout import RecordedAt
from screening.intake.values import normalise
from screening.safety.entry import Reason

SHORTEST_ID = 10
"""Hexadecimal digits of an alert's id."""
KEY_DIGITS = 32
"""Hexadecimal digits of a key: no two answers are alike by chance."""


def alert_name(window_id: str, key: str, claim: str, *, digits: int = SHORTEST_ID) -> str:
    """Return the id of an alert, as `S-3fa9c0d211`.

    Args:
        window_id: the screening window.
        key: the answer's key.
        claim: the school, where two schools have a student of the code; else empty.
        digits: how many; more only where two ids would be alike.
    """
    return f"S-{_digest([window_id, key, claim])[:digits]}"


def answer_key(
    *, student_code: str, informant: str, item_id: str, reason: Reason, when: Sequence[str]
) -> str:
    """Return the key of an answer, before equal rows of its file are numbered.

    Args:
        student_code: as typed, without blanks around it.
        informant: who answered.
        item_id: the critical item.
        reason: why a person must look.
        when: as `told_apart_by` returns it.
    """
    return _key("answer", student_code.strip(), informant, item_id, reason, *when)


def told_apart_by(
    typed: str, answers: Sequence[str], *, recorded_at: RecordedAt | None, zone: ZoneInfo
) -> tuple[str, ...]:
    """Return what tells an answer from others of the same student to the same item.

    Args:
        typed: the cell with the time; empty where there is none.
        answers: the form's answers in the order of its items, as codes where they are known.
        recorded_at: how the export writes times; None where it has none.
        zone: the programme's time zone.
    """
    moment = _moment(typed.strip(), recorded_at) if recorded_at else None
    if moment is None:
        return (normalise(typed), *answers)
    if moment.time() == dt.time.min:
        return (moment.date().isoformat(), *answers)
    if moment.tzinfo is None:
        written_in = recorded_at.timezone if recorded_at else None
        moment = moment.replace(tzinfo=ZoneInfo(written_in) if written_in else zone)
    return (moment.astimezone(dt.UTC).isoformat(),)


def unread_row_key(cells: Sequence[str]) -> str:
    """Return the key of a row nobody could read, before equal rows of its file are numbered."""
    return _key("row", *(cell.strip() for cell in cells))


def unread_file_key(sha256: str, name: str, place: str = "") -> str:
    """Return the key of a file nobody has read.

    Args:
        sha256: of its content; empty where nobody may open it, and then its name stands for it.
        name: the file's name.
        place: the folder in which it lies where no export is read; empty in the inbox itself.
    """
    return _key("file", place, sha256 or f"name {name}")


class EqualRows:
    """Numbers the answers of one file that are equal in everything."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def numbered(self, key: str) -> str:
        """Return the key of the next answer with this key: the first keeps it."""
        self._seen[key] += 1
        return key if self._seen[key] == 1 else _key(key, str(self._seen[key]))


def _moment(typed: str, recorded_at: RecordedAt) -> dt.datetime | None:
    for each in recorded_at.formats:
        try:
            return dt.datetime.strptime(typed, each)  # noqa: DTZ007 (its zone is looked at next)
        except ValueError:
            continue
    return None


def _key(*parts: str) -> str:
    return _digest(parts)[:KEY_DIGITS]


def _digest(parts: Sequence[str]) -> str:
    return hashlib.sha256(json.dumps(list(parts)).encode()).hexdigest()
