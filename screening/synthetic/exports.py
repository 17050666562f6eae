"""Exports of the made-up district as survey tools would write them: tables, then files."""

import csv
import datetime as dt
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import xlsxwriter

from screening.synthetic.answers import BLANK, Submissions
from screening.synthetic.enrolment import Enrolment
from screening.synthetic.plan import PlannedWindow
from screening.synthetic.population import GRADES, Population, Text
from screening.synthetic.survey_forms import SURVEY_FORMS, SurveyForm

Cell = str | int | None
SCHOOL_DAY = (8 * 3600, 15 * 3600)
"""First and last second of the day at which answers are recorded."""
MADE_ON = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)
"""Written into workbooks as their date, so that the same seed gives the same bytes."""
QUALTRICS_COLUMNS = (
    ("StartDate", "Start Date", "startDate"),
    ("EndDate", "End Date", "endDate"),
    ("Status", "Response Type", "status"),
    ("Progress", "Progress", "progress"),
    ("Duration (in seconds)", "Duration (in seconds)", "duration"),
    ("Finished", "Finished", "finished"),
    ("RecordedDate", "Recorded Date", "recordedDate"),
    ("ResponseId", "Response ID", "_recordId"),
    ("ExternalReference", "External Data Reference", "externalDataReference"),
    ("DistributionChannel", "Distribution Channel", "distributionChannel"),
    ("UserLanguage", "User Language", "userLanguage"),
    ("StudentCode", "Student code", "QID1_TEXT"),
)


@dataclass
class Table:
    """One export or roster before it is written.

    Attributes:
        file: name inside the window's folder.
        headers: header rows; the first holds the column names.
        rows: data rows, one list of cells each; a cell is text or a whole number.
        encoding: of a text file.
        formulas: identity of a row → formula in its last cell; workbooks only.
    """

    file: str
    headers: list[list[str]]
    rows: list[list[Cell]]
    encoding: str = "utf-8"
    formulas: dict[int, str] = field(default_factory=dict)

    @property
    def columns(self) -> list[str]:
        """The column names."""
        return self.headers[0]

    def position(self, column: str) -> int:
        """Return where a column stands, from 0."""
        return self.columns.index(column)

    def sheet_row(self, row: list[Cell]) -> int:
        """Return a row's number as a spreadsheet shows it; rows are told apart by identity."""
        places = (place for place, each in enumerate(self.rows) if each is row)
        return next(places) + len(self.headers) + 1


def roster_table(population: Population, enrolment: Enrolment) -> Table:
    """Return the roster of one window."""
    ids = np.array([school.id for school in population.schools])
    columns = {
        "student_ref": population.student_ref[enrolment.student],
        "school_id": ids[enrolment.school],
        "grade": GRADES[enrolment.grade],
        "class_id": enrolment.class_id,
        "home_language": population.language[enrolment.student],
        "consent": enrolment.consent,
        "gender": population.gender[enrolment.student],
    }
    return Table("roster.csv", [list(columns)], _rows(columns.values()))


def caregiver_table(
    population: Population,
    enrolment: Enrolment,
    submissions: Submissions,
    *,
    window: PlannedWindow,
    rng: np.random.Generator,
) -> Table:
    """Return the caregivers' checklist: a plain CSV with codes."""
    student = enrolment.student[submissions.row]
    recorded = _moments(window, len(student), rng)
    spanish = population.language[student] == "es"
    columns = {
        "Child's code": population.student_ref[student],
        "Date completed": _written(recorded, "%m/%d/%Y"),
        "Form language": np.where(spanish, "Spanish", "English"),
        **_code_columns("Q", submissions),
    }
    return Table("caregiver_checklist.csv", [list(columns)], _in_order(recorded, columns.values()))


def teacher_table(
    population: Population,
    enrolment: Enrolment,
    submissions: Submissions,
    *,
    window: PlannedWindow,
    rng: np.random.Generator,
) -> Table:
    """Return the teachers' class lists: a workbook with codes, class by class."""
    student = enrolment.student[submissions.row]
    day = _moments(window, int(enrolment.class_number.max()) + 1, rng)
    columns = {
        "Student code": population.student_ref[student],
        "Class": enrolment.class_id[submissions.row],
        "Rated on": _written(day, "%Y-%m-%d")[enrolment.class_number[submissions.row]],
        **_code_columns("Rating ", submissions),
    }
    return Table("teacher_ratings.xlsx", [list(columns)], _rows(columns.values()))


