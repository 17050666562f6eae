"""Letters as tagged PDF, laid out from `templates/letters/layout.typ`."""

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass

from screening.errors import LetterError
from screening.letters.letter import Letter
from screening.letters.words import LETTERS
from screening.programme.settings import LetterSettings
from screening.typesetting import TypesettingError, fonts_found, typeset

_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")


@dataclass(frozen=True)
class Print:
    """A PDF and what it holds."""

    content: bytes
    pages: int


def print_letters(
    letters: Sequence[Letter], *, title: str, settings: LetterSettings, as_of: dt.date
) -> Print:
    """Return one PDF of the letters, each starting on a page of its own.

    The same letters give the same bytes: the file is dated `as_of`.

    Raises:
        LetterError: Typst refuses or warns, as when no font has a character; the message holds
            the letter's reference and never its text.
    """
    look = {
        "title": title,
        "paper": settings.paper,
        "size": settings.text_size_pt,
        "sides": settings.sides,
        "fonts": fonts_found(),
    }
    try:
        content = typeset(
            LETTERS / "layout.typ", inputs={"letters": list(letters), "look": look}, as_of=as_of
        )
    except TypesettingError as fault:
        raise _refused(letters, fault) from None
    return Print(content=content, pages=_page_count(content))


def _page_count(content: bytes) -> int:
    """Return the number of pages; streams are compressed, so no text can look like this."""
    counts = _PAGES.findall(content)
    if len(counts) != 1:
        raise LetterError("The PDF does not say how many pages it has; is Typst a new version?")
    return int(counts[0])


def _refused(letters: Sequence[Letter], fault: TypesettingError) -> LetterError:
    which = f"letter {letters[0].reference}" if len(letters) == 1 else "a print run"
    if not fault.hidden:
        return LetterError(f"{which}: {fault.message}. No letter was made from it.")
    points = ", ".join(f"U+{ord(mark):04X}" for mark in fault.hidden)
    return LetterError(
        f"{which}: no font found here shows {points}. Install the Noto fonts "
        "(apt-get install fonts-noto-core fonts-noto-cjk), or take the character out."
    )
