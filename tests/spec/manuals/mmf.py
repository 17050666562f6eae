"""Me and My Feelings, transcribed from the SHINE cleaning code and its test rows."""

from fractions import Fraction

from manual import Manual, Scale, Table, Worked, prorated


def form(emotional, behavioural):
    """Return a row as printed: a digit per item, `-` = blank."""
    return {
        number: None if mark == "-" else int(mark)
        for number, mark in enumerate(emotional + behavioural, start=1)
    }


def row(what, answers, emotional, behavioural):
    """Return one test row: scores and categories of the two scales."""
    printed = {"emotional": emotional, "behavioural": behavioural}
    return Worked(what, form(*answers), scores=printed, scheme="two_band")


NONE = (None, None)

MANUAL = Manual(
    id="mmf",
    item_count=16,
    codes=(0, 1, 2),
    scales=(
        Scale("emotional", range(1, 11), missing=prorated(at_least=7, rounding="none")),
        Scale(
            "behavioural",
            range(11, 17),
            turned=(15,),
            missing=prorated(at_least=4, rounding="none"),
        ),
    ),
    tables=(
        Table("two_band", ("expected", "elevated"),
              {"emotional": "<=9 / >9", "behavioural": "<=5 / >5"}),
        Table("three_band", ("expected", "borderline", "high"),
              {"emotional": "<=9 / >9-11 / >11", "behavioural": "<=5 / >5-6 / >6"}),
    ),
    worked=(
        row("whole 1", ("0001012002", "001010"), (6, "expected"), (2, "expected")),
        row("whole 2", ("0200010002", "222200"), (5, "expected"), (10, "elevated")),
        row("whole 3", ("0101021011", "200002"), (7, "expected"), (6, "elevated")),
        row("whole 4", ("0220012000", "110001"), (7, "expected"), (5, "expected")),
        row("3 blank", ("---1012002", "001010"), (Fraction(60, 7), "expected"), (2, "expected")),
        row("5 blank", ("02000-----", "222200"), NONE, (10, "elevated")),
        row("2 blank", ("0101021011", "--0002"), (7, "expected"), (6, "elevated")),
        row("3 blank of 6", ("0220012000", "110---"), (7, "expected"), NONE),
    ),
)  # fmt: skip
