"""The loop's tables as rows of shares, from protected counts alone."""

from collections.abc import Iterable, Mapping

from screening.dashboards.loop_words import load_loop_words
from screening.dashboards.panels import Names, Panel, Row, of, school_rows
from screening.dashboards.protected import ProtectedWindow
from screening.dashboards.shares import Share
from screening.dashboards.words import number
from screening.privacy.protect import ProtectedCell
from screening.privacy.publication import TOTAL

DISTRICT = "District"


def district_parts(
    window: ProtectedWindow, *, schools: Mapping[str, str], days: int
) -> dict[str, Panel]:
    """Return the loop's tables of the district's page; none where nothing is said of it.

    Args:
        window: all protected tables.
        schools: school_id → name.
        days: school days after which a signal without action is one.
    """
    if "loop" not in window.tables:
        return {}
    ids = window.values("loop", "school_id")
    names = [*school_rows({id_: schools.get(id_, id_) for id_ in ids}), (TOTAL, DISTRICT)]
    return {
        "loop": action(window, names=names, days=days),
        "loop_timing": timing(window, names=names),
        "loop_stages": stages(window),
        "loop_checks": checks(window),
    }


def school_parts(
    window: ProtectedWindow, *, school: tuple[str, str], days: int
) -> dict[str, Panel]:
    """Return the loop's tables of one school's page; `school` is its id and name."""
    if "loop" not in window.tables or school[0] not in window.values("loop", "school_id"):
        return {}
    return {
        "loop": action(window, names=[school], days=days),
        "loop_timing": timing(window, names=[school]),
    }


def finding(parts: Mapping[str, Panel], *, days: int) -> str:
    """Return how many wait for long without any action, as a heading; empty without a table."""
    if "loop" not in parts:
        return ""
    words, panel = load_loop_words(), parts["loop"]
    share = panel.share(panel.rows[-1], "no_action")
    if share.part.value is None or share.size is None:
        return words.title
    return words.finding.format(count=number(share.part.value), size=number(share.size), days=days)


def action(window: ProtectedWindow, *, names: Names, days: int) -> Panel:
    """Return one row per school: flagged students, and what was done.

    Args:
        window: all protected tables.
        names: rows to show; an id of `*` is the district.
        days: school days after which a signal without action is one.
    """
    words = load_loop_words()
    rows = []
    for value, label in names:
        whole = window.cell("loop", school_id=value)
        cells = [window.cell("loop", school_id=value, action=each) for each in words.action]
        rows.append(Row(value, label, (Share(whole), *of(_parts(cells, whole), whole))))
    columns = {"flagged": words.flagged, **{str(key): text for key, text in words.action.items()}}
    caption = words.caption_action.format(days=days)
    return Panel("loop_by_school", caption, "school_id", "School", columns, tuple(rows))


def timing(window: ProtectedWindow, *, names: Names) -> Panel:
    """Return one row per school: whose due date has passed, and who was seen in time."""
    words = load_loop_words()
    rows = []
    for value, label in names:
        whole = window.cell("loop_timing", school_id=value, due="due")
        cells = [
            window.cell("loop_timing", school_id=value, due="due", timing=each)
            for each in words.timing
        ]
        rows.append(Row(value, label, (Share(whole), *of(_parts(cells, whole), whole))))
    columns = {"due": words.due, **words.timing}
    name = "seen_in_time_by_school"
    return Panel(name, words.caption_timing, "school_id", "School", columns, tuple(rows))


def stages(window: ProtectedWindow) -> Panel:
    """Return one row per stage: how many students of the district have come so far."""
    words, whole = load_loop_words(), window.cell("loop_stages")
    rows = tuple(
        Row(
            stage.id,
            stage.words,
            (Share(window.cell("loop_stages", action=stage.action, stage=stage.id), whole),),
        )
        for stage in words.stage
    )
    columns = {"students": words.students}
    heading = words.stage_heading
    return Panel("loop_stages", words.caption_stages, "stage", heading, columns, rows)


def checks(window: ProtectedWindow) -> Panel:
    """Return one row per further measure of the district, each with its own whole."""
    words = load_loop_words()
    rows = [("family_reached", _family(window, "allowed"), _family(window, "allowed", "reached"))]
    if "loop_checks" in window.tables:
        rows += [
            (
                each,
                window.cell("loop_checks", check=each),
                window.cell("loop_checks", check=each, met="yes"),
            )
            for each in window.values("loop_checks", "check")
        ]
    columns = {"of": words.heading_of, "met": words.heading_met}
    return Panel(
        "loop_measures",
        words.caption_checks,
        "measure",
        words.check_heading,
        columns,
        tuple(
            Row(id_, words.check[id_], (Share(whole), Share(met, whole)))
            for id_, whole, met in rows
        ),
    )


def _family(window: ProtectedWindow, contact: str, family: str = TOTAL) -> ProtectedCell:
    return window.cell("loop_family", contact=contact, family=family)


def _parts(
    cells: Iterable[ProtectedCell], whole: ProtectedCell
) -> list[tuple[ProtectedCell, int | None]]:
    """Return each part with the most that shown parts leave for a hidden one."""
    cells = list(cells)
    shown = sum(cell.value or 0 for cell in cells)
    most = None if whole.value is None else whole.value - shown
    return [(cell, most) for cell in cells]
