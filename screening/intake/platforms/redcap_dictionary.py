"""REDCap's data dictionary: what a project's fields are, from which a layout can be drafted.

Source: dictionaries of three projects read in 2026 (18 columns). Its `Identifier?` column is the
best sign of personal data that any survey tool gives.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from screening.intake.platforms.shown_text import shown
from screening.intake.text_table import Record
from screening.intake.values import normalise

NAMES = {
    "name": ("variable / field name", "field_name"),
    "form": ("form name", "form_name"),
    "kind": ("field type", "field_type"),
    "label": ("field label", "field_label"),
    "choices": ("choices, calculations, or slider labels", "select_choices_or_calculations"),
    "personal": ("identifier?", "identifier"),
}
WITH_CHOICES = {"radio", "dropdown", "checkbox"}


@dataclass(frozen=True)
class Field:
    """One field of a REDCap project.

    Attributes:
        name: its name in raw exports.
        form: the form it stands in; its state is in `<form>_complete`.
        kind: as REDCap says it: text, radio, dropdown, checkbox, calc …
        label: the words shown.
        choices: code → label, for fields with choices.
        personal: True where the project marks it as an identifier.
    """

    name: str
    form: str
    kind: str
    label: str
    choices: dict[str, str]
    personal: bool


def fields_of(records: Sequence[Record]) -> list[Field]:
    """Return the fields of a dictionary in its order; none where it is no dictionary."""
    if not records:
        return []
    header = [normalise(cell) for cell in records[0].cells]
    places = {key: _place(header, names) for key, names in NAMES.items()}
    if places["name"] is None:
        return []
    filled = (record for record in records[1:] if any(record.cells))
    return [_field({key: _cell(record, place) for key, place in places.items()}) for record in
            filled]  # fmt: skip


def choices_of(text: str) -> dict[str, str]:
    """Return code → label of a list of choices.

    >>> choices_of("0, Not at all | 1, Several days, or more")
    {'0': 'Not at all', '1': 'Several days, or more'}
    """
    pairs = (choice.partition(",") for choice in text.split("|") if choice.strip())
    return {code.strip(): shown(label) for code, _, label in pairs}


def _field(cells: dict[str, str]) -> Field:
    kind = normalise(cells["kind"])
    return Field(
        name=cells["name"],
        form=cells["form"],
        kind=kind,
        label=shown(cells["label"]),
        choices=choices_of(cells["choices"]) if kind in WITH_CHOICES else {},
        personal=normalise(cells["personal"]) == "y",
    )


def _place(header: Sequence[str], names: Sequence[str]) -> int | None:
    return next((place for place, cell in enumerate(header) if cell in names), None)


def _cell(record: Record, place: int | None) -> str:
    inside = place is not None and place < len(record.cells)
    return record.cells[place].strip() if inside and place is not None else ""
