"""The fields that a letter's text may name, and where each value comes from.

There is no field for a score, a band, a tier, an answer or a student_ref: what a letter must not
say, it cannot say.
"""

import datetime as dt
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from screening.errors import LetterError
from screening.letters.blocks import ltr
from screening.letters.names import ChildName
from screening.letters.words import Words
from screening.programme.school_days import add_school_days, last_school_day_before
from screening.programme.settings import Programme, School, Window
from screening.rendering import render_text

JOINERS = {"\u200c", "\u200d"}
"""Invisible marks that Persian and some Indian scripts need inside a word."""


@dataclass(frozen=True)
class Facts:
    """All that one letter may draw on."""

    programme: Programme
    school: School
    window: Window
    words: Words
    as_of: dt.date
    reference: str
    child: ChildName | None
    strengths: tuple[str, ...] = ()
    """Ids of the strengths that the answers show; empty tells nothing about a child."""


def plain_text(text: str) -> str:
    """Return `text` on one line, without control or direction marks.

    A value from outside cannot turn the reading order round, break a line or forge our own marks.
    """
    kept = (" " if mark.isspace() else mark for mark in text if not _is_hidden(mark))
    return " ".join("".join(kept).split())


def call_by(programme: Programme, as_of: dt.date) -> dt.date:
    """Return the day by which every family with an offer is called, whatever the tier."""
    days = programme.letters.reply_school_days
    return add_school_days(as_of, days, holidays=programme.days_off())


def opt_out_by(programme: Programme, window: Window) -> dt.date:
    """Return the last school day before the window opens."""
    return last_school_day_before(window.opens, holidays=programme.days_off())


def field_values(requires: Iterable[str], facts: Facts) -> dict[str, object]:
    """Return the values of the named fields, as templates see them, and `ltr`.

    Raises:
        LetterError: there is no such field, or its value is not known in the letter's language.
    """
    values: dict[str, object] = {"ltr": ltr}
    groups: dict[str, dict[str, str]] = {}
    for name in requires:
        if name not in FIELDS:
            raise LetterError(f"There is no field '{name}'. Fields: {', '.join(sorted(FIELDS))}.")
        group, _, part = name.partition(".")
        text = plain_text(FIELDS[name](facts))
        if part:
            groups.setdefault(group, {})[part] = text
        else:
            values[group] = text
    return values | groups


def _is_hidden(mark: str) -> bool:
    # Whitespace controls stay: they become spaces.
    return (
        unicodedata.category(mark) in {"Cc", "Cf", "Co", "Cs"}
        and mark not in JOINERS
        and not mark.isspace()
    )


def _child(facts: Facts) -> str:
    return facts.child.first_name if facts.child else facts.words.child.name


def _child_at_start(facts: Facts) -> str:
    return facts.child.first_name if facts.child else facts.words.child.at_start


def _strength(facts: Facts) -> str:
    """Return the strength that staff chose, else what the answers show; empty if neither."""
    chosen = facts.child.strength if facts.child else ""
    if chosen:
        return _strength_sentence(chosen, facts)
    if not facts.strengths:
        return ""
    child = {"name": plain_text(_child(facts)), "at_start": plain_text(_child_at_start(facts))}
    sentences = " ".join(_strength_sentence(each, facts) for each in facts.strengths)
    return f"{render_text(facts.words.strengths_seen, {'child': child})} {sentences}"


def _strength_sentence(strength: str, facts: Facts) -> str:
    sentence = facts.words.word("strengths", strength)
    return render_text(sentence, {"child": {"at_start": plain_text(_child_at_start(facts))}})


def _of_settings(text: str, facts: Facts) -> str:
    """Return a word of `programme.toml` in the letter's language."""
    settings = facts.programme.letters
    if facts.words.language == settings.languages[0]:
        return text
    translations = facts.words.settings | settings.translations.get(facts.words.language, {})
    if text not in translations:
        raise LetterError(
            f"programme.toml: '{text}' has no words in '{facts.words.language}'. Add them under "
            f"[letters.translations.{facts.words.language}]."
        )
    return translations[text]


def _day(day: dt.date, facts: Facts) -> str:
    return facts.words.day_in_words(day, country=facts.programme.country)


FIELDS: Mapping[str, Callable[[Facts], str]] = {
    "call_by": lambda facts: _day(call_by(facts.programme, facts.as_of), facts),
    "child.at_start": _child_at_start,
    "child.name": _child,
    "contact.name": lambda facts: facts.school.contact.name,
    "contact.phone": lambda facts: facts.school.contact.phone,
    "contact.role": lambda facts: _of_settings(facts.school.contact.role, facts),
    "interpreter_phone": lambda facts: facts.programme.letters.interpreter_phone,
    "opt_out_by": lambda facts: _day(opt_out_by(facts.programme, facts.window), facts),
    "reference": lambda facts: facts.reference,
    "school.address": lambda facts: ", ".join(facts.school.address),
    "school.name": lambda facts: facts.school.name,
    "school.phone": lambda facts: facts.school.phone,
    "strength": _strength,
    "survey_name": lambda facts: _of_settings(facts.programme.letters.survey_name, facts),
    "window.closes": lambda facts: _day(facts.window.closes, facts),
    "window.opens": lambda facts: _day(facts.window.opens, facts),
    "window.title": lambda facts: _of_settings(facts.window.title, facts),
}
"""Field → its value for one letter."""
