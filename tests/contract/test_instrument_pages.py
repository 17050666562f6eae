"""The pages under docs/instruments are those that the definitions make today."""

import sys

import pytest
from house import REPOSITORY

sys.path.append(str(REPOSITORY / "docs"))
from instrument_pages import FOLDER, pages

MEND = "the page is older than its definition: run `make docs` and read the difference"


def test_there_is_a_page_for_every_instrument_and_no_other() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(pages())


@pytest.mark.parametrize("name", sorted(pages()))
def test_a_page_says_what_its_definition_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == pages()[name], MEND


def test_the_list_links_every_page() -> None:
    listed = pages()["README.md"]
    assert all(f"]({name})" in listed for name in pages() if name != "README.md")
