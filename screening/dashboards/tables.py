"""Panels as CSV: exactly the numbers on the page."""

import csv
import io

from screening.dashboards.panels import Panel
from screening.dashboards.shares import Share, percent
from screening.wilson import round_half_up

COLUMNS = (
    "measure",
    "value",
    "status",
    "percent",
    "percent_low",
    "percent_high",
    "percent_at_most",
)


def panel_csv(panel: Panel) -> str:
    """Return a panel as CSV text, one row per number.

    Columns: the panel's dimension (`*` = all together), `measure`, `value` (empty = hidden),
    `status` (shown | hidden), and per cent as printed. Which cells the rule itself hides and which
    protect them is not said: it would narrow the hidden counts down.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([panel.dimension, *COLUMNS])
    for row in panel.rows:
        for measure, share in zip(panel.columns, row.shares, strict=True):
            writer.writerow([_inert(row.id), measure, *_numbers(share)])
    return text.getvalue()


def _numbers(share: Share) -> list[object]:
    value = share.part.value
    if value is None:
        return ["", "hidden", "", "", "", "" if share.at_most is None else share.at_most]
    if share.share is None or share.interval is None:
        return [value, "shown", "", "", "", ""]
    ends = [round_half_up(100 * end) for end in (share.interval.low, share.interval.high)]
    return [value, "shown", percent(share.share).removesuffix(" %"), *ends, ""]


def _inert(text: str) -> str:
    """Return text that a spreadsheet does not take for a formula."""
    return "'" + text if text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
