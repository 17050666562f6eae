"""Results come out as the vendor's export has them, or not at all."""

import pytest
from vendor_exports import (
    LAYOUTS,
    bess_row,
    dessa_row,
    drop_bess,
    drop_dessa,
    drop_saebrs,
    result_block,
    saebrs_row,
    vendor_folder,
)

BESS = [("bess_3", "teacher")]
DESSA = [("dessa_mini", "teacher")]
SAEBRS = [("saebrs", "teacher")]
BESS_EDGES = {
    10: ("Normal", "usual_range", 0),
    60: ("Normal", "usual_range", 0),
    61: ("Elevated", "elevated", 1),
    70: ("Elevated", "elevated", 1),
    71: ("Extremely Elevated", "extremely_elevated", 2),
    120: ("Extremely Elevated", "extremely_elevated", 2),
}
DESSA_EDGES = {
    28: ("Need for Instruction", "need_for_instruction", 2),
    40: ("Need for Instruction", "need_for_instruction", 2),
    41: ("Typical", "typical", 1),
    59: ("Typical", "typical", 1),
    60: ("Strength", "strength", 0),
    72: ("Strength", "strength", 0),
}


def refs(count):
    return [f"S{place:03d}" for place in range(1, count + 1)]


def results(ran, subscale):
    """Return student → (answered, of, score, band, rank) of one result."""
    return {row[0]: row[6:] for row in ran.scores if row[5] == subscale}


@pytest.mark.parametrize("exported", ["T score and band", "T score only"])
def test_bess_is_banded_as_printed_at_every_edge(tmp_path, exported):
    layouts = None
    if exported == "T score only":
        text = LAYOUTS["bess_teacher"].replace('bess_3_index_band = "BERI Risk"\n', "")
        layouts = {"bess_teacher": text}
    names = refs(len(BESS_EDGES))
    folder = vendor_folder(tmp_path, *names, screeners=BESS, layouts=layouts)
    drop_bess(
        folder,
        *(
            bess_row(name, beri=t, beri_risk=label)
            for name, (t, (label, *_)) in zip(names, BESS_EDGES.items(), strict=True)
        ),
    )
    ran = folder.run()
    assert results(ran, "index") == {
        name: (1, 1, float(t), band, rank)
        for name, (t, (_, band, rank)) in zip(names, BESS_EDGES.items(), strict=True)
    }
    assert ran.nothing_is_lost


def test_dessa_is_banded_as_printed_at_every_edge_and_higher_is_better(tmp_path):
    names = refs(len(DESSA_EDGES))
    folder = vendor_folder(tmp_path, *names, screeners=DESSA)
    drop_dessa(
        folder,
        *(dessa_row(n, t=t) for n, t in zip(names, DESSA_EDGES, strict=True)),
    )
    assert results(folder.run(), "total") == {
        name: (1, 1, float(t), band, rank)
        for name, (t, (_, band, rank)) in zip(names, DESSA_EDGES.items(), strict=True)
    }


def test_saebrs_levels_are_known_in_both_spellings_and_have_no_score(tmp_path):
    printed = {"lowRisk": 0, "Low Risk": 0, "someRisk": 1, "some risk": 1, "High  Risk": 2}
    folder = vendor_folder(tmp_path, *refs(len(printed)), screeners=SAEBRS)
    names = dict(zip(refs(len(printed)), printed, strict=True))
    drop_saebrs(folder, *(saebrs_row(name, teacher=label) for name, label in names.items()))
    bands = ("low", "some", "high")
    assert results(folder.run(), "total") == {
        name: (1, 1, None, bands[printed[label]], printed[label]) for name, label in names.items()
    }


def test_raw_score_and_percentile_of_saebrs_are_never_read(tmp_path):
    folder = vendor_folder(tmp_path, "S001", screeners=SAEBRS)
    # 23 of 57 would be the highest band in a public cut table; the vendor says otherwise.
    row = saebrs_row("S001", teacher="lowRisk")
    row[5:7] = [23, 2]
    drop_saebrs(folder, row)
    assert results(folder.run(), "total") == {"S001": (1, 1, None, "low", 0)}


