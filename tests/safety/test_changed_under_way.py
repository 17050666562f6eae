"""An export that is replaced while a run is under way is not published unread."""

import openpyxl
import pytest
from programme_builder import TODAY, WINDOW, mood_of, survey_row

from flows import tasks
from screening.errors import UnreadableFileError

READ_FIRST, *UP_TO_PAGES, PUBLISH = tasks.TASKS


def do(folder, *steps) -> None:
    """Do steps of the flow, each as the flow does it, without the orchestrator."""
    key = tasks.RunKey(str(folder.path), WINDOW, TODAY.isoformat(), TODAY.isoformat(), 0)
    for step in steps:
        step.fn(key)


def students_listed(folder) -> set[str]:
    path = folder.open().outbox.shown / "schools" / "maple" / "safety.xlsx"
    cells = (
        cell
        for sheet in openpyxl.load_workbook(path)
        for row in sheet.iter_rows(values_only=True)
        for cell in row
    )
    return {cell for cell in cells if cell in {"S001", "S002"}}


def calm(folder) -> None:
    folder.survey(survey_row("S001", mood=mood_of(0, critical=1)), survey_row("S002"))


def replaced(folder) -> None:
    folder.survey(survey_row("S001"), survey_row("S002", mood=mood_of(0, critical=3)))


def test_what_replaced_an_export_before_it_was_taken_in_is_on_the_list_that_is_shown(folder):
    calm(folder)
    do(folder, READ_FIRST)
    replaced(folder)
    do(folder, *UP_TO_PAGES, PUBLISH)
    assert students_listed(folder) == {"S001", "S002"}


@pytest.mark.parametrize("change", ["replaced", "added", "gone"])
def test_exports_that_change_after_they_were_taken_in_stop_the_run_and_the_list_is_renewed(
    folder, change
):
    calm(folder)
    do(folder, READ_FIRST, *UP_TO_PAGES)
    if change == "replaced":
        replaced(folder)
    elif change == "added":
        folder.survey(survey_row("S002", mood=mood_of(0, critical=3)), name="survey_late.csv")
    else:
        (folder.inbox() / "survey.csv").rename(folder.path / "survey.csv")
        folder.survey(survey_row("S002", mood=mood_of(0, critical=3)), name="survey_late.csv")
    with pytest.raises(UnreadableFileError, match="changed during the run"):
        do(folder, PUBLISH)
    assert "S002" in students_listed(folder)
    assert not (folder.open().outbox.shown / "run.json").exists()
