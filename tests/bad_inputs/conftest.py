"""A programme of one school whose other files are good, so that only the bad one is bad."""

from pathlib import Path

import pytest
from fix_workbook import MOOD_1, MOOD_2, survey_with
from programme_builder import Folder, checklist_row, mood_of, survey_row
from programme_run import Ran, run_whole

REFS = [f"S{number:03d}" for number in range(1, 31)]
ENDORSED = "S007"


class Inbox(Folder):
    """Thirty students, a good caregivers' checklist, and room for one bad survey."""

    def rows(self) -> list[list[object]]:
        """Return thirty good rows of the survey; one endorses the critical item."""
        return [
            survey_row(ref, mood=mood_of(3, critical=2 if ref == ENDORSED else 0)) for ref in REFS
        ]

    def run_beside(self) -> Ran:
        """Run the window; assert what holds whatever is wrong with the survey."""
        ran = self.run()
        assert ran.nothing_is_lost
        assert ran.counts["checklist.csv"] == (30, 30, 0, 0)
        assert set(ran.tiers) == set(REFS)
        assert all(row["tier"] == 1 for row in ran.tiers.values())
        for problem in ran.problems:
            assert problem.file in self.dropped
            assert problem.line().startswith(f"{problem.code}  {problem.severity:<8}  ")
            assert problem.message.endswith(".")
        return ran

    @property
    def dropped(self) -> set[str]:
        """Names of the files in the inbox."""
        return {path.name for path in self.inbox().iterdir()}


@pytest.fixture
def inbox(tmp_path) -> Inbox:
    return filled(tmp_path / "programme")


def filled(path: Path) -> Inbox:
    """Return a folder with everything but a survey."""
    made = Inbox(path)
    made.roster(*REFS)
    made.checklist(*(checklist_row(ref, total=2) for ref in REFS))
    return made


@pytest.fixture
def _no_way_out(monkeypatch):
    """Any attempt to open a connection ends the test: nothing in a file may be executed."""

    def refuse(*_args, **_kwargs):
        raise AssertionError("something reached for the network")

    monkeypatch.setattr("socket.socket.connect", refuse)


@pytest.fixture(scope="session")
def broken_and_run(tmp_path_factory) -> Inbox:
    """Two rows with a cell that is no answer, rows 6 (S005) and 9 (S008), after a whole run."""
    made = filled(tmp_path_factory.mktemp("broken") / "programme")
    survey_with(made, (6, MOOD_1, "rarely"), (9, MOOD_2, "7"))
    run_whole(made.open())
    return made


@pytest.fixture
def broken(broken_and_run, tmp_path) -> Inbox:
    """The same in a folder that the test may change."""
    return broken_and_run.copied_to(tmp_path / "programme")
