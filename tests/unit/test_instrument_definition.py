import pytest
from invented_instrument import built, facts

from screening.errors import DefinitionError

SUPPLEMENT = {
    "id": "effect",
    "area": "wellbeing",
    "words": "effect items",
    "gate_item": 10,
    "gate_none": 0,
    "items": {"teacher": [11, 12]},
    "unscored": [13],
    "answers": {"codes": {"no": 0, "yes": 1}, "source": "manual p. 8"},
    "recode": {"0": 0, "1": 2},
    "missing": {"rule": "complete", "source": "manual p. 8"},
    "source": "manual p. 8",
}


def test_the_whole_definition_is_accepted():
    instrument = built(facts())
    assert instrument.subscale_ids == ("calm", "worry", "all_items")
    assert instrument.item_numbers == tuple(range(1, 10))
    assert instrument.codes_of(3) == {1, 2, 3}
    assert not instrument.key_depends_on_order
    assert instrument.grades("older") == ("2", "3")


def test_a_supplement_is_accepted_and_has_its_own_codes():
    instrument = built(facts() | {"supplement": SUPPLEMENT})
    assert instrument.subscale_ids[-1] == "effect"
    assert instrument.item_numbers == tuple(range(1, 14))
    assert instrument.codes_of(11) == {0, 1}


def test_a_definition_cannot_be_changed():
    with pytest.raises(Exception, match="frozen"):
        built(facts()).version = "4"


def refused(content) -> str:
    with pytest.raises(DefinitionError) as fault:
        built(content)
    assert fault.value.exit_status == 10
    return fault.value.message


def places(content, path=()):
    """Return the path to every `source` in nested facts."""
    found = []
    for key, value in content.items() if isinstance(content, dict) else enumerate(content):
        if key == "source":
            found.append((*path, key))
        if isinstance(value, dict | list):
            found.extend(places(value, (*path, key)))
    return found


@pytest.mark.parametrize("path", places(facts()), ids=lambda path: ".".join(map(str, path)))
def test_a_missing_source_is_refused_wherever_it_is(path):
    content = facts()
    inside = content
    for key in path[:-1]:
        inside = inside[key]
    del inside["source"]
    message = refused(content)
    assert message.startswith("demo_9.toml: ")
    assert "source: is missing. Add it." in message


def changed(*path, to):
    content = facts()
    inside = content
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = to
    return content


