"""The definitions a window was scored with: kept whole, so that it is scored the same way later."""

import json
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import TypeVar

from screening.definition import build_definition
from screening.errors import DefinitionError, ScreeningError, UnreadableFileError
from screening.instruments.definition import Instrument
from screening.instruments.facts import definition_text, facts_digest
from screening.instruments.library import Library, model_of
from screening.programme.load import ProgrammeFolder
from screening.warehouse import Warehouse, open_warehouse

Found = TypeVar("Found")


@dataclass(frozen=True)
class KeptDefinition:
    """One instrument, as a window was scored with it.

    Attributes:
        facts_digest: SHA-256 of its scoring facts; None where only the version was kept, as
            warehouses did before definitions were.
        text: the definition as JSON; None where only the version was kept.
        is_former: the window was scored with it before a re-score.
    """

    window_id: str
    instrument_id: str
    version: str
    facts_digest: str | None
    text: str | None
    is_former: bool = False

    def read(self) -> Instrument:
        """Return the definition.

        Raises:
            DefinitionError: it was not kept, or it is damaged.
        """
        if self.text is None:
            raise DefinitionError(f"{self._subject} was not kept. {self._way_out}")
        try:
            content = json.loads(self.text)
            found = build_definition(content, model_of(content), where="kept_definition")
        except (ValueError, TypeError, DefinitionError):
            raise DefinitionError(f"{self._subject} is damaged. {self._way_out}") from None
        if facts_digest(found) != self.facts_digest:
            raise DefinitionError(f"{self._subject} was altered. {self._way_out}")
        return found

    @property
    def is_readable(self) -> bool:
        """True where `read` gives a definition."""
        try:
            self.read()
        except DefinitionError:
            return False
        return True

    def is_in(self, library: Library) -> bool:
        """Return True where the library has this version.

        Raises:
            DefinitionError: it has, with other scoring facts.
        """
        if self.instrument_id not in library.ids:
            return False
        newest = library.get(self.instrument_id)
        if newest.version != self.version:
            return False
        if self.facts_digest not in {None, facts_digest(newest)}:
            raise DefinitionError(
                f"{self.instrument_id}: its scoring facts were changed and its version is still"
                f" {self.version}, with which {self.window_id} was scored. Give the changed"
                " definition a new version; the window keeps the old one."
            )
        return True

    @property
    def _subject(self) -> str:
        return (
            f"{self.window_id}: the definition it was scored with, {self.instrument_id} version"
            f" {self.version}, is not in the library, and in the warehouse it"
        )

    @property
    def _way_out(self) -> str:
        return (
            "Put that version back, or score the window anew: `screening rescore PROGRAMME"
            f" --window {self.window_id}` shows who would change."
        )


def kept_definitions(folder: ProgrammeFolder, window_id: str) -> list[KeptDefinition]:
    """Return what a window is scored with, of the instruments in use; a new window has none.

    Raises:
        ProgrammeBusyError: another process holds the warehouse.
        UnreadableFileError: the warehouse is damaged.
    """
    nothing: list[KeptDefinition] = []
    found = from_warehouse(folder, lambda kept: kept_in(kept, window_id), otherwise=nothing)
    return [each for each in found if each.instrument_id in folder.instruments_in_use]


def from_warehouse(
    folder: ProgrammeFolder, read: Callable[[Warehouse], Found], *, otherwise: Found
) -> Found:
    """Return what is kept in a programme's warehouse; `otherwise` where there is none yet.

    Raises:
        ProgrammeBusyError: another process holds the warehouse.
        UnreadableFileError: the warehouse is damaged.
    """
    if not folder.warehouse.exists():
        return otherwise
    try:
        with open_warehouse(folder.warehouse) as warehouse:
            return read(warehouse)
    except ScreeningError:
        raise
    except Exception as damage:  # noqa: BLE001 (whatever a damaged file answers with)
        name = f"{folder.warehouse.name}: damaged ({type(damage).__name__})."
        raise UnreadableFileError(f"{name} Restore a copy of it.") from None


