"""Charts as geometry: what a template draws, in per cent of the width, so that text keeps its size.

Own small functions instead of a chart library: patterns for hidden and not screened, labels at the
marks, no per-mark noise for screen readers, and the same bytes with every library version.
"""

from dataclasses import dataclass
from math import ceil

from screening.dashboards.panels import Panel, Row
from screening.dashboards.shares import Share, percent
from screening.dashboards.words import HIDDEN, number

BAR_WIDTH = 90.0
"""Per cent of the drawing that a full bar takes; the rest is for a label behind it."""
LABEL_WIDTH = 9.0
"""Narrowest segment, in per cent, that a label fits into."""
ROW_HEIGHT = 52
"""Pixels from one bar to the next, with its name above."""


@dataclass(frozen=True)
class Segment:
    """One part of a bar: `x` and `width` in per cent of the drawing; `kind` names its fill."""

    kind: str
    x: float
    width: float
    label: str
    """Inside the segment; empty when it is too narrow."""


@dataclass(frozen=True)
class Bar:
    """One bar with its name above it; `y` in pixels."""

    label: str
    note: str
    y: int
    segments: tuple[Segment, ...]
    behind: str
    """Label of a last segment that is too narrow for one."""


@dataclass(frozen=True)
class Bars:
    """A chart of bars, each a whole."""

    name: str
    title: str
    desc: str
    height: int
    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Dot:
    """One share with its interval; positions in per cent of the drawing, `y` in pixels."""

    label: str
    note: str
    y: int
    x: float | None
    low: float
    high: float


@dataclass(frozen=True)
class Dots:
    """A chart of shares with intervals on one axis from 0."""

    name: str
    title: str
    desc: str
    height: int
    dots: tuple[Dot, ...]
    ticks: tuple[tuple[float, str], ...]


def bars(panel: Panel, kinds: dict[str, str], *, name: str, whole: str, title: str) -> Bars:
    """Return a bar per row: the parts named in `kinds`, then what is hidden.

    Args:
        panel: the table beneath the chart.
        kinds: column id → words of the legend; the column id names the fill.
        name: of the drawing, unique on its page.
        whole: what a full bar is, as "screened".
        title: what the chart shows.
    """
    drawn = tuple(
        _bar(panel, row, list(kinds), whole=whole, y=number_ * ROW_HEIGHT)
        for number_, row in enumerate(panel.rows)
    )
    has_hidden = any(segment.kind == "hidden" for bar in drawn for segment in bar.segments)
    legend = (*kinds.items(), *([("hidden", HIDDEN.capitalize())] if has_hidden else []))
    desc = f"{len(drawn)} bars, one per {panel.heading.lower()}: {', '.join(kinds.values())}."
    return Bars(
        name,
        title,
        f"{desc} The table holds the same numbers.",
        len(drawn) * ROW_HEIGHT,
        drawn,
        legend,
    )


def _bar(panel: Panel, row: Row, kinds: list[str], *, whole: str, y: int) -> Bar:
    shares = {kind: panel.share(row, kind) for kind in kinds}
    of = shares[kinds[0]].whole
    if of is not None and of.value == 0:
        return Bar(row.label, f"0 {whole}", y, (), "")
    note = f"{number(of.value)} {whole}" if of is not None and of.value else ""
    shown = {kind: share.share for kind, share in shares.items() if share.share is not None}
    if not shown:
        hidden = Segment("hidden", 0, BAR_WIDTH, HIDDEN.capitalize())
        return Bar(row.label, note, y, (hidden,), "")
    if len(shown) < len(shares):
        shown["hidden"] = 1 - sum(shown.values())
    drawn = {kind: share for kind, share in shown.items() if share > 0}
    segments = _segments(drawn)
    behind = "" if segments[-1].label else percent(list(drawn.values())[-1])
    return Bar(row.label, note, y, segments, behind)


def _segments(shown: dict[str, float]) -> tuple[Segment, ...]:
    """Return shares laid end to end, each with its label where it fits."""
    segments, left = [], 0.0
    for kind, share in shown.items():
        width = BAR_WIDTH * share
        label = percent(share) if width >= LABEL_WIDTH else ""
        segments.append(Segment(kind, left, width, label))
        left += width
    return tuple(segments)


AXIS_STEP = 20
"""Per cent from one mark of an axis to the next."""
AXIS_HEIGHT = 26
"""Pixels below the last dot for the marks of the axis."""


def dots(panel: Panel, column: str, *, name: str, title: str) -> Dots:
    """Return a dot with its interval per row, on an axis from 0 to the next 20 per cent.

    Args:
        panel: the table beneath the chart.
        column: the share to draw.
        name: of the drawing, unique on its page.
        title: what the chart shows.
    """
    shares = [panel.share(row, column) for row in panel.rows]
    ends = [100 * share.interval.high for share in shares if share.interval]
    top = AXIS_STEP * max(1, ceil(max(ends, default=0) / AXIS_STEP))
    scale = BAR_WIDTH / top
    drawn = tuple(
        _dot(row.label, share, y=place * ROW_HEIGHT, scale=scale)
        for place, (row, share) in enumerate(zip(panel.rows, shares, strict=True))
    )
    ticks = tuple((tick * scale, f"{tick} %") for tick in range(0, top + 1, AXIS_STEP))
    desc = (
        f"{len(drawn)} dots, one per {panel.heading.lower()}, each with its 95 % interval as a"
        " line. The table holds the same numbers."
    )
    return Dots(name, title, desc, len(drawn) * ROW_HEIGHT + AXIS_HEIGHT, drawn, ticks)


def _dot(label: str, share: Share, *, y: int, scale: float) -> Dot:
    if share.share is None or share.interval is None:
        return Dot(label, HIDDEN if share.size != 0 else "", y, None, 0, 0)
    interval = share.interval
    note = f"{percent(share.share)} of {number(share.size or 0)} ({interval.words()})"
    low, high = 100 * scale * interval.low, 100 * scale * interval.high
    return Dot(label, note, y, 100 * scale * share.share, low, high)
