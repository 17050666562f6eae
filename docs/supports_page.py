"""Writes docs/supports.md: what may help and what must not be suggested. Run by `make docs`."""
# ruff: noqa: INP001 (a script)

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from screening.instruments.page_text import bullets, heading, lines_of, table
from screening.supports.catalogue import Catalogue, load_catalogue
from screening.supports.help_lines import HelpLine, shipped_help_lines
from screening.supports.listed import by_evidence
from screening.supports.shown import fields_of, spaced
from screening.supports.support import Row, Support

PAGE = Path(__file__).resolve().parent / "supports.md"
INTRODUCTION = """# Supports: what may help, and what must not be suggested

For counsellors and for whoever plans help. Nothing here is clinical advice: a qualified person of
the district approves each row before families see it.

- A **list** proposes only rows marked *auto*: well tested, or usual practice in schools with its
  level beside it. What has no use or does harm is proposed by nobody, whatever a district sets.
- A **person** who has met the student may add rows marked *human*. A screener cannot say who needs
  one.
- Rows marked *info* are tips for everybody; they are no plan for a student on the list.
- Every row has a last day. Past it a support is no longer proposed, a local place no longer named,
  and the run says so; a help line past its date stops the letters.

Districts add local places and stricter rules in a file of their own: see the end of this page. On
the command line: `screening supports list` and `screening supports show ID`.

This page is made from `screening/supports/`."""
READERS = {
    "letters": "Every letter of its country prints it.",
    "staff": "No letter prints it: staff pass it on where it fits.",
}
LOCAL = """A file beside `programme.toml`, named there as `supports = "supports.toml"`:

```toml
[[service]]                       # a place that gives a support of the catalogue
id = "riverbend-family-center"
name = "Riverbend Family Center"
offers = ["parent-training"]      # it has the evidence of what it offers, and none of its own
phone = "555-0161"
where = "12 Example Street, two stops from Maple Elementary"
reached_by = ["public_transport"] # at_school, car, home_visit, telehealth, phone
languages = ["en", "es"]
cost = ["free"]                   # sliding_scale, insurance, medicaid, uninsured_welcome, fee
wait = "next course in four weeks"
owner = "Office of student services"   # who calls there to check
checked_on = 2026-09-14
review_by = 2027-03-14            # from the next day on it is not named

[[change]]                        # stricter than shipped: human or never; nothing becomes laxer
id = "check-in-check-out"
suggest = "human"                 # or a later review_by, once somebody has read the row again
reason = "No adult is free twice a day."
owner = "Office of student services"
```

A `[[support]]` of the district's own has every key of a shipped row (`screening/supports/shipped/`)
and passes the same checks. An id of a shipped row is refused: what differs from it needs a name of
its own. A row that is something nobody is offered, under another name, is refused too."""


def page() -> str:
    """Return the page's text."""
    catalogue = load_catalogue()
    parts = [
        INTRODUCTION,
        heading("Evidence levels"),
        bullets(f"**{spaced([level])}**: {words}." for level, words in catalogue.levels.items()),
        *_areas(catalogue),
        heading("What must not be suggested, and why"),
        *_entries(_of_rule(catalogue, "never"), catalogue),
        heading("Ways to reach help"),
        *_entries(catalogue.access, catalogue),
        heading("Help lines"),
        _lines(shipped_help_lines()),
        heading("Principles, and what the software does about each"),
        *_entries(catalogue.principle, catalogue),
        heading("Local places and stricter rules"),
        LOCAL,
    ]
    return f"{lines_of(parts)}\n"


def _of_rule(catalogue: Catalogue, *rules: str) -> list[Support]:
    return [row for row in catalogue.support if row.suggest in rules]


def _areas(catalogue: Catalogue) -> Iterator[str]:
    """Yield a table per area, best tested first, then everything that is known of each row."""
    offered = by_evidence(_of_rule(catalogue, "auto", "human", "info"), catalogue=catalogue)
    yield heading("What may help, by area of need")
    for area, words in catalogue.areas.items():
        rows = [_line(row) for row in offered if area in row.areas]
        yield f"### For {words}"
        yield table(("support", "evidence", "rule", "tiers", "ages"), rows)
    yield heading("Everything known of each support")
    yield from _entries(offered, catalogue)


def _line(row: Support) -> tuple[str, ...]:
    usual = " (usual practice)" if row.practice_default else ""
    tiers = ", ".join(str(tier) for tier in row.tiers)
    name = f"[{row.name}](#{row.id})"
    return name, spaced([row.evidence.level]) + usual, row.suggest, tiers, str(row.ages)


def _entries(rows: Iterable[Row], catalogue: Catalogue) -> Iterator[str]:
    """Yield one part per row, under its id."""
    for row in rows:
        known = fields_of(row, catalogue=catalogue, today=dt.date.min)
        yield lines_of(
            (
                f"### {row.id}",
                f"**{row.name}.** {row.plain}",
                bullets(f"{label}: {text}" for label, text in known),
            )
        )


def _lines(lines: Sequence[HelpLine]) -> str:
    """Return the lines with their last day, then whom each is for and what it is not."""
    rows = [
        (line.id, line.owner, f"{line.number} ({_how(line)})", line.hours, f"{line.valid_until}")
        for line in lines
    ]
    said = [
        f"**{line.id}**: for {line.for_whom}. It {line.does_not}. In {', '.join(line.languages)};"
        f" {line.cost}. {READERS[line.readers]} {line.source} ({spaced([line.checked])},"
        f" {line.checked_on})."
        for line in lines
    ]
    return lines_of((table(("id", "line", "number", "hours", "last day"), rows), bullets(said)))


def _how(line: HelpLine) -> str:
    word = f" {line.text_word}" if line.text_word else ""
    return " or ".join(line.how) + word


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
