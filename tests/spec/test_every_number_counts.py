"""Every number of every definition changed: the transcribed manuals notice, or the loader does."""

import random
from collections import Counter
from math import isinf

import pytest
from answer_forms import sql_scores_of
from mutants import Mutant, mutants
from reference_scorer import definition, reference_scores, scored_instruments
from survivors import reason_of
from transcribed import MANUALS, cases, facts_that_differ, is_printed

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.instruments.definition import Instrument
from screening.instruments.facts import NO_FACTS

SEED = 17
IN_SQL = 3
"""Changes of each instrument that are tried in the compiled SQL too."""
BY_WHOM = ("the loader", "the manual's facts", "the manual's cases")
BOTH = sorted({*MANUALS} & {*scored_instruments()})


class Judge:
    """One transcription as a judge of definitions."""

    def __init__(self, instrument, known=None):
        self.instrument = instrument
        self.known = list(cases(instrument)) if known is None else known

    def notices(self, mutant):
        """Return by whom a changed definition is noticed; None where all agree with it."""
        loaded = loads(mutant.facts)
        if loaded is None:
            return "the loader"
        if facts_that_differ(MANUALS[self.instrument], loaded):
            return "the manual's facts"
        return None if self.first_case_against(mutant) is None else "the manual's cases"

    def first_case_against(self, mutant):
        """Return a case that the definition scores otherwise; likely ones are asked first."""
        likely = [place for place, case in enumerate(self.known) if is_likely(mutant, case)]
        for place in (*likely, *range(len(self.known))):
            if not agrees(mutant.facts, self.known[place]):
                self.known.insert(0, self.known.pop(place))
                return self.known[0]
        return None


def is_likely(mutant, case):
    """Return whether a case lies where a definition was changed: only to ask it first."""
    part, *inside = (*mutant.path, None)
    if part == "cut_points":
        return lies_at_the_cut(mutant.facts[part][inside[0]], inside[1:-1], case)
    if part == "norms" and inside[0] == "group":
        group = mutant.facts["norms"]["group"][inside[1]]
        bands = {band["id"]: band["grades"] for band in mutant.facts["grade_band"]}
        grades = bands[group["grade_band"]]
        return case.asked.grade in grades and case.asked.gender == group["gender"]
    if "missing" in mutant.path:
        return "blank" in case.what
    return part == "subscale" and case.what.startswith("item")


def lies_at_the_cut(table, place, case):
    if case.asked.scheme != table["scheme"] or case.asked.informant not in table["informants"]:
        return False
    if place[0] != "ranges":
        return True
    _, name, band, end = place
    score = case.expected.get(name, (None,))[0]
    return score is not None and abs(score - table["ranges"][name][band][end]) <= 1


def loads(facts):
    try:
        return build_definition(facts, Instrument, where="mutant")
    except DefinitionError:
        return None


def agrees(facts, case):
    who = case.asked
    return is_printed(
        reference_scores(facts, case.whole, choice=case.choice, grade=who.grade, gender=who.gender),
        case,
    )


def judged(instrument, chosen, known=None):
    """Return what nobody notices and no reason explains, and how many were noticed by whom."""
    judge, by_whom, alive = Judge(instrument, known), Counter(), []
    for mutant in chosen:
        found = judge.notices(mutant) or reason_of(mutant)
        by_whom[found or "nobody"] += 1
        if found is None:
            alive.append(mutant.words)
    noticed = sum(by_whom[name] for name in BY_WHOM)
    told = ", ".join(f"{count} {name}" for name, count in by_whom.most_common())
    print(f"{instrument:<14} {noticed:5,} of {by_whom.total():5,} noticed: {told}")
    return alive, by_whom


@pytest.mark.parametrize("instrument", BOTH)
def test_the_definition_as_it_is_agrees_with_its_manual(instrument):
    assert Judge(instrument).notices(Mutant("as it is", (), definition(instrument))) is None


@pytest.mark.parametrize("instrument", BOTH)
def test_every_number_changed_is_noticed(instrument, record_property):
    alive, by_whom = judged(instrument, mutants(definition(instrument)))
    assert alive == []
    for name, count in by_whom.items():
        noticed = "noticed by" if name in BY_WHOM else "not noticed, and it cannot be:"
        record_property(f"numbers of definitions changed, {noticed} {name}", count)


@pytest.mark.parametrize("instrument", BOTH)
def test_no_number_of_a_definition_is_left_as_it_is(instrument):
    facts = definition(instrument)
    scoring = {key: part for key, part in facts.items() if key not in NO_FACTS}
    left = {path: number for path, number in numbers_in(scoring) if not isinf(number)}
    for mutant in mutants(facts):
        part = mutant.path[0]
        now = dict(numbers_in({part: mutant.facts[part]}))
        changed = [path for path in left if path[0] == part and now.get(path) != left[path]]
        for path in changed:
            del left[path]
    assert list(left) == []


def numbers_in(part, path=()):
    """Yield (path, number) of every number of a definition."""
    if isinstance(part, dict | list):
        inside = part.items() if isinstance(part, dict) else enumerate(part)
        for key, value in inside:
            yield from numbers_in(value, (*path, key))
    elif isinstance(part, int | float) and not isinstance(part, bool):
        yield path, part


@pytest.mark.parametrize("instrument", BOTH)
def test_changed_numbers_that_load_are_noticed_in_the_compiled_sql_too(instrument):
    every = list(mutants(definition(instrument)))
    random.Random(SEED).shuffle(every)
    judge, told = Judge(instrument), 0
    for mutant in every:
        loaded = loads(mutant.facts)
        case = None if loaded is None else judge.first_case_against(mutant)
        if case is None:
            continue
        row = (case.asked.grade, case.asked.gender, case.whole)
        (found,) = sql_scores_of(loaded, case.choice, [row])
        assert not is_printed(found, case), mutant.words
        told += 1
        if told == IN_SQL:
            break
    assert told == IN_SQL


def test_cases_without_the_edges_would_let_moved_cut_points_pass():
    """The search above must be able to tell: of each table keep the lowest score only."""
    blunt = [case for case in cases("gad_7") if not sum(filter(None, case.answers.values()))]
    moved = [found for found in mutants(definition("gad_7")) if "/" in found.words]
    alive, _ = judged("gad_7", moved, blunt)
    assert len(alive) == len(moved) > 0
