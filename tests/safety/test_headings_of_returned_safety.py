"""A safety list whose headings or sheets were changed is refused: no entry is passed over."""

import openpyxl
import pytest
from returned_list import Returned

from screening.errors import RefusedDataError


@pytest.fixture
def returned(tmp_path) -> Returned:
    return Returned(tmp_path / "safety.xlsx")


def test_a_heading_that_was_renamed_refuses_the_list(returned) -> None:
    returned.fill("S001", Taken_by="Ana Ortiz")
    book = openpyxl.load_workbook(returned.path)
    (heading,) = [c for row in book["Today"].iter_rows() for c in row if c.value == "Note"]
    heading.value = "Notes"
    book.save(returned.path)
    with pytest.raises(RefusedDataError, match="a heading was changed"):
        returned.read()


def test_a_sheet_that_was_deleted_refuses_the_list(returned) -> None:
    book = openpyxl.load_workbook(returned.path)
    del book["Today"]
    book.save(returned.path)
    with pytest.raises(RefusedDataError, match="a sheet is missing"):
        returned.read()
