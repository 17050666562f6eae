"""Made-up rows of the tier table are shared with the tests of the workbooks."""

import sys
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "workbooks"))

from returning import Returning


@pytest.fixture
def maple(tmp_path):
    """A school whose first list is out: two students and a class to see, two not screened."""
    return Returning(tmp_path / "district")
