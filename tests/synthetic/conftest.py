"""One messy and one clean district of 600, and the answers of one of 5,000, for all tests here."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from riverbend_key import ends_of, items_of, reversed_in

from screening.synthetic.answers import BLANK
from screening.synthetic.district import (
    DistrictSummary,
    SyntheticWindow,
    build_clean_district,
    build_district,
    draw_district,
)
from screening.synthetic.plan import load_plan
from screening.synthetic.population import Population

ENCODINGS = {"caregiver_checklist.csv": "cp1252"}


@pytest.fixture(scope="session")
def messy(tmp_path_factory) -> DistrictSummary:
    return build_district(tmp_path_factory.mktemp("messy"), students=600, seed=7)


@pytest.fixture(scope="session")
def clean(tmp_path_factory) -> DistrictSummary:
    return build_clean_district(tmp_path_factory.mktemp("clean"), students=600, seed=7)


def read_rows(path: Path, *, encoding: str = "utf-8-sig") -> list[list[str]]:
    """Return every row as text; position 0 is sheet row 1."""
    if path.suffix == ".xlsx":
        sheet = openpyxl.load_workbook(path).active
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in sheet.iter_rows(values_only=True)
        ]
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.reader(file))


@pytest.fixture(scope="session")
def messy_rows(messy) -> Callable[[str], list[list[str]]]:
    """File name → rows of the messy district's current window."""
    folder = messy.folder / "inbox" / messy.windows[-1]
    return lambda file: read_rows(folder / file, encoding=ENCODINGS.get(file, "utf-8-sig"))


@pytest.fixture(scope="session")
def clean_rows(clean) -> Callable[..., list[list[str]]]:
    """File name and window → rows of the clean district."""

    def rows(file: str, window: str = "2026_autumn") -> list[list[str]]:
        return read_rows(clean.folder / "inbox" / window / file)

    return rows


@dataclass(frozen=True)
class ScoredDistrict:
    """Scores by plain sums, without the pipeline, so that answers are judged on their own."""

    population: Population
    windows: list[SyntheticWindow]

    def scores(self, instrument_id: str, subscale_id: str, window: int = -1) -> np.ndarray:
        """Return one score per enrolled student; nan where an item is blank or nobody answered."""
        made = self.windows[window]
        submissions = made.submissions[instrument_id]
        items = items_of(instrument_id, subscale_id)
        codes = submissions.codes[:, np.array(items) - 1]
        turned = np.isin(items, reversed_in(instrument_id))
        counted = np.where(turned, ends_of(instrument_id) - codes, codes)
        complete = np.where((codes == BLANK).any(axis=1), np.nan, counted.sum(axis=1))
        scores = np.full(len(made.enrolment.student), np.nan)
        scores[submissions.row] = complete
        return scores

    def of_everybody(self, instrument_id: str, subscale_id: str, window: int) -> np.ndarray:
        """Return the same, one per student of the population."""
        scores = np.full(len(self.population.student_ref), np.nan)
        scores[self.windows[window].enrolment.student] = self.scores(
            instrument_id, subscale_id, window
        )
        return scores


@pytest.fixture(scope="session")
def scored() -> ScoredDistrict:
    population, windows = draw_district(load_plan(), students=5000, seed=7, windows=4)
    return ScoredDistrict(population, windows)
