"""The safety workbook: whom a person sees today, without score, answer or grading."""

import openpyxl
import pytest
from tier_table import AS_OF, HOSTILE, WINDOW, parts_of, records_of

from screening.safety.entry import SafetyEntry
from screening.safety.safety_workbook import write_safety_workbook

TODAY_HEAD, OTHER_HEAD = 5, 3
"""Header rows: four sentences stand above `Today`, two above the other sheets."""


def entry(student_ref: str = "STU-1", **changes: object) -> SafetyEntry:
    values = {
        "student_ref": student_ref,
        "school_id": "maple",
        "grade": "7",
        "class_id": "7B",
        "instrument_id": "phq_a",
        "item_id": "phq_a_09",
        "what": "safety item",
        "reason": "endorsed",
        "file": "autumn_self.csv",
        "row": 14,
        "recorded_at": "2026-10-12 09:31",
        "identity": "on roster",
        "consent": "yes",
        "row_state": "",
    }
    return SafetyEntry(**(values | changes))


def unread(**changes: object) -> SafetyEntry:
    empty = {"school_id": None, "grade": "", "class_id": "", "instrument_id": "", "item_id": ""}
    state = {
        "what": "Answers nobody has read yet: look through them by hand today",
        "reason": "not_read",
        "row": None,
        "recorded_at": None,
        "identity": "identity unresolved",
        "consent": None,
        "row_state": "file refused (F109)",
    }
    return entry("", **(empty | state | changes))


def write(folder, *entries: SafetyEntry):
    path = folder / "schools" / "maple" / "safety.xlsx"
    write_safety_workbook(
        path, school_name="Maple & Elm", window=WINDOW, entries=entries, as_of=AS_OF
    )
    return path


def today(path):
    return records_of(path, "Today", head=TODAY_HEAD)


def codes(path, sheet: str, head: int) -> list[object]:
    return [row["Student code"] for row in records_of(path, sheet, head=head)]


def test_there_is_no_file_where_nobody_is_on_the_list(tmp_path):
    assert not write(tmp_path).exists()


def test_a_row_says_who_what_where_and_leaves_room_for_who_acts(tmp_path):
    path = write(tmp_path, entry(row_state="a duplicate"))
    assert today(path) == [
        {
            "Student code": "STU-1",
            "Grade, class": "7, 7B",
            "What": "Answered the safety item (phq_a_09) at or above its limit",
            "Where it stands": "Row 14 of autumn_self.csv: a duplicate",
            "Answered on": "2026-10-12 09:31",
            "Who this is": "on the roster",
            "Consent": "family agreed",
            "Seen by": None,
            "Seen on, time": None,
            "Family reached": None,
            "Handed to": None,
            "Note": None,
        }
    ]


def test_answers_that_cannot_be_read_stand_on_today_too(tmp_path):
    path = write(tmp_path, entry("A", reason="unclear"), entry("B", reason="endorsed"))
    assert codes(path, "Today", TODAY_HEAD) == ["A", "B"]
    assert today(path)[0]["What"] == (
        "The answer to the safety item (phq_a_09) cannot be read: look at the form"
    )


def test_blank_items_and_unread_files_have_their_own_sheets(tmp_path):
    path = write(tmp_path, entry("A", reason="unanswered"), unread())
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Today", "Not answered", "Not read yet", "Lists"]
    assert codes(path, "Not answered", OTHER_HEAD) == ["A"]
    assert codes(path, "Not read yet", OTHER_HEAD) == ["cannot be read"]
    (row,) = records_of(path, "Not read yet", head=OTHER_HEAD)
    assert row["Where it stands"] == "The whole file autumn_self.csv: file refused (F109)"
    assert book["Today"].cell(TODAY_HEAD + 1, 1).value == "Nobody is on this sheet."


def test_every_entry_stands_on_exactly_one_sheet(tmp_path):
    reasons = ["endorsed", "unclear", "unanswered", "not_read"]
    entries = [entry(f"S{n:02}", reason=reasons[n % 4], row=n + 3) for n in range(40)]
    path = write(tmp_path, *entries)
    listed = [
        *codes(path, "Today", TODAY_HEAD),
        *codes(path, "Not answered", OTHER_HEAD),
        *codes(path, "Not read yet", OTHER_HEAD),
    ]
    assert sorted(listed) == [one.student_ref for one in entries]


