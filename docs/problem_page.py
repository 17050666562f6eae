"""Writes docs/problems.md: every problem code, from the catalogue. Run by `make docs`."""
# ruff: noqa: INP001 (a script)

from itertools import groupby
from pathlib import Path

from screening.instruments.page_text import bullets, heading, lines_of
from screening.problem import ProblemKind, Severity, catalogue

PAGE = Path(__file__).resolve().parent / "problems.md"
ABOUT = {
    "F": "The file itself",
    "R": "Which tool and which layout",
    "M": "What the columns mean",
    "P": "Personal data",
    "V": "Answers",
    "I": "Who answered",
    "T": "When it was answered",
    "D": "The same student twice",
    "N": "The roster and nominations",
    "C": "Corrections in returned workbooks",
}
"""First letter of a code → what such problems are about, in the order of the work."""
HAPPENS = {
    Severity.CRITICAL: "The file is refused.",
    Severity.RECORD: "The row is set aside.",
    Severity.ADVISORY: "A note; nothing is left out because of it.",
}
INTRODUCTION = """# Problems, and how to mend them

Every code that `screening check`, `screening run` and problems.xlsx name. A code keeps its meaning
and is never used again for another one. No problem shows what stood in a cell.

- **The file is refused**: none of its rows is used; a refused roster stops the run.
- **The row is set aside**: it is not used until it is mended.
- **A note**: nothing is lost; somebody should know.

Critical items of refused exports and of rows set aside are read all the same. Rows that are
nobody's fault, such as previews and empty forms, are left out without a problem.

This page is made from `screening/problem_catalogue.toml`."""


def page() -> str:
    """Return the page's text."""
    kinds = sorted(
        catalogue().values(), key=lambda kind: (list(ABOUT).index(kind.code[0]), kind.code)
    )
    groups = {letter: list(group) for letter, group in groupby(kinds, lambda kind: kind.code[0])}
    contents = bullets(
        f"[{letter}](#{_anchor(letter)}): {ABOUT[letter].lower()}, {len(group)} codes"
        for letter, group in groups.items()
    )
    parts = [_group(letter, group) for letter, group in groups.items()]
    return f"{lines_of((INTRODUCTION, contents, *parts))}\n"


def _title(letter: str) -> str:
    return f"{letter}: {ABOUT[letter].lower()}"


def _anchor(letter: str) -> str:
    """Return the heading's address as renderers of Markdown make it."""
    return _title(letter).lower().replace(":", "").replace(" ", "-")


def _group(letter: str, kinds: list[ProblemKind]) -> str:
    return lines_of((heading(_title(letter)), *map(_entry, kinds)))


def _entry(kind: ProblemKind) -> str:
    return lines_of(
        (
            f"### {kind.code}",
            f"**{kind.what}** {HAPPENS[kind.severity]}",
            bullets((f"Why: {kind.why}", f"How to mend it: {kind.mend}")),
        )
    )


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
