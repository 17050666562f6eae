"""`screening demo`: a made-up district, one whole window."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

DEMO_DAY = dt.date(2026, 11, 2)
"""The demo's date: the first school day after its window closed."""


def demo(
    to: Annotated[Path, typer.Option(help="Folder to build in.")] = Path("demo-district"),
    students: Annotated[int, typer.Option(min=150, max=100_000, help="How many students.")] = 600,
    seed: Annotated[int, typer.Option(help="Same seed, same district.")] = 7,
) -> None:
    """Build a made-up district and run one screening window through it.

    Example: screening demo --to riverbend --students 600
    """
    from flows import progress
    from flows.history import record_earlier_windows
    from flows.run_window import run_window
    from flows.summary import show_summary
    from screening.errors import DefinitionError
    from screening.synthetic.district import build_district

    if to.exists() and any(to.iterdir()) and not (to / "programme.toml").exists():
        raise DefinitionError(f"{to}: holds other files. Name another folder with --to.")
    with progress.current.step("Made-up district built"):
        build_district(to, students=students, seed=seed)
    with progress.current.step("Three earlier windows scored"):
        record_earlier_windows(to, today=DEMO_DAY)
    run = run_window(to, window_id=None, today=DEMO_DAY)
    show_summary(run)
