"""Columns of times that prove damage, contradict the layout, or stand for no time at all."""

import pytest
from programme_builder import CRITICAL, SURVEY_HEADER, csv_text, survey_row
from programme_texts import ANSWERED_ON, SURVEY

MONTH_FIRST = "%m/%d/%Y %H:%M:%S"
DAY_FIRST = "%d/%m/%Y %H:%M:%S"


def with_times(inbox, *times, formats, more=""):
    """Drop a survey whose rows have these times in turn, read by these formats; run the window."""
    told = f'[recorded_at]\ncolumn = "Answered on"\nformats = {list(formats)}\n{more}'
    text = SURVEY.replace(ANSWERED_ON, told)
    assert text != SURVEY
    (inbox.path / "layouts" / "survey.toml").write_text(text, encoding="utf-8")
    rows = inbox.rows()
    for place, row in enumerate(rows):
        row[1] = times[place % len(times)]
    inbox.survey(*rows)
    return inbox.run_beside()


def refusal(ran):
    """Return code and message that refuse the survey; its critical item is listed all the same."""
    (problem,) = [each for each in ran.problems if each.severity == "critical"]
    assert (problem.file, problem.row, problem.column) == ("survey.csv", None, "Answered on")
    assert ran.counts["survey.csv"] == (30, 0, 30, 0)
    assert [(each.student_ref, each.reason) for each in ran.safety] == [("S007", "endorsed")]
    return problem.code, problem.message


def test_dates_reread_up_to_the_twelfth_refuse_the_file_f104(inbox):
    days = [f"{day:02d}/10/2026 12:02:11" for day in (13, 14, 20)]
    days += ["10/05/2026 12:02", "10/06/2026 12:02", "10/12/2026 12:02"]
    ran = with_times(inbox, *days, formats=[DAY_FIRST, "%m/%d/%Y %H:%M"])
    code, said = refusal(ran)
    assert code == "F104"
    assert "spreadsheet" in said


def test_who_answered_in_a_refused_file_has_not_just_not_answered(inbox):
    inbox.drop("checklist.csv", csv_text(["Child", *(f"C{n}" for n in range(1, 18))], []))
    told = f'[recorded_at]\ncolumn = "Answered on"\nformats = ["{MONTH_FIRST}"]\n'
    text = SURVEY.replace(ANSWERED_ON, told)
    (inbox.path / "layouts" / "survey.toml").write_text(text, encoding="utf-8")
    inbox.survey(*(survey_row(f"S{n:03d}", on="13/10/2026 10:00:00") for n in range(1, 31)))
    ran = inbox.run()
    assert ran.refused["survey.csv"] == "T701"
    assert {row["no_tier_reason"] for row in ran.tiers.values()} == {"answers_set_aside"}


def test_a_day_that_no_month_can_be_proves_the_other_order_t701(inbox):
    days = ["13/10/2026 10:00:00", "06/10/2026 10:00:00", "07/10/2026 10:00:00"]
    code, said = refusal(with_times(inbox, *days, formats=[MONTH_FIRST]))
    assert code == "T701"
    assert said == "10 cells are dates only with day and month the other way round."


def test_a_cell_that_cannot_be_read_at_all_does_not_hide_the_other_order(inbox):
    days = ["13/10/2026 10:00:00", "06/10/2026 10:00:00", "soon"]
    assert refusal(with_times(inbox, *days, formats=[MONTH_FIRST]))[0] == "T701"


def test_two_orders_in_one_layout_are_never_tried_cell_by_cell_t701(inbox):
    days = ["10/06/2026 10:00:00", "10/20/2026 10:00:00"]
    for formats in ([MONTH_FIRST, DAY_FIRST], [DAY_FIRST, MONTH_FIRST]):
        code, said = refusal(with_times(inbox, *days, formats=formats))
        assert code == "T701"
        assert said == "15 cells are two different dates, one by each of two formats."


def test_a_date_that_is_the_same_in_both_orders_says_nothing_against_the_file(inbox):
    ran = with_times(inbox, "10/10/2026 10:00:00", formats=[MONTH_FIRST, DAY_FIRST])
    assert ran.counts["survey.csv"] == (30, 30, 0, 0)


