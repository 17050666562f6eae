import pytest
from program import screening

from screening.instruments.library import load_instrument
from screening.instruments.page import instrument_page

VENDOR = ("bess_3", "dessa_mini", "mysaebrs", "saebrs")


@pytest.mark.parametrize("instrument_id", VENDOR)
def test_the_page_says_that_the_vendor_scored_and_where_the_safety_list_ends(instrument_id):
    page = instrument_page(load_instrument(instrument_id))
    assert "scored by its vendor" in page
    assert "Taken in as the vendor scored them" in page
    assert "nobody is put on the safety list by it" in page
    assert "A missing result is no score" in page
    assert "items" not in page.split("## Critical items")[0].split("\n## Who", maxsplit=1)[0]


@pytest.mark.parametrize("instrument_id", VENDOR)
def test_the_page_has_every_column_label_range_and_source(instrument_id):
    instrument = load_instrument(instrument_id)
    page = instrument_page(instrument)
    assert all(f"`{column}`" in page for column in instrument.columns)
    for result in instrument.subscale:
        assert result.source in page
        for label, band in result.labels.items():
            assert any(f'"{label}"' in line and f"`{band}`" in line for line in page.split("\n"))


def test_the_page_shows_the_ranges_of_t_scores_in_the_order_of_the_bands():
    page = instrument_page(load_instrument("dessa_mini"))
    assert "| `total`  | 60-72    | 41-59   | 28-40                |" in page
    assert "| 28-72    | better    |" in page
    assert "T score and band must agree" in page
    assert "T score and band must agree" not in instrument_page(load_instrument("saebrs"))


def test_the_command_line_lists_shows_checks_and_does_not_score(tmp_path):
    listed = screening("instruments", "list")
    lines = [line for line in listed.stdout.split("\n") if line.startswith(VENDOR)]
    assert len(lines) == len(VENDOR)
    assert all(line.endswith("taken in as the vendor scored it") for line in lines)
    assert "Taken in as the vendor scored them" in screening("instruments", "show", "bess_3").stdout
    path = tmp_path / "answers.csv"
    path.write_text("student_ref,saebrs_01\nS001,3\n", encoding="utf-8")
    scored = screening("score", path, "--instrument", "saebrs", "--informant", "teacher")
    assert (scored.returncode, scored.stdout) == (10, "")
    assert scored.stderr.startswith("saebrs: its vendor scores it")
    assert scored.stderr.count("\n") == 1
