"""The first sheet: what a busy person needs first, and nothing of it whispered."""

import datetime as dt

import openpyxl
import pytest
from tier_table import (
    GROUPS,
    day_of,
    list_of,
    listed_on,
    student,
    table,
    whole_school,
    without_tier,
    wrote,
)

from screening.programme.school_calendar import SchoolBreak
from screening.referrals.referral_list import ReferralList
from screening.referrals.rules import load_rules
from screening.referrals.start_lines import loud_lines, start_lines
from screening.referrals.workbook import write_referral_workbook
from screening.supports.catalogue import load_catalogue

BREAK = SchoolBreak(name="Winter", first=dt.date(2026, 12, 21), last=dt.date(2027, 1, 1))


def students(count: int, **facts):
    return table(*[student(f"S{number}", **facts) for number in range(count)])


def lines(frame, *acts, **settings) -> list[str]:
    return start_lines(list_of(frame, *acts, **settings))


def test_how_many_to_see_and_the_room_there_is_come_first():
    first = lines(students(42), slots=18)[0]
    assert first == "42 to see, 10 slots this week (18 in a whole week). 5-10 days: 42."


def test_a_list_made_on_a_friday_names_the_week_in_which_there_is_room():
    first = lines(students(2), slots=18, as_of=dt.date(2026, 10, 30))[0]
    assert first.startswith("2 to see, 18 slots in the week of 2026-11-02 (18 in a whole week).")


def test_without_stated_room_the_sheet_asks_for_it():
    said = lines(students(3))
    assert said[0] == "3 to see. 5-10 days: 3."
    assert said[1].startswith("How many students you can see in a week is not stated")


def test_with_nobody_to_see_nothing_is_asked():
    said = lines(students(1, tier=1))
    assert said[0] == "0 to see. Nobody in this window."
    assert not any("slots_per_week" in line for line in said)


def test_whoever_is_past_their_date_is_counted_in_the_second_line():
    acts = [listed_on(f"S{number}", "2026-10-01", level=2) for number in range(2)]
    assert lines(students(5), *acts, slots=18)[1].startswith("2 of them are past their date")
    seen = wrote("S0", "status", "student_seen")
    assert lines(students(5), *acts, seen, slots=18)[1].startswith("1 of them are past their date")


@pytest.mark.parametrize(("days_ago", "said"), [(10, False), (11, True)])
def test_a_signal_without_action_is_said_aloud(days_ago, said):
    """Ten school days before the list is the 12th of October: no holiday lies between."""
    first = f"2026-10-{12 if days_ago == 10 else 9:02}"
    acts = [listed_on(f"S{number}", first, level=1) for number in range(3)]
    own = list_of(students(4), *acts, wrote("S0", "status", "student_seen"))
    found = [line for line in start_lines(own) if line.startswith("Signal without action: 2 have")]
    assert bool(found) is said
    assert set(found) <= set(loud_lines(own))


def test_every_week_says_how_many_are_seen_after_their_date_and_what_room_would_do():
    said = lines(students(8, tier=3), slots=5)
    assert said[1] == (
        "Week of 2026-10-26: room for 3 of them.\n"
        "Week of 2026-11-02: room for 5 of them. 5 of these will be seen after their date."
    )
    assert said[2].startswith(
        "With 5 slots in a whole week, 5 of the dates cannot be met; 14 slots a week"
    )
    assert "(9 more)" in said[2]
    assert "the cut-off stays where it is" in said[2]


def test_where_room_is_enough_nothing_is_missed():
    said = lines(students(8, tier=3), slots=20)
    assert not any("after their date" in line or "cannot be met" in line for line in said)


def test_many_weeks_share_the_last_line_and_nobody_is_left_out():
    (block,) = [line for line in lines(students(60), slots=5) if line.startswith("Week of")]
    shown = block.split("\n")
    assert len(shown) == 9
    assert shown[-1].startswith("Week of 2026-12-21 to 2027-01-1")
    assert sum(int(line.split("room for ")[1].split()[0]) for line in shown) == 60


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"holidays": ()}, "No school calendar is entered"),
        ({"calendar_until": dt.date(2026, 10, 30)}, "The school calendar ends on 2026-10-30. 3 "),
        ({"calendar_until": dt.date(2026, 11, 10)}, ""),
        ({"school_break": (BREAK,)}, ""),
    ],
)
def test_a_calendar_that_does_not_reach_to_the_dates_is_said_and_never_guessed(settings, line):
    said = [each for each in lines(students(3), **settings) if "calendar" in each]
    assert [each.startswith(line) for each in said] == ([True] if line else [])


def test_everybody_is_counted_once_and_who_left_the_roster_beside_them():
    frame = table(student("A"), student("B", tier=1), without_tier("C", "not_answered"))
    (line,) = [each for each in lines(frame) if each.startswith("Everyone on the roster")]
    assert "3 students = 1 on this list + 1 with universal support + 1 not screened" in line
    assert "no longer on the roster" not in line
    gone = listed_on("LEFT", "2026-10-12", level=2)
    assert any(
        each.endswith("On the list beside them: 1 no longer on the roster.")
        for each in lines(frame, gone)
    )


def test_supports_that_nobody_has_read_again_are_named_aloud():
    support = next(each for each in load_catalogue().support if each.suggest == "auto")
    late = day_of(as_of=support.review_by + dt.timedelta(days=1))
    own = ReferralList.of_students(students(1), day=late)
    (line,) = [each for each in start_lines(own) if each.startswith("Left out of the suggestions")]
    assert support.name in line
    assert not any(each.startswith("Left out") for each in lines(students(1)))


def test_the_version_of_the_rules_and_the_safety_list_are_named():
    (line,) = [each for each in lines(students(1)) if each.startswith("Made on 2026-10-26")]
    assert f"referral rules {load_rules().rules_version}" in line
    assert "safety.xlsx" in line


def test_what_is_said_of_classes_and_results_stands_there_whole():
    notes = ("Of 10 students pointed out here, about 4 would need support.",)
    own = ReferralList.of_students(students(1), day=day_of(), groups=GROUPS, notes=notes)
    said = start_lines(own)
    assert notes[0] in said
    assert any(each.startswith("Grade 7, class 7B: 4 of 12") for each in said)


def test_loud_lines_stand_out_in_the_file_and_ordinary_ones_do_not(tmp_path):
    own = list_of(whole_school(), slots=5)
    write_referral_workbook(tmp_path / "r.xlsx", referral_list=own, run_id_text="run-7")
    sheet = openpyxl.load_workbook(tmp_path / "r.xlsx")["Start here"]
    bold = {cell.value for (cell,) in sheet.iter_rows(min_row=2) if cell.font.b}
    assert bold == set(loud_lines(own)) < set(start_lines(own))
    assert len(bold) == 3
