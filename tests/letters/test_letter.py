"""What shipped letters say: golden texts, wording rules and reading level."""

import os
import re
from dataclasses import fields
from pathlib import Path

import pytest
from page_text import text_of_html
from readability import (
    english_syllables,
    grade_level,
    reading_ease_spanish,
    spanish_syllables,
)

from screening.errors import LetterError
from screening.letters.blocks import text_of
from screening.letters.html_letter import render_html
from screening.letters.letter import ALPHABET, letter_ref
from screening.letters.names import ChildName
from screening.letters.template import PURPOSES
from screening.letters.words import shipped_languages, words_of
from screening.supports.help_lines import shipped_help_lines

GOLDEN = Path(__file__).with_name("golden")
LETTERS = [(language, purpose) for language in shipped_languages() for purpose in PURPOSES]
EACH_LETTER = pytest.mark.parametrize(("language", "purpose"), LETTERS)

BANNED = {
    "en": (
        "risk|elevated|abnormal|fail|failed|positive|clinical|disorder|symptom|diagnos|problem|"
        "must|non-compliant|refuse|score|tier|percentile|cut-?off|band|screen|depress|anxi|suicid|"
        "referral|intervention|he|she|his|her|free|guarantee|item"
    ),
    "es": (
        "riesgo|elevad|anormal|reprob|fall[oó]|positiv|clínic|trastorno|síntoma|diagnóstic|"
        "problema|debe|incumpl|puntaje|puntuación|nivel|percentil|corte|tamiz|depres|ansiedad|"
        "suicid|remisión|intervención|gratis|gratuit|garantiz|tú|tu|tus"
    ),
}
WHOLE_WORDS = {"he", "she", "his", "her", "free", "fail", "tu", "tú", "tus", "band", "item"}


def banned_words(text, language):
    found = []
    for pattern in BANNED[language].split("|"):
        end = r"\b" if pattern in WHOLE_WORDS else ""
        found += re.findall(rf"\b{pattern}{end}\w*", text, re.IGNORECASE)
    return found


def text(letter):
    return text_of_html(render_html(letter, text_size_pt=12))


def prose(letter):
    """Return the sentences of a letter: letterhead, headings and slip would flatter its level."""
    lines = text(letter).splitlines()
    return "\n".join(line for line in lines if line.endswith((".", "?")) and len(line.split()) > 5)


@EACH_LETTER
def test_each_letter_reads_as_its_golden_text(letter_of, language, purpose):
    path = GOLDEN / f"{language}_{purpose}.txt"
    actual = text(letter_of(language, purpose))
    if os.environ.get("SCREENING_GOLDEN") == "write":
        path.write_text(actual, encoding="utf-8")
    assert actual == path.read_text(encoding="utf-8")


def test_every_golden_text_belongs_to_a_letter():
    expected = {f"{language}_{purpose}.txt" for language, purpose in LETTERS}
    assert {path.name for path in GOLDEN.iterdir()} == expected


def test_every_language_ships_every_purpose():
    assert set(LETTERS) >= {(code, purpose) for code in ("en", "es") for purpose in PURPOSES}


@EACH_LETTER
def test_no_banned_word_in_any_language(letter_of, language, purpose):
    assert banned_words(text(letter_of(language, purpose)), language) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "Sam is at risk."),
        ("en", "He failed."),
        ("es", "Un puntaje alto."),
        ("es", "Tu hija"),
    ],
)
def test_the_banned_words_are_found_where_they_stand(language, sentence):
    assert banned_words(sentence, language)


@EACH_LETTER
def test_no_student_reference_window_id_or_instrument_is_in_a_letter(letter_of, language, purpose):
    page = text(letter_of(language, purpose, student_ref="s-0001")).lower()
    for hidden in ("s-0001", "2027_spring", "lakeside_", "psc", "phq", "sdq"):
        assert hidden not in page


