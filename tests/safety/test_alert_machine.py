"""Files, rosters and people in any order: no alert lost, doubled, or closed by the machine."""

import datetime as dt

from alerts import MONDAY, Book, ana, entry, student
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from screening.safety.done_by_people import closed, noted, taken
from screening.safety.whose_answers import placed

REFS = ("S001", "S002", "S003")
SCHOOLS = ("maple", "oak")
REASONS = ("endorsed", "unclear", "unanswered")
answers = st.tuples(st.sampled_from(REFS), st.sampled_from(REASONS), st.integers(1, 2))


class Lane(RuleBasedStateMachine):
    """The model: what was ever in a file, and in which schools a person closed it."""

    @initialize()
    def start(self) -> None:
        self.book = Book()
        self.files: dict[str, set] = {}
        self.schools = dict.fromkeys(REFS, ("maple",))
        self.ever: set = set()
        self.closed: set[tuple[object, str]] = set()
        self.minute = 0

    @rule(name=st.sampled_from(["a.csv", "b.csv", "c.csv"]), held=st.sets(answers, max_size=5))
    def drop(self, name: str, held: set) -> None:
        self.files[name] = held
        self.look()

    @rule(name=st.sampled_from(["a.csv", "b.csv", "c.csv"]))
    def take_away(self, name: str) -> None:
        self.files.pop(name, None)
        self.look()

    @rule(ref=st.sampled_from(REFS), schools=st.sets(st.sampled_from(SCHOOLS)))
    def change_roster(self, ref: str, schools: set[str]) -> None:
        self.schools[ref] = tuple(sorted(schools))
        self.look()

    @rule(data=st.data())
    def act(self, data) -> None:
        alerts = self.look()
        if not alerts:
            return
        alert = data.draw(st.sampled_from(alerts))
        self.minute += 1
        who = ana(MONDAY + dt.timedelta(minutes=self.minute))
        what = data.draw(st.sampled_from(["take", "note", "close"]))
        if what == "take":
            self.book.keep([taken(alert, who)])
        elif what == "note":
            self.book.keep([noted(alert, who, column="note", text=f"note {self.minute}")])
        elif alert.state != "closed":
            self.book.keep(closed(alert, who, seen=MONDAY))
            # In doubt, a school closes its own; else the answer is closed wherever it goes.
            places = {alert.school_id} if alert.claim else {*SCHOOLS, "unassigned"}
            self.closed |= {(alert.entry.key, place) for place in places}

    def look(self):
        students = {
            ref: tuple(student(ref, school) for school in schools)
            for ref, schools in self.schools.items()
            if schools
        }
        entries = []
        for name, held in sorted(self.files.items()):
            for ref, reason, number in sorted(held):
                key = f"{ref} {reason} {number}"
                self.ever.add(key)
                plain = entry(
                    ref, reason=reason, key=key, file=name, school_id=None, row=number,
                    identity="identity unresolved",
                )  # fmt: skip
                entries.extend(placed(plain, students))
        return self.book.look(*entries, students=students)

    @invariant()
    def everything_that_was_ever_in_a_file_is_on_a_list(self) -> None:
        if hasattr(self, "book"):
            assert {alert.entry.key for alert in self.look()} == self.ever

    @invariant()
    def no_alert_stands_twice(self) -> None:
        if hasattr(self, "book"):
            alerts = self.look()
            assert len({alert.alert_id for alert in alerts}) == len(alerts)
            places = [(alert.entry.key, alert.school_id) for alert in alerts]
            assert len(set(places)) == len(places)

    @invariant()
    def closed_is_what_a_person_has_closed_and_nothing_else(self) -> None:
        if hasattr(self, "book"):
            for alert in self.look():
                by_a_person = (alert.entry.key, alert.school_id) in self.closed
                assert (alert.state == "closed") == by_a_person
                assert alert.closing is None or alert.closing.by == "Ana Ortiz"

    @invariant()
    def every_alert_on_a_list_is_written_down_once_for_its_school(self) -> None:
        if hasattr(self, "book"):
            raisings = [act for act in self.book.acts if act.kind == "alert_raised"]
            places = [(act.subject, act.field) for act in raisings]
            assert len(set(places)) == len(places)
            assert {(each.alert_id, each.school_id) for each in self.look()} <= set(places)


TestLane = Lane.TestCase
TestLane.settings = settings(max_examples=60, stateful_step_count=20, deadline=None)
