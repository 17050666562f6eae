"""The history of one referral: every act about it and about its student's level, in order."""

import pytest
from returning import READ, id_of

from screening.errors import RefusedDataError
from screening.followup.history import history_of


def test_every_line_says_when_who_what_stood_there_what_stands_there_and_which_file(maple):
    path = maple.filled(one={"status": "student seen", "student_seen_on": "2026-11-03"})
    source = maple.read(path).acts[0].source[:12]
    assert history_of(maple.acts(), referral_id=id_of("STU-one")) == [
        f"{id_of('STU-one')}, maple, 2026_autumn",
        "2026-10-26  pipeline: on the list, level 3",
        f"2026-11-09  Ana Ortiz: status: not_started → student_seen  [{source}]",
        f"2026-11-09  Ana Ortiz: student_seen_on: (empty) → 2026-11-03  [{source}]",
    ]


def test_reasons_and_decisions_about_the_level_stand_in_it_and_no_other_students(maple):
    maple.read(
        maple.filled(
            one={"override": "targeted support: uncle helps"},
            two={"override": "intensive support: moved house"},
        )
    )
    text = "\n".join(history_of(maple.acts(), referral_id=id_of("STU-one")))
    assert "tier: (empty) → 2 (uncle helps)" in text
    assert "moved house" not in text


def test_what_was_deleted_reads_as_empty(maple):
    maple.read(maple.filled(one={"note": "x"}))
    maple.issue(on=READ)
    maple.read(maple.filled(one={"note": "-"}))
    assert "note: x → (empty)" in history_of(maple.acts(), referral_id=id_of("STU-one"))[-1]


def test_a_referral_that_no_list_has_issued_has_no_history(maple):
    with pytest.raises(RefusedDataError, match="R-none"):
        history_of(maple.acts(), referral_id="R-none")
