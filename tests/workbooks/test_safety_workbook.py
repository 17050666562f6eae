"""The safety workbook: whom a person sees today, without score, answer or grading."""

import openpyxl
import pytest
from alerts import MONDAY, Book, ana, entry, unread_entry
from tier_table import AS_OF, HOSTILE, WINDOW, parts_of, records_of

from screening.programme.safety_settings import SafetyReceiver
from screening.safety.done_by_people import closed, noted, taken
from screening.safety.safety_workbook import SafetyList, write_safety_workbook

HEADS = {"Today": 6, "Taken": 3, "Not answered": 3, "Not read yet": 3, "Closed": 3}
"""Header rows: five sentences stand above `Today`, two above the other sheets."""
RECEIVERS = (
    SafetyReceiver(name="Ana Ortiz", role="counselor", email="ana@example.org"),
    SafetyReceiver(name="Ben Li", role="safeguarding lead", email="ben@example.org"),
)


def write(folder, *entries, alerts=None, **changes):
    """Write the list of entries that were just raised, or of the alerts given."""
    path = folder / "schools" / "maple" / "safety.xlsx"
    found = Book().look(*entries) if alerts is None else alerts
    values = {
        "school_id": "maple",
        "school_name": "Maple & Elm",
        "window": WINDOW,
        "alerts": found,
        "receivers": RECEIVERS,
        "as_of": AS_OF,
    }
    write_safety_workbook(path, safety_list=SafetyList(**(values | changes)))
    return path


def rows_of(path, sheet: str = "Today"):
    return records_of(path, sheet, head=HEADS[sheet])


def codes(path, sheet: str) -> list[object]:
    """Return the student codes on a sheet; none where the sentence stands that nobody is."""
    return [row["Student code"] for row in rows_of(path, sheet) if row["Student code"]]


def said(path, sheet: str = "Today") -> str:
    """Return the sentences above a sheet's header."""
    cells = openpyxl.load_workbook(path)[sheet]
    return " ".join(cells.cell(row, 1).value for row in range(1, HEADS[sheet]))


def test_there_is_no_file_where_nobody_is_on_the_list(tmp_path):
    assert not write(tmp_path).exists()


def test_a_row_says_who_what_where_and_leaves_room_for_who_acts(tmp_path):
    (alert,) = Book().look(entry(row_state="a duplicate"))
    (row,) = rows_of(write(tmp_path, alerts=[alert]))
    assert {name: cell for name, cell in row.items() if name not in {"issued", "seal"}} == {
        "Alert": alert.alert_id,
        "Student code": "S001",
        "Grade, class": "7, 7B",
        "What": "Answered the safety item (phq_a_09) at or above its limit",
        "Where it stands": "Row 14 of autumn_self.csv: a duplicate",
        "Answered, listed, taken": "2026-10-12 09:31\nlisted 2026-10-26",
        "Who this is, consent": "on the roster; family agreed",
        "Taken by": None,
        "Seen by": None,
        "Seen on, time": None,
        "Family reached": None,
        "Handed to": None,
        "Note": None,
    }


def test_answers_that_cannot_be_read_stand_on_today_too(tmp_path):
    path = write(tmp_path, entry("A", reason="unclear"), entry("B", reason="endorsed"))
    assert codes(path, "Today") == ["A", "B"]
    assert rows_of(path)[0]["What"] == (
        "The answer to the safety item (phq_a_09) cannot be read: look at the form"
    )


def test_blank_items_and_unread_files_have_their_own_sheets(tmp_path):
    path = write(tmp_path, entry("A", reason="unanswered"), unread_entry(school_id="maple"))
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == [*HEADS, "Lists", "_meta"]
    assert [book[name].sheet_state for name in ("Lists", "_meta")] == ["hidden", "hidden"]
    assert codes(path, "Not answered") == ["A"]
    (row,) = rows_of(path, "Not read yet")
    assert row["Student code"] == "cannot be read"
    assert row["Where it stands"] == "The whole file autumn_self.csv: file refused (F109)"
    assert book["Today"].cell(HEADS["Today"] + 1, 1).value == "Nobody is on this sheet."


