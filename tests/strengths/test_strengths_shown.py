"""Which strengths reach the referral list and the letters of a window, and which never do."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from programme_builder import ROSTER_COLUMNS, checklist_row, mood_of
from strengths_programme import HIGH, LOW, MIDDLE, drop_survey, strengths_folder

from expectations.to_tiers import steps_to_tiers
from screening.letters.mailing import LetterDue
from screening.run import score_quality
from screening.run.change import describe_change
from screening.run.doubt import describe_doubt
from screening.run.letters import due_letters
from screening.run.lists import referral_lists
from screening.warehouse import open_warehouse

CALM, LOWERED, MARKED = mood_of(0), mood_of(12), mood_of(20)
"""Answers that give tier 1, 2 and 3."""
KIND = {"dsecs_s": [4, 1, 1, *[4] * 3, *[1] * 6]}
"""Only `relationships` is high."""
CAUTIOUS = {"scwbs": [5] * 15}
"""Every answer the highest, those about social desirability too."""
AT_THE_EDGE = {"dsecs_s": [4, 1, 1, 3, 3, 3, 3, 3, 2, 1, 1, 1]}
"""Relationships 9, self-management 8, where a strength begins at 9."""


@dataclass(frozen=True)
class Shown:
    """What a window shows of strengths.

    Attributes:
        strengths: student_ref -> ids found.
        listed: student code -> the list's cell.
        letters: student_ref -> the letter that is due.
    """

    strengths: dict[str, str]
    listed: dict[str, str]
    letters: dict[str, LetterDue]


@pytest.fixture
def shown(tmp_path: Path):
    """Return a function that runs a window of these students."""

    def run(students, *, consent=None) -> Shown:
        folder = strengths_folder(tmp_path / "programme")
        rows = [
            [ref, "maple", "7", "7B", "en", (consent or {}).get(ref, "yes")] for ref in students
        ]
        assert len(rows[0]) == len(ROSTER_COLUMNS)
        folder.roster_rows(*rows)
        drop_survey(folder, [(ref, mood, answers) for ref, (mood, answers) in students.items()])
        folder.checklist(*(checklist_row(ref) for ref in students))
        window = folder.open()
        with open_warehouse(window.programme.warehouse) as warehouse:
            steps_to_tiers(window, warehouse)
            for describe in (score_quality.describe_scores, describe_doubt, describe_change):
                describe(window, warehouse)
            (own,) = referral_lists(window, warehouse)
            return Shown(
                dict(warehouse.rows("select * from mart_student_strength")),
                {row.student_code: row.strengths for row in own.referrals},
                {due.student_ref: due for due in due_letters(window, warehouse)},
            )

    return run


def test_a_strength_stands_on_the_list_and_in_the_letter(shown):
    found = shown({"S001": (LOWERED, KIND)})
    assert found.strengths == {"S001": "gets_along"}
    assert found.listed == {"S001": "Answers show: gets along with others."}
    assert found.letters["S001"].strengths == ("gets_along",)


@pytest.mark.parametrize("answers", [LOW, MIDDLE, {}], ids=["low", "middle", "not asked"])
def test_a_low_score_is_the_same_as_no_question(shown, answers):
    found = shown({"S001": (LOWERED, answers), "S002": (MARKED, answers), "S003": (CALM, answers)})
    assert found.strengths == {}
    assert found.listed == {"S001": "", "S002": ""}
    assert {due.strengths for due in found.letters.values()} == {()}


def test_a_score_one_below_shows_nothing_and_the_first_score_does(shown):
    found = shown({"S001": (LOWERED, AT_THE_EDGE)})
    assert found.strengths == {"S001": "gets_along"}


def test_a_list_shows_three_and_a_letter_one_whatever_was_found(shown):
    found = shown({"S001": (LOWERED, HIGH)})
    assert len(found.strengths["S001"].split(";")) > 10
    assert found.listed["S001"] == (
        "Answers show: has adults at school who help; has friends who help; gets on well at home."
    )
    assert found.letters["S001"].strengths == ("adult_at_school",)


def test_what_a_child_says_about_home_is_no_part_of_a_letter(shown):
    family = {"sehs_s": [*[1] * 12, *[4] * 3, *[1] * 21]}
    found = shown({"S001": (LOWERED, family)})
    assert found.listed["S001"] == "Answers show: gets on well at home."
    assert found.letters["S001"].strengths == ()


def test_strengths_are_the_same_in_every_tier_and_every_letter(shown):
    found = shown({"S001": (CALM, HIGH), "S002": (LOWERED, HIGH), "S003": (MARKED, HIGH)})
    assert {due.purpose for due in found.letters.values()} == {"all_families", "support_offer"}
    assert {due.strengths for due in found.letters.values()} == {("adult_at_school",)}
    assert len(set(found.strengths.values())) == 1


def test_answers_that_ask_for_caution_show_no_strength(shown):
    trusted = {"scwbs": [*[5] * 6, 3, *[5] * 5, 3, 5, 5]}
    found = shown({"S001": (LOWERED, CAUTIOUS), "S002": (LOWERED, trusted)})
    assert found.strengths == {"S002": "feels_well"}


def test_caution_about_one_instrument_leaves_the_others(shown):
    found = shown({"S001": (LOWERED, CAUTIOUS | KIND)})
    assert found.strengths == {"S001": "gets_along"}


def test_nobody_who_opted_out_or_withdrew_has_a_strength_told(shown):
    students = dict.fromkeys(("S001", "S002", "S003"), (CALM, HIGH))
    found = shown(students, consent={"S002": "opted_out", "S003": "withdrawn"})
    assert set(found.strengths) == {"S001"}
    assert found.letters["S002"].strengths == ()
    assert "S003" not in found.letters


def test_a_strength_releases_no_letter_that_is_held(shown):
    found = shown({"S001": (mood_of(0, critical=1), HIGH), "S002": (CALM, HIGH)})
    assert found.letters["S001"].held == "staff_first"
    assert found.letters["S002"].held is None


def test_who_was_asked_about_strengths_only_disagrees_with_nobody(tmp_path):
    folder = strengths_folder(tmp_path / "programme")
    folder.roster("S001", "S002")
    drop_survey(folder, [("S001", [""] * 9, HIGH), ("S002", CALM, HIGH)])
    folder.checklist(*(checklist_row(ref, total=34) for ref in ("S001", "S002")))
    tiers = folder.run().tiers
    assert tiers["S001"]["tier"] == tiers["S002"]["tier"] == 2
    assert tiers["S001"]["data_confidence"] == "partial"
    assert tiers["S002"]["data_confidence"] == "conflicting_informants"
