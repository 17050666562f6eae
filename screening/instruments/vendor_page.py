"""A vendor's results on its instrument's page: what the export holds, how it is taken in."""

from collections.abc import Iterator

from screening.instruments.key_pages import source_list, span
from screening.instruments.page_text import paragraph, table
from screening.instruments.vendor import VendorInstrument, VendorResult

AS_SCORED = "Taken in as the vendor scored them. No answer is read, and no result is computed here."
CONTRADICTION = (
    "Where an export has both, T score and band must agree; a row in which they do not is set"
    " aside."
)
MISSING_RESULT = "A missing result is no score; a student without any result has no tier from it."
NO_CRITICAL_ITEMS = (
    "The vendor's export holds no answers to single items, so nobody is put on the safety list by"
    " it. An empty safety list says nothing about these students."
)


def result_lines(instrument: VendorInstrument) -> Iterator[str]:
    """Yield the tables of results and of the vendor's labels."""
    yield paragraph(AS_SCORED)
    yield table(
        ("result", "what", "T scores", "higher is", "given for", "columns of a layout"),
        [_row(instrument, result) for result in instrument.subscale],
    )
    yield source_list(instrument.subscale)
    rows = dict.fromkeys(row for result in instrument.subscale for row in _labels(result))
    yield table(("the vendor prints", "taken in as"), list(rows))
    if any(result.t_score and result.labels for result in instrument.subscale):
        yield paragraph(CONTRADICTION)


def _row(instrument: VendorInstrument, result: VendorResult) -> tuple[str, ...]:
    columns = result.columns_of(instrument.id, result.informants[0], exported=None)
    return (
        f"`{result.id}`",
        result.words,
        "" if result.t_score is None else span(*result.t_score),
        result.higher_is if result.t_score is not None else "",
        ", ".join(result.informants),
        ", ".join(f"`{column}`" for column in columns),
    )


def _labels(result: VendorResult) -> list[tuple[str, str]]:
    return [(f'"{label}"', f"`{band}`") for label, band in result.labels.items()]
