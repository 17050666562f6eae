"""What every step of a run needs to know: programme, window, dates, folders."""

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from screening import __version__
from screening.errors import DefinitionError
from screening.instruments.library import load_instrument
from screening.intake.open_export import sha256
from screening.intake.roster import FILE_NAME as ROSTER
from screening.intake.take_in import exports_in
from screening.intake.text_table import name_of
from screening.programme.load import LoadedProgramme, ReadableProgramme, load_programme
from screening.programme.settings import Window
from screening.publish import Outbox

RECORD = "run.json"


@dataclass(frozen=True)
class WindowRun:
    """One run of one window.

    Attributes:
        as_of: the date that lists and letters carry; the date of the first run with these inputs,
            so that running again changes nothing.
        today: the real date; only for what may have expired.
    """

    programme: LoadedProgramme
    window: Window
    as_of: dt.date
    today: dt.date

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
        earlier = [w for w in self.programme.settings.window if w.closes < self.window.opens]
        return max(earlier, key=lambda window: window.opens, default=None)


def open_run(programme: Path, *, window_id: str | None, today: dt.date) -> WindowRun:
    """Return the run of a window; without an id, of the newest window that has opened.

    Raises:
        DefinitionError: settings are wrong, or there is no such window or inbox folder.
    """
    loaded = load_programme(programme)
    window = chosen_window(loaded, window_id, today)
    if not loaded.inbox(window.id).is_dir():
        raise DefinitionError(
            f"inbox/{window.id}: there is no such folder. Make it, drop roster.csv and the exports."
        )
    run = WindowRun(loaded, window, today, today)
    return WindowRun(loaded, window, _as_of(run, today), today)


def chosen_window(loaded: ReadableProgramme, window_id: str | None, today: dt.date) -> Window:
    """Return the named window; without a name, the newest that has opened.

    Raises:
        DefinitionError: there is no such window.
    """
    if window_id is not None:
        return loaded.window(window_id)
    opened = [window for window in loaded.settings.window if window.opens <= today]
    return max(opened or loaded.settings.window, key=lambda window: window.opens)


def inputs_of(run: WindowRun) -> dict[str, str]:
    """Return the SHA-256 of every input: exports, roster, settings, rules, layouts, definitions."""
    folder = run.programme.folder
    definitions = [folder / "programme.toml", folder / run.programme.settings.tier_rule]
    definitions += sorted((folder / run.programme.settings.layouts).glob("*.toml"))
    dropped = exports_in(run.inbox)
    if (run.inbox / ROSTER).is_file():
        dropped.append(run.inbox / ROSTER)
    digests = {
        (path.relative_to(folder).parent / name_of(path)).as_posix(): sha256(path)
        for path in [*definitions, *dropped]
    }
    digests |= {f"instrument {name}": version for name, version in versions_of(run).items()}
    return dict(sorted(digests.items())) | {"pipeline": __version__}


def versions_of(run: WindowRun) -> dict[str, str]:
    """Return instrument id → version of its definition, for the instruments in use."""
    names = sorted({screener.instrument for screener in run.programme.settings.screener})
    return {name: load_instrument(name).version for name in names}


def inputs_digest(run: WindowRun) -> str:
    """Return one digest of all inputs."""
    return hashlib.sha256(json.dumps(inputs_of(run)).encode()).hexdigest()


def _as_of(run: WindowRun, today: dt.date) -> dt.date:
    """Return the date of the shown run if it had the same inputs, else today."""
    try:
        shown = json.loads((run.outbox.shown / RECORD).read_text(encoding="utf-8"))
        if shown["inputs_digest"] == inputs_digest(run):
            return dt.date.fromisoformat(shown["as_of"])
    except (OSError, ValueError, KeyError):
        pass
    return today
