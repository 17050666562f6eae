"""What a layout's block must keep: its instrument is asked, every column has one meaning."""

from collections.abc import Iterable, Iterator, Mapping

from screening.instruments.definition import Instrument
from screening.instruments.form import form_of
from screening.instruments.library import Library
from screening.instruments.names import item_id
from screening.instruments.vendor import VendorInstrument
from screening.intake.layout import Block, Layout
from screening.intake.values import normalise
from screening.programme.gates import Condition
from screening.programme.settings import Programme


def block_faults(
    block: Block, layout: Layout, settings: Programme, library: Library
) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with a block: the key inside it, and a sentence."""
    if block.instrument not in library.ids:
        yield "instrument", not_known(block.instrument, library)
        return
    in_use = {(each.instrument, each.informant) for each in settings.screener}
    if (block.instrument, layout.informant) not in in_use:
        yield "instrument", f"'{layout.informant}' is not asked it: add or mend a [[screener]]."
    instrument = library.get(block.instrument)
    yield from _order_faults(block, instrument)
    if isinstance(instrument, VendorInstrument):
        yield from _result_faults(block, instrument, layout.informant)
        return
    if block.answers == "results":
        yield "answers", f"'{instrument.id}' is scored here: say `codes` or `labels`."
        return
    yield from _column_faults(block, instrument)
    yield from _code_faults(block, instrument)


def not_known(instrument_id: str, library: Library) -> str:
    """Return the sentence that there is no such instrument, and which there are."""
    return f"there is no instrument '{instrument_id}'. Known are: {', '.join(library.ids)}."


def unread_results(
    conditions: Iterable[Condition], layouts: Iterable[Layout], library: Library
) -> Iterator[str]:
    """Yield each vendor result that the tier rule looks at and a layout of its export leaves out.

    Such a condition could never hold, and nobody would notice.
    """
    looked_at: dict[tuple[str, str], list[str]] = {}
    for each in conditions:
        looked_at.setdefault((each.instrument, each.informant), []).append(each.subscale)
    for layout in layouts:
        for block in layout.block:
            read = _results_read(block, layout, library)
            for result in dict.fromkeys(looked_at.get((block.instrument, layout.informant), [])):
                if read is not None and result not in read:
                    where = f"layout '{layout.id}': columns: the tier rule looks at '{result}'"
                    yield f"{where} of '{block.instrument}', and no column gives it."


def _results_read(block: Block, layout: Layout, library: Library) -> set[str] | None:
    """Return the vendor results that a block reads; None where answers are scored here."""
    instrument = library.get(block.instrument)
    if not isinstance(instrument, VendorInstrument):
        return None
    form = form_of(instrument, informant=layout.informant, exported=block.columns)
    return {result.id for result in form.subscales}


def _order_faults(block: Block, instrument: Instrument) -> Iterator[tuple[str, str]]:
    orders = [order.id for order in instrument.item_order]
    if block.item_order is None and instrument.key_depends_on_order:
        yield "item_order", f"is missing: which printed order was used, {' or '.join(orders)}?"
    elif block.item_order not in {None, *orders}:
        yield "item_order", f"'{block.item_order}' is not one of {', '.join(orders) or 'none'}."


def _result_faults(
    block: Block, instrument: VendorInstrument, informant: str
) -> Iterator[tuple[str, str]]:
    """Yield faults of a block of results; the export may lack some that no tier rule needs."""
    if block.answers != "results":
        yield "answers", f"'{instrument.id}' is scored by its vendor: say `results`."
        return
    own = [
        column
        for result in instrument.subscale
        for column in result.columns_of(instrument.id, informant, exported=None)
    ]
    for name in block.columns:
        if name not in own:
            reason = f"is not a result of '{instrument.id}' by '{informant}'."
            yield f"columns.{name}", f"{reason} Known are: {', '.join(own)}."
    for column in block.columns:
        labels = instrument.labels_of(column) or _as_text(instrument.columns.get(column, ()))
        yield from _double_meanings(block, labels)


def _column_faults(block: Block, instrument: Instrument) -> Iterator[tuple[str, str]]:
    numbers = set(range(1, instrument.item_count + 1))
    scored = {item_id(instrument.id, number) for number in numbers - set(instrument.unscored)}
    extra = instrument.supplement.item_numbers if instrument.supplement else ()
    known = {item_id(instrument.id, number) for number in (*numbers, *extra)}
    for name in sorted(set(block.columns) - known):
        yield f"columns.{name}", f"is not an item of '{instrument.id}'."
    for name in sorted(scored - set(block.columns)):
        yield f"columns.{name}", "is missing: every item needs its column."


def _code_faults(block: Block, instrument: Instrument) -> Iterator[tuple[str, str]]:
    allowed = set(instrument.answers.codes.values())
    if instrument.supplement:
        allowed |= set(instrument.supplement.answers.codes.values())
    for key, codes in (("labels", block.labels), ("codes", block.codes)):
        for text, code in codes.items():
            if code not in allowed:
                yield f"{key}.{text}", f"{code} is not a code of '{instrument.id}'."
    stated = block.labels if block.answers == "labels" else block.codes
    yield from _double_meanings(block, stated or _as_text(allowed))


def _as_text(codes: Iterable[int]) -> dict[str, int]:
    return {str(code): code for code in codes}


def _double_meanings(block: Block, stated: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Yield texts that mean one thing and, read as cells are read, another thing too."""
    meanings: dict[str, int | str] = {}
    for text, meaning in (
        *stated.items(),
        *((text, kind) for kind, texts in block.missing.items() for text in texts),
    ):
        if meanings.setdefault(normalise(text), meaning) != meaning:
            yield block.answers, f"'{text}' is given two meanings."
