"""What every step of a run needs to know: programme, window, dates, folders."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from screening import __version__
from screening.consent.withdrawal import mark_of, withdrawn_later
from screening.errors import DefinitionError, ProgrammeBusyError, UnreadableFileError
from screening.instruments.facts import whole_digest
from screening.instruments.library import Library
from screening.intake.nominations import nomination_inputs
from screening.intake.open_export import sha256
from screening.intake.returned_workbook import ReturnedWorkbooks, read_returned
from screening.intake.rosters.dropped_roster import roster_inputs
from screening.intake.take_in import exports_in
from screening.intake.text_table import name_of
from screening.ledger.act import Act, digest_of
from screening.ledger.store import read_acts
from screening.programme.load import (
    LoadedProgramme,
    ProgrammeFolder,
    load_programme,
    open_folder,
)
from screening.programme.settings import Window
from screening.publish import Outbox
from screening.referrals.day_of_list import day_of_list
from screening.run.kept_definitions import library_of
from screening.run.kept_tier_rule import held_rule, kept_of_window, whole_rule_digest

RECORD = "run.json"
LATER_WITHDRAWALS = "withdrawals"
"""Input of a window: who is out of it because a later roster says so."""


@dataclass(frozen=True)
class WindowRun:
    """One run of one window.

    Attributes:
        as_of: the date that lists and letters carry; the date of the first run with these inputs,
            so that running again changes nothing.
        today: the real date; only for what may have expired.
        unread: why the warehouse or the ledger could not be read. Critical items are read all the
            same; nothing is scored.
        acts: what people did in this window and in earlier ones until the run began, and on which
            day the pipeline first listed a referral; in the order of the ledger.
    """

    programme: LoadedProgramme
    window: Window
    as_of: dt.date
    today: dt.date
    unread: ProgrammeBusyError | UnreadableFileError | None = None
    acts: tuple[Act, ...] = ()

    @property
    def acts_through(self) -> int:
        """Place in the ledger of the last thing that somebody did; 0 where nobody did anything."""
        return max((act.seq for act in self.acts if act.is_of_people), default=0)

    @cached_property
    def list_day(self) -> dt.date:
        """The day for which lists are made: `as_of`, or today where somebody waits."""
        return day_of_list(
            self.programme.settings, self.window, self.acts, as_of=self.as_of, today=self.today
        )

    @property
    def inbox(self) -> Path:
        """Folder of dropped files."""
        return self.programme.inbox(self.window.id)

    @cached_property
    def outbox(self) -> Outbox:
        """Where results are shown."""
        return Outbox(self.programme.outbox, self.window.id)

    @property
    def previous_window(self) -> Window | None:
        """The last window that closed before this one opens."""
        return window_before(self.window, self.programme.settings.window)


def window_before(window: Window, windows: Iterable[Window]) -> Window | None:
    """Return the last window that closed before one opens: tiers are compared with its."""
    earlier = [each for each in windows if each.closes < window.opens]
    return max(earlier, key=lambda each: each.opens, default=None)


def open_run(programme: Path, *, window_id: str | None, today: dt.date) -> WindowRun:
    """Return the run of a window; without an id, of the newest window that has opened.

    A window that was scored before is scored with the definitions it was first scored with.

    Raises:
        DefinitionError: settings are wrong, or there is no such window or inbox folder; or the
            window cannot be scored as it was first.
    """
    window = chosen_window(open_folder(programme), window_id, today)
    return _dated(reopen_run(programme, window_id=window.id, as_of=today, today=today))


def reopen_run(
    programme: Path,
    *,
    window_id: str,
    as_of: dt.date,
    today: dt.date,
    acts_through: int | None = None,
) -> WindowRun:
    """Return a window's run of which the dates are known already; what it raises, `open_run` does.

    Where the warehouse or the ledger cannot be read, `unread` says why: safety lists do not wait
    for them. What people did after `acts_through` is not seen; None = everything is.
    """
    folder = open_folder(programme)
    window = folder.window(window_id)
    newest = folder.newest_library()
    try:
        kept, kept_rule = kept_of_window(folder, window.id)
        library = library_of(newest, kept)
        acts = _acts(folder, window, acts_through)
    except (ProgrammeBusyError, UnreadableFileError) as fault:
        return WindowRun(load_programme(programme, library=newest), window, as_of, today, fault)
    rule = None if kept_rule is None else held_rule(kept_rule, folder.tier_rule_in_file())
    try:
        loaded = load_programme(programme, library=library, tier_rule=rule)
    except DefinitionError as fault:
        raise DefinitionError("\n".join([fault.message, *_held_to(library, window)])) from None
    return WindowRun(loaded, window, as_of, today, acts=acts)


def _acts(folder: ProgrammeFolder, window: Window, through: int | None) -> tuple[Act, ...]:
    """Return what people did until then and when referrals were first listed; no later window's."""
    windows = {each.id for each in folder.settings.window if each.opens <= window.opens}
    return tuple(
        act
        for act in read_acts(folder.ledger)
        if act.window_id in windows
        and (
            act.kind == "referral_issued"
            or (act.is_of_people and (through is None or act.seq <= through))
        )
    )


