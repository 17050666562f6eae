"""Names, sizes and words: the folder listing is the architecture, and outputs stay kind."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from house import (
    PACKAGES,
    files_of,
    python_files,
    relative,
    tables_of,
    text_of,
    texts_in,
    toml_of,
    tree_of,
)

BANNED_NAMES = {
    "base", "common", "constants", "core", "helper", "helpers", "manager", "misc", "shared",
    "stuff", "tools", "types", "util", "utils",
}  # fmt: skip
LONGEST_FILE, LONGEST_FUNCTION, DEEPEST_FOLDER, LONGEST_NAME = 300, 50, 3, 32
BANNED_WORDS = re.compile(
    r"diagnos|disorder|abnormal|anormal|anómal|trastorno|risk score|puntuación de riesgo"
    r"|\bfail(s|ed|ing|ure|ures)?\b|\bfracas",
    re.IGNORECASE,
)
"""Words that no list, letter, page or message may use (GLOSSARY.md, 'Words we do not use')."""
REFUSED_WORDS = "screening/instruments/checks.py"
"""Holds the list of words that an instrument's ids may not use."""
QUOTED_KEYS = {"source", "title", "holder", "terms"}
"""Keys that quote the names of papers, forms and their owners."""


@pytest.mark.parametrize("path", python_files(*PACKAGES, "tests"), ids=relative)
def test_a_module_is_named_for_something_of_the_field(path: Path) -> None:
    words = set(path.stem.lower().split("_"))
    assert not words & BANNED_NAMES
    assert not set(path.parts) & BANNED_NAMES
    assert len(path.stem) <= LONGEST_NAME


def test_no_folder_of_modules_is_deep() -> None:
    paths = [relative(path) for path in python_files(*PACKAGES)]
    assert [path for path in paths if path.count("/") > DEEPEST_FOLDER] == []


def test_no_file_is_long() -> None:
    files = python_files(*PACKAGES, "tests")
    long = {
        relative(path): n for path in files if (n := len(text_of(path).splitlines())) > LONGEST_FILE
    }
    assert long == {}


def test_no_function_is_long() -> None:
    long = {
        f"{relative(path)}: {node.name}": length
        for path in python_files(*PACKAGES, "tests")
        for node in ast.walk(tree_of(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (node.end_lineno or 0) - node.lineno + 1) > LONGEST_FUNCTION
    }
    assert long == {}


def test_no_two_test_files_share_a_name() -> None:
    counts = Counter(path.name for path in python_files("tests") if path.name != "conftest.py")
    assert [name for name, count in counts.items() if count > 1] == []


def test_every_module_of_the_program_says_what_it_holds() -> None:
    silent = [
        relative(path) for path in python_files(*PACKAGES) if not ast.get_docstring(tree_of(path))
    ]
    assert silent == []


def sentences(path: Path) -> list[str]:
    """Return the texts of a TOML file that people read."""
    return [
        text
        for _, table in tables_of(toml_of(path))
        for key, value in table.items()
        if key not in QUOTED_KEYS
        for text in (key, *strings(value))
    ]


def strings(value: Any) -> list[str]:
    """Return a text, or the texts of a list."""
    if isinstance(value, str):
        return [value]
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []


def test_definitions_use_no_banned_word() -> None:
    files = [path for path in files_of(*PACKAGES) if path.suffix == ".toml"]
    assert len(files) > len(PACKAGES)
    found = {
        relative(path): text
        for path in files
        for text in sentences(path)
        if BANNED_WORDS.search(text)
    }
    assert found == {}


def test_templates_use_no_banned_word() -> None:
    files = [path for path in files_of("templates") if path.suffix in {".md", ".html", ".typ"}]
    assert files
    found = {
        relative(path): hit.group() for path in files if (hit := BANNED_WORDS.search(text_of(path)))
    }
    assert found == {}


def test_the_program_says_no_banned_word() -> None:
    found = {
        relative(path): text
        for path in python_files(*PACKAGES)
        for text in texts_in(path)
        if BANNED_WORDS.search(text) and relative(path) != REFUSED_WORDS
    }
    assert found == {}


@pytest.mark.parametrize("text", ["a diagnosis", "The export failed.", "trastorno", "Abnormal"])
def test_the_search_for_banned_words_finds_them(text: str) -> None:
    assert BANNED_WORDS.search(text)


def test_the_search_for_banned_words_leaves_other_words() -> None:
    assert not BANNED_WORDS.search("normal, orderly, unfailingly, high risk of rain")