@pytest.mark.parametrize(
    ("written", "formats"),
    [
        ("10/06/2026 10:00:00", [MONTH_FIRST]),
        ("06/10/2026 10:00:00", [DAY_FIRST]),
        ("2026-10-06", ["%Y-%m-%d"]),
        ("6 Oct 2026", ["%d %b %Y"]),
        ("10/06/2026", [MONTH_FIRST, "%m/%d/%Y", "%Y-%m-%d"]),
    ],
)
def test_an_order_that_the_layout_states_and_nothing_disproves_is_used(inbox, written, formats):
    ran = with_times(inbox, written, formats=formats)
    assert ran.counts["survey.csv"] == (30, 30, 0, 0)
    assert ran.codes == []


def test_a_date_that_no_order_can_read_is_a_problem_of_its_row_t702(inbox):
    days = ["10/06/2026 10:00:00"] * 29 + ["31/31/2026 10:00:00"]
    ran = with_times(inbox, *days, formats=[MONTH_FIRST])
    assert ran.places("T702") == [("survey.csv", 31, "Answered on")]
    assert ran.counts["survey.csv"] == (30, 29, 1, 0)


@pytest.mark.parametrize(
    "none", ["1980-01-01 00:00:00", "1970-01-01 00:00:00", "1900-01-00 00:00:00"]
)
def test_a_row_without_a_time_is_set_aside_as_undated_t704(inbox, none):
    days = ["2026-10-06 10:00:00"] * 29 + [none]
    ran = with_times(inbox, *days, formats=["%Y-%m-%d %H:%M:%S"])
    assert ran.places("T704") == [("survey.csv", 31, "Answered on")]
    assert ran.counts["survey.csv"] == (30, 29, 1, 0)
    assert not any(row[0] == "S030" and row[3] == "self" for row in ran.scores)


def test_another_column_that_the_layout_names_gives_the_time_instead(inbox):
    text = SURVEY.replace(
        ANSWERED_ON,
        '[recorded_at]\ncolumn = "Answered on"\nformats = ["%Y-%m-%d"]\nfallback = "Stamp"\n',
    )
    (inbox.path / "layouts" / "survey.toml").write_text(text, encoding="utf-8")
    rows = [[*row, "2026-10-07"] for row in inbox.rows()]
    rows[0][1] = rows[1][1] = rows[2][1] = "1980-01-01"
    rows[1][-1], rows[2][-1] = "2026-12-24", ""
    inbox.drop("survey.csv", csv_text([*SURVEY_HEADER, "Stamp"], rows))
    ran = inbox.run_beside()
    assert ran.places("T703") == [("survey.csv", 3, "Answered on")]
    assert ran.places("T704") == [("survey.csv", 4, "Answered on")]
    assert ran.counts["survey.csv"] == (30, 28, 2, 0)
    assert "P401" not in ran.codes


def test_an_answer_late_on_the_last_day_counts_on_the_schools_own_day(inbox):
    days = ["2026-11-01 03:30:00", "2026-11-01 05:30:00"]
    ran = with_times(inbox, *days, formats=["%Y-%m-%d %H:%M:%S"], more='timezone = "UTC"\n')
    assert [row for _, row, _ in ran.places("T703")] == list(range(3, 32, 2))
    assert ran.counts["survey.csv"] == (30, 15, 15, 0)


def test_a_zone_beside_the_time_is_read_and_counts(inbox):
    days = ["2026/10/31 11:30:00 PM GMT-5", "2026/11/01 6:30:00 AM GMT+1"]
    ran = with_times(inbox, *days, formats=["%Y/%m/%d %I:%M:%S %p %z"])
    assert [row for _, row, _ in ran.places("T703")] == list(range(3, 32, 2))


def test_the_critical_item_of_an_undated_row_is_on_the_safety_list(inbox):
    rows = inbox.rows()
    rows[6][1] = "1980-01-01"
    inbox.survey(*rows)
    ran = inbox.run_beside()
    assert ran.outcomes["survey.csv", 8] == ("set_aside", "T704")
    assert [(each.student_ref, each.reason) for each in ran.safety] == [("S007", "endorsed")]
    assert CRITICAL == "Mood 9"
