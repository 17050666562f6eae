"""Scoring facts change with a new version only: a window names the version it was scored with.

`versions.toml` holds, per instrument, the version and a digest of the facts that score (codes,
keys, reversals, missing rules, norms, cut-points, ranks, critical items, strengths); not of words.
"""

import tomllib
from pathlib import Path

import pytest
from mutants import mutants
from reference_scorer import definition

from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.instruments.definition import Instrument
from screening.instruments.facts import facts_digest
from screening.instruments.library import instrument_ids, load_instrument

KNOWN = tomllib.loads(Path(__file__).with_name("versions.toml").read_text(encoding="utf-8"))


def line_of(instrument_id, version, digest):
    return f'{instrument_id} = {{ version = "{version}", facts = "{digest}" }}'


@pytest.mark.parametrize("instrument_id", instrument_ids())
def test_scoring_facts_change_only_with_a_new_version(instrument_id):
    instrument, known = load_instrument(instrument_id), KNOWN.get(instrument_id)
    digest = facts_digest(instrument)
    assert known is not None, (
        f"{instrument_id} is new. Write this line into tests/spec/versions.toml:\n"
        f"{line_of(instrument_id, instrument.version, digest)}"
    )
    if digest != known["facts"] and instrument.version == known["version"]:
        pytest.fail(
            f"{instrument_id}: facts that score have changed under version {instrument.version}."
            f" Either undo the change, or raise `version` in {instrument_id}.toml, say in"
            f" CHANGELOG.md what changes, and write the new line this test then shows."
        )
    assert (instrument.version, digest) == (known["version"], known["facts"]), (
        f"{instrument_id} has a new version. Put this line into tests/spec/versions.toml:\n"
        f"{line_of(instrument_id, instrument.version, digest)}"
    )


def test_no_instrument_is_remembered_that_is_not_there():
    assert set(KNOWN) <= set(instrument_ids())


def test_every_moved_number_that_loads_has_another_digest():
    facts = definition("swemwbs")
    told = facts_digest(build_definition(facts, Instrument, where="as it is"))
    for mutant in mutants(facts):
        try:
            changed = build_definition(mutant.facts, Instrument, where="mutant")
        except DefinitionError:
            continue
        assert facts_digest(changed) != told, mutant.words


def test_words_titles_and_sources_may_be_mended_under_the_same_version():
    facts = dict(definition("swemwbs"))
    told = facts_digest(build_definition(facts, Instrument, where="as it is"))
    facts |= {"title": "Another title", "subscale": [dict(each) for each in facts["subscale"]]}
    for subscale in facts["subscale"]:
        subscale |= {"words": "other words", "source": "another page of the same manual"}
    assert facts_digest(build_definition(facts, Instrument, where="reworded")) == told
