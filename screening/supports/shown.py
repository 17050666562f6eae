"""Rows of the catalogue as people read them: in lists, in a terminal, on the page for staff."""

import datetime as dt
from collections.abc import Iterable, Iterator
from textwrap import wrap

from screening.supports.catalogue import Catalogue
from screening.supports.help_lines import HelpLine
from screening.supports.service import Service
from screening.supports.support import AccessAid, Principle, Row, Support

WIDTH = 79
"""Characters of a line in a terminal of 80."""
LABEL = 17
Field = tuple[str, str]
"""A label and its text."""


def spaced(ids: Iterable[str]) -> str:
    """Return ids as words, as `class teacher, peer`."""
    return ", ".join(each.replace("_", " ") for each in ids)


def shown(
    row_id: str, *, catalogue: Catalogue, lines: Iterable[HelpLine], today: dt.date
) -> str | None:
    """Return one row, local place or help line for a terminal; None where there is none."""
    for row in catalogue.rows:
        if row.id == row_id:
            fields = fields_of(row, catalogue=catalogue, today=today)
            return in_terminal(f"{row.name} ({row.id})", row.plain, fields)
    for place in catalogue.service:
        if place.id == row_id:
            fields = fields_of_service(place, today=today)
            return in_terminal(f"{place.name} ({place.id})", "A local place.", fields)
    for line in lines:
        if line.id == row_id:
            fields = fields_of_line(line, today=today)
            return in_terminal(f"{line.owner} ({line.id})", "A help line.", fields)
    return None


def fields_of(row: Row, *, catalogue: Catalogue, today: dt.date) -> list[Field]:
    """Return everything that is known of a row, label by label; what is empty is left out."""
    found = [
        *_first(row, catalogue),
        *_evidence(row, catalogue),
        ("Mind", row.caution),
        *(_of_support(row, catalogue) if isinstance(row, Support) else ()),
        *(_places(row, catalogue, today) if isinstance(row, Support) else ()),
        ("Holds in", ", ".join(row.region)),
        ("Read again by", _read_again(row, today)),
    ]
    return [(label, text) for label, text in found if text]


def _first(row: Row, catalogue: Catalogue) -> Iterator[Field]:
    """Yield what follows from a row for whoever reads it."""
    if isinstance(row, Support):
        yield "Rule", f"{catalogue.rules[row.suggest]}{_because(row)}."
    elif isinstance(row, AccessAid):
        yield "What to do", row.what_to_do
        yield "Answers the need", "; ".join(row.answers)
    elif isinstance(row, Principle):
        for doing in row.does:
            yield "The software", f"{doing.words} (kept by {doing.kept_by})"
        yield "Left to people", row.left_to_people


def _of_support(row: Support, catalogue: Catalogue) -> Iterator[Field]:
    yield "For", "; ".join(catalogue.area_words(area) for area in row.areas)
    yield "Tiers", ", ".join(str(tier) for tier in row.tiers)
    yield "Ages", str(row.ages)
    yield "Form", spaced(row.format)
    if row.suggest != "never":
        yield "Given by", spaced(row.delivered_by)
        yield "Access", row.access
        yield "Cost", row.cost
        yield "May stand in", spaced(row.appears)


def _because(row: Support) -> str:
    if row.practice_default:
        return ", as usual practice in schools rather than as tested help"
    return ", since it is no matter of a school" if row.kind == "out_of_scope" else ""


def _places(row: Support, catalogue: Catalogue, today: dt.date) -> Iterator[Field]:
    for service in catalogue.service:
        if row.id in service.offers:
            stale = "; PAST ITS DATE, not named" if service.is_stale(today=today) else ""
            yield "Local place", f"{service.address}{stale} ({service.id})"


def _evidence(row: Row, catalogue: Catalogue) -> Iterator[Field]:
    """Yield how well a row is tested; of a duty or a hurdle that nobody tests there is nothing."""
    evidence = row.evidence
    is_untested = evidence.level == "not_applicable" and not isinstance(row, Support)
    if not is_untested:
        yield "Evidence", f"{spaced([evidence.level])} ({catalogue.levels[evidence.level]})."
    if not is_untested or evidence.checked != "background":
        read = f"({catalogue.checked[evidence.checked]}; {row.checked_on})"
        yield "What is known", evidence.note
        yield "Source", f"{evidence.source} {read}"
    yield "Claim checked", row.claim_checked


def _read_again(row: Row, today: dt.date) -> str:
    stale = " PAST ITS DATE: not suggested." if row.is_stale(today=today) else ""
    return f"{row.review_by}, {row.owner}.{stale}"


def fields_of_service(service: Service, *, today: dt.date) -> list[Field]:
    """Return everything that is known of a local place."""
    stale = " PAST ITS DATE: not named." if service.is_stale(today=today) else ""
    found = [
        ("Gives", ", ".join(service.offers)),
        ("Telephone", service.phone),
        ("Where", service.where),
        ("Reached by", spaced(service.reached_by)),
        ("Languages", ", ".join(service.languages)),
        ("Cost", spaced(service.cost)),
        ("Wait", service.wait),
        ("Ages", str(service.ages) if service.ages else ""),
        ("Note", service.note),
        ("Check again by", f"{service.review_by}, {service.owner}.{stale}"),
    ]
    return [(label, text) for label, text in found if text]


def fields_of_line(line: HelpLine, *, today: dt.date) -> list[Field]:
    """Return everything that is known of a help line."""
    read = "in every letter of its country" if line.readers == "letters" else "by staff alone"
    stale = " PAST ITS DATE: letters wait." if line.is_stale(today=today) else ""
    text = f", text {line.text_word}" if line.text_word else ""
    return [
        ("Country", line.country),
        ("Kind", line.kind),
        ("Number", f"{line.number} ({' or '.join(line.how)}{text})"),
        ("Hours", line.hours),
        ("Languages", ", ".join(line.languages)),
        ("Cost", line.cost),
        ("For", line.for_whom),
        ("What it is not", line.does_not),
        ("Read", read),
        ("Source", f"{line.source} ({spaced([line.checked])}, {line.checked_on})"),
        ("Check again by", f"{line.valid_until}.{stale}"),
    ]


def in_terminal(title: str, plain: str, fields: Iterable[Field]) -> str:
    """Return a row for a terminal of 80 characters: title, plain words, fields with a margin."""
    lines = [*in_lines(title), "", *in_lines(plain), ""]
    for label, text in fields:
        lines += in_lines(f"{label:<{LABEL}}{text}", margin=" " * LABEL)
    return "\n".join(lines)


def in_lines(text: str, *, indent: str = "", margin: str = "") -> list[str]:
    """Return a text in lines of a terminal; ids stay whole, so that they can be copied."""
    return wrap(
        text, WIDTH, initial_indent=indent, subsequent_indent=margin, break_on_hyphens=False
    )
