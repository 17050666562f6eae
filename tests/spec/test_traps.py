"""The traps of the research note (its part 2) that touch instruments of whole scores, by number.

Numbers 14 to 18 are about scores with fractions and have files of their own. Of number 20 the SDQ's
prosocial subscale is one case (see 4), WHO-5 another (see 19).
"""

import pytest
from vectors import adding_up_to, constant

from screening.scoring.score_csv import score_file


def test_trap_1_sdq_rounds_a_half_up(score):
    # Four answers adding up to 2: 2.5; adding up to 6: 7.5. Python's round gives 2 and 8.
    rows = {
        "two": constant(25, 0) | {3: 2, 24: None},
        "six": constant(25, 0) | {3: 2, 8: 2, 13: 2, 24: None},
    }
    found = score("sdq", rows, informant="self")
    assert found["two"]["emotional"][0] == 3
    assert found["six"]["emotional"][0] == 8


@pytest.mark.parametrize(
    ("answer", "expected"),
    [(0, (0, 2, 4, 4, 0, 10)), (1, (5, 5, 5, 5, 5, 20)), (2, (10, 8, 6, 6, 10, 30))],
)
def test_trap_2_constant_sdq_answers_show_that_items_are_reversed_once(score, answer, expected):
    found = score("sdq", {"s1": constant(25, answer)}, informant="self")["s1"]
    names = ["emotional", "conduct", "hyperactivity", "peer", "prosocial", "total_difficulties"]
    assert tuple(found[name][0] for name in names) == expected


@pytest.mark.parametrize(("answer", "total"), [(0, 0), (1, 20), (2, 40)])
def test_trap_2_data_said_to_be_reversed_are_not_reversed_again(score, answer, total):
    rows = {"s1": constant(25, answer)}
    found = score("sdq", rows, informant="self", already_reversed=True)["s1"]
    assert found["total_difficulties"][0] == total


def test_trap_3_sdq_self_total_of_15_differs_between_schemes(score):
    turned = [7, 11, 14, 21, 25]
    items = [3, 8, 13, 16, 24, 5, 7, 12, 18, 22]
    rows = {"s1": adding_up_to(15, items, highest=2, count=25, turned=turned)}
    three = score("sdq", rows, informant="self", scheme="three_band")["s1"]
    four = score("sdq", rows, informant="self", scheme="four_band")["s1"]
    assert three["total_difficulties"] == (15, "close_to_average", 0)
    assert four["total_difficulties"] == (15, "slightly_raised", 1)


def test_trap_3_the_scheme_is_part_of_the_result(tmp_path):
    path = tmp_path / "answers.csv"
    items = ",".join(f"sdq_{n:02d}" for n in range(1, 26))
    path.write_text(f"student_ref,{items}\ns1{',1' * 25}\n")
    result = score_file(
        path, instrument="sdq", informant="self", scheme="four_band", licence_stated=True
    )
    assert {row[4] for row in result.scores} == {"four_band"}


def test_trap_4_sdq_prosocial_is_a_strength_and_not_in_the_total(score):
    none = constant(25, 0)
    all_kind = none | dict.fromkeys([1, 4, 9, 17, 20], 2)
    found = score("sdq", {"none": none, "all": all_kind}, informant="self")
    assert found["none"]["prosocial"] == (0, "low", 2)
    assert found["all"]["prosocial"] == (10, "close_to_average", 0)
    assert found["none"]["total_difficulties"] == found["all"]["total_difficulties"]


@pytest.mark.parametrize("blank", [[3, 8, 13], [5, 12, 18], [2, 10, 15], [6, 19, 23]], ids=str)
def test_trap_5_one_sdq_component_missing_leaves_no_total(score, blank):
    row = constant(25, 1) | dict.fromkeys(blank)
    found = score("sdq", {"s1": row}, informant="self")["s1"]
    assert found["total_difficulties"] == (None, None, None)


def test_trap_5_a_missing_prosocial_subscale_leaves_the_total(score):
    row = constant(25, 1) | dict.fromkeys([1, 4, 9])
    found = score("sdq", {"s1": row}, informant="self")["s1"]
    assert found["prosocial"][0] is None
    assert found["total_difficulties"][0] == 20


def test_trap_6_sdq_gate_answered_no_with_blank_follow_ups_is_impact_nought(score):
    row = constant(25, 0) | {26: 0} | dict.fromkeys([28, 29, 30, 31, 32])
    found = score("sdq", {"s1": row}, informant="caregiver")["s1"]
    assert found["impact"] == (0, "close_to_average", 0)


