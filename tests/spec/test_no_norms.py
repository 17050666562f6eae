"""Answered, and nothing to compare with: never tier 1 (decision 054).

Source: norms of the RCADS-25 by grade and gender; the rule of `programme_with_norms`.
"""

import pytest
from own_survey import REFS, OwnFolder
from programme_builder import ROSTER_COLUMNS, Folder, csv_text
from programme_with_norms import NORM_QUESTIONS, folder_with_norms

CALM, BURDENED = [0] * 25, [3] * 25
OUTCOME = ("tier", "no_tier_reason")


def outcome(folder: Folder, answers: list[object], *, gender: str, grade: str) -> tuple:
    rows = [
        ["S001", "maple", grade, "7B", "en", "yes", gender],
        ["S002", "maple", "7", "7B", "en", "yes", "female"],
    ]
    folder.drop("roster.csv", csv_text([*ROSTER_COLUMNS, "gender"], rows))
    folder.drop("rcads.csv", csv_text(["Student", *NORM_QUESTIONS], [["S001", *answers]]))
    row = folder.run().tiers["S001"]
    return tuple(row[name] for name in OUTCOME)


@pytest.mark.parametrize(
    ("gender", "grade", "answers", "expected"),
    [
        ("female", "7", CALM, (1, None)),
        ("male", "7", CALM, (1, None)),
        ("female", "7", BURDENED, (2, None)),
        ("nonbinary", "7", CALM, (None, "no_norms")),
        ("nonbinary", "7", BURDENED, (None, "no_norms")),
        ("", "7", CALM, (None, "no_norms")),
        ("female", "2", CALM, (None, "no_norms")),
        ("female", "PK", BURDENED, (None, "no_norms")),
    ],
)
def test_a_student_outside_the_norms_has_no_tier_and_is_told_why(
    tmp_path, gender, grade, answers, expected
):
    assert outcome(folder_with_norms(tmp_path), answers, gender=gender, grade=grade) == expected


@pytest.mark.parametrize("gender", ["female", "nonbinary"])
def test_too_few_answers_are_another_reason_than_no_norms(tmp_path, gender):
    answers = [*[0] * 10, *[""] * 15]
    found = outcome(folder_with_norms(tmp_path), answers, gender=gender, grade="7")
    assert found == (None, "too_few_answers")


DEPRESSION = (1, 4, 8, 10, 13, 15, 16, 19, 21, 24)


@pytest.mark.parametrize(("needs", "expected"), [(1, (1, None)), (2, (None, "too_few_answers"))])
def test_a_rule_that_needs_more_than_is_judged_could_not_hold(tmp_path, needs, expected):
    """Only the depression items are answered: of two conditions, one can be judged."""
    answers = [0 if number in DEPRESSION else "" for number in range(1, 26)]
    found = outcome(folder_with_norms(tmp_path, needs=needs), answers, gender="male", grade="7")
    assert found == expected


@pytest.mark.parametrize("answers", [CALM, BURDENED])
def test_what_another_screener_says_makes_no_tier_1_of_answers_that_nobody_judged(
    tmp_path, answers
):
    folder = folder_with_norms(tmp_path)
    folder.checklist(["S001", *[0] * 17])
    assert outcome(folder, answers, gender="nonbinary", grade="7") == (None, "no_norms")


def test_a_student_outside_the_norms_is_a_problem_to_look_at(tmp_path):
    folder = folder_with_norms(tmp_path)
    rows = [
        ["S001", "maple", "7", "7B", "en", "yes", "1"],
        ["S002", "maple", "7", "7B", "en", "yes", "female"],
        ["S003", "maple", "7", "7B", "en", "yes", "nonbinary"],
    ]
    folder.drop("roster.csv", csv_text([*ROSTER_COLUMNS, "gender"], rows))
    folder.drop(
        "rcads.csv",
        csv_text(
            ["Student", *NORM_QUESTIONS],
            [["S001", *BURDENED], ["S002", *CALM], ["S003", *CALM[:5], *[""] * 20]],
        ),
    )
    ran = folder.run()
    (found,) = [problem for problem in ran.problems if problem.code == "N111"]
    assert (found.file, found.column, found.student_ref) == ("roster.csv", "gender", "S001")
    assert "rcads_25" in found.message


def test_confidence_is_not_complete_where_something_was_not_judged(tmp_path):
    folder = folder_with_norms(tmp_path)
    folder.checklist(["S001", *[2] * 17])
    assert outcome(folder, CALM, gender="nonbinary", grade="7") == (2, None)
    assert folder.run().tiers["S001"]["data_confidence"] == "partial"
    assert outcome(folder, CALM, gender="female", grade="7") == (2, None)
    assert folder.run().tiers["S001"]["data_confidence"] != "partial"


def test_a_rule_that_holds_needs_no_minimum(tmp_path):
    folder = folder_with_norms(tmp_path)
    folder.checklist(["S001", *[2] * 17])
    assert outcome(folder, CALM, gender="nonbinary", grade="7") == (2, None)


def test_a_survey_of_ones_own_with_too_few_students_has_nothing_to_compare_with(tmp_path):
    folder = OwnFolder(tmp_path)
    refs = folder.fill([(12, 0)] * 5)
    rows = folder.run().tiers
    assert {rows[ref]["no_tier_reason"] for ref in refs} == {"no_norms"}


def test_a_survey_outside_the_minimum_is_never_tier_one_by_itself(tmp_path):
    folder = OwnFolder(tmp_path)
    rule = (folder.path / "tier_rule.toml").read_text(encoding="utf-8")
    without = rule.replace('    { instrument = "our_survey", informant = "self" },\n', "", 1)
    (folder.path / "tier_rule.toml").write_text(without, encoding="utf-8")
    folder.fill([*((6, 0) for _ in range(99)), (6, 12)])
    tiers = folder.run().tiers
    assert tiers[REFS[99]]["tier"] == 2
    assert {tiers[ref]["no_tier_reason"] for ref in REFS[:99]} == {"too_few_answers"}
