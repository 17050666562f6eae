"""The referral workbook of one school: whom to see first, why, by when, what may help."""

import dataclasses
from itertools import chain
from pathlib import Path

from screening.followup.loop_sheet import loop_table
from screening.outbox import write_bytes
from screening.referrals.issued_cells import sealed
from screening.referrals.list_day import ListDay
from screening.referrals.referral import Referral, load_columns
from screening.referrals.referral_list import ReferralList
from screening.referrals.rules import load_rules
from screening.referrals.start_lines import loud_lines, start_lines
from screening.referrals.workbook_words import load_words
from screening.spreadsheet import Book, Choices, Column, Table
from screening.supports.support import Support


def write_referral_workbook(path: Path, *, referral_list: ReferralList, run_id_text: str) -> None:
    """Write the workbook: the same list gives the same bytes.

    Sheets: Start here, Referrals (the list), To print, Not screened, How far we are, Supports,
    Lists and the hidden `_meta`. Every issued cell is text; the cells a school fills in are open,
    all others locked.

    Args:
        path: the file, as `schools/<school_id>/referrals.xlsx`.
        referral_list: what it holds.
        run_id_text: the run that made it, kept in `_meta` so that a return can be matched.
    """
    words, day = load_words(), referral_list.day
    school, window = day.school, day.window
    title = f"{words.title}: {school.name}, {window.title}"
    book = Book(
        title=title,
        as_of=day.as_of,
        paper=day.programme.letters.paper,
        footer=f"{words.confidential} {school.name}, {window.title}",
        choices=_choices(),
    )
    lines, loud = start_lines(referral_list), loud_lines(referral_list)
    book.add_notes(words.start_sheet, title=title, lines=lines, loud=loud)
    book.add_table(_list_table(referral_list))
    book.add_table(_print_table(referral_list))
    book.add_table(_not_screened_table(referral_list))
    book.add_table(loop_table(referral_list))
    book.add_table(_supports_table(day))
    book.add_lists()
    book.add_hidden(words.meta_sheet, rows=_meta_rows(referral_list, run_id_text=run_id_text))
    write_bytes(path, book.to_bytes())


def _choices() -> Choices:
    """Return the drop-down lists, statuses first."""
    rules = load_rules()
    statuses = tuple(status.words for status in rules.status)
    return Choices(values={"status": statuses, **rules.lists}, free_cells=rules.free_cells)


def _list_table(referral_list: ReferralList) -> Table:
    """Return the list itself."""
    words = load_words()
    return Table(
        name=words.list_sheet,
        columns=load_columns(),
        rows=[referral.cells() for referral in referral_list.rows],
        group_rows=len(referral_list.class_rows),
        frozen_columns=words.frozen_columns,
        double_paper=True,
        row_points=words.row_points,
        empty=words.nobody_listed,
    )


def _print_table(referral_list: ReferralList) -> Table:
    """Return the same rows for paper: strengths before the concern, boxes, room to write."""
    words = load_words()
    return Table(
        name=words.print_sheet,
        columns=words.print_column,
        rows=[
            [_printed(referral, column=column) for column in words.print_column]
            for referral in referral_list.rows
        ],
        group_rows=len(referral_list.class_rows),
        row_points=words.print_row_points,
        empty=words.nobody_listed,
    )


def _printed(referral: Referral, *, column: Column) -> str:
    """Return a cell for paper; a column the list does not have stays empty for the pen."""
    if column.id.endswith("_box"):
        return load_words().box
    return str(getattr(referral, column.id, ""))


def _not_screened_table(referral_list: ReferralList) -> Table:
    """Return the students without a tier."""
    words = load_words()
    return Table(
        name=words.not_screened_sheet,
        columns=words.not_screened_column,
        rows=[dataclasses.astuple(student) for student in referral_list.not_screened.students],
        row_points=words.row_points / 2,
        empty=words.everybody_screened,
    )


def _supports_table(day: ListDay) -> Table:
    """Return what may be suggested, with evidence, cautions and local places."""
    words = load_words()
    stale = day.catalogue.stale(today=day.as_of)
    return Table(
        name=words.supports_sheet,
        columns=words.support_column,
        rows=[
            _support_cells(support, review=words.stale if support in stale else "", day=day)
            for support in day.catalogue.support
            if support.suggest == "auto"
        ],
    )


def _support_cells(support: Support, *, review: str, day: ListDay) -> tuple[str, ...]:
    """Return one support; `review` replaces the date by which it must be read again."""
    places = (
        service.address
        for service in day.catalogue.service
        if support.id in service.offers and not service.is_stale(today=day.as_of)
    )
    return (
        support.name,
        "; ".join(day.catalogue.area_words(area) for area in support.areas),
        ", ".join(str(tier) for tier in support.tiers),
        f"{support.ages.first} to {support.ages.last}",
        support.evidence.level,
        support.evidence.source,
        support.evidence.note,
        support.caution,
        "; ".join(places),
        review or support.review_by.isoformat(),
    )


def _meta_rows(referral_list: ReferralList, *, run_id_text: str) -> list[tuple[str, ...]]:
    """Return what a program needs to take the workbook back: keys, columns, seals of the cells."""
    day = referral_list.day
    keys = (
        ("workbook_version", load_rules().workbook_version),
        ("programme_id", day.programme.id),
        ("school_id", day.school.id),
        ("window_id", day.window.id),
        ("as_of", day.as_of.isoformat()),
        ("run_id", run_id_text),
    )
    tables = (
        ("referral", _list_table(referral_list)),
        ("not_screened", _not_screened_table(referral_list)),
    )
    seals = (sealed(name, columns=one.columns, rows=one.rows) for name, one in tables)
    return [*keys, *chain.from_iterable(seals)]
