"""The tables of the pages: protected counts as rows of shares. Charts and CSVs read these only."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from screening.dashboards.protected import ProtectedWindow
from screening.dashboards.shares import Share
from screening.dashboards.words import (
    INFORMANTS,
    LEVELS,
    REASON_GROUPS,
    REASONS,
    ROW_STATES,
    grade_label,
    grade_rank,
)
from screening.privacy.protect import ProtectedCell, Status


@dataclass(frozen=True)
class Row:
    """One line of a table.

    Attributes:
        id: value of the dimension, as `alder`; `*` for the total.
        label: what people call it.
        shares: one per column of the table.
    """

    id: str
    label: str
    shares: tuple[Share, ...]


@dataclass(frozen=True)
class Panel:
    """One table of a page, the source of its chart and its CSV.

    Attributes:
        name: name of the table, and of its CSV.
        caption: what the numbers are.
        dimension: column name of the row ids, as `school_id`.
        heading: heading of the first column, as "School".
        columns: id → heading of the other columns.
        rows: lines from top to bottom.
    """

    name: str
    caption: str
    dimension: str
    heading: str
    columns: dict[str, str]
    rows: tuple[Row, ...]

    @property
    def title(self) -> str:
        """The caption's first sentence, without its end."""
        return self.caption.partition(". ")[0].partition(";")[0].removesuffix(".")

    def shows(self, column: str) -> bool:
        """Return True where at least one row of a column, beside the total, is shown."""
        return any(
            self.share(row, column).part.value is not None for row in self.rows if row.id != "*"
        )

    def share(self, row: Row, column: str) -> Share:
        """Return one cell of a row."""
        return dict(self.cells(row))[column]

    def cells(self, row: Row) -> list[tuple[str, Share]]:
        """Return the cells of a row with the ids of their columns."""
        return list(zip(self.columns, row.shares, strict=True))


BEFORE = {**LEVELS, "no_level": "No level last time"}
NOW = {**LEVELS, "no_level": "No level this time"}
SCREENED = {"screened": "Screened", "not_screened": "Not screened"}
MORE = "Targeted or intensive"

Names = Sequence[tuple[str, str]]
"""Row ids and labels, in the order in which they are shown."""


def school_rows(names: dict[str, str]) -> Names:
    """Return schools in alphabetical order: the order says nothing about them."""
    return sorted(names.items(), key=lambda item: (item[1].casefold(), item[0]))


def grade_rows(grades: Iterable[str]) -> Names:
    """Return grades from the youngest up."""
    return [(grade, grade_label(grade)) for grade in sorted(grades, key=grade_rank)]


def participation(
    window: ProtectedWindow, table: str, *, by: tuple[str, str], names: Names
) -> Panel:
    """Return one row per school or grade: on the roster, screened, and why others were not.

    Args:
        window: all protected tables.
        table: `schools` or `grades`.
        by: dimension of the rows and its heading, as `("school_id", "School")`.
        names: rows to show; an id of `*` is the total.
    """
    rows = []
    for value, label in names:
        where = {by[0]: value}
        whole = window.cell(table, **where)
        screened = _split(window, table, where, into="screened", values=SCREENED)
        not_screened = {**where, "screened": "not_screened"}
        why = _split(window, table, not_screened, into="state", values=REASON_GROUPS)
        rows.append(Row(value, label, (Share(whole), *of(screened, whole), *of(why, whole))))
    caption = (
        "Students on the roster, screened, and not screened by reason; per cent of the roster."
    )
    columns = {"rostered": "On the roster", **SCREENED, **REASON_GROUPS}
    return Panel(f"participation_by_{by[1].lower()}", caption, *by, columns, tuple(rows))


def grade_participation(window: ProtectedWindow, *, where: dict[str, str], names: Names) -> Panel:
    """Return one row per grade of a school: on the roster, screened, not screened."""
    rows = []
    for grade, label in names:
        here = {**where, "grade": grade}
        whole = window.cell("school_grades", **here)
        parts = _split(window, "school_grades", here, into="screened", values=SCREENED)
        rows.append(Row(grade, label, (Share(whole), *of(parts, whole))))
    caption = "Students on the roster, screened and not screened; per cent of the roster."
    columns = {"rostered": "On the roster", **SCREENED}
    return Panel("participation_by_grade", caption, "grade", "Grade", columns, tuple(rows))


def reasons(window: ProtectedWindow) -> Panel:
    """Return one row per reason why students of the district have no level."""
    whole = window.cell("district")
    rows = tuple(
        Row(
            reason,
            words,
            (Share(window.cell("district", screened="not_screened", outcome=reason), whole),),
        )
        for reason, (_, words) in REASONS.items()
    )
    caption = "Students not screened, by reason, district; per cent of the roster."
    return Panel("not_screened", caption, "reason", "Reason", {"students": "Students"}, rows)


