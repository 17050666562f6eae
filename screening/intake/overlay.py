"""From returned lines to an overlay: which cells of an export are read as what, and which not.

The export is never edited. An overlay counts only for the content it was written for, only where
the export's own cell is no answer, and only with an answer that the item accepts.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from screening.intake.accepted import Accepted
from screening.intake.returned_workbook import ReturnedLine
from screening.intake.unread_cells import OfferedLabel, UnreadCell

USED = "used"
Cell = tuple[int, str]
"""Row and item."""


@dataclass(frozen=True)
class OpenFile:
    """An export of the window, and its cells that wait for a correction.

    Attributes:
        name: the file's name.
        accepted: what each item accepts; empty where the export is refused.
        cells: cells that are no answer.
        labels: labels that were offered, by item and label.
    """

    name: str
    accepted: Mapping[str, Accepted]
    cells: Sequence[UnreadCell]
    labels: Mapping[tuple[str, str], OfferedLabel]

    @cached_property
    def places(self) -> dict[Cell, str]:
        """Cell → label."""
        return {(cell.row, cell.item): cell.label for cell in self.cells}


@dataclass(frozen=True)
class Verdict:
    """What became of one line.

    Attributes:
        line: the line.
        outcome: `used`, or the code of the problem that says why not.
        code: what the cells are read as; None where the line is not used.
        cells: the cells that it changes.
    """

    line: ReturnedLine
    outcome: str
    code: int | None = None
    cells: tuple[Cell, ...] = ()


def judge_lines(lines: Sequence[ReturnedLine], files: Mapping[str, OpenFile]) -> list[Verdict]:
    """Return one verdict per line, in their order; a line that repeats another is dropped.

    Args:
        lines: lines of all returned workbooks.
        files: the window's exports by SHA-256.
    """
    verdicts = [_alone(line, files) for line in lines]
    said: defaultdict[tuple[object, ...], set[int | None]] = defaultdict(set)
    for each in verdicts:
        if each.outcome == USED:
            said[each.line.target].add(each.code)
    taken = _cells_spoken_for(lines)
    judged = [_together(each, said, taken, files) for each in verdicts]
    return list(_once(judged))


def _alone(line: ReturnedLine, files: Mapping[str, OpenFile]) -> Verdict:
    """Judge a line without the others."""
    if not line.is_intact:
        return Verdict(line, "C104")
    if line.sha256 not in files:
        return Verdict(line, "C103")
    file = files[line.sha256]
    if line.item not in file.accepted or not _waits(line, file):
        return Verdict(line, "C107")
    code = file.accepted[line.item].code_of(line.text)
    return Verdict(line, "C106") if code is None else Verdict(line, USED, code)


def _waits(line: ReturnedLine, file: OpenFile) -> bool:
    """Return True where the line was sent for this file: a failing cell or an offered label."""
    if line.label is not None:
        return (line.item, line.label) in file.labels
    return line.record is not None and (line.record, line.item) in file.places


def _cells_spoken_for(lines: Sequence[ReturnedLine]) -> set[tuple[str, Cell]]:
    """Return the cells with a line of their own: a decision on their label does not reach them."""
    return {
        (line.sha256, (line.record, line.item))
        for line in lines
        if line.record is not None and line.text
    }


def _together(
    verdict: Verdict,
    said: Mapping[tuple[object, ...], set[int | None]],
    taken: set[tuple[str, Cell]],
    files: Mapping[str, OpenFile],
) -> Verdict:
    """Judge a line that is good in itself beside the others."""
    line = verdict.line
    if verdict.outcome != USED:
        return verdict
    if len(said[line.target]) > 1:
        return Verdict(line, "C105")
    if line.record is not None:
        return Verdict(line, USED, verdict.code, ((line.record, line.item),))
    cells = tuple(
        place
        for place, label in files[line.sha256].places.items()
        if (place[1], label) == (line.item, line.label) and (line.sha256, place) not in taken
    )
    return Verdict(line, USED, verdict.code, cells)


def _once(verdicts: Sequence[Verdict]) -> Iterator[Verdict]:
    """Yield verdicts without those that repeat one about the same target with the same text."""
    seen: set[tuple[object, ...]] = set()
    for each in verdicts:
        workbook = each.line.workbook_sha256 if each.outcome in {"C104", "C105"} else ""
        same = (*each.line.target, each.outcome, each.code, workbook)
        if each.outcome == "C104" or same not in seen:
            seen.add(same)
            yield each
