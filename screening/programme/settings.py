"""A programme's settings as frozen models: who screens whom, when, with what, by which rules."""

import datetime as dt
import re
from collections.abc import Iterator
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, model_validator

from screening.definition import ContradictionError, Definition, Fault
from screening.programme import kinds
from screening.programme.consent_limits import ConsentLimits
from screening.programme.followup_settings import FollowupSettings
from screening.programme.gates import Gate
from screening.programme.known_rates import BaseRate
from screening.programme.safety_settings import NotifySettings, SafetyReceivers, SafetySettings
from screening.programme.school_calendar import Capacity, SchoolBreak, days_off
from screening.supports.help_lines import HelpLine

Gender = kinds.Gender
Identifier = kinds.Identifier
Informant = kinds.Informant
Sentence = kinds.Sentence


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ValueError, OSError, KeyError):
        raise ValueError(f"'{name}' is not a time zone, as 'America/Chicago'.") from None
    return name


TimeZone = Annotated[str, AfterValidator(_known_zone)]
"""A name of the time zone database, as `America/Chicago` or `UTC`."""


class Contact(Definition):
    """The person a family can call; the letter names them."""

    name: Sentence
    role: Sentence
    phone: Sentence
    valid_until: dt.date
    """Last day on which a letter may print this contact."""


class School(Definition):
    """One school of the district."""

    id: Identifier
    name: Sentence
    address: tuple[Sentence, ...]
    phone: Sentence
    contact: Contact
    roster_id: Sentence | None = None
    """The school's id in a OneRoster or Clever export; None = the same as `id`."""
    capacity: Capacity | None = None
    """First meetings per week; None = not stated, and the list makes no waves."""
    days_off: tuple[dt.date, ...] = ()
    """Days without school at this school alone."""
    safety_receiver: SafetyReceivers = ()
    """Who receives the safety list: nobody yet, or at least two."""


class Window(Definition):
    """One screening window: first and last day on which answers count."""

    id: Identifier
    title: Sentence
    opens: dt.date
    closes: dt.date

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.closes < self.opens:
            raise ValueError("closes before it opens.")
        return self


class Screener(Definition):
    """One instrument in use: who answers it and about which grades."""

    instrument: Identifier
    informant: Informant
    scheme: str | None = None
    """Cut-point scheme; None = the instrument's first."""
    grades: tuple[str, ...]
    """Grades that are due this screener, as `["6", "7"]`."""
    only_after: tuple[Gate, ...] = ()
    """Makes it a second screener: due only where one of these holds; empty = due to everyone."""


class LetterSettings(Definition):
    """How letters look and what they promise."""

    languages: tuple[str, ...] = ("en", "es")
    paper: Literal["us-letter", "a4"] = "us-letter"
    text_size_pt: Annotated[float, Field(ge=11, le=28)] = 12.0
    interpreter_phone: Sentence
    survey_name: Sentence
    """What families know the screening as, as "school feelings survey"."""
    reply_school_days: Annotated[int, Field(ge=1, le=60)] = 10
    """A family hears from the school within this many school days, whatever the tier."""
    notice_days: Annotated[int, Field(ge=0, le=120)] = 14
    """Notices go out at least this many days before a window opens."""
    sides: Literal["one", "two"] = "two"
    """How print runs are printed; on two sides, each letter starts on a sheet of its own."""
    translations: dict[str, dict[str, Sentence]] = {}
    """Language → words of these settings, as the role of a contact → that language."""
    help_line: tuple[HelpLine, ...] = ()
    """The programme's own help lines; each replaces the shipped one with the same id."""


class Suppression(Definition):
    """Which counts are hidden on pages."""

    minimum: Annotated[int, Field(ge=5, le=30)] = 10
    """Groups smaller than this are hidden (decision 009)."""
    numerator_minimum: Annotated[int, Field(ge=2, le=30)] = 5
    """Counts from 1 to this minus 1 are hidden (decision 009)."""


class Deadlines(Definition):
    """School days from the day a referral is first listed to the first contact."""

    tier_3: Annotated[int, Field(ge=1, le=60)] = 3
    tier_2: Annotated[int, Field(ge=1, le=60)] = 10
    next_meeting: Annotated[int, Field(ge=1, le=60)] = 15
    """For what can wait for the team: one area, support already running, not worse."""


class Schedule(Definition):
    """When `screening serve` runs the newest open window."""

    cron: Annotated[str, Field(pattern=r"^(\S+\s+){4}\S+$")] = "30 6 * * 1-5"
    """Five fields, in the programme's time zone."""
    watch_seconds: Annotated[int, Field(ge=1, le=3600)] = 5
    """How often the inbox is looked at for dropped files: a safety list waits no longer."""


