"""Real answers against figures computed elsewhere; the files stay where they are."""

import csv

import pytest

from screening.scoring.score_csv import score_file

pytestmark = pytest.mark.real_data

NHANES_ITEMS = [f"DPQ0{n}0" for n in range(1, 10)]
NO_ANSWER = {"7.0", "9.0"}
"""NHANES codes: refused, don't know."""


@pytest.fixture
def as_plain_csv(real_data, tmp_path):
    """Return a function that writes a real file under our column names, cells as they are."""

    def written(name, columns, instrument, *, empty=frozenset()):
        path = tmp_path / f"{instrument}_{name}"
        with (real_data / name).open(encoding="utf-8") as source, path.open("w") as target:
            writer = csv.writer(target)
            items = [f"{instrument}_{n:02d}" for n in range(1, len(columns) + 1)]
            writer.writerow(["student_ref", *items])
            for number, row in enumerate(csv.DictReader(source)):
                cells = ["" if row[column] in empty else row[column] for column in columns]
                writer.writerow([f"s{number:05d}", *cells])
        return path

    return written


def figures(result, item_count):
    complete = [row for row in result.scores if row[6] == item_count]
    scores = [row[8] for row in complete]
    return {
        "complete": len(scores),
        "at_least_10": sum(score >= 10 for score in scores),
        "endorsed": sum(row[4] == "endorsed" for row in result.critical),
    }


def test_adolescents_phq_a(as_plain_csv):
    columns = [f"q{n}" for n in range(1, 10)]
    path = as_plain_csv("phq9_adolescents_isixhosa.csv", columns, "phq_a")
    result = score_file(path, instrument="phq_a", informant="self")
    assert figures(result, 9) == {"complete": 47, "at_least_10": 6, "endorsed": 6}


def test_adolescents_totals_are_the_file_s_own(as_plain_csv, real_data):
    columns = [f"q{n}" for n in range(1, 10)]
    path = as_plain_csv("phq9_adolescents_isixhosa.csv", columns, "phq_a")
    result = score_file(path, instrument="phq_a", informant="self")
    with (real_data / "phq9_adolescents_isixhosa.csv").open(encoding="utf-8") as source:
        printed = [int(row["total"]) for row in csv.DictReader(source)]
    assert [row[8] for row in result.scores] == printed


def test_undergraduates_phq_9_and_gad_7(as_plain_csv):
    name = "phq9_gad7_undergraduates.csv"
    path = as_plain_csv(name, [f"D{n}" for n in range(1, 10)], "phq_9")
    result = score_file(path, instrument="phq_9", informant="self")
    assert figures(result, 9) == {"complete": 223, "at_least_10": 80, "endorsed": 65}
    path = as_plain_csv(name, [f"A{n}" for n in range(1, 8)], "gad_7")
    result = score_file(path, instrument="gad_7", informant="self")
    assert len(result.scores) == 223
    assert result.critical == ()


def test_nhanes_with_refused_and_dont_know_as_no_answer(as_plain_csv):
    path = as_plain_csv("phq9_nhanes_dpq_j.csv", NHANES_ITEMS, "phq_9", empty=NO_ANSWER)
    result = score_file(path, instrument="phq_9", informant="self")
    assert figures(result, 9) == {"complete": 5068, "at_least_10": 459, "endorsed": 192}
    complete = [row for row in result.scores if row[6] == 9]
    assert round(sum(row[8] for row in complete) / 5068, 3) == 3.241
    bands = ("none_minimal", "mild", "moderate", "moderately_severe", "severe")
    assert [sum(row[9] == band for row in complete) for band in bands] == [3772, 837, 292, 124, 43]
    prorated = [row[8] for row in result.scores if row[8] is not None]
    assert (len(prorated), sum(score >= 10 for score in prorated)) == (5086, 462)


def test_nhanes_as_it_lies_gives_a_line_per_cell_and_no_wrong_score(as_plain_csv):
    path = as_plain_csv("phq9_nhanes_dpq_j.csv", NHANES_ITEMS, "phq_9")
    result = score_file(path, instrument="phq_9", informant="self")
    assert {found.code for found in result.problems} == {"V501"}
    assert len(result.problems) == 58
    assert result.rows_read == 5533
    assert result.exit_status == 12
    assert max(row[8] for row in result.scores if row[8] is not None) <= 27
    assert figures(result, 9) == {"complete": 5068, "at_least_10": 459, "endorsed": 192}
