"""The folder as a whole: the same bytes for a seed, no names, students who come and go."""

import hashlib
import re
import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from screening.errors import DefinitionError
from screening.programme.grades import CANONICAL_GRADES
from screening.programme.load import load_programme
from screening.synthetic.district import build_clean_district, build_district

NAME_WORDS = re.compile(r"name|address|e-?mail|birth|phone|dob|parent|guardian", re.IGNORECASE)
EXPORTS = {
    "caregiver_checklist.csv": "Child's code",
    "student_survey.csv": "StudentCode",
    "teacher_ratings.xlsx": "Student code",
}


def digests(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("build", [build_district, build_clean_district])
def test_the_same_seed_gives_the_same_bytes(tmp_path, build):
    build(tmp_path / "one", students=200, seed=3, windows=2)
    build(tmp_path / "two", students=200, seed=3, windows=2)
    assert digests(tmp_path / "one") == digests(tmp_path / "two")


def test_another_seed_gives_other_answers(tmp_path):
    build_clean_district(tmp_path / "one", students=200, seed=3, windows=1)
    build_clean_district(tmp_path / "two", students=200, seed=4, windows=1)
    one, two = digests(tmp_path / "one"), digests(tmp_path / "two")
    inbox = [name for name in one if name.startswith("inbox")]
    assert len(inbox) == 4
    assert all(one[name] != two[name] for name in inbox)
    assert one["programme.toml"] == two["programme.toml"]


def test_the_programme_loads(messy, clean):
    for summary in (messy, clean):
        programme = load_programme(summary.folder)
        assert [window.id for window in programme.settings.window] == list(summary.windows)
        assert len(programme.settings.school) == summary.schools == 5
        assert [layout.id for layout in programme.layouts] == [
            "caregiver_checklist",
            "student_survey",
            "teacher_ratings",
        ]


def test_the_summary_counts_the_rows_of_the_files(clean, clean_rows):
    for window in clean.windows:
        for file, count in clean.rows[window].items():
            headers = 3 if file == "student_survey.csv" else 1
            assert len(clean_rows(file, window)) == count + headers


def test_the_newest_roster_has_as_many_students_as_asked_for_each_once(clean_rows):
    refs = [row[0] for row in clean_rows("roster.csv")[1:]]
    assert len(refs) == len(set(refs)) == 600


def test_the_roster_has_no_column_with_names(messy_rows, clean_rows):
    assert (
        clean_rows("roster.csv")[0]
        == messy_rows("roster.csv")[0]
        == [
            "student_ref",
            "school_id",
            "grade",
            "class_id",
            "home_language",
            "consent",
            "gender",
        ]
    )


def test_no_column_of_a_clean_export_holds_personal_data(clean_rows):
    for file in EXPORTS:
        assert not [column for column in clean_rows(file)[0] if NAME_WORDS.search(column)]


def test_everybody_in_a_clean_export_is_on_its_roster_once_with_consent(clean, clean_rows):
    for window in clean.windows:
        consent = {row[0]: row[5] for row in clean_rows("roster.csv", window)[1:]}
        for file, column in EXPORTS.items():
            sheet = clean_rows(file, window)
            rows = sheet[3:] if file == "student_survey.csv" else sheet[1:]
            refs = [row[sheet[0].index(column)] for row in rows]
            assert len(refs) == len(set(refs)) > 200
            assert {consent[ref] for ref in refs} == {"yes"}


def test_student_refs_and_schools_and_grades_are_those_of_the_settings(clean, clean_rows):
    settings = load_programme(clean.folder).settings
    schools = {school.id for school in settings.school}
    for row in clean_rows("roster.csv")[1:]:
        assert re.fullmatch(settings.student_ref_pattern, row[0])
        assert row[1] in schools
        assert row[2] in CANONICAL_GRADES


def test_one_school_is_small_enough_to_be_hidden_and_the_others_are_not(clean_rows):
    schools = [row[1] for row in clean_rows("roster.csv")[1:]]
    sizes = {school: schools.count(school) for school in set(schools)}
    assert sizes.pop("old_ferry") == 18
    assert min(sizes.values()) > 100


def test_classes_hold_about_22_students(clean_rows):
    classes = [row[3] for row in clean_rows("roster.csv")[1:]]
    sizes = [classes.count(each) for each in set(classes)]
    assert max(sizes) <= 33
    assert len(classes) / len(sizes) == pytest.approx(22, abs=4)


def test_a_class_keeps_its_students_within_a_school_year_and_its_id_changes_with_it(clean_rows):
    winter = {row[0]: row[3] for row in clean_rows("roster.csv", "2026_winter")[1:]}
    spring = {row[0]: row[3] for row in clean_rows("roster.csv", "2026_spring")[1:]}
    autumn = {row[0]: row[3] for row in clean_rows("roster.csv", "2026_autumn")[1:]}
    assert all(winter[ref] == spring[ref] for ref in winter.keys() & spring.keys())
    assert all("-2025-" in each for each in spring.values())
    assert all("-2026-" in each for each in autumn.values())


def test_students_move_up_one_grade_a_school_year(clean_rows):
    spring = {row[0]: row[2] for row in clean_rows("roster.csv", "2026_spring")[1:]}
    autumn = {row[0]: row[2] for row in clean_rows("roster.csv")[1:]}
    both = spring.keys() & autumn.keys()
    assert len(both) > 450
    order = CANONICAL_GRADES.index
    assert all(order(autumn[ref]) == order(spring[ref]) + 1 for ref in both)


def test_some_students_join_and_some_leave_between_any_two_windows(clean, clean_rows):
    rosters = [{row[0] for row in clean_rows("roster.csv", w)[1:]} for w in clean.windows]
    for before, after in pairwise(rosters):
        assert before - after
        assert after - before
        assert len(before & after) > 450


def test_a_quarter_of_homes_speak_spanish_and_some_students_take_the_spanish_form(clean_rows):
    languages = [row[4] for row in clean_rows("roster.csv")[1:]]
    assert languages.count("es") / len(languages) == pytest.approx(0.25, abs=0.05)
    assert {"en", "es", "ar", "vi", "so"} <= set(languages)
    survey = clean_rows("student_survey.csv")
    cells = {cell for row in survey[3:] for cell in row}
    assert {"Varios días", "Several days"} <= cells


def test_about_two_percent_are_opted_out_and_a_few_withdrawn(clean_rows):
    consent = [row[5] for row in clean_rows("roster.csv")[1:]]
    assert consent.count("opted_out") / len(consent) == pytest.approx(0.02, abs=0.012)
    assert 1 <= consent.count("withdrawn") <= 6


def test_the_districts_own_survey_lies_in_the_programme_and_has_no_cut_points(clean):
    own = load_programme(clean.folder).library.own
    assert set(own) == {"belonging"}
    assert own["belonging"].scheme == ()


def test_the_survey_asks_what_goes_well_in_codes_and_about_belonging_in_both_languages(clean_rows):
    sheet = clean_rows("student_survey.csv")
    cells = {name: {row[at] for row in sheet[3:]} for at, name in enumerate(sheet[0])}
    assert cells["DSECS_12"] == {"", "1", "2", "3", "4"}
    assert {"Mostly true", "Bastante cierto"} <= cells["BELONG_1"]
    assert sheet[0][-5:] == [f"BELONG_{number}" for number in range(1, 6)]
    assert sheet[1][-1] == "Belonging item 5"


def test_every_answer_was_given_on_a_day_of_its_window(clean, clean_rows):
    for window in load_programme(clean.folder).settings.window:
        survey = clean_rows("student_survey.csv", window.id)
        recorded = [row[survey[0].index("RecordedDate")][:10] for row in survey[3:]]
        assert min(recorded) >= f"{window.opens}"
        assert max(recorded) <= f"{window.closes}"


def test_the_survey_has_the_three_header_rows_of_its_tool(clean_rows):
    names, questions, imports = clean_rows("student_survey.csv")[:3]
    assert len(names) == len(questions) == len(imports) == len(set(imports))
    assert all(re.fullmatch(r'\{"ImportId":"\w+"\}', each) for each in imports)
    assert questions[names.index("PHQA_9")] == "PHQ-A item 9"


def test_everybody_and_every_number_is_made_up(clean):
    settings = tomllib.loads((clean.folder / "programme.toml").read_text(encoding="utf-8"))
    phones = [school["phone"] for school in settings["school"]]
    phones += [school["contact"]["phone"] for school in settings["school"]]
    phones.append(settings["letters"]["interpreter_phone"])
    assert all(re.fullmatch(r"555-01\d\d", phone) for phone in phones)
    assert len(set(phones)) == len(phones)


def test_every_window_title_has_its_spanish_words(clean):
    settings = load_programme(clean.folder).settings
    words = settings.letters.translations["es"]
    assert {window.title for window in settings.window} <= set(words)


def test_larger_districts_have_more_schools_of_usual_size(tmp_path):
    large = build_clean_district(tmp_path, students=5000, seed=7, windows=1)
    assert large.schools == 11
    rows = (tmp_path / "inbox" / "2026_autumn" / "roster.csv").read_text().splitlines()[1:]
    schools = [row.split(",")[1] for row in rows]
    sizes = sorted(schools.count(each) for each in set(schools))
    assert sizes[0] == 18
    assert sizes[1] >= 350
    assert sizes[-1] <= 650


@pytest.mark.parametrize(("students", "windows"), [(149, 4), (100_001, 4), (600, 0), (600, 5)])
def test_numbers_out_of_range_are_refused(tmp_path, students, windows):
    with pytest.raises(DefinitionError, match="A made-up district has"):
        build_district(tmp_path, students=students, windows=windows)
    assert list(tmp_path.iterdir()) == []
