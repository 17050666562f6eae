"""SPSS files (.sav, .zsav) to a table of codes with their labels, in a child process with limits.

The best export a survey tool can give: codes and labels stand side by side, and values that the
survey's owner declared missing stay apart from cells that are empty.
"""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from screening.intake.read_workbook import MEMORY_LIMIT_BYTES, TIME_LIMIT_SECONDS
from screening.intake.text_table import (
    Column,
    Head,
    Record,
    TextTable,
    name_of,
    numbered,
    table_under,
)
from screening.problem import RefusedFileError, refused

SPSS_STARTS = (b"$FL2", b"$FL3")
"""How .sav and .zsav files begin."""


@dataclass(frozen=True)
class SpssFile:
    """One SPSS file.

    Attributes:
        table: one row per case, numbered from 1; every cell as text: whole numbers without a
            decimal point, dates as `YYYY-MM-DD`, times as `YYYY-MM-DD HH:MM:SS`, empty = missing
            in the system. A value declared missing stands as it is. A column's text is its label;
            it knows the labels of its codes, and what was declared missing in it.
    """

    table: TextTable

    @property
    def labels(self) -> dict[str, dict[str, str]]:
        """Column → code → label."""
        return {each.name: dict(each.labels) for each in self.table.columns if each.labels}

    def declared_missing(self, column: str, cell: str) -> bool:
        """Return True where a cell holds a value that was declared missing in its column."""
        named = (each for each in self.table.columns if each.name == column)
        return any(each.declares_missing(cell) for each in named)


def read_spss(path: Path) -> SpssFile:
    """Return what an SPSS file holds.

    Raises:
        RefusedFileError: damaged, too large when unpacked, or too slow to open.
    """
    # -P: nothing that lies in the folder one stands in is ever imported.
    command = [sys.executable, "-P", "-m", "screening.intake.spss_child", str(path)]
    limits = json.dumps({"memory": MEMORY_LIMIT_BYTES, "seconds": TIME_LIMIT_SECONDS})
    try:
        child = subprocess.run(  # noqa: S603 (our own module, no shell)
            command,
            input=limits,
            capture_output=True,
            text=True,
            timeout=TIME_LIMIT_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise _unreadable(path, "took too long to open") from None
    if child.returncode != 0:
        raise _unreadable(path, "is damaged or too large to open")
    return _file_of(json.loads(child.stdout))


def _file_of(content: dict[str, Any]) -> SpssFile:
    columns = [
        Column(
            name,
            text,
            labels=tuple(content["labels"].get(name, {}).items()),
            missing=tuple((low, high) for low, high in content["missing"].get(name, ())),
        )
        for name, text in zip(content["names"], content["texts"], strict=True)
    ]
    rows = [Record(number, cells) for number, cells in enumerate(content["rows"], start=1)]
    return SpssFile(table_under(Head(numbered(columns), last_row=0), rows))


def _unreadable(path: Path, why: str) -> RefusedFileError:
    return refused("F109", name_of(path), f"{why}.")