class Programme(Definition):
    """The whole of `programme.toml`."""

    id: Identifier
    name: Sentence
    country: Literal["US", "UK"] = "US"
    timezone: TimeZone
    contact: Sentence
    """Whom staff ask about the pages, as "Data office, 555-0100"."""
    student_ref_pattern: str = "^[A-Za-z0-9][A-Za-z0-9_-]{3,63}$"
    tier_rule: str = "tier_rule.toml"
    layouts: str = "layouts"
    instruments: str = "instruments"
    """Folder of the programme's own instruments; it need not be there."""
    supports: str | None = None
    """File of local services and stricter rules, as `supports.toml`; None = there is none."""
    school: tuple[School, ...]
    window: tuple[Window, ...]
    screener: tuple[Screener, ...]
    licences: dict[str, Sentence] = {}
    """Instrument id → the programme's statement that it holds the publisher's permission."""
    group_columns: tuple[Identifier, ...] = ()
    """Roster columns kept beyond the six of the contract, as `ethnicity`."""
    gender_column: Identifier | None = None
    """The roster's column with the gender, where an instrument's norms need it."""
    support_column: Identifier | None = None
    """The roster's column with support that already runs; one of `group_columns`."""
    contact_column: Identifier | None = None
    """The roster's column that says whether the family may be contacted: yes, ask first, no."""
    access_column: Identifier | None = None
    """The roster's column with what a family needs to come: travel, an interpreter, a lift."""
    holidays: tuple[dt.date, ...] = ()
    school_break: tuple[SchoolBreak, ...] = ()
    calendar_until: dt.date | None = None
    """Last day that holidays and breaks are entered for; None = the last day among them."""
    max_file_mb: Annotated[int, Field(ge=1, le=2000)] = 100
    letters: LetterSettings
    suppression: Suppression = Suppression()
    consent: ConsentLimits = ConsentLimits()
    base_rate: dict[kinds.Area, BaseRate] = {}
    """Area → how many students have the need, where the programme knows it from elsewhere."""
    deadlines: Deadlines = Deadlines()
    schedule: Schedule = Schedule()
    followup: FollowupSettings = FollowupSettings()
    safety: SafetySettings = SafetySettings()
    notify: NotifySettings | None = None
    """None = nothing leaves the machine."""

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = list(self._faults())
        if faults:
            raise ContradictionError(faults)
        return self

    def _faults(self) -> Iterator[Fault]:
        for name, ids in {
            "school": [school.id for school in self.school],
            "window": [window.id for window in self.window],
        }.items():
            if len(set(ids)) != len(ids):
                yield Fault((name,), f"two [[{name}]] entries have the same id.")
        taken: set[str] = set()
        for place, school in enumerate(self.school):
            if (named := school.roster_id or school.id) in taken:
                yield Fault(("school", place, "roster_id"), f"'{named}' is another school's too.")
            taken.add(named)
            if school.id == UNASSIGNED:
                reason = f"'{UNASSIGNED}' is kept for rows whose school is not known."
                yield Fault(("school", place, "id"), reason)
        yield from self._column_faults()
        try:
            re.compile(self.student_ref_pattern)
        except re.error:
            reason = "student_ref_pattern is not a regular expression."
            yield Fault(("student_ref_pattern",), reason)

    def _column_faults(self) -> Iterator[Fault]:
        for key in ("support_column", "contact_column", "access_column"):
            if (column := getattr(self, key)) and column not in self.group_columns:
                yield Fault((key,), f"'{column}' is not one of `group_columns`.")

    @property
    def zone(self) -> ZoneInfo:
        """The programme's time zone."""
        return ZoneInfo(self.timezone)

    def days_off(self, school: School | None = None) -> frozenset[dt.date]:
        """Return the days without school beside weekends; with a school, its own among them."""
        single = (*self.holidays, *(school.days_off if school else ()))
        return days_off(single, breaks=self.school_break)

    @property
    def calendar_end(self) -> dt.date | None:
        """The last day the calendar knows of; None where nothing is entered."""
        return self.calendar_until or max(self.days_off(), default=None)

    def school_by_id(self, school_id: str) -> School:
        """Return the school; KeyError if there is none."""
        return {school.id: school for school in self.school}[school_id]


UNASSIGNED = "unassigned"
"""Folder under `schools/` for rows whose school is not known."""
