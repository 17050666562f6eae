"""How each column of a file is understood: what it becomes, or why it is dropped unread."""

from collections.abc import Sequence
from dataclasses import dataclass

from expectations.examining.known_items import item_ids, known_items
from screening.instruments.library import Library
from screening.intake.drafting.known_names import known_names, squeezed
from screening.intake.layout import Layout
from screening.intake.mapping import map_columns, unknown_item
from screening.intake.personal_data import announces_personal_data
from screening.intake.roster import COLUMNS as ROSTER_COLUMNS
from screening.intake.survey_tool import Role, roles_of
from screening.intake.text_table import Column, TextTable
from screening.intake.values import normalise

PERSONAL = "personal data: dropped unread"
NOT_NAMED = "not in the layout: dropped unread"
BOOKKEEPING = "the survey tool's own bookkeeping: dropped unread"
IGNORED = "the layout ignores it"
BY_NAME = "recognised by its name"
NO_MEANING = "no layout says what it means"
OWN = "the survey tool's own: "
ROW_FILTER = "row_filter"
ROLES: dict[Role, str] = {
    "recorded_at": "when the answers were sent",
    "started_at": "when the form was opened",
    "last_action_at": "when the form was last touched",
    "platform_id": "its number of the answer",
    "status": "whether the answer is a test or a preview",
    "finished": "whether the form was finished",
    "progress": "how far the form was filled in",
    "duration": "how long the form was open",
    "language": "the language of the form",
    "student_token": "may hold the student's code",
    "event": "which event of the project the row is of",
    "repeat": "which repetition of the form the row is of",
    "form_complete": "whether the form is complete",
    "form_recorded_at": "when the form was sent",
    "school": "may hold the school",
}
"""What the columns are for that a survey tool writes by itself and that a layout can name."""


@dataclass(frozen=True)
class ColumnView:
    """How one column is understood; `becomes` is empty where it is dropped.

    Attributes:
        position: from 1.
        header: the column's name as the file has it.
        becomes: `student_ref`, `recorded_at`, an item id …; without a layout, what was recognised.
        why: in words, without any cell's content.
    """

    position: int
    header: str
    becomes: str
    why: str


def layout_views(table: TextTable, layout: Layout, *, shape: str) -> tuple[ColumnView, ...]:
    """Return how a layout reads each column.

    Args:
        table: the file as the layout reads it.
        layout: what its columns mean.
        shape: which of the survey tool's shapes the file has.
    """
    meanings = _meanings(table, layout)
    roles = roles_of(layout.platform, table.columns, shape=shape)
    ignored = {place for header in layout.ignore for place in table.places(header)}
    views = []
    for place, header in enumerate(table.header):
        if meaning := meanings.get(place):
            why = _why_read(meaning)
        elif place in ignored:
            why = IGNORED
        else:
            why = _why_dropped(header, roles.get(place), layout)
        views.append(ColumnView(place + 1, header, meaning or "", why))
    return tuple(views)


def _meanings(table: TextTable, layout: Layout) -> dict[int, str]:
    """Return position → what the column becomes; a filter's may be something else besides."""
    found: dict[int, str] = {}
    for column in map_columns(table, layout, file="").columns:
        if column.name.startswith("filter_"):
            found.setdefault(column.position, ROW_FILTER)
        elif found.get(column.position, ROW_FILTER) == ROW_FILTER:
            found[column.position] = column.name
    return found


def _why_read(meaning: str) -> str:
    named = "named in the layout"
    return f"{named}: says which rows count" if meaning == ROW_FILTER else named


def _why_dropped(header: str, role: Role | None, layout: Layout) -> str:
    if unknown_item(header, layout.block):
        return "looks like an item the instrument does not have"
    if role == "personal" or (role is None and announces_personal_data(header)):
        return PERSONAL
    return BOOKKEEPING if role else NOT_NAMED


def bare_views(
    columns: Sequence[Column], platform: str, *, shape: str, library: Library
) -> tuple[ColumnView, ...]:
    """Return what is recognised of each column where no layout says what it means."""
    certain = item_ids(library) | set(ROSTER_COLUMNS)
    roles = roles_of(platform, columns, shape=shape)
    named = {place: each for each in known_items(columns, library) for place in each.items}
    views = []
    for place, column in enumerate(columns):
        if normalise(column.name) in certain:
            becomes, why = normalise(column.name), BY_NAME
        elif items := named.get(place):
            said = " or ".join(items.instruments)
            becomes = items.items[place]
            why = f"by its name, an item of {said}"
        elif role := roles.get(place):
            becomes, why = _of_role(role)
        else:
            becomes, why = _by_its_name(column.name)
        views.append(ColumnView(place + 1, column.name, becomes, why))
    return tuple(views)


def _of_role(role: Role) -> tuple[str, str]:
    if role == "personal":
        return "", PERSONAL
    if role not in ROLES:
        return "", BOOKKEEPING
    return role, f"{OWN}{ROLES[role]}"


def _by_its_name(name: str) -> tuple[str, str]:
    names, plain = known_names(), squeezed(name)
    if plain in names.student_ref.certain:
        return "student_ref", BY_NAME
    if plain in names.student_ref.proposed:
        return "", "may hold the student's code: a layout must say so"
    if plain in names.recorded_at.proposed:
        return "", "may hold the time of the answers: a layout must say so"
    if announces_personal_data(name):
        return "", PERSONAL
    return "", NO_MEANING
