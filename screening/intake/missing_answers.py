"""How many items were not answered, and why: four kinds, kept apart from layout to record."""

from collections.abc import Iterable, Sequence

from screening.intake.settle import ReadableFile
from screening.intake.values import NoAnswer
from screening.warehouse import Warehouse, literal, quoted

KINDS = {kind.name.lower(): int(kind) for kind in NoAnswer if kind is not NoAnswer.UNKNOWN}
"""Kind → what stands for it in `decoded_<id>`; an unknown cell is never among scored rows."""
TABLE = "mart_missing_answer"


def store_missing_answers(warehouse: Warehouse, files: Sequence[ReadableFile]) -> None:
    """Make `mart_missing_answer` from the scored rows of the settled files.

    Rows: one per instrument and informant. Columns: instrument_id, informant, answered, and one
    count per kind: not_shown, skipped, refused, dont_know. Unit: cells.
    """
    kinds = ", ".join(f"coalesce(sum({kind}), 0)::bigint as {kind}" for kind in KINDS)
    nothing = "select null as instrument_id, null as informant, 0 as answered, " + ", ".join(
        f"0 as {kind}" for kind in KINDS
    )
    parts = [f"{nothing} where false", *(part for file in files for part in _parts(file))]
    union = "\nunion all\n".join(parts)
    warehouse.execute(
        f"create or replace table {TABLE} as\nwith counted as (\n{union}\n)\n"
        f"select instrument_id, informant, coalesce(sum(answered), 0)::bigint as answered, {kinds}"
        " from counted group by instrument_id, informant order by instrument_id, informant"
    )


def missing_answers(warehouse: Warehouse) -> list[dict[str, object]]:
    """Return the counts, one entry per instrument and informant, in their order."""
    columns = ("instrument_id", "informant", "answered", *KINDS)
    rows = warehouse.rows(
        f"select {', '.join(columns)} from {TABLE} order by instrument_id, informant"
    )
    return [dict(zip(columns, row, strict=True)) for row in rows]


def _parts(file: ReadableFile) -> list[str]:
    return [
        f"select {literal(block.instrument)}, {literal(file.layout.informant)},"
        f" {_count(block.columns, 'code >= 0')}, "
        + ", ".join(_count(block.columns, f"code = {code}") for code in KINDS.values())
        + f" from decoded_{file.file_id} as decoded inner join int_row"
        f" on decoded.source_row = int_row.source_row and int_row.file_id = {file.file_id}"
        " where int_row.outcome = 'scored'"
        for block in file.layout.block
    ]


def _count(items: Iterable[str], condition: str) -> str:
    cells = ", ".join(f"decoded.{quoted(item)}" for item in items)
    return f"list_count(list_filter([{cells}], lambda code: {condition}))"
