"""What SPSS files, and cells with label and code, state themselves must agree with the layout."""

import pandas as pd
import pytest
from programme_builder import CRITICAL
from programme_texts import LABEL_TABLE, LABELS, MISSING_TABLE, MOOD, SURVEY, WORRY, block, layout

pyreadstat = pytest.importorskip("pyreadstat", reason="pyreadstat is not installed: no SPSS files")
REFS = [f"S{number:03d}" for number in range(1, 31)]
ITEMS = [f"M{number}" for number in range(1, 10)]
IN_ORDER = dict(enumerate(LABELS))
REVERSED = dict(enumerate(reversed(LABELS)))


def spss_layout(more=""):
    answers = f'item_order = "nimh_glad_pc"\nanswers = "codes"\n{more}'
    return layout(
        "spss", files="*.sav", student_ref="code", platform="spss",
        blocks=block("phq_a", ITEMS, more=answers),
    )  # fmt: skip


def drop_spss(inbox, *, labels, missing=None, more="", cells=None):
    """Drop an SPSS file with answers 0 and 1 in turn, and its layout; run the window."""
    (inbox.path / "layouts" / "spss.toml").write_text(spss_layout(more), encoding="utf-8")
    frame = pd.DataFrame({"code": REFS})
    for place, item in enumerate(ITEMS):
        frame[item] = [float((row + place) % 2) for row in range(30)]
    for (row, item), value in (cells or {}).items():
        frame.loc[row, item] = value
    pyreadstat.write_sav(
        frame,
        inbox.inbox() / "answers.sav",
        variable_value_labels=dict.fromkeys(ITEMS, labels) if labels else {},
        missing_ranges=dict.fromkeys(ITEMS, missing) if missing else {},
    )
    return inbox.run()


def refusals(ran):
    return [
        (each.code, each.message.split(":")[0])
        for each in ran.problems
        if each.severity == "critical"
    ]


@pytest.mark.parametrize(
    "labels", [IN_ORDER, None, {0: "Nunca jamás", 3: "Siempre"}, {0: LABELS[0]}]
)
def test_labels_that_agree_or_say_nothing_are_no_reason_to_refuse(inbox, labels):
    ran = drop_spss(inbox, labels=labels)
    assert ran.counts["answers.sav"] == (30, 30, 0, 0)
    assert refusals(ran) == []


def test_reversed_codes_are_proven_by_the_files_own_labels_and_never_turned_m304(inbox):
    ran = drop_spss(inbox, labels=REVERSED)
    assert refusals(ran) == [("M304", "phq_a")]
    assert ran.counts["answers.sav"] == (30, 0, 30, 0)
    # A 0 may be the answer of most concern: somebody looks through the whole file.
    assert "not_read" in {each.reason for each in ran.safety}


def test_labels_that_count_from_one_are_proven_too_m304(inbox):
    ran = drop_spss(inbox, labels={code + 1: label for code, label in IN_ORDER.items()})
    assert ("M304", "phq_a") in refusals(ran)


def test_the_layout_can_say_which_code_is_which(inbox):
    turned = '[block.codes]\n"0" = 3\n"1" = 2\n"2" = 1\n"3" = 0\n'
    ran = drop_spss(inbox, labels=REVERSED, more="", cells={})
    assert refusals(ran) == [("M304", "phq_a")]
    text = spss_layout() + turned
    (inbox.path / "layouts" / "spss.toml").write_text(text, encoding="utf-8")
    ran = inbox.run()
    assert ("M304", "phq_a") not in refusals(ran)


def test_a_stated_answer_that_the_instrument_lacks_refuses_the_file_though_nobody_chose_it_m305(
    inbox,
):
    ran = drop_spss(inbox, labels=IN_ORDER | {4: "All the time"})
    assert refusals(ran) == [("M305", "phq_a")]


@pytest.mark.parametrize("more", [{-9: "No reply"}, {99: "System"}, {4: "Prefer not to answer"}])
def test_a_stated_word_for_no_answer_is_no_further_answer(inbox, more):
    assert refusals(drop_spss(inbox, labels=IN_ORDER | more)) == []


def test_a_value_declared_missing_is_not_scored_even_where_it_is_a_code_v504(inbox):
    cells = {(4, "M2"): 2.0, (5, CRITICAL.replace("Mood ", "M")): 2.0}
    ran = drop_spss(inbox, labels=IN_ORDER, missing=[2], cells=cells)
    assert ran.places("V501") == [("answers.sav", 5, "M2"), ("answers.sav", 6, "M9")]
    assert ran.counts["answers.sav"] == (30, 28, 2, 0)
    assert "V504" in ran.codes
    assert "S006" in {each.student_ref for each in ran.safety}


def test_the_layout_says_which_kind_of_missing_a_declared_value_is(inbox):
    more = '[block.missing]\nrefused = ["2"]\n[block.codes]\n"0" = 0\n"1" = 1\n"3" = 3\n'
    text = spss_layout() + more
    ran = drop_spss(inbox, labels=IN_ORDER, missing=[2], cells={(4, "M2"): 2.0})
    assert "V504" in ran.codes
    (inbox.path / "layouts" / "spss.toml").write_text(text, encoding="utf-8")
    ran = inbox.run()
    assert ran.counts["answers.sav"] == (30, 30, 0, 0)
    assert "V504" not in ran.codes


def with_labels(inbox, labels):
    """Drop a survey whose cells are these four texts in turn, read as labels; run the window."""
    read = 'item_order = "nimh_glad_pc"\nanswers = "labels"'
    blocks = block("phq_a", MOOD, more=read) + LABEL_TABLE + MISSING_TABLE
    worry = block("gad_7", WORRY, more='answers = "labels"') + LABEL_TABLE + MISSING_TABLE
    text = SURVEY[: SURVEY.index("[[block]]")] + f"{blocks}\n{worry}"
    (inbox.path / "layouts" / "survey.toml").write_text(text, encoding="utf-8")
    rows = inbox.rows()
    for place, row in enumerate(rows):
        row[2:] = [labels[(place + item) % len(labels)] for item in range(16)]
    inbox.survey(*rows)
    return inbox.run()


@pytest.mark.parametrize("form", ["{label} ({code})", "({code}) {label}", "{code} - {label}"])
def test_a_code_beside_its_label_is_read_where_both_agree(inbox, form):
    texts = [form.format(code=code, label=label) for code, label in enumerate(LABELS)]
    ran = with_labels(inbox, texts)
    assert ran.counts["survey.csv"] == (30, 30, 0, 0)
    plain = with_labels(inbox, LABELS)
    assert plain.scores == ran.scores


@pytest.mark.parametrize("shift", [1, 8])
def test_a_label_beside_another_code_refuses_the_file_m304(inbox, shift):
    texts = [f"{label} ({code + shift})" for code, label in enumerate(LABELS)]
    assert {code for code, _ in refusals(with_labels(inbox, texts))} >= {"M304"}


def test_one_label_beside_another_code_is_enough_m304(inbox):
    texts = [f"{label} ({code})" for code, label in enumerate(LABELS)]
    texts = texts * 9 + ["Several days (3)"]
    assert ("M304", "phq_a") in refusals(with_labels(inbox, texts))
