"""OneRoster 1.1 and 1.2, as the standard has them and as real bundles break them."""

import pytest
from roster_bundles import (
    CLASSES,
    ENROLLMENTS,
    ORGS,
    USERS_1_1,
    enrolled,
    listed,
    manifest,
    oneroster_1_1,
    oneroster_1_2,
    org,
    role,
    room,
    user,
    user_1_2,
)


def facts(entry):
    return entry.school_id, entry.grade, entry.class_id, entry.consent, entry.state


@pytest.mark.parametrize("kind", ["zip", "folder", "loose"])
def test_a_1_1_bundle_gives_student_school_and_grade(dropped, kind):
    tables = oneroster_1_1(user("S001"), user("S002", orgSourcedIds="oak", grades="KG"))
    found = dropped.read_all(tables, yes="S001 S002", kind=kind)
    assert facts(found["S001"]) == ("maple", "7", "", "yes", "ok")
    assert facts(found["S002"]) == ("oak", "K", "", "yes", "ok")
    assert dropped.codes == []


@pytest.mark.parametrize("kind", ["zip", "folder", "loose"])
def test_a_1_2_bundle_takes_school_and_role_from_roles(dropped, kind):
    tables = oneroster_1_2(
        [user_1_2("S001"), user_1_2("S002"), user_1_2("T001"), user_1_2("P001")],
        [
            role("S001"),
            role("S002", "oak"),
            role("T001", role="teacher"),
            role("P001", role="parent"),
        ],
    )
    found = dropped.read_all(tables, yes="S001 S002", kind=kind)
    assert {ref: entry.school_id for ref, entry in found.items()} == {
        "S001": "maple",
        "S002": "oak",
    }
    assert dropped.codes == []


def test_the_primary_role_decides_between_two_schools(dropped):
    roles = [role("S001", "oak", roleType="secondary"), role("S001", "maple")]
    assert dropped.read_all(oneroster_1_2([user_1_2("S001")], roles), yes="S001")[
        "S001"
    ].school_id == ("maple")
    assert dropped.codes == []


@pytest.mark.parametrize("kind", [("primary", "primary"), ("secondary", "secondary"), ("", "")])
def test_two_schools_of_equal_weight_are_uncertain_and_told_to_both(dropped, kind):
    roles = [role("S001", "oak", roleType=kind[0]), role("S001", "maple", roleType=kind[1])]
    (entry,) = dropped.read_all(oneroster_1_2([user_1_2("S001")], roles), yes="S001").values()
    assert entry.state == "conflict"
    assert {p.school_id for p in dropped.roster.problems if p.code == "N127"} == {"maple", "oak"}


def test_two_schools_in_1_1_are_uncertain(dropped):
    (entry,) = dropped.read_all(
        oneroster_1_1(user("S001", orgSourcedIds="maple,oak")), yes="S001"
    ).values()
    assert entry.state == "conflict"
    assert dropped.codes == ["N127"]


def test_districts_and_departments_are_no_schools(dropped):
    tables = oneroster_1_1(user("S001", orgSourcedIds="district,math,maple"))
    tables["orgs.csv"] = [
        ORGS, org("district", type="district"), org("math", type="department"), org("maple"),
        org("oak"),
    ]  # fmt: skip
    assert dropped.read_all(tables, yes="S001")["S001"].school_id == "maple"
    assert dropped.codes == []


@pytest.mark.parametrize(
    "cells",
    [
        {"status": "tobedeleted"},
        {"status": "inactive"},
        {"enabledUser": "false"},
        {"enabledUser": "FALSE"},
    ],
)
def test_only_active_students_are_due(dropped, cells):
    found = dropped.read_all(oneroster_1_1(user("S001"), user("S002", **cells)), yes="S001")
    assert set(found) == {"S001"}
    assert dropped.codes == ["N129"]


@pytest.mark.parametrize(
    "cells",
    [{"status": "active"}, {"status": "Active"}, {"enabledUser": "TRUE"}, {"enabledUser": ""}],
)
def test_active_has_several_spellings(dropped, cells):
    assert set(dropped.read_all(oneroster_1_1(user("S001", **cells)), yes="S001")) == {"S001"}


@pytest.mark.parametrize("kind", ["teacher", "parent", "guardian", "administrator", "aide", ""])
def test_nobody_but_students_enters_though_they_have_grades(dropped, kind):
    tables = oneroster_1_1(user("S001"), user("S002", role=kind, grades="07"))
    assert set(dropped.read_all(tables, yes="S001")) == {"S001"}
    assert "S002" not in repr(dropped.roster)


@pytest.mark.parametrize(
    ("grades", "grade"), [("07", "7"), ("KG", "K"), ("12", "12"), ("07,07", "7")]
)
def test_a_grade_is_looked_up(dropped, grades, grade):
    assert (
        dropped.read_all(oneroster_1_1(user("S001", grades=grades)), yes="S001")["S001"].grade
        == grade
    )


@pytest.mark.parametrize("grades", ["", "07,08", "13", "UG", "Other", "seven"])
def test_a_grade_that_is_not_known_is_named_and_never_guessed(dropped, grades):
    (entry,) = dropped.read_all(oneroster_1_1(user("S001", grades=grades)), yes="S001").values()
    assert (entry.grade, entry.state) == ("unknown", "ok")
    assert dropped.codes == ["N108"]


