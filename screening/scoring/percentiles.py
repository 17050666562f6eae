"""Percentiles within the district (`percentiles.toml`): which scores have one, in which words."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Literal

from pydantic import Field

from screening.definition import Definition, load_definition
from screening.instruments.library import Library
from screening.instruments.score_ranges import subscale_of
from screening.instruments.without_cut_points import without_cut_points
from screening.programme.settings import Screener, Sentence


class Method(Definition):
    """How a percentile is counted."""

    id: Literal["mid_rank"]
    what: Sentence
    source: Sentence


class Minimum(Definition):
    """How many students there must be to compare with."""

    students: Annotated[int, Field(ge=20)]
    source: Sentence


class Words(Definition):
    """The reason that staff read; `{what}` are the subscale's words, `{count}` a whole number."""

    higher: Sentence
    lower: Sentence


class Percentiles(Definition):
    """The whole of `percentiles.toml`."""

    method: Method
    minimum: Minimum
    words: Words


@cache
def load_percentiles() -> Percentiles:
    """Return the rules that come with the programme.

    Raises:
        DefinitionError: a rule is missing or unsourced.
    """
    with as_file(files("screening.scoring").joinpath("percentiles.toml")) as path:
        return load_definition(path, Percentiles)


def percentile_rows(screeners: tuple[Screener, ...], library: Library) -> list[tuple[object, ...]]:
    """Return (instrument_id, informant, subscale_id, minimum_students) of what has percentiles."""
    students = load_percentiles().minimum.students
    return [
        (each.instrument, each.informant, subscale_id, students)
        for each in screeners
        for subscale_id in without_cut_points(library.get(each.instrument), each.informant)
    ]


def words_of(library: Library, instrument_id: str, subscale_id: str) -> str:
    """Return the reason for a score far from most others, with `{count}` left to fill in."""
    subscale = subscale_of(library.get(instrument_id), subscale_id)
    words = load_percentiles().words
    text = words.higher if subscale.higher_is == "worse" else words.lower
    what = subscale.words[:1].upper() + subscale.words[1:]
    return text.replace("{what}", what)
