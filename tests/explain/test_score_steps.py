"""How a score came about, step by step, each example computed by hand from the manual's rule."""

import pytest
from explained import told_of
from programme_builder import ROSTER_COLUMNS, csv_text
from programme_with_norms import NORM_QUESTIONS, folder_with_norms

from screening.explain.answered import Answered, answer_lines
from screening.explain.lines import WIDTH, entry, section, told
from screening.explain.score_steps import Scored, score_lines
from screening.instruments.form import form_of
from screening.instruments.library import load_instrument


def answered(
    instrument: str, given: dict[int, int | None], *, informant: str = "self", **choice: object
) -> Answered:
    """Return a form on which every item but the given ones is answered 0."""
    form = form_of(load_instrument(instrument), informant=informant, **choice)
    numbers = {item: int(item.rsplit("_", 1)[1]) for item in form.items}
    codes = {item: given.get(number, 0) for item, number in numbers.items()}
    return Answered(form, codes, frozenset(), "survey.csv", 2)


def steps(given: Answered, grade: str = "7", **scores: Scored) -> str:
    """Return the steps as one line."""
    lines = list(score_lines(given, scores, grade=grade))
    assert all(len(line) <= WIDTH for line in lines)
    return " ".join(line.strip() for line in lines)


def scored(score: float | None, *, of: tuple[int, int] = (5, 5), band: str | None = None) -> Scored:
    return Scored(*of, score, band, None, None)


def test_a_mean_times_the_number_of_items_is_shown_where_one_is_missing() -> None:
    """SDQ emotional: items 3, 8, 13, 16, 24; 2 + 2 + 1 + 2 = 7 of four, 7 x 5 / 4 = 8.75 → 9."""
    given = answered("sdq", {3: 2, 8: 2, 13: 1, 16: 2, 24: None})
    text = steps(given, emotional=scored(9, of=(4, 5), band="very_high"))
    assert "sdq emotional by self: 4 of 5 answered 2 + 2 + 1 + 2 = 7" in text
    assert "7 x 5 / 4 = 9" in text
    assert "a half goes up" in text
    assert "Score: 9." in text


def test_a_whole_form_shows_no_multiplication() -> None:
    given = answered("sdq", {3: 2, 8: 2, 13: 1, 16: 2, 24: 1})
    text = steps(given, emotional=scored(8))
    assert "2 + 2 + 1 + 2 + 1 = 8" in text
    assert " x " not in text


def test_a_reversed_item_counts_from_the_other_end() -> None:
    """SDQ conduct: item 7 is reversed, so 0 counts 2."""
    given = answered("sdq", {})
    assert "0 + 2 + 0 + 0 + 0 = 2" in steps(given, conduct=scored(2))
    (line,) = [line for line in answer_lines(given) if "sdq_07" in line]
    assert line.endswith(", reversed: counts 2")
    turned = answered("sdq", {}, already_reversed=True)
    assert "0 + 0 + 0 + 0 + 0 = 0" in steps(turned, conduct=scored(0))
    assert "The survey tool has turned" in " ".join(answer_lines(turned))


def test_a_sum_of_subscales_names_its_parts() -> None:
    given = answered("sdq", {})
    parts = {"emotional": 1, "conduct": 2, "hyperactivity": 3, "peer": 4}
    scores = {name: scored(score) for name, score in parts.items()}
    text = steps(given, **scores, total_difficulties=scored(10, of=(20, 20)))
    assert "emotional 1 + conduct 2 + hyperactivity 3 + peer 4 = 10" in text


def test_a_score_times_a_number_says_so() -> None:
    """WHO-5: raw 13 times 4 is 52 percent."""
    given = answered("who_5", {1: 3, 2: 3, 3: 3, 4: 2, 5: 2})
    text = steps(given, raw=scored(13), percentage=scored(52))
    assert "3 + 3 + 3 + 2 + 2 = 13" in text
    assert "raw 13 x 4 = 52. Source:" in text


