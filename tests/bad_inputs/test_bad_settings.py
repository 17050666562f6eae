"""A roster, a setting or a definition that is wrong: the run ends with one clear line."""

import pytest
from programme_builder import BEFORE, ROSTER_COLUMNS, Folder, csv_text
from programme_run import run_to_tiers
from refusal_text import without_lines

from screening.errors import DefinitionError
from screening.problem import RefusedFileError

FIXED = ("maple", "7", "7B", "en", "yes")


def message_of(folder: Folder) -> str:
    with pytest.raises(DefinitionError) as refusal:
        folder.open()
    assert refusal.value.exit_status == 10
    return without_lines(refusal.value.message)


def test_a_roster_with_a_last_name(inbox):
    inbox.survey(*inbox.rows())
    rows = [[f"S{number:03d}", *FIXED, "Marker"] for number in range(1, 31)]
    inbox.drop("roster.csv", csv_text([*ROSTER_COLUMNS, "Last name"], rows))
    run = inbox.open()
    with pytest.raises(RefusedFileError) as refusal:
        run_to_tiers(run)
    assert refusal.value.exit_status == 12
    assert refusal.value.message.startswith("N103  critical  roster.csv, column Last name: ")
    assert "Marker" not in refusal.value.message
    assert (run.outbox.shown / "schools" / "maple" / "safety.xlsx").is_file()
    assert not run.programme.warehouse.read_bytes().count(b"Marker")


@pytest.mark.parametrize("roster", [None, b"", b"\xff\xfe\xfa"])
def test_a_roster_that_cannot_be_read(inbox, roster):
    inbox.survey(*inbox.rows())
    (inbox.inbox() / "roster.csv").unlink()
    if roster is not None:
        inbox.drop("roster.csv", roster)
    run = inbox.open()
    with pytest.raises(RefusedFileError, match="N101") as refusal:
        run_to_tiers(run)
    assert refusal.value.exit_status == 11
    assert (run.outbox.shown / "schools" / "maple" / "safety.xlsx").is_file()


@pytest.mark.parametrize(
    ("file", "right", "wrong", "message"),
    [
        ("programme.toml", "timezone", "timezon", "programme.toml: timezon: is not a known key"),
        ("programme.toml", '"psc_17"', '"psc17"', "programme.toml: screener.2.instrument: there"),
        ("tier_rule.toml", "approved_by", "aproved_by", "tier_rule.toml: aproved_by: is not a"),
        (
            "tier_rule.toml",
            'band = "moderate"',
            'band = "mild_ish"',
            "rule 'mood_raised': not one of",
        ),
        ("layouts/survey.toml", "phq_a_03", "phq_a_30", "survey.toml: block.0.columns.phq_a_30"),
        ("layouts/survey.toml", "[recorded_at]", "[recordd_at]", "survey.toml: recordd_at: is not"),
    ],
)
def test_a_typo_in_a_toml(inbox, file, right, wrong, message):
    path = inbox.path / file
    assert right in path.read_text()
    path.write_text(path.read_text().replace(right, wrong))
    assert message in message_of(inbox)


def test_a_line_that_is_not_toml(inbox):
    path = inbox.path / "programme.toml"
    path.write_text("id = testing\n" + path.read_text())
    assert "programme.toml: " in message_of(inbox)
    assert "line 1" in message_of(inbox)


def test_a_missing_source(inbox):
    path = inbox.path / "tier_rule.toml"
    path.write_text(path.read_text().replace('source = "Made up."\n', "", 1))
    assert "tier_rule.toml: rule.0.source: is missing. Add it." in message_of(inbox)


@pytest.mark.parametrize("school_id", ["../maple", "<script>", "a/b"])
def test_a_school_id_in_the_settings_that_is_no_folder_name(tmp_path, school_id):
    folder = Folder(tmp_path, schools=[school_id])
    assert "programme.toml: school.0.id: " in message_of(folder)


@pytest.mark.parametrize("school_id", ["../../maple", "<script>alert(1)</script>", "/etc"])
def test_a_school_id_on_the_roster_that_is_no_school(inbox, school_id):
    rows = [[f"S{number:03d}", *FIXED] for number in range(1, 31)]
    rows[6][1] = school_id
    inbox.roster_rows(*rows)
    inbox.survey(*inbox.rows())
    ran = inbox.run()
    assert ran.places("N106") == [("roster.csv", 8, "school_id")]
    assert ran.places("I605") == [
        ("checklist.csv", 8, "Child"),
        ("survey.csv", 8, "Student"),
    ]
    assert ran.tiers["S007"]["school_id"] == "unassigned"
    assert ran.tiers["S007"]["no_tier_reason"] == "roster_conflict"
    assert [entry.school_id for entry in ran.safety] == ["unassigned"]
    folders = {path.name for path in (inbox.open().outbox.shown / "schools").iterdir()}
    assert folders == {"unassigned"}


def test_a_window_without_an_inbox_folder_says_what_to_make(inbox):
    inbox.inbox(BEFORE).rmdir()
    with pytest.raises(DefinitionError, match=r"inbox/2026_spring: there is no such folder. Make"):
        inbox.open(BEFORE)
