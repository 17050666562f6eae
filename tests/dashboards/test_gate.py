"""One count that should be hidden gets through: the gate stops the run before a page is written."""

import pytest
from programme_builder import Folder, checklist_row, mood_of, survey_row
from programme_run import run_whole

from screening.errors import FailedChecksError
from screening.privacy import protect
from screening.run.pages import write_pages
from screening.warehouse import open_warehouse

STUDENTS = [f"S{number:03d}" for number in range(1, 61)]


@pytest.fixture
def run(tmp_path):
    """A run of sixty students in two grades, shown once; three of grade 7 are at tier 3."""
    folder = Folder(tmp_path)
    folder.roster_rows(
        *[
            [ref, "maple", str(7 + n % 2), f"7{n % 2}A", "en", "yes"]
            for n, ref in enumerate(STUDENTS)
        ]
    )
    folder.survey(
        *[survey_row(ref, mood=mood_of(24 if n < 6 else n % 14)) for n, ref in enumerate(STUDENTS)]
    )
    folder.checklist(*[checklist_row(ref, total=n % 12) for n, ref in enumerate(STUDENTS)])
    opened = folder.open()
    run_whole(opened)
    return opened


def pages_of(run):
    return [p.name for p in run.outbox.building.rglob("*") if p.suffix in (".html", ".csv")]


def write_again(run):
    run.outbox.start()
    with open_warehouse(run.programme.warehouse) as warehouse:
        write_pages(run, warehouse)


def test_without_a_leak_the_pages_are_written(run):
    write_again(run)
    assert {"dashboard.html", "school.html", "levels_by_school.csv"} <= set(pages_of(run))


@pytest.mark.parametrize("place", [0, 1, -1])
def test_one_count_let_through_stops_every_page(run, monkeypatch, place):
    """The real choice of cells to hide, with one of the rule's own cells left out of it."""
    hide_more = protect.hide_more

    def hide_one_less(layout, publication, *, sensitive, rule):
        told = {cell for target in sensitive.targets for cell in sensitive.primary
                if layout.cells[cell] == target.members}  # fmt: skip
        hidden = hide_more(layout, publication, sensitive=sensitive, rule=rule)
        return hidden - {sorted(told)[place]}

    monkeypatch.setattr(protect, "hide_more", hide_one_less)
    before = sorted(path.name for path in run.outbox.shown.rglob("*"))
    with pytest.raises(FailedChecksError, match="Nothing was published"):
        write_again(run)
    assert pages_of(run) == []
    assert not (run.outbox.building / "district").exists()
    assert sorted(path.name for path in run.outbox.shown.rglob("*")) == before
