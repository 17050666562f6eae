"""The safety list is written first, whatever stops the run after it."""

import csv
import random
import subprocess
import sys

import openpyxl
import pytest
from programme_builder import SURVEY_HEADER, Folder, csv_text, mood_of, survey_row
from programme_run import run_to_tiers, run_whole
from programme_texts import MOOD

from screening.errors import ScreeningError
from screening.run.alerts import alerts_of_run, held_students
from screening.run.safety import write_safety_lists
from screening.safety.read_first import read_critical_items

REFS = [f"S{number:03d}" for number in range(1, 21)]
CRITICAL_OF = {"S003": 1, "S008": "", "S011": 3, "S014": "x"}
HOLD = """
import sys
from pathlib import Path
from screening.warehouse import open_warehouse
with open_warehouse(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def survey(folder):
    """Twenty rows: two endorsed, one unanswered, one unclear."""
    folder.roster(*REFS)
    rows = [survey_row(ref, mood=mood_of(3, critical=CRITICAL_OF.get(ref, 0))) for ref in REFS]
    folder.survey(*rows)
    return rows


def list_of(folder, school_id: str = "maple"):
    return folder.open().outbox.shown / "schools" / school_id / "safety.xlsx"


def cells_of(path) -> list[str]:
    book = openpyxl.load_workbook(path)
    return [
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]


def stopped(folder) -> ScreeningError:
    with pytest.raises(ScreeningError) as fault:
        run_to_tiers(folder.open())
    return fault.value


def assert_everyone_is_listed(path) -> None:
    cells = cells_of(path)
    assert all(ref in cells for ref in CRITICAL_OF)
    assert not any(ref in cells for ref in set(REFS) - set(CRITICAL_OF))


@pytest.mark.usefixtures("survey")
def test_it_is_written_per_school_and_only_where_somebody_is_on_it(folder):
    run_to_tiers(folder.open())
    assert_everyone_is_listed(list_of(folder))
    assert not list_of(folder, "oak").exists()
    assert not list_of(folder, "unassigned").exists()


@pytest.mark.usefixtures("survey")
def test_it_is_written_when_the_roster_is_refused(folder):
    folder.drop("roster.csv", "student_ref,Last name\nS001,x\n")
    assert stopped(folder).message.startswith("N103")
    assert_everyone_is_listed(list_of(folder, "unassigned"))


@pytest.mark.usefixtures("survey")
def test_it_is_written_when_the_warehouse_is_damaged(folder):
    folder.open().programme.warehouse.write_bytes(b"damaged" * 3000)
    assert stopped(folder).exit_status == 11
    assert_everyone_is_listed(list_of(folder))


@pytest.mark.usefixtures("survey")
def test_it_is_written_when_another_process_holds_the_warehouse(folder):
    path = folder.open().programme.warehouse
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert holder.stdout.readline() == "held\n"
    try:
        assert stopped(folder).exit_status == 15
    finally:
        holder.communicate("")
    assert_everyone_is_listed(list_of(folder))


@pytest.mark.usefixtures("survey")
def test_it_is_renewed_in_what_is_shown_when_a_later_run_is_stopped(folder):
    run_whole(folder.open())
    before = (folder.open().outbox.shown / "run.json").read_bytes()
    folder.survey(survey_row("S001", mood=mood_of(0, critical=1)), name="survey_late.csv")
    folder.drop("roster.csv", "")
    stopped(folder)
    assert "S001" in cells_of(list_of(folder, "unassigned"))
    assert (folder.open().outbox.shown / "run.json").read_bytes() == before


@pytest.mark.usefixtures("survey")
def test_students_whom_no_file_names_any_more_stay_on_the_list_which_says_so(folder):
    run_whole(folder.open())
    folder.survey(*(survey_row(ref) for ref in REFS))
    write_safety_lists(folder.open())
    assert_everyone_is_listed(list_of(folder))
    assert sum("No longer so" in cell for cell in cells_of(list_of(folder))) == len(CRITICAL_OF)


def test_students_of_no_known_school_go_to_the_only_school_there_is(tmp_path):
    folder = Folder(tmp_path, schools=("maple",))
    folder.roster("S001")
    folder.survey(survey_row("S999", mood=mood_of(0, critical=2)))
    write_safety_lists(folder.open())
    assert "S999" in cells_of(list_of(folder))


@pytest.mark.usefixtures("survey")
def test_the_workbook_holds_no_score_no_band_and_no_tier(folder):
    ran = run_to_tiers(folder.open())
    text = " ".join(cells_of(list_of(folder))).lower()
    assert not any(str(band).replace("_", " ") in text for band in {row[9] for row in ran.scores})
    for word in ("score", "tier", "severe", "moderate", "band"):
        assert word not in text.split()


def test_it_sets_no_tier_and_a_tier_sets_no_entry(folder):
    folder.roster("S001", "S002")
    folder.survey(
        survey_row("S001", mood=mood_of(0, critical=3)),
        survey_row("S002", mood=mood_of(24)),
    )
    ran = run_to_tiers(folder.open())
    assert ran.tiers["S001"]["tier"] == 1
    assert ran.tiers["S002"]["tier"] == 3
    assert [entry.student_ref for entry in ran.safety] == ["S001"]


@pytest.mark.usefixtures("survey")
def test_families_of_endorsed_and_unclear_answers_get_no_letter_before_somebody_has_acted(folder):
    run = folder.open()
    assert held_students(alerts_of_run(run)) == {"S003", "S011", "S014"}
    run_whole(run)
    manifest = (run.outbox.shown / "schools" / "maple" / "letters" / "manifest.csv").read_text()
    lines = [line for line in manifest.splitlines() if "staff_first" in line]
    assert sorted(ref for ref in REFS for line in lines if ref in line) == ["S003", "S011", "S014"]


def corrupted(rows, lot: random.Random) -> str:
    """Return the survey with damage everywhere but in the critical column and the codes."""
    header = [*SURVEY_HEADER]
    rows = [[*row] for row in rows]
    keep = (0, header.index("Mood 9"))
    for _ in range(lot.randrange(1, 40)):
        row, place = lot.choice(rows), lot.randrange(1, len(header))
        if place not in keep:
            row[place] = lot.choice(["x", "9", "=1+1", "é", "-3", "2.5", "\x07", "a;b", "\n"])
    kind = lot.randrange(4)
    if kind == 0:
        header[lot.choice([i for i in range(1, len(header)) if i not in keep])] = "lost"
    elif kind == 1:
        header.append(lot.choice([*MOOD[:8], "phq_a_12", "Last name", "Note"]))
        rows = [[*row, "z"] for row in rows]
    elif kind == 2:
        order = lot.sample(range(len(header)), len(header))
        header = [header[place] for place in order]
        rows = [[row[place] for place in order] for row in rows]
    return csv_text(header, rows, lot.choice([",", ";", "\t"]))


@pytest.mark.parametrize("seed", range(40))
def test_damage_elsewhere_in_the_file_changes_nothing_on_the_list(folder, survey, seed):
    lot = random.Random(seed)
    run = folder.open()

    def listed():
        entries = read_critical_items(run.programme, run.inbox)
        return [(entry.student_ref, entry.reason, entry.row) for entry in entries]

    before = listed()
    assert [reason for _, reason, _ in before] == ["endorsed", "unanswered", "endorsed", "unclear"]
    encoding = lot.choice(["utf-8", "utf-8-sig", "utf-16", "cp1252"])
    folder.drop("survey.csv", corrupted(survey, lot).encode(encoding))
    assert listed() == before


def letters_of(folder) -> dict[str, tuple[str, str]]:
    """Return student_ref to (status, reason) of one whole run."""
    shown = run_whole(folder.open())
    return {
        row["student_ref"]: (row["status"], row["reason"])
        for path in shown.glob("schools/*/letters/manifest.csv")
        for row in csv.DictReader(path.open())
    }


def test_no_letter_goes_to_anyone_whose_answers_may_be_in_an_unread_file(folder) -> None:
    folder.roster("S001", "S002", "S003")
    folder.survey(survey_row("S001", mood=mood_of(3)))
    assert set(letters_of(folder).values()) == {("made", "")}
    folder.drop("survey_late.csv", "\0\0\0")
    assert letters_of(folder) == {
        "S001": ("made", ""),
        "S002": ("held", "answers_not_read"),
        "S003": ("held", "answers_not_read"),
    }


def test_a_row_that_could_not_be_read_holds_the_letters_of_those_not_read(folder) -> None:
    folder.roster("S001", "S002")
    ragged = [*survey_row("S002"), "one cell too many"]
    folder.survey(survey_row("S001"), ragged)
    assert letters_of(folder) == {"S001": ("made", ""), "S002": ("held", "answers_not_read")}


def test_a_folder_in_the_inbox_is_refused_by_name_and_listed(folder) -> None:
    folder.roster("S001")
    (folder.inbox() / "survey_folder.csv").mkdir()
    (folder.inbox() / "gone.csv").symlink_to("nowhere")
    ran = folder.run()
    assert ran.refused == {"gone.csv": "R203", "survey_folder.csv": "F109"}
    assert {(each.file, each.reason) for each in ran.safety} == {
        ("gone.csv", "not_read"),
        ("survey_folder.csv", "not_read"),
    }
