"""Run the program as a person does."""

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

DAY = "2026-11-02"
"""The demo's day: help lines and contacts of the made-up district are in date."""


def screening(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `screening` with arguments and return what it said."""
    command = [sys.executable, "-m", "flows", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, check=False, timeout=600
    )


def wait_for(condition: Callable[[], bool], *, seconds: float = 240) -> bool:
    """Return True as soon as a condition holds, False when it does not in time."""
    limit = time.monotonic() + seconds
    while time.monotonic() < limit:
        if condition():
            return True
        time.sleep(0.1)
    return False
