"""What the SQL steps about change join: compared scores, their measures, limits and words."""

from collections.abc import Sequence
from typing import get_args

import pandas as pd

from screening.change.compared_scores import ComparedScore, compared_scores, yardstick
from screening.change.rules import Move, load_change_rules
from screening.instruments.facts import facts_digest
from screening.instruments.library import Library
from screening.programme.grades import CANONICAL_GRADES
from screening.programme.load import LoadedProgramme
from screening.warehouse import Warehouse

KINDS = {
    **dict.fromkeys(("sign", "score_count", "students_at_least"), "Int64"),
    **dict.fromkeys(("error_per_sd", "highest_by_chance"), "Float64"),
}
"""Column → its type; every other column is text."""
Rows = Sequence[tuple[object, ...]]


def store_change_definitions(warehouse: Warehouse, programme: LoadedProgramme) -> None:
    """Make the `def_…` tables that the steps about students' change join."""
    scores, library, rules = compared_scores(programme), programme.library, load_change_rules()
    run = (rules.reliable.students_at_least, programme.tier_rule.version, *rules.also.values())
    tables: dict[str, tuple[Rows, str]] = {
        "def_compared_score": (
            [(s.instrument_id, s.informant, s.subscale_id, s.sign, s.error_per_sd) for s in scores],
            "instrument_id informant subscale_id sign error_per_sd",
        ),
        "def_yardstick": (
            yardstick_rows(scores, library),
            "instrument_id informant subscale_id grade yardstick",
        ),
        "def_scored_with": (
            scored_with_rows(scores, library),
            "instrument_id instrument_version facts_digest",
        ),
        "def_change_limit": (limit_rows(len(scores)), "score_count highest_by_chance"),
        "def_change_words": (word_rows(), "said move words"),
        "def_change_run": ([run], " ".join(["students_at_least tier_rule_version", *rules.also])),
    }
    for name, (rows, columns) in tables.items():
        frame = pd.DataFrame(rows, columns=columns.split())
        kinds = {column: KINDS.get(column, "str") for column in frame.columns}
        warehouse.store(name, frame.astype(kinds))


def yardstick_rows(scores: Sequence[ComparedScore], library: Library) -> Rows:
    """Return (instrument_id, informant, subscale_id, grade, yardstick)."""
    rows = []
    for score in scores:
        key = (score.instrument_id, score.informant, score.subscale_id)
        instrument = library.get(score.instrument_id)
        for grade in CANONICAL_GRADES:
            by = yardstick(instrument, key[2], informant=score.informant, grade=grade)
            rows.append((*key, grade, by))
    return rows


def scored_with_rows(scores: Sequence[ComparedScore], library: Library) -> Rows:
    """Return (instrument_id, version, digest of the scoring facts) of this window's definitions."""
    found = [library.get(name) for name in dict.fromkeys(s.instrument_id for s in scores)]
    return [(each.id, each.version, facts_digest(each)) for each in found]


def limit_rows(most: int) -> Rows:
    """Return (scores of one student, highest change index by chance), from 1 score to `most`."""
    reliable = load_change_rules().reliable
    return [(count, reliable.limit(count)) for count in range(1, most + 1)]


def word_rows() -> Rows:
    """Return (what is said, move between levels, words)."""
    words = load_change_rules().words
    return [(said, move, each.of(move)) for said, each in words.items() for move in get_args(Move)]
