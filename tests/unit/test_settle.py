"""Every row gets exactly one outcome, for exactly one reason."""

import pytest
from programme_builder import SURVEY_HEADER, Folder, csv_text, mood_of, survey_row
from programme_texts import HEAD, QUALTRICS, SURVEY

REFS = [f"S{number:03d}" for number in range(1, 31)]
FILLED = [survey_row(ref, mood=mood_of(3)) for ref in REFS]


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path, schools=("maple", "oak"))
    made.roster(*REFS, "S100", "S101")
    return made


def outcome_of(folder: Folder, *rows) -> list[tuple[str, str | None]]:
    """Return the outcomes of rows that follow thirty good ones."""
    folder.survey(*FILLED, *rows)
    ran = folder.run()
    assert ran.nothing_is_lost
    outcomes = [ran.outcomes["survey.csv", len(FILLED) + 2 + place] for place in range(len(rows))]
    others = {outcome for (_, row), (outcome, _) in ran.outcomes.items() if row <= len(FILLED)}
    assert others == {"scored"}
    return outcomes


def with_answer(cell: object) -> list[object]:
    return survey_row("S100", mood=[cell, *[0] * 8])


@pytest.mark.parametrize(
    ("row", "outcome"),
    [
        (survey_row("S100"), ("scored", None)),
        (survey_row("  S100 "), ("scored", None)),
        (survey_row("", mood=[""] * 9, worry=[""] * 7), ("left_out", "empty")),
        (survey_row(""), ("set_aside", "I602")),
        (survey_row("Ana Ortiz"), ("set_aside", "I602")),
        (survey_row("s100"), ("set_aside", "I602")),
        (survey_row("S999"), ("set_aside", "I601")),
        (survey_row("S100", on="6 October"), ("set_aside", "T702")),
        (survey_row("S100", on=""), ("set_aside", "T702")),
        (survey_row("S100", on="2026-02-30"), ("set_aside", "T702")),
        (survey_row("S100", on="2026-09-30"), ("set_aside", "T703")),
        (survey_row("S100", on="2026-11-01"), ("set_aside", "T703")),
        (survey_row("S100", on="2026-10-01"), ("scored", None)),
        (survey_row("S100", on="2026-10-31"), ("scored", None)),
        (with_answer("4"), ("set_aside", "V501")),
        (with_answer("=1+1"), ("set_aside", "V501")),
        (with_answer(""), ("scored", None)),
        (survey_row("S100", mood=[""] * 9, worry=[""] * 7), ("left_out", "no_answers")),
    ],
)
def test_one_row_has_one_outcome(folder, row, outcome):
    assert outcome_of(folder, row) == [outcome]


@pytest.mark.parametrize("consent", ["opted_out", "withdrawn"])
def test_answers_without_consent_are_left_out_and_nobody_needs_to_mend_them(folder, consent):
    folder.roster_rows(
        *([ref, "maple", "7", "7B", "en", "yes"] for ref in REFS),
        ["S100", "maple", "7", "7B", "en", consent],
    )
    assert outcome_of(folder, with_answer("4")) == [("left_out", "no_consent")]
    ran = folder.run()
    assert ran.codes == []
    assert ran.tiers["S100"]["no_tier_reason"] == consent
    assert not any(row[0] == "S100" for row in ran.scores)


def test_answers_of_a_student_whose_roster_entry_is_uncertain_wait(folder):
    folder.roster_rows(
        *([ref, "maple", "7", "7B", "en", "yes"] for ref in REFS),
        ["S100", "maple", "7", "7B", "en", "yes"],
        ["S100", "oak", "7", "7B", "en", "yes"],
    )
    assert outcome_of(folder, survey_row("S100")) == [("set_aside", "I605")]
    assert folder.run().tiers["S100"]["no_tier_reason"] == "roster_conflict"


def test_every_cell_that_is_no_answer_has_its_own_line_with_the_schools_column(folder):
    row = survey_row("S100", mood=["4", *[0] * 7, "x"], worry=["", "=A1", *[0] * 5])
    assert outcome_of(folder, row) == [("set_aside", "V501")]
    ran = folder.run()
    assert ran.places("V501") == [
        ("survey.csv", 32, column) for column in ("Mood 1", "Mood 9", "Worry 2")
    ]
    assert {(each.student_ref, each.school_id) for each in ran.problems} == {("S100", "maple")}
    assert not any("=A1" in each.line() or "S100" in each.line() for each in ran.problems)


def test_a_student_code_that_is_not_on_the_roster_is_kept_out_of_the_problem(folder):
    outcome_of(folder, survey_row("S999"), survey_row("Ana Ortiz"))
    for problem in folder.run().problems:
        assert problem.student_ref is None
        assert problem.column == "Student"
        assert "Ana" not in repr(problem)


def test_a_row_with_a_cell_too_many_or_too_few_is_set_aside(folder):
    folder.survey(*FILLED, [*survey_row("S100"), 0], survey_row("S101")[:-1])
    ran = folder.run()
    assert ran.places("F111") == [("survey.csv", 32, None), ("survey.csv", 33, None)]
    assert ran.counts["survey.csv"] == (32, 30, 2, 0)


