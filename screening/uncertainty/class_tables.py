"""Class ratings as tables for staff: raw and adjusted means side by side, and words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from screening.uncertainty.class_effects import ClassScores
from screening.uncertainty.class_findings import Where, rated_classes
from screening.uncertainty.definition_rows import RatedSubscale
from screening.uncertainty.doubt_rules import IN_DOUBT, ClassRatings, Finding

CLASS = ("school_id", "grade", "class_id")
KINDS = {
    **dict.fromkeys((*CLASS, "instrument_id", "subscale_id", "subscale_words"), "str"),
    "rated_count": "int64",
    **dict.fromkeys(("class_mean", "school_mean", "adjusted_mean", "share_between"), "float64"),
    **dict.fromkeys(("finding", "others"), "str"),
}
"""Column of `mart_class_rating` → type."""


class RatingRow(NamedTuple):
    """A row of `int_class_rating`."""

    school_id: str
    grade: str
    class_id: str
    instrument_id: str
    subscale_id: str
    rated_count: int
    class_mean: float
    grade_mean: float
    inner_squares: float


class ViewRow(NamedTuple):
    """A row of `int_class_view`."""

    school_id: str
    grade: str
    class_id: str
    instrument_id: str
    subscale_id: str
    viewed_count: int
    view_mean: float
    inner_squares: float
    informants: str


def class_rating_table(
    ratings: Sequence[RatingRow],
    *,
    views: Sequence[ViewRow],
    rated: Sequence[RatedSubscale],
    rules: ClassRatings,
) -> pd.DataFrame:
    """Return raw and adjusted class means.

    Rows: one per class and subscale that teachers rate, where classes can be compared. Columns:
    `KINDS`; means in points: as rated (class_mean), usual for the grade in this school
    (school_mean), drawn towards the school (adjusted_mean); share_between of all ratings, 0 to 1;
    finding, empty where there is nothing to say; others: whose answers decided, in words.
    """
    rows = [
        row
        for about in rated
        if about.informant == "teacher"
        for row in _rows(
            [row for row in ratings if row[3:5] == about.named],
            views=[row for row in views if row[3:5] == about.named],
            about=about,
            rules=rules,
        )
    ]
    return pd.DataFrame(rows, columns=list(KINDS)).astype(KINDS)


def class_words_table(table: pd.DataFrame, *, rules: ClassRatings) -> pd.DataFrame:
    """Return the classes about which something is said.

    Rows: one per class. Columns: school_id, grade, class_id; words; doubt: those of them that cast
    doubt on single students' results, empty for none.
    """
    said = table[table["finding"] != ""]
    rows = [
        (*where, "; ".join(words.values()), "; ".join(_in_doubt(words)))
        for where, group in said.groupby(list(CLASS), sort=True)
        for words in [_words(group, rules)]
    ]
    columns = [*CLASS, "words", "doubt"]
    return pd.DataFrame(rows, columns=columns).astype(dict.fromkeys(columns, "str"))


def _words(of_class: pd.DataFrame, rules: ClassRatings) -> dict[Finding, str]:
    """Return finding → sentence; subscales with the same finding share one."""
    found = {}
    for finding, words in rules.words.items():
        about = of_class[of_class["finding"] == finding]
        if not about.empty:
            name, others = " and ".join(about["subscale_words"]), sorted({*about["others"]})
            found[finding] = words.format(name=name, others=" and ".join(others))
    return found


def _in_doubt(words: Mapping[Finding, str]) -> list[str]:
    return [sentence for finding, sentence in words.items() if finding in IN_DOUBT]


def _rows(
    ratings: Sequence[RatingRow],
    *,
    views: Sequence[ViewRow],
    about: RatedSubscale,
    rules: ClassRatings,
) -> Iterator[tuple[object, ...]]:
    heard: dict[Where, str] = {row[:3]: row.informants for row in views}
    usual: dict[Where, float] = {row[:3]: row.grade_mean for row in ratings}
    for each in rated_classes(
        [_centred(row) for row in ratings],
        concern_sign=about.concern_sign,
        views={row[:3]: ClassScores(*row[:3], *row[5:8]) for row in views if row[:3] in usual},
        rules=rules,
    ):
        school_mean = each.effect.school_mean + usual[each.where]
        yield (
            *each.where,
            *about.named,
            about.words,
            each.effect.scores.count,
            each.effect.scores.mean + usual[each.where],
            school_mean,
            school_mean + each.effect.effect,
            each.spread.share_between,
            each.finding or "",
            _others(heard.get(each.where, ""), rules),
        )


def _centred(row: RatingRow) -> ClassScores:
    mean = row.class_mean - row.grade_mean
    return ClassScores(*row[:3], row.rated_count, mean, row.inner_squares)


def _others(heard: str, rules: ClassRatings) -> str:
    informants = heard.split(";")
    return " and ".join(words for who, words in rules.others.items() if who in informants)
