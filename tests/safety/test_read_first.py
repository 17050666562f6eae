"""Law 3: every critical item is read, whatever becomes of its row or file."""

import dataclasses

import pytest
from programme_builder import (
    CRITICAL,
    SURVEY_HEADER,
    Folder,
    checklist_row,
    csv_text,
    mood_of,
    survey_row,
    write_sheets,
)
from programme_texts import HEAD, LABELS, MOOD, SURVEY, block, layout

from screening.safety.entry import SafetyEntry
from screening.safety.read_first import read_critical_items

NEVER, OFTEN = LABELS[0], LABELS[3]


def endorsing(ref: str, *, critical: object = 1, **more: object) -> list[object]:
    return survey_row(ref, mood=mood_of(2, critical=critical), **more)


def seen(entries: list[SafetyEntry]) -> list[tuple[str, str, int | None]]:
    return [(entry.student_ref, entry.reason, entry.row) for entry in entries]


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("0", None),
        ("0.0", None),
        ("1", "endorsed"),
        ("3", "endorsed"),
        (" 2.0 ", "endorsed"),
        ("", "unanswered"),
        ("\u00a0", "unanswered"),
        ("4", "unclear"),
        ("-1", "unclear"),
        ("yes", "unclear"),
        ("=1-1", "unclear"),
        ("00", "unclear"),
    ],
)
def test_a_cell_is_endorsed_unanswered_unclear_or_surely_below_the_limit(
    folder, listed, cell, reason
):
    folder.survey(endorsing("S001", critical=cell))
    assert seen(listed()) == ([("S001", reason, 2)] if reason else [])


@pytest.mark.parametrize(
    ("label", "reason"),
    [
        (NEVER, None),
        (NEVER.upper(), None),
        (OFTEN, "endorsed"),
        ("No answer", "unanswered"),
        ("", "unanswered"),
        ("Sometimes", "unclear"),
        ("0", "unclear"),
    ],
)
def test_labels_are_read_with_the_same_care(folder, listed, label, reason):
    folder.qualtrics(["IP Address", "S001", *[NEVER] * 8, label])
    assert seen(listed()) == ([("S001", reason, 4)] if reason else [])


def test_a_form_on_which_nothing_was_answered_is_not_unanswered(folder, listed):
    folder.survey(survey_row("S001", mood=[""] * 9), survey_row("", mood=[""] * 9, worry=[""] * 7))
    assert listed() == []


@pytest.mark.parametrize(
    "row",
    [
        endorsing("S999"),
        endorsing("Ana Ortiz"),
        endorsing(""),
        endorsing("S001", on="2026-01-01"),
        endorsing("S001", on="yesterday"),
        survey_row("S001", mood=["x", *mood_of(0)[1:8], 1]),
        survey_row("S001", mood=[*[""] * 8, 1], worry=[""] * 7),
    ],
)
def test_a_row_that_is_set_aside_is_read(folder, row):
    folder.survey(*(survey_row(f"S00{n}", mood=mood_of(1)) for n in (2, 3, 4)), row)
    ran = folder.run()
    assert [(entry.reason, entry.row) for entry in ran.safety] == [("endorsed", 5)]
    assert ran.nothing_is_lost


def test_both_rows_of_a_doubled_student_are_read(folder):
    folder.survey(endorsing("S001", critical=0), endorsing("S001", critical=3))
    ran = folder.run()
    assert ran.outcomes["survey.csv", 3][0] == "set_aside"
    assert seen(ran.safety) == [("S001", "endorsed", 3)]


@pytest.mark.parametrize("consent", ["opted_out", "withdrawn"])
def test_a_student_without_consent_is_read_and_consent_is_said(folder, consent):
    folder.roster("S001", consent=consent)
    folder.survey(endorsing("S001"))
    ran = folder.run()
    assert ran.outcomes["survey.csv", 2] == ("left_out", "no_consent")
    assert [(entry.reason, entry.consent) for entry in ran.safety] == [("endorsed", consent)]


def test_a_preview_row_is_read(folder):
    folder.qualtrics(["Survey Preview", "S001", *[NEVER] * 8, OFTEN])
    ran = folder.run()
    assert ran.outcomes["qualtrics.csv", 4] == ("left_out", "preview")
    assert seen(ran.safety) == [("S001", "endorsed", 4)]


