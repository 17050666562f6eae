"""What `screening doctor` looks at; each check says what it found and how to mend it."""

import datetime as dt
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from screening.errors import ScreeningError

if TYPE_CHECKING:
    from screening.programme.load import ProgrammeFolder
    from screening.programme.settings import Programme, School

PINNED = ("prefect", "fastapi", "sqlalchemy", "great-expectations", "duckdb", "typst", "pandas")
"""Packages whose versions are known to matter (DECISIONS.md 002)."""
WANTED_DISK_MB = 500
SOON_DAYS = 60


@dataclass(frozen=True)
class Check:
    """One check: what it is about, whether all is well, and what was found."""

    about: str
    is_well: bool
    finding: str


def machine_checks() -> list[Check]:
    """Return the checks of the machine."""
    return [_python(), *_packages(), _disk(), _fonts(), _letter()]


def _python() -> Check:
    wanted = (3, 11)
    found = ".".join(map(str, sys.version_info[:3]))
    is_well = sys.version_info[:2] >= wanted
    return Check("Python", is_well, found if is_well else f"{found}; 3.11 or newer is needed")


def _packages() -> Iterator[Check]:
    from packaging.requirements import Requirement

    needed = _requirements()
    for name in PINNED:
        requirement = Requirement(needed[name])
        is_well = requirement.specifier.contains(version(name))
        mend = "" if is_well else f"; {requirement.specifier} is needed: install the lock again"
        yield Check(name, is_well, version(name) + mend)


def _requirements() -> dict[str, str]:
    from importlib.metadata import requires

    from packaging.requirements import Requirement

    lines = requires("school-screening-pipeline") or []
    return {Requirement(line).name: line.split(";")[0] for line in lines if "extra" not in line}


def _disk() -> Check:
    free = shutil.disk_usage(Path.cwd()).free // 1024**2
    return Check("Disk", free >= WANTED_DISK_MB, f"{free} MB free")


def _fonts() -> Check:
    from screening.typesetting import fonts_found

    found = fonts_found()
    names = ", ".join(found) or "none"
    hint = "" if "Noto Sans" in found else "; for other scripts: apt-get install fonts-noto-core"
    return Check("Fonts for letters", bool(found), names + hint)


def _letter() -> Check:
    import typst

    try:
        typst.compile(b"#set document(title: [x])\nx", pdf_standards="ua-1")
    except Exception as fault:  # noqa: BLE001 (whatever it is, it is the finding)
        return Check("Letters as PDF", is_well=False, finding=str(fault))
    return Check("Letters as PDF", is_well=True, finding="accessible PDFs can be made")


def programme_checks(programme: Path, *, today: dt.date) -> list[Check]:
    """Return the checks of a programme; the first fault ends them, since the rest rests on it."""
    from screening.programme.load import load_programme

    try:
        loaded = load_programme(programme)
    except ScreeningError as fault:
        return [Check("Settings", is_well=False, finding=fault.message)]
    checks = [Check("Settings", is_well=True, finding=f"{loaded.settings.name} reads well")]
    checks += [_contact(school, today) for school in loaded.settings.school]
    checks += [_safety_receivers(school) for school in loaded.settings.school]
    checks.append(_answering("Help lines", lambda: _help_lines(loaded.settings, today)))
    checks.append(_supports(loaded, today))
    checks += [_inbox(loaded.inbox(window.id)) for window in loaded.settings.window]
    return checks


def _contact(school: "School", today: dt.date) -> Check:
    until = school.contact.valid_until
    left = (until - today).days
    ending = f"; confirm it and set a later `valid_until` ({left} days left)"
    return Check(
        f"Contact of {school.name}",
        left >= 0,
        f"valid until {until}" + (ending if left < SOON_DAYS else ""),
    )


def _safety_receivers(school: "School") -> Check:
    names = ", ".join(each.name for each in school.safety_receiver)
    nobody = "NOBODY IS NAMED to receive it; name two people with [[school.safety_receiver]]"
    return Check(f"Safety list of {school.name}", bool(names), names or nobody)


def _help_lines(settings: "Programme", today: dt.date) -> str:
    from screening.supports.help_lines import lines_to_print

    lines = lines_to_print(settings.letters.help_line, country=settings.country, today=today)
    soonest = min(line.valid_until for line in lines)
    return f"{len(lines)} lines in date, the first to expire on {soonest}"


def _supports(loaded: "ProgrammeFolder", today: dt.date) -> Check:
    from screening.letters.template import told_but_switched_off
    from screening.supports.stale_rows import stale_lines

    catalogue = loaded.catalogue()
    faults = list(stale_lines(catalogue, today=today))
    languages = loaded.settings.letters.languages
    if told := told_but_switched_off(languages, catalogue=catalogue):
        faults.append(f"letters speak of what is switched off: {', '.join(told)}.")
    offered = sum(row.suggest == "auto" for row in catalogue.support)
    well = f"{offered} may be proposed by a list, {len(catalogue.service)} local places"
    return Check("Supports", not faults, " ".join(faults) or well)


def _answering(about: str, ask: Callable[[], str]) -> Check:
    try:
        return Check(about, is_well=True, finding=ask())
    except ScreeningError as fault:
        return Check(about, is_well=False, finding=fault.message)


def _inbox(folder: Path) -> Check:
    about = f"inbox/{folder.name}"
    if not folder.is_dir():
        return Check(about, is_well=True, finding="not there yet")
    from screening.intake.rosters.dropped_roster import roster_inputs

    has_roster = bool(roster_inputs(folder))
    files = sum(path.is_file() for path in folder.iterdir())
    return Check(
        about, has_roster, f"{files} files" + ("" if has_roster else "; the roster is missing")
    )
