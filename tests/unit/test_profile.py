"""Profiles of exports: counts by column and by instrument, never a row."""

import pytest
from programme_builder import Folder, survey_row

from screening.intake.profile import COLUMNS, block_profile, column_profile
from screening.run.intake import readable_files, take_in
from screening.warehouse import open_warehouse


@pytest.fixture
def profile(tmp_path):
    folder = Folder(tmp_path)
    folder.roster("S001")
    folder.survey(
        survey_row("S001", mood=[0, 1, 2, 3, "", "x", 0, 0, 0]),
        survey_row("S002", mood=[0, 4, 2, 3, "", "", 0, 0, 0], worry=[1] * 7),
        survey_row("", mood=[""] * 9, worry=[""] * 7),
    )
    run = folder.open()
    with open_warehouse() as warehouse:
        take_in(run, warehouse)
        (file,) = readable_files(run, warehouse)
        yield column_profile(warehouse, file.layout, run.programme.library, file_id=file.file_id)


def test_each_item_column_has_one_row_of_counts(profile):
    assert tuple(profile.columns) == COLUMNS
    counts = {row["item_id"]: row for row in profile.to_dict("records")}
    assert len(counts) == 16
    assert set(profile["row_count"]) == {3}
    assert not profile["outside_count"].any()
    named = ("answered_count", "unknown_count", "lowest_count", "next_count")
    found = {item: tuple(row[name] for name in named) for item, row in counts.items()}
    assert found["phq_a_01"] == (2, 0, 2, 0)
    assert found["phq_a_02"] == (1, 1, 0, 1)
    assert found["phq_a_05"] == (0, 0, 0, 0)
    assert found["phq_a_06"] == (0, 1, 0, 0)
    assert found["gad_7_01"] == (2, 0, 1, 0)


def test_each_instrument_has_the_share_of_its_filled_cells_that_are_no_answer(profile):
    blocks = {row["instrument_id"]: row for row in block_profile(profile).to_dict("records")}
    assert blocks["phq_a"]["filled_count"] == 15
    assert blocks["phq_a"]["unknown_share"] == pytest.approx(2 / 15)
    assert blocks["gad_7"]["unknown_share"] == 0
    assert blocks["gad_7"]["lowest_count"] == 7
    assert blocks["phq_a"]["shifted_count"] == 0
    assert blocks["gad_7"]["row_count"] == 3


def test_an_instrument_that_nobody_answered_has_a_share_of_nothing(profile):
    empty = profile.assign(answered_count=0, unknown_count=0)
    assert set(block_profile(empty)["unknown_share"]) == {0}


def test_numbers_after_the_highest_code_count_as_shifted_only_where_the_lowest_is_nowhere(profile):
    no_lowest = profile.assign(lowest_count=0)
    assert dict(block_profile(no_lowest)[["instrument_id", "shifted_count"]].to_numpy()) == {
        "gad_7": 0,
        "phq_a": 1,
    }
