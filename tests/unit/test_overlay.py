"""One verdict per returned line: used, or why not."""

from screening.intake.accepted import Accepted
from screening.intake.layout import Block
from screening.intake.overlay import OpenFile, judge_lines
from screening.intake.returned_workbook import ReturnedLine
from screening.intake.unread_cells import UnreadCell, offered_labels

BLOCK = Block(instrument="x", columns={"x_01": "Q1", "x_02": "Q2"}, answers="codes")
ANSWERS = Accepted(BLOCK, (0, 1, 2), {})
CELLS = [UnreadCell(row, item, "seldom") for row in (2, 3, 4) for item in ("x_01", "x_02")]
FILES = {
    "aaa": OpenFile(
        name="a.csv",
        accepted={"x_01": ANSWERS, "x_02": ANSWERS},
        cells=CELLS,
        labels=offered_labels(CELLS, critical_items={"x_02"}),
    ),
    "bbb": OpenFile(name="b.csv", accepted={}, cells=(), labels={}),
}


def line(text="1", *, record=2, item="x_01", sha="aaa", label=None, book="one", intact=True):
    record = None if label else record
    return ReturnedLine(f"{book}.xlsx", book, 2, sha, record, item, label, text, intact)


def judged(*lines):
    return [(each.outcome, each.code, each.cells) for each in judge_lines(lines, FILES)]


def outcomes(*lines):
    return [outcome for outcome, *_ in judged(*lines)]


def test_a_good_line_is_used():
    assert judged(line()) == [("used", 1, ((2, "x_01"),))]


def test_no_line_no_verdict():
    assert judged() == []


def test_a_line_that_was_changed_is_judged_before_anything_else():
    assert outcomes(line("rarely", sha="zzz", intact=False)) == ["C104"]


def test_a_line_for_another_file_is_not_used():
    assert outcomes(line(sha="zzz")) == ["C103"]


def test_a_cell_that_can_be_read_and_an_unknown_item_wait_for_nothing():
    assert outcomes(line(record=9), line(item="y_01"), line(sha="bbb")) == ["C107"] * 3


def test_a_line_without_record_or_label_waits_for_nothing():
    assert outcomes(line(record=None)) == ["C107"]


def test_a_text_that_is_no_answer_is_not_used():
    assert outcomes(line("7")) == ["C106"]


def test_two_texts_for_one_cell_are_both_refused_and_other_cells_are_not():
    lines = line("1"), line("2", book="two"), line("1", record=3)
    assert outcomes(*lines) == ["C105", "C105", "used"]


def test_an_unacceptable_text_does_not_contradict_a_good_one():
    assert outcomes(line("7", book="two"), line("1")) == ["C106", "used"]


def test_what_two_workbooks_say_alike_is_used_once():
    assert outcomes(line("1"), line("1.0", book="two")) == ["used"]


def test_a_label_reaches_all_its_cells_in_its_column():
    (verdict,) = judged(line("0", label="seldom"))
    assert verdict == ("used", 0, ((2, "x_01"), (3, "x_01"), (4, "x_01")))


def test_a_label_does_not_reach_a_cell_with_a_line_of_its_own_even_if_that_is_not_used():
    verdicts = judged(line("0", label="seldom"), line("7"), line("2", record=3))
    assert verdicts[0][2] == ((4, "x_01"),)


def test_a_label_that_was_never_offered_waits_for_nothing():
    lines = line(label="seldom", item="x_02"), line(label="rarely")
    assert outcomes(*lines) == ["C107", "C107"]


def test_two_decisions_on_one_label_contradict_each_other():
    assert outcomes(line("0", label="seldom"), line("1", label="seldom", book="two")) == [
        "C105",
        "C105",
    ]
