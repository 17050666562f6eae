"""Writes a run's letters: HTML and PDF each, a print run and a manifest per school."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from screening.errors import LetterError
from screening.letters.html_letter import render_html
from screening.letters.letter import Letter
from screening.letters.mailing import LetterDue, Mailing, build_due, speaks, unmade_row
from screening.letters.manifest import ManifestRow, manifest_text
from screening.letters.names import ChildName
from screening.letters.pdf_letter import print_letters
from screening.letters.template import template_for
from screening.outbox import make_folder, write_bytes, write_text
from screening.programme.settings import UNASSIGNED, Programme, Window

PRESSES = 2
"""Letters laid out at once; Typst itself already uses the other processors."""


@dataclass(frozen=True)
class LetterCounts:
    """What became of the letters due; the three counts add up to all of them.

    Attributes:
        made: letters written.
        held: letters that wait for a person.
        blocked: letters that lack something.
        by_purpose: purpose → letters made.
        by_language: language → letters made.
        without_own_language: home language → letters made in the programme's first language
            because there is none in this one.
        reasons: reason → letters held or blocked.
        unsigned: letters made from a text that nobody has signed off.
        without_name: letters made without a name although a key file was given.
    """

    made: int
    held: int
    blocked: int
    by_purpose: Mapping[str, int]
    by_language: Mapping[str, int]
    without_own_language: Mapping[str, int]
    reasons: Mapping[str, int]
    unsigned: int
    without_name: int


def write_letters(
    due: Sequence[LetterDue],
    *,
    programme: Programme,
    window: Window,
    as_of: dt.date,
    today: dt.date,
    to: Path,
    names: Mapping[str, ChildName] | None = None,
    progress: Callable[[int], None] = lambda _done: None,
) -> LetterCounts:
    """Write `to/schools/<school_id>/letters/` for every school and return the counts.

    Args:
        due: one entry per family and purpose.
        programme: settings.
        window: the screening window that the letters are about.
        as_of: date printed on the letters.
        today: date on which contacts and help lines must be valid.
        to: the outbox under construction, or a folder of the school's own when `names` is given.
        names: student_ref → names, from `read_names`; names go into the files written and
            nowhere else.
        progress: called with 1 after each letter.

    Raises:
        LetterError: a contact or help line is past its date, a word is missing, a character has
            no glyph, or two letters share a reference.
    """
    mailing = Mailing(
        programme=programme,
        window=window,
        as_of=as_of,
        today=today,
        names=names or {},
    )
    _check_references(due, mailing)
    known = {school.id for school in programme.school}
    rows: list[ManifestRow] = []
    for school_id, of_school in groupby(
        sorted(due, key=lambda one: _order(one, known)), key=lambda one: _folder(one, known)
    ):
        folder = make_folder(to / "schools" / school_id / "letters")
        rows += _write_school(list(of_school), mailing=mailing, folder=folder, progress=progress)
    return _counts(rows, mailing)


def _folder(due: LetterDue, known: set[str]) -> str:
    # A school_id from a roster is no folder name until the settings have named it.
    return due.school_id if due.school_id in known else UNASSIGNED


def _order(due: LetterDue, known: set[str]) -> tuple[str, str, str]:
    return (_folder(due, known), due.student_ref, due.purpose)


def _check_references(due: Sequence[LetterDue], mailing: Mailing) -> None:
    """Refuse two letters with one reference: one would replace the other."""
    counts = Counter(mailing.reference(one) for one in due)
    twice = sorted(reference for reference, count in counts.items() if count > 1)
    if twice:
        raise LetterError(
            f"letter {twice[0]}: a family is due the same letter twice. Nothing was written; "
            "each student_ref may stand once per purpose."
        )


def _write_school(
    due: Sequence[LetterDue], *, mailing: Mailing, folder: Path, progress: Callable[[int], None]
) -> list[ManifestRow]:
    """Write one school's letters, print run and manifest; return the manifest's rows."""
    unmade = {one: unmade_row(one, mailing=mailing) for one in due}
    to_make = [one for one in due if unmade[one] is None]
    letters = [build_due(one, mailing=mailing) for one in to_make]
    rows = [row for row in unmade.values() if row is not None]
    with ThreadPoolExecutor(PRESSES) as presses:
        print_run = presses.submit(_print_run, letters, mailing, school_id=due[0].school_id)
        prints = presses.map(lambda letter: _write_letter(letter, mailing, folder), letters)
        for one, letter, (pages, sha256) in zip(to_make, letters, prints, strict=True):
            rows.append(_made_row(one, letter, pages=pages, sha256=sha256))
            progress(1)
        if content := print_run.result():
            write_bytes(folder / "all.pdf", content)
    write_text(folder / "manifest.csv", manifest_text(rows))
    return rows


def _print_run(letters: Sequence[Letter], mailing: Mailing, *, school_id: str) -> bytes:
    """Return one PDF of a school's letters; nothing if there are none."""
    if not letters:
        return b""
    title = mailing.programme.school_by_id(school_id).name
    settings = mailing.programme.letters
    return print_letters(letters, title=title, settings=settings, as_of=mailing.as_of).content


def _write_letter(letter: Letter, mailing: Mailing, folder: Path) -> tuple[int, str]:
    """Write one letter both ways; return its pages and the PDF's SHA-256."""
    settings = mailing.programme.letters
    html = render_html(letter, text_size_pt=settings.text_size_pt)
    pdf = print_letters([letter], title=letter.title, settings=settings, as_of=mailing.as_of)
    write_text(folder / f"{letter.reference}.html", html)
    write_bytes(folder / f"{letter.reference}.pdf", pdf.content)
    return pdf.pages, hashlib.sha256(pdf.content).hexdigest()


def _made_row(due: LetterDue, letter: Letter, *, pages: int, sha256: str) -> ManifestRow:
    front = template_for(letter.language, due.purpose).front
    return ManifestRow(
        letter_ref=letter.reference,
        student_ref=due.student_ref,
        purpose=due.purpose,
        language=letter.language,
        language_wanted=due.home_language,
        template_version=front.version if front.approved_by else f"{front.version} unsigned",
        status="made",
        reason="",
        pages=pages,
        pdf_sha256=sha256,
    )


def _counts(rows: Sequence[ManifestRow], mailing: Mailing) -> LetterCounts:
    made = [row for row in rows if row.status == "made"]
    status = Counter(row.status for row in rows)
    return LetterCounts(
        made=status["made"],
        held=status["held"],
        blocked=status["blocked"],
        by_purpose=_tally(row.purpose for row in made),
        by_language=_tally(row.language for row in made),
        without_own_language=_tally(
            row.language_wanted
            for row in made
            if not speaks(row.language, home_language=row.language_wanted)
        ),
        reasons=_tally(row.reason for row in rows if row.reason),
        unsigned=sum(row.template_version.endswith("unsigned") for row in made),
        without_name=sum(row.student_ref not in mailing.names for row in made)
        if mailing.names
        else 0,
    )


def _tally(words: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(words).items()))
