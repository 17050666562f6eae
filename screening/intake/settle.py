"""From judged rows to canonical answers: duplicates across files, one outcome per row, tables."""

from collections.abc import Sequence
from dataclasses import dataclass

from screening.intake.layout import Block, Layout
from screening.warehouse import Warehouse, quoted


@dataclass(frozen=True)
class ReadableFile:
    """A file that was not refused, with its layout."""

    file_id: int
    name: str
    layout: Layout


@dataclass(frozen=True)
class AnswerTable:
    """One `stg_answer_…` table: all rows answered on the same form by the same informant.

    Rows: one per student. Columns: student_ref, grade, gender, file_id, source_row,
    seconds_per_item (of the whole export's form; null = not known), one TINYINT per item
    (null = not answered).
    """

    instrument: str
    informant: str
    item_order: str | None
    already_reversed: bool
    items: tuple[str, ...]

    @property
    def name(self) -> str:
        """The table's name."""
        parts = ["stg_answer", self.instrument, self.informant, self.item_order or ""]
        parts.append("already_reversed" if self.already_reversed else "")
        return "__".join(part for part in parts if part)


def settle_rows(warehouse: Warehouse, files: Sequence[ReadableFile]) -> list[AnswerTable]:
    """Make `int_row` and the answer tables; return the tables.

    `int_row`: one row per data row of every readable file: file_id, source_row, student_ref,
    school_id (null = not on the roster), outcome (`scored`, `set_aside`, `left_out`), reason.
    """
    warehouse.execute(
        "create or replace table int_judged (file_id integer, source_row bigint,"
        " student_ref varchar, school_id varchar, grade varchar,"
        " gender varchar, outcome varchar, reason varchar)"
    )
    warehouse.execute(
        "create or replace table int_candidate (file_id integer, source_row bigint,"
        " student_ref varchar, instrument_id varchar, informant varchar,"
        " is_complete boolean, content varchar)"
    )
    for file in files:
        warehouse.execute(
            "insert into int_judged select ?::integer, * from"
            f" (select source_row, student_ref, school_id, grade, gender, outcome, reason"
            f" from judged_{file.file_id})",
            [file.file_id],
        )
    for file in files:
        for block in file.layout.block:
            _add_candidates(warehouse, file, block)
    warehouse.run_step("int_row")
    return [_make(warehouse, table, files) for table in answer_tables(files)]


def answer_tables(files: Sequence[ReadableFile]) -> list[AnswerTable]:
    """Return the distinct forms of the files, in a stable order."""
    tables: dict[tuple[str, str, str, bool], set[str]] = {}
    for file in files:
        for block in file.layout.block:
            key = _key(file.layout, block)
            tables.setdefault(key, set()).update(block.columns)
    return [
        AnswerTable(instrument, informant, order or None, already_reversed, tuple(sorted(items)))
        for (instrument, informant, order, already_reversed), items in sorted(tables.items())
    ]


def _key(layout: Layout, block: Block) -> tuple[str, str, str, bool]:
    return block.instrument, layout.informant, block.item_order or "", block.already_reversed


def _add_candidates(warehouse: Warehouse, file: ReadableFile, block: Block) -> None:
    """Add a file's rows of students who have more than one by this informant, to be weighed."""
    items = [quoted(item) for item in sorted(block.columns)]
    complete = " and ".join(f"{item} >= 0" for item in items)
    warehouse.execute(
        "insert into int_candidate"
        f" select ?::integer, decoded.source_row, decoded.student_ref, ?, ?, {complete},"
        f" md5(concat_ws(',', {', '.join(items)}))"
        f" from decoded_{file.file_id} as decoded"
        f" inner join judged_{file.file_id} as judged on decoded.source_row = judged.source_row"
        " where judged.outcome = 'candidate' and judged.student_ref in (select student_ref"
        " from int_judged inner join int_file using (file_id) where outcome = 'candidate'"
        " and informant = ? group by student_ref having count(*) > 1)",
        [file.file_id, block.instrument, file.layout.informant, file.layout.informant],
    )


def _make(warehouse: Warehouse, table: AnswerTable, files: Sequence[ReadableFile]) -> AnswerTable:
    parts = []
    for file in files:
        for block in file.layout.block:
            key = _key(file.layout, block)
            if key == (
                table.instrument, table.informant, table.item_order or "", table.already_reversed
            ):  # fmt: skip
                parts.append(_scored_rows(file, block, table))
    warehouse.execute(
        f"create or replace table {table.name} as\n" + "\nunion all by name\n".join(parts)
    )
    return table


def _scored_rows(file: ReadableFile, block: Block, table: AnswerTable) -> str:
    items = ", ".join(
        f"if(decoded.{item} >= 0, decoded.{item}, null)::tinyint as {item}"
        if item in block.columns
        else f"null::tinyint as {item}"
        for item in table.items
    )
    return (
        "select decoded.student_ref, int_row.grade, int_row.gender, int_row.file_id,"
        f" int_row.source_row, {_seconds_per_item(file.layout)}, {items}"
        f" from decoded_{file.file_id} as decoded inner join int_row"
        f" on decoded.source_row = int_row.source_row and int_row.file_id = {file.file_id}"
        " where int_row.outcome = 'scored'"
    )


def _seconds_per_item(layout: Layout) -> str:
    if layout.duration is None:
        return "null::double as seconds_per_item"
    items = ", ".join(f"decoded.{item}" for block in layout.block for item in block.columns)
    answered = f"list_count(list_filter([{items}], lambda code: code >= 0))"
    return f"decoded.duration_seconds / nullif({answered}, 0) as seconds_per_item"
