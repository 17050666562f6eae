"""Which cells of a worksheet hold a formula or an error: read from its XML, never evaluated.

Runs only in the workbook child. Readers of workbooks give a formula's last value as if somebody had
typed it, and nothing for an error as #N/A; an answer must be what was answered.
"""

import re
import zipfile
from xml.etree import ElementTree as ET
from xml.parsers import expat

CELL_NAME = re.compile(r"([A-Z]{1,3})([0-9]{1,7})")
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
BOOK, LINKS = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"


FORMULA, ERROR = "=formula", "=error"
"""What is read in the place of such a cell: no answer."""


def formula_cells(path: str, sheet_name: str) -> dict[tuple[int, int], str]:
    """Return (row from 1, column from 0) → what is read there, for formulas and errors of a sheet.

    Raises:
        ValueError: a formula fills several cells at once, so that its values look typed in.
    """
    with zipfile.ZipFile(path) as archive:
        return _formulas(archive.read(_part_of(archive, sheet_name)))


def _part_of(archive: zipfile.ZipFile, sheet_name: str) -> str:
    """Return the name of the archive's part that holds a sheet."""
    sheets = ET.fromstring(archive.read(BOOK)).iter()  # noqa: S314 (under memory and time limits)
    link = next(each.get(RELATION) for each in sheets if each.get("name") == sheet_name)
    links = ET.fromstring(archive.read(LINKS))  # noqa: S314 (the same)
    target = next(each.get("Target", "") for each in links if each.get("Id") == link)
    return target.lstrip("/") if target.startswith("/") else f"xl/{target}"


def _formulas(content: bytes) -> dict[tuple[int, int], str]:
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = reader.start
    parser.Parse(content, True)
    return reader.found


class _Reader:
    """Follows rows and cells, whose places a writer may leave out."""

    def __init__(self) -> None:
        self.found: dict[tuple[int, int], str] = {}
        self._row = 0
        self._column = -1

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take note of one element."""
        name = tag.rsplit(" ", 1)[-1]
        if name == "row":
            self._row, self._column = int(attributes.get("r", self._row + 1)), -1
        elif name == "c":
            self._column = _column(attributes.get("r"), after=self._column)
            if attributes.get("t") == "e":
                self.found[self._row, self._column] = ERROR
        elif name == "f":
            self.found[self._row, self._column] = FORMULA
            if attributes.get("t") == "array" and ":" in attributes.get("ref", ""):
                raise ValueError("holds a formula over several cells; keep its values only")


def _column(cell_name: str | None, *, after: int) -> int:
    found = CELL_NAME.fullmatch(cell_name or "")
    if found is None:
        return after + 1
    position = 0
    for letter in found[1]:
        position = position * 26 + ord(letter) - ord("A") + 1
    return position - 1
