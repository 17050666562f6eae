"""The referral workbook of one school: whom to see first, why, by when, what may help."""

from pathlib import Path

from screening.outbox import write_bytes
from screening.referrals.referral import Referral, load_columns
from screening.referrals.referral_list import ReferralList
from screening.referrals.rules import load_rules
from screening.referrals.workbook_words import load_words
from screening.spreadsheet import Book, Choices, Column, Table
from screening.supports.catalogue import Support, load_catalogue


def write_referral_workbook(path: Path, *, referral_list: ReferralList, run_id_text: str) -> None:
    """Write the workbook: the same list gives the same bytes.

    Sheets: Start here, Referrals (the 24 columns), To print, Not screened, Supports, Lists and the
    hidden `_meta`. Every issued cell is text; the cells a school fills in are open, all others
    locked.

    Args:
        path: the file, as `schools/<school_id>/referrals.xlsx`.
        referral_list: what it holds.
        run_id_text: the run that made it, kept in `_meta` so that a return can be matched.
    """
    words, school, window = load_words(), referral_list.school, referral_list.window
    title = f"{words.title}: {school.name}, {window.title}"
    book = Book(
        title=title,
        as_of=referral_list.as_of,
        paper=referral_list.programme.letters.paper,
        footer=f"{words.confidential} {school.name}, {window.title}",
        choices=_choices(),
    )
    book.add_notes(words.start_sheet, title=title, lines=_start_lines(referral_list))
    book.add_table(_list_table(referral_list))
    book.add_table(_print_table(referral_list))
    book.add_table(_not_screened_table(referral_list))
    book.add_table(_supports_table(referral_list))
    book.add_lists()
    book.add_hidden(words.meta_sheet, rows=_meta_rows(referral_list, run_id_text=run_id_text))
    write_bytes(path, book.to_bytes())


def _choices() -> Choices:
    """Return the drop-down lists, statuses first."""
    rules = load_rules()
    statuses = tuple(status.words for status in rules.status)
    return Choices(values={"status": statuses, **rules.lists}, free_cells=rules.free_cells)


def _start_lines(referral_list: ReferralList) -> list[str]:
    """Return the sentences of the first sheet: how many to see, who is counted where, how to."""
    words, block = load_words(), referral_list.not_screened
    waves = "; ".join(f"{urgency}: {count}" for urgency, count in referral_list.waves())
    flagged = len(referral_list.referrals)
    return [
        words.capacity.format(flagged=flagged, waves=waves or words.nobody),
        words.counted.format(
            rostered=referral_list.rostered_count,
            flagged=flagged,
            universal=referral_list.screened_count - flagged,
            not_screened=len(block.students),
            counted_only=block.counted_only_count,
        ),
        words.made_on.format(as_of=referral_list.as_of.isoformat()),
        *words.how_to_use,
    ]


def _list_table(referral_list: ReferralList) -> Table:
    """Return the list itself, 24 columns."""
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
        rows=[
            (student.student_code, student.grade_class, student.reason, "", "")
            for student in referral_list.not_screened.students
        ],
        row_points=words.row_points / 2,
        empty=words.everybody_screened,
    )


def _supports_table(referral_list: ReferralList) -> Table:
    """Return what may be suggested, with evidence and cautions."""
    words, catalogue = load_words(), load_catalogue()
    stale = catalogue.stale(today=referral_list.as_of)
    return Table(
        name=words.supports_sheet,
        columns=words.support_column,
        rows=[
            _support_cells(support, review=words.stale if support in stale else "")
            for support in catalogue.support
            if support.suggest == "auto"
        ],
    )


def _support_cells(support: Support, *, review: str) -> tuple[str, ...]:
    """Return one support; `review` replaces the date by which it must be read again."""
    catalogue = load_catalogue()
    return (
        support.name,
        "; ".join(catalogue.area_words(area) for area in support.areas),
        ", ".join(str(tier) for tier in support.tiers),
        f"{support.ages.first} to {support.ages.last}",
        support.evidence.level,
        support.evidence.source,
        support.evidence.note,
        support.caution,
        review or support.review_by.isoformat(),
    )


def _meta_rows(referral_list: ReferralList, *, run_id_text: str) -> list[tuple[str, ...]]:
    """Return what a program needs to take the workbook back: keys, columns, hashes."""
    keys = (
        ("workbook_version", load_rules().workbook_version),
        ("programme_id", referral_list.programme.id),
        ("school_id", referral_list.school.id),
        ("window_id", referral_list.window.id),
        ("as_of", referral_list.as_of.isoformat()),
        ("run_id", run_id_text),
    )
    columns = (("column", one.id, one.heading, one.entry) for one in load_columns())
    hashes = (("locked", one.referral_id, one.locked_hash()) for one in referral_list.rows)
    return [*keys, *columns, *hashes]
