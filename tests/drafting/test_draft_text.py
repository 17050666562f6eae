"""A draft as a person reads it: what was found, what is open, never what somebody answered."""

import tomllib

import pytest
from drafts import accepted, csv_file, draft_of, layout_of, signed, text_of
from whole_exports import LABELS, TOOLS, whole_export

from screening.errors import DefinitionError
from screening.intake.drafting.draft_text import layout_text

ITEMS = [f"gad7_{number}" for number in range(1, 8)]
CODES = [[place % 4 for place in range(number, number + 7)] for number in range(6)]


def survey(folder, *, header=("student_ref",), cell=lambda _column, row: f"S{row}", answer=str,
           **asked):  # fmt: skip
    rows = [
        [*(cell(name, number) for name in header), *map(answer, row)]
        for number, row in enumerate(CODES)
    ]
    return text_of(draft_of(csv_file(folder, [[*header, *ITEMS], *rows]), "gad_7", **asked))


@pytest.mark.parametrize("tool", TOOLS)
def test_every_draft_is_toml_before_and_after_its_proposals_are_accepted(tool, tmp_path):
    text = text_of(draft_of(whole_export(tool).write(tmp_path), item_order="adult"))
    assert tomllib.loads(text)["platform"] == tool
    assert tomllib.loads(accepted(text))["block"][1]["columns"]


@pytest.mark.parametrize("tool", TOOLS)
def test_no_line_of_a_draft_is_too_long_for_a_screen(tool, tmp_path):
    text = text_of(draft_of(whole_export(tool).write(tmp_path), item_order="adult"))
    assert [line for line in text.splitlines() if len(line) > 110] == []


def test_the_opening_says_what_was_found_and_numbers_what_is_open(tmp_path):
    text = text_of(draft_of(whole_export("google_forms").write(tmp_path)))
    opening = text.split("\n\n")[0]
    assert "# Read as        Google Forms; 12 rows, 19 columns" in opening
    assert "# Answered by    self" in opening
    assert "#   1. phq_a: in which order are the items printed?" in opening
    assert "#   2. phq_a: which columns are its items?" in opening
    assert "#   3. gad_7: which columns are its items?" in opening
    assert "# DECIDE 2: found by place and answers only" in text


def test_a_draft_with_nothing_open_says_so(tmp_path):
    text = survey(tmp_path)
    assert "# Nothing is open: read it through, then sign it." in text
    assert "#? " not in text
    assert layout_of(signed(text)).student_ref.name == "student_ref"


def test_the_next_steps_are_numbered(tmp_path):
    draft = draft_of(whole_export("plain").write(tmp_path), item_order="adult")
    text = layout_text(draft, layout_id="x", files="x*", next_steps=["Sign.", "Check."])
    assert "#   1. Sign.\n#   2. Check.\n" in text


def test_no_cell_outside_the_items_ever_stands_in_a_draft(tmp_path):
    header = ["student_ref", "Full name", "E-mail", "Why?", "Age", "Your time"]
    text = survey(tmp_path, header=header, cell=lambda name, row: f"marker {name} {row}x")
    assert "marker" not in text
    for name in header:
        assert name in text


def test_unknown_labels_are_named_for_a_person_and_personal_ones_only_counted(tmp_path):
    words = ["Ei koskaan", "Joskus", "Usein", "Aina"]
    text = survey(tmp_path, answer=lambda code: words[code])
    assert '#? "Joskus" = ?' in text
    assert '#? answers = "labels"' in text
    with pytest.raises(DefinitionError, match="answers: is missing"):
        layout_of(signed(text))
    rare = ["Ei koskaan", "ana@example.org", "Usein", "Aina"]
    text = survey(tmp_path, answer=lambda code: rare[code])
    assert "ana@example.org" not in text
    assert "Usein" not in text
    assert "# 4 that are rare, or one of which looks personal, so not named here:" in text


def test_an_accepted_line_without_a_code_is_no_toml(tmp_path):
    text = survey(tmp_path, answer=lambda code: ["Ei koskaan", "Joskus", "Usein", "Aina"][code])
    with pytest.raises(tomllib.TOMLDecodeError):
        tomllib.loads(accepted(text))


def test_known_labels_beside_unknown_ones_leave_the_answers_undecided(tmp_path):
    text = survey(tmp_path, answer=lambda code: [*LABELS[:3], "Daily"][code])
    assert '"Several days" = 1' in text
    assert '#? "Daily" = ?' in text
    assert "\nanswers" not in text


def test_words_for_no_answer_are_written_by_kind(tmp_path):
    words = ["N/A", *LABELS[1:]]
    text = survey(tmp_path, answer=lambda code: words[code])
    assert 'not_shown = ["N/A"]' in text


def test_items_that_count_from_the_other_end_are_told(tmp_path):
    rows = [["student_ref", *(f"sdq{n}" for n in range(1, 26))], ["S1", *["0", "1", "2"] * 8, "0"]]
    text = text_of(draft_of(csv_file(tmp_path, rows), "sdq", informant="teacher"))
    assert "# Items 7, 11, 14, 21, 25 count from the other end" in text
    assert 'informant = "teacher"' in text


def test_a_critical_item_is_pointed_out(tmp_path):
    text = text_of(draft_of(whole_export("plain").write(tmp_path), item_order="adult"))
    marked = [line for line in text.splitlines() if "critical item" in line]
    assert marked == ['phq_a_09 = "PHQ-A 9"    # critical item: check it first']


def test_the_shape_is_told_of_tools_that_write_several(tmp_path):
    text = text_of(draft_of(whole_export("qualtrics").write(tmp_path), item_order="adult"))
    assert "Qualtrics (three rows); 13 rows" in text


def test_several_events_are_left_to_a_person_and_their_names_are_not_told(tmp_path):
    header = ["record_id", "redcap_event_name", *ITEMS, "mood_complete"]
    rows = [[f"S{n}", f"wave{n % 2}_arm_1", *map(str, row), "2"] for n, row in enumerate(CODES)]
    text = text_of(draft_of(csv_file(tmp_path, [header, *rows]), "gad_7"))
    assert '#? column = "redcap_event_name"' in text
    assert "wave" not in text


def test_times_that_stand_for_none_may_be_taken_from_another_column(tmp_path):
    header = ["id", "submitdate", "lastpage", "startlanguage", "datestamp", *ITEMS]
    rows = [
        [str(n), "1980-01-01 00:00:00", "3", "en", f"2026-10-{n + 10} 10:00:00", *map(str, row)]
        for n, row in enumerate(CODES)
    ]
    rows[0][1] = "2026-10-10 10:00:00"
    text = text_of(draft_of(csv_file(tmp_path, [header, *rows]), "gad_7"))
    assert "# In 5 rows the tool has written a time that stands for none." in text
    assert '#? fallback = "datestamp"' in text


@pytest.mark.parametrize(
    "name", ['Co"de', "Co\nde", "Co]de", "# Code", "Co\\de", "Co\x7fde", "Co\u202ede", "[[rows]]"]
)
def test_whatever_a_column_is_called_it_stays_one_string(tmp_path, name):
    rows = [[name, "x", *ITEMS], *([f"S{n}", "x", *map(str, row)] for n, row in enumerate(CODES))]
    draft = draft_of(csv_file(tmp_path, rows), "gad_7", student_ref=name)
    text = text_of(draft)
    assert "\u202e" not in text
    assert "\x7f" not in text
    found = layout_of(signed(text))
    assert draft.export.table.places(found.student_ref.name) == [0]
    assert len(found.block) == 1
