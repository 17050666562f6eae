"""What is said of each student since last time: every kind, and words that never contradict."""

import pytest
from two_windows import CAREGIVER, SELF, WELL, TwoWindows, error_per_sd

from screening.change.rules import ChangeRules, load_change_rules
from screening.definition import build_definition
from screening.errors import DefinitionError

E7, I5, I6 = (("srss", "teacher", each) for each in ("e7", "i5", "i6"))
OTHER = ("checklist", "self", "total")
UNKNOWN = ("survey", "self", "total")
RULES = load_change_rules()


@pytest.fixture
def windows():
    made = TwoWindows()
    made.spread(SELF, CAREGIVER, WELL)
    return made


@pytest.mark.parametrize("tiers", [(None, 1), (None, 3)])
def test_without_a_result_last_time_there_is_nothing_to_compare_with(windows, tiers):
    windows.student("A", now={SELF: 6}, tiers=tiers)
    assert windows.only() == ("first_time", "no result last time to compare with")


def test_a_score_without_a_level_last_time_is_compared_all_the_same(windows):
    windows.student("A", before={SELF: 4}, now={SELF: 12}, tiers=(None, 2))
    assert windows.only() == (
        "reliable_increase",
        "more difficulties than last time, beyond chance",
    )


@pytest.mark.parametrize(
    ("now", "tiers", "words"),
    [
        (6, (1, 1), "steady: within what chance alone gives"),
        (
            7,
            (1, 2),
            "steady: no more change than chance alone gives, although more support is suggested",
        ),
        (
            5,
            (2, 1),
            "steady: no more change than chance alone gives, although less support is suggested",
        ),
    ],
)
def test_a_level_that_moved_within_chance_says_so(windows, now, tiers, words):
    windows.student("A", before={SELF: 6}, now={SELF: now}, tiers=tiers)
    assert windows.only() == ("within_noise", words)


@pytest.mark.parametrize(
    ("now", "tiers", "kind", "said"),
    [
        (12, (1, 2), "reliable_increase", "; more support suggested"),
        (12, (2, 2), "reliable_increase", "; same level of support"),
        (12, (2, 1), "reliable_increase", "although less support is suggested: look at both"),
        (0, (2, 1), "reliable_decrease", "; less support suggested"),
        (0, (1, 1), "reliable_decrease", "; same level of support"),
        (0, (1, 2), "reliable_decrease", "although more support is suggested: look at both"),
    ],
)
def test_a_change_beyond_chance_is_said_beside_the_level(windows, now, tiers, kind, said):
    windows.student("A", before={SELF: 6}, now={SELF: now}, tiers=tiers)
    found, words = windows.only()
    assert found == kind
    assert words.endswith(said)
    assert words.startswith("more " if kind == "reliable_increase" else "fewer ")


def test_more_in_one_score_is_not_hidden_by_fewer_in_another(windows):
    windows.student("A", before={SELF: 6, CAREGIVER: 9}, now={SELF: 12, CAREGIVER: 2})
    kind, words = windows.only()
    assert kind == "reliable_increase"
    assert "more difficulties than last time in some answers and fewer in others" in words


def test_another_person_is_no_change(windows):
    windows.student("A", before={CAREGIVER: 2}, now={SELF: 12}, tiers=(1, 3))
    kind, words = windows.only()
    assert kind == "other_informant"
    assert words.startswith("another person answered this time")
    assert "may be why more support" in words


def test_another_questionnaire_of_the_same_person_is_no_change(windows):
    windows.student("A", before={OTHER: 2}, now={SELF: 12}, tiers=(1, 3))
    assert windows.only()[0] == "other_instrument"


def test_a_version_that_scores_otherwise_is_another_questionnaire(windows):
    windows.digests["mood"] = ("old", "new")
    windows.student("A", before={SELF: 2}, now={SELF: 12}, tiers=(1, 3))
    assert windows.only()[0] == "other_instrument"


def test_a_new_version_with_the_same_facts_is_the_same_questionnaire(windows):
    windows.student("A", before={SELF: 2}, now={SELF: 12}, version="1")
    assert windows.only()[0] == "reliable_increase"


@pytest.mark.parametrize(
    ("version", "kind"), [("1", "other_instrument"), ("2", "reliable_increase")]
)
def test_a_window_that_kept_no_definition_is_compared_by_its_version(windows, version, kind):
    windows.digests["mood"] = (None, "now")
    windows.student("A", before={SELF: 2}, now={SELF: 12}, version=version)
    assert windows.only()[0] == kind


def test_another_grade_group_of_cut_points_or_norms_cannot_be_compared(windows):
    windows.yardsticks = {(SELF, "6"): "elementary", (SELF, "7"): "middle"}
    windows.student("A", before={SELF: 2}, now={SELF: 12}, grades=("6", "7"))
    windows.student("B", before={SELF: 2}, now={SELF: 12}, grades=("7", "7"))
    kinds = {ref: kind for ref, (kind, _) in windows.changes().items()}
    assert kinds == {"A": "not_comparable", "B": "reliable_increase"}


def test_other_scores_of_the_same_form_cannot_be_compared():
    windows = TwoWindows(measures=dict.fromkeys((E7, I5, I6), (1, error_per_sd(0.8))))
    windows.spread(I5, I6)
    windows.student("A", before={I5: 2}, now={I6: 12})
    assert windows.only()[0] == "not_comparable"


