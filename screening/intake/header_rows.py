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
from screening.intake.recognise import below_titles, signature_of
from screening.intake.survey_tool import survey_tool, survey_tools
from screening.intake.text_table import (
    Column,
    Head,
    Record,
    TextTable,
    numbered,
    shape,
    table_under,
)

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
    present = below_titles(records)
    if not present or platform not in COLUMNS:
        return None
    count, shape = 1, ""
    if survey_tool(platform):
        signature = signature_of(platform, records)
        if signature is None:
            return None
        count, shape = signature.header_rows, signature.shape
    header = present[:count]
    rows = _as_wide_as_data(_of_one_width(header), present[count:])
    found = numbered(COLUMNS[platform](rows, shape))
    spare = max(0, len(rows[0]) - len(header[0].cells))
    return Head(found, last_row=header[-1].row, shape=shape, spare=spare)


def table_of(platform: str, records: Sequence[Record]) -> TextTable:
    """Return the table of records that are in memory; without columns where there is no head."""
    head = head_of(platform, records)
    return table_under(head, records) if head else shape((), ())


def _of_one_width(header: Sequence[Record]) -> list[list[str]]:
    """Return the rows as wide as the first; what a later row lacks is blank."""
    width = len(header[0].cells)
    return [[*row.cells, *[""] * (width - len(row.cells))][:width] for row in header]


def _as_wide_as_data(header: list[list[str]], data: Sequence[Record]) -> list[list[str]]:
    """Return the header rows as wide as the data, where they differ by blank last cells only.

    Some tools end every row of answers with a delimiter, or only the header row.
    """
    width, widths = len(header[0]), {len(record.cells) for record in data}
    if len(widths) != 1 or len(data) < survey_tools().recognising.rows_alike:
        return header
    wide = widths.pop()
    beyond = [cell for row in header for cell in row[wide:]]
    beyond += [cell for record in data for cell in record.cells[width:]]
    if any(cell.strip() for cell in beyond):
        return header
    return [[*row, *[""] * (wide - width)][:wide] for row in header]