def refused_files(folder: Folder, name: str) -> str:
    """Drop a survey that intake refuses but whose critical column is certain; return the code."""
    rows = [endorsing("S001"), endorsing("S002", critical=0)]
    without = ["Other" if each == "Worry 7" else each for each in SURVEY_HEADER]
    accents = [[*row, "é"] for row in rows]
    content = {
        "F102": csv_text(SURVEY_HEADER, rows, ";"),
        "F101": csv_text([*SURVEY_HEADER, "Note"], accents).encode("cp1252"),
        "M301": csv_text(without, rows),
        "M302": csv_text([*SURVEY_HEADER, "Mood 1"], [[*row, 0] for row in rows]),
        "M306": csv_text([*SURVEY_HEADER, "gad_7_08"], [[*row, 0] for row in rows]),
        "M303": csv_text(SURVEY_HEADER, [[*row[:11], *"abcdefg"] for row in rows]),
        "F110": csv_text(SURVEY_HEADER, []),
    }[name]
    folder.drop("survey.csv", content)
    return name


@pytest.mark.parametrize("code", ["F101", "F102", "M301", "M302", "M303", "M306"])
def test_a_file_that_is_refused_is_read_where_its_critical_column_is_certain(folder, code):
    refused_files(folder, code)
    ran = folder.run()
    assert ran.refused == {"survey.csv": code}
    assert seen(ran.safety) == [("S001", "endorsed", 2)]


def test_a_workbook_that_lost_another_column_is_read(folder):
    header = ["Other" if name == "Worry 7" else name for name in SURVEY_HEADER]
    write_sheets(folder.inbox() / "survey.xlsx", {"A": [header, endorsing("S001")]})
    ran = folder.run()
    assert ran.refused == {"survey.xlsx": "M301"}
    assert seen(ran.safety) == [("S001", "endorsed", 2)]


@pytest.mark.parametrize("lost", ["Student", CRITICAL])
def test_a_file_without_a_column_that_is_needed_waits_for_a_person(folder, listed, lost):
    header = ["Other" if name == lost else name for name in SURVEY_HEADER]
    folder.drop("survey.csv", csv_text(header, [endorsing("S001")]))
    (entry,) = listed()
    assert (entry.reason, entry.row, entry.row_state) == (
        *("not_read", None, "file refused (M301)"),
    )
    assert "nobody has read yet" in entry.what


def test_a_file_with_the_critical_column_twice_waits_for_a_person(folder, listed):
    folder.drop("survey.csv", csv_text([*SURVEY_HEADER, CRITICAL], [[*endorsing("S001"), 0]]))
    assert [(entry.reason, entry.row_state) for entry in listed()] == [
        ("not_read", "file refused (M302)")
    ]


@pytest.mark.parametrize(
    "content", [b"", b"\x00\x01\x02", b"PK\x03\x04broken", b'Student\n"S001', b"%PDF-1.7\n\xff"]
)
def test_a_file_that_nobody_can_read_says_so(folder, listed, content):
    folder.drop("survey.csv", content)
    assert [(entry.reason, entry.row) for entry in listed()] == [("not_read", None)]


def test_a_file_that_no_layout_fits_says_so(folder, listed):
    folder.drop("mystery.csv", csv_text(SURVEY_HEADER, [endorsing("S001")]))
    assert [(entry.reason, entry.file) for entry in listed()] == [("not_read", "mystery.csv")]


def test_a_ragged_row_is_named_for_a_person_and_the_others_are_read(folder, listed):
    folder.survey(endorsing("S001")[:-1], endorsing("S002"), [*endorsing("S003"), 0])
    assert sorted((entry.row, entry.reason) for entry in listed()) == [
        (2, "not_read"),
        (3, "endorsed"),
        (4, "not_read"),
    ]


def test_an_instrument_without_critical_items_puts_nobody_on_the_list(tmp_path):
    ratings = block("sdq", [f"Q{number}" for number in range(1, 26)])
    teacher = layout(
        "ratings", files="ratings*", student_ref="Child", informant="teacher", blocks=ratings
    )
    head = HEAD.replace("[letters]", '[licences]\nsdq = "granted on 3 March 2026"\n\n[letters]', 1)
    head += '\n[[screener]]\ninstrument = "sdq"\ninformant = "teacher"\ngrades = ["7"]\n'
    folder = Folder(tmp_path, head=head, layouts={"ratings": teacher, "survey": SURVEY})
    folder.roster("S001")
    folder.drop("ratings_a.csv", "")
    folder.drop("ratings_b.csv", "Child,Q1\nS001")
    run = folder.open()
    assert read_critical_items(run.programme, run.inbox) == []


