"""What people ask and answer changes nothing of which tool a file is taken for; nor does a loss."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_exports import EXPORTS, Export, Rows, records_of

from screening.intake.recognise import recognise
from screening.intake.survey_tool import Signature, fitting, survey_tools
from screening.intake.values import normalise

by_name = pytest.mark.parametrize("export", EXPORTS, ids=lambda export: export.name)
any_export = st.sampled_from(EXPORTS)
words = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30)


def signature_of(export: Export) -> Signature:
    signatures = survey_tools().tool[export.tool].signature
    return next(each for each in signatures if each.shape == export.shape)


def known_words() -> list[str]:
    """Return every pattern by which any tool is known."""
    tools = survey_tools().tool.values()
    marks = [mark for tool in tools for each in tool.signature for mark in each.marks]
    return [word for mark in marks for word in (*mark.first, *mark.has, *mark.lacks, *mark.under)]


def own_places(export: Export) -> set[int]:
    """Return where anything stands that is a mark of some tool: in a header row or below one."""
    known = fitting(tuple(known_words()))
    head = export.rows[: signature_of(export).header_rows]
    return {
        place for row in head for place, cell in enumerate(row) if known.fullmatch(normalise(cell))
    }


def question(export: Export, number: int, text: str) -> list[str]:
    """Return the header cells of one more question, as the tool writes them."""
    signature = signature_of(export)
    is_coded = any(mark.every for mark in signature.marks)
    name = f"more_{number}" if is_coded else f"More {number} of {text} how often?"
    below = {2: ["Response"], 3: [text, f'{{"ImportId":"QID9{number}"}}']}
    return [name, *below.get(signature.header_rows, [])]


def tool_in(rows: Rows) -> str | None:
    return recognise(records_of(rows)).platform


@given(export=any_export, data=st.data())
@settings(max_examples=200, deadline=None)
def test_the_order_and_number_of_answers_change_nothing(export, data):
    count = signature_of(export).header_rows
    below = export.rows[count:] * data.draw(st.integers(1, 20))
    blank = [[""] * len(export.rows[0])] * data.draw(st.integers(0, 3))
    mixed = data.draw(st.permutations([*below, *blank]))
    assert tool_in([*export.rows[:count], *mixed]) == export.tool


@given(
    export=any_export, texts=st.lists(words, max_size=8), answer=st.sampled_from(["", "2", "Often"])
)
@settings(max_examples=300, deadline=None)
def test_more_questions_change_nothing(export, texts, answer):
    heads = [question(export, number, text) for number, text in enumerate(texts)]
    count = signature_of(export).header_rows
    rows = [
        [*row, *(head[place] if place < count else answer for head in heads)]
        for place, row in enumerate(export.rows)
    ]
    assert tool_in(rows) == export.tool


@given(export=any_export, data=st.data())
@settings(max_examples=300, deadline=None)
def test_other_words_of_a_question_change_nothing(export, data):
    own = own_places(export)
    count = signature_of(export).header_rows
    rows = [list(row) for row in export.rows]
    for place in set(range(len(rows[0]))) - own:
        changed = question(export, place, data.draw(words))
        for row, cell in zip(rows[:count], changed, strict=True):
            row[place] = cell if row[place] else ""
    assert tool_in(rows) == export.tool


@by_name
def test_a_lost_column_never_turns_one_tool_into_another(export: Export):
    for lost in range(len(export.rows[0])):
        rows = [[*row[:lost], *row[lost + 1 :]] for row in export.rows]
        assert tool_in(rows) in {export.tool, None}, export.rows[0][lost]


@by_name
def test_two_lost_columns_never_turn_one_tool_into_another(export: Export):
    width = len(export.rows[0])
    for first in range(width):
        for second in range(first + 1, width):
            left = [place for place in range(width) if place not in {first, second}]
            rows = [[row[place] for place in left] for row in export.rows]
            assert tool_in(rows) in {export.tool, None}


@by_name
def test_a_lost_row_never_turns_one_tool_into_another(export: Export):
    for lost in range(len(export.rows)):
        rows = [*export.rows[:lost], *export.rows[lost + 1 :]]
        assert tool_in(rows) in {export.tool, None}


@by_name
def test_a_lost_name_never_turns_one_tool_into_another(export: Export):
    for lost in range(len(export.rows[0])):
        header = [*export.rows[0][:lost], "", *export.rows[0][lost + 1 :]]
        assert tool_in([header, *export.rows[1:]]) in {export.tool, None}
