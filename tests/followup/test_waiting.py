"""How long students wait, held against scipy, statsmodels' published example and plain sorting."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import CensoredData, ecdf

from screening.followup.waiting import Wait, days_until

# Remission of leukaemia under 6-MP, weeks; + = still in remission. Freireich et al. (1963), the
# worked example of many textbooks (Kleinbaum and Klein, Survival Analysis): S(6) = 0.857,
# S(10) = 0.753, S(16) = 0.627, S(22) = 0.538, S(23) = 0.448, so the median is 23 weeks.
TREATED = "6 6 6 6+ 7 9+ 10 10+ 11+ 13 16 17+ 19+ 20+ 22 23 25+ 32+ 32+ 34+ 35+"
PLACEBO = "1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23"


def waits_of(text: str) -> list[Wait]:
    return [Wait(int(word.strip("+")), is_over=not word.endswith("+")) for word in text.split()]


def test_the_published_medians_are_met():
    assert days_until(0.5, waits=waits_of(TREATED)) == 23
    assert days_until(0.5, waits=waits_of(PLACEBO)) == 8


def test_the_published_curve_is_met_at_every_step():
    """1 - S just below a step needs the step; just above it needs the next."""
    for day, survival in ((6, 0.857), (10, 0.753), (16, 0.627), (22, 0.538), (23, 0.448)):
        assert days_until(1 - survival - 0.001, waits=waits_of(TREATED)) == day
    assert days_until(1 - 0.857 + 0.002, waits=waits_of(TREATED)) == 7


def test_where_too_few_were_seen_nobody_can_tell():
    assert days_until(0.9, waits=waits_of(TREATED)) is None
    assert days_until(0.5, waits=waits_of("3+ 4+ 5+")) is None
    assert days_until(0.5, waits=[]) is None


def test_whoever_still_waits_makes_the_wait_longer():
    seen = waits_of("1 2 3 4 5")
    assert days_until(0.5, waits=seen) == 3
    assert days_until(0.5, waits=[*seen, *waits_of("9+ 9+ 9+ 9+")]) == 5


def test_without_anybody_waiting_it_is_the_day_by_which_half_were_seen():
    assert days_until(0.5, waits=waits_of("0 0 7 9")) == 0
    assert days_until(0.9, waits=waits_of(" ".join(map(str, range(1, 11))))) == 9


lists = st.lists(st.tuples(st.integers(0, 30), st.booleans()), min_size=1, max_size=60)


@given(lists, st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9]))
def test_scipy_finds_the_same_day(drawn, share):
    waits = [Wait(days, is_over=over) for days, over in drawn]
    found = days_until(share, waits=waits)
    seen = [days for days, over in drawn if over]
    open_ones = [days for days, over in drawn if not over]
    curve = ecdf(CensoredData(uncensored=seen, right=open_ones)).sf
    steps = [
        int(day)
        for day, left in zip(curve.quantiles, curve.probabilities, strict=True)
        if left <= 1 - share + 1e-9 and day in seen
    ]
    assert found == min(steps, default=None)


@given(lists)
def test_a_larger_share_never_takes_fewer_days(drawn):
    waits = [Wait(days, is_over=over) for days, over in drawn]
    half, most = (days_until(share, waits=waits) for share in (0.5, 0.9))
    assert most is None or (half is not None and half <= most)


def test_statsmodels_finds_the_same_quantiles_where_it_is_there():
    survfunc = pytest.importorskip("statsmodels.duration.survfunc")
    for text in (TREATED, PLACEBO):
        waits = waits_of(text)
        days = np.array([wait.school_days for wait in waits])
        over = np.array([int(wait.is_over) for wait in waits])
        for share in (0.2, 0.5, 0.75):
            theirs = survfunc.SurvfuncRight(days, over).quantile(share)
            ours = days_until(share, waits=waits)
            assert (np.isnan(theirs) and ours is None) or ours == theirs
