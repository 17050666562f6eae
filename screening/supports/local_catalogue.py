"""Loads a programme's own supports over the shipped ones, and says what speaks against them."""

from collections.abc import Iterator
from pathlib import Path

from screening.definition import Fault, load_definition, told
from screening.errors import DefinitionError
from screening.supports.catalogue import Catalogue, load_catalogue
from screening.supports.local_supports import Change, LocalSupports
from screening.supports.support import STRICTER, Support


def catalogue_with(path: Path | None) -> Catalogue:
    """Return the shipped catalogue with a programme's own file laid over it.

    Args:
        path: the file; None = the programme has none.

    Raises:
        DefinitionError: the file is absent or incomplete, takes another row's id, offers what is
            never suggested, or makes a rule laxer; one line per fault, with file and line.
    """
    shipped = load_catalogue()
    if path is None:
        return shipped
    local = load_definition(path, LocalSupports)
    if faults := list(_faults(local, shipped=shipped)):
        raise DefinitionError("\n".join(told(path, faults)))
    return local.laid_over(shipped)


def _faults(local: LocalSupports, *, shipped: Catalogue) -> Iterator[Fault]:
    """Yield every fault of a programme's own file, each with its key."""
    yield from _of_changes(local, shipped)
    yield from _of_ids(local, shipped)
    yield from _of_supports(local, shipped)
    yield from _of_services(local, local.laid_over(shipped))


def _of_changes(local: LocalSupports, shipped: Catalogue) -> Iterator[Fault]:
    rows = {row.id: row for row in shipped.support}
    seen: set[str] = set()
    for place, change in enumerate(local.change):
        if change.id not in rows:
            yield Fault(("change", place, "id"), f"there is no shipped support '{change.id}'.")
        elif change.id in seen:
            yield Fault(("change", place, "id"), f"'{change.id}' is changed twice. Keep one.")
        elif change.suggest and change.suggest not in STRICTER[rows[change.id].suggest]:
            yield Fault(("change", place, "suggest"), _too_lax(rows[change.id], change))
        seen.add(change.id)


def _too_lax(row: Support, change: Change) -> str:
    return (
        f"'{row.id}' is '{row.suggest}' (evidence {row.evidence.level}) and cannot become "
        f"'{change.suggest}': a district may be stricter, never laxer."
    )


def _of_ids(local: LocalSupports, shipped: Catalogue) -> Iterator[Fault]:
    taken = {row.id for row in shipped.rows}
    own = {
        "support": [row.id for row in local.support],
        "service": [place.id for place in local.service],
    }
    for kind, ids in own.items():
        for place, row_id in enumerate(ids):
            if row_id in taken:
                reason = f"'{row_id}' is another row's id. Rename yours; [[change]] is for ours."
                yield Fault((kind, place, "id"), reason)
            taken.add(row_id)


def _of_supports(local: LocalSupports, shipped: Catalogue) -> Iterator[Fault]:
    for place, row in enumerate(local.support):
        for reason in shipped.unfit(row):
            yield Fault(("support", place), reason)
        for other in shipped.support:
            if row.suggest != "never" and other.is_nothing_but(row):
                yield Fault(("support", place, "name"), _nobody_is_offered(other))


def _nobody_is_offered(other: Support) -> str:
    return (
        f"this is what '{other.id}' is about, which nobody is offered (evidence "
        f"{other.evidence.level}). Set suggest = 'never' or leave it out."
    )


def _of_services(local: LocalSupports, whole: Catalogue) -> Iterator[Fault]:
    rows = {row.id: row for row in whole.support}
    for place, service in enumerate(local.service):
        for offered in service.offers:
            key = ("service", place, "offers")
            if offered not in rows:
                yield Fault(key, f"there is no support '{offered}': screening supports list --all")
            elif rows[offered].suggest == "never":
                level = rows[offered].evidence.level
                yield Fault(key, f"'{offered}' is never suggested (evidence {level}).")
        for area in sorted(set(service.areas) - set(whole.areas)):
            known = ", ".join(whole.areas)
            yield Fault(("service", place, "areas"), f"'{area}' is no area. Known are: {known}.")