def student_table(
    population: Population,
    enrolment: Enrolment,
    answers: dict[str, Submissions],
    *,
    window: PlannedWindow,
    spanish_form: float,
    rng: np.random.Generator,
) -> Table:
    """Return the students' survey: a Qualtrics CSV with three header rows and choice text.

    `answers` holds those of every instrument of the survey, all about the same students;
    `spanish_form` is the share of students with Spanish at home who take the Spanish form.
    """
    row = answers[SURVEY_FORMS[0].instrument].row
    student = enrolment.student[row]
    count = len(student)
    recorded = _moments(window, count, rng)
    seconds = rng.integers(90, 900, count)
    spanish = (population.language[student] == "es") & (rng.random(count) < spanish_form)
    ended = _written(recorded, "%Y-%m-%d %H:%M:%S")
    columns: dict[str, Iterable[Cell]] = {
        "StartDate": _written(recorded - seconds.astype("m8[s]"), "%Y-%m-%d %H:%M:%S"),
        "EndDate": ended,
        "Status": np.full(count, "IP Address"),
        "Progress": np.full(count, "100"),
        "Duration (in seconds)": seconds.astype(str),
        "Finished": np.full(count, "True"),
        "RecordedDate": ended,
        "ResponseId": _response_ids(count, rng),
        "ExternalReference": np.full(count, ""),
        "DistributionChannel": np.full(count, "anonymous"),
        "UserLanguage": np.where(spanish, "ES", "EN"),
        "StudentCode": population.student_ref[student],
    }
    items = {
        form: _survey_columns(form, answers[form.instrument], spanish=spanish)
        for form in SURVEY_FORMS
    }
    headers = qualtrics_headers({form: list(cells) for form, cells in items.items()})
    for cells in items.values():
        columns |= cells
    return Table("student_survey.csv", headers, _in_order(recorded, columns.values()))


def qualtrics_headers(items: Mapping[SurveyForm, Sequence[str]]) -> list[list[str]]:
    """Return the three header rows: column names, question texts, import ids."""
    known = [*QUALTRICS_COLUMNS]
    asked = [(column, form.question(column)) for form in items for column in items[form]]
    known += [(*each, f"QID2_{place}") for place, each in enumerate(asked, start=1)]
    return [
        [name for name, _, _ in known],
        [question for _, question, _ in known],
        ['{"ImportId":"' + import_id + '"}' for _, _, import_id in known],
    ]


def write_table(folder: Path, table: Table) -> None:
    """Write an export or roster; the name's ending says what kind of file it is."""
    folder.mkdir(parents=True, exist_ok=True)
    write = _write_workbook if table.file.endswith(".xlsx") else _write_csv
    write(folder / table.file, table)


def _write_csv(path: Path, table: Table) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([*table.headers, *table.rows])
    path.write_bytes(text.getvalue().encode(table.encoding))


def _write_workbook(path: Path, table: Table) -> None:
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(str(path), options) as workbook:
        workbook.set_properties({"created": MADE_ON})
        sheet = workbook.add_worksheet("Ratings")
        sheet.write_row(0, 0, table.columns)
        for place, row in enumerate(table.rows, start=1):
            sheet.write_row(place, 0, row)
            if id(row) in table.formulas:
                sheet.write_formula(place, len(row) - 1, table.formulas[id(row)])


def _rows(columns: Iterable[Iterable[Cell]]) -> list[list[Cell]]:
    as_lists = [column.tolist() if isinstance(column, np.ndarray) else column for column in columns]
    return [list(cells) for cells in zip(*as_lists, strict=True)]


def _in_order(recorded: np.ndarray, columns: Iterable[Iterable[Cell]]) -> list[list[Cell]]:
    rows = _rows(columns)
    return [rows[place] for place in np.argsort(recorded, kind="stable")]


def _moments(window: PlannedWindow, count: int, rng: np.random.Generator) -> np.ndarray:
    """Return moments on school days of the window, to the second."""
    days = np.arange(np.datetime64(window.opens), np.datetime64(window.closes) + 1)
    days = days[np.is_busday(days)]
    return rng.choice(days, count).astype("M8[s]") + rng.integers(*SCHOOL_DAY, count)


def _written(moments: np.ndarray, pattern: str) -> Text:
    """Return moments as text; each day is written once, since that is the slow part."""
    if "%H" in pattern:
        return np.char.replace(np.datetime_as_string(moments, unit="s"), "T", " ")
    days, place = np.unique(moments.astype("M8[D]"), return_inverse=True)
    return np.array([day.strftime(pattern) for day in days.astype(object)])[place]


def _code_columns(prefix: str, submissions: Submissions) -> dict[str, Iterable[Cell]]:
    cells = submissions.codes.astype(object)
    cells[submissions.codes == BLANK] = None
    return {f"{prefix}{place + 1}": cells[:, place] for place in range(cells.shape[1])}


def _survey_columns(
    form: SurveyForm, submissions: Submissions, *, spanish: np.ndarray
) -> dict[str, Iterable[Cell]]:
    if not form.english:
        return _code_columns(form.prefix, submissions)
    labels = np.array([[*form.english, ""], [*form.spanish, ""]], dtype=object)
    cells = labels[spanish.astype(int)[:, None], submissions.codes]
    return {f"{form.prefix}{place + 1}": cells[:, place] for place in range(cells.shape[1])}


def _response_ids(count: int, rng: np.random.Generator) -> list[str]:
    return [f"R_{number:015x}" for number in rng.integers(2**59, size=count).tolist()]
