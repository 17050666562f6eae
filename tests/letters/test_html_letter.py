import re
from dataclasses import replace

import pytest
from page_text import text_of_html

from screening.letters.blocks import Block, Run
from screening.letters.html_letter import render_html
from screening.letters.names import ChildName
from screening.letters.template import PURPOSES
from screening.letters.words import shipped_languages

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7*7 }}",
    "*bold* _it_ `code`",
    "#set page(fill: red)",
    r"$x$ \alpha C:\new",
    "&lt;b&gt;",
]


def page_of(letter, size=12):
    return render_html(letter, text_size_pt=size)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_name_is_only_ever_text(letter_of, value):
    child = ChildName(value, value, (value,))
    page = page_of(letter_of("en", "support_offer", child=child))
    expected = page_of(letter_of("en", "support_offer", child=ChildName("Wren", "Wren", ("Wren",))))
    assert re.findall(r"<[^>]*>", page) == re.findall(r"<[^>]*>", expected)
    assert f"how we treat {value}." in text_of_html(page)
    assert "49" not in page.replace(r"218-555-0149", "")


def test_a_direction_mark_in_a_name_is_left_out(letter_of):
    page = page_of(letter_of("en", "support_offer", child=ChildName("Wr\u202een", "Jo")))
    assert "how we treat Wren." in text_of_html(page)


@pytest.mark.parametrize("language", shipped_languages())
@pytest.mark.parametrize("purpose", PURPOSES)
def test_the_page_has_one_title_its_language_and_needs_nothing_else(letter_of, language, purpose):
    letter = letter_of(language, purpose)
    page = page_of(letter)
    assert f'<html lang="{language}" dir="ltr">' in page
    assert f"<title>{letter.title}</title>" in page
    assert re.findall(r"<h1>(.*)</h1>", page) == [letter.title]
    assert not re.search(r"<script|src=|href=|url\(|@import|style=\"", page)
    assert "default-src 'none'" in page


def test_headings_go_down_one_level_at_a_time(letter_of):
    levels = [int(level) for level in re.findall(r"<h(\d)", page_of(letter_of("en", "notice")))]
    assert levels[0] == 1
    assert set(levels[1:]) == {2}


def test_every_number_to_call_is_isolated_left_to_right(letter_of):
    page = page_of(letter_of("en", "support_offer"))
    phones = re.findall(r"(<bdi dir=\"ltr\">)?(\d{3}-\d{3}-\d{4}|1-\d{3}-\d{3}-\d{4})", page)
    assert len(phones) == 4
    assert all(mark for mark, _ in phones)


def test_text_size_is_the_one_asked_for(letter_of):
    assert "font: 18.0pt/" in page_of(letter_of("en", "notice"), size=18.0)


def test_a_line_in_another_language_says_which(letter_of):
    page = page_of(letter_of("en", "notice", with_interpreter_lines=True))
    assert '<p lang="es" dir="ltr">Para recibir ayuda' in page


def test_a_right_to_left_letter_says_so_and_keeps_its_numbers(letter_of):
    runs = (Run("\u0627\u062a\u0635\u0644 "), Run("218-555-0142", ltr=True))
    letter = replace(
        letter_of("en", "all_families"),
        language="ar",
        direction="rtl",
        body=(Block("paragraph", (runs,)),),
    )
    page = page_of(letter)
    assert '<html lang="ar" dir="rtl">' in page
    assert '<p>\u0627\u062a\u0635\u0644 <bdi dir="ltr">218-555-0142</bdi></p>' in page
