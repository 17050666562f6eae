"""REDCap's data dictionary: fields, choices and what a project marks as personal."""

import pytest
from survey_exports import EXPORTS, records_of

from screening.intake.platforms.redcap_dictionary import choices_of, fields_of

ROWS = next(export.rows for export in EXPORTS if export.tool == "redcap_dictionary")


def test_fields_carry_their_form_words_and_choices():
    fields = {field.name: field for field in fields_of(records_of(ROWS))}
    assert list(fields) == ["record_id", "m1", "phone", "sum"]
    asked = fields["m1"]
    assert (asked.form, asked.kind, asked.label) == ("mood", "radio", "How often?")
    assert asked.choices == {"0": "Never", "1": "Often, or more"}


def test_identifiers_are_personal_and_nothing_else_is():
    assert [field.name for field in fields_of(records_of(ROWS)) if field.personal] == ["phone"]


def test_a_calculation_is_no_list_of_choices():
    assert fields_of(records_of(ROWS))[-1].choices == {}


@pytest.mark.parametrize("rows", [[], [["a", "b"], ["1", "2"]]])
def test_what_is_no_dictionary_has_no_fields(rows):
    assert fields_of(records_of(rows)) == []


def test_blank_and_short_rows_do_not_matter():
    rows = [ROWS[0], ["", ""], ["m9", "mood"], []]
    assert [(field.name, field.kind) for field in fields_of(records_of(rows))] == [("m9", "")]


@pytest.mark.parametrize(
    ("text", "choices"),
    [
        ("0, No | 1, Yes", {"0": "No", "1": "Yes"}),
        ("-9, Refused|a1 , <b>A</b> ", {"-9": "Refused", "a1": "A"}),
        ("", {}),
        ("1, One |", {"1": "One"}),
    ],
)
def test_choices_are_parted_at_the_first_comma(text, choices):
    assert choices_of(text) == choices