def test_a_caregivers_checklist_has_no_critical_item(folder, listed):
    folder.checklist(checklist_row("S001", total=34))
    assert listed() == []


def test_an_entry_says_where_the_student_is_and_what_was_asked_in_neutral_words(folder, listed):
    folder.survey(endorsing(" S001 ", on="2026-10-06"))
    (entry,) = listed()
    assert [dataclasses.replace(entry, key="")] == [
        SafetyEntry(
            student_ref="S001",
            roster_code="S001",
            school_id="maple",
            grade="7",
            class_id="7B",
            instrument_id="phq_a",
            item_id="phq_a_09",
            what="safety item",
            reason="endorsed",
            file="survey.csv",
            row=2,
            recorded_at="2026-10-06",
            identity="on roster",
            consent="yes",
            row_state="",
            key="",
        )
    ]


def test_an_entry_holds_no_score_and_not_the_answer(folder, listed):
    names = {field.name for field in dataclasses.fields(SafetyEntry)}
    assert not names & {"answer", "score", "band", "tier", "code", "cell"}
    folder.survey(endorsing("S001", critical=1), endorsing("S002", critical=3))
    one, three = (
        dataclasses.replace(e, student_ref="", roster_code="", row=0, key="") for e in listed()
    )
    assert one == three


def test_a_typed_code_is_shown_without_control_characters_and_not_at_any_length(folder, listed):
    folder.survey(endorsing("x\x07y\u202e" + "z" * 200))
    (entry,) = listed()
    assert entry.student_ref == ("xy" + "z" * 198)[:80]


def test_the_list_is_in_the_order_of_files_and_rows(folder, listed):
    folder.survey(endorsing("S002"), endorsing("S001"), name="survey_b.csv")
    folder.survey(endorsing("S003"), name="survey_a.csv")
    assert [(e.file, e.row) for e in listed()] == [
        ("survey_a.csv", 2),
        ("survey_b.csv", 2),
        ("survey_b.csv", 3),
    ]


@pytest.mark.parametrize("time", ["x" * 40_000, "2026\x01\ufffe", "=1+1", "a\nb"])
def test_whatever_stands_where_the_time_should_stand_the_list_is_written(folder, time):
    folder.survey(endorsing("S001", on=time), endorsing("S002"))
    ran = folder.run()
    assert seen(ran.safety) == [("S001", "endorsed", 2), ("S002", "endorsed", 3)]
    assert all(len(entry.recorded_at) <= 80 for entry in ran.safety)


def test_a_header_in_the_third_row_of_a_tools_export_hides_nobody_above_it(folder, listed):
    header, row = ["Status", "Code", *MOOD], ["IP Address", "S002", *[NEVER] * 8, OFTEN]
    folder.drop("qualtrics.csv", csv_text(row, [row, header, row]))
    assert [(entry.reason, entry.row) for entry in listed()] == [("not_read", None)]


def test_rows_that_an_unclosed_quotation_mark_swallows_are_not_passed_over(folder):
    calm, note = survey_row("S001"), "Note"
    rows = [[*calm, '"fine'], [*endorsing("S002"), ""], [*calm, 'she said so"']]
    text = "\n".join(",".join(map(str, row)) for row in ([*SURVEY_HEADER, note], *rows))
    folder.drop("survey.csv", text)
    ran = folder.run()
    assert ran.refused == {"survey.csv": "F102"}
    assert [(entry.reason, entry.row) for entry in ran.safety] == [("not_read", None)]


def test_a_row_whose_cells_moved_below_rows_with_a_delimiter_at_their_end_is_named(folder):
    ended = [[*survey_row("S001"), ""]] * 61
    moved = ["S002", "2026-10-06", "x", *endorsing("S002", critical=2)[2:]]
    folder.drop("survey.csv", csv_text(SURVEY_HEADER, [*ended, moved]))
    ran = folder.run()
    assert ran.places("F111") == [("survey.csv", 63, None)]
    assert [(entry.reason, entry.row) for entry in ran.safety] == [("not_read", 63)]
