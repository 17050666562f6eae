"""The data-quality report of a run: every promise, kept or broken, and what to do. No answers.

Our own page instead of Great Expectations' Data Docs, which quote values and load foreign scripts.
"""

from dataclasses import dataclass

from expectations.borders import FINDINGS
from expectations.catalogue import promises
from expectations.run import Finding
from screening.outbox import write_text
from screening.rendering import render
from screening.run.lists import run_id
from screening.run.window_run import WindowRun
from screening.warehouse import Warehouse

BORDERS = {
    "export": "Files coming in",
    "answers": "Answers before scoring",
    "scores": "Tables going out",
}


@dataclass(frozen=True)
class BorderReport:
    """The findings at one border, broken promises first."""

    title: str
    findings: tuple[Finding, ...]


def write_quality_report(run: WindowRun, warehouse: Warehouse) -> None:
    """Write `district/validation/quality.html` and `quality.csv`."""
    findings = [
        Finding(code, about, is_kept)
        for code, about, is_kept in warehouse.rows(
            f"select code, about, is_kept from {FINDINGS} order by is_kept, code, about"
        )
    ]
    borders = [
        BorderReport(title, tuple(f for f in findings if f.promise.border == border))
        for border, title in BORDERS.items()
    ]
    folder = run.outbox.building / "district" / "validation"
    page = render(
        "pages/quality.html",
        programme=run.programme.settings.name,
        window=run.window.title,
        run_id=run_id(run),
        borders=borders,
        broken_count=sum(not finding.is_kept for finding in findings),
        checked_count=len(findings),
        promise_count=len(promises()),
    )
    write_text(folder / "quality.html", page)
    write_text(folder / "quality.csv", _csv(findings))


def _csv(findings: list[Finding]) -> str:
    """Return the findings as CSV; `about` is quoted and starts with a letter, digit or quote."""
    lines = ["code,about,kept"]
    for finding in findings:
        about = finding.about.replace('"', '""')
        lines.append(f'{finding.code},"about: {about}",{str(finding.is_kept).lower()}')
    return "\n".join(lines) + "\n"
