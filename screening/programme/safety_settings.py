"""Settings of the safety lane: who receives a list, how soon it is taken, how people are told.

How many minutes may pass is the programme's decision. No published number was found: guidance asks
that a trained person sees the student on the same day (NICE NG225; NCSMH quality guide 2023). The
default of an hour leaves time, within a school day of six to seven hours, to ask a second time and
still meet the student before the way home.
"""

from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field, StringConstraints, field_validator, model_validator

from screening.definition import Definition
from screening.safety.entry import Reason

Words = Annotated[str, StringConstraints(min_length=1, max_length=120, strip_whitespace=True)]
Email = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z0-9._%+'-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+$")
]
FEWEST_RECEIVERS = 2
"""One may be ill or away on the day."""
LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class SafetyReceiver(Definition):
    """A named person who receives a school's safety list."""

    name: Words
    role: Words
    email: Email


def _two_or_none(receivers: tuple[SafetyReceiver, ...]) -> tuple[SafetyReceiver, ...]:
    if 0 < len(receivers) < FEWEST_RECEIVERS:
        raise ValueError("only one person is named. Name two, so that one is there every day.")
    if len({each.email.casefold() for each in receivers}) != len(receivers):
        raise ValueError("two of them have the same address. Each needs an address of their own.")
    return receivers


SafetyReceivers = Annotated[tuple[SafetyReceiver, ...], AfterValidator(_two_or_none)]
"""Nobody, which every run says loudly, or two and more with different addresses."""


class SafetySettings(Definition):
    """How soon somebody must take an alert, and who is told where nobody does."""

    acknowledge_within_minutes: Annotated[int, Field(ge=5, le=1440)] = 60
    escalate_to: tuple[SafetyReceiver, ...] = ()
    """Told when nobody has taken an alert in time; none = the school's receivers once more."""
    acknowledge: tuple[Reason, ...] = ("endorsed", "unclear", "not_read")
    """Reasons of which somebody is told. An item left blank is asked about in the next days."""


class Smtp(Definition):
    """The mail server. Its password stands in the environment, never in a file."""

    host: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9.-]+$")]
    port: Annotated[int, Field(ge=1, le=65535)]
    security: Literal["starttls", "tls"]
    sender: Email = Field(alias="from")
    user: Words | None = None


class NotifySettings(Definition):
    """By which ways people are told that there is a list; with none, nothing leaves the machine."""

    smtp: Smtp | None = None
    webhook: str | None = None
    """Receives a POST with `title` and `message`."""

    @field_validator("webhook")
    @classmethod
    def _safe(cls, address: str | None) -> str | None:
        if address is None:
            return None
        parts = urlsplit(address)
        is_safe = parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in LOOPBACK)
        if not (is_safe and parts.hostname) or parts.username or parts.fragment:
            raise ValueError("is no https address without a user name. http is for 127.0.0.1 only.")
        return address

    @model_validator(mode="after")
    def _has_a_way(self) -> Self:
        if self.smtp is None and self.webhook is None:
            raise ValueError("names no way: write [notify.smtp] or `webhook`, or leave it out.")
        return self