def test_trap_6_impact_recodes_before_it_adds(score):
    row = constant(25, 0) | {26: 2, 28: 3, 29: 2, 30: 1, 31: 0, 32: 3}
    assert score("sdq", {"s1": row}, informant="caregiver")["s1"]["impact"][0] == 2 + 1 + 0 + 0 + 2


def test_trap_7_psc_17_orders_share_the_total_and_not_the_subscales(score):
    row = constant(17, 0) | dict.fromkeys(range(1, 6), 2)
    mixed = score("psc_17", {"s1": row}, informant="caregiver", item_order="mixed")["s1"]
    grouped = score("psc_17", {"s1": row}, informant="caregiver", item_order="grouped")["s1"]
    assert mixed["total"] == grouped["total"] == (10, "below_cut_point", 0)
    assert grouped["internalising"] == (10, "at_or_above_cut_point", 1)
    assert mixed["internalising"] == (2, "below_cut_point", 0)


def test_trap_8_three_psc_blanks_count_nought_and_four_are_too_many(score):
    rows = {
        "three": constant(17, 2) | dict.fromkeys([1, 2, 4]),
        "four": constant(17, 2) | dict.fromkeys([1, 2, 3, 4]),
    }
    found = score("psc_17", rows, informant="caregiver")
    assert {name: row[0] for name, row in found["three"].items()} == {
        "internalising": 8,
        "attention": 8,
        "externalising": 12,
        "total": 28,
    }
    assert set(found["four"].values()) == {(None, None, None)}


def test_trap_9_srss_item_4_counts_in_e7_and_in_i6_and_not_in_i5(score):
    row = constant(12, 0) | {4: 3}
    rows, grades = {"young": row, "older": row}, {"young": "5", "older": "6"}
    found = score("srss_ie", rows, informant="teacher", grades=grades)
    assert {name: each[0] for name, each in found["young"].items()} == {"e7": 3, "i5": 0}
    assert {name: each[0] for name, each in found["older"].items()} == {"e7": 3, "i6": 3}


@pytest.mark.parametrize("instrument", ["phq_a", "phq_9"])
def test_trap_10_item_9_is_critical_whatever_the_total(critical, instrument):
    rows = {str(answer): constant(9, 0) | {9: answer} for answer in range(4)}
    assert critical(instrument, rows, informant="self") == [
        ("1", f"{instrument}_09", 1, "endorsed"),
        ("2", f"{instrument}_09", 2, "endorsed"),
        ("3", f"{instrument}_09", 3, "endorsed"),
    ]


@pytest.mark.parametrize("instrument", ["phq_a", "phq_9"])
def test_trap_11_item_9_unanswered_is_listed_beside_a_prorated_total(critical, score, instrument):
    rows = {"s1": constant(9, 0) | {9: None}}
    assert critical(instrument, rows, informant="self") == [
        ("s1", f"{instrument}_09", None, "unanswered")
    ]
    assert score(instrument, rows, informant="self")["s1"]["total"][0] == 0


@pytest.mark.parametrize("instrument", ["phq_a", "phq_9"])
def test_trap_12_phq_rounds_first_and_then_looks_up_the_band(score, instrument):
    # 9 x 9 / 8 = 10.125, 7 x 9 / 7 = 9, 8 x 9 / 7 = 10.29. With 7 answers of 9, 9.x cannot stay.
    rows = {
        "between_9_and_10": adding_up_to(9, [1, 2, 3], highest=3, count=9) | {9: None},
        "nine": adding_up_to(7, [1, 2, 3], highest=3, count=9) | {8: None, 9: None},
        "up_to_ten": adding_up_to(8, [1, 2, 3], highest=3, count=9) | {8: None, 9: None},
    }
    found = score(instrument, rows, informant="self")
    assert found["between_9_and_10"]["total"] == (10, "moderate", 2)
    assert found["nine"]["total"] == (9, "mild", 1)
    assert found["up_to_ten"]["total"] == (10, "moderate", 2)


