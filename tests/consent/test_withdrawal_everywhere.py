"""After a withdrawal a student's code stands nowhere that is shown, and no result is kept."""

import csv
from dataclasses import replace

import pytest
from programme_builder import BEFORE, TODAY, WINDOW, Folder, checklist_row, mood_of, survey_row
from programme_run import run_whole, tree

from screening.consent.withdrawal import standing
from screening.erasure.marks import Marks
from screening.erasure.names import names_of
from screening.erasure.search import search
from screening.ledger.act import Act
from screening.ledger.store import open_ledger, read_acts
from screening.run.consent import windows_to_run_again
from screening.warehouse import open_warehouse

REFS = [f"S{number:03d}" for number in range(20)]
HIGH, ALARMED, MISSING = "S018", "S007", "S019"
"""On tier 3 in both windows; with a critical item; without answers."""
ON = {BEFORE: "2026-04-06", WINDOW: "2026-10-06"}
LATER = TODAY.replace(month=11)


def drop(folder: Folder, window: str, **consents: str) -> None:
    """Drop a roster, a survey and a checklist of everybody but one."""
    rows = [
        (ref, ("maple", "oak")[place % 2], "7", "7B", "en", consents.get(ref, "yes"))
        for place, ref in enumerate(REFS)
    ]
    folder.roster_rows(*rows, window=window)
    answered = [ref for ref in REFS if ref != MISSING]
    folder.survey(
        *[
            survey_row(
                ref,
                mood=mood_of(24 if ref == HIGH else place % 8, critical=int(ref == ALARMED)),
                on=ON[window],
            )
            for place, ref in enumerate(answered)
        ],
        window=window,
    )
    rows_of_caregivers = [
        checklist_row(ref, total=place % 30) for place, ref in enumerate(answered)
    ]
    folder.checklist(*rows_of_caregivers, window=window)


@pytest.fixture(scope="module")
def published(tmp_path_factory) -> Folder:
    """Both windows published while everybody agreed."""
    folder = Folder(tmp_path_factory.mktemp("agreed") / "programme", schools=("maple", "oak"))
    for window in (BEFORE, WINDOW):
        drop(folder, window)
        run_whole(folder.open(window))
    return folder


@pytest.fixture
def folder(published, tmp_path) -> Folder:
    """The same in a folder that the test may change."""
    return published.copied_to(tmp_path / "programme")


def run(folder: Folder, window: str = WINDOW, *, today=LATER):
    return run_whole(folder.open(window, today=today))


def named(folder: Folder, ref: str, window: str = WINDOW) -> list[str]:
    """Return the shown files that name a student, workbooks and PDFs unpacked."""
    shown = folder.path / "outbox" / window
    names = names_of(ref, settings=folder.open().programme.settings, acts=(), alerts=())
    found = search({"outbox": shown.resolve()}, Marks(names), root=shown.resolve())
    assert found.files["outbox"] > 10
    return list(found.files_found)


def kept(folder: Folder, ref: str) -> dict[str, list[tuple]]:
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        return {
            "tiers": warehouse.rows(
                "select window_id, tier, no_tier_reason, data_confidence from kept_tier"
                " where student_ref = ? order by all",
                [ref],
            ),
            "scores": warehouse.rows(
                "select distinct window_id from kept_score where student_ref = ? order by all",
                [ref],
            ),
        }


def test_while_everybody_agrees_the_search_finds_them(folder):
    assert {"schools/maple/referrals.xlsx", "schools/maple/letters/manifest.csv"} <= set(
        named(folder, HIGH)
    )
    assert [row[1] for row in kept(folder, HIGH)["tiers"]] == [3, 3]
    assert kept(folder, HIGH)["scores"] == [(WINDOW,), (BEFORE,)]


OUT = {HIGH: "withdrawn", ALARMED: "withdrawn", MISSING: "withdrawn", "S004": "opted_out"}


@pytest.fixture(scope="module")
def out(published, tmp_path_factory) -> Folder:
    """The autumn run again after three withdrawals and one opting out."""
    folder = published.copied_to(tmp_path_factory.mktemp("out") / "programme")
    drop(folder, WINDOW, **OUT)
    run(folder, today=TODAY)
    return folder


@pytest.mark.parametrize("ref", [ref for ref in OUT if OUT[ref] == "withdrawn"])
def test_after_a_withdrawal_no_file_of_the_window_names_the_student(out, ref):
    files = {name.rpartition("/")[2] for name in named(out, ref)}
    assert files <= {"tier_changes.csv", *(["safety.xlsx"] if ref == ALARMED else [])}


def test_an_opted_out_family_gets_the_letter_for_all_and_stands_nowhere_else(out):
    files = {name.rpartition("/")[2] for name in named(out, "S004")}
    letters = {name for name in files if name.endswith((".html", ".pdf"))}
    assert files - letters == {"tier_changes.csv", "manifest.csv"}
    assert len(letters) == 3  # its page, its PDF, and the print run with all of them
    manifest = (out.path / f"outbox/{WINDOW}/schools/maple/letters/manifest.csv").read_text()
    (line,) = [line for line in manifest.splitlines() if "S004" in line]
    assert "all_families" in line


def test_a_safety_alert_stays_for_the_safeguarding_lead(out):
    assert "schools/oak/safety.xlsx" in named(out, ALARMED)


