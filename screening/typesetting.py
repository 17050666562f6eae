"""The one place that lays out paper: tagged PDF (PDF/UA-1) by Typst, from `templates/`."""

import datetime as dt
import json
import re
import threading
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

import typst

FONTS = ("Noto Sans", "Libertinus Serif")
"""Best first; the last one travels inside Typst, so that papers work on a bare machine."""
STANDARD: Final = "ua-1"
_HIDDEN_GLYPH = re.compile(r"the text `?\"(?P<text>.*?)\"`? could not be displayed")
_ESCAPE = re.compile(r"\\u\{([0-9a-f]+)\}")
_press = threading.local()


class TypesettingError(Exception):
    """Typst refused or warned.

    Attributes:
        message: what it said; where characters are hidden, it quotes the text.
        hidden: characters that no font found here shows.
    """

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
        found = _HIDDEN_GLYPH.search(message)
        self.hidden = _characters(found["text"]) if found else ()


@cache
def fonts_found() -> tuple[str, ...]:
    """Return which of the papers' fonts this machine has, best first."""
    families = set(_fonts().families())
    return tuple(font for font in FONTS if font in families)


def typeset(layout: Path, *, inputs: Mapping[str, Any], as_of: dt.date) -> bytes:
    """Return a PDF; the same inputs give the same bytes, since the file is dated `as_of`.

    Args:
        layout: a `.typ` file; it may read files of its own folder and nothing else.
        inputs: name → content, handed over as JSON in `sys.inputs`.
        as_of: the only date in the file.

    Raises:
        TypesettingError: Typst refuses or warns, as when no font has a character.
    """
    try:
        content, warnings = _compiler(layout).compile_with_warnings(
            format="pdf",
            sys_inputs={name: json.dumps(each, default=vars) for name, each in inputs.items()},
            pdf_standards=STANDARD,
            timestamp=dt.datetime.combine(as_of, dt.time(), tzinfo=dt.UTC),
        )
    except typst.TypstError as fault:
        raise TypesettingError(str(fault)) from None
    if warnings or not isinstance(content, bytes):
        raise TypesettingError("; ".join(warning.message for warning in warnings))
    return content


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts()


def _compiler(layout: Path) -> typst.Compiler:
    """Return this thread's compiler of a layout; making one costs more than a letter."""
    compilers: dict[Path, typst.Compiler] = _press.__dict__.setdefault("compilers", {})
    if layout not in compilers:
        compilers[layout] = typst.Compiler(
            str(layout), root=str(layout.parent), font_paths=_fonts()
        )
    return compilers[layout]


def _characters(shown: str) -> tuple[str, ...]:
    """Return the characters that Typst quotes, some of them by their number."""
    escapes = _ESCAPE.findall(shown)
    return tuple(chr(int(code, 16)) for code in escapes) or tuple(shown)
