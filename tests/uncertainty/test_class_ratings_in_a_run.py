"""Class ratings in a whole run: tables for staff, and notes beside the students of a class."""

from contextlib import contextmanager

import pytest
from doubted import doubted
from programme_builder import Folder, survey_row

from screening.uncertainty.doubt_rules import IN_DOUBT, load_doubt_rules

RULES = load_doubt_rules().class_ratings


def test_raw_and_adjusted_means_stand_side_by_side(tables):
    rows = tables.rows(
        "select class_mean, school_mean, adjusted_mean, rated_count, share_between"
        " from mart_class_rating"
    )
    assert len(rows) > 40
    for raw, school, adjusted, rated, share in rows:
        assert min(raw, school) - 1e-9 <= adjusted <= max(raw, school) + 1e-9
        assert rated >= RULES.students_per_class
        assert 0 <= share < 1


def test_the_raw_mean_is_that_of_the_classs_scores(tables):
    unlike = tables.rows(
        "select * from mart_class_rating inner join ("
        " select school_id, grade, class_id, instrument_id, subscale_id,"
        " avg(subscale_score) as mean, count(*) as students from int_subscale_score"
        " inner join stg_roster using (student_ref) where informant = 'teacher'"
        " and subscale_score is not null group by all"
        ") using (school_id, grade, class_id, instrument_id, subscale_id)"
        " where abs(class_mean - mean) > 1e-9 or rated_count <> students"
    )
    assert unlike == []


def test_the_share_between_teachers_is_found_as_it_was_made_up(tables):
    """The made-up district's teachers differ as published ones do: 0.12 to 0.23."""
    shares = tables.rows("select distinct subscale_id, share_between from mart_class_rating")
    assert {name for name, _ in shares} == {"e7", "i5", "i6"}
    assert all(0.03 < share < 0.4 for _, share in shares)


def test_a_note_stands_beside_every_student_with_a_tier_of_a_class_in_doubt(tables):
    noted = tables.rows(
        "select mart_student_tier.tier, mart_student_doubt.doubt, mart_class_rater.doubt"
        " from mart_student_tier inner join mart_student_doubt using (student_ref)"
        " left join mart_class_rater using (school_id, grade, class_id)"
    )
    with_note = [row for row in noted if row[2]]
    assert len(with_note) > 10
    for tier, words, note in noted:
        if note and tier is not None:
            assert words.endswith(note)
        else:
            assert "this class's ratings" not in words


def test_words_follow_from_the_findings(tables):
    findings = tables.rows(
        "select school_id, grade, class_id, list(distinct finding) from mart_class_rating"
        " where finding <> '' group by all"
    )
    words = {row[:3]: row[3:] for row in tables.rows("select * from mart_class_rater")}
    assert words.keys() == {row[:3] for row in findings}
    for *where, found in findings:
        said, doubt = words[tuple(where)]
        assert said.count("this class's ratings") == len(found)
        assert doubt.count("this class's ratings") == len({*found} & {*IN_DOUBT})


def test_no_words_name_a_teacher_or_hold_a_number(tables):
    for words, doubt in tables.rows("select words, doubt from mart_class_rater"):
        assert not any(character.isdigit() for character in words + doubt)
        assert "teacher" not in words


def test_others_are_compared_about_the_same_area_only(tables):
    """Conduct is held against no answers about mood: grades 6 to 12 answer about mood alone."""
    compared = tables.rows(
        "select distinct subscale_id, informants from int_class_view"
        " semi join int_class_rating"
        " using (school_id, grade, class_id, instrument_id, subscale_id) order by all"
    )
    assert compared == [("e7", "caregiver"), ("i5", "caregiver"), ("i6", "self")]


def test_a_programme_without_teachers_says_nothing_of_classes(tmp_path):
    folder = Folder(tmp_path)
    folder.roster("S001", "S002")
    folder.survey(survey_row("S001"), survey_row("S002"))
    found = doubted(folder.open())
    assert found.classes == {}
    assert all("class" not in words for words in found.doubt.values())


@pytest.mark.parametrize("name", ["strict", "lenient", "class_need", "high_unclear", "low_unclear"])
def test_every_finding_has_words(name):
    assert "{name}" in RULES.words[name]
    assert ("{others}" in RULES.words[name]) == (name in {"strict", "lenient", "class_need"})


@contextmanager
def changed(tables, to, where):
    """Look at the others' answers with `def_rated_subscale` changed; put it back afterwards."""
    before = tables.frame("select * from def_rated_subscale")
    tables.execute(f"update def_rated_subscale set {to} where {where}")
    tables.run_step("int_class_view")
    yield
    tables.store("def_rated_subscale", before)
    tables.run_step("int_class_view")


def views_of(tables, subscale):
    found = tables.rows(
        "select school_id, grade, class_id, view_mean, informants from int_class_view"
        " where subscale_id = ? order by all",
        [subscale],
    )
    return {row[:3]: row[3:] for row in found}


def test_where_a_higher_score_is_better_the_others_concern_is_turned(tables):
    plain = views_of(tables, "i6")
    with changed(tables, "concern_sign = -1", "informant <> 'teacher'"):
        turned = views_of(tables, "i6")
    assert len(plain) > 20
    assert turned.keys() == plain.keys()
    assert all(turned[where][0] == pytest.approx(-mean) for where, (mean, _) in plain.items())


def test_a_score_over_all_areas_is_compared_with_every_area(tables):
    assert {who for _, who in views_of(tables, "e7").values()} == {"caregiver"}
    with changed(tables, "area = 'total'", "subscale_id = 'e7'"):
        over_all = {who for _, who in views_of(tables, "e7").values()}
    assert over_all == {"caregiver", "self"}


def test_the_others_answers_are_in_standard_deviations_around_what_is_usual(tables):
    """Over all students of a grade the mean is 0; classes hold nearly all of them."""
    means = tables.rows(
        "select sum(viewed_count * view_mean) / sum(viewed_count) from int_class_view"
        " group by grade, subscale_id"
    )
    assert all(abs(mean) < 0.25 for (mean,) in means)
