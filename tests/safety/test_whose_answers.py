"""The right student and the right school, or nobody: codes are never mended for the list."""

import pytest
from programme_builder import Folder, mood_of, survey_row

from screening.run.safety import write_safety_lists

MAPLE = ["S001", "maple", "7", "7B", "en", "yes"]
OAK = ["S001", "oak", "8", "8A", "en", "yes"]


def endorsed(ref: str) -> list[object]:
    return survey_row(ref, mood=mood_of(0, critical=2))


@pytest.mark.parametrize("typed", ["S00\u200b1", "S\n001", "S\t001", "S001\u202e", "S00\x071"])
def test_a_code_that_fits_only_without_invisible_characters_is_nobodys(folder, listed, typed):
    folder.survey(endorsed(typed))
    (entry,) = listed()
    assert (entry.student_ref, entry.identity, entry.school_id) == (
        *("S001", "identity unresolved", None),
    )
    assert folder.run().outcomes["survey.csv", 2] == ("set_aside", "I602")


def test_of_a_student_whom_two_schools_have_both_schools_are_told(folder, listed):
    folder.roster_rows(MAPLE, OAK)
    folder.survey(endorsed("S001"))
    assert [(each.school_id, each.identity, each.grade, each.consent) for each in listed()] == [
        ("maple", "identity unresolved", "", None),
        ("oak", "identity unresolved", "", None),
    ]
    run = folder.open()
    write_safety_lists(run)
    assert sorted(path.parent.name for path in run.outbox.shown.rglob("safety.xlsx")) == [
        *("maple", "oak"),
    ]


def test_an_entry_that_differs_in_something_else_stays_with_its_school(folder, listed):
    folder.roster_rows(MAPLE, [*MAPLE[:5], "withdrawn"])
    folder.survey(endorsed("S001"))
    assert [(each.school_id, each.identity) for each in listed()] == [("maple", "on roster")]


def test_a_roster_that_breaks_in_the_reading_leaves_the_list_without_schools(tmp_path, monkeypatch):
    folder = Folder(tmp_path / "programme", schools=("maple", "oak"))
    folder.roster("S001")
    folder.survey(endorsed("S001"))

    def broken(*_, **__):
        raise PermissionError("roster.csv")

    monkeypatch.setattr("screening.safety.whose_answers.read_roster", broken)
    (entry,) = write_safety_lists(folder.open())
    assert (entry.student_ref, entry.identity) == ("S001", "identity unresolved")
