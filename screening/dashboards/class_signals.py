"""What shown counts decide about a class, a grade or a school; nothing else is looked at."""

from screening.class_support.rules import Decision, load_class_support
from screening.dashboards.panels import Panel
from screening.dashboards.shares import Share
from screening.wilson import round_half_up

MORE = "more"
"""Column of students at targeted or intensive support."""


def threshold() -> int:
    """Return from how many in 100 students on a group is looked at first."""
    return round_half_up(100 * load_class_support().decision.threshold)


def marks(classes: Panel) -> dict[str, str]:
    """Return row id → what the shown counts of a class decide, in words."""
    words = load_class_support().marks
    decisions = {row.id: _decision(classes.share(row, MORE)) for row in classes.rows}
    return {row_id: getattr(words, found or "hidden") for row_id, found in decisions.items()}


def first(school: Panel, grades: Panel) -> tuple[str, ...]:
    """Return a sentence for the school, then for each grade, that comes before its classes."""
    words = load_class_support().words
    found = []
    for panel, text in ((school, words.first_school), (grades, words.first_grade)):
        for row in panel.rows:
            share = panel.share(row, MORE)
            counts = {"flagged": share.part.value, "screened": share.size, "grade": row.id}
            if _decision(share) == "class_plan":
                found.append(text.format(**counts, threshold=threshold()))
    return tuple(found)


def _decision(share: Share) -> Decision | None:
    """Return what shown counts decide about a group; None where they are hidden."""
    if share.part.value is None or share.size is None:
        return None
    return load_class_support().decision.decide(share.part.value, screened=share.size)
