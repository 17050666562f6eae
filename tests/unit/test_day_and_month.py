"""Which format is the other order of day and month (T701)."""

import pytest

from screening.intake.file_checks.day_and_month import exchanged


@pytest.mark.parametrize(
    ("written", "other"),
    [
        ("%m/%d/%Y", "%d/%m/%Y"),
        ("%Y-%m-%d %H:%M:%S", "%Y-%d-%m %H:%M:%S"),
        ("%d.%m.%y", "%m.%d.%y"),
        ("%d %b %Y", "%d %b %Y"),
        ("%j %Y", "%j %Y"),
        ("d%dm%m", "d%mm%d"),
    ],
)
def test_day_and_month_change_places_and_nothing_else(written, other):
    assert exchanged(written) == other
    assert exchanged(other) == written
