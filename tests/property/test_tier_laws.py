"""What no rule, answer, decision or run may break, whatever a window holds."""

import tempfile
from pathlib import Path

from decisions import decide
from gated_programme import BY_STAFF, HIGH_CHECKLIST, MOOD_MODERATE, Gated, rows_of, rule
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from programme_builder import survey_row
from programme_run import Ran
from programme_texts import TIER_RULE

FEW = settings(
    max_examples=5,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
PAIRS = 20
"""Students in a window, so that one run tries many answers."""
MILD = MOOD_MODERATE.replace("moderate", "mild")
RULES = TIER_RULE + rule("named", tier=3, condition=MILD, gate=BY_STAFF)
NO_TIER = 0


def answers(highest: int, count: int):
    return st.lists(st.one_of(st.none(), st.integers(0, highest)), min_size=count, max_size=count)


STUDENT = st.fixed_dictionaries(
    {
        "mood": answers(3, 9),
        "worry": answers(3, 7),
        "checklist": st.one_of(st.none(), answers(2, 17)),
        "named": st.booleans(),
    }
)
STUDENTS = st.lists(STUDENT, min_size=PAIRS, max_size=PAIRS)


def ref_of(place: int) -> str:
    return f"S{place:03d}"


def cells(codes: list[int | None]) -> list[object]:
    return ["" if code is None else code for code in codes]


def folder_of(place: str, students: list[dict | None]) -> Gated:
    """Return a programme with a second screener, gates and nominations; None never answered."""
    folder = Gated(Path(place), MOOD_MODERATE, BY_STAFF, tier_rule=RULES)
    folder.roster(*(ref_of(n) for n in range(len(students))))
    there = [(ref_of(n), each) for n, each in enumerate(students) if each is not None]
    folder.survey(
        *(survey_row(r, mood=cells(s["mood"]), worry=cells(s["worry"])) for r, s in there)
    )
    folder.checklist(*([r, *cells(s["checklist"])] for r, s in there if s["checklist"]))
    folder.nominate(*([r, "staff"] for r, s in there if s["named"]))
    return folder


def run_of(students: list[dict | None]) -> Ran:
    with tempfile.TemporaryDirectory() as place:
        return folder_of(place, students).run()


def tiers_of(ran: Ran) -> dict[str, int]:
    return {ref: row["tier"] or NO_TIER for ref, row in ran.tiers.items()}


@FEW
@given(STUDENTS, st.data())
def test_a_higher_symptom_answer_never_lowers_a_tier(students, data) -> None:
    raised = [raise_one(student, data) for student in students]
    before, after = tiers_of(run_of(students)), tiers_of(run_of(raised))
    assert {ref: tier for ref, tier in after.items() if tier < before[ref]} == {}


def raise_one(student: dict, data) -> dict:
    """Return the student with one answered item answered one higher, where that can be."""
    able = [
        (form, place)
        for form, highest in (("mood", 3), ("worry", 3), ("checklist", 2))
        for place, code in enumerate(student[form] or [])
        if code is not None and code < highest
    ]
    if not able:
        return student
    form, place = data.draw(st.sampled_from(able))
    codes = list(student[form])
    codes[place] += 1
    return student | {form: codes}


@FEW
@given(STUDENTS, st.data())
def test_taking_answers_away_never_makes_tier_1_of_none(students, data) -> None:
    fewer = [take_away(student, data) for student in students]
    before, after = tiers_of(run_of(students)), tiers_of(run_of(fewer))
    assert [ref for ref, tier in after.items() if tier == 1 and before[ref] == NO_TIER] == []
    for number, student in enumerate(fewer):
        if student is None:
            assert after[ref_of(number)] == NO_TIER


def take_away(student: dict, data) -> dict | None:
    """Return the student without some answers, without a form, a nomination, or without a row."""
    what = data.draw(st.sampled_from(["items", "checklist", "named", "everything", "nothing"]))
    if what == "everything":
        return None
    if what in {"checklist", "named"}:
        return student | {what: None}
    if what == "nothing":
        return student
    gone = data.draw(st.sets(st.integers(0, 8), min_size=1))
    mood = [None if place in gone else code for place, code in enumerate(student["mood"])]
    return student | {"mood": mood}


@settings(FEW, max_examples=3)
@given(
    STUDENTS,
    st.lists(
        st.tuples(st.integers(0, PAIRS - 1), st.sampled_from(["1", "2", "3", "rule"])),
        min_size=1,
        max_size=6,
    ),
    STUDENTS,
)
def test_no_run_undoes_a_decision_and_no_decision_touches_another_student(
    students, decisions, later
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = folder_of(place, students)
        rule_says = tiers_of(folder.run())
        decided: dict[str, str] = {}
        for number, tier in decisions:
            ref = ref_of(number)
            if tier != "1" or rule_says[ref] != NO_TIER:
                decide(folder, ref, tier, reason=f"decision {len(decided)}")
                decided[ref] = tier
        for _ in range(2):
            assert_as_decided(folder.run(), decided, rule_says)
        with tempfile.TemporaryDirectory() as other:
            changed = folder_of(other, later)
            (folder.path / "inbox/2026_autumn/survey.csv").write_bytes(
                (changed.path / "inbox/2026_autumn/survey.csv").read_bytes()
            )
        after = folder.run()
        now = {ref: row["rule_tier"] or NO_TIER for ref, row in after.tiers.items()}
        assert_as_decided(after, decided, now)


def assert_as_decided(ran: Ran, decided: dict[str, str], rule_says: dict[str, int]) -> None:
    for ref, row in ran.tiers.items():
        assert (row["tier"] is None) != (row["no_tier_reason"] is None)
        assert (row["rule_tier"] or NO_TIER) == rule_says[ref]
        wanted = decided.get(ref, "rule")
        is_used = wanted != "rule" and (wanted != "1" or rule_says[ref] != NO_TIER)
        expected = int(wanted) if is_used else rule_says[ref]
        assert (row["tier"] or NO_TIER) == expected
        assert (row["override_by"] is not None) == (wanted != "rule")


@FEW
@given(STUDENTS)
def test_only_whom_a_gate_points_out_waits_for_a_second_screener(students) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder = folder_of(place, students)
        ran = folder.run()
        waiting = {
            ref
            for (ref,) in rows_of(folder.open(), "select student_ref from mart_second_screening")
        }
    moods = {row[0]: row[8] for row in ran.scores if row[1] == "phq_a"}
    for number, student in enumerate(students):
        ref = ref_of(number)
        passed = student["named"] or (moods.get(ref) or 0) >= 10
        if not passed:
            assert ref not in waiting
        elif not student["checklist"]:
            assert ref in waiting


def test_the_rules_of_these_tests_can_lead_anywhere() -> None:
    """A property that never sees a tier proves nothing."""
    high = {"mood": [3] * 9, "worry": [0] * 7, "checklist": [2] * 17, "named": True}
    some = high | {"mood": [2, 2, 2, 2, 2, 0, 0, 0, 0], "checklist": None, "named": False}
    low = some | {"mood": [0] * 9}
    blank = low | {"mood": [None] * 9, "worry": [None] * 7}
    assert list(tiers_of(run_of([high, some, low, blank])).values()) == [3, 2, 1, NO_TIER]
    assert HIGH_CHECKLIST not in RULES
