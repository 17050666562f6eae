"""Rows are as high as their text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from screening.spreadsheet_look import points_of


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.floats(3, 60))
def test_more_text_never_makes_a_row_lower(text, width):
    assert points_of([text], widths=[width]) <= points_of([text + " more words"], widths=[width])


def test_a_row_is_as_high_as_its_longest_cell():
    short, long = "word", "many words in a row " * 10
    assert points_of([short, long], widths=[20, 20]) == points_of([long], widths=[20])
    assert points_of([long], widths=[10]) > points_of([long], widths=[40])


def test_a_row_is_never_higher_than_a_sheet_allows():
    assert points_of(["words " * 5000], widths=[10]) == 400
