"""OneRoster and Clever bundles for tests: made-up students, in the shapes real bundles have."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

Tables = Mapping[str, Sequence[Sequence[object]]]
MARKER = "Marker-Person"
"""Stands in every personal cell, so that a test can look for it everywhere."""


def listed(text: str) -> list[str]:
    """Return the names of a header line."""
    return text.split(",")


USERS_1_1 = listed(
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,"
    "familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password"
)
USERS_1_2 = listed(
    "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,"
    "middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,"
    "resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,"
    "primaryOrgSourcedId,pronouns"
)
ORGS = ["sourcedId", "status", "dateLastModified", "name", "type", "identifier", "parentSourcedId"]
ROLES = listed(
    "sourcedId,status,dateLastModified,userSourcedId,roleType,role,beginDate,endDate,orgSourcedId"
)
CLASSES = listed(
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,"
    "schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods"
)
ENROLLMENTS = listed(
    "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,"
    "beginDate,endDate"
)
STUDENTS = listed(
    "School_id,Student_id,Student_number,State_id,Last_name,Middle_name,First_name,Grade,Gender,"
    "DOB,Race,Home_language,Student_email,Contact_name,Username,Password"
)
PERSONAL = {
    "username", "givenName", "familyName", "middleName", "email", "phone", "password", "title",
    "preferredGivenName", "Last_name", "First_name", "DOB", "Student_email", "Contact_name",
    "Username", "Password",
}  # fmt: skip


def row(header: Sequence[str], **cells: str) -> list[str]:
    """Return a row under a header; personal columns hold the marker."""
    unknown = set(cells) - set(header)
    assert not unknown, unknown
    return [cells.get(name, MARKER if name in PERSONAL else "") for name in header]


def user(ref: str, **cells: str) -> list[str]:
    """Return an active seventh-grader of school `maple`, as 1.1 has them."""
    plain = {"role": "student", "orgSourcedIds": "maple", "grades": "07", "enabledUser": "true"}
    return row(USERS_1_1, sourcedId=ref, **(plain | cells))


def user_1_2(ref: str, **cells: str) -> list[str]:
    """Return an active seventh-grader, as 1.2 has them."""
    return row(USERS_1_2, sourcedId=ref, **({"grades": "07", "enabledUser": "true"} | cells))


def role(ref: str, org: str = "maple", **cells: str) -> list[str]:
    """Return a primary student role, as 1.2 has them."""
    plain = {"roleType": "primary", "role": "student"}
    return row(ROLES, userSourcedId=ref, orgSourcedId=org, **(plain | cells))


def org(ref: str, **cells: str) -> list[str]:
    """Return a school."""
    return row(ORGS, sourcedId=ref, **({"type": "school", "name": f"{ref} school"} | cells))


def room(ref: str, code: str, org: str = "maple", **cells: str) -> list[str]:
    """Return a homeroom."""
    plain = {"classCode": code, "classType": "homeroom", "schoolSourcedId": org}
    return row(CLASSES, sourcedId=ref, **(plain | cells))


def enrolled(student: str, room: str, **cells: str) -> list[str]:
    """Return a student's enrollment."""
    plain = {"userSourcedId": student, "classSourcedId": room, "role": "student"}
    return row(ENROLLMENTS, **(plain | cells))


def clever(ref: str, **cells: str) -> list[str]:
    """Return a student as Clever has them."""
    plain = {"School_id": "maple", "Grade": "7", "Home_language": "es"}
    return row(STUDENTS, Student_id=ref, **(plain | cells))


def manifest(version: str = "1.1", **modes: str) -> list[list[str]]:
    """Return a manifest; `users="delta"` changes one file's mode."""
    plain = {"users": "bulk", "orgs": "bulk", "classes": "bulk", "enrollments": "bulk"}
    rows = [["propertyName", "value"], ["manifest.version", "1.0"], ["oneroster.version", version]]
    return rows + [[f"file.{name}", mode] for name, mode in (plain | modes).items()]


def oneroster_1_1(*users: Sequence[str], **more: Sequence[Sequence[object]]) -> dict[str, list]:
    """Return the tables of a 1.1 bundle."""
    return {
        "manifest.csv": manifest(),
        "orgs.csv": [ORGS, org("maple"), org("oak")],
        "users.csv": [USERS_1_1, *users],
    } | {f"{name}.csv": table for name, table in more.items()}


def oneroster_1_2(users: Iterable, roles: Iterable, **more: Sequence) -> dict[str, list]:
    """Return the tables of a 1.2 bundle."""
    return {
        "manifest.csv": manifest("1.2", roles="bulk"),
        "orgs.csv": [ORGS, org("maple"), org("oak")],
        "users.csv": [USERS_1_2, *users],
        "roles.csv": [ROLES, *roles],
    } | {f"{name}.csv": table for name, table in more.items()}


def clever_files(*students: Sequence[str]) -> dict[str, list]:
    """Return the tables of a Clever bundle."""
    schools = [["School_id", "School_name"], ["maple", "Maple"], ["oak", "Oak"]]
    return {"schools.csv": schools, "students.csv": [STUDENTS, *students]}


def text_of(table: Sequence[Sequence[object]]) -> str:
    """Return a table as CSV."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\n").writerows(table)
    return text.getvalue()


def write_folder(folder: Path, tables: Tables) -> Path:
    """Write a bundle as a folder, or as loose files into one that is there."""
    folder.mkdir(exist_ok=True, parents=True)
    for name, table in tables.items():
        (folder / name).write_text(text_of(table), encoding="utf-8")
    return folder


def write_zip(path: Path, tables: Tables, *, within: str = "") -> Path:
    """Write a bundle as a zip; `within` is a folder inside it."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, table in tables.items():
            archive.writestr(within + name, text_of(table))
    return path
