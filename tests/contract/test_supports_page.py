"""docs/supports.md is what the catalogue of supports says today."""

import re
import sys

import pytest
from house import REPOSITORY, toml_of

from screening.supports.catalogue import load_catalogue
from screening.supports.help_lines import shipped_help_lines
from screening.supports.local_catalogue import catalogue_with

sys.path.append(str(REPOSITORY / "docs"))
from supports_page import LOCAL, PAGE, page

KEPT = PAGE.read_text(encoding="utf-8")
SHIPPED = load_catalogue()
ENTRIES = dict(re.findall(r"^### ([a-z0-9_-]+)$\n(.+?)(?=^##|\Z)", KEPT, re.MULTILINE | re.DOTALL))


def test_the_page_says_what_the_catalogue_says() -> None:
    mend = "the page is older than the catalogue: run `make docs` and read the difference"
    assert page() == KEPT, mend


@pytest.mark.parametrize("row", SHIPPED.rows, ids=lambda row: row.id)
def test_every_row_has_its_own_part_with_its_caution_and_date(row) -> None:
    part = ENTRIES[row.id]
    for said in (row.name, row.plain, row.caution, row.claim_checked):
        assert said in part
    assert str(row.review_by) in part


@pytest.mark.parametrize("row", SHIPPED.support, ids=lambda row: row.id)
def test_every_support_says_how_well_it_is_tested_and_by_whom(row) -> None:
    part = ENTRIES[row.id]
    level = row.evidence.level.replace("_", " ")
    assert f"- Evidence: {level} ({SHIPPED.levels[row.evidence.level]})." in part
    assert row.evidence.note in part
    assert row.evidence.source in part


def part_of(title: str) -> str:
    """Return the part under a heading."""
    return re.split(r"^## ", KEPT.split(f"## {title}\n")[1], flags=re.MULTILINE)[0]


@pytest.mark.parametrize("line", shipped_help_lines(), ids=lambda line: line.id)
def test_every_help_line_has_its_number_its_last_day_and_what_it_is_not(line) -> None:
    lines = part_of("Help lines")
    (row,) = re.findall(rf"^\| {line.id} .+$", lines, re.MULTILINE)
    assert line.number in row
    assert str(line.valid_until) in row
    (said,) = re.findall(rf"^- \*\*{line.id}\*\*: .+$", lines, re.MULTILINE)
    assert line.does_not in said
    assert ("No letter prints it" in said) == (line.readers == "staff")


def test_what_must_not_be_suggested_stands_together_and_nowhere_among_the_offers() -> None:
    never = {row.id for row in SHIPPED.support if row.suggest == "never"}
    listed = re.findall(r"^### (.+)$", part_of("What must not be suggested, and why"), re.MULTILINE)
    assert set(listed) == never
    offers = part_of("What may help, by area of need") + part_of("Everything known of each support")
    assert not [row_id for row_id in never if f"(#{row_id})" in offers]
    assert not [row_id for row_id in never if f"### {row_id}\n" in offers]


def test_every_area_has_a_table_with_the_best_tested_first() -> None:
    tables = part_of("What may help, by area of need").split("### For ")[1:]
    assert [table.splitlines()[0] for table in tables] == list(SHIPPED.areas.values())
    order = [level.replace("_", " ") for level in SHIPPED.levels]
    for table in tables:
        levels = [line.split("|")[2].strip() for line in table.splitlines() if "](#" in line]
        places = [order.index(level.removesuffix(" (usual practice)")) for level in levels]
        assert places
        assert places == sorted(places)


def test_every_link_leads_to_a_part() -> None:
    assert set(re.findall(r"\]\(#([\w-]+)\)", KEPT)) <= set(ENTRIES)


def test_a_principle_says_what_the_software_does_or_what_is_left_to_people() -> None:
    for principle in SHIPPED.principle:
        assert re.search(r"^- (The software|Left to people): ", ENTRIES[principle.id], re.MULTILINE)


def test_the_example_of_a_districts_own_file_is_taken(tmp_path) -> None:
    (example,) = re.findall(r"```toml\n(.+?)```", LOCAL, re.DOTALL)
    path = tmp_path / "supports.toml"
    path.write_text(example, encoding="utf-8")
    own = catalogue_with(path)
    assert own.service[0].id == toml_of(path)["service"][0]["id"]
    assert own.support_by_id("check-in-check-out").suggest == "human"
