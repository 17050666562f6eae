"""Scores of two windows in a warehouse, row by row, and what the steps about change say of them."""

from dataclasses import dataclass, field
from math import sqrt

import pandas as pd

from screening.change.definition_tables import KINDS, limit_rows, word_rows
from screening.change.rules import load_change_rules
from screening.warehouse import Warehouse, open_warehouse

BEFORE, NOW = "2026_spring", "2026_autumn"
SELF = ("mood", "self", "total")
CAREGIVER = ("mood", "caregiver", "total")
WELL = ("well", "self", "total")
SPREAD_SD = sqrt(4 * 60 / 59)
"""Standard deviation of thirty scores of 4 and thirty of 8."""


def error_per_sd(retest: float) -> float:
    return sqrt(2 * (1 - retest))


@dataclass
class TwoWindows:
    """What the steps read; a student is there once `student` was called.

    Attributes:
        measures: score → sign and error per standard deviation (None: no retest published).
        yardsticks: (score, grade) → other than the plain one.
        digests: instrument → digest of the facts last time and now, where they are not the same.
    """

    measures: dict = field(
        default_factory=lambda: {
            SELF: (1, error_per_sd(0.8)),
            CAREGIVER: (1, error_per_sd(0.8)),
            WELL: (-1, error_per_sd(0.8)),
        }
    )
    yardsticks: dict = field(default_factory=dict)
    digests: dict = field(default_factory=dict)
    rule_before: str = "1"
    now: list = field(default_factory=list)
    before: list = field(default_factory=list)
    tiers: list = field(default_factory=list)
    kept_tiers: list = field(default_factory=list)
    roster: list = field(default_factory=list)

    def spread(self, *scores, count=60):
        """Add students whose scores last time have the spread `SPREAD_SD`, and none now."""
        for score in scores or (SELF,):
            self.before += [(f"F{n:03d}", *score, "1", 4.0 if n % 2 else 8.0) for n in range(count)]

    def student(
        self,
        ref,
        *,
        before=None,
        now=None,
        tiers=(1, 1),
        grades=("6", "7"),
        decided_by=None,
        version="1",
    ):
        """Add one student; `before` and `now` map scores to points, `tiers` is (then, now)."""
        self.before += [
            (ref, *score, version, float(each)) for score, each in (before or {}).items()
        ]
        self.now += [(ref, *score, float(each)) for score, each in (now or {}).items()]
        old, new = tiers
        self.roster.append((ref, grades[1]))
        if old is not None or before:
            self.kept_tiers.append((BEFORE, ref, grades[0], old, self.rule_before))
        moved = "first_time" if old is None else {0: "same", 1: "up", -1: "down"}[sign(new, old)]
        self.tiers.append((ref, new, old, moved, decided_by))

    def changes(self) -> dict:
        """Return student → (kind, words)."""
        with open_warehouse() as warehouse:
            self._fill(warehouse)
            warehouse.run_step("int_score_pair")
            warehouse.run_step("mart_student_change")
            rows = warehouse.rows("select student_ref, kind, words from mart_student_change")
        assert len({ref for ref, *_ in rows}) == len(rows)
        return {ref: (kind, words) for ref, kind, words in rows}

    def only(self) -> tuple:
        """Return what is said of the only student with a tier."""
        (found,) = self.changes().values()
        return found

    def pairs(self) -> dict:
        """Return (student, *score) → (state, change index)."""
        with open_warehouse() as warehouse:
            self._fill(warehouse)
            warehouse.run_step("int_score_pair")
            rows = warehouse.rows("select * exclude is_other_score from int_score_pair")
        return {tuple(key): tuple(rest) for *key, _s, _i in rows for rest in [(_s, _i)]}

    def _fill(self, warehouse: Warehouse) -> None:
        score = "instrument_id informant subscale_id"
        rules = load_change_rules()
        run = (rules.reliable.students_at_least, "1", *rules.also.values())
        also = " ".join(rules.also)
        grades = ("6", "7", "9")
        names = {each[0] for each in self.measures}
        for name, columns, rows in (
            ("def_run", "previous_window_id", [(BEFORE,)]),
            ("kept_score", f"window_id student_ref {score} instrument_version subscale_score",
             [(BEFORE, *row) for row in self.before]),
            ("int_subscale_score", f"student_ref {score} subscale_score", self.now),
            ("kept_tier", "window_id student_ref grade tier tier_rule_version", self.kept_tiers),
            ("kept_definition", "window_id instrument_id facts_digest",
             [(BEFORE, each, self.digests.get(each, ("same",))[0]) for each in names]),
            ("stg_roster", "student_ref grade", self.roster),
            ("mart_student_tier", "student_ref tier previous_tier change override_by", self.tiers),
            ("def_compared_score", f"{score} sign error_per_sd",
             [(*each, *how) for each, how in self.measures.items()]),
            ("def_yardstick", f"{score} grade yardstick",
             [(*each, grade, self.yardsticks.get((each, grade), ""))
              for each in self.measures for grade in grades]),
            ("def_scored_with", "instrument_id instrument_version facts_digest",
             [(each, "2", self.digests.get(each, ("same",))[-1]) for each in names]),
            ("def_change_limit", "score_count highest_by_chance", limit_rows(len(self.measures))),
            ("def_change_words", "said move words", word_rows()),
            ("def_change_run", f"students_at_least tier_rule_version {also}", [run]),
        ):  # fmt: skip
            frame = pd.DataFrame(rows, columns=columns.split())
            kinds = KINDS | {"subscale_score": "Float64", "tier": "Int64", "previous_tier": "Int64"}
            warehouse.store(name, frame.astype({c: kinds.get(c, "str") for c in frame.columns}))


def sign(new, old):
    return (new > old) - (new < old)
