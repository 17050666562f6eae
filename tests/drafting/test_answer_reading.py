"""How answers are written: codes, labels, codes with stated labels, and words for no answer."""

from collections import Counter

import pytest
from whole_exports import LABELS, SPANISH

from screening.intake.drafting.answer_labels import known_labels
from screening.intake.drafting.answer_reading import MOST_LABELS, Misfit, Reading, read_answers
from screening.intake.drafting.seen_export import MOST_DISTINCT, ColumnSeen
from screening.intake.text_table import Column

KNOWN = known_labels("gad_7", {label.lower(): code for code, label in enumerate(LABELS)})
STATED = {str(code): label for code, label in enumerate(LABELS)}
FROM_ONE = {str(code): label for code, label in enumerate(LABELS, start=1)}
REVERSED = {str(3 - code): label for code, label in enumerate(LABELS)}


def column(*cells: str, stated=None, missing=(), position=0) -> ColumnSeen:
    counts = Counter(cells)
    declared = tuple((each, each) for each in missing)
    named = Column(f"c{position}", missing=declared)
    return ColumnSeen(position, named, sum(counts.values()), counts, stated or {})


def read(*columns: ColumnSeen) -> Reading | Misfit:
    return read_answers(columns, allowed={0, 1, 2, 3}, known=KNOWN)


def reading(*columns: ColumnSeen) -> Reading:
    found = read(*columns)
    assert isinstance(found, Reading), found
    return found


def misfit(*columns: ColumnSeen) -> Misfit:
    found = read(*columns)
    assert isinstance(found, Misfit), found
    return found


def test_codes_are_certain_where_all_are_the_instruments_and_the_lowest_is_there():
    found = reading(column("0", "3.0"), column("0", "1", "2"))
    assert (found.kind, found.doubt, found.codes) == ("codes", "", {})
    assert "does not stand in any column" in reading(column("1", "2", "3")).doubt


def test_a_column_without_the_lowest_code_is_named_for_a_person_to_look_at():
    others = [column("1", "2", position=place) for place in range(1, 6)]
    assert "'c1';" in reading(column("0"), others[0]).doubt
    assert "'c1', 'c2', 'c3' and 2 more;" in reading(column("0"), *others).doubt
    ones = read_answers([column("2", "3")], allowed={1, 2, 3}, known=KNOWN)
    assert isinstance(ones, Reading)
    assert ones.doubt == ""


def test_labels_of_several_languages_are_written_whole():
    found = reading(column(LABELS[0], SPANISH[3]))
    assert found.kind == "labels"
    assert set(LABELS) | set(SPANISH) <= set(found.labels)
    assert found.found == "labels (English and Spanish)"
    assert found.doubt == ""


def test_labels_of_which_some_are_unknown_are_in_doubt():
    found = reading(column(*LABELS, "Sometimes"))
    assert found.to_decide == ("Sometimes",)
    assert found.doubt == "1 different labels are not known here."
    many = [f"text {letter}" for letter in "abcdefghijklm"]
    assert len(reading(column(*many[:MOST_LABELS])).to_decide) == MOST_LABELS
    assert misfit(column(*many[: MOST_LABELS + 1])).code == "M303"


def test_labels_and_codes_in_one_column_are_in_doubt():
    assert reading(column(*LABELS, "3")).to_decide == ("3",)


def test_words_for_no_answer_are_sorted_out_by_kind():
    found = reading(column(*LABELS, "N/A", "Prefer not to say", "NS/NC"))
    assert found.missing == {
        "not_shown": ("N/A",),
        "refused": ("Prefer not to say",),
        "dont_know": ("NS/NC",),
    }
    assert found.doubt == ""


def test_codes_for_no_answer_are_left_to_a_person_and_are_no_codes():
    found = reading(column("0", "3", "-99", "99"))
    assert (found.codes_for_none, found.doubt) == (("-99", "99"), "")


