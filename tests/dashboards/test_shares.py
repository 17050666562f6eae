"""Counts and shares in words, hidden or shown."""

import pytest

from screening.dashboards.shares import Share, percent
from screening.privacy.protect import ProtectedCell, Status

HIDDEN = ProtectedCell(None, Status.PRIMARY)


def shown(value: int) -> ProtectedCell:
    return ProtectedCell(value, Status.SHOWN)


@pytest.mark.parametrize(
    ("share", "words"),
    [(0, "0 %"), (0.001, "under 1 %"), (0.005, "1 %"), (0.125, "13 %"), (0.995, "over 99 %"),
     (0.99, "99 %"), (1, "100 %")],
)  # fmt: skip
def test_a_share_is_printed_whole_and_never_as_none_or_all_when_it_is_not(share, words):
    assert percent(share) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [
        (Share(shown(1640)), "1,640"),
        (Share(shown(61), shown(300)), "61 (20 %)"),
        (Share(shown(0), shown(0)), "0"),
        (Share(shown(61), HIDDEN), "61"),
        (Share(HIDDEN, shown(300)), "hidden to protect privacy"),
        (Share(HIDDEN), "hidden to protect privacy"),
    ],
    ids=str,
)
def test_a_share_in_words(share, words):
    assert share.words() == words


@pytest.mark.parametrize(
    ("most", "size", "at_most"),
    [(9, 100, 9), (9, 101, 9), (10, 101, 10), (49, 100, 49), (50, 100, None), (None, 100, None)],
)
def test_a_hidden_share_says_how_much_shown_counts_leave_for_it(most, size, at_most):
    assert Share(HIDDEN, shown(size), most).at_most == at_most


def test_a_shown_share_has_no_limit_beside_it():
    assert Share(shown(5), shown(100), 7).at_most is None
