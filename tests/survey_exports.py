"""Made-up exports in the shape that each survey tool writes, as rows and as files."""

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass

from more_survey_exports import MORE

from screening.intake.survey_tool import survey_tools
from screening.intake.text_table import Record

Rows = list[list[str]]
IMPORT_IDS = ["startDate", "endDate", "status", "finished", "_recordId", "QID1_1", "QID1_2"]
QUALTRICS_NAMES = ["StartDate", "EndDate", "Status", "Finished", "ResponseId", "Q1_1", "Q1_2"]
QUALTRICS_TEXTS = [
    *("Start Date", "End Date", "Response Type", "Finished", "Response ID"),
    *("In school - First", "In school -\nSecond"),
]
QUALTRICS_ROW = ["2026-09-08 10:00:00", "2026-09-08 10:05:00", "0", "1", "R_1", "2", "3"]
LIME_CODES = ["id", "submitdate", "lastpage", "startlanguage", "seed", "M[SQ001]", "M[SQ002]"]
LIME_TEXTS = [
    *("Response ID", "Date submitted", "Last page", "Start language", "Seed"),
    *("In school [First]", "In school [Second]"),
]
LIME_ROW = ["1", "2026-09-08 10:00:00", "3", "en", "17", "A1", "A2"]
LIME_GERMAN = [
    *("Antwort ID", "Datum Abgeschickt", "Letzte Seite", "Start-Sprache"),
    *("Zufallsstartwert", "Schule [Erstens]", "Schule [Zweitens]"),
]
LIME_FRENCH = [
    *("ID de la réponse", "Date de soumission", "Dernière page", "Langue de départ"),
    *("Tête", "École [Un]", "École [Deux]"),
]
GOOGLE = ["Timestamp", "Your student ID", "In school [First]", "In school [Second]"]
KOBO_TAIL = ["_id", "_uuid", "_submission_time", "_validation_status", "_status", "_index"]


@dataclass(frozen=True)
class Export:
    """One made-up export: who wrote it, in which shape, and its rows with the header rows."""

    tool: str
    shape: str
    rows: Rows

    @property
    def name(self) -> str:
        return f"{self.tool}-{self.shape}-{self.rows[0][0][:12]}"


def coded_and_told(separator: str) -> list[str]:
    return [f"{code}{separator}{text}" for code, text in zip(LIME_CODES, LIME_TEXTS, strict=True)]


