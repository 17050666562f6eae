"""A dropped roster in a programme: one roster, its schools only, nobody's name anywhere."""

import os
import random

import pytest
from programme_builder import ROSTER_COLUMNS, Folder, csv_text, survey_row
from programme_texts import HEAD
from roster_bundles import (
    MARKER,
    clever,
    clever_files,
    oneroster_1_1,
    oneroster_1_2,
    role,
    user,
    user_1_2,
    write_folder,
    write_zip,
)

from screening.errors import DefinitionError
from screening.intake.rosters.dropped_roster import (
    read_dropped_roster,
    roster_inputs,
    roster_places,
)
from screening.intake.take_in import exports_in
from screening.programme.load import load_programme
from screening.run.window_run import inputs_of

PLAIN = csv_text(ROSTER_COLUMNS, [("S001", "maple", "7", "7B", "en", "yes")])
BUNDLES = {
    "1.1": oneroster_1_1(user("S001")),
    "1.2": oneroster_1_2([user_1_2("S001")], [role("S001")]),
    "clever": clever_files(clever("S001")),
}


def test_without_a_bundle_there_is_no_dropped_roster(dropped):
    settings = load_programme(dropped.folder.path).settings
    assert read_dropped_roster(dropped.inbox, programme=settings) is None


@pytest.mark.parametrize("name", BUNDLES)
@pytest.mark.parametrize("kind", ["zip", "folder", "loose"])
def test_no_name_password_or_address_leaves_the_reader(dropped, name, kind):
    dropped.read_all(BUNDLES[name], yes="S001", kind=kind)
    assert MARKER not in repr(dropped.roster)
    assert "N131" in {problem.code for problem in dropped.roster.problems}
    lines = [problem.line() for problem in dropped.roster.problems]
    assert "S001" not in "".join(lines)


@pytest.mark.parametrize("name", BUNDLES)
def test_roster_csv_and_a_bundle_are_two_rosters(dropped, name):
    dropped.drop(BUNDLES[name])
    dropped.folder.drop("roster.csv", PLAIN)
    refusal = dropped.refusal()
    assert (refusal.problem.code, refusal.exit_status) == ("N122", 12)


def test_two_bundles_are_two_rosters(dropped):
    dropped.drop(BUNDLES["1.1"])
    write_folder(dropped.inbox / "other", BUNDLES["clever"])
    assert dropped.refusal().problem.code == "N122"


@pytest.mark.parametrize("ref", ["123456", "Ana Ortiz", "", "s001"])
def test_an_id_of_another_shape_than_the_programme_s_codes_is_no_student(dropped, ref):
    found = dropped.read_all(oneroster_1_1(user("S001"), user(ref)), yes="S001")
    assert set(found) == {"S001"}
    assert dropped.codes == ["N105"]
    assert not ref or ref not in repr(dropped.roster)


def test_students_of_other_schools_are_left_out_by_count(dropped):
    tables = oneroster_1_1(
        user("S001"), *(user(f"S1{n:02d}", orgSourcedIds="elm") for n in range(7))
    )
    tables["orgs.csv"].append(["elm", "", "", "Elm", "school", "", ""])
    assert set(dropped.read_all(tables, yes="S001")) == {"S001"}
    (problem,) = [each for each in dropped.roster.problems if each.code == "N129"]
    assert problem.message == "7 of the school 'elm'."


def test_a_school_without_students_is_named(dropped):
    dropped.read_all(BUNDLES["1.1"], yes="S001")
    assert [p.school_id for p in dropped.roster.problems if p.code == "N130"] == ["oak"]


def test_a_roster_of_other_schools_alone_is_refused_with_the_setting_to_write(dropped):
    tables = oneroster_1_1(user("S001", orgSourcedIds="elm"))
    tables["orgs.csv"].append(["elm", "", "", "Elm", "school", "", ""])
    dropped.drop(tables)
    refusal = dropped.refusal()
    assert refusal.problem.code == "N125"
    assert "roster_id" in refusal.message


def with_ids(tmp_path, **ids) -> Folder:
    folder = Folder(tmp_path / "ids", schools=tuple(ids))
    path = folder.path / "programme.toml"
    text = path.read_text()
    for school, named in ids.items():
        text = text.replace(f'id = "{school}"', f'id = "{school}"\nroster_id = "{named}"', 1)
    path.write_text(text)
    return folder


def test_a_school_may_have_another_id_in_the_roster(tmp_path, dropped):
    ours = type(dropped)(with_ids(tmp_path, north="maple", south="oak"))
    tables = oneroster_1_1(user("S001"), user("S002", orgSourcedIds="oak"))
    found = ours.read_all(tables, yes="S001 S002")
    assert {ref: entry.school_id for ref, entry in found.items()} == {
        "S001": "north",
        "S002": "south",
    }


