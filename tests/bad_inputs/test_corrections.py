"""Fix workbooks that come back: written by a run, filled in, dropped, and used in the next run."""

import shutil

import openpyxl
import pytest
from fix_workbook import (
    MOOD_1,
    MOOD_2,
    ROWS,
    corrected,
    fill,
    give_back,
    lines_of,
    record_of,
    run_and_sent,
    sent,
    survey_with,
)
from programme_builder import mood_of, survey_row
from programme_run import run_whole, tree

from flows.summary import show_summary
from screening.warehouse import open_warehouse


def test_corrected_rows_are_scored_in_the_next_run_and_every_row_is_accounted_for(broken):
    export = (broken.inbox() / "survey.csv").read_bytes()
    back = sent(broken)
    assert broken.run().counts["survey.csv"] == (30, 28, 2, 0)
    assert fill(back, corrected("1")) == 2
    give_back(broken, back)
    ran = broken.run()
    assert ran.counts["survey.csv"] == (30, 30, 0, 0)
    assert ran.nothing_is_lost
    assert ran.codes == []
    totals = {row[0]: row for row in ran.scores if row[0] in {"S005", "S008"} and "phq_a" in row}
    assert len(totals) == 2
    assert (broken.inbox() / "survey.csv").read_bytes() == export


def test_a_corrected_cell_is_scored_as_what_the_school_wrote(broken):
    back = sent(broken)
    fill(back, corrected("3", row="6"))
    give_back(broken, back)
    with_correction = broken.run().scores
    (broken.inbox() / "corrections" / back.name).unlink()
    survey_with(broken, (6, MOOD_1, "3"), (9, MOOD_2, "7"))
    assert with_correction == broken.run().scores


def test_a_workbook_that_is_taken_away_leaves_no_trace(broken):
    before = tree(run_whole(broken.open()))
    back = sent(broken)
    fill(back, corrected("1"))
    dropped = give_back(broken, back)
    assert tree(run_whole(broken.open())) != before
    dropped.unlink()
    assert tree(run_whole(broken.open())) == before


@pytest.mark.parametrize("name", ["back (1).xlsx", "back.xlsx copy", "zz.xlsx.xlsx"])
def test_a_second_return_changes_nothing(broken, name):
    back = sent(broken)
    fill(back, corrected("1", row="6"))
    give_back(broken, back)
    once = tree(run_whole(broken.open()))
    give_back(broken, back, name)
    assert tree(run_whole(broken.open())) == once


def test_the_newer_workbook_without_anything_filled_in_changes_nothing(broken):
    back = sent(broken)
    fill(back, corrected("1", row="6"))
    give_back(broken, back)
    newer = run_and_sent(broken, "newer.xlsx")
    once = tree(broken.open().outbox.shown)
    assert [line["Row"] for line in lines_of(newer)] == ["9"]
    give_back(broken, newer)
    assert tree(run_whole(broken.open())) == once


def test_a_correction_says_that_there_is_no_answer(broken):
    back = sent(broken)
    fill(back, corrected("Not an  answer", row="6"))
    give_back(broken, back)
    ran = broken.run()
    assert ran.outcomes["survey.csv", 6] == ("scored", None)
    survey_with(broken, (6, MOOD_1, ""), (9, MOOD_2, "7"))
    shutil.rmtree(broken.inbox() / "corrections")
    assert ran.scores == broken.run().scores


def test_a_corrected_row_meets_the_other_rules_as_any_row_does(inbox):
    first = inbox.rows()[0]
    again = [first[0], first[1], "rarely", *first[3:]]
    inbox.survey(*inbox.rows(), again)
    assert inbox.run().outcomes["survey.csv", 32] == ("set_aside", "V501")
    back = run_and_sent(inbox)
    fill(back, corrected(str(first[MOOD_1])))
    give_back(inbox, back)
    ran = inbox.run()
    assert ran.outcomes["survey.csv", 32] == ("set_aside", "D801")
    assert ran.counts["survey.csv"] == (31, 30, 1, 0)


