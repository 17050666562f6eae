"""Loads a programme's folder: settings, tier rule, layouts, checked against each other."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from screening.definition import Fault, load_definition, told
from screening.errors import DefinitionError
from screening.instruments.definition import Instrument
from screening.instruments.form import form_of
from screening.instruments.library import Library, library_with
from screening.intake.layout import Layout
from screening.programme.grades import CANONICAL_GRADES
from screening.programme.layout_checks import block_faults, not_known, unread_results
from screening.programme.settings import Programme, Screener, Window
from screening.scoring.second_screener import opening_scores, second_screener_faults
from screening.scoring.tier_rule import TierRule, load_tier_rule, refuse_unfit_rule
from screening.supports.catalogue import Catalogue
from screening.supports.local_catalogue import catalogue_with

SETTINGS = "programme.toml"


@dataclass(frozen=True)
class ProgrammeFolder:
    """A programme's settings, and where its files lie.

    Attributes:
        settings: `programme.toml`.
        folder: the programme's folder.
    """

    settings: Programme
    folder: Path

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
    def instruments_in_use(self) -> frozenset[str]:
        """Ids of the instruments of the programme's screeners."""
        return frozenset(screener.instrument for screener in self.settings.screener)

    def tier_rule_in_file(self) -> TierRule:
        """Return the tier rule as its file has it, not yet checked against anything.

        Raises:
            DefinitionError: the file is absent or incomplete.
        """
        return load_definition(self.folder / self.settings.tier_rule, TierRule)

    @property
    def outbox(self) -> Path:
        """The folder that receives every window's lists, letters and pages."""
        return self.folder / "outbox"

    @property
    def warehouse(self) -> Path:
        """The file that keeps everything across windows."""
        return self.folder / "warehouse.duckdb"

    @property
    def ledger(self) -> Path:
        """The file that keeps what people did."""
        return self.folder / "ledger.sqlite"

    @property
    def supports(self) -> Path | None:
        """The programme's own file of supports; None where the settings name none."""
        named = self.settings.supports
        return None if named is None else self.folder / named

    def catalogue(self) -> Catalogue:
        """Return the catalogue of supports with the programme's own laid over it.

        Raises:
            DefinitionError: its own file is absent or faulty.
        """
        return catalogue_with(self.supports)

    def newest_library(self) -> Library:
        """Return the shipped instruments and the programme's own beside them.

        Raises:
            DefinitionError: a file of its own is faulty.
        """
        return library_with(self.folder / self.settings.instruments)


@dataclass(frozen=True)
class ReadableProgramme(ProgrammeFolder):
    """What is needed to read answers, and no more: the safety list rests on nothing else.

    Attributes:
        library: the instruments it can use, its own beside the shipped ones.
        layouts: how to read each export, in order of file name.
    """

    library: Library
    layouts: tuple[Layout, ...]


@dataclass(frozen=True)
class LoadedProgramme(ReadableProgramme):
    """Everything a run needs to know before it reads an export.

    Attributes:
        tier_rule: from bands to tiers.
    """

    tier_rule: TierRule


def open_folder(path: Path) -> ProgrammeFolder:
    """Return the programme at `path`, of which nothing but the settings is read.

    Raises:
        DefinitionError: `programme.toml` is absent or incomplete.
    """
    file = path / SETTINGS if path.is_dir() else path
    return ProgrammeFolder(load_definition(file, Programme), file.parent)


def load_readable(path: Path, *, library: Library) -> ReadableProgramme:
    """Return what can be read of a programme that `load_programme` refuses.

    A faulty tier rule, screener or layout is passed over; files of a faulty layout have none.
    A layout is not faulty where it fits the kept definitions or the newest ones.

    Args:
        path: the folder, or the `programme.toml` in it.
        library: the newest instruments, with those in front that the window was scored with.

    Raises:
        DefinitionError: `programme.toml` itself is absent or incomplete.
    """
    opened = open_folder(path)
    settings = opened.settings
    layouts = []
    for each in sorted((opened.folder / settings.layouts).glob("*.toml")):
        with suppress(DefinitionError):
            layout = load_definition(each, Layout)
            readings = (library, library.newest)
            if not all(any(_layout_faults([each], [layout], settings, of)) for of in readings):
                layouts.append(layout)
    return ReadableProgramme(settings, opened.folder, library, tuple(layouts))


