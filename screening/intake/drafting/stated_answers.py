"""Codes and their labels as an SPSS file or a REDCap dictionary states them."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from screening.intake.drafting.answer_labels import kind_of_no_answer
from screening.intake.drafting.seen_export import ColumnSeen
from screening.intake.glued_code import parted
from screening.intake.values import normalise


@dataclass(frozen=True)
class Stated:
    """What is stated of some columns together.

    Attributes:
        labels: code → label of the answers.
        missing: kind of missing → codes whose label says that there is no answer.
        differ: True where two columns state different labels for the same codes.
    """

    labels: Mapping[int, str]
    missing: Mapping[str, tuple[str, ...]]
    differ: bool

    @property
    def codes_of_missing(self) -> frozenset[str]:
        """Codes that stand for no answer, as their labels say."""
        return frozenset(code for codes in self.missing.values() for code in codes)

    def with_missing(self, known: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
        """Return kind of missing → texts, those that are known and those that are stated."""
        kinds = {**known, **self.missing}
        return {kind: (*known.get(kind, ()), *self.missing.get(kind, ())) for kind in kinds}


def stated_answers(columns: Sequence[ColumnSeen], *, but: Collection[str]) -> Stated | None:
    """Return what is stated of some columns; None where nothing is.

    Args:
        columns: columns with the same answers to choose from.
        but: codes that seem to stand for no answer.
    """
    stated = [each.stated for each in columns if each.stated]
    if not stated:
        return None
    missing: dict[str, tuple[str, ...]] = {}
    answers: dict[int, str] = {}
    for code, label in stated[0].items():
        if kind := kind_of_no_answer(label):
            missing[kind] = (*missing.get(kind, ()), code)
        elif code.isdecimal() and code not in but:
            answers[int(code)] = _words(label)
    differ = any(_compared(each) != _compared(stated[0]) for each in stated)
    return Stated(answers, missing, differ)


def _compared(labels: Mapping[str, str]) -> dict[str, str]:
    return {code: normalise(label) for code, label in labels.items()}


def _words(label: str) -> str:
    """Return a label without the code that may be glued to it."""
    both = parted(label)
    return both[1] if both else label
