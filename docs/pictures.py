"""Makes the pictures of README.md from a demo: `python docs/pictures.py demo-district`."""
# ruff: noqa: INP001, S603, S607 (a script that starts LibreOffice and poppler)

import csv
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

DOCS = Path(__file__).resolve().parent
SCHOOL = "maple_hill"
PRINT_SHEET_PAGE = 5
CHROMIUM = "/usr/bin/chromium"
WIDTH, HEIGHT = 1000, 940


def page_of(pdf: Path, *, page: int, dots: int, name: str) -> None:
    """Write one page of a PDF as `docs/<name>.png`."""
    place = ["-f", str(page), "-l", str(page), "-r", str(dots), "-singlefile"]
    subprocess.run(["pdftoppm", "-png", *place, str(pdf), str(DOCS / name)], check=True)


def referrals(workbook: Path) -> None:
    """Write the first page of the sheet To print."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["soffice", "--headless", "--convert-to", "pdf", "--outdir", folder]
        subprocess.run([*command, str(workbook)], check=True, capture_output=True)
        pdf = Path(folder) / f"{workbook.stem}.pdf"
        page_of(pdf, page=PRINT_SHEET_PAGE, dots=100, name="referrals")


def letter(folder: Path) -> None:
    """Write the first English letter that offers support."""
    with (folder / "manifest.csv").open(encoding="utf-8", newline="") as file:
        wanted = next(
            row["letter_ref"]
            for row in csv.DictReader(file)
            if (row["purpose"], row["language"]) == ("support_offer", "en")
        )
    page_of(folder / f"{wanted}.pdf", page=1, dots=80, name="letter")


def dashboard(page_file: Path) -> None:
    """Write the part of the district's page about levels of support."""
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(page_file.resolve().as_uri())
        page.locator("#levels").evaluate("heading => heading.scrollIntoView()")
        page.screenshot(path=DOCS / "dashboard.png")
        browser.close()


def main() -> None:
    """Make all three pictures from the newest window of a demo."""
    shown = Path(sys.argv[1]) / "outbox" / "2026_autumn"
    referrals(shown / "schools" / SCHOOL / "referrals.xlsx")
    letter(shown / "schools" / SCHOOL / "letters")
    dashboard(shown / "district" / "dashboard.html")


if __name__ == "__main__":
    main()
