"""SDQ, transcribed from the tables of the research note (Youthinmind scoring instructions 2014)."""

from manual import Manual, Scale, Supplement, Table, Worked, prorated, tables_of

INFORMANTS = ("self", "caregiver", "teacher")
THREE = ("close_to_average", "borderline", "high")
FOUR = ("close_to_average", "slightly_raised", "high", "very_high")
LOWERED_THREE = ("close_to_average", "borderline", "low")
LOWERED_FOUR = ("close_to_average", "slightly_lowered", "low", "very_low")

THREE_BAND = """
total_difficulties | 0-15 / 16-19 / 20-40 | 0-13 / 14-16 / 17-40 | 0-11 / 12-15 / 16-40
emotional          | 0-5 / 6 / 7-10       | 0-3 / 4 / 5-10       | 0-4 / 5 / 6-10
conduct            | 0-3 / 4 / 5-10       | 0-2 / 3 / 4-10       | 0-2 / 3 / 4-10
hyperactivity      | 0-5 / 6 / 7-10       | 0-5 / 6 / 7-10       | 0-5 / 6 / 7-10
peer               | 0-3 / 4-5 / 6-10     | 0-2 / 3 / 4-10       | 0-3 / 4 / 5-10
impact             | 0 / 1 / 2-10         | 0 / 1 / 2-10         | 0 / 1 / 2-6
"""
FOUR_BAND = """
total_difficulties | 0-14/15-17/18-19/20-40 | 0-13/14-16/17-19/20-40 | 0-11/12-15/16-18/19-40
emotional          | 0-4 / 5 / 6 / 7-10     | 0-3 / 4 / 5-6 / 7-10   | 0-3 / 4 / 5 / 6-10
conduct            | 0-3 / 4 / 5 / 6-10     | 0-2 / 3 / 4-5 / 6-10   | 0-2 / 3 / 4 / 5-10
hyperactivity      | 0-5 / 6 / 7 / 8-10     | 0-5 / 6-7 / 8 / 9-10   | 0-5 / 6-7 / 8 / 9-10
peer               | 0-2 / 3 / 4 / 5-10     | 0-2 / 3 / 4 / 5-10     | 0-2 / 3-4 / 5 / 6-10
impact             | 0 / 1 / 2 / 3-10       | 0 / 1 / 2 / 3-10       | 0 / 1 / 2 / 3-6
"""
PROSOCIAL_FOUR = "prosocial | 7-10 / 6 / 5 / 0-4 | 8-10 / 7 / 6 / 0-5 | 6-10 / 5 / 4 / 0-3"

NAMES = (
    "emotional", "conduct", "hyperactivity", "peer", "prosocial",
    "total_difficulties", "externalising", "internalising",
)  # fmt: skip


def _example(answer, *scores, already_reversed=False):
    """Trap 2: constant answers show that items are turned round exactly once."""
    return Worked(
        f"all {answer}{', turned already' if already_reversed else ''}",
        answers=answer,
        scores=dict(zip(NAMES, scores, strict=True)),
        already_reversed=already_reversed,
    )


MANUAL = Manual(
    id="sdq",
    informants=INFORMANTS,
    item_count=25,
    codes=(0, 1, 2),
    missing=prorated(at_least=3),
    scales=(
        Scale("emotional", (3, 8, 13, 16, 24)),
        Scale("conduct", (5, 7, 12, 18, 22), turned=(7,)),
        Scale("hyperactivity", (2, 10, 15, 21, 25), turned=(21, 25)),
        Scale("peer", (6, 11, 14, 19, 23), turned=(11, 14)),
        Scale("prosocial", (1, 4, 9, 17, 20), better=True, strength_from=5 * 2),
        Scale("total_difficulties", sum_of=("emotional", "conduct", "hyperactivity", "peer")),
        Scale("externalising", sum_of=("conduct", "hyperactivity")),
        Scale("internalising", sum_of=("emotional", "peer")),
    ),
    supplement=Supplement(
        "impact",
        gate=26,
        items={
            "self": (28, 29, 30, 31, 32),
            "caregiver": (28, 29, 30, 31, 32),
            "teacher": (28, 30, 31),
        },
        codes=(0, 1, 2, 3),
        counts=(0, 0, 1, 2),
        unscored=(27, 33),
    ),
    tables=(
        *tables_of(THREE_BAND, scheme="three_band", bands=THREE, informants=INFORMANTS),
        Table("three_band", LOWERED_THREE, {"prosocial": "6-10 / 5 / 0-4"}),
        *tables_of(FOUR_BAND, scheme="four_band", bands=FOUR, informants=INFORMANTS),
        *tables_of(PROSOCIAL_FOUR, scheme="four_band", bands=LOWERED_FOUR, informants=INFORMANTS),
    ),
    worked=(
        _example(0, 0, 2, 4, 4, 0, 10, 6, 4),
        _example(1, 5, 5, 5, 5, 5, 20, 10, 10),
        _example(2, 10, 8, 6, 6, 10, 30, 14, 16),
        _example(2, 10, 10, 10, 10, 10, 40, 20, 20, already_reversed=True),
        # Trap 1: 2 of 4 answers is 2.5, 6 of 4 is 7.5: a half goes up; 4 of 3 is 6.67.
        Worked("two from four answers", {3: 2, 24: None}, {"emotional": 3}),
        Worked("six from four answers", {3: 2, 8: 2, 13: 2, 24: None}, {"emotional": (8, "high")}),
        Worked("four from three", {3: 2, 8: 2, 16: None, 24: None}, {"emotional": 7}),
    ),
)
