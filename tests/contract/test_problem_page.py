"""docs/problems.md is what the catalogue of problems says today."""

import re
import sys

import pytest
from house import REPOSITORY

from screening.problem import Severity, catalogue

sys.path.append(str(REPOSITORY / "docs"))
from problem_page import ABOUT, HAPPENS, PAGE, page

KEPT = PAGE.read_text(encoding="utf-8")


def test_the_page_says_what_the_catalogue_says() -> None:
    mend = "the page is older than the catalogue: run `make docs` and read the difference"
    assert page() == KEPT, mend


@pytest.mark.parametrize("code", sorted(catalogue()))
def test_a_code_has_its_own_part_with_everything_a_person_needs(code: str) -> None:
    (part,) = re.findall(rf"^### {code}$(.+?)(?=^##|\Z)", KEPT, re.MULTILINE | re.DOTALL)
    kind = catalogue()[code]
    for said in (kind.what, HAPPENS[kind.severity], kind.why, kind.mend):
        assert said in part


def test_codes_stand_in_the_order_of_the_work_and_then_of_their_numbers() -> None:
    codes = re.findall(r"^### (\w+)$", KEPT, re.MULTILINE)
    assert len(codes) == len(catalogue())
    assert codes == sorted(codes, key=lambda code: (list(ABOUT).index(code[0]), code))


def test_every_letter_is_explained_and_every_outcome_has_words() -> None:
    assert set(ABOUT) == {code[0] for code in catalogue()}
    assert set(HAPPENS) == set(Severity)


def test_the_contents_lead_to_every_part() -> None:
    led_to = re.findall(r"^- \[\w\]\(#([\w-]+)\): .+, (\d+) codes$", KEPT, re.MULTILINE)
    titles = re.findall(r"^## (.+)$", KEPT, re.MULTILINE)
    assert [re.sub(r"[^\w -]", "", title).lower().replace(" ", "-") for title in titles] == [
        anchor for anchor, _ in led_to
    ]
    assert sum(int(count) for _, count in led_to) == len(catalogue())
