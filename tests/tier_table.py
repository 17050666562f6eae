"""Made-up rows of the tier table, their programme, and workbooks read back."""

import datetime as dt
import random
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pandas as pd

from screening.class_support.groups import Group, SchoolGroups
from screening.ledger.act import Act
from screening.programme.school_calendar import Capacity
from screening.programme.settings import (
    Contact,
    Deadlines,
    LetterSettings,
    Programme,
    School,
    Screener,
    Window,
)
from screening.referrals.list_day import ListDay
from screening.referrals.referral import Referral, build_id
from screening.referrals.referral_list import ReferralList
from screening.referrals.rules import load_rules

AS_OF = dt.date(2026, 10, 26)
SCHOOL = School(
    id="maple",
    name="Maple & Elm Middle School",
    address=("1 Maple Road",),
    phone="555-0100",
    contact=Contact(
        name="Ana Ortiz", role="Counselor", phone="555-0101", valid_until=dt.date(2027, 6, 30)
    ),
)
WINDOW = Window(
    id="2026_autumn",
    title="Autumn 2026",
    opens=dt.date(2026, 10, 5),
    closes=dt.date(2026, 10, 23),
)
WHYS = {
    "internalising": "The student's own answers point to worry and low mood on most days, and "
    "sleep was named; this is more than last time.",
    "externalising": "The teacher's answers point to behaviour in class; the student's do not.",
    "attention": "Caregiver and teacher both describe trouble keeping attention.",
    "internalising;peer_social": "Worry, and feeling left out among classmates.",
}
HOSTILE = (
    '=HYPERLINK("http://evil.example","open")',
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "http://evil.example",
    "\uff1d1+1",
    "<script>alert(1)</script>",
    "12345",
    "1e5",
)

GROUPS = SchoolGroups(
    classes=(
        Group("maple", "7", "7E", 24, 14, 0.38, 0.76, decision="class_plan"),
        Group("maple", "7", "7B", 12, 4, 0.14, 0.61, decision="not_decidable"),
        Group("maple", "6", "6A", 20, 2, 0.03, 0.3, decision="individual"),
    )
)


def programme(*, tier_2: int = 10, tier_3: int = 3, **changes: object) -> Programme:
    settings = Programme(
        id="river_valley",
        name="River Valley",
        timezone="America/Chicago",
        contact="Data office, 555-0103",
        school=(SCHOOL,),
        window=(WINDOW,),
        screener=(Screener(instrument="psc_17", informant="self", grades=("6", "7")),),
        holidays=(dt.date(2026, 10, 28),),
        letters=LetterSettings(interpreter_phone="555-0102", survey_name="school feelings survey"),
        deadlines=Deadlines(tier_2=tier_2, tier_3=tier_3),
    )
    return settings.model_copy(update=changes)


def day_of(
    *acts: Act,
    as_of: dt.date = AS_OF,
    window: Window = WINDOW,
    slots: int | None = None,
    school: School = SCHOOL,
    withdrawn: frozenset[str] = frozenset(),
    **settings: object,
) -> ListDay:
    """Return the day of a list: the school's, with what people have done and the room there is."""
    capacity = None if slots is None else Capacity(slots_per_week=slots)
    return ListDay(
        programme=programme(**settings),
        school=school.model_copy(update={"capacity": capacity}),
        window=window,
        as_of=as_of,
        acts=acts,
        withdrawn=withdrawn,
    )


def student(student_ref: str, **changes: object) -> dict[str, object]:
    """Return one row of the tier table: a seventh-grader with targeted support."""
    row: dict[str, object] = {
        "student_ref": student_ref,
        "school_id": "maple",
        "grade": "7",
        "class_id": "7B",
        "home_language": "en",
        "consent": "yes",
        "tier": 2,
        "no_tier_reason": None,
        "areas": "internalising",
        "why": "Worry on most days.",
        "data_confidence": "complete",
        "previous_tier": None,
        "change": "first_time",
        "strengths": None,
        "views": "",
        "override_by": None,
        "doubt": "",
        "change_kind": None,
        "change_words": None,
        "seen_by": 1,
        "next_questionnaire": "",
        "support": None,
        "contact": None,
        "access": None,
    }
    return row | changes


