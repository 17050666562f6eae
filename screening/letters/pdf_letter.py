"""Letters as tagged PDF (PDF/UA-1), laid out by Typst from `templates/letters/layout.typ`."""

import datetime as dt
import json
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final

import typst

from screening.errors import LetterError
from screening.letters.letter import Letter
from screening.letters.words import LETTERS
from screening.programme.settings import LetterSettings

FONTS = ("Noto Sans", "Libertinus Serif")
"""Best first; the last one travels inside Typst, so that letters work on a bare machine."""
STANDARD: Final = "ua-1"
_HIDDEN_GLYPH = re.compile(r"the text `?\"(?P<text>.*?)\"`? could not be displayed")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_PAGES = re.compile(rb"/Type/Pages/Count (\d+)")
_press = threading.local()


@dataclass(frozen=True)
class Print:
    """A PDF and what it holds."""

    content: bytes
    pages: int


@cache
def fonts_found() -> tuple[str, ...]:
    """Return which of the letters' fonts this machine has, best first."""
    families = set(_fonts().families())
    return tuple(font for font in FONTS if font in families)


def print_letters(
    letters: Sequence[Letter], *, title: str, settings: LetterSettings, as_of: dt.date
) -> Print:
    """Return one PDF of the letters, each starting on a page of its own.

    The same letters give the same bytes: the file is dated `as_of`.

    Raises:
        LetterError: Typst refuses or warns, as when no font has a character; the message holds
            the letter's reference and never its text.
    """
    inputs = {
        "letters": json.dumps(list(letters), default=vars),
        "look": json.dumps(
            {
                "title": title,
                "paper": settings.paper,
                "size": settings.text_size_pt,
                "sides": settings.sides,
                "fonts": fonts_found(),
            }
        ),
    }
    try:
        content, warnings = _compiler().compile_with_warnings(
            format="pdf",
            sys_inputs=inputs,
            pdf_standards=STANDARD,
            timestamp=dt.datetime.combine(as_of, dt.time(), tzinfo=dt.UTC),
        )
    except typst.TypstError as fault:
        raise _refused(letters, str(fault)) from None
    if warnings or not isinstance(content, bytes):
        raise _refused(letters, "; ".join(warning.message for warning in warnings))
    return Print(content=content, pages=_page_count(content))


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()


def _compiler() -> typst.Compiler:
    """Return this thread's compiler; making one costs more than a letter."""
    if not hasattr(_press, "compiler"):
        _press.compiler = typst.Compiler(
            str(LETTERS / "layout.typ"), root=str(LETTERS), font_paths=_fonts()
        )
    compiler: typst.Compiler = _press.compiler
    return compiler


def _page_count(content: bytes) -> int:
    """Return the number of pages; streams are compressed, so no text can look like this."""
    counts = _PAGES.findall(content)
    if len(counts) != 1:
        raise LetterError("The PDF does not say how many pages it has; is Typst a new version?")
    return int(counts[0])


def _refused(letters: Sequence[Letter], message: str) -> LetterError:
    which = f"letter {letters[0].reference}" if len(letters) == 1 else "a print run"
    hidden = _HIDDEN_GLYPH.search(message)
    if hidden is None:
        return LetterError(f"{which}: {message}. No letter was made from it.")
    points = ", ".join(f"U+{point:04X}" for point in _code_points(hidden["text"]))
    return LetterError(
        f"{which}: no font found here shows {points}. Install the Noto fonts "
        "(apt-get install fonts-noto-core fonts-noto-cjk), or take the character out."
    )


def _code_points(shown: str) -> list[int]:
    """Return the characters that Typst quotes, some of them by their number."""
    escapes = _ESCAPE.findall(shown)
    return [int(code, 16) for code in escapes] or [ord(mark) for mark in shown]
