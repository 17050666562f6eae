"""A file whose own labels contradict how its critical items are read: nobody is passed over."""

from collections.abc import Collection, Iterable

from screening.instruments.library import Library
from screening.intake.column_address import ColumnAddress
from screening.intake.file_checks.answers_fit import contradictions
from screening.intake.layout import Block
from screening.intake.mapping import places_of
from screening.intake.text_table import TextTable
from screening.intake.values import known_values


def contradicts_itself(
    table: TextTable,
    readings: Iterable[tuple[ColumnAddress, Block, Collection[int]]],
    library: Library,
) -> bool:
    """Return True where a critical item's codes mean something else by the file's own labels.

    Then a 0 may be the answer of most concern, so the whole file must be looked through by hand.

    Args:
        table: the file.
        readings: address, block and allowed codes of every critical item.
        library: its definitions say which labels are published.
    """
    for address, block, codes in readings:
        stated = table.columns[places_of(table, address)[0]]
        known = known_values([code for code, _ in stated.labels], block=block, codes=codes)
        for instrument in library.definitions(block.instrument):
            if any(contradictions(stated, known, instrument)):
                return True
    return False
