"""Every number of a definition moved by one: the published tables notice, or the loader does."""

import random
from collections import defaultdict

import pytest
from answer_forms import sql_scores_of
from mutants import mutants
from published import ANSWERS, CRITICAL, ITEMS, cases
from reference_scorer import definition, reference_scores

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.instruments.definition import Instrument

SEED = 17
SHARE = 120
BY_INSTRUMENT = defaultdict(list)
for case in cases():
    BY_INSTRUMENT[case.instrument].append(case)


def every_mutant():
    return [found for name in ITEMS for found in mutants(definition(name))]


def loads(facts):
    try:
        return build_definition(facts, Instrument, where="mutant")
    except DefinitionError:
        return None


def noticed(facts, known):
    """Return what the published tables notice in a definition; None when they agree with it."""
    name, codes = facts["id"], list(facts["answers"]["codes"].values())
    instrument = loads(facts)
    if instrument is None:
        return "the loader"
    if instrument.item_numbers != tuple(range(1, ITEMS[name] + 1)):
        return "the items of the form"
    if codes != list(range(ANSWERS[name])):
        return "the answers"
    if "supplement" in facts and [*facts["supplement"]["answers"]["codes"].values()] != [*range(4)]:
        return "the answers of the supplement"
    if critical_answers(facts) != {
        (CRITICAL[name], code) for code in (1, 2, 3) if name in CRITICAL
    }:
        return "the critical item"
    return next((case for case in known if not agrees(facts, case)), None)


def critical_answers(facts):
    """Return (item, answer) of every answer that puts a student on the safety list."""
    return {
        (critical["item"], code)
        for critical in facts.get("critical_item", [])
        for code in facts["answers"]["codes"].values()
        if code >= critical["at_or_above"]
    }


def agrees(facts, case):
    answers = dict.fromkeys(range(1, 100)) | case.answers
    return as_printed(reference_scores(facts, answers, choice=case.choice, grade=case.grade), case)


def as_printed(found, case):
    """Return whether scores are those of a case; one it expects as None is not scored at all."""
    return all(
        subscale not in found
        if expected is None
        else subscale in found and found[subscale][2:][: len(expected)] == expected
        for subscale, expected in case.expected.items()
    )


def survivors(chosen, known=BY_INSTRUMENT):
    """Return the mutants nobody notices, and print how many of how many were noticed."""
    by_whom = {words: noticed(facts, known[facts["id"]]) for words, facts in chosen}
    alive = [words for words, found in by_whom.items() if found is None]
    refused = list(by_whom.values()).count("the loader")
    print(
        f"{len(by_whom)} numbers moved: {len(by_whom) - len(alive)} noticed"
        f" ({refused} by the loader, the others by the published tables)"
    )
    return alive


@pytest.mark.parametrize("instrument", ITEMS)
def test_the_definition_as_it_is_agrees_with_every_published_table(instrument):
    assert noticed(definition(instrument), BY_INSTRUMENT[instrument]) is None


def test_a_share_of_the_numbers_moved_by_one_is_noticed():
    assert survivors(random.Random(SEED).sample(every_mutant(), SHARE)) == []


@pytest.mark.long
def test_every_number_moved_by_one_is_noticed():
    assert survivors(every_mutant()) == []


def test_moved_numbers_that_load_are_noticed_in_the_compiled_sql_too():
    loadable = [(words, facts) for words, facts in every_mutant() if "cut_points" in words]
    random.Random(SEED).shuffle(loadable)
    told = ((words, facts) for words, facts in loadable if loads(facts))
    for words, facts in [next(told) for _ in range(8)]:
        known = BY_INSTRUMENT[facts["id"]]
        case = next(case for case in known if not agrees(facts, case))
        row = (case.grade, dict.fromkeys(range(1, 100)) | case.answers)
        (found,) = sql_scores_of(loads(facts), case.choice, [row])
        assert not as_printed(found, case), words
        (true,) = sql_scores_of(loads(definition(facts["id"])), case.choice, [row])
        assert as_printed(true, case), words


def test_tables_without_their_edges_would_let_moved_cut_points_pass():
    """The search above must be able to fail: of each table keep the lowest score only."""
    blunt = [
        each for each in BY_INSTRUMENT["gad_7"] if sum(filter(None, each.answers.values())) < 1
    ]
    moved = [found for found in mutants(definition("gad_7")) if "/" in found[0]]
    assert len(survivors(moved, {"gad_7": blunt})) == len(moved)
