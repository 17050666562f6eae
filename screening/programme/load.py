"""Loads a programme's folder: settings, tier rule, layouts, checked against each other."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from screening.definition import load_definition
from screening.errors import DefinitionError
from screening.instruments.definition import Instrument
from screening.instruments.library import instrument_ids, item_id, load_instrument
from screening.intake.layout import Block, Layout
from screening.intake.values import normalise
from screening.programme.grades import CANONICAL_GRADES
from screening.programme.settings import Programme, Screener, Window
from screening.scoring.tier_rule import TierRule, load_tier_rule

SETTINGS = "programme.toml"


@dataclass(frozen=True)
class ReadableProgramme:
    """What is needed to read answers, and no more: the safety list rests on nothing else.

    Attributes:
        settings: `programme.toml`.
        folder: the programme's folder.
        layouts: how to read each export, in order of file name.
    """

    settings: Programme
    folder: Path
    layouts: tuple[Layout, ...]

    def window(self, window_id: str) -> Window:
        """Return a screening window.

        Raises:
            DefinitionError: the settings have no such window.
        """
        known = {window.id: window for window in self.settings.window}
        if window_id not in known:
            raise DefinitionError(
                f"{SETTINGS}: window: there is no '{window_id}'. Known are: {', '.join(known)}."
            )
        return known[window_id]

    def inbox(self, window_id: str) -> Path:
        """Return the folder into which the window's exports are dropped."""
        return self.folder / "inbox" / self.window(window_id).id

    @property
    def outbox(self) -> Path:
        """The folder that receives every window's lists, letters and pages."""
        return self.folder / "outbox"

    @property
    def warehouse(self) -> Path:
        """The file that keeps everything across windows."""
        return self.folder / "warehouse.duckdb"


@dataclass(frozen=True)
class LoadedProgramme(ReadableProgramme):
    """Everything a run needs to know before it reads an export.

    Attributes:
        tier_rule: from bands to tiers.
    """

    tier_rule: TierRule


def load_readable(path: Path) -> ReadableProgramme:
    """Return what can be read of a programme that `load_programme` refuses.

    A faulty tier rule, screener or layout is passed over; files of a faulty layout have none.

    Raises:
        DefinitionError: `programme.toml` itself is absent or incomplete.
    """
    file = path / SETTINGS if path.is_dir() else path
    settings = load_definition(file, Programme)
    layouts = []
    for each in sorted((file.parent / settings.layouts).glob("*.toml")):
        with suppress(DefinitionError):
            layout = load_definition(each, Layout)
            _refuse(_layout_faults([each.name], [layout], settings))
            layouts.append(layout)
    return ReadableProgramme(settings, file.parent, tuple(layouts))


def load_programme(path: Path) -> LoadedProgramme:
    """Return the programme at `path`: its folder, or the `programme.toml` in it.

    Raises:
        DefinitionError: a file is absent or incomplete, or two of them contradict each other; one
            line per fault, with file and key.
    """
    file = path / SETTINGS if path.is_dir() else path
    settings = load_definition(file, Programme)
    _refuse(f"{file.name}: {fault}" for fault in _screener_faults(settings))
    tier_rule = load_tier_rule(file.parent / settings.tier_rule, programme=settings)
    layouts = _load_layouts(file.parent / settings.layouts, settings)
    return LoadedProgramme(settings, file.parent, layouts, tier_rule)


def _refuse(faults: Iterator[str]) -> None:
    lines = list(faults)
    if lines:
        raise DefinitionError("\n".join(lines))


def _screener_faults(settings: Programme) -> Iterator[str]:
    counts = Counter((each.instrument, each.informant) for each in settings.screener)
    for (instrument_id, informant), count in counts.items():
        if count > 1:
            yield f"screener: '{instrument_id}' by '{informant}' is there {count} times. Keep one."
    for number, screener in enumerate(settings.screener):
        for key, fault in _faults_of_screener(screener, settings):
            yield f"screener.{number}.{key}: {fault}"