def test_values_that_a_file_declares_missing_are_no_codes():
    assert reading(column("0", "3", "5", missing=["5"])).codes_for_none == ("5",)
    assert misfit(column("0", "3", "5")).code == "M303"


def test_columns_without_an_answer_are_in_doubt():
    assert "nobody has answered yet" in reading(column()).doubt


def test_a_column_with_many_contents_is_no_item():
    cells = [str(number) for number in range(MOST_DISTINCT + 1)]
    found = misfit(column("0"), column(*cells, position=4))
    assert (found.code, found.position) == ("M303", 4)


def test_stated_labels_that_agree_make_codes_certain_even_without_the_lowest():
    found = reading(column("1", "2", stated=STATED))
    assert (found.doubt, found.codes) == ("", {})
    assert "agree" in found.found


def test_stated_labels_that_count_from_one_give_a_map_that_a_person_must_accept():
    found = reading(column("1", "4", stated=FROM_ONE), column("2", stated=FROM_ONE))
    assert found.codes == {"1": 0, "2": 1, "3": 2, "4": 3}
    assert "as the file states it" in found.doubt


def test_stated_labels_that_run_the_other_way_are_a_misfit():
    found = misfit(column("0", "3", stated=REVERSED))
    assert (found.code, found.message) == (
        "M304",
        "the stated labels run another way than the instrument's.",
    )


def test_stated_labels_with_their_code_glued_on_are_parted():
    glued = {code: f"{code} = {label}" for code, label in STATED.items()}
    assert reading(column("0", "3", stated=glued)).doubt == ""


def test_stated_words_that_are_not_known_are_shown_and_left_to_a_person():
    words = {"0": "Uno", "1": "Dos", "2": "Tres", "3": "Cuatro"}
    found = reading(column("0", "3", stated=words))
    assert found.stated == {0: "Uno", 1: "Dos", 2: "Tres", 3: "Cuatro"}
    assert found.doubt
    assert found.codes == {}


@pytest.mark.parametrize("count", [3, 5])
def test_another_number_of_stated_answers_is_a_misfit(count):
    stated = {str(code): f"word {code}" for code in range(count)}
    found = misfit(column("0", "1", stated=stated))
    assert found.code == "M305"
    assert "the instrument has 4" in found.message


def test_columns_that_state_different_labels_are_a_misfit():
    found = misfit(column("0", stated=STATED), column("0", stated=REVERSED))
    assert "different labels for the same codes" in found.message


def test_a_code_that_nobody_states_is_a_misfit():
    assert "no label is stated" in misfit(column("0", "3", stated=FROM_ONE)).message


def test_a_stated_code_for_no_answer_has_the_kind_that_its_label_says():
    stated = {**STATED, "4": "Prefer not to answer", "-9": "Don't know"}
    found = reading(column("0", "4", "-9", stated=stated))
    assert found.missing == {"refused": ("4",), "dont_know": ("-9",)}
    assert (found.codes_for_none, found.doubt) == ((), "")


def test_labels_of_other_items_are_a_misfit():
    found = read_answers([column("Nearly every day")], allowed={0, 1}, known=KNOWN)
    assert isinstance(found, Misfit)


def test_a_word_among_codes_is_a_slip_and_leaves_codes_to_be_codes():
    found = reading(column(*"0012312", "n/k"))
    assert (found.kind, found.labels, found.to_decide) == ("codes", {}, ("n/k",))
    assert found.doubt.startswith("1 different texts stand among the codes")
    assert misfit(column(*"1234123412", "n/k")).code == "M307"


@pytest.mark.parametrize("word", [LABELS[2], f"{LABELS[2]} (2)"])
def test_a_published_answer_among_codes_is_no_slip(word):
    assert reading(column(*"0012312", word)).kind == "labels"


def test_words_in_most_rows_are_labels_and_the_codes_the_slip():
    assert reading(column("0", "1", "never", "often", "often")).kind == "labels"