def test_every_alert_stands_on_exactly_one_sheet(tmp_path):
    book = Book()
    reasons = ["endorsed", "unclear", "unanswered", "not_read"]
    entries = [entry(f"S{n:02}", reason=reasons[n % 4]) for n in range(40)]
    for place, alert in enumerate(book.look(*entries)):
        if place % 3 == 1:
            book.keep([taken(alert, ana())])
        elif place % 3 == 2:
            book.keep(closed(alert, ana(), seen=MONDAY))
    path = write(tmp_path, alerts=book.look(*entries))
    sheets = {sheet: codes(path, sheet) for sheet in HEADS}
    listed = [code for found in sheets.values() for code in found]
    assert sorted(listed) == [one.student_ref for one in entries]
    assert (len(sheets["Taken"]), len(sheets["Closed"])) == (13, 13)
    assert all(sheets.values())


def test_who_has_taken_a_row_stands_on_a_sheet_of_its_own_with_the_time(tmp_path):
    book = Book()
    book.keep([taken(book.look(entry())[0], ana())])
    path = write(tmp_path, alerts=book.look(entry()))
    (row,) = rows_of(path, "Taken")
    assert (row["Taken by"], row["Seen by"]) == ("Ana Ortiz", None)
    assert row["Answered, listed, taken"].splitlines()[2] == "taken 2026-10-26 09:50"
    assert codes(path, "Today") == []


def test_a_closed_row_shows_what_people_wrote_and_takes_no_entry(tmp_path):
    book = Book()
    (alert,) = book.look(entry())
    book.keep([noted(alert, ana(), column="handed_to", text="crisis team")])
    book.keep(closed(alert, ana(), seen=MONDAY))
    path = write(tmp_path, alerts=book.look(entry()))
    (row,) = rows_of(path, "Closed")
    assert (row["Taken by"], row["Seen by"], row["Seen on, time"], row["Handed to"]) == (
        *("Ana Ortiz", "Ana Ortiz", "2026-10-26 09:30", "crisis team"),
    )
    sheet = openpyxl.load_workbook(path)["Closed"]
    cells = [sheet.cell(HEADS["Closed"] + 1, column) for column in range(1, 14)]
    assert all(cell.protection.locked for cell in cells)
    assert not sheet.data_validations.dataValidation


def test_a_row_of_no_file_any_more_and_a_row_of_several_files_say_so(tmp_path):
    book = Book()
    book.look(entry("S001"))
    twice = [entry("S002"), entry("S002", file="copy.csv")]
    path = write(tmp_path, alerts=book.look(*twice))
    assert [row["Where it stands"] for row in rows_of(path)] == [
        "No longer so in the files or on the roster; was: Row 14 of autumn_self.csv",
        "Row 14 of autumn_self.csv, and in 1 more",
    ]


def test_the_people_named_to_receive_it_stand_on_today(tmp_path):
    path = write(tmp_path, entry())
    assert "Ana Ortiz (counselor); Ben Li (safeguarding lead)" in said(path)
    assert "example.org" not in "".join(parts_of(path).values())


def test_where_nobody_is_named_the_list_says_so_loudly(tmp_path):
    path = write(tmp_path, entry(), receivers=())
    assert "NOBODY IS NAMED to receive this list" in said(path)


def test_a_list_that_could_not_be_joined_says_so_on_every_sheet(tmp_path):
    path = write(tmp_path, entry(), not_joined="ledger.sqlite: damaged.")
    book = openpyxl.load_workbook(path)
    for sheet in HEADS:
        assert "could not be joined" in book[sheet].cell(2, 1).value
        assert "ledger.sqlite: damaged." in book[sheet].cell(2, 1).value


