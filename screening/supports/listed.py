"""The catalogue as a list for a terminal: what may be offered to whom, by suggestion rule."""

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from screening.supports.catalogue import Catalogue
from screening.supports.help_lines import HelpLine
from screening.supports.shown import in_lines, spaced
from screening.supports.support import Support

INDENT = "  "


@dataclass(frozen=True)
class Wanted:
    """Which supports are asked for; None = any."""

    area: str | None = None
    tier: int | None = None
    age: int | None = None

    def holds(self, support: Support) -> bool:
        """Return whether a support is among them."""
        return (
            (self.area is None or self.area in support.areas)
            and (self.tier is None or self.tier in support.tiers)
            and (self.age is None or support.ages.first <= self.age <= support.ages.last)
        )


def supports_listed(catalogue: Catalogue, *, wanted: Wanted, today: dt.date) -> Iterator[str]:
    """Yield lines of what may be offered, by rule; what nobody is offered is not among them."""
    for rule in ("auto", "human", "info"):
        rows = [row for row in catalogue.support if row.suggest == rule and wanted.holds(row)]
        yield from _group(catalogue.rules[rule], rows, catalogue=catalogue, today=today)


def never_listed(catalogue: Catalogue, *, wanted: Wanted, today: dt.date) -> Iterator[str]:
    """Yield lines of what nobody is offered."""
    rows = [row for row in catalogue.support if row.suggest == "never" and wanted.holds(row)]
    yield from _group(catalogue.rules["never"], rows, catalogue=catalogue, today=today)


def others_listed(catalogue: Catalogue, lines: Iterable[HelpLine]) -> Iterator[str]:
    """Yield lines of everything that is no support: places, access, principles, help lines."""
    groups = {
        "Local places": [(place.name, place.id) for place in catalogue.service],
        "Ways to reach help": [(row.name, row.id) for row in catalogue.access],
        "Principles": [(row.name, row.id) for row in catalogue.principle],
        "Help lines": [(f"{line.owner}, {line.number}", line.id) for line in lines],
    }
    for title, rows in groups.items():
        if rows:
            yield from ("", title)
            for name, row_id in rows:
                yield from in_lines(f"{name} ({row_id})", indent=INDENT, margin=INDENT)


def by_evidence(rows: Iterable[Support], *, catalogue: Catalogue) -> list[Support]:
    """Return rows with the best tested first; equals keep their order."""
    levels = list(catalogue.levels)
    return sorted(rows, key=lambda row: levels.index(row.evidence.level))


def _group(
    title: str, rows: Sequence[Support], *, catalogue: Catalogue, today: dt.date
) -> Iterator[str]:
    if not rows:
        return
    yield from ("", f"{title} ({len(rows)})")
    for row in by_evidence(rows, catalogue=catalogue):
        yield from in_lines(row.name, indent=INDENT, margin=INDENT)
        facts = _facts(row, catalogue=catalogue, today=today)
        yield from in_lines(facts, indent=INDENT * 3, margin=INDENT * 3)


def _facts(row: Support, *, catalogue: Catalogue, today: dt.date) -> str:
    tiers = ", ".join(str(tier) for tier in row.tiers)
    usual = "usual practice, " if row.practice_default else ""
    facts = [
        row.id,
        f"tier {tiers}",
        f"ages {row.ages}",
        f"{usual}evidence {spaced([row.evidence.level])}",
        ", ".join(catalogue.area_words(area) for area in row.areas),
    ]
    if row.is_stale(today=today):
        facts.append("PAST ITS DATE: not suggested")
    places = sum(row.id in place.offers for place in catalogue.service)
    return " | ".join(facts) + (f" | local places: {places}" if places else "")
