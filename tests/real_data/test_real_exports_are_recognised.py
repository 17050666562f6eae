"""Real exports of survey tools: each is known by its content, and its head is read."""

from pathlib import Path

import pytest

from screening.intake.header_rows import head_of
from screening.intake.platforms.redcap_dictionary import fields_of
from screening.intake.read_text import decode, text_records
from screening.intake.recognise import recognise
from screening.intake.row_defaults import row_defaults
from screening.intake.survey_tool import roles_of
from screening.intake.text_table import Head, Record, table_under

pytestmark = pytest.mark.real_data

SHAPES = {
    "05_qualtrics_csv_3_header_rows_german.csv": ("qualtrics", "three_rows"),
    "05_qualtrics_csv_legacy_2_header_rows.csv": ("qualtrics", "before_2017"),
    "06_qualtrics_csv_matrix_importid_not_json.csv": ("qualtrics", "three_rows"),
    "06_qualtrics_csv_multi_answer_split_columns.csv": ("qualtrics", "three_rows"),
    "10_redcap_longitudinal_data_dictionary.csv": ("redcap_dictionary", "dictionary"),
    "10_redcap_longitudinal_events.csv": ("redcap_dictionary", "events"),
    "10_redcap_longitudinal_raw_masked.csv": ("redcap", "raw"),
    "10_redcap_repeating_raw.csv": ("redcap", "raw"),
    "10_redcap_survey_data_dictionary.csv": ("redcap_dictionary", "dictionary"),
    "10_redcap_survey_raw.csv": ("redcap", "raw"),
    "10_redcap_validation_types_data_dictionary.csv": ("redcap_dictionary", "dictionary"),
    "10_redcap_validation_types_raw.csv": ("redcap", "raw"),
}


@pytest.fixture(scope="module")
def exports(real_data) -> Path:
    folder: Path = real_data / "exports"
    if not folder.is_dir():
        pytest.skip(f"no real exports at {folder}: set SCREENING_REAL_DATA")
    return folder


def records_in(path: Path) -> list[Record]:
    text = decode(path.read_bytes(), encodings=("utf-8",), name=path.name)
    return text_records(text, delimiter=",", name=path.name)


def head_in(path: Path) -> Head:
    found = records_in(path)
    head = head_of(str(recognise(found).platform), found)
    assert head is not None
    return head


@pytest.mark.parametrize("name", SHAPES)
def test_a_real_export_is_known_by_its_content(exports, name):
    found = recognise(records_in(exports / name))
    assert (found.platform, found.shape) == SHAPES[name]


def test_every_real_export_in_the_folder_is_looked_at(exports):
    unknown = {path.name for path in exports.iterdir()} - set(SHAPES)
    named = {name: recognise(records_in(exports / name)) for name in unknown if name[-4:] == ".csv"}
    assert all(found.why for found in named.values())


@pytest.mark.parametrize(
    "name", [name for name, (tool, _) in SHAPES.items() if tool in {"qualtrics", "redcap"}]
)
def test_every_row_of_a_real_export_fits_its_head(exports, name):
    found = records_in(exports / name)
    table = table_under(head_in(exports / name), found)
    assert table.rows
    assert table.misshapen == ()


def test_question_texts_stand_beside_their_names(exports):
    head = head_in(exports / "05_qualtrics_csv_3_header_rows_german.csv")
    assert {column.name: column.text for column in head.columns}["Finished"] == "Beendet"


@pytest.mark.parametrize("name", [name for name in SHAPES if "qualtrics" in name])
def test_real_qualtrics_exports_have_a_state_and_an_end(exports, name):
    head = head_in(exports / name)
    roles = set(roles_of("qualtrics", head.columns, shape=head.shape).values())
    assert {"status", "finished", "platform_id", "recorded_at", "personal"} <= roles
    assert len(row_defaults("qualtrics", head)) == 2


def test_rows_of_other_forms_and_repeats_are_told_apart(exports):
    path = exports / "10_redcap_repeating_raw.csv"
    head = head_in(path)
    names = [column.name for column in head.columns]
    (state,) = row_defaults("redcap", head, items=[names.index("bp_systolic")])
    reasons = [state.why_not(row.cells[state.position]) for row in
               table_under(head, records_in(path)).rows]  # fmt: skip
    assert set(reasons) == {None, "other_form"}


def test_real_dictionaries_name_fields_of_their_exports_and_personal_ones(exports):
    fields = fields_of(records_in(exports / "10_redcap_survey_data_dictionary.csv"))
    names = {column.name for column in head_in(exports / "10_redcap_survey_raw.csv").columns}
    assert {field.name for field in fields if field.personal} >= {"email", "first_name"}
    plain = {field.name for field in fields if field.kind not in {"checkbox", "descriptive"}}
    assert plain <= names
    assert all(field.choices for field in fields if field.kind == "radio")
