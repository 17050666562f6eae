"""Pieces of a TOML text: strings, lists, the address of a column."""

import json
from collections.abc import Iterable

from screening.intake.text_table import TextTable
from screening.intake.values import folded

DELETE = "\x7f"
"""The one control character that JSON writes bare and TOML does not allow."""


def quoted(text: str) -> str:
    """Return a text as a TOML string on one line, with nothing in it that cannot be printed."""
    bare = json.dumps(text, ensure_ascii=False)
    return "".join(rf"\U{ord(c):08x}" if _is_unprintable(c) else c for c in bare)


def _is_unprintable(character: str) -> bool:
    return character == DELETE or not (character.isprintable() or character == " ")


def listed(texts: Iterable[str]) -> str:
    """Return texts as a TOML list on one line."""
    return f"[{', '.join(map(quoted, texts))}]"


def address(table: TextTable, position: int) -> str:
    """Return how a layout names one column: by its name, and by more where that is not enough."""
    column = table.columns[position]
    name = folded(column.name)
    if len(table.places(name)) == 1:
        return quoted(name)
    text = folded(column.text)
    if text and len(table.places(name, text=text)) == 1:
        return f"{{ name = {quoted(name)}, text = {quoted(text)} }}"
    return f"{{ name = {quoted(name)}, occurrence = {column.occurrence} }}"
