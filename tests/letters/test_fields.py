import datetime as dt
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import LetterError
from screening.letters.fields import FIELDS, Facts, call_by, field_values, opt_out_by, plain_text
from screening.letters.words import words_of


@pytest.fixture
def facts(programme):
    return Facts(
        programme=programme,
        school=programme.school[0],
        window=programme.window[0],
        words=words_of("en"),
        as_of=dt.date(2027, 3, 15),
        reference="ABCDEFGH23",
        child=None,
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Dana Rivera", "Dana Rivera"),
        ("  two\n lines\t here ", "two lines here"),
        ("abc\u202edef\u2066ghi\u200f", "abcdefghi"),
        ("bell\x07 null\x00", "bell null"),
        ("soft\u00adhyphen\ufeff", "softhyphen"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
        ("<b>*x*</b> $y$ \\z {{ 1 }}", "<b>*x*</b> $y$ \\z {{ 1 }}"),
        ("Zoë Nuñez-O'Hara", "Zoë Nuñez-O'Hara"),
    ],
)
def test_hidden_marks_go_and_visible_text_stays(text, expected):
    assert plain_text(text) == expected


@given(st.text())
def test_plain_text_is_one_line_without_direction_or_control_marks(text):
    plain = plain_text(text)
    assert not {unicodedata.bidirectional(mark) for mark in plain} & {
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI", "B", "S",
    }  # fmt: skip
    assert plain == plain_text(plain)


def test_only_the_required_fields_are_given(facts):
    values = field_values(("contact.name", "call_by"), facts)
    assert values.pop("ltr")("x") == "\u2066x\u2069"
    assert values == {"contact": {"name": "Dana Rivera"}, "call_by": "Tuesday, March 30"}


def test_every_field_has_a_value_in_the_programmes_own_language(facts):
    values = field_values(FIELDS, facts)
    assert values["window"] == {
        "opens": "Monday, March 1",
        "closes": "Friday, March 12",
        "title": "Spring 2027",
    }
    assert values["school"]["address"] == "1450 Harbor Road, Lakeside, MN 55100"
    assert values["child"] == {"name": "your child", "at_start": "Your child"}
    assert values["strength"] == ""


def test_an_unknown_field_is_refused_with_the_list_of_known_ones(facts):
    with pytest.raises(LetterError, match=r"no field 'student_ref'.*school\.name"):
        field_values(("student_ref",), facts)


def test_no_field_could_tell_a_result():
    for word in ("tier", "score", "band", "answer", "student_ref", "grade"):
        assert not [name for name in FIELDS if word in name]


def test_families_are_called_within_the_promised_school_days(programme):
    assert call_by(programme, dt.date(2027, 3, 15)) == dt.date(2027, 3, 30)


def test_opting_out_ends_on_the_last_school_day_before_the_window(programme):
    assert opt_out_by(programme, programme.window[0]) == dt.date(2027, 2, 26)


@pytest.mark.parametrize(
    ("language", "country", "expected"),
    [
        ("en", "US", "Friday, March 5, 2027"),
        ("en", "UK", "Friday 5 March 2027"),
        ("es", "US", "viernes 5 de marzo de 2027"),
    ],
)
def test_dates_are_in_words(language, country, expected):
    assert words_of(language).date_in_words(dt.date(2027, 3, 5), country=country) == expected