def test_the_change_of_tier_is_told_without_the_tier_that_was(out):
    rows = {}
    for school in ("maple", "oak"):
        with (out.path / f"outbox/{WINDOW}/schools/{school}/tier_changes.csv").open() as file:
            rows |= {row["student_ref"]: row for row in csv.DictReader(file)}
    assert {ref: row["tier_after"] for ref, row in rows.items()} == OUT
    assert {row["tier_before"] for row in rows.values()} == {""}
    assert not any(digit in row["why"] for row in rows.values() for digit in "123")


def test_no_result_is_kept_of_this_window_or_an_earlier_one(out):
    assert kept(out, HIGH) == {
        "tiers": [(each, None, "withdrawn", None) for each in (WINDOW, BEFORE)],
        "scores": [],
    }


def test_an_opt_out_of_one_window_leaves_what_was_agreed_to_before(out):
    found = kept(out, "S004")
    assert [(row[0], row[1], row[2]) for row in found["tiers"]] == [
        (WINDOW, None, "opted_out"), (BEFORE, 1, None),
    ]  # fmt: skip
    assert found["scores"] == [(BEFORE,)]


def test_the_ledger_remembers_that_consent_was_withdrawn_and_when(out):
    acts = read_acts(out.path / "ledger.sqlite", kinds=("withdrawn",))
    told = {(a.window_id, a.field, a.student_ref, a.new, a.at) for a in acts}
    withdrawn = [ref for ref, consent in OUT.items() if consent == "withdrawn"]
    assert told == {
        (window, WINDOW, ref, "withdrawn", TODAY.isoformat())
        for window in (WINDOW, BEFORE)
        for ref in withdrawn
    }


def test_counts_and_everybody_elses_letters_are_as_if_they_had_never_agreed(out, tmp_path):
    never = Folder(tmp_path / "never", schools=("maple", "oak"))
    withdrawn = {ref: consent for ref, consent in OUT.items() if consent == "withdrawn"}
    for window, consents in ((BEFORE, withdrawn), (WINDOW, OUT)):
        drop(never, window, **consents)
        run(never, window, today=TODAY)
    ours, theirs = (_comparable(each) for each in (out, never))
    assert len(ours) > 40
    assert ours == theirs


def test_running_again_changes_no_byte_and_the_earlier_window_names_nobody_any_more(out, tmp_path):
    folder = out.copied_to(tmp_path / "programme")
    before = tree(folder.path / "outbox" / WINDOW)
    assert named(folder, HIGH, BEFORE) != []
    assert windows_to_run_again(folder.open()) == [BEFORE]
    first = tree(run(folder, BEFORE))
    assert named(folder, HIGH, BEFORE) == []
    assert windows_to_run_again(folder.open()) == []
    assert tree(run(folder, BEFORE)) == first
    again = tree(run(folder, today=TODAY))
    # It records with which run of the window before it was compared.
    assert {name for name in {*before, *again} if before.get(name) != again.get(name)} == {
        "run.json"
    }
    assert tree(run(folder, today=TODAY)) == again


def _comparable(folder: Folder) -> dict[str, str]:
    """Return what is shown, without what tells of an earlier run; run names are taken out."""
    return {
        name: digest
        for name, digest in tree(folder.path / "outbox" / WINDOW).items()
        if not name.endswith(("run.json", "tier_changes.csv", "referrals.xlsx", ".html"))
    }


def test_who_agrees_again_is_shown_again_in_both_windows(folder):
    shown = {window: named(folder, HIGH, window) for window in (BEFORE, WINDOW)}
    drop(folder, WINDOW, **{HIGH: "withdrawn"})
    run(folder)
    run(folder, BEFORE)
    drop(folder, WINDOW)
    run(folder)
    assert standing(read_acts(folder.path / "ledger.sqlite", kinds=("withdrawn",))) == {}
    assert windows_to_run_again(folder.open()) == [BEFORE]
    run(folder, BEFORE)
    for window, files in shown.items():
        assert set(files) <= set(named(folder, HIGH, window))
    assert [row[1] for row in kept(folder, HIGH)["tiers"]] == [3, 3]


def test_neither_a_persons_decision_nor_a_lost_roster_row_brings_a_student_back(out, tmp_path):
    folder = out.copied_to(tmp_path / "programme")
    override = Act(
        kind="override", window_id=WINDOW, school_id="maple", student_ref=HIGH, subject=HIGH,
        field="tier", old="3", new="2", reason="Seen in class", by="Ana Ortiz", at="2026-10-27",
        source="command",
    )  # fmt: skip
    concern = replace(override, kind="staff_concern", field="staff_concern", old="", new="yes")
    with open_ledger(folder.path / "ledger.sqlite") as ledger:
        ledger.append([override, concern])
    run(folder)
    assert {name.rpartition("/")[2] for name in named(folder, HIGH)} <= {"tier_changes.csv"}
    for name in ("roster.csv", "survey.csv", "checklist.csv"):
        lines = (folder.inbox() / name).read_text().splitlines(keepends=True)
        folder.drop(name, "".join(line for line in lines if not line.startswith(HIGH)))
    run(folder)
    assert {name.rpartition("/")[2] for name in named(folder, HIGH)} <= {"tier_changes.csv"}
