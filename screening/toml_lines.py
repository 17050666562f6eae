"""On which line a key of a TOML text stands: the reader of the standard library does not say.

The text must be one that `tomllib` reads; so this is a walk over its marks, not a second reader.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

Key = tuple[str | int, ...]
"""Keys and places from the top, as `("subscale", 0, "items")`."""
TOKEN = re.compile(
    r'"""(?:[^\\]|\\.)*?"{3,5}'
    r"|'''.*?'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
    r"|\#[^\n]*"
    r"|\n"
    r"|[\[\]{}=,.]"
    r"|[^\s\[\]{}=,.\"'\#]+",
    re.DOTALL,
)
ENDS = frozenset({",", "]", "}", "\n", ""})
"""What ends a number, date or truth value."""


def lines_of(text: str) -> dict[Key, int]:
    """Return the line, counted from 1, on which each key, table and element of a list begins."""
    walk = _Walk(text)
    walk.whole_text()
    return walk.lines


def nearest(lines: dict[Key, int], key: Key) -> tuple[Key, int]:
    """Return the deepest place on the way to `key` that the text has, and its line.

    Parts that are not written, as the names of alternatives in a model, are passed over.
    """
    place: Key = ()
    for part in key:
        if (*place, part) in lines:
            place = (*place, part)
    return place, lines.get(place, 1)


@dataclass(frozen=True)
class _Token:
    text: str
    line: int

    @property
    def name(self) -> str:
        """The key that it writes, without its quotation marks."""
        return self.text[1:-1] if self.text[0] in "\"'" else self.text


class _Walk:
    """A walk over the tokens; `lines` grows as it goes."""

    def __init__(self, text: str) -> None:
        self.lines: dict[Key, int] = {}
        self._tokens = list(_tokens(text))
        self._at = 0
        self._counts: dict[Key, int] = {}

    def whole_text(self) -> None:
        """Note every line."""
        table: Key = ()
        while self._next.text:
            if self._next.text == "\n":
                self._take()
            elif self._next.text == "[":
                table = self._header()
            else:
                self._entry(table)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        self._at += 1
        return self._tokens[self._at - 1]

    def _note(self, key: Key, line: int) -> Key:
        self.lines.setdefault(key, line)
        return key

    def _header(self) -> Key:
        """Read `[a.b]` or `[[a.b]]`; return the table that the lines below it fill."""
        line = self._take().line
        is_list = self._next.text == "["
        if is_list:
            self._take()
        *above, last = self._dotted()
        self._take()
        table: Key = ()
        for part in above:
            table = self._note((*table, part), line)
            if table in self._counts:
                table = (*table, self._counts[table] - 1)
        table = self._note((*table, last), line)
        if not is_list:
            return table
        self._take()
        self._counts[table] = self._counts.get(table, 0) + 1
        return self._note((*table, self._counts[table] - 1), line)

    def _dotted(self) -> list[str]:
        parts = [self._take().name]
        while self._next.text == ".":
            self._take()
            parts.append(self._take().name)
        return parts

    def _entry(self, table: Key) -> None:
        """Read `key = value`."""
        line = self._next.line
        key = table
        for part in self._dotted():
            key = self._note((*key, part), line)
        self._take()
        self._value(key)

    def _value(self, key: Key) -> None:
        opening = self._next.text
        if opening == "{":
            self._inside("}", key)
        elif opening == "[":
            self._inside("]", key)
        else:
            while self._next.text not in ENDS:
                self._take()

    def _inside(self, closing: str, key: Key) -> None:
        """Read an inline table's entries, or a list's elements."""
        self._take()
        place = 0
        while self._next.text != closing:
            if self._next.text in {",", "\n"}:
                self._take()
            elif closing == "}":
                self._entry(key)
            else:
                self._value(self._note((*key, place), self._next.line))
                place += 1
        self._take()


def _tokens(text: str) -> Iterator[_Token]:
    """Yield the marks of a text, comments and spaces left out, and an empty one at the end."""
    line, end = 1, 0
    for found in TOKEN.finditer(text):
        line += text.count("\n", end, found.start())
        if not found[0].startswith("#"):
            yield _Token(found[0], line)
        line += found[0].count("\n")
        end = found.end()
    yield _Token("", line)
