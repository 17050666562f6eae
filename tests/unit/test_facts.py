"""What counts as a scoring fact: every number and key, and no word or source."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from typing import Any

import pytest
from invented_instrument import built, facts
from pydantic import TypeAdapter

from screening.instruments.facts import NO_FACTS, definition_text, facts_digest, whole_digest
from screening.instruments.library import instrument_ids, load_instrument, model_of

Place = tuple[str | int, ...]


def places(content: Any, above: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Yield every leaf of a definition with the keys that lead to it."""
    pairs = content.items() if isinstance(content, dict) else enumerate(content)
    for key, value in pairs:
        if isinstance(value, dict | list):
            yield from places(value, (*above, key))
        else:
            yield (*above, key), value


def changed(place: Place, to: Any) -> dict:
    """Return the invented instrument with one leaf changed."""
    content = part = facts()
    for key in place[:-1]:
        part = part[key]
    part[place[-1]] = to
    return content


PROSE = [
    place
    for place, value in places(facts())
    if isinstance(value, str) and place[-1] in NO_FACTS - {"confidence"}
]


@pytest.mark.parametrize("place", PROSE, ids=str)
def test_other_words_and_sources_leave_the_facts_as_they_are(place: Place) -> None:
    mended = built(changed(place, "said better"))
    assert facts_digest(mended) == facts_digest(built(facts()))
    assert whole_digest(mended) != whole_digest(built(facts()))


def set_at(*place: str | int, to: Any) -> Callable[[], dict]:
    return lambda: changed(place, to)


def moved_cut() -> dict:
    content = facts()
    content["cut_points"][0]["ranges"]["calm"] = {"expected": [9, 12], "raised": [4, 8]}
    return content


def other_order() -> dict:
    content = facts()
    content["scheme"].append(deepcopy(content["scheme"][0]) | {"id": "other"})
    content["scheme"].reverse()
    return content


FACTS = {
    "a cut-point": moved_cut,
    "the first scheme": other_order,
    "an unscored item": set_at("unscored", to=[]),
    "an answer's code": set_at("answers", "codes", "often", to=4),
    "an item reversed": set_at("subscale", 0, "reversed", to=[3, 4]),
    "the fewest answers": set_at("subscale", 0, "missing", "at_least", to=4),
    "the rounding": set_at("subscale", 0, "missing", "rounding", to="none"),
    "the items of a subscale": set_at("subscale", 1, "items", to=[5, 6, 7]),
    "a direction": set_at("subscale", 1, "higher_is", to="better"),
    "the grades of a cut-point": set_at("grade_band", 1, "grades", to=["2", "3", "4"]),
    "a band's rank": set_at("scheme", 0, "band", 1, "rank", to=2),
    "a critical item": set_at("critical_item", 0, "item", to=7),
    "a critical item's limit": set_at("critical_item", 0, "at_or_above", to=3),
    "who answers": set_at("informants", "self", to={"ages": "5 to 18", "source": "p. 1"}),
}


@pytest.mark.parametrize("name", FACTS)
def test_every_other_fact_gives_another_digest(name: str) -> None:
    # built without the checks: some of these contradict the rest, and still they are facts
    model = type(built(facts()))
    other = model.model_construct(**_parts(model, FACTS[name]()))
    whole = model.model_construct(**_parts(model, facts()))
    assert facts_digest(whole) == facts_digest(built(facts()))
    assert facts_digest(other) != facts_digest(whole)


def _parts(model: Any, content: dict) -> dict:
    """Return the validated fields of a definition, the fields' own models built one by one."""
    fields = model.model_fields
    return {
        name: TypeAdapter(fields[name].annotation).validate_python(value)
        for name, value in content.items()
    }


def test_another_version_has_the_same_facts() -> None:
    assert facts_digest(built(facts() | {"version": "4"})) == facts_digest(built(facts()))


def test_a_key_left_to_its_default_and_the_default_written_out_are_one_fact() -> None:
    said = facts()
    said["subscale"][1] |= {"kind": "concern", "reversed": []}
    assert facts_digest(built(said)) == facts_digest(built(facts()))


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_a_definition_comes_back_from_its_text_whole(instrument_id: str) -> None:
    shipped = load_instrument(instrument_id)
    content = json.loads(definition_text(shipped), parse_constant=pytest.fail)
    again = model_of(content).model_validate(content)
    assert again == shipped
    assert facts_digest(again) == facts_digest(shipped)


def test_no_two_shipped_instruments_have_the_same_facts() -> None:
    digests = {facts_digest(load_instrument(each)) for each in instrument_ids()}
    assert len(digests) == len(instrument_ids())
