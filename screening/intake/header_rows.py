"""The head of a file: which records are headers, and what each column is called."""

from collections.abc import Callable, Sequence

from screening.intake.platforms import (
    google_forms,
    jotform,
    kobo,
    limesurvey,
    ms_forms,
    plain,
    qualtrics,
    redcap,
    surveymonkey,
    typeform,
)
from screening.intake.recognise import filled, signature_of
from screening.intake.survey_tool import survey_tool
from screening.intake.text_table import Column, Head, Record, numbered

Columns = Callable[[Sequence[Sequence[str]], str], list[Column]]
"""From the header rows, of one width, and the export's shape to its columns."""

COLUMNS: dict[str, Columns] = {
    "google_forms": google_forms.columns,
    "jotform": jotform.columns,
    "kobo": kobo.columns,
    "limesurvey": limesurvey.columns,
    "ms_forms": ms_forms.columns,
    "plain": plain.columns,
    "qualtrics": qualtrics.columns,
    "redcap": redcap.columns,
    "surveymonkey": surveymonkey.columns,
    "typeform": typeform.columns,
}
"""How to name the columns of each survey tool's exports."""


def head_of(platform: str, records: Sequence[Record]) -> Head | None:
    """Return a file's head as its tool writes it; None where the tool's header rows are not there.

    Args:
        platform: a key of `COLUMNS`.
        records: the file's records from the top; the first 60 are enough.
    """
    present = filled(records)
    if not present:
        return None
    count, shape = 1, ""
    if survey_tool(platform):
        signature = signature_of(platform, records)
        if signature is None:
            return None
        count, shape = signature.header_rows, signature.shape
    header = present[:count]
    found = COLUMNS[platform](_of_one_width(header), shape)
    return Head(numbered(found), last_row=header[-1].row, shape=shape)


def _of_one_width(header: Sequence[Record]) -> list[list[str]]:
    """Return the rows as wide as the first; what a later row lacks is blank."""
    width = len(header[0].cells)
    return [[*row.cells, *[""] * (width - len(row.cells))][:width] for row in header]
