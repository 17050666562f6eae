"""What a person sees while a run goes on: a line per step, and how long each took."""

import resource
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

KILOBYTE = 1024


@dataclass(frozen=True)
class StepTime:
    """One finished step: seconds, and the process's peak memory so far in MB."""

    name: str
    seconds: float
    peak_mb: float


@dataclass
class Progress:
    """Prints steps to stderr and keeps their times."""

    steps: list[StepTime] = field(default_factory=list)
    is_debug: bool = False

    def shown(self, line: str) -> None:
        """Show how far a long step is, on a terminal only."""
        self._show(f"  … {line}", is_passing=True)

    def said(self, line: str) -> None:
        """Show a line that stays."""
        self._show(f"  {line}")

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Show a step while the block runs."""
        started = time.perf_counter()
        self._show(f"  … {name}", is_passing=True)
        try:
            yield
        except BaseException:
            self._show(f"  ✗ {name}")
            raise
        seconds = time.perf_counter() - started
        self.steps.append(StepTime(name, seconds, _peak_mb()))
        self._show(f"  ✓ {name:<42} {seconds:6.1f} s")

    def _show(self, line: str, *, is_passing: bool = False) -> None:
        if is_passing and not sys.stderr.isatty():
            return
        start = "\r\x1b[2K" if sys.stderr.isatty() else ""
        sys.stderr.write(start + line + ("" if is_passing else "\n"))
        sys.stderr.flush()


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / KILOBYTE


current = Progress()
"""The progress of this process; one run at a time."""
