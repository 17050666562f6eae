"""From letters due to letters built: in which language, held or blocked, or ready to print."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from screening.errors import LetterError
from screening.letters.fields import Facts, opt_out_by
from screening.letters.letter import Letter, build_letter, letter_ref
from screening.letters.manifest import ManifestRow
from screening.letters.names import ChildName
from screening.letters.template import Purpose, has_letter, template_for
from screening.letters.words import words_of
from screening.programme.settings import Contact, Programme, School, Window
from screening.supports.help_lines import lines_to_print


@dataclass(frozen=True)
class LetterDue:
    """A family that should hear from the school.

    There is no tier here: families of tiers 2 and 3 get the same words and the same date. The
    strengths are the same whatever the tier and the purpose.

    Attributes:
        student_ref: whose family.
        school_id: whose letterhead.
        purpose: which letter.
        home_language: ISO code, as on the roster.
        held: why a person acts first, as `staff_first`; None = nothing holds the letter.
        strengths: ids of the strengths that the letter tells; most letters have none.
    """

    student_ref: str
    school_id: str
    purpose: Purpose
    home_language: str
    held: str | None = None
    strengths: tuple[str, ...] = ()


@dataclass(frozen=True)
class Mailing:
    """What all letters of one run share.

    Attributes:
        programme: settings.
        window: the screening window that the letters are about.
        as_of: date printed on the letters, and from which promised days are counted.
        today: date on which contacts and help lines must be valid.
        names: the school's key, or empty.
    """

    programme: Programme
    window: Window
    as_of: dt.date
    today: dt.date
    names: Mapping[str, ChildName]

    def reference(self, due: LetterDue) -> str:
        """Return the reference of a letter."""
        return letter_ref(
            programme_id=self.programme.id,
            window_id=self.window.id,
            purpose=due.purpose,
            student_ref=due.student_ref,
        )


def language_for(due: LetterDue, *, mailing: Mailing) -> str:
    """Return the home language if the programme sends this letter in it, else the first one."""
    languages = mailing.programme.letters.languages
    wanted = _without_region(due.home_language)
    if wanted in languages and has_letter(wanted, due.purpose):
        return wanted
    return languages[0]


def blocked_because(due: LetterDue, *, mailing: Mailing) -> str | None:
    """Return the code of what is missing for this letter, or None."""
    programme, window = mailing.programme, mailing.window
    if due.school_id not in {school.id for school in programme.school}:
        return "school_not_known"
    if due.purpose == "notice":
        last_day = window.opens - dt.timedelta(days=programme.letters.notice_days)
        if mailing.as_of > last_day or opt_out_by(programme, window) < mailing.as_of:
            return "too_late_for_notice"
    return None


def build_due(due: LetterDue, *, mailing: Mailing) -> Letter:
    """Return the letter of one family.

    Raises:
        LetterError: the school's contact or a help line is past its date, or a word is missing.
    """
    programme = mailing.programme
    school = programme.school_by_id(due.school_id)
    check_contact(school, today=mailing.today)
    language = language_for(due, mailing=mailing)
    facts = Facts(
        programme=programme,
        school=school,
        window=mailing.window,
        words=words_of(language),
        as_of=mailing.as_of,
        reference=mailing.reference(due),
        child=mailing.names.get(due.student_ref),
        strengths=due.strengths,
    )
    return build_letter(
        template_for(language, due.purpose),
        facts,
        help_lines=lines_to_print(
            programme.letters.help_line, country=programme.country, today=mailing.today
        ),
        with_interpreter_lines=not speaks(language, home_language=due.home_language),
    )


def speaks(language: str, *, home_language: str) -> bool:
    """Return whether a letter's language is the family's own, whatever the region."""
    return _without_region(home_language) == language


def _without_region(language: str) -> str:
    return language.lower().split("-")[0]


def check_contact(school: School, *, today: dt.date) -> None:
    """Refuse a contact past its date."""
    contact: Contact = school.contact
    if contact.valid_until < today:
        raise LetterError(
            f"programme.toml: the contact of school '{school.id}' could be printed until "
            f"{contact.valid_until} only. Ask the school who families should call, then set "
            "name, phone and valid_until anew."
        )


def unmade_row(due: LetterDue, *, mailing: Mailing) -> ManifestRow | None:
    """Return the manifest row of a letter that must not be made, or None if it may."""
    reason = due.held or blocked_because(due, mailing=mailing)
    if reason is None:
        return None
    return ManifestRow(
        letter_ref=mailing.reference(due),
        student_ref=due.student_ref,
        purpose=due.purpose,
        language="",
        language_wanted=due.home_language,
        template_version="",
        status="held" if due.held else "blocked",
        reason=reason,
        pages=0,
        pdf_sha256="",
    )
