"""The two pages and the district's CSVs: protected panels into templates, written whole."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from screening.change.chance import Chance
from screening.change.rules import load_change_rules
from screening.dashboards import charts, class_signals, loop_panels, panels
from screening.dashboards.expected import expected_csv, expected_rows
from screening.dashboards.loop_words import load_loop_words
from screening.dashboards.panels import SCREENED, Panel
from screening.dashboards.protected import ProtectedWindow
from screening.dashboards.shares import Share, percent
from screening.dashboards.tables import panel_csv
from screening.dashboards.words import HIDDEN, LEVELS, day, number
from screening.outbox import write_text
from screening.privacy.publication import TOTAL
from screening.programme.followup_settings import FollowupSettings
from screening.programme.settings import Suppression
from screening.rendering import render


@dataclass(frozen=True)
class PageFacts:
    """What the method part of a page says.

    Attributes:
        programme: name of the programme.
        window: title of the screening window.
        opens: first day on which answers counted.
        closes: last day on which answers counted.
        as_of: day of the run.
        screeners: one sentence per instrument in use: name, version, who answers, which grades.
        rules: sentences of the tier rule, with who approved it and when.
        suppression: which counts are hidden.
        contact: whom to ask about the page.
        version: version of this software, and the run it belongs to.
        followup: from when on a signal without action is one.
    """

    programme: str
    window: str
    opens: dt.date
    closes: dt.date
    as_of: dt.date
    screeners: tuple[str, ...]
    rules: tuple[str, ...]
    suppression: Suppression
    contact: str
    version: str
    followup: FollowupSettings = field(default_factory=FollowupSettings)


@dataclass(frozen=True)
class DistrictFigures:
    """Everything on the district's page.

    Attributes:
        facts: what the method part says.
        window: protected tables of all schools.
        school_names: school_id → name; a school of the counts without one is shown by its id.
        problem_words: problem code → what it means.
        score_quality: one line per screener about how good its scores are, then advice.
        chance: how well repeats of the scores agree; None in a first window.
        wait: how long students waited to be seen, in words; empty where too few are counted.
    """

    facts: PageFacts
    window: ProtectedWindow
    school_names: Mapping[str, str]
    problem_words: Mapping[str, str] = field(default_factory=dict)
    score_quality: tuple[str, ...] = ()
    chance: Chance | None = None
    wait: str = ""


@dataclass(frozen=True)
class SchoolFigures:
    """Everything on one school's page.

    Attributes:
        facts: what the method part says.
        window: protected tables of all schools, the same as for the district's page.
        school_id: which school.
        school_name: its name.
    """

    facts: PageFacts
    window: ProtectedWindow
    school_id: str
    school_name: str


def write_district_page(page: DistrictFigures, *, to: Path) -> None:
    """Write `dashboard.html` and `tables/*.csv` into the folder `to`.

    Raises:
        LetterError: the template names a value that was not given.
    """
    parts = _district_panels(page)
    write_text(
        to / "dashboard.html", render("pages/district.html", **_district_values(page, parts))
    )
    for panel in parts.values():
        write_text(to / "tables" / f"{panel.name}.csv", panel_csv(panel))
    if moves := expected_rows(page.window):
        write_text(to / "tables" / "expected_movement.csv", expected_csv(moves))


def write_school_page(figures: SchoolFigures, *, to: Path) -> None:
    """Write `school.html` into the folder `to`.

    Raises:
        LetterError: the template names a value that was not given.
    """
    write_text(to / "school.html", render("pages/school.html", **_school_values(figures)))


def _district_panels(page: DistrictFigures) -> dict[str, Panel]:
    """Return every table of the district's page, by the name that its template uses."""
    window = page.window
    ids = window.values("schools", "school_id")
    schools = panels.school_rows({id_: page.school_names.get(id_, id_) for id_ in ids})
    grades = panels.grade_rows(window.values("grades", "grade"))
    whole = [(TOTAL, "District")]
    by_school, by_grade = ("school_id", "School"), ("grade", "Grade")
    parts = {
        "schools": panels.participation(window, "schools", by=by_school, names=[*schools, *whole]),
        "grades": panels.participation(window, "grades", by=by_grade, names=grades),
        "reasons": panels.reasons(window),
        "school_levels": panels.levels(window, "schools", by=by_school, names=[*schools, *whole]),
        "grade_levels": panels.levels(window, "grades", by=by_grade, names=grades),
    }
    if "files" in window.tables:
        parts["files"] = panels.files(window)
    if "problems" in window.tables:
        parts["problems"] = panels.problems(
            window,
            words=dict(page.problem_words),
            fewer_than=page.facts.suppression.numerator_minimum,
        )
    if "movement" in window.tables:
        parts["movement"] = panels.movement(window, school_id=TOTAL)
    days = page.facts.followup.no_action_school_days
    return parts | loop_panels.district_parts(window, schools=page.school_names, days=days)


