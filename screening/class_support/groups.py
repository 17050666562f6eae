"""Decisions about classes, grades and schools: made from counts, kept as tables, read by school."""

from dataclasses import dataclass

import pandas as pd

from screening.class_support.rules import Decision, load_class_support
from screening.programme.grades import grade_order
from screening.warehouse import Warehouse

CLASS_COLUMNS = (
    "school_id",
    "grade",
    "class_id",
    "screened_count",
    "flagged_count",
    "share",
    "low",
    "high",
    "decision",
)
RATERS = "mart_class_rater"


@dataclass(frozen=True)
class Group:
    """One class, one grade or one whole school, counted before suppression.

    Attributes:
        grade: empty for a whole school.
        class_id: as the roster has it; empty for a grade and for a school.
        screened_count: students with a tier, 1 or more.
        flagged_count: those of them at targeted or intensive support.
        low: lower end of the share's interval, 0 to 1.
        high: upper end.
        rater_words: what is known of who rated the class; empty for nothing.
    """

    school_id: str
    grade: str
    class_id: str
    screened_count: int
    flagged_count: int
    low: float
    high: float
    decision: Decision
    rater_words: str = ""

    @property
    def place(self) -> tuple[int, str, str]:
        """Sort key: grades as schools count, then classes."""
        return grade_order(self.grade), self.grade, self.class_id


@dataclass(frozen=True)
class SchoolGroups:
    """Everything that is decided about one school's groups.

    Attributes:
        classes: by grade and class.
        wider: the school's grades, then the school.
    """

    classes: tuple[Group, ...] = ()
    wider: tuple[Group, ...] = ()

    def above(self, group: Group) -> Group | None:
        """Return the widest group around a class that lies as high; None where none does."""
        around = [
            each
            for each in self.wider
            if each.decision == "class_plan" and each.grade in {"", group.grade}
        ]
        return min(around, key=lambda each: bool(each.grade), default=None)


def decide_groups(counts: pd.DataFrame) -> pd.DataFrame:
    """Return the groups with their share, its interval and the decision.

    Rows:
        one per group.
    Columns:
        `screened_count` (1 or more) and `flagged_count`; added: `share`, `low`, `high` (0 to 1)
        and `decision` (`class_plan | individual | not_decidable`).
    """
    rule = load_class_support().decision
    pairs = list(zip(counts["flagged_count"], counts["screened_count"], strict=True))
    intervals = [rule.interval(flagged, screened=screened) for flagged, screened in pairs]
    decisions = [rule.decide(flagged, screened=screened) for flagged, screened in pairs]
    return counts.assign(
        share=(counts["flagged_count"] / counts["screened_count"]).astype("Float64"),
        low=pd.array([each.low for each in intervals], dtype="Float64"),
        high=pd.array([each.high for each in intervals], dtype="Float64"),
        decision=pd.Series(decisions, index=counts.index, dtype="str"),
    )


def store_class_decisions(warehouse: Warehouse) -> None:
    """Make `mart_class`, and `mart_school_grade` for the groups that classes are part of.

    Rows:
        `mart_class`: one per school_id, grade, class_id. `mart_school_grade`: one per school_id
        and grade; the whole school has no grade.
    """
    warehouse.run_step("int_group_count")
    counts = warehouse.frame("select * from int_group_count order by all")
    # Where there are no groups, text columns have no type of their own.
    groups = decide_groups(counts.astype(dict.fromkeys(CLASS_COLUMNS[:3], "str")))
    is_class = groups["level"] == "class"
    warehouse.store("mart_class", groups.loc[is_class, list(CLASS_COLUMNS)])
    wider = [name for name in CLASS_COLUMNS if name != "class_id"]
    warehouse.store("mart_school_grade", groups.loc[~is_class, wider])


def groups_of_school(warehouse: Warehouse, school_id: str) -> SchoolGroups:
    """Return what is decided about a school's classes, grades and the school itself."""
    measures = "screened_count, flagged_count, low, high, decision"
    classes = warehouse.rows(
        f"select school_id, grade, class_id, {measures}, coalesce(words, '')"
        f" from mart_class left join {RATERS} using (school_id, grade, class_id)"
        " where school_id = ?",
        [school_id],
    )
    wider = warehouse.rows(
        f"select school_id, coalesce(grade, ''), '', {measures} from mart_school_grade"
        " where school_id = ? order by grade nulls last",
        [school_id],
    )
    by_place = sorted((Group(*row) for row in classes), key=lambda group: group.place)
    return SchoolGroups(tuple(by_place), tuple(Group(*row) for row in wider))