def test_the_first_complete_row_of_a_student_counts(folder):
    late = survey_row("S100", mood=mood_of(9))
    partly = survey_row("S100", mood=["", *mood_of(4)[1:]])
    assert outcome_of(folder, partly, late, survey_row("S100")) == [
        ("set_aside", "D803"),
        ("scored", None),
        ("set_aside", "D803"),
    ]
    ran = folder.run()
    assert [row[8] for row in ran.scores if row[0] == "S100" and row[1] == "phq_a"] == [9]


def test_a_second_row_with_the_same_answers_says_so(folder):
    row = survey_row("S100", mood=mood_of(5))
    again = survey_row("S100", mood=mood_of(5), on="2026-10-09")
    assert outcome_of(folder, row, again) == [("scored", None), ("set_aside", "D801")]


def test_of_two_rows_complete_in_different_instruments_one_still_counts(folder):
    first = survey_row("S100", worry=["", *[1] * 6])
    second = survey_row("S100", mood=["", *[1] * 8])
    assert outcome_of(folder, first, second) == [("scored", None), ("set_aside", "D803")]
    assert folder.run().tiers["S100"]["tier"] == 1


def test_a_row_set_aside_is_no_rival_of_the_good_one(folder):
    assert outcome_of(folder, with_answer("x"), survey_row("S100")) == [
        ("set_aside", "V501"),
        ("scored", None),
    ]


def test_duplicates_are_found_across_files_and_the_first_files_row_counts(folder):
    folder.survey(survey_row("S100", mood=mood_of(6)), name="survey_b.csv")
    folder.survey(survey_row("S100", mood=mood_of(2)), *FILLED, name="survey_a.csv")
    ran = folder.run()
    assert ran.outcomes["survey_a.csv", 2] == ("scored", None)
    assert ran.outcomes["survey_b.csv", 2] == ("set_aside", "D803")


def test_one_row_per_informant_is_no_duplicate(folder):
    folder.survey(*FILLED)
    folder.drop("checklist.csv", csv_text(["Child", *(f"C{n}" for n in range(1, 18))],
                                          [["S001", *[0] * 17]]))  # fmt: skip
    ran = folder.run()
    assert ran.codes == []
    assert ran.counts["checklist.csv"] == (1, 1, 0, 0)


def test_the_survey_tools_own_marks_leave_rows_out_before_identity_is_asked(tmp_path):
    folder = Folder(tmp_path, layouts={"qualtrics": QUALTRICS, "survey": SURVEY})
    folder.roster("S100")
    never = ["Not at all"] * 9
    folder.qualtrics(["Survey Preview", "TEST", *never], ["IP Address", "S100", *never])
    ran = folder.run()
    assert ran.outcomes["qualtrics.csv", 4] == ("left_out", "preview")
    assert ran.outcomes["qualtrics.csv", 5] == ("scored", None)
    assert ran.codes == []


def test_a_pattern_that_only_python_knows_judges_codes_too(tmp_path):
    head = HEAD.replace('"^S[0-9]{3}$"', '"(?!S000)S[0-9]{3}"')
    folder = Folder(tmp_path, head=head)
    folder.roster("S001")
    rows = [survey_row(ref) for ref in ("S001", "S000", "xS001x", "S002")]
    folder.survey(*rows)
    ran = folder.run()
    assert [ran.outcomes["survey.csv", row] for row in range(2, 6)] == [
        ("scored", None),
        ("set_aside", "I602"),
        ("set_aside", "I602"),
        ("set_aside", "I601"),
    ]


FILTER = """
[[rows]]
column = "State"
leave_out = { "Preview" = "preview", "Spam" = "spam" }
keep = ["Done", "done by phone"]
reason = "partial"

[[block]]"""


@pytest.mark.parametrize(
    ("state", "outcome"),
    [
        ("Done", ("scored", None)),
        (" DONE\u00a0by  phone", ("scored", None)),
        ("preview", ("left_out", "preview")),
        ("SPAM ", ("left_out", "spam")),
        ("", ("left_out", "partial")),
        ("done?", ("left_out", "partial")),
    ],
)
def test_a_filter_leaves_a_row_out_for_the_reason_of_its_content(tmp_path, state, outcome):
    text = SURVEY.replace("[[block]]", FILTER, 1)
    folder = Folder(tmp_path, layouts={"survey": text})
    folder.roster("S001", "S002")
    rows = [[*survey_row("S001"), "Done"], [*survey_row("S002"), state]]
    folder.drop("survey.csv", csv_text([*SURVEY_HEADER, "State"], rows))
    ran = folder.run()
    assert ran.outcomes["survey.csv", 3] == outcome
    assert ran.outcomes["survey.csv", 2] == ("scored", None)


def test_without_contents_that_count_only_those_named_are_left_out(tmp_path):
    text = SURVEY.replace(
        "[[block]]", FILTER.replace('keep = ["Done", "done by phone"]\nreason = "partial"\n', ""), 1
    )
    folder = Folder(tmp_path, layouts={"survey": text})
    folder.roster("S001", "S002")
    rows = [[*survey_row("S001"), ""], [*survey_row("S002"), "preview"]]
    folder.drop("survey.csv", csv_text([*SURVEY_HEADER, "State"], rows))
    ran = folder.run()
    assert ran.outcomes["survey.csv", 2] == ("scored", None)
    assert ran.outcomes["survey.csv", 3] == ("left_out", "preview")
