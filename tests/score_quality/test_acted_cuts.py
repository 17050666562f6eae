"""Which cut-point a programme acts on, and where it lies between scores."""

import pytest
from programme_builder import Folder
from programme_texts import HEAD, TIER_RULE

from screening.instruments.definition import GradeBand
from screening.instruments.form import form_of
from screening.instruments.library import load_instrument
from screening.score_quality.acted_cuts import acted_ranks, boundaries


def form(instrument, informant="self", **more):
    return form_of(load_instrument(instrument), informant=informant, **more)


def ranks_of(tmp_path, **changes):
    return acted_ranks(Folder(tmp_path, **changes).open().programme)


def test_the_lowest_band_that_the_rule_names_is_acted_on(tmp_path):
    """The rule of the tests names moderate and moderately severe mood."""
    assert ranks_of(tmp_path)["phq_a", "self", "total"] == 2


def test_a_subscale_with_two_bands_has_one_cut_whether_or_not_a_rule_names_it(tmp_path):
    ranks = ranks_of(tmp_path)
    named = {key[2]: rank for key, rank in ranks.items() if key[0] == "psc_17"}
    assert named == {"internalising": 1, "attention": 1, "externalising": 1, "total": 1}


def test_several_bands_that_no_rule_names_have_no_cut_to_speak_of(tmp_path):
    assert not [key for key in ranks_of(tmp_path) if key[0] == "gad_7"]


def test_a_gate_counts_as_acting_on_a_cut(tmp_path):
    rule = TIER_RULE.replace(
        'subscale = "total", band = "moderate" },\n]\n\n[[rule.condition]]',
        'subscale = "total", band = "mild" },\n]\n\n[[rule.condition]]',
    )
    assert rule != TIER_RULE
    assert ranks_of(tmp_path, tier_rule=rule)["phq_a", "self", "total"] == 1


def test_a_screener_without_bands_has_no_cut(tmp_path):
    head = (
        HEAD + '\n[[screener]]\ninstrument = "kidscreen_10"\ninformant = "self"\ngrades = ["7"]\n'
    )
    assert not [key for key in ranks_of(tmp_path, head=head) if key[0] == "kidscreen_10"]


@pytest.mark.parametrize(("rank", "point"), [(1, 4.5), (2, 9.5), (3, 14.5), (4, 19.5)])
def test_a_cut_lies_halfway_between_two_printed_ranges(rank, point):
    severity = form("phq_a", scheme="severity")
    assert boundaries(severity, "total", rank=rank) == {None: point}


def test_a_cut_of_a_score_where_higher_is_better_lies_below_the_better_range():
    four = form("sdq", "teacher", scheme="four_band")
    assert boundaries(four, "prosocial", rank=1) == {None: 5.5}
    assert boundaries(four, "prosocial", rank=3) == {None: 3.5}


def test_a_cut_that_depends_on_the_grade_is_given_per_grade():
    psc = load_instrument("psc_17")
    young = GradeBand(id="young", grades=("K", "1"), source="made up")
    whole = psc.cut_points[0]
    higher = {"below_cut_point": (0, 19), "at_or_above_cut_point": (20, 34)}
    own = whole.model_copy(
        update={"grade_band": "young", "ranges": {**whole.ranges, "total": higher}}
    )
    changed = psc.model_copy(update={"grade_band": (young,), "cut_points": (own,)})
    points = boundaries(form_of(changed, informant="caregiver"), "total", rank=1)
    assert points == {"K": 19.5, "1": 19.5}


@pytest.mark.parametrize(
    ("instrument", "subscale", "rank", "point"),
    [
        ("rcads_47", "depression_t", 1, 65),
        ("rcads_47", "depression_t", 2, 70),
        ("mmf", "emotional", 1, 9),
        ("who_5", "percentage", 1, 50),
    ],
)
def test_other_scores_have_the_end_that_the_definition_says(instrument, subscale, rank, point):
    assert boundaries(form(instrument), subscale, rank=rank) == {None: point}


@pytest.mark.parametrize("rank", [1, 2, 3])
@pytest.mark.parametrize("subscale", ["total_difficulties", "prosocial", "peer"])
def test_every_score_lies_on_the_side_of_its_band(subscale, rank):
    four = form("sdq", "teacher", scheme="four_band")
    point = boundaries(four, subscale, rank=rank)[None]
    for band, ends in four.cuts_of(subscale)[0].ranges.items():
        is_worse = [end > point for end in ends]
        if four.higher_is(subscale) == "better":
            is_worse = [end < point for end in ends]
        assert is_worse == [four.rank(band) >= rank] * 2
