"""Real answers: alpha as pingouin 0.7 has it, omega as two other programs have it by likelihood.

Omega was computed by factor_analyzer 0.5.1 (`ml`) and, to three digits, by semopy 2.3.11.
"""

import csv
from pathlib import Path

import numpy as np
import pytest
from programme_builder import Folder, csv_text
from test_whole_pipeline import ANXIETY, SCREENERS, head, layout, phq_9
from test_whole_pipeline import RULE as TIER_RULE

from screening.run.score_quality import describe_scores
from screening.score_quality.reliability import reliability
from screening.warehouse import open_warehouse

pytestmark = pytest.mark.real_data

D = [f"D{number}" for number in range(1, 10)]
A = [f"A{number}" for number in range(1, 8)]
Q = [f"q{number}" for number in range(1, 10)]
DPQ = [f"DPQ0{number}0" for number in range(1, 10)]
CASES = (
    ("phq9_gad7_undergraduates.csv", D, 223, 0.905056, (0.885, 0.923), 0.905753),
    ("phq9_gad7_undergraduates.csv", A, 223, 0.943889, (0.932, 0.954), 0.944047),
    ("phq9_adolescents_isixhosa.csv", Q, 47, 0.866256, (0.800, 0.917), 0.881268),
    ("phq9_nhanes_dpq_j.csv", DPQ, 5068, 0.830994, (0.824, 0.838), 0.839742),
)
"""File, columns, complete forms, alpha, Feldt's interval, omega."""


def complete_codes(path: Path, columns: list[str]) -> np.ndarray:
    with path.open(encoding="utf-8") as file:
        rows = [[row[column] for column in columns] for row in csv.DictReader(file)]
    known = [[float(cell) for cell in row] for row in rows if all(row)]
    return np.array([row for row in known if max(row) <= 3], dtype=np.int8)


@pytest.mark.parametrize(("name", "columns", "forms", "alpha", "interval", "omega"), CASES)
def test_alpha_and_omega_are_those_of_other_programs(
    real_data: Path, name, columns, forms, alpha, interval, omega
) -> None:
    codes = complete_codes(real_data / name, columns)
    found = reliability(*np.unique(codes, axis=0, return_counts=True), at_least=30)
    assert found.complete_count == forms
    assert found.alpha.value == pytest.approx(alpha, abs=1e-6)
    assert (round(found.alpha.interval.low, 3), round(found.alpha.interval.high, 3)) == interval
    assert found.omega.value == pytest.approx(omega, abs=2e-6)


@pytest.mark.parametrize(
    ("columns", "low", "high"), [(D, 0.8801, 0.9233), (A, 0.9259, 0.9565)], ids=["PHQ-9", "GAD-7"]
)
def test_omega_s_interval_is_near_that_of_400_resamples(real_data, columns, low, high) -> None:
    codes = complete_codes(real_data / "phq9_gad7_undergraduates.csv", columns)
    found = reliability(*np.unique(codes, axis=0, return_counts=True), at_least=30).omega.interval
    assert found.low == pytest.approx(low, abs=0.003)
    assert found.high == pytest.approx(high, abs=0.003)


def test_undergraduates_through_a_window(real_data: Path, tmp_path: Path) -> None:
    source = real_data / "phq9_gad7_undergraduates.csv"
    header, *rows = [row for row in csv.reader(source.open()) if row]
    refs = [f"U{number:03d}" for number in range(1, len(rows) + 1)]
    more = '\n[[block]]\ninstrument = "gad_7"\nanswers = "codes"\n[block.columns]\n' + "\n".join(
        f'gad_7_{number:02d} = "A{number}"' for number in range(1, 8)
    )
    folder = Folder(
        tmp_path,
        head=head(pattern="^U[0-9]{3}$", screeners=SCREENERS + ANXIETY),
        layouts={"answers": layout("code", phq_9(D), more=more)},
        tier_rule=TIER_RULE,
    )
    coded = [[ref, *row] for ref, row in zip(refs, rows, strict=True)]
    folder.drop("answers.csv", csv_text(["code", *header], coded))
    folder.roster(*refs, grade="10")
    folder.run()
    run = folder.open()
    with open_warehouse(run.programme.warehouse) as warehouse:
        describe_scores(run, warehouse)
    written = run.outbox.building / "district" / "validation" / "score_quality.csv"
    with written.open(encoding="utf-8") as file:
        mood, worry = csv.DictReader(file)
    assert (mood["alpha"], mood["omega"], mood["scored_count"]) == ("0.91", "0.91", "225")
    assert (worry["alpha"], worry["omega"], worry["subscale_id"]) == ("0.94", "0.94", "total")
    assert mood["cut_band"] == "moderate"
    assert int(mood["near_cut_percent"]) >= int(mood["other_side_percent"]) > 0
