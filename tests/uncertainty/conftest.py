"""A made-up district, run up to its doubts once for all tests of this folder."""

import datetime as dt
from collections.abc import Iterator

import pytest
from doubted import make_doubts

from screening.run.window_run import WindowRun, open_run
from screening.synthetic.district import build_district
from screening.warehouse import Warehouse, open_warehouse

TODAY = dt.date(2026, 11, 2)


@pytest.fixture(scope="session")
def district(tmp_path_factory: pytest.TempPathFactory) -> WindowRun:
    folder = tmp_path_factory.mktemp("doubts") / "district"
    build_district(folder, students=1500, seed=7)
    run = open_run(folder, window_id="2026_autumn", today=TODAY)
    with open_warehouse(run.programme.warehouse) as warehouse:
        make_doubts(run, warehouse)
    return run


@pytest.fixture
def tables(district: WindowRun) -> Iterator[Warehouse]:
    with open_warehouse(district.programme.warehouse) as warehouse:
        yield warehouse
