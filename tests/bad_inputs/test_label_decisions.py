"""Decisions on unknown labels: one line of a returned workbook, every cell with that label."""

import shutil

import pytest
from fix_workbook import (
    CRITICAL,
    LABELS,
    MOOD_1,
    corrected,
    fill,
    give_back,
    lines_of,
    record_of,
    run_and_sent,
    sent,
    survey_with,
)
from programme_run import run_whole


@pytest.fixture
def labelled(inbox):
    """The label "seldom" three times in one column and once in the critical item's column."""
    survey_with(
        inbox,
        *((row, MOOD_1, "Seldom") for row in (4, 6)),
        (8, MOOD_1, " seldom "),
        (10, CRITICAL, "seldom"),
    )
    return inbox


def test_a_decision_on_a_label_reaches_every_cell_with_it_in_that_column_and_no_other(labelled):
    back = run_and_sent(labelled)
    (line,) = lines_of(back, LABELS)
    assert (line["Column"], line["What the cells say"], line["Cells in the file"]) == (
        *("Mood 1", "Seldom", "3"),
    )
    assert fill(back, lambda _: {"Correction": "1"}, sheet=LABELS) == 1
    give_back(labelled, back)
    ran = labelled.run()
    assert ran.counts["survey.csv"] == (30, 29, 1, 0)
    assert ran.outcomes["survey.csv", 10] == ("set_aside", "V501")


def test_a_cell_whose_label_is_decided_elsewhere_says_so_and_a_critical_one_does_not(labelled):
    found = {line["Row"]: line["What we found"] for line in lines_of(run_and_sent(labelled))}
    assert set(found) == {"4", "6", "8", "10"}
    assert [row for row, text in found.items() if "Labels to decide" in text] == ["4", "6", "8"]


def test_a_decision_on_a_label_stands_in_the_record_with_its_workbook(labelled):
    back = run_and_sent(labelled)
    fill(back, lambda _: {"Correction": "not an answer"}, sheet=LABELS)
    give_back(labelled, back)
    run_whole(labelled.open())
    found = record_of(labelled)["corrections"]
    assert found["label_decisions"] == [
        {
            "file": "survey.csv",
            "item": "phq_a_01",
            "read_as": -2,
            "cells": 3,
            "workbook": "back.xlsx",
        }
    ]
    assert (found["used"], found["not_used"], found["cells"]) == (1, 0, 3)


def test_the_correction_of_a_cell_comes_before_the_decision_on_its_label(labelled):
    back = run_and_sent(labelled)
    fill(back, lambda _: {"Correction": "0"}, sheet=LABELS)
    fill(back, corrected("3", row="6"))
    give_back(labelled, back)
    both = labelled.run()
    shutil.rmtree(labelled.inbox() / "corrections")
    survey_with(
        labelled, (4, MOOD_1, "0"), (6, MOOD_1, "3"), (8, MOOD_1, "0"), (10, CRITICAL, "seldom")
    )
    assert both.scores == labelled.run().scores


def test_two_decisions_on_one_label_that_contradict_are_not_used(labelled):
    back, other = run_and_sent(labelled, "a.xlsx"), sent(labelled, "b.xlsx")
    fill(back, lambda _: {"Correction": "0"}, sheet=LABELS)
    fill(other, lambda _: {"Correction": "1"}, sheet=LABELS)
    give_back(labelled, back)
    give_back(labelled, other)
    ran = labelled.run()
    assert [name for name, *_ in ran.places("C105")] == ["a.xlsx", "b.xlsx"]
    assert ran.counts["survey.csv"] == (30, 26, 4, 0)