def without_tier(student_ref: str, reason: str, **changes: object) -> dict[str, object]:
    """Return one row of a student without a tier."""
    empty: dict[str, object] = {"tier": None, "no_tier_reason": reason, "areas": "", "why": None}
    return student(student_ref, **(empty | changes))


def table(*rows: dict[str, object]) -> pd.DataFrame:
    """Return rows as the tier table comes: text, and tiers that may be null."""
    students = pd.DataFrame(rows or [student("none")])
    students["tier"] = students["tier"].astype("Int64")
    return students if rows else students.iloc[:0]


def whole_school() -> pd.DataFrame:
    """Return 120 students of one school, with every kind of row."""
    lot = random.Random(7)
    rows = []
    for number in range(120):
        grade, letter = ("6" if number < 60 else "7"), "ABCDE"[number // 24]
        tier = 2 if number >= 96 and number % 3 else lot.choices([1, 2, 3], [70, 20, 7])[0]
        areas = lot.choice(list(WHYS)) if tier > 1 else ""
        one = {
            "grade": grade,
            "class_id": grade + letter,
            "home_language": lot.choice(["en", "en", "es", "so", ""]),
        }
        ref = f"STU-{lot.randrange(16**6):06x}"
        if number % 8 == 5:
            rows.append(without_tier(ref, lot.choice(["not_answered", "too_few_answers"]), **one))
        else:
            confidence = lot.choice(["complete", "partial", "conflicting_informants"])
            change = lot.choice(["first_time", "same", "up", "down"])
            one |= {"data_confidence": confidence, "change": change}
            rows.append(student(ref, tier=tier, areas=areas, why=WHYS.get(areas), **one))
    rows[0] = without_tier("OPTED-OUT-1", "opted_out", consent="opted_out")
    rows[1] = without_tier("WITHDRAWN-1", "withdrawn", consent="withdrawn")
    return table(*rows)


def list_of(
    students: pd.DataFrame,
    *acts: Act,
    groups: SchoolGroups = SchoolGroups(),  # noqa: B008 (frozen)
    **settings: object,
) -> ReferralList:
    return ReferralList.of_students(students, day=day_of(*acts, **settings), groups=groups)


def list_of_whole_school() -> ReferralList:
    return list_of(whole_school(), groups=GROUPS)


def rows_of(*rows: dict[str, object], day: ListDay | None = None) -> tuple[Referral, ...]:
    """Return the students' rows of the list of these students."""
    return ReferralList.of_students(table(*rows), day=day or day_of()).referrals


def listed_on(student_ref: str, day: str, *, level: int, window: Window = WINDOW) -> Act:
    """Return the act by which a list first showed a student with a level of urgency."""
    return Act(
        kind="referral_issued",
        window_id=window.id,
        school_id="maple",
        student_ref=student_ref,
        subject=referral_id(student_ref, window=window),
        field=str(level),
        new=day,
        at=day,
    )


def wrote(
    student_ref: str, field: str, text: str, *, on: str = "2026-10-27", window: Window = WINDOW
) -> Act:
    """Return the act by which a counsellor filled in one cell of the list."""
    return Act(
        kind="followup",
        window_id=window.id,
        school_id="maple",
        student_ref=student_ref,
        subject=referral_id(student_ref, window=window),
        field=field,
        new=text,
        by="Ana Ortiz",
        at=on,
    )


def worried(student_ref: str, choice: str, *, field: str = "staff_concern") -> Act:
    """Return the act by which a teacher filled in the sheet `Not screened`."""
    return Act(
        kind="staff_concern",
        window_id=WINDOW.id,
        school_id="maple",
        student_ref=student_ref,
        subject=student_ref,
        field=field,
        new=choice,
        by="Tom Lee",
        at="2026-10-27",
    )


def referral_id(student_ref: str, *, window: Window = WINDOW) -> str:
    return build_id(student_ref, window=window, cause=load_rules().cause)


def parts_of(path: Path) -> dict[str, str]:
    """Return the XML parts of a workbook by name."""
    with ZipFile(path) as parts:
        return {name: parts.read(name).decode() for name in parts.namelist()}


def records_of(path: Path, sheet: str, *, head: int = 1) -> list[dict[str, object]]:
    """Return a sheet's rows as dictionaries by heading; `head` is the header's row."""
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(min_row=head, values_only=True)
    headings = next(rows)
    return [dict(zip(headings, row, strict=True)) for row in rows]
