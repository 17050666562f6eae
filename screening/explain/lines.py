"""Plain text that reads well at 80 columns: sections, paragraphs, entries under each other."""

import textwrap
from collections.abc import Iterable

WIDTH = 80
STEP = 2
"""Blanks that a level stands further in."""


def told(text: str, *, level: int = 1) -> list[str]:
    """Return text as lines of at most 80 characters; following lines stand one level further in."""
    first, rest = " " * (STEP * level), " " * (STEP * (level + 1))
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
    )


def section(title: str, lines: Iterable[str]) -> list[str]:
    """Return a titled section with an empty line before it; nothing where it has no lines."""
    body = list(lines)
    return ["", title.upper(), *body] if body else []


def entry(name: str, text: str, *, width: int, level: int = 2) -> list[str]:
    """Return a name and what belongs to it, texts of several entries under each other."""
    start = " " * (STEP * level) + name.ljust(width) + "  "
    return textwrap.wrap(
        text,
        WIDTH,
        initial_indent=start,
        subsequent_indent=" " * len(start),
        break_on_hyphens=False,
    )
