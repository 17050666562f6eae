"""Codes whose labels an SPSS file or a REDCap dictionary states: proposed as stated, or refused."""

import pandas as pd
import pytest
from drafts import accepted, csv_file, draft_of, layout_of, signed, text_of
from whole_exports import LABELS

from screening.errors import DefinitionError, RefusedDataError
from screening.instruments.library import SHIPPED
from screening.intake.take_in import take_in_export
from screening.warehouse import open_warehouse

pyreadstat = pytest.importorskip("pyreadstat", reason="pyreadstat is not installed: no SPSS files")

NAMES = [f"gad7_{number}" for number in range(1, 8)]
CODES = [[place % 4 for place in range(number, number + 7)] for number in range(6)]
FROM_ONE = {code + 1: label for code, label in enumerate(LABELS)}


def spss_file(folder, codes, labels, *, missing=None):
    """Write an SPSS file with seven labelled items."""
    frame = pd.DataFrame([[float(code) for code in row] for row in codes], columns=NAMES)
    frame.insert(0, "student_ref", [f"S{place:03d}" for place in range(1, len(codes) + 1)])
    path = folder / "survey.sav"
    pyreadstat.write_sav(
        frame,
        path,
        variable_value_labels=dict.fromkeys(NAMES, labels),
        missing_ranges=dict.fromkeys(NAMES, missing) if missing else None,
    )
    return path


def read_back(text: str, path) -> list[list[int]]:
    with open_warehouse() as warehouse:
        taken = take_in_export(
            warehouse,
            path,
            file_id=1,
            layouts=[layout_of(text)],
            library=SHIPPED,
            max_bytes=10**6,
            timezone="America/Chicago",
        )
        assert taken.refused_code is None, [problem.line() for problem in taken.problems]
        items = ", ".join(f"gad_7_{number:02d}" for number in range(1, 8))
        found = warehouse.rows(f"select {items} from decoded_1 order by source_row")
        return [list(row) for row in found]


def test_value_labels_that_agree_with_the_codes_need_no_decision(tmp_path):
    path = spss_file(tmp_path, CODES, dict(enumerate(LABELS)))
    text = text_of(draft_of(path, "gad_7"))
    assert 'platform = "spss"' in text
    assert "DECIDE" not in text
    assert read_back(signed(text), path) == CODES


def test_value_labels_from_one_give_a_map_that_holds_once_it_is_accepted(tmp_path):
    path = spss_file(tmp_path, [[code + 1 for code in row] for row in CODES], FROM_ONE)
    text = text_of(draft_of(path, "gad_7"))
    assert '#? "1" = 0' in text
    assert '#? "4" = 3' in text
    with pytest.raises(DefinitionError, match="answers: is missing"):
        layout_of(signed(text))
    assert read_back(accepted(text), path) == CODES


def test_value_labels_that_run_the_other_way_are_refused(tmp_path):
    backwards = {3 - code: label for code, label in enumerate(LABELS)}
    path = spss_file(tmp_path, CODES, backwards)
    with pytest.raises(RefusedDataError, match=r"M304.*run another way"):
        draft_of(path, "gad_7")


def test_values_declared_missing_are_proposed_as_no_answer(tmp_path):
    codes = [[-99, *row[1:]] for row in CODES[:1]] + CODES[1:]
    labels = {**dict(enumerate(LABELS)), -99: "No reply"}
    path = spss_file(tmp_path, codes, labels, missing=[-99])
    text = text_of(draft_of(path, "gad_7"))
    assert '#? skipped = ["-99"]' in text
    assert read_back(accepted(text), path)[0][1:] == CODES[0][1:]


def test_a_dictionary_makes_codes_certain_and_states_those_from_one(tmp_path):
    header = ["record_id", *NAMES, "mood_complete"]
    choices = " | ".join(f"{code}, {label}" for code, label in FROM_ONE.items())
    fields = [["record_id", "mood", "text", "Record", "", ""]]
    fields += [[name, "mood", "radio", "Item", choices, ""] for name in NAMES]
    names = ["Variable / Field Name", "Form Name", "Field Type", "Field Label",
             "Choices, Calculations, OR Slider Labels", "Identifier?"]  # fmt: skip
    dictionary = csv_file(tmp_path, [names, *fields], name="dictionary.csv")
    rows = [[f"S{place}", *(str(code + 1) for code in row), "2"] for place, row in enumerate(CODES)]
    path = csv_file(tmp_path, [header, *rows])
    with pytest.raises(RefusedDataError, match="M307"):
        draft_of(path, "gad_7")
    text = text_of(draft_of(path, "gad_7", dictionary=dictionary))
    assert "the map is as the file states it" in text
    assert read_back(accepted(text), path) == CODES


def test_unknown_stated_words_stand_beside_their_code_for_a_person_to_decide(tmp_path):
    path = spss_file(tmp_path, CODES, {0: "Uno", 1: "Dos", 2: "Tres", 3: "Cuatro"})
    text = text_of(draft_of(path, "gad_7"))
    assert '#? "2" = ?    # "Tres"' in text
    assert '#? answers = "codes"' in text
