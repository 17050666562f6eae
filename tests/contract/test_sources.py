"""Every number says where it comes from; every problem and promise is explained, raised, tested."""

import copy
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from house import PACKAGES, files_of, python_files, relative, tables_of, text_of, texts_in, toml_of

from expectations.catalogue import promises
from screening.definition import build_definition
from screening.errors import DefinitionError
from screening.instruments.library import model_of
from screening.problem import catalogue

LIBRARY = [path for path in files_of("screening") if path.parent.name == "library"]
INSTRUMENTS = [path for path in LIBRARY if path.suffix == ".toml"]
UNSOURCED_NUMBERS = {"item_count", "decision"}
"""How many items a form has is printed on the form; a decision is cited by its number."""
OUT_OF_REACH = re.compile(
    r"research (note|on)|contract|anchors, S\d|requirement [A-Z]\d|; decision:|^decision:",
    re.IGNORECASE,
)
"""A source must be something a reader of this repository can find."""


def sourced_tables(content: dict[str, Any]) -> list[tuple[str, ...]]:
    """Return the keys of every table that has a source."""
    return [keys for keys, table in tables_of(content) if "source" in table]


def without_source(content: dict[str, Any], keys: tuple[str, ...]) -> dict[str, Any]:
    """Return a copy of a definition in which one table has lost its source."""
    bare = copy.deepcopy(content)
    table: Any = bare
    for key in keys:
        table = table[int(key) if isinstance(table, list) else key]
    del table["source"]
    return bare


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_an_instrument_that_loses_any_one_source_is_refused(path: Path) -> None:
    content = toml_of(path)
    tables = sourced_tables(content)
    assert len(tables) > 5
    for keys in tables:
        with pytest.raises(DefinitionError, match="source"):
            build_definition(without_source(content, keys), model_of(content), where=path.name)


@pytest.mark.parametrize("path", INSTRUMENTS, ids=lambda path: path.stem)
def test_every_number_of_an_instrument_stands_under_a_source(path: Path) -> None:
    content = toml_of(path)
    sourced = set(sourced_tables(content))
    bare = [
        ".".join((*keys, key))
        for keys, table in tables_of(content)
        for key, value in table.items()
        if is_number(value) and key not in UNSOURCED_NUMBERS
        if not any(keys[:depth] in sourced for depth in range(len(keys) + 1))
    ]
    assert bare == []


def is_number(value: Any) -> bool:
    """Return True for a number, or a list of numbers."""
    if isinstance(value, list):
        return any(is_number(each) for each in value)
    return isinstance(value, int | float) and not isinstance(value, bool)


def test_every_source_can_be_found_by_a_reader() -> None:
    found = {
        f"{relative(path)}: {table['source']}"
        for path in files_of(*PACKAGES)
        if path.suffix == ".toml"
        for _, table in tables_of(toml_of(path))
        if OUT_OF_REACH.search(str(table.get("source", "")))
    }
    assert found == set()


CODE = re.compile(r"\b[A-Z]\d{3}\b")
EXPLAINED = {**catalogue(), **promises()}


@pytest.mark.parametrize("code", sorted(EXPLAINED))
def test_a_code_says_what_is_wrong_why_it_matters_and_how_to_mend_it(code: str) -> None:
    entry = EXPLAINED[code]
    for text in (entry.what, entry.why, entry.mend):
        assert re.fullmatch(r"[A-Z'].*[.]", text)
        assert len(text.split()) >= 3
    assert len({entry.what, entry.why, entry.mend}) == 3


def test_no_code_is_used_twice() -> None:
    for name in ("screening/problem_catalogue.toml", "expectations/promises.toml"):
        path = next(path for path in files_of(name.split("/")[0]) if relative(path) == name)
        headings = re.findall(r"^\[([A-Z]\d{3})\]", text_of(path), re.MULTILINE)
        assert len(set(headings)) == len(headings)
    assert not set(catalogue()) & set(promises())


@cache
def codes_in(*folders: str) -> frozenset[str]:
    """Return every code that the texts of Python files hold."""
    texts = [text for path in python_files(*folders) for text in texts_in(path)]
    return frozenset(CODE.findall("\n".join(texts)))


@cache
def codes_in_tests() -> frozenset[str]:
    """Return every code that a test names, in its text or in the name of one of its files."""
    files = [path for path in files_of("tests") if path.parent.name != "contract"]
    texts = [path.name for path in files]
    texts += [text_of(path) for path in files if path.suffix in {".py", ".csv", ".json", ".txt"}]
    return frozenset(CODE.findall("\n".join(texts)))


@pytest.mark.parametrize("code", sorted(EXPLAINED))
def test_a_code_is_raised_somewhere(code: str) -> None:
    becomes = {promise.problem for promise in promises().values()}
    assert code in codes_in("screening", "expectations") | becomes


@pytest.mark.parametrize("code", sorted(EXPLAINED))
def test_a_code_is_tested_somewhere(code: str) -> None:
    assert code in codes_in_tests()


def test_every_code_that_python_names_is_in_a_catalogue() -> None:
    named = codes_in("screening", "expectations")
    shaped = {code for code in named if code[0] in {known[0] for known in EXPLAINED}}
    assert shaped - set(EXPLAINED) == set()


@pytest.mark.parametrize("promise", promises().values(), ids=lambda promise: promise.code)
def test_a_promise_about_an_export_becomes_a_problem_that_refuses_it(promise: Any) -> None:
    if promise.border == "export" and promise.severity == "critical":
        assert catalogue()[promise.problem].severity == "critical"
    else:
        assert promise.problem is None
