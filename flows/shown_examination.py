"""What a person sees of a file that was checked, at whatever width the terminal has."""

import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

    from expectations.examining.column_views import ColumnView
    from expectations.examining.examination import Examination
    from flows.next_command import NextStep
    from screening.problem import Problem

LONGEST_NAME = 60
"""Characters of a column's name in a line of text."""
NAMES_SHOWN = 4
"""Dropped columns that are named for each reason."""
KINDS_SHOWN = 12
"""Kinds of problems that are shown with how to mend them."""
PLACES_SHOWN = 3
"""Columns that are named for each kind of problem."""
ROWS_SHOWN = 6
"""Rows that are named for each of them."""
STYLES = {"critical": "bold red", "record": "yellow", "advisory": ""}
TOLD_WITH_COLUMNS = {"P401", "P403"}
"""Problems that say no more than the list of columns."""
OUTCOMES = {"set_aside": "set aside", "left_out": "left out"}


def show(
    found: "Examination", steps: Sequence["NextStep"], *, console: "Console | None" = None
) -> None:
    """Print an examination for people, without any cell's content."""
    from rich.console import Console

    out = console or Console(file=sys.stdout, highlight=False, markup=False)
    _show_what_it_is(out, found)
    _show_columns(out, found)
    _show_rows(out, found)
    _show_problems(out, found)
    _show_steps(out, steps)


def printable(text: str, *, longest: int = LONGEST_NAME) -> str:
    """Return a name as one line that no terminal obeys; what is cut off is marked.

    >>> printable("In  school", longest=6)
    'In sc…'
    """
    plain = " ".join(text.split())
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in plain)
    return safe if len(safe) <= longest else f"{safe[: longest - 1]}…"


def _show_what_it_is(out: "Console", found: "Examination") -> None:
    out.rule(printable(found.file, longest=200), align="left", style="dim")
    out.print(f"This is {found.nature.title}.", style="bold")
    lines = [(why, "dim") for why in found.nature.why]
    if found.layout:
        lines.append((f"The layout '{found.layout}' says what its columns mean.", ""))
    lines += [(note, "yellow") for note in found.notes]
    for line, style in lines:
        _indented(out, line, by=2, style=style)
    if found.refused:
        out.print("It would be REFUSED: none of its rows would be used.", style="bold red")


def _show_columns(out: "Console", found: "Examination") -> None:
    read = [each for each in found.columns if each.becomes]
    dropped = [each for each in found.columns if not each.becomes]
    if not found.columns:
        return
    done = "read" if found.layout else "recognised"
    _heading(out, f"{len(read)} of {_count(len(found.columns), 'column')} {done}")
    if read:
        widest = max(20, out.width * 2 // 5)
        out.print(_table_of(read, has_why=found.layout is None, widest=widest))
    if dropped:
        _heading(out, f"{_count(len(dropped), 'column')} dropped unread")
        grid = _grid(6, None, None)
        for why, views in _by_reason(dropped):
            grid.add_row(str(len(views)), why.removesuffix(": dropped unread"), _named(views))
        out.print(grid)


def _table_of(views: Sequence["ColumnView"], *, has_why: bool, widest: int) -> "Table":
    from rich.box import SIMPLE_HEAD
    from rich.table import Table

    from expectations.examining.column_views import OWN

    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 2, 0, 1), show_edge=False)
    table.add_column("No.", justify="right", no_wrap=True)
    table.add_column("Column", no_wrap=True, overflow="ellipsis", max_width=widest)
    table.add_column("Becomes", no_wrap=True, overflow="ellipsis", max_width=widest)
    if has_why:
        table.add_column("Why", overflow="fold", min_width=20)
    for first, last in _runs(views):
        cells = [_from_to(str(first.position), str(last.position), "-")]
        cells.append(_from_to(printable(first.header), printable(last.header), " … "))
        cells.append(_from_to(first.becomes, last.becomes, " … "))
        table.add_row(*cells, *([first.why.removeprefix(OWN)] if has_why else []))
    return table


def _from_to(first: str, last: str, between: str) -> str:
    return first if first == last else f"{first}{between}{last}"


def _runs(views: Sequence["ColumnView"]) -> Iterator[tuple["ColumnView", "ColumnView"]]:
    """Yield the first and the last of columns that are numbered on as their items are."""
    first = last = views[0]
    for view in views[1:]:
        if view.position == last.position + 1 and _goes_on(last, view):
            last = view
        else:
            yield first, last
            first = last = view
    yield first, last


def _goes_on(before: "ColumnView", after: "ColumnView") -> bool:
    """Return True where both the name and the item are numbered one on."""
    from screening.intake.drafting.known_names import numbered_name

    pairs = ((before.header, after.header), (before.becomes, after.becomes))
    numbers = [(numbered_name(one), numbered_name(other)) for one, other in pairs]
    return all(one and other and (one[0], one[1] + 1) == other for one, other in numbers)


