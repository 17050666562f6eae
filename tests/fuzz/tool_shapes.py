"""The form of 16 items as each survey tool writes it."""

from collections.abc import Sequence

from exports import (
    CODES,
    LABELS,
    QUESTIONS,
    Shape,
    clock,
    code_of_student,
    counted,
    fixed,
    real_clock,
)
from grid import CLOCK, ITEMS

LIME = {
    "codes": ("id", "submitdate", "lastpage", "startlanguage", "Code"),
    "texts": ("Response ID", "Date submitted", "Last page", "Start language", "Code"),
}
LIME["both"] = tuple(
    f"{code}. {text}" for code, text in zip(LIME["codes"], LIME["texts"], strict=True)
)
QUALTRICS_STATES = """[[rows]]
column = "Status"
leave_out = { "1" = "preview", "8" = "spam" }
keep = ["0", "IP Address"]
reason = "test"
[[rows]]
column = "Finished"
keep = ["1", "True"]
reason = "partial"
"""
REDCAP_STATES = """[[rows]]
column = "redcap_event_name"
keep = ["autumn_arm_1"]
reason = "other_form"
[[rows]]
column = "mood_complete"
keep = ["2"]
leave_out = { "0" = "partial" }
reason = "other_form"
"""


def lime(style: str, texts: tuple[str, ...]) -> Shape:
    """Return LimeSurvey with one of its heading styles: codes, texts or both."""
    own = LIME[style]
    coded = [f"{'M' if place < 9 else 'W'}[SQ{place:03d}]" for place in range(len(ITEMS))]
    told = [f"In the last weeks [{question}]" for question in QUESTIONS]
    both = [f"{code}. {text}" for code, text in zip(coded, told, strict=True)]
    cells = (counted(1), clock(CLOCK), fixed("3"), fixed("en"), code_of_student)
    return Shape(
        id=f"lime_{style}",
        platform="limesurvey",
        before=dict(zip(own, cells, strict=True)),
        names={"codes": coded, "texts": told, "both": both}[style],
        after={},
        texts=texts,
        student=own[4],
        time=(own[1], CLOCK),
        rows=f'[[rows]]\ncolumn = "{own[1].split(". ")[0]}"\nleave_out = {{ "" = "partial" }}',
        separator=". " if style == "both" else "",
        delimiter=";",
        quote_all=True,
        encoding="utf-8-sig",
        line_end="\n",
        ends=[{}],
    )


def qualtrics(name: str, *, kind: str, rows: int) -> Shape:
    """Return Qualtrics with two or three header rows."""

    def texts(first: Sequence[str]) -> list[str]:
        told = dict(zip(first, [f"{name} as asked" for name in first], strict=True))
        told |= {"StartDate": "Start Date", "Status": "Response Type"}
        return [told[name] for name in first]

    def import_ids(first: Sequence[str]) -> list[str]:
        return [f'{{"ImportId":"{name}"}}' for name in first]

    return Shape(
        id=name,
        platform="qualtrics",
        before={
            "StartDate": clock(CLOCK),
            "EndDate": clock(CLOCK, minutes=5),
            "Status": fixed("0"),
            "IPAddress": fixed("203.0.113.9"),
            "Progress": fixed("100"),
            "Finished": fixed("1"),
            "ResponseId": counted(1, before="R_1a"),
            "Code": code_of_student,
        },
        names=[f"Q1_{number}" for number in range(1, 17)],
        after={"Q2 - Topics": fixed("")},
        time=("EndDate", CLOCK),
        rows=QUALTRICS_STATES,
        kind=kind,
        further=(texts, import_ids)[: rows - 1],
    )


