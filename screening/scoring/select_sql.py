"""The text of a SELECT: columns under each other, steps under each other, comments above them."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

INDENT = "    "
WIDTH = 64
"""Longest expression or comment on one line; indented, a line stays under the lint's 100."""


@dataclass(frozen=True)
class Column:
    """One column of a SELECT.

    Attributes:
        sql: what it holds; a plain name where the column is only passed on.
        name: its name where `sql` is more than a name.
        comment: what stands above it: the rule and its source.
    """

    sql: str
    name: str | None = None
    comment: str | None = None


@dataclass(frozen=True)
class Step:
    """One named step of a statement: a SELECT that reads the step before it."""

    name: str
    comment: str
    columns: tuple[Column, ...]


def statement(heading: str, steps: Sequence[Step], *, source: str) -> str:
    """Return one statement: every step but the last in a WITH, each reading the one before."""
    parts = []
    for step in steps[:-1]:
        body = f"{comment(step.comment)}\n{select(step.columns, source=source)}"
        parts.append(f"{step.name} as (\n{indented(body)}\n)")
        source = step.name
    last = select(steps[-1].columns, source=source)
    return f"{heading}\nwith " + ",\n\n".join(parts) + f"\n\n{comment(steps[-1].comment)}\n{last}\n"


def select(columns: Iterable[Column], *, source: str) -> str:
    """Return a SELECT of these columns."""
    return (
        "select\n"
        + indented(",\n".join(_column(column) for column in columns))
        + f"\nfrom {source}"
    )


def _column(column: Column) -> str:
    text = column.sql if column.name is None else f"{column.sql} as {column.name}"
    return text if column.comment is None else f"{comment(column.comment)}\n{text}"


def comment(text: str) -> str:
    """Return text as comment lines, whatever line ends it holds."""
    return "\n".join(f"-- {line}" for line in textwrap.wrap(" ".join(text.split()), WIDTH))


def added(terms: Sequence[str]) -> str:
    """Return a sum: on one line where it fits, else one term a line."""
    line = " + ".join(terms)
    return line if len(line) <= WIDTH else "\n+ ".join(terms)


def indented(text: str) -> str:
    """Return every line one step further in; empty lines stay empty."""
    return "\n".join(INDENT + line if line else line for line in text.split("\n"))


def cases(branches: Iterable[tuple[str, str]], *, otherwise: str | None = None) -> str:
    """Return a CASE over (condition, value); `otherwise` where none holds, else null."""
    lines = [_branch(condition, value) for condition, value in branches]
    lines += [] if otherwise is None else [f"else {otherwise}"]
    return "case\n" + indented("\n".join(lines)) + "\nend"


def _branch(condition: str, value: str) -> str:
    line = f"when {condition} then {value}"
    if len(line) <= WIDTH and "\n" not in value:
        return line
    return f"when {condition}\n" + indented(f"then {value}")