def test_a_result_without_any_score_cannot_be_compared(windows):
    windows.student("A", before={SELF: 2}, tiers=(1, 2))
    windows.student("B", tiers=(2, 2))
    assert {kind for kind, _ in windows.changes().values()} == {"not_comparable"}


def test_where_no_retest_is_published_only_the_level_is_told(windows):
    windows.measures[UNKNOWN] = (1, None)
    windows.student("A", before={UNKNOWN: 2}, now={UNKNOWN: 12}, tiers=(1, 2))
    kind, words = windows.only()
    assert kind == "chance_not_known"
    assert words == (
        "more support suggested than last time; how much scores change by chance is not known for"
        " these questionnaires"
    )


def test_a_move_that_an_unjudged_score_may_have_made_says_so(windows):
    windows.measures[UNKNOWN] = (1, None)
    both = {SELF: 6, UNKNOWN: 2}
    windows.student("A", before=both, now=both | {UNKNOWN: 12}, tiers=(1, 2))
    windows.student("B", before=both, now=both, tiers=(1, 1))
    windows.student("C", before=both, now=both | {UNKNOWN: 12}, tiers=(2, 2))
    said = {ref: words for ref, (_, words) in windows.changes().items()}
    judged = "steady in the answers that can be judged; for some answers chance is not known"
    assert said == {
        "A": f"more support suggested than last time; {judged}",
        "B": "steady: within what chance alone gives",
        "C": judged,
    }


def test_nobody_is_called_steady_for_the_answers_of_one_where_another_had_not_answered(windows):
    now = {SELF: 6, CAREGIVER: 20}
    windows.student("A", before={SELF: 6}, now=now, tiers=(1, 2))
    kind, words = windows.only()
    assert kind == "within_noise"
    assert words == (
        "more support suggested than last time; steady in the answers that can be judged; not"
        " everybody answered both times, or not by the same measure"
    )


@pytest.mark.parametrize(("before", "now"), [((SELF,), (SELF, CAREGIVER)), ((SELF, WELL), (SELF,))])
def test_whoever_did_not_answer_both_times_is_named(windows, before, now):
    windows.student("A", before=dict.fromkeys(before, 6), now=dict.fromkeys(now, 6))
    kind, words = windows.only()
    assert kind == "within_noise"
    assert words.endswith("; not everybody answered both times, or not by the same measure")


def test_answers_that_the_tier_rule_never_reads_make_no_difference(windows):
    windows.student("A", before={SELF: 6, OTHER: 3}, now={SELF: 6})
    assert windows.only()[1] == "steady: within what chance alone gives"


def test_a_person_s_decision_is_named_and_its_move_is_not_explained_by_chance(windows):
    windows.student("A", before={SELF: 6}, now={SELF: 6}, tiers=(1, 3), decided_by="Ana Ortiz")
    assert windows.only()[1] == (
        "steady: within what chance alone gives; the level was decided by a person"
    )


def test_another_tier_rule_is_named_and_its_moves_are_not_explained_by_chance(windows):
    windows.rule_before = "0"
    windows.student("A", before={SELF: 6}, now={SELF: 6}, tiers=(1, 2))
    assert windows.only()[1].endswith("; the tier rule is not the one of last time")
    assert "suggested" not in windows.only()[1]


def test_students_without_a_level_now_have_no_row(windows):
    windows.student("A", before={SELF: 6}, now={SELF: 6})
    windows.student("B", before={SELF: 6}, tiers=(1, 1))
    windows.tiers[1] = ("B", None, 1, None, None)
    assert set(windows.changes()) == {"A"}


def test_the_order_of_rows_changes_nothing(windows):
    for place in range(40):
        windows.student(f"S{place:02d}", before={SELF: place % 9}, now={SELF: place % 7})
    first = windows.changes()
    for rows in (windows.before, windows.now, windows.tiers, windows.roster, windows.kept_tiers):
        rows.reverse()
    assert windows.changes() == first


@pytest.mark.parametrize("said", RULES.words)
@pytest.mark.parametrize("move", ["same", "up", "down", "otherwise"])
def test_no_words_name_a_score_or_a_diagnosis(said, move):
    words = RULES.words[said].of(move)
    assert not any(character.isdigit() for character in words)
    for bad in ("risk", "disorder", "abnormal", "worse", "impact", "diagnos", "score of"):
        assert bad not in words.lower()


@pytest.mark.parametrize("said", sorted(set(RULES.words) - {"first_time"}))
def test_words_of_a_move_up_never_speak_of_less_support_only(said):
    up, down = RULES.words[said].of("up"), RULES.words[said].of("down")
    assert "more support" in up
    assert "less support" not in up
    assert "less support" in down
    assert "more support" not in down


@pytest.mark.parametrize(
    ("part", "key"),
    [
        ("reliable", "confidence_source"),
        ("reliable", "several_source"),
        ("reliable", "students_source"),
        ("expected", "students_source"),
        ("expected", "known_source"),
        ("expected", "confidence_source"),
    ],
)
def test_a_number_without_a_source_is_refused(part, key):
    content = RULES.model_dump()
    del content[part][key]
    with pytest.raises(DefinitionError, match=f"{part}.{key}: is missing"):
        build_definition(content, ChangeRules, where="change.toml")


def test_words_for_some_moves_only_are_refused():
    content = RULES.model_dump()
    content["words"]["within_noise"]["up"] = None
    with pytest.raises(DefinitionError, match="all of `same`, `up` and `down`"):
        build_definition(content, ChangeRules, where="change.toml")
