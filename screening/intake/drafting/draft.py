"""A draft of a layout: what is certain, what is proposed, or why an instrument is not accepted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from screening.errors import DefinitionError
from screening.instruments.definition import Instrument
from screening.instruments.vendor import VendorInstrument
from screening.intake.drafting.draft_blocks import DraftBlock, draft_blocks
from screening.intake.drafting.item_names import NamedItems, items_by_name
from screening.intake.drafting.other_columns import (
    Chosen,
    duration_column,
    ignored_columns,
    personal_columns,
    student_column,
    time_column,
    times_of,
    unread_columns,
)
from screening.intake.drafting.seen_export import SeenExport
from screening.intake.drafting.time_formats import TimeReading
from screening.intake.row_defaults import RowDefault, row_defaults


@dataclass(frozen=True)
class Draft:
    """All that a layout needs to know of one export.

    Attributes:
        export: what was seen of the file.
        informant: who answered.
        blocks: the instruments, in the order in which they were asked for.
        student: the column with the student's code.
        recorded_at: the column with the time.
        times: position → how the times can be read, of that column or of those proposed.
        duration: position of the column with the seconds that a form was open.
        rows: proposed row filters.
        ignored: positions of the tool's own columns that nobody needs.
        personal: positions of columns that announce personal data.
        unread: positions of the columns that are left.
    """

    export: SeenExport
    informant: str
    blocks: tuple[DraftBlock, ...]
    student: Chosen
    recorded_at: Chosen
    times: Mapping[int, TimeReading]
    duration: int | None
    rows: tuple[RowDefault, ...]
    ignored: tuple[int, ...]
    personal: tuple[int, ...]
    unread: tuple[int, ...]


def draft_layout(
    export: SeenExport,
    instruments: Sequence[Instrument],
    *,
    informant: str | None = None,
    item_order: str | None = None,
    student_ref: str | None = None,
) -> Draft:
    """Return the draft of a layout.

    Args:
        export: what was seen of the file.
        instruments: which were asked, in the order of the form.
        informant: who answered; None where the instruments are for one informant only.
        item_order: the order in which the items were printed.
        student_ref: the column with the student's code; None = it is looked for.

    Raises:
        DefinitionError: what was asked for contradicts the instruments or the file.
        RefusedDataError: an instrument is not accepted: items, their number or answers do not fit.
    """
    who = _informant(instruments, informant)
    orders = _orders(instruments, item_order)
    named = {
        each.id: items_by_name(each, export.columns, informant=who, file=export.name)
        for each in instruments
    }
    _refuse_claimed_twice(named, export)
    blocks = draft_blocks(export, instruments, named, orders)
    return _with_other_columns(export, who, blocks, student_ref)


def _informant(instruments: Sequence[Instrument], given: str | None) -> str:
    for each in instruments:
        if isinstance(each, VendorInstrument):
            raise DefinitionError(
                f"{each.id}: its vendor scores it; a layout of results is written by hand."
            )
        if given is not None and given not in each.informants:
            known = ", ".join(each.informants)
            raise DefinitionError(f"{each.id}: '{given}' does not answer it, but {known}.")
    if given is not None:
        return given
    common = list(instruments[0].informants)
    for each in instruments:
        common = [who for who in common if who in each.informants]
    if len(common) == 1:
        return common[0]
    known = " or ".join(common) or "different people"
    raise DefinitionError(f"Who answered? Say --informant: these are answered by {known}.")


def _orders(instruments: Sequence[Instrument], given: str | None) -> dict[str, str | None]:
    known = {each.id: [order.id for order in each.item_order] for each in instruments}
    if given is not None and not any(given in orders for orders in known.values()):
        listed = ", ".join(order for orders in known.values() for order in orders) or "none"
        raise DefinitionError(f"'{given}' is no item order of these. Known are: {listed}.")
    return {name: given if given in orders else None for name, orders in known.items()}


def _refuse_claimed_twice(named: dict[str, NamedItems], export: SeenExport) -> None:
    """Refuse a column that two instruments call theirs."""
    owner: dict[int, str] = {}
    for instrument_id, found in named.items():
        for position in found.places.values():
            if owner.setdefault(position, instrument_id) != instrument_id:
                column = export.columns[position].column.name
                raise DefinitionError(
                    f"{export.name}: '{column}' would be an item of {owner[position]} and of"
                    f" {instrument_id}. Ask for one of them."
                )


def _with_other_columns(
    export: SeenExport,
    informant: str,
    blocks: tuple[DraftBlock, ...],
    student_ref: str | None,
) -> Draft:
    items = [
        place
        for block in blocks
        for each in ((block.certain,) if block.certain else block.proposed)
        for place in each.places.values()
    ]
    student = student_column(export, named=student_ref, taken=items)
    used = {*items} | ({student.certain} if student.certain is not None else set())
    recorded_at = time_column(export, items=items, taken=used)
    duration = duration_column(export)
    rows = tuple(row_defaults(export.platform, export.head, items=items))
    used |= {place for place in (recorded_at.certain, duration) if place is not None}
    used |= {row.position for row in rows}
    ignored = ignored_columns(export, used)
    personal = personal_columns(export, used)
    proposed = (*student.proposed, *recorded_at.proposed)
    return Draft(
        export=export,
        informant=informant,
        blocks=blocks,
        student=student,
        recorded_at=recorded_at,
        times=times_of(export, recorded_at, rows),
        duration=duration,
        rows=rows,
        ignored=tuple(ignored),
        personal=tuple(personal),
        unread=tuple(unread_columns(export, {*used, *ignored, *personal, *proposed})),
    )