def test_a_score_looked_up_in_a_table_says_so() -> None:
    """SWEMWBS: raw 7 is 7.00 and raw 35 is 35.00 in the printed table."""
    given = answered("swemwbs", dict.fromkeys(range(1, 8), 5))
    instrument = given.form.instrument
    raw, metric = (each.id for each in instrument.subscale)
    text = steps(given, **{raw: scored(35, of=(7, 7)), metric: scored(35.0, of=(7, 7))})
    assert f"{raw} 35 is 35 in the printed table." in text


def test_a_supplement_shows_its_gate() -> None:
    form = form_of(load_instrument("sdq"), informant="self", with_supplement=True)
    supplement = form.instrument.supplement
    codes: dict[str, int | None] = dict.fromkeys(form.items, 0)
    codes[form.gate_item] = supplement.gate_none
    closed = Answered(form, codes, frozenset(), "survey.csv", 2)
    impact = {supplement.id: scored(0, of=(0, 5))}
    assert "score 0, whatever follows. Score: 0." in steps(closed, **impact)
    opened = codes | {form.gate_item: supplement.gate_none + 1}
    high = max(supplement.recode)
    opened |= dict.fromkeys(form.supplement_items, high)
    given = Answered(form, opened, frozenset(), "survey.csv", 2)
    count, worth = len(form.supplement_items), supplement.recode[high]
    text = steps(given, **{supplement.id: scored(count * worth, of=(count, count))})
    assert " + ".join([str(worth)] * count) in text
    assert f"Score: {count * worth}." in text


def test_a_score_without_a_band_says_that_none_is_published() -> None:
    given = answered("psc_17", {}, informant="self")
    text = steps(given, internalising=scored(3))
    assert "Band: none; no published cut-point is for this score." in text


def test_a_percentile_says_among_how_many() -> None:
    given = answered("psc_17", {}, informant="self")
    assert "Percentile within the district: 97.5, among 120 students." in steps(
        given, internalising=Scored(5, 5, 3, None, 97.5, 120)
    )


def test_cut_points_are_those_of_the_students_grade() -> None:
    given = answered("srss_ie", {}, informant="teacher")
    low, high = (steps(given, grade=grade, e7=scored(0, of=(7, 7))) for grade in ("2", "9"))
    assert low.count("Cut-points") == high.count("Cut-points") == 1


@pytest.mark.parametrize(("gender", "is_there"), [("female", True), ("neither", False)])
def test_a_t_score_names_its_norms_or_that_there_are_none(tmp_path, gender, is_there) -> None:
    folder = folder_with_norms(tmp_path)
    columns = [*ROSTER_COLUMNS, "gender"]
    row = ["S001", "maple", "7", "7B", "en", "yes", gender]
    folder.drop("roster.csv", csv_text(columns, [row]))
    folder.drop("rcads.csv", csv_text(["Student", *NORM_QUESTIONS], [["S001", *[1] * 25]]))
    text = " ".join(told_of(folder, "S001").split())
    assert ("no norm group for this student: no score" in text) is not is_there
    assert ("no norm or cut-point is for this student" in text) is not is_there
    assert "depression 10 set against the norm group:" in text


def test_a_corrected_answer_says_so() -> None:
    form = form_of(load_instrument("gad_7"), informant="self")
    codes: dict[str, int | None] = dict.fromkeys(form.items, 1)
    given = Answered(form, codes, frozenset({"gad_7_02"}), "survey.csv", 5)
    assert [line for line in answer_lines(given) if "corrected by the school" in line] == [
        '    gad_7_02  1  "several days", corrected by the school'
    ]


def test_lines_are_80_wide_and_later_lines_stand_further_in() -> None:
    lines = told("word " * 60, level=2)
    assert all(len(line) <= WIDTH for line in lines)
    assert lines[0].startswith("    word")
    assert {len(line) - len(line.lstrip()) for line in lines[1:]} == {6}
    first, second = entry("item", "word " * 20, width=6)
    assert first.startswith("    item    word")
    assert len(second) - len(second.lstrip()) == len("    item    ")


def test_a_section_without_lines_is_left_out() -> None:
    assert section("Empty", []) == []
    assert section("Full", ["x"]) == ["", "FULL", "x"]
