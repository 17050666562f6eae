"""What a person sees of a checked file: at any width, never a cell, never a control code."""

import io

import pytest
from programme_builder import SURVEY_HEADER, Folder, csv_text, survey_row
from rich.console import Console
from survey_exports import EXPORTS, written

from expectations.examine import examine
from expectations.examining.examination import Examination
from flows.next_command import NextStep
from flows.shown_examination import printable, show

STEP = NextStep("Run the window:", "screening run " + "a" * 150)
REFS = [f"S{number:03d}" for number in range(1, 13)]


@pytest.fixture
def folder(tmp_path) -> Folder:
    made = Folder(tmp_path / "programme")
    made.roster(*REFS)
    return made


def shown(found: Examination, *, width: int = 80) -> str:
    out = io.StringIO()
    show(found, [STEP], console=Console(file=out, width=width, highlight=False, markup=False))
    return out.getvalue()


def words(found: Examination, *, width: int = 80) -> str:
    return " ".join(shown(found, width=width).split())


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("export", EXPORTS, ids=lambda each: each.name)
def test_every_line_fits_the_terminal_but_a_command_is_one_line(export, width, tmp_path):
    path = tmp_path / "export.csv"
    path.write_text(written(export.rows), encoding="utf-8")
    lines = shown(examine(path, run=None, layout_id=None), width=width).splitlines()
    assert [line for line in lines if STEP.command in line]
    others = [line for line in lines if STEP.command not in line]
    assert max(map(len, others)) <= width
    assert lines[1].startswith("This is ")
    assert any("Marks of" in line for line in lines)


def test_numbered_items_stand_in_one_line_and_out_of_order_each_in_its_own(folder):
    path = folder.survey(survey_row("S001"))
    text = words(examine(path, run=folder.open(), layout_id=None))
    assert "18 of 18 columns read" in text
    assert "3-11 Mood 1 … Mood 9 phq_a_01 … phq_a_09" in text
    header = [*SURVEY_HEADER[:2], SURVEY_HEADER[3], SURVEY_HEADER[2], *SURVEY_HEADER[4:]]
    path = folder.drop("survey.csv", csv_text(header, [survey_row("S001")]))
    text = words(examine(path, run=folder.open(), layout_id=None))
    assert "3 Mood 2 phq_a_02 4 Mood 1 phq_a_01 5-11 Mood 3 … Mood 9" in text


def test_many_dropped_columns_are_counted_by_reason_with_the_first_names(folder):
    more = [f"Block {number}" for number in range(200)]
    rows = [[*survey_row("S001"), *["x"] * 201]]
    path = folder.drop("survey.csv", csv_text([*SURVEY_HEADER, *more, "Email"], rows))
    found = examine(path, run=folder.open(), layout_id=None)
    text = words(found, width=120)
    assert "201 columns dropped unread" in text
    assert "200 not in the layout Block 0, Block 1, Block 2, Block 3 and 196 more" in text
    assert "1 personal data Email" in text
    assert len(shown(found).splitlines()) < 40


def test_rows_are_told_with_their_reasons_and_problems_with_how_to_mend_them(folder):
    rows = [*map(survey_row, REFS), survey_row("S900"), survey_row("S901"), [""] * 18]
    found = examine(folder.survey(*rows), run=folder.open(), layout_id=None)
    text = words(found, width=120)
    assert "15 rows read 12 would be scored 2 set aside 2 The student is not on the roster." in text
    assert "1 left out 1 Empty row" in text
    assert "I601 2 x" in text
    assert "column Student, rows 14, 15: this student is not on the roster." in text
    assert found.problems[0].kind.mend in text


def test_what_refuses_a_file_comes_first_and_is_said_at_the_top(folder):
    rows = [survey_row(ref, mood=["x"] * 9) for ref in REFS] * 3
    text = words(examine(folder.survey(*rows), run=folder.open(), layout_id=None))
    assert "It would be REFUSED" in text
    assert text.index("It would be REFUSED") < text.index("columns read")
    assert text.index("M303") < text.index("To go on")


def test_a_long_list_of_problems_is_cut_and_says_so(folder):
    rows = [*map(survey_row, REFS), *(survey_row(f"S9{number:02}") for number in range(50))]
    text = words(examine(folder.survey(*rows), run=folder.open(), layout_id=None))
    assert "50 x" in text
    assert "rows 14, 15, 16, 17, 18, 19 and 44 more" in text


def test_a_name_is_one_short_line_that_no_terminal_obeys():
    assert printable("a\n b\t c") == "a b c"
    assert printable("x" * 90, longest=10) == "x" * 9 + "…"
    assert "\x1b" not in printable("\x1b[2J\x07 name \u202e")


def test_a_hostile_header_does_not_reach_the_terminal(folder):
    header = [*SURVEY_HEADER, "\x1b[2J\x1b]0;title\x07", "[red]markup[/red]"]
    path = folder.drop("survey.csv", csv_text(header, [[*survey_row("S001"), "1", "2"]]))
    text = shown(examine(path, run=folder.open(), layout_id=None), width=120)
    assert "\x1b" not in text
    assert "\x07" not in text
    assert "[red]markup[/red]" in text
