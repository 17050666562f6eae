"""Rows of class ratings put together by hand: who is set beside whom, and in which words."""

from screening.uncertainty.class_tables import (
    RatingRow,
    ViewRow,
    class_rating_table,
    class_words_table,
)
from screening.uncertainty.definition_rows import RatedSubscale
from screening.uncertainty.doubt_rules import load_doubt_rules

RULES = load_doubt_rules().class_ratings
E7 = RatedSubscale("srss_ie", "teacher", "e7", "externalising", 1, "conduct items")
I5 = RatedSubscale("srss_ie", "teacher", "i5", "internalising", 1, "mood items")
ROOMS = [f"3{letter}" for letter in "ABCDEFGHIJKL"]


def ratings(first=9.0, subscale="e7"):
    """Return twelve classes of twenty around 4 points, the first of them higher."""
    means = [first, *(4.0 + 0.1 * (place % 3) for place in range(11))]
    return [
        RatingRow("maple", "3", room, "srss_ie", subscale, 20, mean, 4.0, 60.0)
        for room, mean in zip(ROOMS, means, strict=True)
    ]


def views(first=0.0, subscale="e7", more=()):
    """Return what caregivers answered about the same classes."""
    rows = [("3", room, 20, first if room == "3A" else 0.0) for room in ROOMS]
    return [
        ViewRow("maple", grade, room, "srss_ie", subscale, count, mean, count * 1.0, "caregiver")
        for grade, room, count, mean in (*rows, *more)
    ]


def table_of(rated, *, views, subscales=(E7,)):
    return class_rating_table(rated, views=views, rated=subscales, rules=RULES)


def findings(table):
    return {row.class_id: row.finding for row in table.itertuples() if row.finding}


def test_a_class_is_strictly_rated_where_caregivers_see_nothing():
    table = table_of(ratings(), views=views())
    assert findings(table) == {"3A": "strict"}
    first = table.iloc[0]
    assert (first["class_mean"], first["rated_count"], first["others"]) == (9.0, 20, "caregivers")
    assert first["school_mean"] < first["adjusted_mean"] < first["class_mean"]


def test_answers_about_a_class_that_nobody_rated_are_left_out():
    """Many answers of few difficulties in another grade would make 3A look in need."""
    other_grade = ("4", "4A", 400, -6.0)
    assert findings(table_of(ratings(), views=views(more=[other_grade]))) == {"3A": "strict"}


def test_answers_to_another_subscale_decide_nothing():
    table = table_of(ratings(), views=views(subscale="i5"))
    assert findings(table) == {"3A": "high_unclear"}


def test_subscales_with_the_same_finding_share_a_sentence():
    both = [*ratings(), *ratings(subscale="i5")]
    table = table_of(both, views=[*views(), *views(subscale="i5")], subscales=(E7, I5))
    (row,) = class_words_table(table, rules=RULES).itertuples(index=False)
    expected = RULES.words["strict"].format(
        name="conduct items and mood items", others="caregivers"
    )
    assert tuple(row) == ("maple", "3", "3A", expected, expected)


def test_a_class_in_need_is_named_and_casts_no_doubt_on_its_students():
    table = table_of(ratings(), views=views(first=3.0))
    (row,) = class_words_table(table, rules=RULES).itertuples(index=False)
    assert row.words.endswith("look at the class first")
    assert row.doubt == ""


def test_only_teachers_ratings_are_compared():
    of_caregivers = E7._replace(informant="caregiver")
    assert table_of(ratings(), views=views(), subscales=(of_caregivers,)).empty


def test_without_anything_to_say_there_are_no_words():
    table = table_of(ratings(first=4.0), views=views())
    assert len(table) == 12
    assert class_words_table(table, rules=RULES).empty