def kept_in(warehouse: Warehouse, window_id: str) -> list[KeptDefinition]:
    """Return what an open warehouse says that a window is, and before a re-score was, scored with.

    Of a window kept before definitions were, the versions beside its scores.
    """
    found: dict[str, KeptDefinition] = {}
    for table, columns in (
        ("kept_definition", "instrument_id, version, facts_digest, definition"),
        ("kept_score", "distinct instrument_id, instrument_version, null, null"),
    ):
        for row in _rows(warehouse, table, columns, window_id):
            found.setdefault(row[0], KeptDefinition(window_id, *row))
    former = "instrument_id, from_version, from_facts_digest, from_definition"
    rows = _rows(warehouse, "kept_rescore", former, window_id)
    earlier = [KeptDefinition(window_id, *row, is_former=True) for row in rows]
    return [*found.values(), *(each for each in earlier if each.text is not None)]


def _rows(
    warehouse: Warehouse, table: str, columns: str, window_id: str
) -> list[tuple[str, str, str | None, str | None]]:
    if not warehouse.columns(table):
        return []
    statement = f"select {columns} from {table} where window_id = ? order by all"
    return warehouse.rows(statement, [window_id])


def library_of(newest: Library, kept: Iterable[KeptDefinition]) -> Library:
    """Return the library that scores a window: what it was scored with stands in front.

    Raises:
        DefinitionError: facts were changed under the same version, or a kept definition is gone.
    """
    kept = list(kept)
    in_front = [each for each in kept if not each.is_former and not each.is_in(newest)]
    former = [(each.instrument_id, each.read()) for each in kept if each.is_former]
    return _library(newest, [(each.instrument_id, each.read()) for each in in_front], former)


def readable_library(folder: ProgrammeFolder, window_id: str) -> Library:
    """Return the library of everything that can be read: the safety list waits for no other."""
    newest, kept = Library(), []
    with suppress(DefinitionError):
        newest = folder.newest_library()
    with suppress(ScreeningError):
        kept = kept_definitions(folder, window_id)
    parts: dict[bool, list[tuple[str, Instrument]]] = {True: [], False: []}
    for each in kept:
        with suppress(DefinitionError):
            parts[each.is_former].append((each.instrument_id, each.read()))
    return _library(newest, parts[False], parts[True])


def _library(
    newest: Library,
    in_front: Iterable[tuple[str, Instrument]],
    former: Iterable[tuple[str, Instrument]],
) -> Library:
    behind: dict[str, tuple[Instrument, ...]] = {}
    for name, definition in former:
        behind[name] = (*behind.get(name, ()), definition)
    return Library(newest.own, dict(in_front), behind)


def keep_definitions(warehouse: Warehouse, library: Library, window_id: str) -> None:
    """Replace the kept definitions of a window by those of its scores in `int_subscale_score`."""
    warehouse.execute("delete from kept_definition where window_id = ?", [window_id])
    names = warehouse.rows("select distinct instrument_id from int_subscale_score order by all")
    for (name,) in names:
        used = library.get(name)
        warehouse.execute(
            "insert into kept_definition values (?, ?, ?, ?, ?)",
            [window_id, name, used.version, facts_digest(used), definition_text(used)],
        )


def lines_of(library: Library, window_id: str) -> list[str]:
    """Return a line per instrument that is scored with another version than the library's."""
    newest = library.newest
    lines = []
    for name, kept in library.kept.items():
        there = "the library has it no more."
        if name in newest.ids:
            there = (
                f"version {newest.get(name).version} is in the library: `screening rescore"
                f" PROGRAMME --window {window_id}` shows who would change."
            )
        lines.append(f"{window_id}: scored with {name} version {kept.version}, as before; {there}")
    return lines