@pytest.mark.parametrize(
    ("t", "label"),
    [
        (60, "Elevated"),
        (61, "Normal"),
        (70, "Extremely Elevated"),
        (71, "Elevated"),
        (40, "Extremely Elevated"),
        (90, "Normal"),
    ],
)
def test_a_band_that_is_not_the_band_of_its_t_score_sets_the_row_aside(tmp_path, t, label):
    folder = vendor_folder(tmp_path, "S001", "S002", screeners=BESS)
    drop_bess(folder, bess_row("S001"), bess_row("S002", beri=t, beri_risk=label))
    ran = folder.run()
    assert ran.places("V502") == [("bess_teacher.csv", 3, "BERI Risk")]
    assert ran.outcomes["bess_teacher.csv", 3] == ("set_aside", "V502")
    assert set(results(ran, "index")) == {"S001"}
    assert ran.tiers["S002"]["no_tier_reason"] == "answers_set_aside"
    assert (ran.tiers["S001"]["tier"], ran.nothing_is_lost) == (1, True)


@pytest.mark.parametrize(
    ("t", "label"),
    [(40, "Typical"), (41, "Need for Instruction"), (59, "Strength"), (60, "Typical")],
)
def test_a_contradiction_is_found_where_higher_is_better_too(tmp_path, t, label):
    folder = vendor_folder(tmp_path, "S001", screeners=DESSA)
    drop_dessa(folder, dessa_row("S001", t=t, band=label))
    assert folder.run().places("V502") == [("dessa.csv", 2, "SET Range")]


@pytest.mark.parametrize("t", ["9", "121", "60.5", "-", "> 80", "T60", "060", "1e2", "=60"])
def test_a_t_score_that_there_cannot_be_sets_the_row_aside(tmp_path, t):
    folder = vendor_folder(tmp_path, "S001", "S002", screeners=BESS)
    drop_bess(folder, bess_row("S001"), bess_row("S002", beri=t, beri_risk=""))
    ran = folder.run()
    assert ran.places("V501") == [("bess_teacher.csv", 3, "BERI")]
    assert set(results(ran, "index")) == {"S001"}
    assert ran.tiers["S002"]["no_tier_reason"] == "answers_set_aside"


@pytest.mark.parametrize("cell", ["60", "60.0", " 60 ", "60.000"])
def test_a_whole_number_is_the_same_number_however_a_spreadsheet_writes_it(tmp_path, cell):
    folder = vendor_folder(tmp_path, "S001", screeners=BESS)
    drop_bess(folder, bess_row("S001", beri=cell))
    assert results(folder.run(), "index")["S001"] == (1, 1, 60.0, "usual_range", 0)


@pytest.mark.parametrize("label", ["Average", "Elevated Risk", "elevated!", "1", "High"])
def test_a_label_that_the_vendor_does_not_print_here_sets_the_row_aside(tmp_path, label):
    folder = vendor_folder(tmp_path, "S001", screeners=BESS)
    drop_bess(folder, bess_row("S001", beri_risk=label))
    ran = folder.run()
    assert ran.places("V501") == [("bess_teacher.csv", 2, "BERI Risk")]
    assert ran.scores == ()


def test_a_file_of_other_labels_is_refused_and_nobody_is_taken_for_tier_1(tmp_path):
    names = refs(6)
    folder = vendor_folder(tmp_path, *names, screeners=SAEBRS)
    drop_saebrs(folder, *(saebrs_row(name, teacher="Tier 1") for name in names))
    ran = folder.run()
    assert ran.refused == {"saebrs.csv": "M303"}
    assert {row["no_tier_reason"] for row in ran.tiers.values()} == {"answers_set_aside"}


def test_a_whole_class_far_from_the_lowest_band_is_not_taken_for_wrong_codes(tmp_path):
    names = refs(120)
    folder = vendor_folder(tmp_path, *names, screeners=[*BESS, *SAEBRS])
    far = {"beri": 99, "beri_risk": "Extremely Elevated"}
    drop_bess(folder, *(bess_row(name, **far) for name in names))
    drop_saebrs(folder, *(saebrs_row(name, teacher="highRisk") for name in names))
    ran = folder.run()
    assert set(ran.refused.values()) == {None}
    assert {row["tier"] for row in ran.tiers.values()} == {3}