def test_the_hidden_sheet_says_of_which_school_and_window_it_is(tmp_path):
    facts = openpyxl.load_workbook(write(tmp_path, entry()))["_meta"].iter_rows(values_only=True)
    assert dict(facts) == {
        "safety_workbook_version": "1",
        "window_id": WINDOW.id,
        "school_id": "maple",
        "as_of": "2026-10-26",
    }


def test_the_order_is_grade_class_and_code_and_never_the_reason(tmp_path):
    entries = [
        entry("Z", grade="6", class_id="6A"),
        entry("B", grade="7", class_id="7A", reason="unclear"),
        entry("C", grade="7", class_id="7A"),
        entry("A", grade="7", class_id="7B"),
        entry("D", grade="10", class_id="10A"),
        entry("E", grade="", class_id=""),
    ]
    assert codes(write(tmp_path, *reversed(entries)), "Today") == list("ZBCADE")


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
        (None, "consent not known"),
    ],
)
def test_consent_is_said_and_never_hides_a_student(tmp_path, consent, words):
    (row,) = rows_of(write(tmp_path, entry(consent=consent)))
    assert row["Who this is, consent"].startswith(f"on the roster; {words}")


def test_a_student_who_is_not_on_the_roster_is_to_be_found_out_first(tmp_path):
    path = write(tmp_path, entry(identity="identity unresolved", grade="", class_id=""))
    assert rows_of(path)[0]["Who this is, consent"].startswith(
        "not found on the roster: find out who this is first"
    )


def test_the_sentences_above_say_what_the_list_is_and_is_not(tmp_path):
    sentences = said(write(tmp_path, entry()))
    for words in (
        "Maple & Elm",
        "today, in person",
        "outside the support levels",
        "decides",
        "No letter is written",
        "nothing but a person closes a row",
    ):
        assert words in sentences


def test_only_what_people_fill_in_is_open(tmp_path):
    sheet = openpyxl.load_workbook(write(tmp_path, entry()))["Today"]
    locked = [sheet.cell(HEADS["Today"] + 1, n).protection.locked for n in range(1, 16)]
    assert locked == [True] * 7 + [False] * 6 + [True] * 2
    both = sheet.column_dimensions["N"]
    assert (both.min, both.max, both.hidden) == (14, 15, True)
    assert not sheet.column_dimensions["M"].hidden
    assert sheet.protection.sheet
    kinds = [rule.type for rule in sheet.data_validations.dataValidation]
    assert kinds.count("date") == 1
    assert kinds.count("list") == 2


def test_hostile_content_stays_text(tmp_path):
    same = ("class_id", "file", "recorded_at", "row_state", "what")
    book = Book()
    entries = [entry(text, **dict.fromkeys(same, text)) for text in HOSTILE]
    for alert, text in zip(book.look(*entries), HOSTILE, strict=True):
        book.keep([noted(alert, ana(), column="note", text=text)])
    path = write(tmp_path, alerts=book.look(*entries))
    sheets = "".join(xml for name, xml in parts_of(path).items() if "/worksheets/" in name)
    assert "<f>" not in sheets
    assert "hyperlink" not in sheets
    kinds = {c.data_type for r in openpyxl.load_workbook(path)["Today"] for c in r if c.value}
    assert kinds == {"s"}


def test_no_word_grades_and_no_word_judges(tmp_path):
    text = "".join(
        parts_of(write(tmp_path, entry(), unread_entry(school_id="maple"))).values()
    ).casefold()
    for word in ("score", "high", "severe", "risk", "tier", "diagnos", "disorder"):
        sheet_words = text.replace("highlight", "")
        assert f">{word}" not in sheet_words
        assert f" {word} " not in sheet_words, word


def test_the_file_is_readable_by_its_owner_only(tmp_path):
    assert write(tmp_path, entry()).stat().st_mode & 0o777 == 0o600
