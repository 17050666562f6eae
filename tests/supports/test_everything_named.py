"""Everything that the five articles behind the catalogue name is a row of it."""

import pytest
from named_in_articles import ADDED, ARTICLES

from screening.supports.catalogue import load_catalogue
from screening.supports.help_lines import shipped_help_lines

SHIPPED = load_catalogue()
KNOWN = {row.id for row in SHIPPED.rows} | {line.id for line in shipped_help_lines()}


@pytest.mark.parametrize("article", ARTICLES)
def test_everything_that_an_article_names_is_a_row(article):
    missing = {said: row_id for said, row_id in ARTICLES[article].items() if row_id not in KNOWN}
    assert missing == {}


def test_every_row_is_named_by_an_article_or_was_added_on_purpose():
    named = {row_id for article in ARTICLES.values() for row_id in article.values()}
    assert named | ADDED == KNOWN
    assert named & ADDED == set()


@pytest.mark.parametrize(
    "row_id",
    [
        "cbt-individual",
        "mindfulness-universal",
        "mindfulness-targeted",
        "dbt-skills-universal",
        "dbt-a",
        "digital-cbt-guided",
        "physical-activity",
        "gratitude",
        "mood-tracking",
        "combined-therapy-medication",
        "peer-support",
        "group-support",
        "social-skills-group",
        "cultural-competence",
        "compassion",
        "early-detection",
        "music-therapy",
        "art-therapy",
        "psychedelics",
        "social-media-monitoring",
        "newer-medicines",
        "employability-claim",
        "promised-success-rates",
        "act-targeted",
    ],
)
def test_what_the_articles_claim_too_much_of_says_what_does_not_hold(row_id):
    row = next(row for row in SHIPPED.rows if row.id == row_id)
    assert len(row.claim_checked.split()) > 5


def test_a_count_that_was_read_as_a_percentage_is_put_right():
    said = SHIPPED.support_by_id("digital-cbt-guided").claim_checked
    assert "71 of 89" in said
    assert round(100 * 71 / 89) == 80
    assert "80 %" in said


def test_the_line_for_finding_care_is_no_crisis_line():
    line = next(line for line in shipped_help_lines() if line.id == "us_samhsa")
    assert line.kind == "information"
    assert "does not counsel" in line.does_not