def open_newest(programme: Path, *, window_id: str, today: dt.date) -> WindowRun:
    """Return the run of a window with the newest definitions, whatever it was scored with.

    Raises:
        DefinitionError: settings are wrong, or there is no such window or inbox folder.
    """
    loaded = load_programme(programme)
    window = loaded.window(window_id)
    return _dated(WindowRun(loaded, window, today, today, acts=_acts(loaded, window, None)))


def _dated(run: WindowRun) -> WindowRun:
    if not run.inbox.is_dir():
        raise DefinitionError(
            f"inbox/{run.window.id}: there is no such folder."
            " Make it, drop roster.csv and the exports."
        )
    return replace(run, as_of=_as_of(run, run.today))


def _held_to(library: Library, window: Window) -> list[str]:
    """Return a line per definition that settings must fit because the window was scored with it."""
    return [
        f"{window.id}: scored with {name} version {kept.version}: settings must fit that version."
        for name, kept in library.kept.items()
    ]


def chosen_window(folder: ProgrammeFolder, window_id: str | None, today: dt.date) -> Window:
    """Return the named window; without a name, the newest that has opened.

    Raises:
        DefinitionError: there is no such window.
    """
    if window_id is not None:
        return folder.window(window_id)
    opened = [window for window in folder.settings.window if window.opens <= today]
    return max(opened or folder.settings.window, key=lambda window: window.opens)


def inputs_of(run: WindowRun) -> dict[str, str]:
    """Return the SHA-256 of every input: exports, roster, settings, rules, layouts, definitions.

    `corrections` is a digest of what the returned workbooks say, whatever they are called; `acts`
    one of what people did.
    """
    folder = run.programme.folder
    layouts = sorted((folder / run.programme.settings.layouts).glob("*.toml"))
    own_supports = [file] if (file := run.programme.supports) else []
    definitions = [folder / "programme.toml", *layouts, *own_supports]
    dropped = [*exports_in(run.inbox), *roster_inputs(run.inbox), *nomination_inputs(run.inbox)]
    digests = {
        (path.relative_to(folder).parent / name_of(path)).as_posix(): sha256(path)
        for path in [*definitions, *dropped]
    }
    digests["tier rule"] = whole_rule_digest(run.programme.tier_rule)
    if said := returned_to(run).digest():
        digests["corrections"] = said
    if done := digest_of(run.acts):
        digests["acts"] = done
    known = read_acts(run.programme.ledger, kinds=("withdrawn",))
    if later := mark_of(withdrawn_later(known, run.window.id)):
        digests[LATER_WITHDRAWALS] = later
    for name in instruments_in_use(run):
        scoring, *behind = run.programme.library.definitions(name)
        digests[f"instrument {name}"] = whole_digest(scoring)
        for number, each in enumerate(behind, start=1):
            if each.critical_item != scoring.critical_item:
                digests[f"instrument {name}, critical items {number}"] = whole_digest(each)
    return dict(sorted(digests.items())) | {"pipeline": __version__}


def returned_to(run: WindowRun) -> ReturnedWorkbooks:
    """Return what the fix workbooks say that came back for the window."""
    return read_returned(run.inbox, max_bytes=run.programme.settings.max_file_mb * 1024**2)


def instruments_in_use(run: WindowRun) -> list[str]:
    """Return the ids of the instruments that the programme uses, in alphabetical order."""
    return sorted({screener.instrument for screener in run.programme.settings.screener})


def inputs_digest(run: WindowRun) -> str:
    """Return one digest of all inputs."""
    return hashlib.sha256(json.dumps(inputs_of(run)).encode()).hexdigest()


def _as_of(run: WindowRun, today: dt.date) -> dt.date:
    """Return the date of the shown run if it had the same inputs, else today."""
    shown = shown_record(run.outbox)
    try:
        if shown["inputs_digest"] == inputs_digest(run):
            return dt.date.fromisoformat(shown["as_of"])
    except (ValueError, KeyError):
        pass
    return today


def shown_record(outbox: Outbox) -> dict[str, Any]:
    """Return what `run.json` says of the run that is shown; empty where it cannot be read."""
    try:
        record = json.loads((outbox.shown / RECORD).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}
