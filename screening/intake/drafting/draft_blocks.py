"""One instrument of a draft: its columns by name or by place, with the reading of their answers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.errors import RefusedDataError
from screening.instruments.definition import Instrument
from screening.instruments.names import item_id
from screening.intake.drafting.answer_labels import known_labels
from screening.intake.drafting.answer_reading import Misfit, Reading, read_answers
from screening.intake.drafting.item_blocks import item_blocks
from screening.intake.drafting.item_names import NamedItems
from screening.intake.drafting.seen_export import ColumnSeen, SeenExport
from screening.problem import Problem


@dataclass(frozen=True)
class Items:
    """Columns of an instrument's items.

    Attributes:
        places: item number → position of its column.
        how: how they were found, in a few words.
        reading: how their answers are written.
    """

    places: dict[int, int]
    how: str
    reading: Reading


@dataclass(frozen=True)
class DraftBlock:
    """One instrument.

    Attributes:
        instrument: its definition.
        certain: its columns, found by name; None where a person must choose.
        proposed: columns to choose from, found by position.
        item_order: the order that the form was printed in, where a person said it.
    """

    instrument: Instrument
    certain: Items | None
    proposed: tuple[Items, ...]
    item_order: str | None


def draft_blocks(
    export: SeenExport,
    instruments: Sequence[Instrument],
    named: Mapping[str, NamedItems],
    orders: Mapping[str, str | None],
) -> tuple[DraftBlock, ...]:
    """Return the instruments in the order in which they were asked for.

    Args:
        export: what was seen of the file.
        instruments: which were asked for.
        named: what the columns' names say of each.
        orders: the order in which the items of each were printed, where a person said it.

    Raises:
        RefusedDataError: an instrument is not accepted.
    """
    if problems := [problem for found in named.values() for problem in found.problems]:
        raise _refusal(problems)
    taken = {place for found in named.values() for place in found.places.values()}
    return tuple(
        _named_block(each, named[each.id], export, orders[each.id])
        if named[each.id].places
        else _proposed_block(
            each, export, taken, orders[each.id], _beside(each, named, instruments)
        )
        for each in instruments
    )


def _refusal(problems: Sequence[Problem]) -> RefusedDataError:
    return RefusedDataError("\n".join(problem.line() for problem in problems))


def _beside(
    instrument: Instrument, named: Mapping[str, NamedItems], instruments: Sequence[Instrument]
) -> tuple[int, int]:
    """Return how many items of other instruments without names are before and after its own."""
    unnamed = [each for each in instruments if not named[each.id].places]
    place = unnamed.index(instrument)
    before, after = unnamed[:place], unnamed[place + 1 :]
    return sum(each.item_count for each in before), sum(each.item_count for each in after)


def _named_block(
    instrument: Instrument, named: NamedItems, export: SeenExport, item_order: str | None
) -> DraftBlock:
    items = _items(instrument, dict(named.places), "by their names", export)
    if isinstance(items, Misfit):
        raise _refusal([_problem(instrument, items, export)])
    return DraftBlock(instrument, items, (), item_order)


def _proposed_block(
    instrument: Instrument,
    export: SeenExport,
    taken: set[int],
    item_order: str | None,
    beside: tuple[int, int],
) -> DraftBlock:
    known = known_labels(instrument.id, instrument.answers.codes)
    found = [
        _items(instrument, block.places, block.how, export)
        for block in item_blocks(
            instrument,
            export.columns,
            taken=taken | set(export.roles),
            known=known,
            beside=beside,
        )
    ]
    proposed = tuple(each for each in found if isinstance(each, Items))
    misfits = [each for each in found if isinstance(each, Misfit)]
    if proposed:
        return DraftBlock(instrument, None, proposed, item_order)
    if misfits:
        raise _refusal([_problem(instrument, misfits[0], export)])
    said = (
        f"{instrument.id}: no column is called as an item of it, and no"
        f" {instrument.item_count} columns side by side hold its answers."
    )
    raise _refusal([Problem("M301", export.name, said)])


def _items(
    instrument: Instrument,
    places: dict[int, int],
    how: str,
    export: SeenExport,
) -> Items | Misfit:
    """Return the columns with their reading; the supplement's must hold its own codes."""
    known = known_labels(instrument.id, instrument.answers.codes)
    main = [export.columns[places[number]] for number in places if number <= instrument.item_count]
    codes = frozenset(instrument.answers.codes.values())
    reading = read_answers(main, allowed=codes, known=known)
    if isinstance(reading, Misfit):
        return reading
    for number, place in places.items():
        if number > instrument.item_count:
            own = read_answers(
                [export.columns[place]], allowed=instrument.codes_of(number), known=known
            )
            if isinstance(own, Misfit) or own.kind != reading.kind:
                return Misfit("M303", "holds other answers than this item has.", place)
    return Items(places, how, reading)


def _problem(instrument: Instrument, misfit: Misfit, export: SeenExport) -> Problem:
    place = misfit.position
    column = None if place is None else export.columns[place].column.name
    return Problem(misfit.code, export.name, f"{instrument.id}: {misfit.message}", column=column)


def item_ids(block: DraftBlock, items: Items) -> dict[str, int]:
    """Return item id → position of its column, in the order of the form."""
    return {item_id(block.instrument.id, number): items.places[number] for number in items.places}


def columns_of(export: SeenExport, items: Items) -> list[ColumnSeen]:
    """Return what the columns of the items hold."""
    return [export.columns[place] for place in items.places.values()]
