"""A roster that is a part of one stops the run until a person has said that it is right."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from programme_builder import TODAY, WINDOW, Folder, mood_of, survey_row
from programme_run import keep_window, run_to_tiers
from roster_bundles import oneroster_1_1, user, write_zip

from flows.consent_moves import consent_moves
from screening.errors import RefusedDataError
from screening.ledger.store import read_acts
from screening.problem import RefusedFileError
from screening.warehouse import open_warehouse

REFS = [f"S{number:03d}" for number in range(40)]
AT = dt.datetime(2026, 10, 27, 9, 0, tzinfo=ZoneInfo("America/Chicago"))


@pytest.fixture
def folder(tmp_path) -> Folder:
    """A window that was run once with everybody on the roster."""
    folder = Folder(tmp_path / "programme")
    folder.roster(*REFS)
    folder.survey(survey_row(REFS[0], mood=mood_of(4)))
    keep_window(folder.open())
    return folder


def tiers(folder: Folder) -> dict[str, str]:
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        return dict(
            warehouse.rows(
                "select student_ref, coalesce(no_tier_reason, tier::varchar) from kept_tier"
            )
        )


def refused(folder: Folder) -> RefusedFileError:
    with pytest.raises(RefusedFileError) as found:
        run_to_tiers(folder.open())
    assert found.value.exit_status == RefusedDataError.exit_status
    return found.value


def turned(folder: Folder, count: int, consent: str) -> None:
    rows = [
        (ref, "maple", "7", "7B", "en", consent if place < count else "yes")
        for place, ref in enumerate(REFS)
    ]
    folder.roster_rows(*rows)


def test_half_a_roster_is_refused_by_its_code_with_counts_and_no_student(folder):
    before = tiers(folder)
    folder.roster(*REFS[:20])
    problem = refused(folder).problem
    assert (problem.code, problem.file) == ("N135", "roster.csv")
    assert problem.message == (
        "maple: of 40 recorded at the last run 20 are gone; of 40 with consent 0 have it no more;"
        " of 0 without it 0 have it now."
    )
    assert tiers(folder) == before


@pytest.mark.parametrize("consent", ["opted_out", "withdrawn"])
def test_a_column_mixed_up_is_refused_and_a_few_families_are_not(folder, consent):
    turned(folder, 5, consent)
    assert "of 40 with consent 5 have it no more" in refused(folder).problem.message
    turned(folder, 4, consent)
    run_to_tiers(folder.open())


def test_unreadable_consents_count_as_gone(folder):
    turned(folder, 20, "maybe")
    assert "20 are gone" in refused(folder).problem.message


def test_a_partial_consent_list_beside_a_bundle_is_refused_by_its_name(tmp_path):
    folder = Folder(tmp_path / "programme")
    bundle = oneroster_1_1(*map(user, REFS))

    def drop(*refs):
        write_zip(folder.inbox() / "sis.zip", bundle)
        folder.drop("consent.csv", "student_ref,consent\n" + "".join(f"{r},yes\n" for r in refs))

    drop(*REFS)
    keep_window(folder.open())
    drop(*REFS[:20])
    assert refused(folder).problem.file == "consent.csv"


def test_critical_items_are_read_before_the_refusal(folder):
    folder.roster(*REFS[:20])
    folder.survey(survey_row(REFS[30], mood=mood_of(4, critical=2)))
    refused(folder)
    assert (folder.path / "outbox" / WINDOW / "schools/maple/safety.xlsx").exists()


def test_the_settings_say_how_much_is_too_much(folder):
    settings = folder.path / "programme.toml"
    settings.write_text(settings.read_text() + "\n[consent]\ngone = 0.6\n")
    folder.roster(*REFS[:20])
    run_to_tiers(folder.open())


def test_what_a_person_accepted_by_name_is_used_and_another_file_is_not(folder):
    folder.roster(*REFS[:20])
    seen = consent_moves(folder.path, window_id=WINDOW, at=AT, accepted_by=None)
    assert [each.is_refused for each in seen.schools] == [True]
    assert "refuses it (N135)" in seen.outcome
    refused(folder)

    said = consent_moves(folder.path, window_id=WINDOW, at=AT, accepted_by="Ana Ortiz")
    assert said.outcome == "roster.csv: accepted by Ana Ortiz. The next run uses it."
    (act,) = read_acts(folder.path / "ledger.sqlite", kinds=("consent_accepted",))
    assert (act.by, act.at, act.window_id) == ("Ana Ortiz", AT.isoformat(), WINDOW)
    seen = consent_moves(folder.path, window_id=WINDOW, at=AT, accepted_by=None)
    assert "was accepted" in seen.outcome

    folder.roster(*REFS[:10])
    refused(folder)
    folder.roster(*REFS[:20])
    keep_window(folder.open())
    assert len(tiers(folder)) == 20
    seen = consent_moves(folder.path, window_id=WINDOW, at=AT, accepted_by=None)
    assert seen.outcome == "roster.csv: the next run uses it."


def test_a_first_run_takes_any_roster(tmp_path):
    folder = Folder(tmp_path / "programme")
    folder.roster("S001", "S002", consent="opted_out")
    seen = consent_moves(folder.path, window_id=WINDOW, at=AT, accepted_by=None)
    assert (seen.schools, seen.outcome) == ((), "roster.csv: the next run uses it.")
    run_to_tiers(folder.open(today=TODAY))
