"""Every alert of a window: what stands in the files now, joined with what the ledger remembers.

A pure function of entries, acts and roster, so that lists, letters and notices say the same. What
was raised stays until a person has closed it, whatever becomes of its file, its row or its
student's place on the roster.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from screening.ledger.act import Act
from screening.programme.settings import UNASSIGNED
from screening.safety.alert import ALERT_KINDS, Alert
from screening.safety.alert_identity import SHORTEST_ID, alert_name
from screening.safety.entry import SafetyEntry
from screening.safety.whose_answers import Students, placed

Name = tuple[str, str]
"""Key of an answer, and the school that claims it where two do."""
CLAIM = "claim"
"""What an `alert_raised` tells beside the entry."""


def alerts_of(
    entries: Iterable[SafetyEntry],
    acts: Iterable[Act],
    *,
    window_id: str,
    students: Students,
    only_school: str = UNASSIGNED,
) -> list[Alert]:
    """Return every alert of a window, once per school it is on.

    Args:
        entries: what was read in the files now.
        acts: the ledger's acts; those of other windows and other kinds are passed over.
        window_id: the window.
        students: the roster, which places alerts that no file holds any more.
        only_school: whose list takes what has no school.
    """
    in_files: defaultdict[str, defaultdict[str, list[SafetyEntry]]]
    in_files = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        in_files[entry.key][entry.school_id or only_school].append(entry)
    memory = _Memory(acts, window_id)
    return [
        alert
        for key in dict.fromkeys([*in_files, *memory.keys])
        for alert in _alerts_of_answer(key, in_files.get(key, {}), memory, students)
    ]


def raised(alerts: Iterable[Alert], *, at: str) -> list[Act]:
    """Return the act of every alert that is not written down yet for the school it is on.

    Args:
        alerts: as `alerts_of` returns them.
        at: ISO date and time, with its offset from UTC.
    """
    return [
        Act(
            kind="alert_raised",
            window_id=alert.window_id,
            school_id=alert.school_id,
            student_ref=alert.entry.student_ref,
            subject=alert.alert_id,
            field=alert.school_id,
            new=alert.entry.to_json(claim=alert.claim),
            at=at,
            source="run",
        )
        for alert in alerts
        if alert.raising is None
    ]


def _alerts_of_answer(
    key: str, here: Mapping[str, list[SafetyEntry]], memory: "_Memory", students: Students
) -> list[Alert]:
    """Return the alerts of one answer: one, or one per school that claims it or has claimed it."""
    before = {} if here else memory.places(key, students)
    claims = memory.claims(key)
    schools = list(dict.fromkeys([*(here or before), *claims]))
    is_in_doubt = bool(claims) or len(schools) > 1
    return [
        Alert(
            window_id=memory.window_id,
            alert_id=memory.id_of((key, school if is_in_doubt else "")),
            claim=school if is_in_doubt else "",
            school_id=school,
            entry=_told_once(rows) or before.get(school) or memory.as_listed(key, school),
            other_places=max(0, len({(each.file, each.row) for each in rows}) - 1),
            is_in_files=bool(rows),
            acts=memory.acts_about(key, school),
        )
        for school in schools
        for rows in [here.get(school, [])]
    ]


def _told_once(rows: Sequence[SafetyEntry]) -> SafetyEntry | None:
    """Return the first row of an answer, with what is to be known about any of its rows."""
    if not rows:
        return None
    states = dict.fromkeys(filter(None, (each.row_state for each in rows)))
    return replace(rows[0], row_state="; ".join(states))


class _Memory:
    """What the ledger knows of a window's alerts."""

    def __init__(self, acts: Iterable[Act], window_id: str) -> None:
        self.window_id = window_id
        self._names: dict[str, Name] = {}
        self._claims: defaultdict[str, dict[str, None]] = defaultdict(dict)
        self._raised: defaultdict[str, list[tuple[Act, SafetyEntry]]] = defaultdict(list)
        self._acts: defaultdict[Name, list[Act]] = defaultdict(list)
        for act in acts:
            if act.window_id == window_id and act.kind in ALERT_KINDS:
                self._remember(act)

    def _remember(self, act: Act) -> None:
        if act.kind == "alert_raised":
            told = json.loads(act.new)
            entry, claim = SafetyEntry.from_json(told), told.get(CLAIM, "")
            self._names[act.subject] = (entry.key, claim)
            if claim:
                self._claims[entry.key][claim] = None
            self._raised[entry.key].append((act, entry))
        if act.subject in self._names:
            self._acts[self._names[act.subject]].append(act)

    @property
    def keys(self) -> Iterable[str]:
        """Keys of all answers that were ever raised, in the order of the ledger."""
        return self._raised

    def claims(self, key: str) -> list[str]:
        """Return the schools that ever claimed an answer beside another school."""
        return list(self._claims.get(key, ()))

    def places(self, key: str, students: Students) -> dict[str, SafetyEntry]:
        """Return school → entry of an answer that no file holds: by the roster, or as last told."""
        act, entry = self._raised[key][-1]
        found = placed(entry, students)
        return {each.school_id or act.field: each for each in found}

    def as_listed(self, key: str, school: str) -> SafetyEntry:
        """Return the entry as it was last listed at a school."""
        return [entry for act, entry in self._raised[key] if act.field == school][-1]

    def acts_about(self, key: str, school: str) -> tuple[Act, ...]:
        """Return what was done about an answer, before and while another school claimed it too."""
        found = [*self._acts[key, ""], *self._acts[key, school]]
        return tuple(sorted(found, key=lambda act: act.seq))

    def id_of(self, name: Name) -> str:
        """Return an alert's id; a longer one where another alert has the same beginning."""
        digits = SHORTEST_ID
        while True:
            found = alert_name(self.window_id, *name, digits=digits)
            if self._names.setdefault(found, name) == name:
                return found
            digits += 1
