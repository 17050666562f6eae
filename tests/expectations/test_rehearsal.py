"""A rehearsal counts as the run does, over the files that the run takes in together."""

import dataclasses
from pathlib import Path

import pytest
from programme_builder import SURVEY_HEADER, Folder, csv_text, survey_row

from expectations.examining.rehearsal import company_of, rehearse, under_layout
from screening.errors import DefinitionError
from screening.problem import RefusedFileError

REFS = [f"S{number:03d}" for number in range(1, 31)]


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path / "programme")
    made.roster(*REFS)
    return made


def counts_of(folder: Folder, *named: Path) -> dict[str, tuple[int, ...]]:
    run = folder.open()
    found = rehearse(run, company_of(run, named))
    return {name: dataclasses.astuple(each.counts)[1:5] for name, each in found.items()}


def test_every_file_of_a_window_counts_as_in_the_run(folder):
    folder.survey(*map(survey_row, REFS[:20]), survey_row("S900"), survey_row(""))
    folder.survey(survey_row("S001"), survey_row("S025", on="2026-01-05"), name="survey_2.csv")
    text = csv_text(SURVEY_HEADER, [*map(survey_row, REFS[20:24]), ["S024", "2026-10-06"]])
    folder.drop("survey_ragged.csv", text)
    folder.drop("survey_empty.csv", "")
    folder.drop("stranger.csv", "a,b\n1,2\n")
    folder.qualtrics(["IP Address", "S026", *["Not at all"] * 9], ["Survey Preview", "S027"])
    found = counts_of(folder)
    assert found == folder.run().counts
    assert len(found) == 6
    assert {sum(each[1:]) - each[0] for each in found.values()} == {0}


def test_a_student_in_two_files_is_found_though_only_one_is_named(folder, tmp_path):
    folder.survey(*map(survey_row, REFS[:12]))
    outside = tmp_path / "survey_b.csv"
    rows = [survey_row("S001", mood=[1] * 9), survey_row("S020")]
    outside.write_text(csv_text(SURVEY_HEADER, rows), encoding="utf-8")
    before = counts_of(folder, outside)["survey_b.csv"]
    (folder.inbox() / outside.name).write_bytes(outside.read_bytes())
    assert before == folder.run().counts["survey_b.csv"] == (2, 1, 1, 0)


def test_a_file_takes_the_place_of_the_one_of_its_name(folder, tmp_path):
    folder.survey(*map(survey_row, REFS))
    newer = tmp_path / "survey.csv"
    newer.write_text(csv_text(SURVEY_HEADER, [survey_row("S001")]), encoding="utf-8")
    assert company_of(folder.open(), [newer]) == [newer]
    assert counts_of(folder, newer) == {"survey.csv": (1, 1, 0, 0)}


def test_the_reasons_add_up_to_the_rows_that_are_not_scored(folder):
    rows = [*map(survey_row, REFS[:12]), survey_row("S900"), survey_row("S901"), survey_row("")]
    text = csv_text(SURVEY_HEADER, [*rows, ["", *[""] * 17], ["S013", "2026-10-06"]])
    folder.drop("survey.csv", text)
    run = folder.open()
    (found,) = rehearse(run, company_of(run, [])).values()
    reasons = {(each.outcome, each.reason): each.row_count for each in found.reasons}
    assert reasons[("set_aside", "I601")] == 2
    assert reasons[("set_aside", "F111")] == 1
    assert reasons[("left_out", "empty")] == 1
    aside = sum(count for (outcome, _), count in reasons.items() if outcome == "set_aside")
    left = sum(count for (outcome, _), count in reasons.items() if outcome == "left_out")
    assert (aside, left) == (found.counts.set_aside_count, found.counts.left_out_count)


def test_a_refused_file_has_no_reasons_by_row(folder):
    folder.survey(*[survey_row(ref, mood=["x"] * 9) for ref in REFS])
    run = folder.open()
    (found,) = rehearse(run, company_of(run, [])).values()
    assert found.counts.set_aside_count == len(REFS)
    assert found.reasons == ()


def test_one_layout_can_be_asked_for_whatever_the_file_is_called(folder):
    path = folder.drop("[odd] *.csv", csv_text(SURVEY_HEADER, [survey_row("S001")]))
    run = under_layout(folder.open(), "survey", names=[path.name])
    assert rehearse(run, [path])[path.name].counts.scored_count == 1
    with pytest.raises(DefinitionError, match="no layout 'no_such'"):
        under_layout(folder.open(), "no_such", names=[path.name])


def test_a_roster_that_is_refused_stops_a_rehearsal_as_it_stops_a_run(tmp_path):
    folder = Folder(tmp_path / "programme")
    path = folder.survey(survey_row("S001"))
    with pytest.raises(RefusedFileError, match="N101"):
        rehearse(folder.open(), [path])
