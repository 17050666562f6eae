"""The streams of a PDF and its text, for a search: glyphs back to letters by the fonts' tables.

Which font a piece of text is in is not followed up: each stream is read with every table of the
file. Read with the wrong table it gives noise, with the right one its words.
"""

import re
import zlib
from collections.abc import Iterator

STREAM = re.compile(rb"stream\r?\n")
SHOWN = re.compile(rb"\((?:\\.|[^()\\])*\)|<[0-9A-Fa-f\s]+>", re.DOTALL)
ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b""}
ONE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
LONGEST_RANGE = 65_536
GLYPH_BYTES = 2

Table = dict[int, str]
"""Glyph → letters."""


def streams_of(pdf: bytes) -> Iterator[bytes]:
    """Yield the streams of a PDF, inflated; those packed in another way are passed over."""
    for mark in STREAM.finditer(pdf):
        try:
            yield zlib.decompressobj().decompress(pdf[mark.end() :])
        except zlib.error:
            continue


def texts_of_pdf(pdf: bytes) -> Iterator[str]:
    """Yield the text of every stream, once per table of glyphs and once as plain letters."""
    streams = list(streams_of(pdf))
    tables = [table for stream in streams if b"begincmap" in stream for table in [_table(stream)]]
    for stream in streams:
        if b"TJ" in stream or b"Tj" in stream:
            shown = b"".join(_strings(stream))
            yield shown.decode("latin-1")
            for table in tables:
                yield _read(shown, table)


def _strings(stream: bytes) -> Iterator[bytes]:
    for piece in SHOWN.findall(stream):
        if piece.startswith(b"<"):
            digits = b"".join(piece[1:-1].split()).decode()
            yield bytes.fromhex(digits + "0" * (len(digits) % 2))
        else:
            yield ESCAPE.sub(_plain, piece[1:-1])


def _plain(escape: re.Match[bytes]) -> bytes:
    mark = escape.group(1)
    if mark.isdigit():
        return bytes([int(mark, 8) % 256])
    return ESCAPED.get(mark, mark.strip(b"\r\n") if mark == b"\r\n" else mark)


def _table(cmap: bytes) -> Table:
    found: Table = {}
    for kind, entries in SECTION.findall(cmap):
        if kind == b"bfchar":
            for glyph, letters in ONE.findall(entries):
                found[int(glyph, 16)] = _letters(letters)
        else:
            for first, last, letters in RANGE.findall(entries):
                found |= _range(int(first, 16), int(last, 16), _letters(letters))
    return found


def _range(first: int, last: int, letters: str) -> Table:
    if not letters or last - first > LONGEST_RANGE:
        return {}
    start, end = letters[:-1], letters[-1]
    return {first + step: start + chr(ord(end) + step) for step in range(last - first + 1)}


def _letters(digits: bytes) -> str:
    return bytes.fromhex(digits.decode()).decode("utf-16-be", "replace")


def _read(shown: bytes, table: Table) -> str:
    glyphs = (
        int.from_bytes(shown[place : place + GLYPH_BYTES])
        for place in range(0, len(shown), GLYPH_BYTES)
    )
    return "".join(table.get(glyph, "\ufffd") for glyph in glyphs)