EXPORTS = [
    Export("google_forms", "labels", [GOOGLE, ["8/7/2026 12:02:11", "S001", "Often", "Never"]]),
    Export(
        "google_forms",
        "labels",
        [["Horodateur", "Code", "Un"], ["2026/04/18 7:18:47 PM GMT+6", "S001", "Oui;Non"]],
    ),
    Export(
        "google_forms",
        "labels",
        [["Informazioni cronologiche", "Uno"], ["12/02/2026 19.07.17", "Mai"]],
    ),
    Export(
        "ms_forms",
        "labels",
        [
            ["ID", "Start time", "Completion time", "Email", "Name", "Tired", "Tired2"],
            ["1", "2026-09-08 10:00:00", "2026-09-08 10:05:00", "anonymous", "", "Often", "Never"],
        ],
    ),
    Export(
        "ms_forms",
        "labels",
        [
            ["Id", "Hora de inicio", "Hora de finalización", "Correo electrónico", "Nombre", "Uno"],
            ["1", "9/8/26 10:00:00", "9/8/26 10:05:00", "anonymous", "", "Nunca"],
        ],
    ),
    Export(
        "qualtrics",
        "three_rows",
        [
            QUALTRICS_NAMES,
            QUALTRICS_TEXTS,
            [f'{{"ImportId":"{each}"}}' for each in IMPORT_IDS],
            QUALTRICS_ROW,
        ],
    ),
    Export("qualtrics", "two_rows", [QUALTRICS_NAMES, QUALTRICS_TEXTS, QUALTRICS_ROW]),
    Export("qualtrics", "names_only", [QUALTRICS_NAMES, QUALTRICS_ROW, QUALTRICS_ROW]),
    Export(
        "qualtrics",
        "before_2017",
        [
            [*(f"V{number}" for number in range(1, 11)), "Q1"],
            [
                *("ResponseID", "ResponseSet", "Name", "ExternalDataReference", "EmailAddress"),
                *("IPAddress", "Status", "StartDate", "EndDate", "Finished", "First"),
            ],
            [*("R_1", "x", "x", "", "", "", "0"), "2016-09-08 10:00:00", "2016-09-08 10:05:00",
             "1", "2"],
        ],
    ),
    Export(
        "redcap",
        "raw",
        [
            ["record_id", "redcap_event_name", "mood_timestamp", "m1", "m2___1", "m2____9",
             "mood_complete", "sleep_timestamp", "s1", "sleep_complete"],
            ["1", "autumn_arm_1", "2026-09-08 10:00:00", "2", "1", "0", "2", "", "", ""],
            ["1", "spring_arm_1", "", "", "", "", "", "[not completed]", "1", "0"],
        ],
    ),
    Export(
        "redcap",
        "labels",
        [
            ["Record ID", "Event Name", "How often?", "Which? (choice=Reading)", "Complete?",
             "How long?", "Complete?"],
            ["1", "Autumn", "Often", "Checked", "Complete", "Short", "Incomplete"],
        ],
    ),
    Export(
        "redcap_dictionary",
        "dictionary",
        [
            ["Variable / Field Name", "Form Name", "Section Header", "Field Type", "Field Label",
             "Choices, Calculations, OR Slider Labels", "Identifier?"],
            ["record_id", "mood", "", "text", "Record", "", ""],
            ["m1", "mood", "", "radio", "<b>How</b> often?", "0, Never | 1, Often, or more", ""],
            ["phone", "mood", "", "text", "Phone", "", "y"],
            ["sum", "mood", "", "calc", "Sum", "[m1], [m1]", ""],
        ],
    ),
    Export("limesurvey", "codes", [LIME_CODES, LIME_ROW]),
    Export("limesurvey", "codes_and_texts", [coded_and_told(". "), LIME_ROW]),
    Export("limesurvey", "codes_and_texts", [coded_and_told(" - "), LIME_ROW]),
    Export("limesurvey", "texts", [LIME_TEXTS, LIME_ROW]),
    Export("limesurvey", "texts", [LIME_GERMAN, LIME_ROW]),
    Export("limesurvey", "texts", [LIME_FRENCH, LIME_ROW]),
    Export(
        "surveymonkey",
        "options",
        [
            ["Respondent ID", "Collector ID", "Start Date", "End Date", "Your class?",
             "How often &amp; when?", ""],
            ["", "", "", "", "Response", "At school", "At home"],
            ["11500000001", "4", "09/08/2026 10:00:00 AM", "09/08/2026 10:05:00 AM", "7b",
             "Often", "Never"],
        ],
    ),
    Export(
        "kobo",
        "answers",
        [
            ["start", "mood/first", "mood/second", *KOBO_TAIL],
            ["2026-09-08T10:00:00.000+02:00", "never", "often", "7", "uuid-1",
             "2026-09-08T10:05:00", "", "submitted_via_web", "4"],
        ],
    ),
    Export(
        "typeform",
        "answers",
        [
            ["#", "<strong>How often?</strong>", "Other", "Other", "Start Date (UTC)",
             "Submit Date (UTC)", "Network ID"],
            ["ab12", "Often", "", "", "2026-09-08 10:00:00", "2026-09-08 10:05:00", "77aa"],
        ],
    ),
    Export(
        "jotform",
        "numbered",
        [
            ["In school >> First", "In school >> Second", "Submission Date", "Submission ID"],
            ["Often", "Never", "2026-09-08 10:00:00", "5001"],
        ],
    ),
    Export(
        "oneroster",
        "users",
        [
            ["sourcedId", "status", "dateLastModified", "enabledUser", "orgSourcedIds", "role",
             "username", "userIds", "givenName", "familyName", "grades"],
            ["u1", "", "", "true", "o1", "student", "x", "", "x", "x", "07"],
        ],
    ),
    Export(
        "oneroster",
        "roles",
        [
            ["sourcedId", "status", "dateLastModified", "userSourcedId", "roleType", "role",
             "beginDate", "endDate", "orgSourcedId"],
            ["r1", "", "", "u1", "primary", "student", "", "", "o1"],
        ],
    ),
    Export(
        "oneroster",
        "orgs",
        [
            ["sourcedId", "status", "dateLastModified", "name", "type", "identifier",
             "parentSourcedId"],
            ["o1", "", "", "North", "school", "", ""],
        ],
    ),
    Export(
        "oneroster",
        "manifest",
        [["propertyName", "value"], ["manifest.version", "1.0"], ["oneroster.version", "1.2"]],
    ),
    Export(
        "clever",
        "students",
        [
            ["School_id", "Student_id", "Student_number", "Last_name", "First_name", "Grade",
             "Gender", "DOB"],
            ["5", "77", "1077", "x", "x", "7", "F", "1/5/2014"],
        ],
    ),
]  # fmt: skip
EXPORTS += [Export(tool, shape, rows) for tool, shape, rows in MORE]
"""One or more exports of every tool and shape."""


def records_of(rows: Sequence[Sequence[str]]) -> list[Record]:
    return [Record(number, list(cells)) for number, cells in enumerate(rows, start=1)]


def written(rows: Rows, *, delimiter: str = ",", line_end: str = "\n") -> str:
    """Return rows as a text file holds them."""
    text = io.StringIO()
    # A line feed inside a cell must be quoted even where lines end otherwise.
    quoting = csv.QUOTE_ALL if line_end == "\r" else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=delimiter, lineterminator=line_end, quoting=quoting)
    writer.writerows(rows)
    return text.getvalue()


def shuffled(rows: Rows, order: Sequence[int]) -> Rows:
    """Return rows with their columns in another order."""
    return [[row[place] for place in order] for row in rows]


def stays_first(export: Export) -> bool:
    """Return True where a tool is known by its leftmost column."""
    signatures = survey_tools().tool[export.tool].signature
    signature = next(each for each in signatures if each.shape == export.shape)
    return any(mark.first for mark in signature.marks)