def _by_reason(views: Sequence["ColumnView"]) -> Iterator[tuple[str, list["ColumnView"]]]:
    """Yield the dropped columns by reason, the most frequent first."""
    ordered = sorted(views, key=lambda each: each.why)
    groups = [(why, list(group)) for why, group in groupby(ordered, key=lambda each: each.why)]
    return iter(sorted(groups, key=lambda each: -len(each[1])))


def _named(views: Sequence["ColumnView"]) -> str:
    names = [printable(each.header, longest=30) or "(no name)" for each in views[:NAMES_SHOWN]]
    rest = len(views) - len(names)
    return ", ".join(names) + (f" and {rest} more" if rest else "")


def _show_rows(out: "Console", found: "Examination") -> None:
    if found.layout is None:
        if found.nature.kind != "unreadable":
            _heading(out, _count(found.rows_seen, "row"))
            if found.nature.kind == "answers":
                _indented(out, "None would be scored: no layout says what the columns mean.", by=2)
        return
    _heading(out, f"{_count(found.records, 'row')} read")
    grid = _grid(8, 6, None)
    grid.add_row(f"{found.would_score:,}", "", "would be scored")
    for outcome, words in OUTCOMES.items():
        grid.add_row(f"{getattr(found, outcome):,}", "", words)
        for reason in found.reasons:
            if reason.outcome == outcome:
                grid.add_row("", f"{reason.row_count:,}", _reason(reason.reason))
    out.print(grid)


def _reason(reason: str) -> str:
    """Return why rows are not scored, in words."""
    from screening.intake.problem_words import load_words
    from screening.problem import catalogue

    kinds = catalogue()
    return f"{kinds[reason].what} ({reason})" if reason in kinds else load_words().reason[reason]


def _show_problems(out: "Console", found: "Examination") -> None:
    told = [each for each in found.problems if each.code not in TOLD_WITH_COLUMNS]
    groups = list(_by_code(told))
    if not groups:
        return
    _heading(out, "To mend")
    grid = _grid(6, 3, None)
    for problems in groups[:KINDS_SHOWN]:
        kind = problems[0].kind
        grid.add_row(kind.code, f"{len(problems):,} x", kind.what, style=STYLES[kind.severity])
        for line in (*_places(problems), f"→ {kind.mend}"):
            grid.add_row("", "", line)
    out.print(grid)
    if len(groups) > KINDS_SHOWN:
        out.print(f"  … and {len(groups) - KINDS_SHOWN} other kinds; all are in --json.")


def _by_code(problems: Sequence["Problem"]) -> Iterator[list["Problem"]]:
    """Yield the problems by code: what refuses the file first, then the most frequent."""
    order = {"critical": 0, "record": 1, "advisory": 2}
    ordered = sorted(problems, key=lambda each: each.code)
    groups = [list(group) for _, group in groupby(ordered, key=lambda each: each.code)]
    return iter(sorted(groups, key=lambda each: (order[each[0].severity.value], -len(each))))


def _places(problems: Sequence["Problem"]) -> Iterator[str]:
    """Yield where the problems are, those of one column and one message in one line."""
    rows: dict[tuple[str, str], dict[int, None]] = {}
    for problem in problems:
        column = f"column {printable(problem.column)}" if problem.column else ""
        found = rows.setdefault((column, problem.message), {})
        if problem.row is not None:
            found[problem.row] = None
    for (column, message), numbers in list(rows.items())[:PLACES_SHOWN]:
        place = ", ".join(filter(None, (column, _rows(list(numbers)))))
        yield f"{place}: {message}" if place else message
    if (rest := len(rows) - PLACES_SHOWN) > 0:
        yield f"and {_count(rest, 'other place')}"


def _rows(numbers: Sequence[int]) -> str:
    if not numbers:
        return ""
    shown = ", ".join(map(str, numbers[:ROWS_SHOWN]))
    rest = len(numbers) - ROWS_SHOWN
    more = f" and {rest:,} more" if rest > 0 else ""
    return f"row{'' if len(numbers) == 1 else 's'} {shown}{more}"


def _show_steps(out: "Console", steps: Sequence["NextStep"]) -> None:
    _heading(out, "To go on")
    for step in steps:
        _indented(out, step.sentence, by=2)
        if step.command:
            # As one line, however wide the terminal is: it can be copied whole.
            out.print(f"  {step.command}", style="bold", soft_wrap=True)
    out.print()


def _indented(out: "Console", text: str, *, by: int, style: str = "") -> None:
    from rich.padding import Padding

    out.print(Padding(text, (0, 0, 0, by), expand=False), style=style or None)


def _grid(*widths: int | None) -> "Table":
    """Return a table without lines: numbers right, words left."""
    from rich.table import Table

    grid = Table.grid(padding=(0, 2, 0, 0))
    for width in widths:
        grid.add_column(justify="right" if width else "left", min_width=width, overflow="fold")
    return grid


def _heading(out: "Console", text: str) -> None:
    out.print()
    out.print(text, style="bold")


def _count(number: int, thing: str) -> str:
    return f"{number:,} {thing}" + ("" if number == 1 else "s")
