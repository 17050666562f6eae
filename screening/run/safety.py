"""Step: the safety list, first of all and on its own; what is on it is written down for good.

The list is written before the ledger is told, and without the ledger where that cannot be read:
nothing keeps a list from being written.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from screening.errors import ScreeningError
from screening.ledger.act import Act
from screening.ledger.store import open_ledger
from screening.programme.load import ReadableProgramme, load_readable, open_folder
from screening.programme.safety_settings import SafetyReceiver
from screening.programme.settings import UNASSIGNED, Programme, Window
from screening.publish import Outbox
from screening.run.alerts import WindowAlerts, look_at
from screening.run.kept_definitions import readable_library
from screening.run.window_run import WindowRun, chosen_window
from screening.safety.alert import Alert
from screening.safety.alert_list import raised
from screening.safety.entry import SafetyEntry
from screening.safety.safety_workbook import SafetyList, write_safety_workbook

FILE_NAME = "safety.xlsx"
BEFORE_NAME = "safety_before.xlsx"
"""The last list that knew what people wrote, beside one that could not be joined with it."""
UNKNOWN_SCHOOL = "School not known"
Told = Callable[[str], None]
"""Says a line to whoever runs this."""


def write_safety_lists(
    run: WindowRun, *, now: dt.datetime | None = None, told: Told = lambda _line: None
) -> list[SafetyEntry]:
    """Write `safety.xlsx` per school into what people see now, and into the run being built.

    Returns what stands in the files; a school without alerts gets no list, and an old one goes.

    Args:
        run: the run.
        now: when new alerts are raised; None = the first moment of the run's day, so that nobody
            is asked too late.
        told: called with a line where the ledger could not be read or written.
    """
    zone = run.programme.settings.zone
    folders = (run.outbox.show_first(), run.outbox.building)
    found = _list_and_keep(
        run.programme,
        run.window,
        folders,
        as_of=run.as_of,
        now=now or dt.datetime.combine(run.today, dt.time.min, zone),
        told=told,
    )
    return list(found.entries)


def renew_lists(
    programme: Path,
    *,
    window_id: str | None,
    now: dt.datetime,
    told: Told = lambda _line: None,
) -> WindowAlerts:
    """Write the lists that people see, whatever is wrong with rules, layouts and warehouse.

    Args:
        programme: the folder, or the `programme.toml` in it.
        window_id: the window; None = the newest that has opened.
        now: in the programme's time zone.
        told: called with a line where the ledger could not be read or written.

    Raises:
        DefinitionError: `programme.toml` itself is faulty, so that no file can be understood.
    """
    readable, window = open_readable(programme, window_id=window_id, today=now.date())
    shown = Outbox(readable.outbox, window.id).show_first()
    while True:
        folder = shown.resolve()
        with suppress(FileNotFoundError):
            found = _list_and_keep(
                readable, window, (folder,), as_of=now.date(), now=now, told=told
            )
            if shown.resolve() == folder:  # else a run has just been published over it
                return found


def open_readable(
    programme: Path, *, window_id: str | None, today: dt.date
) -> tuple[ReadableProgramme, Window]:
    """Return what can be read of a programme, and its window.

    Raises:
        DefinitionError: `programme.toml` itself is faulty, or there is no such window.
    """
    folder = open_folder(programme)
    window = chosen_window(folder, window_id, today)
    return load_readable(programme, library=readable_library(folder, window.id)), window


def _list_and_keep(
    programme: ReadableProgramme,
    window: Window,
    folders: Sequence[Path],
    *,
    as_of: dt.date,
    now: dt.datetime,
    told: Told,
) -> WindowAlerts:
    found = look_at(programme, window)
    new = raised(found.alerts, at=now.isoformat(timespec="seconds"))
    found = found.with_acts(new)
    _write_lists(programme.settings, window, found, folders, as_of=as_of)
    fault = found.not_joined or _not_kept(programme.ledger, new)
    if fault:
        told(f"THE SAFETY LISTS WERE WRITTEN, BUT NOT KEPT: {fault} Run again today.")
    return found


def _not_kept(ledger: Path, acts: Sequence[Act]) -> str:
    """Write acts down; return why that was not possible, or an empty text."""
    if not acts:
        return ""
    try:
        with open_ledger(ledger) as opened:
            opened.append(acts)
    except ScreeningError as fault:
        return fault.message
    except OSError:
        return f"{ledger.name}: cannot be written."
    return ""


def _write_lists(
    settings: Programme,
    window: Window,
    found: WindowAlerts,
    folders: Sequence[Path],
    *,
    as_of: dt.date,
) -> None:
    names = {school.id: school.name for school in settings.school} | {UNASSIGNED: UNKNOWN_SCHOOL}
    schools = _by_school(found.alerts, names)
    for folder in folders:
        for school_id, name in names.items():
            safety_list = SafetyList(
                school_id=school_id,
                school_name=name,
                window=window,
                alerts=schools[school_id],
                receivers=receivers_of(settings, school_id),
                as_of=as_of,
                not_joined=found.not_joined,
            )
            path = folder / "schools" / school_id / FILE_NAME
            _make_room(path, safety_list)
            write_safety_workbook(path, safety_list=safety_list, paper=settings.letters.paper)


def _by_school(alerts: Iterable[Alert], names: Iterable[str]) -> dict[str, list[Alert]]:
    """Return alerts by school; those of a school that the settings lost, as `unassigned`."""
    schools: defaultdict[str, list[Alert]] = defaultdict(list)
    for alert in alerts:
        schools[alert.school_id if alert.school_id in names else UNASSIGNED].append(alert)
    return schools


def receivers_of(settings: Programme, school_id: str) -> tuple[SafetyReceiver, ...]:
    """Return who is named to receive a school's list; of no known school, who is asked next."""
    if school_id == UNASSIGNED:
        return settings.safety.escalate_to
    return settings.school_by_id(school_id).safety_receiver


def _make_room(path: Path, safety_list: SafetyList) -> None:
    """Take away an old list of nobody; keep the last good one where this one is not whole."""
    before = path.with_name(BEFORE_NAME)
    if safety_list.not_joined:
        if path.exists() and not before.exists():
            path.rename(before)
        return
    before.unlink(missing_ok=True)
    if not safety_list.alerts:
        path.unlink(missing_ok=True)