@pytest.mark.parametrize("code", ["7", "9", "7.0", "9.0"])
def test_trap_13_refused_and_dont_know_are_never_summed(tmp_path, code):
    path = tmp_path / "answers.csv"
    items = ",".join(f"phq_9_{n:02d}" for n in range(1, 10))
    path.write_text(f"student_ref,{items}\ns1,{code}{',0' * 8}\ns2{',1' * 9}\n")
    result = score_file(path, instrument="phq_9", informant="self")
    assert [(found.code, found.row, found.column) for found in result.problems] == [
        ("V501", 2, "phq_9_01")
    ]
    assert [(row[0], row[8]) for row in result.scores] == [("s2", 9)]


@pytest.mark.parametrize(("raw", "percentage", "band"), [(12, 48, "low"), (13, 52, "good")])
def test_trap_19_a_wellbeing_score_of_50_cannot_be(score, raw, percentage, band):
    row = adding_up_to(raw, range(1, 6), highest=5, count=5)
    found = score("who_5", {"s1": row}, informant="self")["s1"]
    assert found["percentage"][:2] == (percentage, band)
    found = score("who_5", {"s1": row}, informant="self", scheme="raw_13")["s1"]
    assert found["raw"][:2] == (raw, band)


def test_trap_20_the_best_wellbeing_is_the_least_concern(score):
    found = score("who_5", {"best": constant(5, 5), "worst": constant(5, 0)}, informant="self")
    assert found["best"]["percentage"] == (100, "good", 0)
    assert found["worst"]["percentage"] == (0, "low", 1)


@pytest.mark.parametrize(("instrument", "count", "foreign"), [("k_10", 10, 0), ("k_6", 6, 5)])
def test_trap_21_codes_of_the_other_kessler_coding_are_refused(
    tmp_path, instrument, count, foreign
):
    path = tmp_path / "answers.csv"
    items = ",".join(f"{instrument}_{n:02d}" for n in range(1, count + 1))
    others = ",1" * (count - 1)
    path.write_text(f"student_ref,{items}\ns1,{foreign}{others}\ns2,1{others}\n")
    result = score_file(path, instrument=instrument, informant="self")
    assert [(found.code, found.row, found.column) for found in result.problems] == [
        ("V501", 2, f"{instrument}_01")
    ]
    assert [(row[0], row[8]) for row in result.scores] == [("s2", count)]


@pytest.mark.parametrize(
    ("instrument", "scheme", "row", "total", "rank"),
    [
        ("ces_dc", "cut_15", {1: 3}, 15, 1),
        ("ces_dc", "over_15", {1: 3}, 15, 0),
        ("ces_dc", "over_15", {1: 3, 2: 1}, 16, 1),
        ("mfq_33", "cut_27", dict.fromkeys(range(1, 28), 1), 27, 1),
        ("mfq_33", "over_27", dict.fromkeys(range(1, 28), 1), 27, 0),
        ("mfq_33", "over_27", dict.fromkeys(range(1, 29), 1), 28, 1),
    ],
)
def test_trap_22_the_score_that_two_readings_share(score, instrument, scheme, row, total, rank):
    answers = constant(20 if instrument == "ces_dc" else 33, 0) | row
    found = score(instrument, {"s1": answers}, informant="self", scheme=scheme)["s1"]["total"]
    assert (found[0], found[2]) == (total, rank)


def test_school_items_left_blank_do_not_take_the_youngest_their_total_of_psc_35(score):
    answers = constant(35, 1)
    rows = {
        "no_school_yet": answers | dict.fromkeys([5, 6, 17, 18]),
        "three_more": answers | dict.fromkeys([5, 6, 17, 18, 1, 2, 3]),
        "four_more": answers | dict.fromkeys([5, 6, 17, 18, 1, 2, 3, 4]),
    }
    found = score("psc_35", rows, informant="caregiver", scheme="screen_4_5")
    assert found["no_school_yet"]["total_4_5"] == (31, "at_or_above_cut_point", 1)
    assert found["three_more"]["total_4_5"] == (28, "at_or_above_cut_point", 1)
    assert found["four_more"]["total_4_5"] == (None, None, None)
    assert {name: each["total"][0] for name, each in found.items()} == dict.fromkeys(rows)


@pytest.mark.parametrize("informant", ["self", "caregiver"])
@pytest.mark.parametrize("item", [16, 17, 18, 19])
def test_mfq_safety_items_are_listed_whatever_the_total(critical, informant, item):
    found = critical("mfq_33", {"s1": constant(33, 0) | {item: 1}}, informant=informant)
    assert found == [("s1", f"mfq_33_{item}", 1, "endorsed")]