def test_two_schools_with_one_roster_id_are_refused_in_the_settings(tmp_path):
    with pytest.raises(DefinitionError, match="roster_id: 'maple' is another school's too"):
        load_programme(with_ids(tmp_path, north="maple", south="maple").path)


def test_a_file_in_the_bundle_that_is_no_roster_is_named(dropped):
    dropped.read_all(BUNDLES["1.1"] | {"mood_survey.csv": [["Student", "Mood 9"]]}, yes="S001")
    (problem,) = [each for each in dropped.roster.problems if each.code == "N133"]
    assert "mood_survey.csv" in problem.file


@pytest.mark.parametrize("kind", ["zip", "folder", "loose"])
def test_what_belongs_to_the_roster_is_told_apart_from_exports(dropped, kind):
    dropped.drop(BUNDLES["1.1"], kind=kind)
    dropped.consent(("S001", "yes"))
    dropped.folder.survey(survey_row("S001"))
    names = {path.name for path in roster_places(dropped.inbox)}
    tops = {"zip": {"sis.zip"}, "folder": {"sis"}, "loose": set(BUNDLES["1.1"])}[kind]
    assert names == tops | {"consent.csv"}
    assert "survey.csv" not in {path.name for path in roster_inputs(dropped.inbox)}
    assert [path.name for path in exports_in(dropped.inbox)] == ["survey.csv"]


def test_a_consent_list_without_a_bundle_is_no_part_of_the_roster(dropped):
    dropped.folder.drop("roster.csv", PLAIN)
    dropped.consent(("S001", "yes"))
    assert {path.name for path in roster_places(dropped.inbox)} == {"roster.csv"}
    assert [path.name for path in exports_in(dropped.inbox)] == ["consent.csv"]


def test_a_hostile_archive_hides_no_export(dropped):
    write_zip(dropped.inbox / "bad.zip", BUNDLES["1.1"], within="../")
    assert roster_places(dropped.inbox) == frozenset()
    assert [path.name for path in exports_in(dropped.inbox)] == ["bad.zip"]
    assert dropped.refusal().problem.code == "N121"


@pytest.mark.parametrize("kind", ["folder", "loose"])
def test_a_pipe_in_the_inbox_is_never_waited_for(dropped, kind):
    os.mkfifo(dropped.inbox / "aaa.zip")
    assert dropped.read_all(BUNDLES["1.1"], yes="S001", kind=kind)
    assert [path.name for path in exports_in(dropped.inbox)] == ["aaa.zip"]


@pytest.mark.parametrize("kind", ["zip", "folder", "loose"])
def test_every_file_of_the_roster_is_an_input_of_the_run(dropped, kind):
    dropped.drop(BUNDLES["1.1"], kind=kind)
    dropped.consent(("S001", "yes"))
    before = inputs_of(dropped.folder.open())
    dropped.consent(("S001", "withdrawn"))
    middle = inputs_of(dropped.folder.open())
    dropped.drop(oneroster_1_1(user("S001", grades="08")), kind=kind)
    after = inputs_of(dropped.folder.open())
    assert before != middle != after
    assert set(before) == set(middle) == set(after)


def test_an_archive_larger_than_the_settings_allow_is_refused(tmp_path, dropped):
    head = HEAD.replace("max_file_mb = 2", "max_file_mb = 1")
    ours = type(dropped)(Folder(tmp_path / "small", schools=("maple",), head=head))
    noise = random.Random(4)
    ours.drop(BUNDLES["1.1"] | {"courses.csv": [[noise.random()] for _ in range(150_000)]})
    assert ours.refusal().problem.code == "N121"


@pytest.mark.parametrize("name", BUNDLES)
def test_the_same_bundle_gives_the_same_roster_in_every_form(dropped, name, tmp_path):
    found = set()
    for kind in ("zip", "folder", "loose"):
        one = type(dropped)(Folder(tmp_path / kind, schools=("maple", "oak")))
        one.read_all(BUNDLES[name], yes="S001", kind=kind)
        found.add(repr(one.roster.entries))
    assert len(found) == 1


def test_a_window_is_scored_from_a_dropped_roster(dropped):
    dropped.drop(oneroster_1_1(user("S001"), user("S002")))
    dropped.consent(("S001", "yes"), ("S002", "opted_out"))
    dropped.folder.survey(survey_row("S001"), survey_row("S002"))
    ran = dropped.folder.run()
    assert set(ran.tiers) == {"S001", "S002"}
    assert set(ran.counts) == {"survey.csv"}
    assert not [entry for entry in ran.safety if entry.reason == "not_read"]
    assert ran.tiers["S001"]["tier"] == 1
    assert ran.tiers["S002"]["tier"] is None
