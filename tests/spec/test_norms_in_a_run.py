"""A window with an instrument that has norms: roster, gender, grades, T scores and tiers.

RCADS-25, girls of grades 7 and 8: depression 8.08 / 4.34, so 15 is T 65.94, 17 is T 70.55; boys:
7.56 / 3.75, so 13 is T 64.51 and 15 is T 69.84.
"""

import pytest
from programme_builder import ROSTER_COLUMNS, Folder, csv_text
from programme_texts import ANSWERED_ON, HEAD, TIER_RULE, block, layout

ITEMS = [f"R{number}" for number in range(1, 26)]
DEPRESSION = (1, 4, 8, 10, 13, 15, 16, 19, 21, 24)
SCREENER = '[[screener]]\ninstrument = "rcads_25"\ninformant = "self"\n'
SETTINGS = 'group_columns = ["gender"]\ngender_column = "gender"\n'
RULE = """
[[rule]]
id = "{id}"
tier = {tier}
words = "{id}."
areas = ["internalising"]
source = "Made up."
condition = [
    {{ instrument = "rcads_25", informant = "self", subscale = "depression_t", band = "{band}" }},
]
"""


def tier_rule():
    """Return a tier rule about one T score only."""
    head = TIER_RULE[: TIER_RULE.index("[minimum]")]
    minimum = '[minimum]\nwords = "One is needed."\nany_of = [{ instrument = "rcads_25", '
    rules = [
        RULE.format(id="high_mood", tier=3, band="high"),
        RULE.format(id="raised_mood", tier=2, band="borderline"),
    ]
    return head + minimum + 'informant = "self" }]\n' + "".join(rules)


def folder_in(path, *, country="US"):
    head = HEAD[: HEAD.index("[[screener]]")]
    settings = f'country = "{country}"\n{SETTINGS}'
    return Folder(
        path,
        head=settings + head + SCREENER + 'grades = ["2", "7", "8", "9"]\n',
        layouts={
            "worries": layout(
                "worries",
                files="worries*",
                student_ref="Student",
                blocks=block("rcads_25", ITEMS),
                top=ANSWERED_ON,
            )
        },
        tier_rule=tier_rule(),
    )


def run(folder, students):
    """Run a window; students: student_ref -> (grade, gender, depression score)."""
    roster = [
        [ref, "maple", grade, "7B", "en", "yes", gender]
        for ref, (grade, gender, _) in students.items()
    ]
    folder.drop("roster.csv", csv_text([*ROSTER_COLUMNS, "gender"], roster))
    rows = [[ref, "2026-10-06", *answers(score)] for ref, (_, _, score) in students.items()]
    folder.drop("worries.csv", csv_text(["Student", "Answered on", *ITEMS], rows))
    return folder.run()


def answers(score):
    """Return twenty-five answers whose depression items add up to a score (0 to 30)."""
    counts = {n: min(3, max(0, score - 3 * place)) for place, n in enumerate(DEPRESSION)}
    return [counts.get(number, 0) for number in range(1, 26)]


def tiers(ran):
    return {ref: row["tier"] or row["no_tier_reason"] for ref, row in ran.tiers.items()}


def t_scores(ran):
    """Return student_ref -> T score of depression."""
    ids = {row[0]: row for row in ran.scores if row[5] == "depression_t"}
    return {ref: row[8] for ref, row in ids.items()}


def test_tiers_follow_the_t_score_of_the_student_s_own_norm_group(tmp_path):
    ran = run(
        folder_in(tmp_path),
        {
            "S001": ("8", "Female", 14),
            "S002": ("8", "F", 15),
            "S003": ("7", "girl", 17),
            "S004": ("8", "M", 13),
            "S005": ("8", "Male", 15),
            "S006": ("9", "male", 15),
        },
    )
    assert tiers(ran) == {"S001": 1, "S002": 2, "S003": 3, "S004": 1, "S005": 2, "S006": 2}
    found = t_scores(ran)
    assert found["S002"] == pytest.approx(50 + 10 * (15 - 8.08) / 4.34)
    assert found["S005"] == pytest.approx(50 + 10 * (15 - 7.56) / 3.75)
    assert found["S006"] == pytest.approx(50 + 10 * (15 - 7.5) / 4.18)


def test_a_student_of_no_norm_group_is_never_tier_1_for_want_of_a_t_score(tmp_path):
    ran = run(
        folder_in(tmp_path),
        {
            "S001": ("8", "x", 30),
            "S002": ("8", "", 0),
            "S003": ("2", "F", 30),
            "S004": ("8", "F", 0),
        },
    )
    assert tiers(ran) == {"S001": "no_norms", "S002": "no_norms", "S003": "no_norms", "S004": 1}
    raw = {row[0]: row[8] for row in ran.scores if row[5] == "depression"}
    assert raw == {"S001": 30, "S002": 0, "S003": 30, "S004": 0}
    assert {ref: score for ref, score in t_scores(ran).items() if score is not None}.keys() == {
        "S004"
    }


def test_a_uk_year_is_compared_with_the_us_grade_one_below(tmp_path):
    ran = run(folder_in(tmp_path, country="UK"), {"S001": ("Year 9", "F", 15)})
    assert ran.tiers["S001"]["grade"] == "8"
    assert t_scores(ran)["S001"] == pytest.approx(50 + 10 * (15 - 8.08) / 4.34)
    # The norms of grade 9 would say less.
    assert t_scores(ran)["S001"] > 50 + 10 * (15 - 8.14) / 4.37