SHAPES = [
    Shape(
        id="google",
        platform="google_forms",
        before={"Timestamp": clock("%m/%d/%Y %H:%M:%S"), "Code": code_of_student},
        names=[f"In the last two weeks [{question}]" for question in QUESTIONS],
        after={"Anything else, or nothing?": fixed("no, thanks")},
        texts=LABELS,
        time=("Timestamp", "%m/%d/%Y %H:%M:%S"),
    ),
    Shape(
        id="msforms",
        platform="ms_forms",
        before={
            "ID": counted(1),
            "Start time": real_clock,
            "Completion time": real_clock,
            "Email": fixed("anonymous"),
            "Name": fixed(""),
            "Code": code_of_student,
        },
        names=QUESTIONS,
        after={},
        texts=LABELS,
        time=("Completion time", CLOCK),
        kind="xlsx",
    ),
    qualtrics("qualtrics3", kind="csv", rows=3),
    qualtrics("qualtrics2", kind="csv", rows=2),
    qualtrics("qualtricsx", kind="xlsx", rows=2),
    Shape(
        id="redcap",
        platform="redcap",
        before={
            "record_id": counted(1),
            "redcap_event_name": fixed("autumn_arm_1"),
            "redcap_repeat_instrument": fixed(""),
            "redcap_repeat_instance": fixed(""),
            "code": code_of_student,
            "mood_timestamp": clock(CLOCK),
        },
        names=[f"m{number}" for number in range(1, 17)],
        after={"mood_complete": fixed("2"), "sleep_complete": fixed("")},
        student="code",
        time=("mood_timestamp", CLOCK),
        rows=REDCAP_STATES,
        line_end="\n",
        ends=[
            {"record_id": "1", "redcap_event_name": "spring_arm_1", "sleep_complete": "2"},
            {
                "record_id": "2",
                "redcap_event_name": "autumn_arm_1",
                "redcap_repeat_instrument": "sleep",
                "redcap_repeat_instance": "1",
                "sleep_complete": "2",
            },
        ],
    ),
    lime("codes", CODES),
    lime("texts", LABELS),
    lime("both", CODES),
    Shape(
        id="monkey",
        platform="surveymonkey",
        before={
            "Respondent ID": counted(11500000001),
            "Collector ID": fixed("4"),
            "Start Date": clock("%m/%d/%Y %I:%M:%S %p"),
            "End Date": clock("%m/%d/%Y %I:%M:%S %p"),
            "Code": code_of_student,
        },
        names=["In the last two weeks", *[""] * 15],
        after={},
        texts=LABELS,
        time=("End Date", "%m/%d/%Y %I:%M:%S %p"),
        further=(lambda _: ["", "", "", "", "Response", *QUESTIONS],),
        addresses=[f'{{ name = "In the last two weeks", text = "{q}" }}' for q in QUESTIONS],
    ),
    Shape(
        id="kobo",
        platform="kobo",
        before={"start": clock("%Y-%m-%dT%H:%M:%S"), "Code": code_of_student},
        names=[f"mood/{question}" for question in QUESTIONS],
        after={
            "_id": counted(70),
            "_uuid": counted(1, before="uuid-"),
            "_submission_time": clock("%Y-%m-%dT%H:%M:%S"),
            "_validation_status": fixed(""),
            "_submitted_by": fixed(""),
            "_index": counted(4),
        },
        time=("_submission_time", "%Y-%m-%dT%H:%M:%S"),
        delimiter=";",
        quote_all=True,
        line_end="\n",
    ),
    Shape(
        id="typeform",
        platform="typeform",
        before={"#": counted(1, before="ab"), "Code": code_of_student},
        names=[f"<strong>{question}</strong>" for question in QUESTIONS],
        after={
            "Response Type": fixed("completed"),
            "Start Date (UTC)": clock(CLOCK),
            "Submit Date (UTC)": clock(CLOCK, minutes=5),
            "Network ID": counted(7, before="77aa"),
        },
        texts=LABELS,
        time=("Submit Date (UTC)", CLOCK),
        rows='[[rows]]\ncolumn = "Response Type"\nkeep = ["completed"]\nreason = "partial"',
        line_end="\n",
    ),
    Shape(
        id="jotform",
        platform="jotform",
        before={"Submission Date": clock(CLOCK), "Code": code_of_student},
        names=[f"In the last weeks >> {question}" for question in QUESTIONS],
        after={"Submission ID": counted(5001)},
        texts=LABELS,
        time=("Submission Date", CLOCK),
    ),
    Shape(
        id="spss",
        platform="spss",
        before={"Code": code_of_student},
        names=ITEMS,
        after={"age_group": fixed("2")},
        kind="sav",
    ),
    Shape(
        id="plaincsv",
        platform="plain",
        before={"Code": code_of_student, "Day": clock("%Y-%m-%d")},
        names=QUESTIONS,
        after={"Notes": fixed("")},
        time=("Day", "%Y-%m-%d"),
        line_end="\n",
    ),
    Shape(
        id="plaintab",
        platform="plain",
        before={"Code": code_of_student},
        names=QUESTIONS,
        after={},
        texts=CODES,
        delimiter="\t",
        encoding="utf-16",
    ),
    Shape(
        id="plainxlsx",
        platform="plain",
        before={"Code": code_of_student},
        names=QUESTIONS,
        after={},
        texts=LABELS,
        kind="xlsx",
    ),
]
"""One or more shapes per tool."""
