"""What an export is and what would become of it, without loading anything."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from expectations.examining.column_views import ColumnView, bare_views, layout_views
from expectations.examining.disagreement import disagreement
from expectations.examining.examination import Examination
from expectations.examining.known_items import known_items
from expectations.examining.nature import Nature, nature_of
from expectations.examining.rehearsal import (
    Rehearsed,
    company_of,
    rehearse,
    under_layout,
)
from expectations.examining.seen_roster import (
    is_roster_of,
    listed_students,
    roster_views,
    see_roster,
)
from screening.errors import UnreadableFileError
from screening.instruments.library import SHIPPED, Library
from screening.intake.layout import Layout
from screening.intake.mapping import layout_for
from screening.intake.open_export import read_export, sha256
from screening.intake.text_table import name_of
from screening.problem import Problem, RefusedFileError, Severity
from screening.programme.settings import Programme
from screening.run.window_run import WindowRun

TOLD_EVERY = 50_000
"""Rows after which a person is told how far a long file is read."""
Told = Callable[[str], None]


def examine(path: Path, *, run: WindowRun | None, layout_id: str | None) -> Examination:
    """Return what is known about one file; what it raises, `examine_together` does."""
    return next(examine_together([path], run=run, layout_id=layout_id))


def examine_together(
    paths: Sequence[Path],
    *,
    run: WindowRun | None,
    layout_id: str | None,
    told: Told = lambda _: None,
) -> Iterator[Examination]:
    """Yield what is known about files of different names that would lie in one inbox.

    Args:
        paths: exports, rosters, or folders of a OneRoster or Clever roster.
        run: the window whose roster and dates hold; None = no programme, so no layout either.
        layout_id: the layout to use whatever the files are called.
        told: called with how far a long file is read.

    Raises:
        UnreadableFileError: a file is not there.
    """
    for path in paths:
        _refuse_nothing(path)
    if run is None:
        for path in paths:
            yield _without_programme(path, _nature(path, None), SHIPPED, told)
        return
    natures = {path: _nature(path, run) for path in paths}
    exports = [path for path in paths if not is_roster_of(path, natures[path], run)]
    found = _rehearsed(exports, run, layout_id, told) if exports else {}
    for path in paths:
        if path not in exports:
            yield _roster(path, natures[path], run)
        elif isinstance(found, Problem):
            bare = _without_programme(path, natures[path], run.programme.library, told)
            yield replace(bare, problems=(*bare.problems, found), refused=True)
        else:
            one = found[name_of(path)]
            if one.layout is None:
                bare = _without_programme(path, natures[path], run.programme.library, told)
                yield _unread(bare, one)
            else:
                yield _with_layout(path, natures[path], one, run)


def _refuse_nothing(path: Path) -> None:
    if not path.exists():
        raise UnreadableFileError(f"{name_of(path)}: there is no such file.")
    if not (path.is_file() or path.is_dir()):
        raise UnreadableFileError(f"{name_of(path)}: is neither a file nor a folder.")


def _nature(path: Path, run: WindowRun | None) -> Nature:
    """Return what a file is, by its content alone."""
    if run is None:
        megabytes = int(Programme.model_fields["max_file_mb"].default)
    else:
        megabytes = run.programme.settings.max_file_mb
    return nature_of(path, max_bytes=megabytes * 1024**2)


def _rehearsed(
    exports: Sequence[Path], run: WindowRun, layout_id: str | None, told: Told
) -> dict[str, Rehearsed] | Problem:
    """Return what a run would make of the files; or why the roster stops it."""
    told("reading as a run would, nothing is kept")
    names = [name_of(path) for path in exports]
    try:
        if layout_id is None or all(_fits(run, name, layout_id) for name in names):
            return rehearse(run, company_of(run, exports))
        return rehearse(under_layout(run, layout_id, names=names), exports)
    except RefusedFileError as fault:
        return fault.problem


def _fits(run: WindowRun, name: str, layout_id: str) -> bool:
    layout, _ = layout_for(name, run.programme.layouts)
    return layout is not None and layout.id == layout_id


def _without_programme(path: Path, nature: Nature, library: Library, told: Told) -> Examination:
    """Return what the content alone says; nothing would be scored."""
    records, faults = _row_count(path, nature, told)
    is_no_export = nature.kind in {"roster", "dictionary"}
    problems = tuple(filter(None, (nature.problem, *faults)))
    return Examination(
        file=name_of(path),
        sha256=sha256(path),
        platform=nature.platform,
        layout=None,
        records=records,
        would_score=0,
        set_aside=0 if is_no_export else records,
        left_out=records if is_no_export else 0,
        refused=bool(problems),
        columns=_bare_columns(nature, library),
        problems=problems,
        nature=nature,
        rows_seen=records,
        instruments=tuple(known_items(nature.table.columns, library)),
    )


def _bare_columns(nature: Nature, library: Library) -> tuple[ColumnView, ...]:
    if nature.kind == "roster" and nature.platform == "plain":
        return roster_views(nature.table.columns, groups=())
    platform = nature.platform or "plain"
    return bare_views(nature.table.columns, platform, shape=nature.shape, library=library)


def _row_count(path: Path, nature: Nature, told: Told) -> tuple[int, list[Problem]]:
    """Return the rows that can be seen, and why no more where the file breaks off."""
    if nature.kind == "unreadable":
        return 0, []
    count = 0
    try:
        if path.is_dir() or nature.table.columns == ():
            return (listed_students(path) if nature.kind == "roster" else 0), []
        for count, _ in enumerate(nature.table.records, start=1):
            if count % TOLD_EVERY == 0:
                told(f"{count:,} rows read")
    except RefusedFileError as fault:
        return count, [fault.problem]
    return count, []


def _roster(path: Path, nature: Nature, run: WindowRun) -> Examination:
    """Return a roster with what a run would make of it, where it is the window's own."""
    bare = _without_programme(path, nature, run.programme.library, lambda _: None)
    seen = see_roster(path, run)
    notes: tuple[str, ...] = ()
    if seen.student_count is not None:
        notes = (f"{seen.student_count} students are on it, {seen.consent_count} with consent.",)
    columns = bare.columns
    if nature.platform == "plain":
        groups = run.programme.settings.group_columns
        columns = roster_views(nature.table.columns, groups=groups)
    problems = (*bare.problems, *seen.problems)
    refused = any(problem.severity is Severity.CRITICAL for problem in problems)
    return replace(bare, columns=columns, problems=problems, refused=refused, notes=notes)


