"""What the catalogue says the software does for a principle is kept by a file that is there."""

import re
from pathlib import Path

import pytest

from screening.referrals.rules import load_rules
from screening.supports.catalogue import load_catalogue

REPOSITORY = Path(__file__).parents[2]
SHIPPED = load_catalogue()
DOINGS = [(row.id, doing) for row in SHIPPED.principle for doing in row.does]


@pytest.mark.parametrize("kept_by", sorted({doing.kept_by for _, doing in DOINGS}))
def test_what_keeps_a_principle_is_there(kept_by):
    path, _, name = kept_by.partition("::")
    text = (REPOSITORY / path).read_text(encoding="utf-8")
    assert not name or re.search(rf"^def {name}\(", text, re.MULTILINE)


@pytest.mark.parametrize(("principle", "doing"), DOINGS, ids=lambda each: str(each)[:60])
def test_what_the_software_does_is_a_sentence(principle, doing):
    assert re.fullmatch(r"[A-Z].{20,}[.]", doing.words), principle


def test_most_principles_are_kept_by_tests_rather_than_by_intentions():
    kept = [doing.kept_by for _, doing in DOINGS]
    assert sum(path.startswith("tests/") for path in kept) / len(kept) > 0.8


def test_what_no_software_can_keep_is_left_to_people_and_says_so():
    left = {row.id for row in SHIPPED.principle if not row.does}
    assert left == {"holistic", "fidelity"}


def test_every_access_need_of_the_list_has_a_row_that_answers_it():
    needs = set(load_rules().lists["access_needs"]) - {"none known"}
    answered = {need for row in SHIPPED.access for need in row.answers}
    assert answered == needs
