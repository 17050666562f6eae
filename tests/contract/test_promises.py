"""Every promise and every kind of problem is documented, used and tested."""

import re
from pathlib import Path

import pytest

from expectations.catalogue import promises
from screening.problem import catalogue

REPOSITORY = Path(__file__).resolve().parents[2]


def texts(*folders: str) -> str:
    return "\n".join(
        path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((REPOSITORY / folder).rglob("*.py"))
        if path != Path(__file__)
    )


@pytest.mark.parametrize("code", sorted(promises()))
def test_every_promise_says_what_why_how_to_mend_it_and_where_its_limit_is_from(code):
    promise = promises()[code]
    for sentence in (promise.what, promise.why, promise.mend):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
    assert promise.source
    assert promise.problem is None or promise.problem in catalogue()
    assert (promise.problem is not None) == (promise.border == "export")


def test_every_promise_is_made_somewhere_and_tested():
    for where in (texts("expectations"), texts("tests")):
        assert set(re.findall(r"\bB[123]\d\d\b", where)) >= set(promises())


def test_no_promise_is_made_that_the_catalogue_does_not_have():
    assert set(re.findall(r"\bB[123]\d\d\b", texts("expectations"))) <= set(promises())


def test_every_kind_of_problem_is_found_somewhere_and_tested():
    by_promise = {promise.problem for promise in promises().values()}
    code = texts("screening", "expectations")
    for kind in sorted(set(catalogue()) - by_promise):
        assert f'"{kind}"' in code, f"nothing finds {kind}"
    tests = texts("tests")
    for kind in sorted(catalogue()):
        assert kind in tests, f"nothing tests {kind}"


def test_no_problem_is_found_that_the_catalogue_does_not_have():
    found = set(re.findall(r'"([FRMPVITDNC]\d{3})"', texts("screening", "expectations")))
    assert found <= set(catalogue())