def test_a_band_without_a_t_score_stands_without_a_score(tmp_path):
    folder = vendor_folder(tmp_path, "S001", screeners=BESS)
    drop_bess(folder, bess_row("S001", beri="", beri_risk="Elevated"))
    assert results(folder.run(), "index") == {"S001": (1, 1, None, "elevated", 1)}


def test_a_missing_result_is_no_score_and_counts_as_not_given(tmp_path):
    folder = vendor_folder(tmp_path, "S001", screeners=BESS)
    drop_bess(folder, bess_row("S001", iri_risk=""))
    ran = folder.run()
    assert results(ran, "internalising") == {"S001": (0, 1, None, None, None)}
    assert results(ran, "externalising") == {"S001": (1, 1, None, "usual_range", 0)}
    assert ran.tiers["S001"]["data_confidence"] == "partial"


def test_a_student_with_missing_results_only_is_never_tier_1(tmp_path):
    folder = vendor_folder(tmp_path, "S001", "S002", screeners=DESSA)
    drop_dessa(folder, dessa_row("S001"), dessa_row("S002", t="n/a", band="N/A"))
    ran = folder.run()
    assert ran.scores == ()
    assert {row["tier"] for row in ran.tiers.values()} == {None}
    assert ran.outcomes["dessa.csv", 3] == ("left_out", "no_answers")


def test_results_that_the_export_does_not_have_are_no_rows(tmp_path):
    folder = vendor_folder(tmp_path, "S001", screeners=SAEBRS)
    drop_saebrs(folder, saebrs_row("S001", teacher="lowRisk"))
    ran = folder.run()
    assert [row[5] for row in ran.scores] == ["total"]
    assert ran.tiers["S001"]["data_confidence"] == "complete"


def test_forms_of_other_respondents_are_left_out_and_read_by_their_own_layout(tmp_path):
    folder = vendor_folder(tmp_path, "S001", screeners=[*BESS, ("bess_3", "self")])
    rows = [
        bess_row("S001", "Teacher", beri=61, beri_risk="Elevated"),
        bess_row("S001", "Student", beri=40, eri="-"),
        bess_row("S001", "Parent", beri=75, beri_risk="Extremely Elevated"),
    ]
    for name in ("bess_teacher.csv", "bess_self.csv"):
        drop_bess(folder, *rows, name=name)
    ran = folder.run()
    index = {row[3]: row[8:10] for row in ran.scores if row[5] == "index"}
    assert index == {"teacher": (61.0, "elevated"), "self": (40.0, "usual_range")}
    assert ran.counts == {"bess_teacher.csv": (3, 1, 0, 2), "bess_self.csv": (3, 1, 0, 2)}
    assert ran.outcomes["bess_self.csv", 4] == ("left_out", "other_form")


def test_a_second_rating_of_the_same_student_is_not_mixed_with_the_first(tmp_path):
    folder = vendor_folder(tmp_path, "S001", screeners=BESS)
    drop_bess(folder, bess_row("S001", beri=55), bess_row("S001", beri=65, beri_risk="Elevated"))
    ran = folder.run()
    assert results(ran, "index") == {"S001": (1, 1, 55.0, "usual_range", 0)}
    assert ran.places("D803") == [("bess_teacher.csv", 3, "Student Number")]


def test_a_rating_of_another_term_is_set_aside(tmp_path):
    folder = vendor_folder(tmp_path, "S001", screeners=BESS)
    drop_bess(folder, bess_row("S001", submitted="9/29/2026"))
    assert folder.run().places("T703") == [("bess_teacher.csv", 2, "Submitted")]


def test_levels_of_the_parts_are_taken_in_where_an_export_has_them(tmp_path):
    columns = {
        "saebrs_total_band": "Fall SAEBRS Teacher Risk Level",
        "saebrs_social_band": "Social",
    }
    text = LAYOUTS["saebrs"][: LAYOUTS["saebrs"].index("[[block]]")]
    layouts = {"saebrs": text + result_block("saebrs", columns)}
    folder = vendor_folder(tmp_path, "S001", screeners=SAEBRS, layouts=layouts)
    header = ["Local ID", "Fall SAEBRS Teacher Risk Level", "Social"]
    folder.drop("saebrs.csv", f"{','.join(header)}\nS001,someRisk,highRisk\n")
    ran = folder.run()
    assert {row[5]: row[9] for row in ran.scores} == {"total": "some", "social": "high"}
