"""Who may import whom, and which package is spoken to where."""

import re
import sys
from collections import defaultdict

import pytest
from house import PACKAGES, imports_of, project, python_files, relative

ALLOWED = {
    "screening": {"screening"},
    "expectations": {"expectations", "screening"},
    "flows": {"flows", "expectations", "screening"},
    "templates": set(),
}
"""The import rule: flows -> expectations -> screening, never back."""

SPOKEN_TO_IN = {
    "apprise": ("flows/notify",),
    "duckdb": ("screening/warehouse.py",),
    "great_expectations": ("expectations/",),
    "jinja2": ("screening/rendering.py",),
    "markdown_it": ("screening/letters/blocks.py",),
    "packaging": ("flows/examination.py",),
    "prefect": ("flows/",),
    "python_calamine": ("screening/intake/workbook_child.py",),
    "pyreadstat": ("screening/intake/spss_child.py",),
    "rich": ("flows/",),
    "scipy": (
        "screening/change/",
        "screening/class_support/",
        "screening/privacy/",
        "screening/score_quality/",
        "screening/uncertainty/",
    ),
    "typer": ("flows/command_line.py", "flows/commands/", "flows/clock.py"),
    "typst": ("screening/typesetting.py", "flows/examination.py"),
    "xlsxwriter": ("screening/spreadsheet.py", "screening/synthetic/exports.py"),
}
"""Package -> the only files or folders that import it."""

EVERYWHERE = {"numpy", "pandas", "pydantic"}
"""Packages whose types are the language of the code."""

BROUGHT_BY = {"numpy": "pandas", "packaging": "great-expectations"}
"""Imported, but named by no line of ours: a package that we do name cannot be without it."""

NOT_IMPORTED = {
    "fastapi": "bounds what Prefect's server takes",
    "sqlalchemy": "bounds what Prefect's server takes",
    "tzdata": "time zones as data, for machines that have none",
}


def outside_imports() -> dict[str, set[str]]:
    """Return package -> files of the program that import it, without the standard library."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for path in python_files(*PACKAGES):
        for name in imports_of(path) - set(sys.stdlib_module_names) - set(PACKAGES):
            found[name].add(relative(path))
    return dict(found)


def declared() -> set[str]:
    """Return the names of the packages that the program needs, as pyproject.toml writes them."""
    return {re.split(r"[^A-Za-z0-9-]", line)[0].lower() for line in project()["dependencies"]}


@pytest.mark.parametrize("package", PACKAGES)
def test_no_package_imports_one_that_stands_above_it(package: str) -> None:
    files = python_files(package)
    assert files
    upwards = {
        relative(path): above
        for path in files
        if (above := imports_of(path) & set(PACKAGES) - ALLOWED[package])
    }
    assert upwards == {}


def test_the_ledger_alone_speaks_to_its_database() -> None:
    speakers = {relative(path) for path in python_files(*PACKAGES) if "sqlite3" in imports_of(path)}
    assert speakers == {"screening/ledger/store.py"}


def test_each_package_is_imported_only_where_it_is_spoken_to() -> None:
    strays = [
        f"{file} imports {package}"
        for package, files in outside_imports().items()
        for file in files
        if package not in EVERYWHERE and not file.startswith(SPOKEN_TO_IN.get(package, ("?",)))
    ]
    assert strays == []


def test_no_place_is_kept_for_a_package_that_nobody_imports() -> None:
    assert set(SPOKEN_TO_IN) | EVERYWHERE == set(outside_imports())


def test_every_imported_package_is_declared() -> None:
    names = {BROUGHT_BY.get(package, package).replace("_", "-") for package in outside_imports()}
    names = {{"markdown-it": "markdown-it-py"}.get(name, name) for name in names}
    assert names - declared() == set()


def test_every_declared_package_is_imported_or_has_a_reason() -> None:
    imported = {package.replace("_", "-") for package in outside_imports()}
    imported |= {"markdown-it-py"} if "markdown-it" in imported else set()
    assert declared() - imported - set(NOT_IMPORTED) == set()


def test_no_test_imports_a_mock() -> None:
    mocking = {relative(path) for path in python_files("tests") if "unittest" in imports_of(path)}
    assert mocking == set()
