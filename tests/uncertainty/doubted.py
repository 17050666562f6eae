"""A window run up to its doubts, read back."""

from dataclasses import dataclass

from expectations.to_tiers import steps_to_tiers
from screening.run.doubt import describe_doubt
from screening.run.score_quality import describe_scores
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse, open_warehouse


@dataclass(frozen=True)
class Doubted:
    """Tables as dictionaries.

    Attributes:
        doubt: student_ref → words.
        chance: student_ref → near_cut_probability.
        confidence: student_ref → data_confidence; None without a tier.
        tiers: student_ref → tier.
        classes: (school, grade, class) → (words, doubt).
    """

    doubt: dict
    chance: dict
    confidence: dict
    tiers: dict
    classes: dict


def make_doubts(run: WindowRun, warehouse: Warehouse) -> None:
    """Take the steps from the inbox to `mart_student_doubt`."""
    run.outbox.start()
    steps_to_tiers(run, warehouse)
    describe_scores(run, warehouse)
    describe_doubt(run, warehouse)


def doubted(run: WindowRun) -> Doubted:
    """Run a window and return its doubts."""
    with open_warehouse(run.programme.warehouse) as warehouse:
        make_doubts(run, warehouse)
        return read_back(warehouse)


def read_back(warehouse: Warehouse) -> Doubted:
    """Return what the tables hold."""
    doubts = warehouse.rows("select * from mart_student_doubt")
    tiers = warehouse.rows("select student_ref, data_confidence, tier from mart_student_tier")
    return Doubted(
        doubt={ref: words for ref, _, words in doubts},
        chance={ref: chance for ref, chance, _ in doubts},
        confidence={ref: confidence for ref, confidence, _ in tiers},
        tiers={ref: tier for ref, _, tier in tiers},
        classes={row[:3]: row[3:] for row in warehouse.rows("select * from mart_class_rater")},
    )
