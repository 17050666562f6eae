"""An independent reading of a text export whose bytes were damaged: what its rows say now."""

import codecs
import unicodedata
from dataclasses import replace

from grid import Answer, Export, Perhaps, Row, Unread

ENDS = ("\r\n", "\n", "\r")


def rows_now(export: Export, before: list[tuple[int, Row]], data: bytes) -> list[tuple[int, Row]]:
    """Return number and truth of every row that the damaged file holds.

    Where the header rows are not what they were, or the text is no table, the rows say what they
    said: a reader refuses the file or reads them as they are.
    """
    text = _decoded(data)
    records = _records(text, export.delimiter) if text is not None else None
    if records is None:
        return _any_touched(before)
    filled = [(n, cells) for n, cells in enumerate(records, 1) if any(c.strip() for c in cells)]
    head = [[str(cell) for cell in cells] for cells in export.head]
    if len(filled) <= len(head):
        return []  # broken off above the first answer
    if [cells for _, cells in filled[: len(head)]] != head:
        return _any_touched(before)
    known: dict[tuple[str, ...], Row] = {tuple(map(str, row.cells)): row for _, row in before}
    last = filled[len(head) - 1][0]
    return [
        (number, known.get(tuple(cells)) or _row(export, cells))
        for number, cells in enumerate(records, 1)
        if number > last and cells
    ]


def _any_touched(rows: list[tuple[int, Row]]) -> list[tuple[int, Row]]:
    """Return the rows, of which each may be the damaged one."""
    return [(number, replace(row, is_touched=True)) for number, row in rows]


def _decoded(data: bytes) -> str | None:
    encoding = "utf-8-sig"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-16"
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _records(text: str, delimiter: str) -> list[list[str]] | None:
    """Return the records by RFC 4180; None where quotation marks are not paired."""
    records: list[list[str]] = []
    place = 0
    while place < len(text):
        cells: list[str] = []
        while True:
            cell = _quoted(text, place) if text[place : place + 1] == '"' else _plain(
                text, place, delimiter
            )  # fmt: skip
            if cell is None:
                return None
            content, place = cell
            cells.append(content)
            if text[place : place + 1] != delimiter:
                break
            place += 1
        end = next((end for end in ENDS if text.startswith(end, place)), "")
        if not end and place < len(text):
            return None
        place += len(end)
        records.append([] if cells == [""] else cells)
    return records


def _quoted(text: str, place: int) -> tuple[str, int] | None:
    content, place = "", place + 1
    while (found := text.find('"', place)) >= 0:
        content += text[place:found]
        if text[found + 1 : found + 2] != '"':
            return content, found + 1
        content, place = content + '"', found + 2
    return None


def _plain(text: str, place: int, delimiter: str) -> tuple[str, int]:
    end = place
    while end < len(text) and text[end] not in {delimiter, "\n", "\r"}:
        end += 1
    return text[place:end], end


def _row(export: Export, cells: list[str]) -> Row:
    """Return a row that is none of those that were written."""
    if len(cells) != len(export.head[0]):
        unread: list[Answer] = [Unread.CELL for _ in export.items]
        return Row(list(cells), "", unread, is_touched=True)
    answers = [_says(cells[place], export.texts) for place in export.items]
    return Row(list(cells), cells[export.student].strip(), answers, is_touched=True)


def _says(text: str, texts: tuple[str, ...]) -> Answer:
    if text in texts:
        return texts.index(text)
    if not text.strip():
        return None
    plain = [_plainly(each) for each in texts]
    if _plainly(text) in plain:
        return Perhaps(plain.index(_plainly(text)))
    whole = text.strip().removesuffix(".").rstrip("0").removesuffix(".") or "0"
    return Perhaps(texts.index(whole)) if whole in texts and "." in text else Unread.CELL


def _plainly(text: str) -> str:
    kept = (c for c in unicodedata.normalize("NFKC", text) if unicodedata.category(c) != "Cf")
    return "".join(c for c in kept if c.isalnum()).casefold()