def load_programme(
    path: Path, *, library: Library | None = None, tier_rule: TierRule | None = None
) -> LoadedProgramme:
    """Return the programme at `path`: its folder, or the `programme.toml` in it.

    Args:
        path: the folder, or the file.
        library: the instruments that a window is scored with; None = the newest.
        tier_rule: the rule that a window is decided with; None = the one in the file.

    Raises:
        DefinitionError: a file is absent or incomplete, or two of them contradict each other; one
            line per fault, with file and key.
    """
    file = path / SETTINGS if path.is_dir() else path
    opened = open_folder(path)
    settings = opened.settings
    library = library or opened.newest_library()
    _refuse(told(file, _screener_faults(settings, library)))
    _refuse(told(file, second_screener_faults(settings, library)))
    opened.catalogue()
    rule_file = file.parent / settings.tier_rule
    if tier_rule is None:
        tier_rule = load_tier_rule(rule_file, programme=settings, library=library)
    else:
        refuse_unfit_rule(tier_rule, programme=settings, library=library)
    layouts = _load_layouts(file.parent / settings.layouts, settings, library)
    looked_at = (*tier_rule.on_scores, *opening_scores(settings))
    _refuse(unread_results(looked_at, layouts, library))
    return LoadedProgramme(settings, file.parent, library, layouts, tier_rule)


def _refuse(faults: Iterable[str]) -> None:
    lines = list(faults)
    if lines:
        raise DefinitionError("\n".join(lines))


def _screener_faults(settings: Programme, library: Library) -> Iterator[Fault]:
    counts = Counter((each.instrument, each.informant) for each in settings.screener)
    for (instrument_id, informant), count in counts.items():
        if count > 1:
            reason = f"'{instrument_id}' by '{informant}' is there {count} times. Keep one."
            yield Fault(("screener",), reason)
    for number, screener in enumerate(settings.screener):
        for key, reason in _faults_of_screener(screener, settings, library):
            yield Fault(("screener", number, key), reason)


def _faults_of_screener(
    screener: Screener, settings: Programme, library: Library
) -> Iterator[tuple[str, str]]:
    unknown = [grade for grade in screener.grades if grade not in CANONICAL_GRADES]
    if unknown:
        yield "grades", f"'{unknown[0]}' is not a grade. Write PK, K, 1 … 12."
    if screener.instrument not in library.ids:
        yield "instrument", not_known(screener.instrument, library)
        return
    instrument = library.get(screener.instrument)
    if screener.informant not in instrument.informants:
        yield "informant", f"not one of {', '.join(instrument.informants)}."
    elif (
        form_of(instrument, informant=screener.informant).needs_gender
        and settings.gender_column not in settings.group_columns
    ):
        yield (
            "instrument",
            f"'{instrument.id}' has norms by gender: name `gender_column`, one of `group_columns`.",
        )
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


def _load_layouts(folder: Path, settings: Programme, library: Library) -> tuple[Layout, ...]:
    files = sorted(folder.glob("*.toml"))
    if not files:
        raise DefinitionError(f"{SETTINGS}: layouts: no *.toml in the folder '{folder.name}'.")
    layouts = [load_definition(file, Layout) for file in files]
    _refuse(_layout_faults(files, layouts, settings, library))
    return tuple(layouts)


def _layout_faults(
    files: Sequence[Path], layouts: Sequence[Layout], settings: Programme, library: Library
) -> Iterator[str]:
    first: dict[str, str] = {}
    for file, layout in zip(files, layouts, strict=True):
        faults = []
        if layout.id in first:
            reason = f"'{layout.id}' is the id of {first[layout.id]} too. Rename one."
            faults.append(Fault(("id",), reason))
        first.setdefault(layout.id, file.name)
        for number, block in enumerate(layout.block):
            for key, reason in block_faults(block, layout, settings, library):
                faults.append(Fault(("block", number, *key.split(".", 1)), reason))
        yield from told(file, faults)
