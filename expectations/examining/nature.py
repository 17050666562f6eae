"""What a file is, by its content alone: answers, a roster, a dictionary, or none of these."""

import zipfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from expectations.examining.known_items import item_ids
from screening.instruments.library import SHIPPED
from screening.intake.dialect import dialect_of
from screening.intake.header_rows import COLUMNS, head_of
from screening.intake.open_export import (
    ZIP_START,
    first_records,
    read_records,
    refuse_by_size,
    start_of,
)
from screening.intake.read_spss import SPSS_STARTS, read_spss
from screening.intake.recognise import Recognition, below_titles, recognise
from screening.intake.roster import COLUMNS as ROSTER_COLUMNS
from screening.intake.rosters.bundle import Bundle, bundle_at
from screening.intake.survey_tool import survey_tool, survey_tools
from screening.intake.text_table import (
    Column,
    Head,
    Record,
    TextTable,
    name_of,
    numbered,
    table_under,
)
from screening.intake.values import normalise
from screening.intake.workbook_child import MOST_COLUMNS
from screening.problem import Problem, RefusedFileError, refused

Kind = Literal["answers", "roster", "dictionary", "unclear", "unreadable"]
WORKBOOK = "xl/workbook.xml"
MERGED = "a table under a merged heading"
MARKS_OF_A_ROSTER = frozenset({"student_ref", "school_id", "grade", "consent"})
MARKS_OF_CONSENTS = frozenset({"student_ref", "consent"})
NO_TABLE = TextTable((), ())
SHAPES = {
    "two_rows": "with two header rows",
    "three_rows": "with three header rows",
    "names_only": "with its names only",
    "before_2017": "as it was before 2017",
    "raw": "with raw values",
    "labels": "with labels",
    "codes": "with codes as headings",
    "codes_and_texts": "with codes and texts as headings",
    "texts": "with texts as headings",
}


@dataclass(frozen=True)
class Nature:
    """What a file is.

    Attributes:
        kind: `unclear` = it can be read, but not trusted; `unreadable` = it cannot be read.
        platform: the survey tool or student information system that wrote it; `plain` where no
            tool's marks are there; None where that is not certain or it holds neither answers nor
            students.
        title: the same for people, as `a Qualtrics export with three header rows`.
        why: sentences that say by what it was recognised; no cell's content is in them.
        shape: which of the tool's shapes it has.
        table: its columns and rows; without columns where no header can be trusted.
        problem: why it cannot be used.
    """

    kind: Kind
    platform: str | None
    title: str
    why: tuple[str, ...] = ()
    shape: str = ""
    table: TextTable = NO_TABLE
    problem: Problem | None = None


def nature_of(path: Path, *, max_bytes: int) -> Nature:
    """Return what a file or folder is; whatever is wrong with it is a problem, never an error.

    Args:
        path: a file, or the folder of a OneRoster or Clever export.
        max_bytes: the largest file that is opened.
    """
    try:
        if bundle := bundle_at(path):
            return _of_bundle(bundle)
        refuse_by_size(path, max_bytes=max_bytes)
        if start_of(path).startswith(SPSS_STARTS):
            why = ("It begins as SPSS files do.",)
            return Nature("answers", "spss", "an SPSS file", why, table=read_spss(path).table)
        _refuse_archive(path)
        return _of_records(path)
    except RefusedFileError as fault:
        return Nature("unreadable", None, "a file that cannot be used", problem=fault.problem)


def _of_bundle(bundle: Bundle) -> Nature:
    tool = survey_tools().tool[bundle.system]
    why = (f"It holds the files that {tool.title} names so: {len(bundle.files)} files.",)
    return Nature("roster", bundle.system, f"a roster, as {tool.title} exports it", why)


def _refuse_archive(path: Path) -> None:
    """Refuse a zip that is no workbook: what is inside is to be unpacked by a person."""
    if not start_of(path).startswith(ZIP_START):
        return
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        raise refused("F109", name_of(path), "is damaged.") from None
    if WORKBOOK not in names:
        raise refused("F109", name_of(path), "is an archive, no workbook. Unpack it first.")


def _of_records(path: Path) -> Nature:
    dialect = dialect_of(path)
    records = read_records(path, delimiter=dialect.delimiter, encodings=(dialect.encoding,))
    first = first_records(records)
    found = recognise(first)
    nature = _recognised(found, name_of(path))
    if found.code == "F110":
        raise refused("F110", name_of(path), "holds no row.")
    if found.code:
        return nature
    is_below = nature.title == MERGED
    platform = found.platform if found.platform in COLUMNS else "plain"
    head = _head_below(first) if is_below else head_of(platform, first)
    if head is None:
        raise refused("F110", name_of(path), "holds no row.")
    if len(head.columns) > MOST_COLUMNS:
        raise refused("F107", name_of(path), f"has more than {MOST_COLUMNS} columns.")
    nature = replace(nature, shape=found.shape, table=table_under(head, records))
    return _as_roster(nature) if nature.platform == "plain" else nature


def _recognised(found: Recognition, name: str) -> Nature:
    """Return what the first records say."""
    if found.code:
        problem = Problem(found.code, name, " ".join(found.why))
        return Nature("unclear", None, "a file without its header row", found.why, problem=problem)
    if found.platform is None:
        return _not_certain(found)
    tool = survey_tools().tool[found.platform]
    shape = f" {SHAPES[found.shape]}" if found.shape in SHAPES else ""
    if tool.kind == "dictionary":
        return Nature("dictionary", None, f"a {tool.title}, no answers", found.why)
    if tool.kind == "roster":
        return Nature("roster", found.platform, f"one file of a {tool.title} roster", found.why)
    return Nature("answers", found.platform, f"a {tool.title} export{shape}", found.why)


def _not_certain(found: Recognition) -> Nature:
    if found.score >= survey_tools().recognising.least_score:
        return Nature("unclear", None, "an export that two survey tools could write", found.why)
    if len(found.why) == 1 and not found.why[0].startswith("Marks of"):
        return Nature("unclear", None, MERGED, found.why)
    why = ("No survey tool's marks were found, so the first row is taken for the column names.",)
    return Nature("answers", "plain", "a plain table", why)


def _head_below(first: Sequence[Record]) -> Head | None:
    """Return the second row as the head: what stands above it is not the columns' names."""
    present = below_titles(first)
    if len(present) < 2:  # noqa: PLR2004 (a heading and the header)
        return None
    below = present[1]
    return Head(numbered(map(Column, below.cells)), last_row=below.row)


def _as_roster(nature: Nature) -> Nature:
    """Return a plain table as the roster or list of consents that its columns say it is."""
    header = {normalise(name) for name in nature.table.header}
    if header >= MARKS_OF_A_ROSTER and header.isdisjoint(item_ids(SHIPPED)):
        title, marks = "a roster", MARKS_OF_A_ROSTER
    elif MARKS_OF_CONSENTS <= header <= set(ROSTER_COLUMNS):
        title, marks = "a list of consents, which goes beside a roster", MARKS_OF_CONSENTS
    else:
        return nature
    why = (f"It has the columns {', '.join(sorted(marks))}, and no item of an instrument.",)
    return replace(nature, kind="roster", title=title, why=why)


def title_of(platform: str) -> str:
    """Return a survey tool's name for people."""
    tool = survey_tool(platform)
    return tool.title if tool else {"spss": "SPSS"}.get(platform, "a plain table")
