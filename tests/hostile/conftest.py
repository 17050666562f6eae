"""A programme of one school with one good survey beside which something hostile is dropped."""

import signal
from collections.abc import Iterator

import pytest
from programme_builder import SURVEY_HEADER, Folder, csv_text, mood_of, survey_row
from programme_run import Ran

REFS = [f"S{number:03d}" for number in range(1, 13)]
SECONDS, LONG_SECONDS = 300, 3_600
"""Whatever takes longer hangs; an idle machine needs less than a tenth."""


class Besieged(Folder):
    """Twelve students whose survey is good; another file of the same layout is not."""

    @property
    def good_rows(self) -> list[list[object]]:
        return [survey_row(ref, mood=mood_of(3)) for ref in REFS]

    def text(self) -> str:
        """Return a survey in which the third student endorses the critical item."""
        rows = [
            survey_row(ref, mood=mood_of(3, critical=2 if ref == REFS[2] else 0)) for ref in REFS
        ]
        return csv_text(SURVEY_HEADER, rows)

    def refused(self, name: str, *codes: str) -> Ran:
        """Run; assert that one file is refused, said to nobody's harm, and the good one scored."""
        ran = self.run()
        assert ran.nothing_is_lost
        assert ran.refused[name] in codes, ran.refused
        assert ran.counts["survey_good.csv"] == (12, 12, 0, 0)
        assert any(entry.file == name for entry in ran.safety), "nobody is told to look"
        return ran


@pytest.fixture
def besieged(tmp_path, request: pytest.FixtureRequest) -> Iterator[Besieged]:
    made = Besieged(tmp_path / "programme")
    made.roster(*REFS)
    made.survey(*made.good_rows, name="survey_good.csv")

    def stop(*_: object) -> None:
        raise TimeoutError(f"more than {limit} seconds")

    limit = LONG_SECONDS if request.node.get_closest_marker("long") else SECONDS
    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, limit)
    yield made
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)