def with_rooms(*rooms, links):
    return oneroster_1_1(user("S001"), classes=[CLASSES, *rooms], enrollments=[ENROLLMENTS, *links])


def test_the_homeroom_s_code_is_the_class_and_its_title_stays_behind(dropped):
    tables = with_rooms(
        room("c1", "7B"), room("c2", "MATH", classType="scheduled"),
        links=[enrolled("S001", "c1"), enrolled("S001", "c2"), enrolled("S001", "lost")],
    )  # fmt: skip
    assert dropped.read_all(tables, yes="S001")["S001"].class_id == "7B"


@pytest.mark.parametrize(
    ("rooms", "links"),
    [
        ([room("c1", "7B"), room("c2", "7C")], [enrolled("S001", "c1"), enrolled("S001", "c2")]),
        ([room("c1", "7B", "oak")], [enrolled("S001", "c1")]),
        ([room("c1", "7B", status="tobedeleted")], [enrolled("S001", "c1")]),
        ([room("c1", "7B")], [enrolled("S001", "c1", status="tobedeleted")]),
        ([room("c1", "7B")], [enrolled("S001", "c1", role="teacher")]),
        ([], [enrolled("S001", "c1")]),
    ],
)
def test_a_class_that_is_not_certain_is_none(dropped, rooms, links):
    assert dropped.read_all(with_rooms(*rooms, links=links), yes="S001")["S001"].class_id == ""


def test_a_1_1_manifest_over_1_0_columns_is_read_by_what_is_there(dropped):
    header = listed("sourcedId,status,dateLastModified,orgSourcedIds,role,username,userId,grade")
    tables = oneroster_1_1()
    tables["users.csv"] = [
        header,
        ["S001", "active", "1/05/2023", "maple", "student", "x", "", "07"],
    ]
    assert dropped.read_all(tables, yes="S001")["S001"].grade == "7"
    assert dropped.codes == []


def test_headers_may_be_misspelt_capital_or_trailed_by_blanks(dropped):
    header = [name.replace("preferredGivenName", "preferedGivenName") for name in USERS_1_1]
    header = [name.upper() if name == "sourcedId" else name for name in header] + ["", ""]
    tables = oneroster_1_1()
    tables["users.csv"] = [header, user("S001"), [*user("S002"), "", ""], [*user("S003"), " "]]
    assert set(dropped.read_all(tables, yes="S001 S002 S003")) == {"S001", "S002", "S003"}
    assert dropped.codes == []


def test_dates_are_never_looked_at(dropped):
    tables = oneroster_1_1(user("S001", dateLastModified="1/05/2023"))
    tables["users.csv"].append(user("S002", dateLastModified="1899-12-30"))
    assert set(dropped.read_all(tables, yes="S001 S002")) == {"S001", "S002"}


def test_a_reference_to_a_school_that_is_not_listed_is_named_row_by_row(dropped):
    tables = oneroster_1_1(user("S001"), user("S002", orgSourcedIds="gone"))
    found = dropped.read_all(tables, yes="S001 S002")
    assert (found["S002"].school_id, found["S002"].state) == ("unassigned", "conflict")
    assert dropped.codes == ["N106", "N128"]
    assert {p.row for p in dropped.roster.problems if p.code == "N128"} == {3}


@pytest.mark.parametrize("version", ["1.0", "2.0", "", "1.1-draft"])
def test_another_version_is_refused(dropped, version):
    dropped.drop(oneroster_1_1(user("S001")) | {"manifest.csv": manifest(version)})
    assert dropped.refusal().problem.code == "N123"


@pytest.mark.parametrize("file", ["users", "orgs", "roles", "classes", "enrollments"])
@pytest.mark.parametrize("mode", ["delta", "Delta", "changes"])
def test_a_list_of_changes_is_refused(dropped, file, mode):
    dropped.drop(oneroster_1_1(user("S001")) | {"manifest.csv": manifest(**{file: mode})})
    refusal = dropped.refusal()
    assert refusal.problem.code == "N123"
    assert refusal.exit_status == 12


def test_a_file_that_the_manifest_calls_absent_is_not_read(dropped):
    tables = with_rooms(room("c1", "7B"), links=[enrolled("S001", "c1")])
    tables["manifest.csv"] = manifest(enrollments="absent")
    assert dropped.read_all(tables, yes="S001")["S001"].class_id == ""


def test_a_bundle_without_manifest_is_read(dropped):
    tables = oneroster_1_1(user("S001"))
    del tables["manifest.csv"]
    assert set(dropped.read_all(tables, yes="S001")) == {"S001"}


@pytest.mark.parametrize("lost", ["sourcedId", "role", "orgSourcedIds"])
def test_a_lost_column_refuses_the_roster_and_is_named(dropped, lost):
    tables = oneroster_1_1(user("S001"))
    place = USERS_1_1.index(lost)
    tables["users.csv"] = [[*r[:place], *r[place + 1 :]] for r in tables["users.csv"]]
    dropped.drop(tables)
    problem = dropped.refusal().problem
    assert (problem.code, problem.column) == ("N124", lost)


def test_a_lost_file_refuses_the_roster_and_is_named(dropped):
    tables = oneroster_1_1(user("S001"))
    del tables["orgs.csv"]
    dropped.drop(tables)
    problem = dropped.refusal().problem
    assert (problem.code, problem.file) == ("N124", "sis.zip: orgs.csv")
