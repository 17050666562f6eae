"""The line about what goes well: worded plainly, early, the same in every letter, or not there."""

import datetime as dt
import re

import pytest
from page_text import text_of_html
from readability import grade_level, reading_ease_spanish

from screening.errors import LetterError
from screening.letters.blocks import text_of
from screening.letters.html_letter import render_html
from screening.letters.names import ChildName
from screening.letters.pdf_letter import print_letters
from screening.letters.words import shipped_languages, words_of
from screening.strengths.named import load_strengths

AS_OF = dt.date(2027, 3, 15)
AFTER = ("all_families", "support_offer")
TOLD = tuple(each.id for each in load_strengths().strength if each.told_to_families)
EACH_LANGUAGE = pytest.mark.parametrize("language", shipped_languages())
EACH_AFTER = pytest.mark.parametrize("purpose", AFTER)
LONGEST = {
    code: max(TOLD, key=lambda name: len(words_of(code).strengths[name]))
    for code in shipped_languages()
}
JUDGES = re.compile(r"(?i)\b(best|better|more|than|high|low|above|average|mejor|más|alto|bajo)\b")


def lines_of(letter):
    return [text_of(line) for block in letter.body for line in block.lines]


def added(letter_of, language, purpose, **changes):
    """Return the paragraphs that a letter has because of a strength."""
    without = lines_of(letter_of(language, purpose, child=changes.get("child")))
    return [
        line for line in lines_of(letter_of(language, purpose, **changes)) if line not in without
    ]


@EACH_LANGUAGE
@EACH_AFTER
def test_a_strength_is_one_paragraph_right_after_the_thanks(letter_of, language, purpose):
    plain = letter_of(language, purpose)
    letter = letter_of(language, purpose, strengths=("kind",))
    assert len(letter.body) == len(plain.body) + 1
    (line,) = added(letter_of, language, purpose, strengths=("kind",))
    assert lines_of(letter)[1] == line


@EACH_LANGUAGE
@EACH_AFTER
def test_no_strength_leaves_no_trace(letter_of, language, purpose):
    assert letter_of(language, purpose, strengths=()) == letter_of(language, purpose)
    assert words_of(language).strengths_seen not in "\n".join(
        lines_of(letter_of(language, purpose))
    )


@EACH_LANGUAGE
def test_the_line_is_the_same_in_the_letter_for_all_and_in_the_offer(letter_of, language):
    lines = {tuple(added(letter_of, language, each, strengths=("calm",))) for each in AFTER}
    assert len(lines) == 1


def test_the_line_says_that_it_comes_from_answers(letter_of):
    assert added(letter_of, "en", "support_offer", strengths=("kind",)) == [
        "Some answers to our survey show something that goes well. Your child is kind to others."
    ]
    kind = "Su hijo o hija trata a los demás con cariño."
    assert added(letter_of, "es", "support_offer", strengths=("kind",)) == [
        f"Algunas respuestas a nuestra encuesta muestran algo bueno. {kind}"
    ]


def test_a_name_is_used_where_there_is_one(letter_of):
    child = ChildName("Wren", "Jo Field")
    (line,) = added(letter_of, "en", "all_families", child=child, strengths=("effort",))
    assert line.endswith("Wren keeps trying when things are hard.")


def test_what_staff_chose_stands_in_place_of_what_answers_show(letter_of):
    child = ChildName("Wren", "Jo Field", strength="music")
    letter = letter_of("en", "all_families", child=child, strengths=("effort",))
    assert "Wren enjoys music." in lines_of(letter)
    assert not [line for line in lines_of(letter) if "to our survey" in line or "trying" in line]


def test_a_notice_before_the_window_tells_no_strength(letter_of):
    assert letter_of("en", "notice", strengths=("kind",)) == letter_of("en", "notice")


def test_an_unknown_strength_is_refused_by_its_name(letter_of):
    with pytest.raises(LetterError, match=r"words\.toml: \[strengths\] has no 'family'"):
        letter_of("en", "all_families", strengths=("family",))


@EACH_LANGUAGE
@pytest.mark.parametrize("strength", TOLD)
def test_each_sentence_speaks_of_the_child_and_compares_with_nobody(language, strength):
    sentence = words_of(language).strengths[strength]
    assert sentence.startswith("{{ child.at_start }} ")
    assert sentence.endswith(".")
    assert not JUDGES.search(sentence)


def prose(letter):
    lines = text_of_html(render_html(letter, text_size_pt=12)).splitlines()
    return "\n".join(line for line in lines if line.endswith((".", "?")) and len(line.split()) > 5)


@EACH_AFTER
@pytest.mark.parametrize("strength", TOLD)
def test_letters_with_a_strength_stay_as_easy_to_read(letter_of, purpose, strength):
    assert grade_level(prose(letter_of("en", purpose, strengths=(strength,)))) <= 6
    assert reading_ease_spanish(prose(letter_of("es", purpose, strengths=(strength,)))) >= 70


@EACH_LANGUAGE
@EACH_AFTER
@pytest.mark.parametrize("paper", ["us-letter", "a4"])
def test_a_strength_never_makes_a_letter_a_sheet_thicker(
    letter_of, programme, language, purpose, paper
):
    settings = programme.letters.model_copy(update={"paper": paper})
    letter = letter_of(language, purpose, strengths=(LONGEST[language],))
    printed = print_letters([letter], title="Letters", settings=settings, as_of=AS_OF)
    assert printed.pages == 1