REFUSALS = {
    "unknown key": (changed("item_cuont", to=9), "item_cuont: is not a known key"),
    "item in no subscale": (changed("unscored", to=[]), "item 9 is in no subscale"),
    "no such item": (changed("subscale", 1, "items", to=[5, 6, 7, 8, 10]), "there is no item 10"),
    "item twice": (changed("subscale", 1, "items", to=[5, 6, 7, 8, 8]), "has item 8 twice"),
    "reversed outside": (
        changed("subscale", 1, "reversed", to=[1]),
        "reversed item 1 is not in subscale 'worry'",
    ),
    "neither items nor sum": (
        changed("subscale", 2, "sum_of", to=[]),
        "'all_items' needs either `items`, `sum_of` or `derived`",
    ),
    "sum of what is not there": (
        changed("subscale", 2, "sum_of", to=["calm", "joy"]),
        "'all_items' rests on 'joy', which must stand above it",
    ),
    "sum with a rule": (
        changed("subscale", 2, "reversed", to=[1]),
        "'all_items' is made of others",
    ),
    "unknown grade band": (
        changed("subscale", 1, "grade_bands", to=["oldest"]),
        "there is no grade band 'oldest'",
    ),
    "two subscales of one id": (changed("subscale", 1, "id", to="calm"), "entries are 'calm'"),
    "more answers needed than items": (
        changed("subscale", 0, "missing", "at_least", to=5),
        "at_least is more than its items",
    ),
    "gap": (
        changed("cut_points", 0, "ranges", "calm", to={"expected": [9, 12], "raised": [4, 7]}),
        "a band should begin at 8 and has [9, 12]",
    ),
    "overlap": (
        changed("cut_points", 0, "ranges", "calm", to={"expected": [7, 12], "raised": [4, 7]}),
        "a band should begin at 8 and has [7, 12]",
    ),
    "range too short": (
        changed("cut_points", 0, "ranges", "calm", to={"expected": [8, 11], "raised": [4, 7]}),
        "the last band should end at 12",
    ),
    "range beyond the scores": (
        changed("cut_points", 0, "ranges", "calm", to={"expected": [8, 13], "raised": [4, 7]}),
        "the last band should end at 12",
    ),
    "range starts too low": (
        changed("cut_points", 0, "ranges", "calm", to={"expected": [8, 12], "raised": [0, 7]}),
        "a band should begin at 4 and has [0, 7]",
    ),
    "wrong direction": (
        changed("cut_points", 0, "ranges", "calm", to={"raised": [8, 12], "expected": [4, 7]}),
        "a band should begin at 4",
    ),
    "range turned round": (
        changed("cut_points", 0, "ranges", "calm", to={"expected": [8, 12], "raised": [7, 4]}),
        "a band should begin at 4 and has [7, 4]",
    ),
    "band left out": (
        changed("cut_points", 0, "ranges", "calm", to={"expected": [4, 12]}),
        "needs one band of every rank",
    ),
    "unknown band": (
        changed("cut_points", 0, "ranges", "calm", to={"expected": [8, 12], "odd": [4, 7]}),
        "has no band 'odd'",
    ),
    "unknown scheme": (changed("cut_points", 0, "scheme", to="old"), "there is no scheme 'old'"),
    "unknown informant": (
        changed("cut_points", 0, "informants", to=["neighbour"]),
        "informants",
    ),
    "informant without a form": (
        changed("cut_points", 0, "informants", to=["self"]),
        "there is no form for 'self'",
    ),
    "cut-points of no subscale": (
        changed("cut_points", 0, "ranges", to={"joy": {"expected": [1, 2], "raised": [3, 4]}}),
        "there is no subscale 'joy'",
    ),
    "cut-points of no grade band": (
        changed("cut_points", 1, "grade_band", to="oldest"),
        "there is no grade band 'oldest'",
    ),
    "cut-points twice": (
        changed("cut_points", 2, "grade_band", to="young"),
        "cut-points of 'worry' (two_band, teacher) are stated twice",
    ),
    "ranks with a gap": (changed("scheme", 0, "band", 1, "rank", to=2), "ranks must be 0, 1, 2"),
    "band twice": (changed("scheme", 0, "band", 1, "id", to="expected"), "'expected' twice"),
    "a verdict as band": (changed("scheme", 0, "band", 1, "id", to="at_risk"), "'at_risk'"),
    "critical item that is not there": (
        changed("critical_item", 0, "item", to=10),
        "critical item 10 is no item",
    ),
    "critical limit at the lowest answer": (
        changed("critical_item", 0, "at_or_above", to=1),
        "critical item 8: at_or_above",
    ),
    "two answers of one code": (
        changed("answers", "codes", to={"never": 1, "sometimes": 2, "often": 2}),
        "two answers have the code 2",
    ),
    "two answers of one label": (
        changed("answers", "codes", to={"never": 1, "Never": 2, "often": 3}),
        "two answers are 'never', capitals apart",
    ),
    "unknown missing rule": (changed("missing", "rule", to="guess"), "missing"),
    "unknown rounding": (
        changed("subscale", 0, "missing", "rounding", to="half_even"),
        "rounding",
    ),
    "an id that is no name": (changed("id", to="demo 9; drop"), "id"),
}


@pytest.mark.parametrize("wrong", REFUSALS)
def test_a_contradiction_is_refused_with_a_line_that_names_it(wrong):
    content, expected = REFUSALS[wrong]
    assert expected in refused(content)


SUPPLEMENT_REFUSALS = {
    "an answer without recode": ({"recode": {"0": 0}}, "`recode` needs exactly one entry"),
    "gate answer not there": ({"gate_none": 5}, "`gate_none` is not one of its answers"),
    "an informant without items": ({"items": {}}, "exactly one list per informant"),
    "numbers of the main form": ({"gate_item": 9}, "numbered after the main form"),
}


@pytest.mark.parametrize("wrong", SUPPLEMENT_REFUSALS)
def test_a_contradictory_supplement_is_refused(wrong):
    change, expected = SUPPLEMENT_REFUSALS[wrong]
    assert expected in refused(facts() | {"supplement": SUPPLEMENT | change})


def test_items_per_order_need_one_list_for_each_order():
    orders = [{"id": "first", "source": "form"}, {"id": "second", "source": "form"}]
    content = changed("subscale", 1, "items", to={"first": [5, 6, 7, 8]}) | {"item_order": orders}
    assert "exactly one list per item order" in refused(content)


def test_items_per_order_are_accepted_when_whole():
    orders = [{"id": "first", "source": "form"}, {"id": "second", "source": "form"}]
    items = {"first": [5, 6, 7, 8], "second": [8, 7, 6, 5]}
    content = changed("subscale", 1, "items", to=items) | {"item_order": orders}
    assert built(content).key_depends_on_order
