"""Loading a programme's folder: every contradiction has a line that names file and key."""

from collections.abc import Callable
from pathlib import Path

import pytest
from refusal_text import without_lines

from screening.errors import DefinitionError
from screening.programme.load import LoadedProgramme, load_programme
from screening.synthetic.plan import load_plan
from screening.synthetic.population import build_schools
from screening.synthetic.programme_files import write_programme

PROGRAMME, CHECKLIST = "programme.toml", "layouts/caregiver_checklist.toml"
SURVEY, RATINGS = "layouts/student_survey.toml", "layouts/teacher_ratings.toml"
SDQ = '\n[[screener]]\ninstrument = "sdq"\ninformant = "teacher"\ngrades = ["3"]\n'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    plan = load_plan()
    write_programme(tmp_path, schools=build_schools(plan, students=600), windows=plan.window)
    return tmp_path


@pytest.fixture
def load_with(folder: Path) -> Callable[[str, str, str], LoadedProgramme]:
    """Load the folder after one text in one file was replaced by another."""

    def load(file: str, right: str, wrong: str) -> LoadedProgramme:
        text = (folder / file).read_text(encoding="utf-8")
        assert right in text
        (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
        return load_programme(folder)

    return load


@pytest.mark.parametrize("name", ["", "programme.toml"])
def test_the_folder_and_its_settings_file_both_name_the_programme(folder, name):
    loaded = load_programme(folder / name)
    assert loaded.folder == folder
    assert loaded.settings.id == "riverbend"
    assert loaded.tier_rule.id == "riverbend_tiers"
    assert [layout.platform for layout in loaded.layouts] == ["plain", "qualtrics", "plain"]


def test_the_folders_of_a_window_lie_in_the_programmes(folder):
    loaded = load_programme(folder)
    assert loaded.inbox("2026_autumn") == folder / "inbox" / "2026_autumn"
    assert loaded.outbox == folder / "outbox"
    assert loaded.warehouse == folder / "warehouse.duckdb"


@pytest.mark.parametrize("window_id", ["2027_autumn", "../..", ""])
def test_a_window_that_is_not_in_the_settings_has_no_folder(folder, window_id):
    loaded = load_programme(folder)
    with pytest.raises(DefinitionError, match=r"programme.toml: window: .* Known are: 2025_autumn"):
        loaded.inbox(window_id)


@pytest.mark.parametrize(
    ("right", "wrong", "message"),
    [
        ('country = "US"', 'contry = "US"', "contry: is not a known key"),
        ('timezone = "America/Chicago"\n', "", "timezone: is missing"),
        ('instrument = "psc_17"', 'instrument = "psc_71"', "screener.0.instrument: there is no"),
        ('informant = "caregiver"', 'informant = "teacher"', "screener.0.informant: not one of"),
        ('scheme = "severity"', 'scheme = "severty"', "screener.1.scheme: 'severty' is not one of"),
        ('grades = ["K", "1"', 'grades = ["KG", "1"', "screener.0.grades: 'KG' is not a grade"),
        (
            'instrument = "gad_7"',
            'instrument = "phq_a"',
            "screener: 'phq_a' by 'self' is there 2 times",
        ),
        (
            '[[screener]]\ninstrument = "psc_17"',
            f'{SDQ}\n[[screener]]\ninstrument = "psc_17"',
            "screener.0.instrument: 'sdq' needs the publisher's permission",
        ),
    ],
)
def test_wrong_settings_are_refused_with_file_and_key(load_with, right, wrong, message):
    with pytest.raises(DefinitionError) as refusal:
        load_with(PROGRAMME, right, wrong)
    assert f"programme.toml: {message}" in without_lines(refusal.value.message)


def test_an_instrument_that_needs_permission_loads_once_the_programme_states_it(load_with, folder):
    statement = '[licences]\nsdq = "Granted on 3 March 2026, reference 17."\n\n[letters]'
    load_with(PROGRAMME, "[letters]", statement)
    text = (folder / PROGRAMME).read_text(encoding="utf-8")
    (folder / PROGRAMME).write_text(text + SDQ, encoding="utf-8")
    assert load_programme(folder).settings.screener[-1].instrument == "sdq"


@pytest.mark.parametrize(
    ("file", "right", "wrong", "message"),
    [
        (CHECKLIST, 'item_order = "mixed"\n', "", "block.0.item_order: is missing: which printed"),
        (CHECKLIST, '"mixed"', '"mxied"', "block.0.item_order: 'mxied' is not one of mixed, gr"),
        (CHECKLIST, '"psc_17"', '"psc_71"', "block.0.instrument: there is no instrument 'psc_71'"),
        (CHECKLIST, '"psc_17"', '"gad_7"', "block.0.instrument: 'caregiver' is not asked it"),
        (CHECKLIST, 'psc_17_03 = "Q3"\n', "", "block.0.columns.psc_17_03: is missing"),
        (CHECKLIST, "psc_17_03", "psc_17_18", "block.0.columns.psc_17_18: is not an item of"),
        (CHECKLIST, '"Q3"', '"Q4"', "block.0: two items are read from the same column"),
        (CHECKLIST, "[[block]]", "[[blok]]", "blok: is not a known key"),
        (RATINGS, 'id = "teacher_ratings"', 'id = "student_survey"', "id: 'student_survey' is the"),
        (SURVEY, '"Several days" = 1', '"Several days" = 4', "block.0.labels.Several days: 4 is n"),
        (SURVEY, 'approved_by = "R. Okafor, data manager"\n', "", "approved_by: is missing"),
    ],
)
def test_a_wrong_layout_is_refused_with_file_and_key(load_with, file, right, wrong, message):
    with pytest.raises(DefinitionError) as refusal:
        load_with(file, right, wrong)
    assert f"{Path(file).name}: {message}" in without_lines(refusal.value.message)


def test_every_fault_of_the_layouts_is_told_at_once(load_with, folder):
    text = (folder / RATINGS).read_text(encoding="utf-8")
    (folder / RATINGS).write_text(text.replace('srss_ie_01 = "Rating 1"\n', ""), encoding="utf-8")
    with pytest.raises(DefinitionError) as refusal:
        load_with(CHECKLIST, 'item_order = "mixed"\n', "")
    assert [line.split(":")[0] for line in refusal.value.message.split("\n")] == [
        "caregiver_checklist.toml",
        "teacher_ratings.toml",
    ]


def test_a_folder_without_settings_is_told_so(tmp_path):
    with pytest.raises(DefinitionError, match=r"programme.toml: there is no such file"):
        load_programme(tmp_path)


def test_an_absent_tier_rule_is_named(folder):
    (folder / "tier_rule.toml").unlink()
    with pytest.raises(DefinitionError, match=r"tier_rule.toml: there is no such file"):
        load_programme(folder)


def test_a_folder_without_layouts_is_told_so(folder):
    for path in (folder / "layouts").iterdir():
        path.unlink()
    with pytest.raises(DefinitionError, match=r"programme.toml: layouts: no \*.toml in the folder"):
        load_programme(folder)


def test_settings_that_are_not_toml_are_refused_with_the_line(load_with):
    with pytest.raises(DefinitionError, match=r"programme.toml: .*line"):
        load_with(PROGRAMME, 'id = "riverbend"', "id = riverbend")


def sdq_layout(items: range) -> str:
    columns = "\n".join(f'sdq_{number:02d} = "S{number}"' for number in items)
    return (
        'id = "sdq_lists"\nplatform = "plain"\nfiles = ["sdq_*.csv"]\ninformant = "teacher"\n'
        'student_ref = "Code"\napproved_by = "R. Okafor"\napproved_on = "2026-08-20"\n'
        f'[[block]]\ninstrument = "sdq"\nanswers = "codes"\ncodes = {{ "4" = 3 }}\n'
        f"[block.columns]\n{columns}\n"
    )


@pytest.mark.parametrize("last", [25, 28])
def test_questions_after_the_main_form_may_be_in_a_layout_and_need_not(folder, last):
    """Their answers have a code that the main form's do not."""
    text = (folder / PROGRAMME).read_text(encoding="utf-8")
    licence = '[licences]\nsdq = "Granted on 3 March 2026, reference 17."\n'
    (folder / PROGRAMME).write_text(
        text.replace("[letters]", f"{licence}\n[letters]", 1) + SDQ, encoding="utf-8"
    )
    layout = sdq_layout(range(1, last + 1))
    (folder / "layouts" / "sdq_lists.toml").write_text(layout, encoding="utf-8")
    assert "sdq_lists" in [each.id for each in load_programme(folder).layouts]