def test_a_workbook_for_another_file_is_refused_by_name(broken):
    back = sent(broken)
    fill(back, corrected("1"))
    survey_with(broken, (6, MOOD_1, "seldom"))
    give_back(broken, back)
    ran = broken.run()
    assert ran.places("C102") == [("back.xlsx", None, None)]
    assert ran.outcomes["survey.csv", 6] == ("set_aside", "V501")
    run_whole(broken.open())
    assert record_of(broken)["corrections"]["not_used"] == 2


def test_lines_for_a_file_that_is_gone_are_told_and_the_others_are_used(broken):
    survey_with(broken, (7, MOOD_1, "hardly"), name="survey_two.csv")
    (broken.inbox() / "survey_two.csv").write_text(
        (broken.inbox() / "survey_two.csv").read_text().replace("\nS0", "\nS9")
    )
    broken.roster(*[f"S{n:03d}" for n in range(1, 31)], *[f"S{n:03d}" for n in range(901, 931)])
    back = run_and_sent(broken)
    assert fill(back, corrected("1")) == 3
    (broken.inbox() / "survey_two.csv").unlink()
    give_back(broken, back)
    ran = broken.run()
    assert ran.places("C103") == [("back.xlsx", None, None)]
    assert ran.counts["survey.csv"] == (30, 30, 0, 0)


@pytest.mark.parametrize("heading", ["Student code", "Row", "record", "item", "sha256", "File"])
def test_a_line_that_is_not_as_it_was_sent_is_reported_and_not_used(broken, heading):
    back = sent(broken)
    other = {"record": "9", "item": "gad_7_01", "sha256": "0" * 64}.get(heading, "S001")
    fill(back, lambda line: {"Correction": "1"} | ({heading: other} if line["Row"] == "6" else {}))
    give_back(broken, back)
    ran = broken.run()
    assert ran.places("C104") == [("back.xlsx", 2, "Correction")]
    assert ran.outcomes["survey.csv", 6] == ("set_aside", "V501")
    assert ran.outcomes["survey.csv", 9] == ("scored", None)


def test_corrections_that_were_sorted_without_their_lines_are_not_used(broken):
    back = sent(broken)
    first, second = lines_of(back)
    swapped = {"6": second["record"], "9": first["record"]}
    fill(back, lambda line: {"Correction": "1", "record": swapped[line["Row"]]})
    give_back(broken, back)
    ran = broken.run()
    assert len(ran.places("C104")) == 2
    assert ran.counts["survey.csv"] == (30, 28, 2, 0)


def test_two_workbooks_that_contradict_each_other_are_both_reported_and_neither_is_used(broken):
    back, other = sent(broken, "a.xlsx"), sent(broken, "b.xlsx")
    fill(back, corrected("1"))
    fill(other, corrected("2", row="6"))
    give_back(broken, back)
    give_back(broken, other)
    ran = broken.run()
    assert ran.places("C105") == [
        ("a.xlsx", 2, "Correction"),
        ("b.xlsx", 2, "Correction"),
    ]
    assert ran.outcomes["survey.csv", 6] == ("set_aside", "V501")
    assert ran.outcomes["survey.csv", 9] == ("scored", None)


def test_two_workbooks_that_say_the_same_are_one_correction(broken):
    back, other = sent(broken, "a.xlsx"), sent(broken, "b.xlsx")
    fill(back, corrected("1"))
    fill(other, corrected("1.0", row="6"))
    give_back(broken, back)
    give_back(broken, other)
    run_whole(broken.open())
    assert record_of(broken)["corrections"]["used"] == 2
    assert record_of(broken)["corrections"]["not_used"] == 0