def test_two_rows_of_one_student_both_stand(tmp_path):
    path = write(tmp_path, entry(row=14), entry(row=90))
    assert len(today(path)) == 2


def test_the_order_is_grade_class_and_code_and_never_the_reason(tmp_path):
    entries = [
        entry("Z", grade="6", class_id="6A"),
        entry("B", grade="7", class_id="7A", reason="unclear"),
        entry("C", grade="7", class_id="7A"),
        entry("A", grade="7", class_id="7B"),
        entry("D", grade="10", class_id="10A"),
        entry("E", grade="", class_id=""),
    ]
    assert codes(write(tmp_path, *reversed(entries)), "Today", TODAY_HEAD) == list("ZBCADE")


def test_the_same_entries_give_the_same_bytes_in_any_order(tmp_path):
    entries = [entry(f"S{n}", row=n + 3) for n in range(12)]
    assert write(tmp_path / "a", *entries).read_bytes() == (
        write(tmp_path / "b", *reversed(entries)).read_bytes()
    )


@pytest.mark.parametrize(
    ("consent", "words"),
    [
        ("yes", "family agreed"),
        ("opted_out", "family opted out: only for the safeguarding lead"),
        ("withdrawn", "consent withdrawn: only for the safeguarding lead"),
        (None, "not known"),
    ],
)
def test_consent_is_said_and_never_hides_a_student(tmp_path, consent, words):
    assert today(write(tmp_path, entry(consent=consent)))[0]["Consent"].startswith(words)


def test_a_student_who_is_not_on_the_roster_is_to_be_found_out_first(tmp_path):
    path = write(tmp_path, entry(identity="identity unresolved", grade="", class_id=""))
    assert today(path)[0]["Who this is"] == "not found on the roster: find out who this is first"


def test_the_sentences_above_say_what_the_list_is_and_is_not(tmp_path):
    sheet = openpyxl.load_workbook(write(tmp_path, entry()))["Today"]
    said = " ".join(sheet.cell(row, 1).value for row in range(1, TODAY_HEAD))
    for words in (
        "Maple & Elm",
        "today, in person",
        "outside the support levels",
        "decides",
        "No letter has gone",
        "two people",
    ):
        assert words in said


def test_only_what_people_fill_in_is_open(tmp_path):
    sheet = openpyxl.load_workbook(write(tmp_path, entry()))["Today"]
    locked = [sheet.cell(TODAY_HEAD + 1, column).protection.locked for column in range(1, 13)]
    assert locked == [True] * 7 + [False] * 5
    assert sheet.protection.sheet
    kinds = [rule.type for rule in sheet.data_validations.dataValidation]
    assert kinds.count("date") == 1
    assert kinds.count("list") == 2


def test_hostile_content_stays_text(tmp_path):
    entries = [
        entry(text, class_id=text, file=text, recorded_at=text, row_state=text, what=text)
        for text in HOSTILE
    ]
    path = write(tmp_path, *entries)
    sheets = "".join(xml for name, xml in parts_of(path).items() if "/worksheets/" in name)
    assert "<f>" not in sheets
    assert "hyperlink" not in sheets
    kinds = {c.data_type for r in openpyxl.load_workbook(path)["Today"] for c in r if c.value}
    assert kinds == {"s"}


def test_no_word_grades_and_no_word_judges(tmp_path):
    text = "".join(parts_of(write(tmp_path, entry(), unread())).values()).casefold()
    for word in ("score", "high", "severe", "risk", "tier", "diagnos", "disorder"):
        sheet_words = text.replace("highlight", "")
        assert f">{word}" not in sheet_words
        assert f" {word} " not in sheet_words, word


def test_the_file_is_readable_by_its_owner_only(tmp_path):
    assert write(tmp_path, entry()).stat().st_mode & 0o777 == 0o600
