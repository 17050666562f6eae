from pathlib import Path

import pytest

from screening.definition import load_definition
from screening.errors import DefinitionError, LetterError
from screening.letters.fields import FIELDS
from screening.letters.letter import FRAME_FIELDS
from screening.letters.template import (
    PURPOSES,
    has_letter,
    read_template,
    template_for,
    unsigned_templates,
)
from screening.letters.words import LETTERS, Words, shipped_languages, words_of

FRONT = """+++
purpose = "notice"
audience = "all"
language = "en"
subject = "Hello"
version = "1.0.0"
requires = []
+++

Text.
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "notice.md"
    path.write_text(text, encoding="utf-8")
    return path


def test_front_matter_and_text_are_read(tmp_path):
    template = read_template(write(tmp_path, FRONT))
    assert template.front.subject == "Hello"
    assert template.front.slip is None
    assert [block.kind for block in template.blocks] == ["paragraph"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"notice"', '"reminder"', "purpose: Input should be 'notice', 'all_families' or"),
        ('version = "1.0.0"\n', "", "version: is missing"),
        ("audience", "audiance", "audiance: is not a known key"),
        ("+++\n\nText", "\n\nText", "needs a '\\+\\+\\+' line on both sides"),
        ("requires = []", "requires = [", "Invalid|Unclosed|array"),
        ("Text.", "> Text.", "'blockquote' is not part of a letter"),
    ],
)
def test_a_faulty_template_is_refused_with_its_name(tmp_path, old, new, message):
    assert old in FRONT
    with pytest.raises(LetterError, match=message) as refusal:
        read_template(write(tmp_path, FRONT.replace(old, new)))
    assert "notice.md" in str(refusal.value)


def test_text_before_the_front_matter_is_refused(tmp_path):
    with pytest.raises(LetterError, match="the first line must be"):
        read_template(write(tmp_path, "Draft\n" + FRONT))


def test_an_absent_template_is_a_letter_error(tmp_path):
    with pytest.raises(LetterError, match="there is no such letter"):
        read_template(tmp_path / "notice.md")


@pytest.mark.parametrize("language", shipped_languages())
@pytest.mark.parametrize("purpose", PURPOSES)
def test_a_template_uses_every_field_it_requires_and_no_other(language, purpose):
    text = (LETTERS / language / f"{purpose}.md").read_text(encoding="utf-8").split("+++\n")[2]
    required = set(template_for(language, purpose).front.requires)
    used = {name for name in FIELDS if f"{{{{ {name} }}}}" in text or f"ltr({name})" in text}
    assert used == required


@pytest.mark.parametrize("purpose", PURPOSES)
def test_all_languages_require_the_same_fields_slip_and_version(purpose):
    fronts = [template_for(language, purpose).front for language in shipped_languages()]
    # Only some languages begin a sentence with the child.
    fields = {frozenset(front.requires) - {"child.at_start"} for front in fronts}
    assert len(fields) == 1
    assert len({(front.slip, front.version) for front in fronts}) == 1


def test_the_words_around_the_body_use_known_fields():
    assert set(FRAME_FIELDS) <= set(FIELDS)


def test_a_template_in_the_wrong_folder_is_refused(monkeypatch, tmp_path):
    (tmp_path / "es").mkdir()
    (tmp_path / "es" / "notice.md").write_text(FRONT, encoding="utf-8")
    monkeypatch.setattr("screening.letters.template.LETTERS", tmp_path)
    with pytest.raises(LetterError, match="names another language or purpose"):
        template_for.__wrapped__("es", "notice")


def test_shipped_letters_are_known_by_language_and_purpose():
    assert has_letter("es", "notice")
    assert not has_letter("xx", "notice")


def test_letters_nobody_signed_off_are_listed():
    unsigned = unsigned_templates(("en", "xx"))
    assert set(unsigned) == {
        f"en/{purpose}" for purpose in PURPOSES if not template_for("en", purpose).front.approved_by
    }


def test_a_missing_word_is_an_error_and_not_another_languages_word(tmp_path):
    shipped = (LETTERS / "es" / "words.toml").read_text(encoding="utf-8")
    path = tmp_path / "words.toml"
    path.write_text(
        "\n".join(line for line in shipped.splitlines() if not line.startswith("greeting")),
        encoding="utf-8",
    )
    with pytest.raises(DefinitionError, match="greeting: is missing"):
        load_definition(path, Words)


def test_a_missing_entry_of_a_table_names_file_table_and_key():
    with pytest.raises(LetterError, match=r"letters/es/words\.toml: \[hours\] has no 'weekdays'"):
        words_of("es").word("hours", "weekdays")


def test_a_language_that_is_not_shipped_is_refused():
    with pytest.raises(LetterError, match=r"no letters in 'xx'\. Shipped: en, es\."):
        words_of("xx")
