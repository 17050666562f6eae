"""The rules of percentiles within the district: a minimum with its source, and plain words."""

from invented_instrument import built, facts

from screening.instruments.library import SHIPPED, Library
from screening.programme.settings import Screener
from screening.scoring.percentiles import load_percentiles, percentile_rows, words_of


def screener(instrument: str, informant: str) -> Screener:
    return Screener(instrument=instrument, informant=informant, grades=("7",))


def test_the_minimum_is_a_hundred_students_with_a_source():
    minimum = load_percentiles().minimum
    assert minimum.students == 100
    assert "decision 054" in minimum.source


def test_only_subscales_without_cut_points_have_percentiles():
    asked = (screener("gad_7", "self"), screener("psc_17", "self"), screener("psc_17", "caregiver"))
    rows = percentile_rows(asked, SHIPPED)
    assert {row[:2] for row in rows} == {("psc_17", "self")}
    assert {row[3] for row in rows} == {100}
    assert len(rows) == 4


def test_the_words_say_on_which_side_of_the_others_the_score_lies():
    library = Library({"demo_9": built(facts())})
    assert words_of(library, "demo_9", "worry") == (
        "Worry items: higher than {count} of 100 students here who answered;"
        " no published cut-point."
    )
    assert "lower than {count} of 100" in words_of(library, "demo_9", "calm")
