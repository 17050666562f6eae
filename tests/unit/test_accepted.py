"""What a correction may say: exactly what a cell of the export may say, and 'not an answer'."""

import pytest
from programme_builder import Folder

from screening.intake.accepted import Accepted, accepted_answers
from screening.intake.layout import Block
from screening.intake.values import NoAnswer


def accepted(codes=(0, 1, 2), printed=None, **block) -> Accepted:
    plain = {"instrument": "phq_a", "columns": {"phq_a_01": "Q1"}, "answers": "codes"}
    return Accepted(Block(**(plain | block)), codes, printed or {})


LABELS = {"Never": 0, "Nunca": 0, "Often": 2, "Once": 1, "Five": 5}


def test_codes_are_offered_as_they_are():
    assert accepted().texts() == ("0", "1", "2")


def test_codes_of_the_tool_are_offered_where_they_differ():
    block = Block(instrument="x", columns={"x_01": "Q"}, answers="codes", codes={"1": 0, "2": 1})
    one = Accepted(block, (0, 1), {})
    assert one.texts() == ("1", "2")
    assert (one.code_of("1"), one.code_of("0")) == (0, None)


def test_labels_are_offered_in_the_order_of_their_codes_and_only_those_the_item_allows():
    assert accepted(answers="labels", labels=LABELS).texts() == ("Never", "Nunca", "Once", "Often")


def test_bands_of_a_vendor_are_offered():
    one = accepted(codes=(0, 1), printed={"Typical": 0, "Elevated": 1}, answers="results")
    assert one.texts() == ("Typical", "Elevated")
    assert one.code_of("elevated") == 1


@pytest.mark.parametrize(
    ("text", "code"),
    [("never", 0), (" NUNCA ", 0), ("Often", 2), ("1", None), ("Five", None), ("", None)],
)
def test_a_correction_is_read_as_a_cell_of_the_export_is(text, code):
    assert accepted(answers="labels", labels=LABELS).code_of(text) == code


@pytest.mark.parametrize("text", ["not an answer", "Not an Answer", " not  an answer "])
def test_not_an_answer_is_stored_as_skipped(text):
    assert accepted().code_of(text) == NoAnswer.SKIPPED


def test_a_text_that_the_layout_knows_as_refused_is_accepted_as_that():
    assert accepted(missing={"refused": ("No answer",)}).code_of("no answer") == NoAnswer.REFUSED


def test_blank_is_no_correction():
    assert accepted().code_of("   ") is None


def test_every_item_of_a_layout_has_its_answers(tmp_path):
    programme = Folder(tmp_path / "p").open().programme
    layout = next(each for each in programme.layouts if each.id == "survey")
    found = accepted_answers(layout, programme.library)
    assert len(found) == 9 + 7
    assert found["phq_a_09"].codes == (0, 1, 2, 3)
