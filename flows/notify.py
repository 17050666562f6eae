"""The flow that tells people by e-mail and webhook that there is a safety list, and once more.

The messages themselves are Apprise's work, which Prefect's own notifications use. A mail server
that does not answer stops no run and loses no alert: it is said loudly and tried again.
"""

import datetime as dt
import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

from apprise import AppriseAsset, LogCapture, NotifyFormat
from apprise.plugins.custom_json import NotifyJSON
from apprise.plugins.email import NotifyEmail
from prefect import flow, task
from prefect.futures import PrefectFuture
from prefect.task_runners import ThreadPoolTaskRunner

from flows.notify_aside import due_now
from screening.errors import ScreeningError
from screening.ledger.store import open_ledger
from screening.programme.load import ProgrammeFolder, open_folder
from screening.programme.safety_settings import NotifySettings, Smtp
from screening.safety.notices import WEBHOOK, Notice, message_of, sent

PASSWORD = "SCREENING_SMTP_PASSWORD"  # noqa: S105 (the name of a variable)
LOCK = ".notifying"
RETRIES = 2
RETRY_SECONDS = 5
AT_ONCE = 4
"""Messages under way at the same time."""
SECURITY = {"starttls": "starttls", "tls": "ssl"}
ASSET = AppriseAsset(
    app_id="screening", app_desc="", app_url="", http_redirects=False, storage_mode="memory"
)


class NoticeError(ScreeningError):
    """Somebody could not be told."""


@flow(
    name="notify-safety",
    persist_result=False,
    log_prints=False,
    task_runner=ThreadPoolTaskRunner(max_workers=AT_ONCE),
)
def notify_safety(programme: str, now: str) -> None:
    """Send every message that is due; who was told is written down as soon as it was sent.

    Args:
        programme: the programme's folder.
        now: ISO date and time, with its offset from UTC.

    Raises:
        NoticeError: somebody could not be told; the next look tries again.
    """
    folder = open_folder(Path(programme))
    with _alone(folder.folder) as is_alone:
        if not is_alone:
            return
        notices = due_now(folder, now=dt.datetime.fromisoformat(now))
        under_way = [(notice, send_notice.submit(notice, folder)) for notice in notices]
        lost = [notice for notice, future in under_way if not _told(notice, future, folder, now)]
    if lost:
        ways = "the webhook", "the mail server"
        named = sorted({ways[notice.to != WEBHOOK] for notice in lost})
        raise NoticeError(
            f"NOT EVERYBODY WAS TOLD OF THE SAFETY LISTS: {len(lost)} of {len(notices)} messages"
            f" did not reach {' and '.join(named)}. Call the receivers. They are tried again."
        )


@task(
    name="send-notice",
    retries=RETRIES,
    retry_delay_seconds=RETRY_SECONDS,
    persist_result=False,
    cache_policy=None,
)
def send_notice(notice: Notice, folder: ProgrammeFolder) -> None:
    """Send one message.

    Raises:
        NoticeError: it was not accepted.
    """
    subject, body = message_of(notice, folder.settings)
    way = _way_of(notice, folder.settings.notify)
    with LogCapture():  # its log names addresses
        if not way.notify(body=body, title=subject):
            raise NoticeError("a message was not accepted.")


def _told(notice: Notice, future: PrefectFuture[None], folder: ProgrammeFolder, now: str) -> bool:
    future.wait()
    if not future.state.is_completed():
        return False
    with open_ledger(folder.ledger) as ledger:
        ledger.append(sent(notice, at=now))
    return True


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Yield False where another process is telling people just now: nobody is told twice."""
    with (folder / LOCK).open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            yield False
            return
        yield True


def _way_of(notice: Notice, ways: NotifySettings | None) -> NotifyEmail | NotifyJSON:
    if ways and ways.webhook and notice.to == WEBHOOK:
        return _webhook(ways.webhook)
    if ways and ways.smtp:
        return _mail(ways.smtp, to=notice.to)
    raise NoticeError("the settings name no way.")


def _mail(smtp: Smtp, *, to: str) -> NotifyEmail:
    password = os.environ.get(PASSWORD, "")
    return NotifyEmail(
        smtp_host=smtp.host,
        host=smtp.host,
        port=smtp.port,
        secure_mode=SECURITY[smtp.security],
        user=quote(smtp.user) if smtp.user else None,
        password=quote(password, safe="") if password else None,
        from_addr=smtp.sender,
        targets=[to],
        format=NotifyFormat.TEXT,
        asset=ASSET,
    )


def _webhook(address: str) -> NotifyJSON:
    parts = urlsplit(address)
    return NotifyJSON(
        schema="jsons" if parts.scheme == "https" else "json",
        host=parts.hostname,
        port=parts.port,
        fullpath=f"{parts.path}?{parts.query}" if parts.query else parts.path,
        asset=ASSET,
    )
