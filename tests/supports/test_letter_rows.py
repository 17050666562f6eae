"""What nobody is offered cannot reach a family's letter."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.definition import build_definition
from screening.errors import DefinitionError, LetterError
from screening.letters.template import (
    PURPOSES,
    FrontMatter,
    letter_rows,
    read_template,
    template_for,
    told_but_switched_off,
)
from screening.letters.words import LETTERS, shipped_languages
from screening.supports.catalogue import load_catalogue
from screening.supports.local_supports import LocalSupports

SHIPPED = load_catalogue()
FRONT = {
    "purpose": "all_families",
    "audience": "every family",
    "language": "en",
    "subject": "Caring",
    "version": "1.0.0",
    "requires": ["school.name"],
}
LETTERS_SENT = [(language, purpose) for language in shipped_languages() for purpose in PURPOSES]


@given(st.sampled_from([row.id for row in SHIPPED.rows]))
def test_a_letter_may_tell_a_row_exactly_when_the_catalogue_lets_it(row_id):
    row = next((row for row in SHIPPED.support if row.id == row_id), None)
    if row is not None and "letter" in row.appears:
        assert row.suggest != "never"
        assert row.evidence.level in {"strong", "moderate", "limited", "mixed"}
        assert build_definition(FRONT | {"tells": [row_id]}, FrontMatter, where="x").tells
    else:
        with pytest.raises(DefinitionError, match=f"'{row_id}' may not stand in a letter"):
            build_definition(FRONT | {"tells": [row_id]}, FrontMatter, where="x")


def test_a_letter_that_tells_what_is_never_suggested_is_not_made(tmp_path):
    text = (LETTERS / "en" / "all_families.md").read_text(encoding="utf-8")
    path = tmp_path / "all_families.md"
    path.write_text(text.replace('"sleep-support"', '"gratitude"'), encoding="utf-8")
    with pytest.raises(LetterError, match="'gratitude' may not stand in a letter"):
        read_template(path)


@pytest.mark.parametrize(("language", "purpose"), LETTERS_SENT)
def test_every_thing_to_do_in_a_shipped_letter_has_a_row(language, purpose):
    template = template_for(language, purpose)
    text = (LETTERS / language / f"{purpose}.md").read_text(encoding="utf-8")
    tips = re.findall(r"^- \*\*", text, re.MULTILINE)
    assert len(template.front.tells) >= len(tips)
    assert set(template.front.tells) <= letter_rows()


@pytest.mark.parametrize("purpose", PURPOSES)
def test_all_languages_tell_the_same_rows(purpose):
    told = {template_for(language, purpose).front.tells for language in shipped_languages()}
    assert len(told) == 1


NAMES = {
    "en": ("mindful", "meditat", "gratitude", "thankful", "journal", "medication", "therapy"),
    "es": ("atención plena", "mindful", "medita", "gratitud", "diario", "medicación", "terapia"),
}


@pytest.mark.parametrize(("language", "purpose"), LETTERS_SENT)
def test_no_letter_names_a_therapy_or_what_nobody_is_offered(language, purpose):
    text = (LETTERS / language / f"{purpose}.md").read_text(encoding="utf-8").casefold()
    body = text.split("+++")[2]
    assert not [name for name in NAMES[language] if name in body]


def test_every_language_has_its_names_of_what_nobody_is_offered():
    assert set(NAMES) == set(shipped_languages())


@pytest.mark.parametrize("row_id", ["sleep-support", "regular-check-in", "art-therapy"])
def test_a_row_that_a_district_switches_off_is_found_where_letters_speak_of_it(row_id):
    change = {"id": row_id, "suggest": "never", "reason": "None here.", "owner": "Office"}
    own = build_definition({"change": [change]}, LocalSupports, where="own").laid_over(SHIPPED)
    told = told_but_switched_off(shipped_languages(), catalogue=own)
    assert told == (() if row_id == "art-therapy" else (row_id,))
    assert told_but_switched_off(shipped_languages(), catalogue=SHIPPED) == ()