def levels(
    window: ProtectedWindow,
    table: str,
    *,
    by: tuple[str, str],
    names: Names,
    where: dict[str, str] | None = None,
) -> Panel:
    """Return one row per school or grade: screened students at each level of support.

    Args:
        window: all protected tables.
        table: `schools`, `grades` or `school_grades`.
        by: dimension of the rows and its heading, as `("school_id", "School")`.
        names: rows to show; an id of `*` is the total.
        where: values of the table's other group columns.
    """
    into = "level" if table == "school_grades" else "state"
    rows = []
    for value, label in names:
        here = {**(where or {}), by[0]: value, "screened": "screened"}
        whole = window.cell(table, **here)
        parts = _split(window, table, here, into=into, values=LEVELS)
        more = Share(_more(parts[0][0], whole), whole)
        rows.append(Row(value, label, (Share(whole), *of(parts, whole), more)))
    caption = "Screened students at each level of support; per cent of screened students."
    columns = {"screened": "Screened", **LEVELS, "more": MORE}
    return Panel(f"levels_by_{by[1].lower()}", caption, *by, columns, tuple(rows))


def _more(universal: ProtectedCell, whole: ProtectedCell) -> ProtectedCell:
    """Return the count at targeted or intensive support, where shown counts tell it."""
    if universal.value is None or whole.value is None:
        return ProtectedCell(None, Status.SECONDARY)
    return ProtectedCell(whole.value - universal.value, Status.SHOWN)


def movement(window: ProtectedWindow, *, school_id: str) -> Panel:
    """Return one row per level last time: where these students are now. `*` = the district."""
    rows = []
    for before, label in BEFORE.items():
        where = {"school_id": school_id, "before": before}
        whole = window.cell("movement", **where)
        parts = _split(window, "movement", where, into="now", values=NOW)
        rows.append(Row(before, label, (Share(whole), *of(parts, whole))))
    caption = (
        "Where the students of each level last time are this time; per cent of the row."
        " No level last time: joined since, or not screened then."
        " No level this time: left since, or not screened now."
    )
    columns = {"students": "Students", **{f"now_{level}": words for level, words in NOW.items()}}
    return Panel("movement", caption, "level_before", "Level last time", columns, tuple(rows))


def classes(window: ProtectedWindow, *, school_id: str) -> Panel:
    """Return one row per class large enough to show: screened, at more than universal support."""
    rows = []
    for class_id in window.values("classes", "class_id", school_id=school_id):
        where = {"school_id": school_id, "class_id": class_id}
        whole = window.cell("classes", **where)
        if class_id and whole.value:
            parts = _split(window, "classes", where, into="need", values=("universal", "more"))
            rows.append(Row(class_id, class_id, (Share(whole), *of(parts[1:], whole))))
    caption = "Classes: screened students, and those at targeted or intensive support."
    columns = {"screened": "Screened", "more": MORE}
    return Panel("classes", caption, "class_id", "Class", columns, tuple(rows))


def files(window: ProtectedWindow) -> Panel:
    """Return one row per file and who answered: rows read and what became of them."""
    rows = []
    pairs = sorted(
        (file, informant)
        for file in window.values("files", "file")
        for informant in window.values("files", "informant", file=file)
    )
    for file, informant in pairs:
        where = {"file": file, "informant": informant}
        parts = [Share(window.cell("files", **where, state=state)) for state in ROW_STATES]
        refused = ", refused" if (file, informant) in window.refused else ""
        label = f"{file} ({INFORMANTS.get(informant, informant).lower()}{refused})"
        rows.append(
            Row(f"{file}|{informant}", label, (Share(window.cell("files", **where)), *parts))
        )
    caption = "Rows of each file: read, scored, set aside, left out."
    columns = {"rows_read": "Rows read", **ROW_STATES}
    return Panel("files", caption, "file", "File", columns, tuple(rows))


def problems(window: ProtectedWindow, *, words: dict[str, str], fewer_than: int) -> Panel:
    """Return one row per kind of problem.

    Args:
        window: the protected tables.
        words: code of a problem to what it means.
        fewer_than: smallest count that is shown. The table has no totals, so "fewer than" tells
            nothing that the rule itself does not tell.
    """
    hidden = f"fewer than {fewer_than}"
    rows = []
    for severity in ("critical", "record", "advisory"):
        for code in window.values("problems", "code", severity=severity):
            cell = window.cell("problems", severity=severity, code=code)
            label = f"{code} ({severity}): {words.get(code, '')}".removesuffix(": ")
            rows.append(Row(code, label, (Share(cell, hidden=hidden),)))
    caption = "Problems found in the files, by kind."
    return Panel("problems", caption, "code", "Problem", {"found": "Found"}, tuple(rows))


Part = tuple[ProtectedCell, int | None]
"""A cell, and the most that shown cells leave for it when it is hidden."""


def _split(
    window: ProtectedWindow, table: str, where: dict[str, str], *, into: str, values: Iterable[str]
) -> list[Part]:
    """Return the parts of the group `where`, all of them, in the order of `values`."""
    cells = [window.cell(table, **{**where, into: value}) for value in values]
    size = window.cell(table, **where).value
    most = None if size is None else size - sum(cell.value or 0 for cell in cells)
    return [(cell, most) for cell in cells]


def of(parts: Iterable[Part], whole: ProtectedCell) -> tuple[Share, ...]:
    """Return parts as shares of a whole."""
    return tuple(Share(cell, whole, most) for cell, most in parts)
