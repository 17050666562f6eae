"""Codes and labels that stand side by side must say what the layout says (M304, M305).

Labels that a file states itself (SPSS), and cells that hold a label with its code, can prove that
codes run the other way or that the form has an answer more. Nothing is turned or shifted.
"""

from collections.abc import Iterator, Mapping

from screening.instruments.definition import Instrument
from screening.intake.drafting.answer_labels import kind_of_no_answer, known_labels
from screening.intake.file_checks.stored_export import StoredExport
from screening.intake.glued_code import parted
from screening.intake.meanings import ItemGroup
from screening.intake.text_table import Column
from screening.intake.values import contradicting
from screening.problem import Problem

SAID = {
    "M304": "the file's own labels give its codes another meaning than the layout does.",
    "M305": "the file states an answer that the instrument does not have.",
}


def answer_problems(export: StoredExport) -> list[Problem]:
    """Return one problem per block and kind of contradiction."""
    found: dict[Problem, None] = {}
    for group in export.groups:
        for problem in (*_glued(export, group), *_stated(export, group)):
            found[problem] = None
    return list(found)


def _glued(export: StoredExport, group: ItemGroup) -> Iterator[Problem]:
    cells = export.cells(group.items)
    if contradicting(cells, block=group.block, codes=group.codes):
        said = "labels stand beside other codes than the layout gives them."
        yield export.problem("M304", f"{group.block.instrument}: {said}")


def _stated(export: StoredExport, group: ItemGroup) -> Iterator[Problem]:
    """Yield what the file's own labels of codes contradict."""
    instrument = export.library.get(group.block.instrument)
    if not isinstance(instrument, Instrument):
        return
    read = group.known([code for code, _ in group.stated.labels])
    for code in contradictions(group.stated, read, instrument):
        yield export.problem(code, f"{instrument.id}: {SAID[code]}")


def contradictions(
    stated: Column, read: Mapping[str, int], instrument: Instrument
) -> Iterator[str]:
    """Yield the codes of problems that a column's own labels prove.

    Args:
        stated: the column, with the labels that the file gives its codes.
        read: code of the file → code of the instrument, as the layout reads it.
        instrument: its published labels, in every language that is known.
    """
    if not set(read.values()) <= set(instrument.answers.codes.values()):
        return
    known = known_labels(instrument.id, instrument.answers.codes)
    for code, label in _answers(stated):
        both = parted(label)
        meant = known.code_of(both[1] if both else label)
        if code in read and meant is not None and read[code] != meant:
            yield "M304"
        elif code not in read and _is_next(code, read):
            yield "M305"


def _answers(stated: Column) -> Iterator[tuple[str, str]]:
    """Yield the stated codes and labels that stand for an answer."""
    for code, label in stated.labels:
        if not stated.declares_missing(code) and kind_of_no_answer(label) is None:
            yield code, label


def _is_next(code: str, read: Mapping[str, int]) -> bool:
    """Return True for a whole number beside those that are answers: -9 or 99 is none."""
    answers = [int(each) for each in read if each.isdecimal()]
    return code.isdecimal() and bool(answers) and int(code) in {min(answers) - 1, max(answers) + 1}
