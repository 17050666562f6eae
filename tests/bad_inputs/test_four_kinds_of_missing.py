"""Not shown, skipped, refused and don't know are four things, from the layout to the record."""

import json

import pytest
from programme_run import run_whole
from programme_texts import MOOD_BLOCK, SURVEY, WORRY_BLOCK

KINDS = {"not_shown": "N/A", "skipped": "", "refused": "No answer", "dont_know": "Don't know"}
TABLE = (
    '[block.missing]\nnot_shown = ["N/A"]\nrefused = ["No answer"]\ndont_know = ["Don\'t know"]\n'
)


@pytest.fixture
def answered(inbox):
    """Thirty rows; of the worry items 2 are not shown, 1 skipped, 3 refused, 4 not known."""
    text = SURVEY.replace(WORRY_BLOCK, f"{WORRY_BLOCK}\n{TABLE}")
    assert MOOD_BLOCK in text
    (inbox.path / "layouts" / "survey.toml").write_text(text, encoding="utf-8")
    rows = inbox.rows()
    planted = {"not_shown": 2, "skipped": 1, "refused": 3, "dont_know": 4}
    place = 0
    for kind, count in planted.items():
        for _ in range(count):
            rows[place][11 + place % 7] = KINDS[kind]
            place += 1
    inbox.survey(*rows)
    return inbox


def recorded(inbox):
    path = run_whole(inbox.open()) / "run.json"
    return json.loads(path.read_text(encoding="utf-8"))["missing_answers"]


def test_each_kind_is_counted_by_instrument_and_informant(answered):
    found = {(each["instrument_id"], each["informant"]): each for each in recorded(answered)}
    assert set(found) == {("gad_7", "self"), ("phq_a", "self"), ("psc_17", "caregiver")}
    worry = found["gad_7", "self"]
    assert {kind: worry[kind] for kind in KINDS} == {
        "not_shown": 2, "skipped": 1, "refused": 3, "dont_know": 4,
    }  # fmt: skip
    assert worry["answered"] == 30 * 7 - 10
    assert [found["phq_a", "self"][kind] for kind in KINDS] == [0, 0, 0, 0]


def test_no_kind_is_an_answer_and_none_sets_the_row_aside(answered):
    ran = answered.run_beside()
    assert ran.counts["survey.csv"] == (30, 30, 0, 0)
    assert ran.codes == []


def test_rows_that_are_not_scored_are_not_counted(answered):
    before = recorded(answered)
    rows = [each.split(",") for each in (answered.inbox() / "survey.csv").read_text().splitlines()]
    rows.append(["S777", "2026-10-06", *["0"] * 9, *["N/A"] * 7])
    text = "\n".join(",".join(row) for row in rows) + "\n"
    answered.drop("survey.csv", text)
    assert recorded(answered) == before


def test_a_window_without_a_readable_file_counts_nothing(inbox):
    for name in ("checklist.csv",):
        (inbox.inbox() / name).unlink()
    assert recorded(inbox) == []
