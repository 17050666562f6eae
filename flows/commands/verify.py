"""`screening verify`: a finished window computed again and compared with what is shown."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from flows.verify_outbox import Verified

MOST_LINES = 20


def verify(
    outbox: Annotated[Path, typer.Argument(help="A window's outbox, as riverbend/outbox/WINDOW.")],
) -> None:
    """Compute a finished window again and compare it, byte for byte, with what is shown.

    Nothing that is shown or kept is touched. Letters with names lie elsewhere and are not compared.

    Example: screening verify riverbend/outbox/2026_autumn
    """
    from flows.verify_outbox import verify_outbox
    from screening.errors import FailedChecksError

    found = verify_outbox(outbox)
    lines = lines_of(found)
    if not found.is_equal:
        raise FailedChecksError("\n".join(lines))
    typer.echo("\n".join(lines))


def lines_of(found: "Verified") -> list[str]:
    """Return what a comparison says: equal, or what differs and why as far as it can tell."""
    if found.comparison is None:
        first = f"{found.window_id}: cannot be computed again. {found.not_computed}"
        return [first, *found.causes]
    equal = f"{found.comparison.file_count} files, {found.comparison.byte_count:,} bytes"
    alerts = "Every alert that the inputs give is on the safety lists."
    if found.alerts_missing:
        alerts = f"{found.alerts_missing} alerts are missing on the safety lists: run it again now."
    if found.is_equal:
        return [f"{found.window_id}: equal, byte for byte: {equal}.", alerts, *found.causes]
    different = found.comparison.differences
    lines = [
        f"{found.window_id}: {len(different)} files are not as computed again; equal: {equal}."
    ]
    lines += [each.line for each in different[:MOST_LINES]]
    if rest := len(different) - MOST_LINES:
        lines += [f"And {rest} more."] if rest > 0 else []
    return [*lines, alerts, *(found.causes or (_no_cause(),))]


def _no_cause() -> str:
    return (
        "Inputs, definitions and version are as recorded: somebody changed these files by hand, or"
        " they were made with other versions of the libraries."
    )
