"""One student's rows in the warehouse: removed from every table, then looked for in every cell."""

from collections.abc import Iterator, Sequence

from screening.erasure.marks import Marks
from screening.warehouse import Warehouse, quoted

PLAIN = ("BOOLEAN", "DATE", "TIMESTAMP", "TIME", "DOUBLE", "FLOAT", "DECIMAL", "INT", "BIT")
"""Types that hold no text, by a part of their names."""


def forget_rows(warehouse: Warehouse, names: Sequence[str]) -> int:
    """Delete every row with a cell that is one of the names, in every table; return how many."""
    removed = 0
    with warehouse.transaction():
        for table, columns in _tables(warehouse).items():
            theirs = " or ".join(
                f"list_contains($names::varchar[], {each}::varchar)" for each in columns
            )
            of = f"from {quoted(table)} where {theirs}"
            removed += int(warehouse.value(f"select count(*) {of}", {"names": list(names)}))
            warehouse.execute(f"delete {of}", {"names": list(names)})
    return removed


def cells_that_name(warehouse: Warehouse, marks: Marks) -> list[str]:
    """Return the columns in which some cell names the student, as `kept_tier.student_ref`."""
    return [
        f"{table}.{unquoted(column)}"
        for table, columns in _tables(warehouse).items()
        for column in columns
        if any(map(marks.found_in, _candidates(warehouse, table, column, marks.names)))
    ]


def student_codes(warehouse: Warehouse) -> set[str]:
    """Return every student code that some table has."""
    found: set[str] = set()
    for table, columns in _tables(warehouse).items():
        if '"student_ref"' in columns:
            rows = warehouse.rows(f"select distinct student_ref from {quoted(table)}")
            found |= {ref for (ref,) in rows if ref}
    return found


def unquoted(column: str) -> str:
    """Return the name inside a quoted one."""
    return column[1:-1].replace('""', '"')


def _candidates(
    warehouse: Warehouse, table: str, column: str, names: Sequence[str]
) -> Iterator[str]:
    rows = warehouse.rows(
        f"select distinct {column}::varchar as cell from {quoted(table)}"
        " where list_bool_or(list_transform($names::varchar[],"
        " lambda name: contains(lower(cell), lower(name))))",
        {"names": list(names)},
    )
    return (cell for (cell,) in rows)


def _tables(warehouse: Warehouse) -> dict[str, list[str]]:
    """Return table → its columns that can hold text, quoted."""
    rows = warehouse.rows(
        "select table_name, column_name, data_type from duckdb_columns()"
        " where not internal and database_name = current_database() order by all"
    )
    found: dict[str, list[str]] = {}
    for table, column, kind in rows:
        if "VARCHAR" in kind or not any(each in kind for each in PLAIN):
            found.setdefault(table, []).append(quoted(column))
    return found
