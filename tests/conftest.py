"""Shared by all tests: real answers, one whole run per session, the order, what was counted."""

import os
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from program import screening

REPOSITORY = Path(__file__).resolve().parent.parent
STUDENTS = 160

# How long an example takes says how busy the machine is, not whether the program is right.
settings.register_profile("busy", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("busy")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Folder of real answers; SCREENING_REAL_DATA names it, else the one beside the checkout."""
    named = os.environ.get("SCREENING_REAL_DATA")
    folder = Path(named) if named else REPOSITORY.parent / "shared" / "data"
    if not folder.is_dir():
        pytest.skip(f"no real answers at {folder}: set SCREENING_REAL_DATA")
    return folder


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A programme folder after `screening demo`: one whole run through the real flow."""
    folder = tmp_path_factory.mktemp("demo") / "district"
    done = screening("demo", "--to", folder, "--students", STUDENTS)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def outbox(demo: Path) -> Path:
    """What people see of the demo's window."""
    return demo / "outbox" / "2026_autumn"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files with whole runs first, so that processes that share the rest end together."""
    slow = {item.path for item in items if _runs_a_window(item)}
    items.sort(key=lambda item: item.path not in slow)


def _runs_a_window(item: pytest.Item) -> bool:
    needs_demo = "demo" in getattr(item, "fixturenames", ())
    return needs_demo or item.get_closest_marker("flow") is not None


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what passing tests counted with `record_property`: cases, numbers changed, noticed."""
    counted: Counter[str] = Counter()
    for report in terminalreporter.stats.get("passed", []):
        counted.update(dict(report.user_properties))
    for what, count in counted.items():
        terminalreporter.write_line(f"{what}: {count:,}")
