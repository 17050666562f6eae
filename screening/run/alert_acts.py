"""What people do about alerts, written down; the lists that people see are renewed at once."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from screening.errors import RefusedDataError
from screening.ledger.act import Act
from screening.ledger.store import open_ledger
from screening.programme.load import open_folder
from screening.run.alerts import kept_alerts
from screening.run.safety import Told, renew_lists
from screening.safety.alert import Alert
from screening.safety.done_by_people import Person

Deed = Callable[[Alert, Person], Iterable[Act]]
"""What a person does about one alert."""


def act_on(
    programme: Path, alert_ids: Sequence[str], who: Person, *, deed: Deed, told: Told
) -> list[Alert]:
    """Write down what a person does about alerts, all or nothing, and renew the lists.

    Args:
        programme: the folder, or the `programme.toml` in it.
        alert_ids: as the lists name them.
        who: the person, and when.
        deed: what is done about each.
        told: called with a line where a list could not be kept.

    Returns:
        The alerts as they were before.

    Raises:
        RefusedDataError: an alert is not known, or this cannot be done about it.
        ProgrammeBusyError: somebody else is writing in the ledger.
        UnreadableFileError: the ledger is damaged.
    """
    folder = open_folder(programme)
    alerts = _chosen(kept_alerts(folder), alert_ids)
    acts: list[Act] = []
    for alert in alerts:
        try:
            acts.extend(deed(alert, who))
        except ValueError as why:
            raise RefusedDataError(f"{alert.alert_id}: {why} Nothing was written down.") from None
    with open_ledger(folder.ledger) as ledger:
        ledger.append(acts)
    for window_id in dict.fromkeys(alert.window_id for alert in alerts):
        renew_lists(programme, window_id=window_id, now=who.at, told=told)
    return alerts


def _chosen(alerts: Sequence[Alert], alert_ids: Sequence[str]) -> list[Alert]:
    """Return the alerts of these ids, each once; an id on paper may have become two since."""
    found: dict[str, Alert] = {}
    for name in alert_ids:
        exact = [alert for alert in alerts if alert.alert_id == name]
        matching = exact or [alert for alert in alerts if name in alert.known_as]
        if len(matching) != 1:
            now = ", ".join(f"{each.alert_id} ({each.school_id})" for each in matching)
            why = f"two schools have this code now: {now}." if matching else "no such alert."
            raise RefusedDataError(
                f"{name}: {why} `screening safety list` shows what there is."
                " Nothing was written down."
            )
        found[matching[0].alert_id] = matching[0]
    return list(found.values())
