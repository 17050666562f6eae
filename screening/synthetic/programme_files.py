"""The definitions of the made-up district's programme: settings, tier rule, export layouts."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from screening.synthetic.plan import PlannedWindow
from screening.synthetic.population import SyntheticSchool

SOURCE = files("screening.synthetic").joinpath("programme")
FIRST_NAMES = ("Avery", "Jordan", "Robin", "Casey", "Morgan", "Quinn", "Rowan", "Sage")
LAST_NAMES = ("Example", "Sample", "Placeholder", "Madeup", "Invented")


def write_programme(
    folder: Path, *, schools: Sequence[SyntheticSchool], windows: Sequence[PlannedWindow]
) -> None:
    """Write `programme.toml` and all that it names into a folder."""
    head = SOURCE.joinpath("programme_head.toml").read_text(encoding="utf-8")
    newest = windows[-1].closes
    last_day = newest.replace(year=newest.year + 1, month=6, day=30)
    parts = [
        head,
        *(_window(window) for window in windows),
        *(_school(place, school, f"{last_day}") for place, school in enumerate(schools)),
    ]
    folder.mkdir(parents=True, exist_ok=True)
    _write(folder / "programme.toml", "\n".join(parts))
    for name in ("tier_rule.toml", "supports.toml"):
        _write(folder / name, SOURCE.joinpath(name).read_text(encoding="utf-8"))
    for part in ("layouts", "instruments"):
        (folder / part).mkdir(exist_ok=True)
        for file in SOURCE.joinpath(part).iterdir():
            _write(folder / part / file.name, file.read_text(encoding="utf-8"))


def _window(window: PlannedWindow) -> str:
    return f"""[[window]]
id = "{window.id}"
title = "{window.title}"
opens = {window.opens}
closes = {window.closes}
"""


def _school(place: int, school: SyntheticSchool, valid_until: str) -> str:
    person = _name(place)
    return f"""[[school]]
id = "{school.id}"
name = "{school.name}"
address = ["{100 + place} Example Street", "Riverbend"]
phone = "555-01{2 * place % 98 + 1:02d}"

[school.capacity]
slots_per_week = 8

[school.contact]
name = "{person}"
role = "school counselor"
phone = "555-01{2 * place % 98 + 2:02d}"
valid_until = {valid_until}

[[school.safety_receiver]]
name = "{person}"
role = "school counselor"
email = "counselor.{school.id}@riverbend.example.org"

[[school.safety_receiver]]
name = "{_name(place + 1)}"
role = "safeguarding lead"
email = "safeguarding.{school.id}@riverbend.example.org"
"""


def _name(place: int) -> str:
    return f"{FIRST_NAMES[place % len(FIRST_NAMES)]} {LAST_NAMES[place % len(LAST_NAMES)]}"


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")