@EACH_LETTER
def test_each_letter_has_the_required_parts_in_order(letter_of, language, purpose):
    letter = letter_of(language, purpose)
    page = text(letter)
    parts = [
        "North Shore Middle School",
        "218-555-0100",
        letter.reference,
        "218-555-0199",
        f"# {letter.title}",
        "Dana Rivera",
        "218-555-0142",
        f"## {words_of(language).crisis.heading}",
        "911",
        "988",
        "741741",
        "1-800-662-4357",
    ]
    places = [page.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


@EACH_LETTER
def test_the_crisis_box_is_the_same_in_every_letter(letter_of, language, purpose):
    assert letter_of(language, purpose).crisis == letter_of(language, "all_families").crisis


@EACH_LETTER
def test_a_letter_speaks_of_your_child_without_a_key_and_by_name_with_one(
    letter_of, language, purpose
):
    words = words_of(language)
    named = letter_of(language, purpose, child=ChildName("Wren", "Jo Field", ("1 Elm St",)))
    body = "\n".join(text_of(line) for block in named.body for line in block.lines)
    assert "Wren" in body
    assert words.child.name.lower() not in body.lower()
    assert [text_of(line) for line in named.addressee] == ["Jo Field", "1 Elm St"]
    assert words.child.name in text(letter_of(language, purpose))


@pytest.mark.parametrize("language", shipped_languages())
@pytest.mark.parametrize("purpose", ["all_families", "support_offer"])
def test_a_chosen_strength_comes_early_and_no_strength_leaves_no_trace(
    letter_of, language, purpose
):
    without = letter_of(language, purpose, child=ChildName("Wren", "Jo Field"))
    with_one = letter_of(language, purpose, child=ChildName("Wren", "Jo Field", strength="kind"))
    added = [block for block in with_one.body if block not in without.body]
    assert [text_of(block.lines[0])[:4] for block in added] == ["Wren"]
    assert with_one.body.index(added[0]) == 1
    assert len(with_one.body) == len(without.body) + 1


def test_an_unknown_strength_is_refused_by_its_name(letter_of):
    with pytest.raises(LetterError, match=r"words\.toml: \[strengths\] has no 'brave'"):
        letter_of("en", "all_families", child=ChildName("Wren", "Jo Field", strength="brave"))


def test_the_promised_day_skips_the_holiday_and_is_the_same_for_every_family(letter_of):
    letters = [letter_of("en", "support_offer", student_ref=f"s-{n:04}") for n in range(3)]
    assert all("by Tuesday, March 30" in text(letter) for letter in letters)


@EACH_LETTER
def test_two_families_letters_differ_in_nothing_but_the_reference(letter_of, language, purpose):
    one = letter_of(language, purpose, student_ref="tier-2-student")
    other = letter_of(language, purpose, student_ref="tier-3-student")
    assert one.reference != other.reference
    assert text(one).replace(one.reference, "") == text(other).replace(other.reference, "")


@pytest.mark.parametrize("purpose", PURPOSES)
def test_english_letters_read_at_grade_6_or_below(letter_of, purpose):
    assert 0 < grade_level(prose(letter_of("en", purpose))) <= 6


@pytest.mark.parametrize("purpose", PURPOSES)
def test_spanish_letters_are_easy_or_fairly_easy(letter_of, purpose):
    assert 70 <= reading_ease_spanish(prose(letter_of("es", purpose))) <= 110


def test_jargon_reads_far_above_grade_6():
    jargon = (
        "Universal socioemotional screening identified elevated internalizing symptomatology "
        "necessitating consultation regarding individualized intervention opportunities."
    )
    assert grade_level(jargon) > 15


@pytest.mark.parametrize(
    ("word", "count"),
    [("school", 1), ("survey", 2), ("family", 3), ("like", 1), ("asked", 1), ("little", 2),
     ("wanted", 2), ("medicines", 3), ("you", 1), ("places", 2)],
)  # fmt: skip
def test_english_syllables(word, count):
    assert english_syllables(word) == count


@pytest.mark.parametrize(
    ("word", "count"),
    [("escuela", 3), ("día", 2), ("niño", 2), ("aquí", 2), ("ayuda", 3), ("respuestas", 3),
     ("muy", 1), ("siguiente", 3), ("y", 1)],
)  # fmt: skip
def test_spanish_syllables(word, count):
    assert spanish_syllables(word) == count


@pytest.mark.parametrize("language", shipped_languages())
def test_each_language_has_words_for_every_help_line(language):
    printed = {line.id for line in shipped_help_lines() if line.readers == "letters"}
    assert set(words_of(language).help_lines) == printed


def test_a_uk_letter_prints_uk_lines_and_british_dates(letter_of, programme):
    uk = programme.model_copy(update={"country": "UK"})
    page = text(letter_of("en", "support_offer", programme=uk))
    places = [page.find(number) for number in ("999", "116 123", "85258", "0800 1111", "111 ")]
    assert -1 not in places
    assert "Monday 15 March 2027" in page
    assert "988" not in page


def test_a_setting_without_words_in_spanish_is_an_error_that_says_where_to_add_them(
    letter_of, programme
):
    school = programme.school[0]
    contact = school.contact.model_copy(update={"role": "dean of students"})
    changed = programme.model_copy(
        update={"school": (school.model_copy(update={"contact": contact}),)}
    )
    assert "dean of students" in text(letter_of("en", "support_offer", programme=changed))
    with pytest.raises(LetterError, match=r"'dean of students'.*\[letters\.translations\.es\]"):
        letter_of("es", "support_offer", programme=changed)
    settings = changed.letters.model_copy(
        update={"translations": {"es": {"dean of students": "de la dirección estudiantil"}}}
    )
    mended = changed.model_copy(update={"letters": settings})
    assert "de la dirección estudiantil" in text(letter_of("es", "support_offer", programme=mended))


def test_a_family_without_a_letter_in_its_language_finds_the_other_languages_offer(letter_of):
    letter = letter_of("en", "all_families", with_interpreter_lines=True)
    assert [other.language for other in letter.interpreter] == ["es"]
    assert "Para recibir ayuda en español, llame al 218-555-0199." in text(letter)
    assert letter_of("en", "all_families").interpreter == ()


def test_a_reference_is_short_clear_and_changes_with_each_part_of_its_key():
    key = {"programme_id": "p", "window_id": "w", "purpose": "notice", "student_ref": "s"}
    reference = letter_ref(**key)
    assert re.fullmatch(f"[{ALPHABET}]{{10}}", reference)
    assert not set(ALPHABET) & set("0O1ILAEU")
    changed = {letter_ref(**(key | {part: "x"})) for part in key}
    assert len(changed | {reference}) == len(key) + 1
    assert letter_ref(**key) == reference


def test_references_do_not_collide_among_many_students():
    key = {"programme_id": "p", "window_id": "w", "purpose": "notice"}
    assert len({letter_ref(**key, student_ref=f"s-{n}") for n in range(50_000)}) == 50_000


def test_a_letter_has_no_part_for_a_tier_score_or_student(letter_of):
    names = {field.name for field in fields(letter_of("en", "notice"))}
    assert not {name for name in names if re.search("tier|score|band|student|answer", name)}
