"""A programme of two schools, and the safety list of its window."""

from collections.abc import Callable

import pytest
from programme_builder import Folder

from screening.safety.entry import SafetyEntry
from screening.safety.read_first import read_critical_items


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path / "programme", schools=("maple", "oak"))
    made.roster("S001", "S002", "S003", "S004")
    return made


@pytest.fixture
def listed(folder) -> Callable[[], list[SafetyEntry]]:
    """Return the safety list as it stands now."""

    def read() -> list[SafetyEntry]:
        run = folder.open()
        return read_critical_items(run.programme, run.inbox)

    return read