def _district_values(page: DistrictFigures, parts: dict[str, Panel]) -> dict[str, object]:
    return {
        "facts": page.facts,
        "day": day,
        "score_quality": page.score_quality,
        "panels": parts,
        "loop": _loop_values(parts, facts=page.facts, wait=page.wait),
        "moves": expected_rows(page.window),
        "chance": page.chance,
        "least_students": load_change_rules().expected.students_at_least,
        "level_words": LEVELS,
        "finding": _finding(parts["schools"]),
        "levels_finding": _levels_finding(parts["school_levels"]),
        "charts": {
            "schools": _participation_bars(parts["schools"], name="schools"),
            "grades": _participation_bars(parts["grades"], name="grades"),
            "school_levels": _level_bars(parts["school_levels"], name="school-levels"),
            "grade_levels": _level_bars(parts["grade_levels"], name="grade-levels"),
            "school_dots": _more_dots(parts["school_levels"], name="school-dots"),
            "grade_dots": _more_dots(parts["grade_levels"], name="grade-dots"),
        },
    }


def _school_values(figures: SchoolFigures) -> dict[str, object]:
    window, school_id = figures.window, figures.school_id
    where = {"school_id": school_id}
    whole = [(school_id, figures.school_name)]
    grades = panels.grade_rows(window.values("school_grades", "grade", **where))
    by_school, by_grade = ("school_id", "School"), ("grade", "Grade")
    parts = {
        "school": panels.participation(window, "schools", by=by_school, names=whole),
        "grades": panels.grade_participation(window, where=where, names=grades),
        "school_levels": panels.levels(window, "schools", by=by_school, names=whole),
        "grade_levels": panels.levels(
            window, "school_grades", by=by_grade, names=grades, where=where
        ),
    }
    if "movement" in window.tables:
        parts["movement"] = panels.movement(window, school_id=school_id)
    if "classes" in window.tables:
        parts["classes"] = panels.classes(window, school_id=school_id)
    days = figures.facts.followup.no_action_school_days
    parts |= loop_panels.school_parts(window, school=whole[0], days=days)
    return {
        "facts": figures.facts,
        "day": day,
        "school_name": figures.school_name,
        "panels": parts,
        "loop": _loop_values(parts, facts=figures.facts),
        "finding": _finding(parts["school"]),
        "levels_finding": _levels_finding(parts["school_levels"]),
        "threshold": class_signals.threshold(),
        "first": class_signals.first(parts["school_levels"], parts["grade_levels"]),
        "suggestions": class_signals.marks(parts["classes"]) if "classes" in parts else {},
        "charts": {
            "grades": _participation_bars(parts["grades"], name="grades"),
            "school_levels": _level_bars(parts["school_levels"], name="school-levels"),
            "grade_levels": _level_bars(parts["grade_levels"], name="grade-levels"),
            "grade_dots": _more_dots(parts["grade_levels"], name="grade-dots"),
        },
    }


def _loop_values(parts: Mapping[str, Panel], *, facts: PageFacts, wait: str = "") -> dict[str, str]:
    """Return the sentences above the loop's tables; no finding where there is no table."""
    found = loop_panels.finding(parts, days=facts.followup.no_action_school_days)
    return {"finding": found, "intro": load_loop_words().intro, "wait": wait}


def _participation_bars(panel: Panel, *, name: str) -> charts.Bars:
    title = f"Screened and not screened, by {panel.heading.lower()}"
    return charts.bars(panel, SCREENED, name=name, whole="on the roster", title=title)


def _level_bars(panel: Panel, *, name: str) -> charts.Bars:
    title = f"Screened students at each level of support, by {panel.heading.lower()}"
    return charts.bars(panel, LEVELS, name=name, whole="screened", title=title)


def _more_dots(panel: Panel, *, name: str) -> charts.Dots:
    title = f"Share at targeted or intensive support, by {panel.heading.lower()}"
    return charts.dots(panel, "more", name=name, title=title)


def _finding(panel: Panel) -> str:
    """Return how many of a panel's last row were screened, as a heading."""
    share = panel.share(panel.rows[-1], "screened")
    if share.part.value is None or share.size is None:
        return f"How many students were screened is {HIDDEN}"
    words = f"{number(share.part.value)} of {number(share.size)} students were screened"
    return f"{words} ({_percent_of(share)})"


def _levels_finding(panel: Panel) -> str:
    """Return the share of a panel's last row at each level above universal, as a heading."""
    targeted, intensive = (panel.share(panel.rows[-1], level) for level in ("tier_2", "tier_3"))
    if targeted.share is None or intensive.share is None:
        return f"Some levels of support are {HIDDEN}"
    return (
        f"Of screened students, {_percent_of(targeted)} are at targeted and"
        f" {_percent_of(intensive)} at intensive support"
    )


def _percent_of(share: Share) -> str:
    return percent(share.share or 0.0)