def _faults_of_screener(screener: Screener, settings: Programme) -> Iterator[tuple[str, str]]:
    unknown = [grade for grade in screener.grades if grade not in CANONICAL_GRADES]
    if unknown:
        yield "grades", f"'{unknown[0]}' is not a grade. Write PK, K, 1 … 12."
    if screener.instrument not in instrument_ids():
        yield "instrument", _not_known(screener.instrument)
        return
    instrument = load_instrument(screener.instrument)
    if screener.informant not in instrument.informants:
        yield "informant", f"not one of {', '.join(instrument.informants)}."
    schemes = [scheme.id for scheme in instrument.scheme]
    if screener.scheme not in {None, *schemes}:
        yield "scheme", f"'{screener.scheme}' is not one of {', '.join(schemes)}."
    if instrument.licence.statement_needed and screener.instrument not in settings.licences:
        yield "instrument", _licence_needed(instrument)


def _licence_needed(instrument: Instrument) -> str:
    return (
        f"'{instrument.id}' needs the publisher's permission. State under [licences] that the"
        f' programme holds it, as {instrument.id} = "granted on …, reference …".'
    )


def _not_known(instrument_id: str) -> str:
    return f"there is no instrument '{instrument_id}'. Known are: {', '.join(instrument_ids())}."


def _load_layouts(folder: Path, settings: Programme) -> tuple[Layout, ...]:
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise DefinitionError(f"{SETTINGS}: layouts: no *.toml in the folder '{folder.name}'.")
    layouts = [load_definition(file, Layout) for file in files]
    _refuse(_layout_faults([file.name for file in files], layouts, settings))
    return tuple(layouts)


def _layout_faults(
    names: Sequence[str], layouts: Sequence[Layout], settings: Programme
) -> Iterator[str]:
    first: dict[str, str] = {}
    for name, layout in zip(names, layouts, strict=True):
        if layout.id in first:
            yield f"{name}: id: '{layout.id}' is the id of {first[layout.id]} too. Rename one."
        first.setdefault(layout.id, name)
        for number, block in enumerate(layout.block):
            for key, fault in _block_faults(block, layout, settings):
                yield f"{name}: block.{number}.{key}: {fault}"


def _block_faults(block: Block, layout: Layout, settings: Programme) -> Iterator[tuple[str, str]]:
    if block.instrument not in instrument_ids():
        yield "instrument", _not_known(block.instrument)
        return
    in_use = {(each.instrument, each.informant) for each in settings.screener}
    if (block.instrument, layout.informant) not in in_use:
        yield "instrument", f"'{layout.informant}' is not asked it: add or mend a [[screener]]."
    instrument = load_instrument(block.instrument)
    yield from _order_faults(block, instrument)
    yield from _column_faults(block, instrument)
    yield from _code_faults(block, instrument)


def _order_faults(block: Block, instrument: Instrument) -> Iterator[tuple[str, str]]:
    orders = [order.id for order in instrument.item_order]
    if block.item_order is None and instrument.key_depends_on_order:
        yield "item_order", f"is missing: which printed order was used, {' or '.join(orders)}?"
    elif block.item_order not in {None, *orders}:
        yield "item_order", f"'{block.item_order}' is not one of {', '.join(orders) or 'none'}."


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
    yield from _double_meanings(block, allowed)


def _double_meanings(block: Block, allowed: set[int]) -> Iterator[tuple[str, str]]:
    """Yield texts that mean one thing and, read as cells are read, another thing too."""
    stated = block.labels if block.answers == "labels" else block.codes
    meanings: dict[str, int | str] = {}
    for text, meaning in (
        *(stated or {str(code): code for code in allowed}).items(),
        *((text, kind) for kind, texts in block.missing.items() for text in texts),
    ):
        if meanings.setdefault(normalise(text), meaning) != meaning:
            yield block.answers, f"'{text}' is given two meanings."
