"""Both pages in a real browser: no request, no message, readable at three widths and on paper."""

import pytest
from made_up_window import FACTS, NAMES, window_counts

from screening.dashboards.pages import (
    DistrictFigures,
    SchoolFigures,
    write_district_page,
    write_school_page,
)
from screening.dashboards.protected import protect_window
from screening.programme.settings import Suppression

pytestmark = pytest.mark.browser

CHROMIUM = "/usr/bin/chromium"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    to = tmp_path_factory.mktemp("browser")
    window = protect_window(window_counts(), suppression=Suppression())
    write_district_page(DistrictFigures(FACTS, window, NAMES, {}), to=to)
    write_school_page(SchoolFigures(FACTS, window, "birch", NAMES["birch"]), to=to)
    return to


@pytest.fixture(scope="module")
def browser():
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as started:
        opened = started.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-background-networking"]
        )
        yield opened
        opened.close()


@pytest.mark.parametrize("name", ["dashboard.html", "school.html"])
@pytest.mark.parametrize(("width", "zoom"), [(1280, 1), (640, 2), (400, 1)])
def test_a_page_asks_for_nothing_says_nothing_and_fits(browser, folder, name, width, zoom):
    page = browser.new_page(viewport={"width": width, "height": 900}, device_scale_factor=zoom)
    address = (folder / name).as_uri()
    requests, messages = [], []
    page.on("request", lambda request: requests.append(request.url))
    page.on("console", lambda message: messages.append(message.text))
    page.on("pageerror", lambda error: messages.append(str(error)))
    page.goto(address)
    assert requests == [address]
    assert messages == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    drawn = page.locator("svg[role=img] rect, svg[role=img] circle").evaluate_all(
        "marks => marks.filter(mark => mark.getBoundingClientRect().width > 0).length"
    )
    assert drawn > 5
    assert len(page.screenshot(full_page=True)) > 20_000
    page.close()


def test_a_page_prints_with_its_tables_open(browser, folder):
    page = browser.new_page()
    page.goto((folder / "dashboard.html").as_uri())
    page.emulate_media(media="print")
    assert page.locator("table").first.is_visible()
    assert not page.locator(".skip").is_visible()
    assert page.pdf().startswith(b"%PDF")
    page.close()
