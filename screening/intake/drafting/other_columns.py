"""The columns beside the items: the student, the time, the tool's own, those with personal data."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from screening.errors import DefinitionError
from screening.intake.drafting.known_names import known_names, squeezed
from screening.intake.drafting.seen_export import ColumnSeen, SeenExport
from screening.intake.drafting.time_formats import TimeReading, time_formats
from screening.intake.personal_data import announces_personal_data
from screening.intake.row_defaults import RowDefault
from screening.intake.survey_tool import Role
from screening.intake.values import folded

CODE = re.compile(r"[A-Za-z]{0,6}[-_]?\d[A-Za-z0-9_-]{0,19}")
"""How student codes look; a name or a sentence does not."""
NOT_READ: frozenset[Role] = frozenset({"personal", "points", "student_token", "school"})
"""The tool's own columns that are not simply `ignore`d: each is told to a person."""


@dataclass(frozen=True)
class Chosen:
    """Which column has a role.

    Attributes:
        certain: its position; None where a person must choose.
        proposed: positions to choose from, the likeliest first.
    """

    certain: int | None
    proposed: tuple[int, ...] = ()


def student_column(export: SeenExport, *, named: str | None, taken: Collection[int]) -> Chosen:
    """Return the column with the student's code, or those that may have it.

    Args:
        export: what was seen of the file.
        named: the column's name as a person gave it; None = it is looked for.
        taken: positions of the items.

    Raises:
        DefinitionError: no column, or more than one, has the name that was given.
    """
    if named is not None:
        return Chosen(_only(export, named))
    names = known_names().student_ref
    free = [each for each in export.columns if each.position not in taken]
    certain = [each.position for each in free if _called(each) in names.certain]
    if len(certain) == 1:
        return Chosen(certain[0])
    called = [each.position for each in free if _called(each) in names.proposed]
    tokens = [place for place, role in export.roles.items() if role == "student_token"]
    shaped = [
        each.position
        for each in free
        if each.position not in export.roles and _holds_codes(each)
        if not announces_personal_data(each.column.name)
    ]
    filled = {each.position for each in free if each.filled}
    found = dict.fromkeys((*certain, *called, *tokens, *shaped))
    return Chosen(None, tuple(place for place in found if place in filled))


def _called(column: ColumnSeen) -> str:
    """Return what a column is called, without the groups before it."""
    return squeezed(column.column.name.rpartition("/")[2])


def _only(export: SeenExport, named: str) -> int:
    found = export.table.places(named)
    if len(found) == 1:
        return found[0]
    what = "is there more than once" if found else "is not there"
    raise DefinitionError(
        f"{export.name}: the column '{folded(named)}' {what}. Name another with --student-ref."
    )


def _holds_codes(column: ColumnSeen) -> bool:
    """Return True where every row has a content of its own that looks like a code."""
    own = column.has_many or len(column.cells) == column.filled
    return own and column.filled > 1 and all(CODE.fullmatch(cell) for cell in column.cells)


def time_column(export: SeenExport, *, items: Collection[int], taken: Collection[int]) -> Chosen:
    """Return the column with the time of the answers.

    Args:
        export: what was seen of the file.
        items: positions of the items: of several forms' times, theirs stands before them.
        taken: positions of columns that are something else.
    """
    roles = export.roles
    certain = [place for place, role in roles.items() if role == "recorded_at"]
    of_form = [
        place
        for place, role in roles.items()
        if role == "form_recorded_at" and (not items or place < min(items))
    ]
    if certain or of_form:
        return Chosen((certain or of_form)[-1])
    found = [
        each.position
        for each in export.columns
        if each.position not in taken and each.position not in roles and each.filled
        if not announces_personal_data(each.column.name)
        if time_formats(export.platform, each.cells).ways
    ]
    called = [place for place in found if _called(export.columns[place]) in _names_of_times()]
    return Chosen(called[0]) if len(called) == 1 else Chosen(None, tuple(called or found))


def _names_of_times() -> tuple[str, ...]:
    return known_names().recorded_at.proposed


def times_of(
    export: SeenExport, chosen: Chosen, rows: Sequence[RowDefault]
) -> dict[int, TimeReading]:
    """Return how the times of the chosen column, or of each proposed one, can be read.

    Words that stand there instead of a time, and leave the row out, need not be read.
    """
    places = chosen.proposed if chosen.certain is None else (chosen.certain,)
    found = {}
    for place in places:
        # What one form writes in place of a time, every form of the project does.
        own = [row for row in rows if _same_role(export, row.position, place)]
        cells = (cell for cell in export.cells(place) if not any(row.why_not(cell) for row in own))
        found[place] = time_formats(export.platform, cells)
    return found


def _same_role(export: SeenExport, one: int, other: int) -> bool:
    return one == other or export.roles.get(one, "none") == export.roles.get(other)


def duration_column(export: SeenExport) -> int | None:
    """Return the column with the seconds that a form was open, where the tool writes one."""
    return next((place for place, role in export.roles.items() if role == "duration"), None)


def personal_columns(export: SeenExport, taken: Collection[int]) -> list[int]:
    """Return the columns that announce personal data; they are never read."""
    return [
        each.position
        for each in export.columns
        if each.position not in taken
        if export.roles.get(each.position) == "personal"
        or (each.position not in export.roles and announces_personal_data(each.column.name))
    ]


def ignored_columns(export: SeenExport, taken: Collection[int]) -> list[int]:
    """Return the tool's own columns that nobody needs."""
    return [
        place for place, role in export.roles.items() if place not in taken and role not in NOT_READ
    ]


def unread_columns(export: SeenExport, known: Collection[int]) -> list[int]:
    """Return the columns that have a name and no meaning in the draft."""
    return [
        each.position for each in export.columns if each.position not in known and each.column.name
    ]
