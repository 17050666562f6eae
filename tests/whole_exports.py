"""Made-up exports with a whole PHQ-A and GAD-7 in them, as each survey tool writes them."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from survey_exports import Rows, written

from screening.instruments.names import item_id

LABELS = ["Not at all", "Several days", "More than half the days", "Nearly every day"]
SPANISH = ["Ningún día", "Varios días", "Más de la mitad de los días", "Casi todos los días"]
STUDENTS = [f"S{number:03d}" for number in range(1, 13)]
SIZES = {"phq_a": 9, "gad_7": 7}
ITEMS = [
    item_id(instrument, number)
    for instrument, size in SIZES.items()
    for number in range(1, size + 1)
]
Answer = Callable[[int], str]


def made_up_codes(seed: int = 1) -> list[list[int]]:
    """Return one row of 16 codes per student; every code stands in every column."""
    chance = random.Random(seed)
    rows = [[chance.randrange(4) for _ in ITEMS] for _ in STUDENTS]
    for number in range(len(LABELS)):
        rows[number] = [(place + number) % len(LABELS) for place in range(len(ITEMS))]
    return rows


@dataclass(frozen=True)
class WholeExport:
    """One export: who wrote it, its rows with the header rows, the codes that were answered."""

    tool: str
    rows: Rows
    codes: list[list[int]]
    suffix: str = ".csv"
    delimiter: str = ","

    def write(self, folder: Path) -> Path:
        """Write the export as its tool does; return the file."""
        path = folder / f"survey_2026{self.suffix}"
        if self.suffix == ".xlsx":
            book = openpyxl.Workbook()
            for row in self.rows:
                book.active.append(row)
            book.save(path)
        else:
            text = written(self.rows, delimiter=self.delimiter)
            path.write_text(text, encoding="utf-8")
        return path


def label(code: int) -> str:
    return LABELS[code]


def whole_export(tool: str, answer: Answer | None = None, seed: int = 1) -> WholeExport:
    """Return an export of a tool; `answer` writes a code as the tool was told to."""
    codes = made_up_codes(seed)
    return {
        "plain": _plain,
        "google_forms": _google_forms,
        "ms_forms": _ms_forms,
        "qualtrics": _qualtrics,
        "redcap": _redcap,
        "limesurvey": _limesurvey,
        "surveymonkey": _surveymonkey,
        "kobo": _kobo,
        "typeform": _typeform,
        "jotform": _jotform,
    }[tool](codes, answer)


TOOLS = [
    "plain", "google_forms", "ms_forms", "qualtrics", "redcap", "limesurvey", "surveymonkey",
    "kobo", "typeform", "jotform",
]  # fmt: skip
BY_NAME = {"plain", "qualtrics", "redcap", "limesurvey", "kobo"}
"""Tools whose exports here bear names; the others have wording only, so blocks are proposed."""


def _said(codes: Sequence[int], answer: Answer) -> list[str]:
    return [answer(code) for code in codes]


def _data(
    codes: list[list[int]],
    before: Callable[[int, str], list[str]],
    answer: Answer,
    after: Callable[[int, str], list[str]] = lambda _number, _ref: [],
) -> Rows:
    return [
        [*before(number, ref), *_said(row, answer), *after(number, ref)]
        for number, (ref, row) in enumerate(zip(STUDENTS, codes, strict=True), start=1)
    ]


def _named(phq: str, gad: str) -> list[str]:
    """Return a header per item; `{}` is its number."""
    return [
        *(phq.format(number) for number in range(1, 10)),
        *(gad.format(number) for number in range(1, 8)),
    ]


def _plain(codes: list[list[int]], answer: Answer | None) -> WholeExport:
    header = ["Student code", "Date", *_named("PHQ-A {}", "gad7_{}")]
    rows = _data(codes, lambda _, ref: [ref, "2026-10-16"], answer or str)
    return WholeExport("plain", [header, *rows], codes)


def _google_forms(codes: list[list[int]], answer: Answer | None) -> WholeExport:
    grids = _named("In the last two weeks [Row {}]", "And how often [Row {}]")
    header = ["Timestamp", "Email Address", "Student code", *grids]
    rows = _data(
        codes,
        lambda number, ref: ["10/16/2026 9:02:11", f"x{number}@example.org", ref],
        answer or label,
    )
    return WholeExport("google_forms", [header, *rows], codes)


def _ms_forms(codes: list[list[int]], answer: Answer | None) -> WholeExport:
    base = ["ID", "Start time", "Completion time", "Email", "Name", "Student code"]
    statements = [
        *(f"Mood {word}" for word in "abcdefghi"),
        "Age",
        *(f"Calm {w}" for w in "abcdefg"),
    ]
    rows = _data(
        codes,
        lambda number, ref: [str(number), "2026-10-16 10:00:00", "2026-10-16 10:05:00",
                             "anonymous", "", ref],
        answer or (lambda code: SPANISH[code]),
    )  # fmt: skip
    with_age = [[*row[:15], "years", *row[15:]] for row in rows]
    return WholeExport("ms_forms", [[*base, *statements], *with_age], codes, suffix=".xlsx")


def _qualtrics(codes: list[list[int]], answer: Answer | None) -> WholeExport:
    own = ["StartDate", "EndDate", "Status", "IPAddress", "Duration (in seconds)", "Finished",
           "ResponseId", "StudentCode"]  # fmt: skip
    names = [*own, *_named("PHQA_{}", "GAD7_{}")]
    rows = _data(
        codes,
        lambda number, ref: ["2026-10-16 10:00:00", "2026-10-16 10:05:00", "0", "10.0.0.1", "300",
                             "1", f"R_{number}", ref],
        answer or str,
    )  # fmt: skip
    preview = ["2026-10-15 10:00:00", "2026-10-15 10:05:00", "1", "10.0.0.1", "5", "1", "R_0", "S9"]
    rows.append([*preview, *["0"] * len(ITEMS)])
    imports = [f'{{"ImportId":"QID{number}"}}' for number in range(len(names))]
    return WholeExport(
        "qualtrics", [names, [f"About {name}" for name in names], imports, *rows], codes
    )


def _redcap(codes: list[list[int]], answer: Answer | None) -> WholeExport:
    names = [
        *("record_id", "redcap_survey_identifier", "mood_timestamp", "student_code"),
        *_named("phqa_{}", "gad7_{}"),
        *("mood_complete",),
    ]
    rows = _data(
        codes,
        lambda number, ref: [str(number), "", "2026-10-16 10:05:00", ref],
        answer or str,
        lambda _number, _ref: ["2"],
    )
    return WholeExport("redcap", [names, *rows], codes)


def _limesurvey(codes: list[list[int]], answer: Answer | None) -> WholeExport:
    names = [
        *("id", "submitdate", "lastpage", "startlanguage", "seed", "token"),
        *_named("PHQA[SQ00{}]", "GAD7[SQ00{}]"),
    ]
    rows = _data(
        codes,
        lambda number, ref: [str(number), "2026-10-16 10:05:00", "3", "en", "17", ref],
        answer or (lambda code: f"{LABELS[code]} ({code})"),
    )
    return WholeExport("limesurvey", [names, *rows], codes, delimiter=";")


def _surveymonkey(codes: list[list[int]], answer: Answer | None) -> WholeExport:
    above = [
        *("Respondent ID", "Collector ID", "Start Date", "End Date", "Student code"),
        *("In the last two weeks", *[""] * 8, "And how often", *[""] * 6),
    ]
    below = [*[""] * 4, "Open-Ended Response", *_named("Row {}", "Line {}")]
    rows = _data(
        codes,
        lambda number, ref: [f"1150000{number:04d}", "4", "10/16/2026 10:00:00 AM",
                             "10/16/2026 10:05:00 AM", ref],
        answer or label,
    )  # fmt: skip
    return WholeExport("surveymonkey", [above, below, *rows], codes)


def _kobo(codes: list[list[int]], answer: Answer | None) -> WholeExport:
    tail = ["_id", "_uuid", "_submission_time", "_validation_status", "_status", "_index"]
    names = ["start", "mood/student_code", *_named("mood/phq_a_{}", "mood/gad_7_{}"), *tail]
    rows = _data(
        codes,
        lambda _, ref: ["2026-10-16T10:00:00.000+02:00", ref],
        answer or str,
        lambda number, _: [str(number), f"u{number}", "2026-10-16T10:05:00", "", "submitted", "4"],
    )
    return WholeExport("kobo", [names, *rows], codes, delimiter=";")


def _typeform(codes: list[list[int]], answer: Answer | None) -> WholeExport:
    questions = [*(f"<b>Mood {word}</b>" for word in "abcdefghi"), "Why?",
                 *(f"Calm {word}" for word in "abcdefg")]  # fmt: skip
    tail = ["Start Date (UTC)", "Submit Date (UTC)", "Network ID"]
    rows = _data(
        codes,
        lambda number, ref: [f"ab{number}", ref],
        answer or label,
        lambda _number, _ref: ["2026-10-16 10:00:00", "2026-10-16 10:05:00", "77aa"],
    )
    with_why = [[*row[:11], "so", *row[11:]] for row in rows]
    return WholeExport("typeform", [["#", "Student code", *questions, *tail], *with_why], codes)


def _jotform(codes: list[list[int]], answer: Answer | None) -> WholeExport:
    grids = _named("In the last two weeks >> Row {}", "And how often >> Row {}")
    rows = _data(
        codes,
        lambda _, ref: ["2026-10-16 10:00:00", ref],
        answer or label,
        lambda number, _: [f"500{number}"],
    )
    header = ["Submission Date", "Student code", *grids, "Submission ID"]
    return WholeExport("jotform", [header, *rows], codes)
