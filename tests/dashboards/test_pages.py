"""The two pages: nothing hidden gets out, their parts agree, and anybody can read them."""

import csv
import dataclasses
import re
from html.parser import HTMLParser
from itertools import pairwise

import pytest
from made_up_window import FACTS, NAMES, frame, window_counts

from screening.dashboards.counts import WindowCounts
from screening.dashboards.pages import (
    DistrictFigures,
    SchoolFigures,
    write_district_page,
    write_school_page,
)
from screening.dashboards.plan import plan_publication
from screening.dashboards.protected import protect_window
from screening.privacy.publication import lay_out
from screening.programme.settings import Suppression

PAGES = ["dashboard.html", *(f"{school}/school.html" for school in NAMES)]


def write_all(counts: WindowCounts, to, *, names=NAMES, chance=None):
    """Write the district's page and every school's; return the folder."""
    window = protect_window(counts, suppression=Suppression())
    words = {"V401": "Not allowed."}
    write_district_page(DistrictFigures(FACTS, window, names, words, (), chance), to=to)
    for school in NAMES:
        figures = SchoolFigures(FACTS, window, school, names[school])
        write_school_page(figures, to=to / school)
    return to


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    return write_all(window_counts(), tmp_path_factory.mktemp("pages"))


class Page(HTMLParser):
    """Tags with their attributes, and the rows of every table as text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict]] = []
        self.tables: list[list[list[str]]] = []
        self._cell: list[str] | None = None
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("td", "th"):
            self._cell = []

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.tables[-1][-1].append("|".join(part.strip() for part in self._cell))
            self._cell = None

    def handle_data(self, data):
        if self._cell is not None and data.strip():
            self._cell.append(data)

    def named(self, tag: str) -> list[dict]:
        return [attributes for name, attributes in self.tags if name == tag]


def read(folder, name: str) -> str:
    return (folder / name).read_text(encoding="utf-8")


def test_the_district_gets_one_page_and_one_csv_per_table(pages):
    tables = {path.stem for path in (pages / "tables").iterdir()}
    assert tables == {
        "participation_by_school", "participation_by_grade", "not_screened", "levels_by_school",
        "levels_by_grade", "movement", "files", "problems",
    }  # fmt: skip
    assert len(Page(read(pages, "dashboard.html")).tables) == len(tables)


def test_a_hidden_count_planted_in_the_data_is_nowhere_on_any_page_or_table(tmp_path):
    """731 must be hidden to protect the 3 beside it; no other count is 731."""
    outcomes = [("alder", grade, "tier_1", 40_000) for grade in ("K", "1")]
    outcomes += [("alder", "K", "tier_2", 731), ("alder", "K", "tier_3", 3)]
    outcomes += [("alder", "1", "tier_2", 5_200), ("alder", "1", "tier_3", 947)]
    outcomes += [("alder", grade, "not_answered", 5_000) for grade in ("K", "1")]
    counts = window_counts()
    others = counts.outcomes[counts.outcomes["school_id"] != "alder"]
    planted = [*others.itertuples(index=False, name=None), *outcomes]
    counts = dataclasses.replace(
        counts,
        outcomes=frame(planted, "school_id grade outcome count"),
        movements=counts.movements[:0],
        class_outcomes=counts.class_outcomes[:0],
    )
    numbers: set[str] = set()
    for path in write_all(counts, tmp_path).rglob("*.*"):
        numbers |= set(re.findall(r"\d+", path.read_text(encoding="utf-8").replace(",", "")))
    assert "40000" in numbers, "the search must be able to find a count"
    window = protect_window(counts, suppression=Suppression())
    hidden = {
        key
        for key, cell in window.tables["school_grades"].cells.items()
        if cell.value is None and key[0] == "alder" and key[1] == "K"
    }
    assert ("alder", "K", "screened", "tier_3") in hidden
    assert ("alder", "K", "screened", "tier_2") in hidden
    assert "731" not in numbers


def test_every_number_of_a_csv_is_a_shown_cell_and_every_hidden_cell_is_empty(pages):
    layout = lay_out(plan_publication(window_counts()))
    rows = layout.rows["schools"]
    with (pages / "tables" / "levels_by_school.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    window = protect_window(window_counts(), suppression=Suppression())
    told = {"screened": "*", "tier_1": "tier_1", "tier_2": "tier_2", "tier_3": "tier_3"}
    for line in lines:
        if line["measure"] in told:
            key = (line["school_id"], "screened", told[line["measure"]])
            cell = window.tables["schools"].cells[key]
            assert line["status"] == ("hidden" if cell.value is None else "shown")
            true = str(layout.value(layout.cells[rows[key]]))
            assert line["value"] == ("" if cell.value is None else true)
    assert {line["status"] for line in lines} == {"shown", "hidden"}


def test_page_tables_and_csvs_hold_the_same_numbers(pages):
    by_rows = {}
    for table in Page(read(pages, "dashboard.html")).tables:
        cells = [cell.split("|")[0] for row in table[1:] for cell in row[1:]]
        by_rows.setdefault(len(cells), []).append(
            [re.sub(r" \(.*", "", cell).replace(",", "") for cell in cells]
        )
    for path in (pages / "tables").iterdir():
        lines = list(csv.DictReader(path.open(encoding="utf-8")))
        hidden = "fewer than 5" if path.stem == "problems" else "hidden to protect privacy"
        told = [line["value"] or hidden for line in lines]
        assert told in by_rows[len(told)], path.name


def test_labels_of_a_chart_are_percentages_of_its_table(pages):
    text = read(pages, "dashboard.html")
    drawn = re.search(r'aria-labelledby="school-levels-title.*?</svg>', text, re.DOTALL).group()
    labels = re.findall(r">((?:under |over )?\d+ %)</text>", drawn)
    with (pages / "tables" / "levels_by_school.csv").open(encoding="utf-8") as file:
        lines = list(csv.DictReader(file))
    told = {f"{line['percent']} %" for line in lines if line["percent"]}
    rest = {100 - int(line["percent"]) for line in lines if line["percent"].isdigit()}
    assert labels
    assert all(label in told or int(re.findall(r"\d+", label)[0]) in rest for label in labels)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_loads_nothing_and_runs_nothing(pages, name):
    text = read(pages, name)
    page = Page(text)
    policy = [meta["content"] for meta in page.named("meta") if "http-equiv" in meta]
    assert policy == ["default-src 'none'; style-src 'unsafe-inline'; img-src data:"]
    assert "http:" not in text
    assert "https:" not in text
    assert not {"script", "link", "iframe", "img", "object", "form"} & {tag for tag, _ in page.tags}
    assert not [a for _, attributes in page.tags for a in attributes if a.startswith("on")]
    assert len(text.encode()) < 1_000_000


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_read_aloud(pages, name):
    page = Page(read(pages, name))
    ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
    assert page.named("html") == [{"lang": "en"}]
    assert len(page.named("h1")) == 1
    assert len(page.named("title")) == 1 + sum(1 for svg in page.named("svg") if "role" in svg)
    assert all(cell.get("scope") in ("col", "row") for cell in page.named("th"))
    assert len(page.named("caption")) == len(page.named("table"))
    assert len(ids) == len(set(ids))
    assert page.named("a")[0] == {"class": "skip", "href": "#main"}
    for tag, attributes in page.tags:
        for reference in attributes.get("aria-labelledby", "").split():
            assert reference in ids, tag
    drawings = [svg for svg in page.named("svg") if "role" in svg]
    assert drawings
    assert all(svg["role"] == "img" for svg in drawings)
    assert len([g for g in page.named("g") if g.get("aria-hidden") == "true"]) == len(drawings)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_speaks_of_levels_of_support_and_never_of_risk_or_impact(pages, name):
    text = read(pages, name).lower()
    for word in ("risk", "diagnos", "disorder", "abnormal", "impact", "red flag", "fail", "rank"):
        assert word not in re.sub(r"<style>.*?</style>", "", text, flags=re.DOTALL), word
    assert "support" in text


@pytest.mark.parametrize("name", PAGES)
def test_headings_do_not_skip_a_level(pages, name):
    levels = [int(tag[1]) for tag, _ in Page(read(pages, name)).tags if re.fullmatch(r"h\d", tag)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_hidden_cells_say_so(pages):
    cells = [c for table in Page(read(pages, "dell/school.html")).tables for r in table for c in r]
    assert "hidden to protect privacy" in cells
    assert "" not in cells


def test_a_school_with_fewer_than_ten_students_shows_no_count_of_its_parts(pages):
    text = read(pages, "dell/school.html")
    assert "is hidden to protect privacy" in text
    assert "Every share of this chart is hidden" in text
    values = [cell for table in Page(text).tables[:4] for row in table[1:] for cell in row[1:]]
    assert set(values) == {"hidden to protect privacy"}


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", 'A" onload="x', "Tom & Jerry's", "{{ facts }}", "=1+1"]
)
def test_a_hostile_school_name_is_text_and_nothing_else(tmp_path, name):
    folder = write_all(window_counts(), tmp_path, names={**NAMES, "alder": name})
    for path in ("dashboard.html", "alder/school.html"):
        page = Page(read(folder, path))
        assert "script" not in {tag for tag, _ in page.tags}
        assert not [a for _, attributes in page.tags for a in attributes if a.startswith("on")]
    told = {row[0] for table in Page(read(folder, "dashboard.html")).tables for row in table}
    assert any(name.replace("&", "|&|").split("|")[0] in cell for cell in told)


def test_hostile_ids_are_inert_in_a_csv(tmp_path):
    counts = window_counts()
    files = counts.file_counts.assign(file=["=HYPERLINK(1)", "b.csv"])
    folder = write_all(dataclasses.replace(counts, file_counts=files), tmp_path)
    cells = [c for line in csv.reader((folder / "tables/files.csv").open()) for c in line]
    assert "'=HYPERLINK(1)|teacher" in cells
    assert not [cell for cell in cells if cell.startswith("=")]


def test_pages_of_the_same_counts_in_another_order_are_the_same_bytes(pages, tmp_path):
    counts = window_counts()
    turned = {field.name: getattr(counts, field.name)[::-1] for field in dataclasses.fields(counts)}
    again = write_all(WindowCounts(**turned), tmp_path)
    for path in pages.rglob("*.*"):
        assert path.read_bytes() == (again / path.relative_to(pages)).read_bytes(), path.name


def test_pages_can_be_read_by_their_owner_only(pages):
    assert {path.stat().st_mode & 0o777 for path in pages.rglob("*.*")} == {0o600}


def test_a_first_window_says_that_there_is_nothing_to_compare_with(tmp_path):
    counts = window_counts()
    first = dataclasses.replace(counts, movements=counts.movements[:0])
    folder = write_all(first, tmp_path)
    for name in PAGES:
        assert "This is the first window" in read(folder, name)
    assert not (folder / "tables" / "movement.csv").exists()


def test_the_page_tells_who_was_counted_by_which_rule_and_whom_to_ask(pages):
    text = read(pages, "dashboard.html")
    for words in (
        "14 September 2026 to 9 October 2026",
        "Figures as of 12 October 2026",
        "Groups of fewer than 10 students",
        "parts of a group of 1 to 4",
        FACTS.contact,
        FACTS.version,
        *FACTS.screeners,
        *FACTS.rules,
    ):
        assert words in text
