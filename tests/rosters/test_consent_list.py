"""consent.csv: only what is written there is consent."""

import pytest
from programme_builder import Folder
from programme_texts import HEAD
from roster_bundles import oneroster_1_1, user

GROUPED = HEAD.replace(
    "max_file_mb", 'group_columns = ["gender"]\ngender_column = "gender"\nmax_file_mb'
)


def consents(dropped, *rows, header=("student_ref", "consent")):
    dropped.drop(oneroster_1_1(user("S001"), user("S002")))
    dropped.consent(*rows, header=header)
    return {ref: (e.consent, e.state) for ref, e in dropped.read().by_ref().items()}


def test_without_a_list_nobody_has_consent_and_one_line_says_so(dropped):
    found = dropped.read_all(oneroster_1_1(user("S001"), user("S002")))
    assert {(entry.consent, entry.state) for entry in found.values()} == {("withdrawn", "conflict")}
    assert [(each.code, each.row) for each in dropped.roster.problems if each.code == "N126"] == [
        ("N126", None)
    ]


def test_who_is_not_on_the_list_has_no_consent_and_is_named(dropped):
    assert consents(dropped, ("S001", "yes")) == {
        "S001": ("yes", "ok"),
        "S002": ("withdrawn", "conflict"),
    }
    (problem,) = [each for each in dropped.roster.problems if each.code == "N126"]
    assert (problem.row, problem.student_ref, problem.school_id) == (3, "S002", "maple")


@pytest.mark.parametrize(
    ("cell", "consent", "state"),
    [
        ("yes", "yes", "ok"), ("YES ", "yes", "ok"), ("opted_out", "opted_out", "ok"),
        ("withdrawn", "withdrawn", "ok"), ("", "withdrawn", "conflict"),
        ("y", "withdrawn", "conflict"), ("true", "withdrawn", "conflict"),
    ],
)  # fmt: skip
def test_only_the_three_words_are_consent(dropped, cell, consent, state):
    assert consents(dropped, ("S001", cell), ("S002", "yes"))["S001"] == (consent, state)
    assert dropped.codes == ([] if state == "ok" else ["N107"])


@pytest.mark.parametrize("rows", [("yes", "opted_out"), ("withdrawn", "yes"), ("opted_out", "yes")])
def test_two_different_entries_are_no_consent(dropped, rows):
    found = consents(dropped, *(("S001", each) for each in rows), ("S002", "yes"))
    assert found["S001"] == ("withdrawn", "conflict")
    assert dropped.codes == ["N109"]


def test_a_third_entry_cannot_undo_a_contradiction(dropped):
    rows = (("S001", "yes"), ("S001", "withdrawn"), ("S001", "withdrawn"), ("S002", "yes"))
    assert consents(dropped, *rows)["S001"] == ("withdrawn", "conflict")


def test_a_consent_for_nobody_on_the_roster_is_named_by_row(dropped):
    consents(dropped, ("S001", "yes"), ("S002", "yes"), ("S009", "yes"))
    (problem,) = [each for each in dropped.roster.problems if each.code == "N132"]
    assert (problem.row, problem.student_ref) == (4, None)
    assert "S009" not in problem.line()


def test_the_list_may_say_the_home_language(dropped):
    header = ("student_ref", "consent", "home_language")
    consents(dropped, ("S001", "yes", "es"), ("S002", "yes", ""), header=header)
    found = dropped.roster.by_ref()
    assert (found["S001"].home_language, found["S002"].home_language) == ("es", "und")


@pytest.mark.parametrize(
    ("header", "code"),
    [
        (("student_ref",), "N124"), (("consent",), "N124"),
        (("student_ref", "consent", "consent"), "N124"),
        (("student_ref", "consent", "Last name"), "N103"),
    ],
)  # fmt: skip
def test_a_list_with_other_columns_refuses_the_roster(dropped, header, code):
    dropped.drop(oneroster_1_1(user("S001")))
    dropped.consent(["S001", "yes", "Marker"][: len(header)], header=header)
    refusal = dropped.refusal()
    assert refusal.problem.code == code
    assert "Marker" not in refusal.message


@pytest.mark.parametrize("content", [b"", b'a,"b\n', b"\xff\xfe\xff"])
def test_a_list_that_cannot_be_read_refuses_the_roster(dropped, content):
    dropped.drop(oneroster_1_1(user("S001")))
    (dropped.inbox / "consent.csv").write_bytes(content)
    assert dropped.refusal().problem.code in {"N121", "F101"}


def test_group_columns_come_from_the_list_since_no_bundle_is_asked_for_them(tmp_path, dropped):
    grouped = type(dropped)(Folder(tmp_path / "g", schools=("maple", "oak"), head=GROUPED))
    grouped.drop(oneroster_1_1(user("S001")))
    grouped.consent(("S001", "yes"))
    assert grouped.refusal().problem.column == "gender"
    grouped.consent(("S001", "yes", "F"), header=("student_ref", "consent", "gender"))
    (entry,) = grouped.read().entries
    assert (entry.gender, entry.groups) == ("female", {"gender": "F"})


def test_a_row_with_a_cell_too_few_is_named(dropped):
    assert consents(dropped, ("S001", "yes"), ("S002",))["S002"] == ("withdrawn", "conflict")
    assert "F111" in dropped.codes