def _unread(bare: Examination, found: Rehearsed) -> Examination:
    """Return a file that no layout fits: a run reads none of its rows."""
    return replace(
        bare,
        records=found.counts.read_count,
        set_aside=found.counts.set_aside_count,
        left_out=found.counts.left_out_count,
        refused=True,
        problems=tuple(dict.fromkeys((*bare.problems, *found.problems))),
    )


def _with_layout(path: Path, nature: Nature, found: Rehearsed, run: WindowRun) -> Examination:
    """Return a file with what a run would make of it."""
    layout, counts = found.layout, found.counts
    assert layout is not None  # noqa: S101 (the caller asked)
    platform, columns = _as_read(path, nature, layout, run)
    return Examination(
        file=name_of(path),
        sha256=sha256(path),
        platform=platform,
        layout=layout.id,
        records=counts.read_count,
        would_score=counts.scored_count,
        set_aside=counts.set_aside_count,
        left_out=counts.left_out_count,
        refused=any(each.severity is Severity.CRITICAL for each in found.problems),
        columns=columns,
        problems=found.problems,
        nature=nature,
        reasons=found.reasons,
        notes=disagreement(layout, nature),
    )


def _as_read(
    path: Path, nature: Nature, layout: Layout, run: WindowRun
) -> tuple[str | None, tuple[ColumnView, ...]]:
    """Return the tool and the columns as the layout reads them; else what is seen without it."""
    try:
        table = read_export(path, layout, max_bytes=run.programme.settings.max_file_mb * 1024**2)
    except RefusedFileError:
        return nature.platform, _bare_columns(nature, run.programme.library)
    return nature.platform or layout.platform, layout_views(table, layout, shape=nature.shape)
