"""What a text in an item's cell is: a published answer, a known word for no answer, or unknown.

Source: the instrument's own definition and `answer_labels.toml`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import as_file, files

from screening.definition import Definition, load_definition
from screening.intake.values import normalise
from screening.programme.settings import Identifier, Sentence


class _List(Definition):
    language: Sentence
    instruments: tuple[Identifier, ...]
    labels: dict[Sentence, int]
    source: Sentence


class _NoAnswer(Definition):
    not_shown: tuple[Sentence, ...]
    refused: tuple[Sentence, ...]
    dont_know: tuple[Sentence, ...]
    codes: tuple[Sentence, ...]
    source: Sentence


class AnswerLists(Definition):
    """The whole file."""

    list: tuple[_List, ...]
    no_answer: _NoAnswer


@cache
def answer_lists() -> AnswerLists:
    """Return what `answer_labels.toml` says."""
    with as_file(files("screening.intake.drafting") / "answer_labels.toml") as path:
        return load_definition(path, AnswerLists)


@dataclass(frozen=True)
class LabelList:
    """An instrument's answers in one language, as published: label → code."""

    language: str
    labels: Mapping[str, int]


@dataclass(frozen=True)
class KnownLabels:
    """All published answers of one instrument that this project may hold."""

    lists: tuple[LabelList, ...]

    @cached_property
    def codes(self) -> dict[str, int]:
        """Normalised label → code."""
        return {
            normalise(label): code for each in self.lists for label, code in each.labels.items()
        }

    def code_of(self, text: str) -> int | None:
        """Return the code of a text that is a published answer."""
        return self.codes.get(normalise(text))

    def languages_of(self, texts: set[str]) -> tuple[LabelList, ...]:
        """Return the lists that have a text which no list before them has."""
        left = {normalise(text) for text in texts}
        found = []
        for each in self.lists:
            own = {normalise(label) for label in each.labels}
            if own & left:
                found.append(each)
                left -= own
        return tuple(found)


def known_labels(instrument_id: str, published: Mapping[str, int]) -> KnownLabels:
    """Return the answers of an instrument in every language that is known.

    Args:
        instrument_id: its id.
        published: label → code of its own definition.
    """
    own = LabelList("its definition", published)
    others = [
        LabelList(each.language, each.labels)
        for each in answer_lists().list
        if instrument_id in each.instruments
    ]
    return KnownLabels((*others, own))


def kind_of_no_answer(text: str) -> str | None:
    """Return which kind of missing a text stands for, where that is known; else None."""
    words = answer_lists().no_answer
    plain = normalise(text)
    kinds = {"not_shown": words.not_shown, "refused": words.refused, "dont_know": words.dont_know}
    return next(
        (kind for kind, texts in kinds.items() if plain in {normalise(each) for each in texts}),
        None,
    )


def is_code_for_none(text: str) -> bool:
    """Return True for a number that survey owners give for no answer, as -99."""
    return text.strip() in answer_lists().no_answer.codes
