"""A window lives through weeks in any order of events; nobody is lost, doubled or changed unsaid.

Real folders, a real warehouse, a real ledger and real workbooks. A step of the machine is something
that happens in a school: answers come in, somebody acts, a run is made or cut off, days pass.
"""

import datetime as dt
import shutil
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    precondition,
    rule,
)
from programme_builder import TODAY, WINDOW, Folder, mood_of, survey_row
from school_copy import DECISIONS, WAYS, filled, returned, rows_shown

from flows.steps import PUBLISHING, STEPS
from screening.ledger.act import MACHINE, OF_PEOPLE
from screening.ledger.store import read_acts
from screening.programme.load import open_folder
from screening.run.alert_acts import act_on
from screening.run.alerts import kept_alerts
from screening.run.safety import renew_lists
from screening.safety.done_by_people import Person, closed, taken
from screening.warehouse import open_warehouse

STUDENTS = tuple(f"S{number:03}" for number in range(1, 8))
COUNSELLOR = "Ana Ortiz"
# Letters and pages read what the others made, and cost most of the time.
TAKEN = tuple(step for step in STEPS[:-1] if step.name not in {"Letters written", "Pages written"})
refs = st.sampled_from(STUDENTS)


class LifeOfAWindow(RuleBasedStateMachine):
    """What happens in a school, beside a plain model of what must be true afterwards."""

    copies = Bundle("copies")

    def __init__(self) -> None:
        super().__init__()
        self.home = Path(tempfile.mkdtemp())
        self.folder = Folder(self.home / "programme")
        self.today = TODAY
        self.answers: dict[str, list[tuple[str, int, int]]] = {}
        self.withdrawn: set[str] = set()
        self.alarming: set[tuple[str, str]] = set()
        self.closed: set[str] = set()
        self.listed: set[str] = set()
        self.status: dict[str, str] = {}
        self.decided: dict[str, int] = {}
        self.acts_before: list[object] = []
        self.is_shown = False
        self.returned_since: set[str] = set()

    def teardown(self) -> None:
        shutil.rmtree(self.home)

    @property
    def now(self) -> dt.datetime:
        zone = open_folder(self.folder.path).settings.zone
        return dt.datetime.combine(self.today, dt.time(15), zone)

    @initialize()
    def the_window_opens(self) -> None:
        self._drop_roster()
        for number, ref in enumerate(STUDENTS[:4]):
            self.answers[ref] = [("2026-10-06", 8 * number, 0)]
        self._export()

    def _drop_roster(self) -> None:
        self.folder.roster_rows(
            *(
                [ref, "maple", "7", "7B", "en", "withdrawn" if ref in self.withdrawn else "yes"]
                for ref in STUDENTS
            )
        )

    @rule(ref=refs, total=st.sampled_from([0, 8, 12, 16, 24]), critical=st.sampled_from([0, 0, 2]))
    def answers_come_in(self, ref: str, total: int, critical: int) -> None:
        told = self.answers.setdefault(ref, [])
        told.append((f"2026-10-{6 + len(told):02}", total, critical))
        self._export()

    def _export(self) -> None:
        self.folder.survey(
            *(
                survey_row(ref, mood=mood_of(total, critical=critical), on=on)
                for ref, told in sorted(self.answers.items())
                for on, total, critical in told
            )
        )

    @rule()
    def the_export_is_taken_away_and_comes_under_another_name(self) -> None:
        path = self.folder.inbox() / "survey.csv"
        path.unlink(missing_ok=True)
        self.somebody_looks_at_the_safety_list()
        self._export()

    @rule(days=st.sampled_from([1, 6, 20]))
    def days_pass(self, days: int) -> None:
        self.today += dt.timedelta(days=days)

    @precondition(lambda self: len(self.withdrawn) < 2)
    @rule(ref=refs)
    def a_family_withdraws(self, ref: str) -> None:
        self.withdrawn.add(ref)
        self._drop_roster()

    @rule()
    def somebody_looks_at_the_safety_list(self) -> None:
        renew_lists(self.folder.path, window_id=WINDOW, now=self.now)
        self._raised()

    def _raised(self) -> None:
        if (self.folder.inbox() / "survey.csv").exists():
            self.alarming |= {
                (ref, on)
                for ref, told in self.answers.items()
                for on, _, critical in told
                if critical
            }

    @rule(number=st.integers(0, 9), deed=st.sampled_from(["taken", "closed"]))
    def a_person_acts_on_an_alert(self, number: int, deed: str) -> None:
        waiting = [each for each in self._alerts() if each.alert_id not in self.closed]
        if not waiting:
            return
        alert = waiting[number % len(waiting)]
        who = Person(COUNSELLOR, self.now, "command")
        act_on(
            self.folder.path,
            [alert.alert_id],
            who,
            deed=lambda each, person: (
                closed(each, person, seen=self.now) if deed == "closed" else [taken(each, person)]
            ),
            told=lambda _line: None,
        )
        if deed == "closed":
            self.closed.add(alert.alert_id)

    @rule()
    def a_run_is_made(self) -> None:
        run = self.folder.open(today=self.today)
        for step in TAKEN:
            step.do(run)
        with open_warehouse(run.programme.warehouse) as warehouse:
            for move in PUBLISHING:
                move(run, warehouse)
        self._raised()
        self.is_shown = True
        self.returned_since.clear()
        self._check_what_is_shown()

    @rule(steps=st.integers(1, len(TAKEN)))
    def a_run_is_cut_off(self, steps: int) -> None:
        run = self.folder.open(today=self.today)
        for step in TAKEN[:steps]:
            step.do(run)
        self._raised()

    @rule(moves=st.integers(1, len(PUBLISHING) - 1))
    def a_run_is_cut_off_while_it_publishes(self, moves: int) -> None:
        run = self.folder.open(today=self.today)
        for step in TAKEN:
            step.do(run)
        with open_warehouse(run.programme.warehouse) as warehouse:
            for move in PUBLISHING[:moves]:
                move(run, warehouse)
        self._raised()

    @precondition(lambda self: self.listed - self.withdrawn and self.is_shown)
    @rule(
        target=copies,
        number=st.integers(0, 9),
        status=st.sampled_from(list(WAYS)),
        decision=st.sampled_from([None, *DECISIONS]),
    )
    def a_workbook_comes_back(self, number: int, status: str, decision: str | None) -> Path:
        rows = self._rows()
        ref = sorted(rows)[number % len(rows)]
        if list(WAYS).index(status) < list(WAYS).index(self.status.get(ref, "student seen")):
            status = self.status[ref]
        day = self.today.isoformat()
        entries = {
            "Status": status,
            "Student seen on": rows[ref]["Student seen on"] or day,
            "Family contact on, how": rows[ref]["Family contact on, how"] or f"phone {day}",
            "Agreed plan, review date": rows[ref]["Agreed plan, review date"]
            or f"as suggested {day}",
        }
        wanted = {"Status", *WAYS[status]}
        cells = {name: text for name, text in entries.items() if name in wanted}
        if decision:
            cells["Override of tier or next step, reason"] = f"{decision}: known for {day}"
        copy = self.home / f"returned_{len(list(self.home.iterdir()))}.xlsx"
        path = filled(self._workbook(), ref, cells, to=copy)
        reading = self._returned(path)
        assert [each.message for each in reading.refused] == []
        # A second copy of the same list may say something else: it is taken, and said.
        expected = {"told", "conflict"} if ref in self.returned_since else {"told"}
        assert {each.outcome for each in reading.taken[0].findings} <= expected
        self.returned_since.add(ref)
        self.status[ref] = status
        if decision:
            self.decided[ref] = DECISIONS[decision]
        return path

    @rule(path=consumes(copies))
    def the_same_workbook_comes_back_once_more(self, path: Path) -> None:
        before = read_acts(self.folder.path / "ledger.sqlite")
        assert self._returned(path).new_count == 0
        assert read_acts(self.folder.path / "ledger.sqlite") == before

    def _returned(self, path: Path):
        return returned(self.folder.path, path, by=COUNSELLOR, today=self.today)

    @invariant()
    def the_ledger_only_grows_and_people_did_what_people_do(self) -> None:
        acts = read_acts(self.folder.path / "ledger.sqlite")
        assert acts[: len(self.acts_before)] == self.acts_before
        assert all(act.by != MACHINE for act in acts if act.kind in OF_PEOPLE)
        self.acts_before = list(acts)

    @invariant()
    def no_alert_is_lost_doubled_or_closed_by_anybody_but_a_person(self) -> None:
        alerts = self._alerts()
        places = Counter((each.entry.student_ref, each.entry.recorded_at) for each in alerts)
        endorsed = [each for each in alerts if each.entry.reason == "endorsed"]
        assert {(e.entry.student_ref, e.entry.recorded_at) for e in endorsed} == self.alarming
        assert set(places.values()) <= {1}
        assert {each.alert_id for each in alerts if each.state == "closed"} == self.closed

    def _alerts(self):
        return kept_alerts(open_folder(self.folder.path))

    def _workbook(self) -> Path:
        shown = self.folder.path / "outbox" / WINDOW
        return shown / "schools" / "maple" / "referrals.xlsx"

    def _rows(self) -> dict[str, dict[str, str]]:
        return rows_shown(self._workbook(), STUDENTS)

    def _check_what_is_shown(self) -> None:
        with open_warehouse(self.folder.path / "warehouse.duckdb") as warehouse:
            kept = warehouse.rows(
                "select student_ref, tier, no_tier_reason from kept_tier where window_id = ?",
                [WINDOW],
            )
        tiers = {ref: tier for ref, tier, _ in kept}
        assert sorted(ref for ref, *_ in kept) == list(STUDENTS)
        assert all((tier is None) == (reason is not None) for _, tier, reason in kept)
        assert {ref for ref, _, reason in kept if reason == "withdrawn"} == self.withdrawn
        answered = {ref for ref in self.answers if ref not in self.withdrawn}
        for ref in answered:
            assert tiers[ref] == self.decided.get(ref, self._tier(ref))
        rows = self._rows()
        flagged = {ref for ref, tier in tiers.items() if (tier or 0) > 1}
        self.listed = (self.listed | flagged) - self.withdrawn
        assert set(rows) == self.listed
        told = {ref: rows[ref]["Status"] for ref in rows}
        assert told == {ref: self.status.get(ref, "not started") for ref in rows}

    def _tier(self, ref: str) -> int:
        """Return what the made-up rule says of a student's first answers in the window."""
        _, mood, critical = self.answers[ref][0]
        total = mood + critical
        return 3 if total >= 15 else 2 if total >= 10 else 1


def lives(*, examples: int, steps: int) -> settings:
    return settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        # A smaller example is not worth its minutes here: the steps are printed all the same.
        phases=(Phase.explicit, Phase.reuse, Phase.generate),
        suppress_health_check=list(HealthCheck),
    )


class TestLife(LifeOfAWindow.TestCase):
    settings = lives(examples=4, steps=14)


@pytest.mark.long
class TestLongLife(LifeOfAWindow.TestCase):
    settings = lives(examples=80, steps=40)