@pytest.mark.parametrize("text", ["4", "rarely", "1;2", "-2", "=1", "unknown", "1" * 400])
def test_a_correction_that_is_no_accepted_answer_is_reported(broken, text):
    back = sent(broken)
    fill(back, corrected(text, row="6"))
    give_back(broken, back)
    ran = broken.run()
    assert ran.places("C106") == [("back.xlsx", 2, "Correction")]
    assert ran.outcomes["survey.csv", 6] == ("set_aside", "V501")
    assert not any(text in problem.line() for problem in ran.problems if len(text) > 2)


def test_an_answer_that_can_be_read_is_never_replaced(broken):
    back = sent(broken)
    fill(back, corrected("1"))
    give_back(broken, back)
    layout = broken.path / "layouts" / "survey.toml"
    layout.write_text(layout.read_text() + '\n[block.codes]\n"0" = 0\n"1" = 1\n"2" = 2\n"3" = 3\n')
    text = layout.read_text().replace(
        'instrument = "phq_a"', 'instrument = "phq_a"\ncodes = {"0"=0,"1"=1,"2"=2,"3"=3,"7"=3}'
    )
    layout.write_text(text)
    ran = broken.run()
    assert ran.places("C107") == [("back.xlsx", 3, "Correction")]
    assert ran.outcomes["survey.csv", 9] == ("scored", None)


def test_a_correction_of_a_refused_export_finds_nothing_that_waits(broken):
    back = sent(broken)
    fill(back, corrected("1"))
    give_back(broken, back)
    layout = broken.path / "layouts" / "survey.toml"
    layout.write_text(layout.read_text().replace('"Mood 9"', '"Mood 99"'))
    ran = broken.run()
    assert ran.refused["survey.csv"] == "M301"
    assert len(ran.places("C107")) == 2


def test_the_corrections_folder_is_no_export_but_a_file_of_that_name_is(inbox):
    inbox.survey(*inbox.rows())
    (inbox.inbox() / "corrections").mkdir()
    assert inbox.run_beside().codes == []
    (inbox.inbox() / "corrections").rmdir()
    inbox.drop("corrections", "x")
    assert inbox.run_beside().places("R203") == [("corrections", None, None)]


def test_the_summary_counts_what_was_used_and_what_was_not(broken, capsys):
    back = sent(broken)
    fill(back, lambda line: {"Correction": {"6": "1", "9": "8"}[line["Row"]]})
    give_back(broken, back)
    run_whole(broken.open())
    show_summary(broken.open())
    assert "Corrections: 1 used, 1 not used" in capsys.readouterr().out


def test_without_corrections_the_summary_does_not_speak_of_them(inbox, capsys):
    inbox.survey(*inbox.rows())
    run_whole(inbox.open())
    show_summary(inbox.open())
    assert "Corrections" not in capsys.readouterr().out


def test_nothing_that_was_written_into_a_workbook_is_kept_after_the_run(broken):
    back = sent(broken)
    fill(back, corrected("1"))
    give_back(broken, back)
    run_whole(broken.open())
    with open_warehouse(broken.path / "warehouse.duckdb") as warehouse:
        tables = {name for (name,) in warehouse.rows("select table_name from duckdb_tables()")}
    assert "int_correction_line" in tables
    assert not {name for name in tables if name.startswith(("unread_", "raw_", "decoded_"))}
    assert "int_correction" not in tables


def test_a_correction_in_a_row_without_a_known_student_keeps_the_row_set_aside(inbox):
    inbox.survey(*inbox.rows(), survey_row("S777", mood=["rarely", *mood_of(2)[1:]]))
    back = run_and_sent(inbox, school="unassigned")
    assert fill(back, corrected("1")) == 1
    give_back(inbox, back)
    ran = inbox.run()
    assert ran.codes == ["I601"]
    assert ran.outcomes["survey.csv", 32] == ("set_aside", "I601")


def test_the_sheets_that_have_something_to_say_are_there_and_no_others(broken):
    book = openpyxl.load_workbook(sent(broken))
    assert book.sheetnames == [
        *("Start here", ROWS, "Columns", "What was loaded", "Problems", "Lists")
    ]
    assert book["Lists"].sheet_state == "hidden"
