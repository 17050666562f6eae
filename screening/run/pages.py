"""Step: the school's pages, the district's page, and the tables they show."""

from dataclasses import replace

import pandas as pd

from screening import __version__
from screening.change.chance import chance_of
from screening.dashboards.counts import WindowCounts
from screening.dashboards.pages import (
    DistrictFigures,
    PageFacts,
    SchoolFigures,
    write_district_page,
    write_school_page,
)
from screening.dashboards.protected import protect_window
from screening.dashboards.words import INFORMANTS, LEVELS, grades_in_words
from screening.instruments.library import Library
from screening.instruments.without_cut_points import lacking_cut_points
from screening.problem import catalogue
from screening.programme.settings import Screener
from screening.run.lists import run_id
from screening.run.loop import loop_of
from screening.run.score_quality import score_quality_lines
from screening.run.window_run import WindowRun
from screening.scoring.tier_rule import Rule, TierRule
from screening.warehouse import Warehouse

NAMELESS_FILE = "coalesce(layout_id, 'no layout') || ', file ' || file_id"
"""How the district's pages call a file: its own name could hold a student's (law 6)."""


def write_pages(run: WindowRun, warehouse: Warehouse) -> None:
    """Write every page of the run; each shows only what disclosure control lets through.

    A school without a student on the roster has no page.

    Raises:
        FailedChecksError: a hidden count could be worked out from what is shown.
    """
    settings = run.programme.settings
    counts = window_counts(warehouse)
    loop = loop_of(run, warehouse, schools=set(counts.outcomes["school_id"]))
    counts = replace(counts, loop=loop.counts, loop_checks=loop.checks)
    window = protect_window(counts, suppression=settings.suppression)
    facts = page_facts(run)
    names = {school.id: school.name for school in settings.school}
    words = {code: kind.what for code, kind in catalogue().items()}
    building = run.outbox.building
    lines = score_quality_lines(warehouse)
    chance = chance_of(run.programme) if run.previous_window else None
    district = DistrictFigures(facts, window, names, words, lines, chance, loop.wait)
    write_district_page(district, to=building / "district")
    with_students = set(counts.outcomes["school_id"])
    for school_id in (each for each in names if each in with_students):
        figures = SchoolFigures(facts, window, school_id, names[school_id])
        write_school_page(figures, to=building / "schools" / school_id)


def window_counts(warehouse: Warehouse) -> WindowCounts:
    """Return the true counts of the window."""
    return WindowCounts(
        outcomes=warehouse.frame(
            "select school_id, grade, outcome, sum(student_count)::bigint as count"
            " from mart_outcome_count group by all order by all"
        ),
        movements=warehouse.frame(
            "select school_id, previous_tier, tier, student_count as count"
            " from mart_movement order by all"
        ),
        leavers=warehouse.frame(
            "select school_id, previous_tier, student_count as count from mart_leaver order by all"
        ),
        class_outcomes=warehouse.frame(
            "select school_id, grade, class_id, outcome, sum(student_count)::bigint as count"
            " from mart_outcome_count group by all order by all"
        ),
        file_counts=warehouse.frame(
            f"select {NAMELESS_FILE} as file, coalesce(informant, '') as informant, rows_read,"
            " rows_scored, rows_set_aside, rows_left_out, refused_code is not null as refused"
            " from mart_file_count order by file_id"
        ),
        problem_counts=_problem_counts(warehouse),
        expected_moves=warehouse.frame(
            "select previous_tier, tier, low_share, high_share from mart_expected_movement"
            " order by all"
        ),
    )


def _problem_counts(warehouse: Warehouse) -> pd.DataFrame:
    counts = warehouse.frame(
        "select code, count(*) as count from int_problem group by code order by code"
    )
    severities = [catalogue()[code].severity.value for code in counts["code"]]
    return counts.assign(severity=severities)[["code", "severity", "count"]]


def page_facts(run: WindowRun) -> PageFacts:
    """Return what the method part of every page says."""
    settings, rule = run.programme.settings, run.programme.tier_rule
    return PageFacts(
        programme=settings.name,
        window=run.window.title,
        opens=run.window.opens,
        closes=run.window.closes,
        as_of=run.as_of,
        screeners=tuple(
            _screener_sentence(each, run.programme.library) for each in settings.screener
        ),
        rules=(_approval(rule), *(_rule_sentence(each) for each in rule.rule)),
        suppression=settings.suppression,
        contact=settings.contact,
        version=f"Screening pipeline {__version__}, run {run_id(run)}",
        followup=settings.followup,
    )


def _approval(rule: TierRule) -> str:
    approved = f"approved by {rule.approved_by} on {rule.approved_on}"
    return f"Tier rule {rule.id}, version {rule.version}, {approved}."


def _rule_sentence(rule: Rule) -> str:
    return f"{LEVELS[f'tier_{rule.tier}']} (tier {rule.tier}): {rule.words}"


def _screener_sentence(screener: Screener, library: Library) -> str:
    instrument = library.get(screener.instrument)
    who = INFORMANTS[screener.informant].lower()
    return (
        f"{instrument.title}, definition {instrument.version}, answered by {who}, grades"
        f" {grades_in_words(screener.grades)}{lacking_cut_points(instrument, screener.informant)}."
    )
