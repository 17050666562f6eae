"""The documents say what the program does today."""

import doctest
import importlib
import re
import shlex
from collections.abc import Iterator
from typing import Any

import pytest
import typer.main
from house import (
    PACKAGES,
    REPOSITORY,
    all_files,
    document,
    files_of,
    project,
    python_files,
    relative,
    section,
    text_of,
)

from flows.command_line import app
from screening import __version__, errors

DOCUMENTS = (
    "README.md", "GLOSSARY.md", "DECISIONS.md", "CONTRIBUTING.md", "CHANGELOG.md",
    "docs/change.md", "docs/erasure-and-replay.md", "docs/exports.md", "docs/followup.md",
    "docs/own-survey.md", "docs/safety.md", "docs/uncertainty.md",
)  # fmt: skip
PROGRAM: Any = typer.main.get_command(app)
LARGEST_PICTURE = 300_000


def commands_of(group: Any, before: str = "") -> Iterator[tuple[str, Any]]:
    """Yield every command with its full name, groups' commands too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands_of(command, f"{before}{name} ")
        else:
            yield f"{before}{name}", command


COMMANDS = dict(commands_of(PROGRAM))


def shell_lines(text: str) -> list[str]:
    """Return the lines of a document's code blocks, comments taken off."""
    blocks = re.findall(r"^```(?:sh|console)\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    lines = "\n".join(blocks).replace("\\\n", " ").splitlines()
    return [line.split("  #")[0].strip() for line in lines if line.strip()]


@pytest.mark.parametrize("name", COMMANDS)
def test_the_readme_shows_every_command(name: str) -> None:
    assert f"screening {name}" in document("README.md")


def examples() -> list[str]:
    """Return every call of the program in the documents and in the program's own help."""
    lines = [line for name in DOCUMENTS for line in shell_lines(document(name))]
    helps = [command.help or "" for command in COMMANDS.values()]
    lines += [line for text in helps for line in re.findall(r"Example: (.+)", text)]
    calls = [re.sub(r"^(\.venv/bin/|\$ )", "", line) for line in lines]
    return [line for line in dict.fromkeys(calls) if line.startswith("screening ")]


@pytest.mark.parametrize("line", examples())
def test_every_command_that_is_shown_can_be_called_so(line: str) -> None:
    words = shlex.split(line)[1:]
    name = " ".join(words[:2]) if " ".join(words[:2]) in COMMANDS else words[0]
    if words[0].startswith("--"):
        name, command = "", PROGRAM
    else:
        command = COMMANDS[name]
    options = {option for parameter in command.params for option in parameter.opts}
    used = {word.split("=")[0] for word in words if word.startswith("--")}
    assert used <= options | {"--help"}


def test_the_readme_lists_every_exit_status() -> None:
    listed = set(
        re.findall(r"^\| (\d+) \|", section(document("README.md"), "## Exit status"), re.MULTILINE)
    )
    classes = [each for each in vars(errors).values() if isinstance(each, type)]
    known = {str(each.exit_status) for each in classes if issubclass(each, errors.ScreeningError)}
    assert listed == known | {"0", "2"}


def test_every_file_that_the_readme_promises_is_written_by_the_program() -> None:
    tree = section(document("README.md"), "## Where results land")
    names = set(re.findall(r"\b[a-z_]+\.(?:xlsx|html|csv|json|pdf|duckdb)\b", tree))
    code = "\n".join(text_of(path) for path in python_files(*PACKAGES))
    assert len(names) > 8
    assert {name for name in names if name not in code} == set()


def test_every_target_has_a_line_of_help() -> None:
    makefile = document("Makefile")
    phony = re.search(r"^\.PHONY: (.+)$", makefile, re.MULTILINE)
    assert phony
    helped = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    assert set(phony.group(1).split()) == helped


def test_every_target_that_is_named_in_a_document_exists() -> None:
    targets = set(re.findall(r"^([a-z-]+):", document("Makefile"), re.MULTILINE))
    named = {
        name for text in DOCUMENTS for name in re.findall(r"`make ([a-z-]+)`", document(text))
    } | {
        line.split()[1]
        for text in DOCUMENTS
        for line in shell_lines(document(text))
        if line.startswith("make ")
    }
    assert {"demo", "test", "check", "bench"} <= named
    assert named <= targets


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_pictures_of_a_document_are_there(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document(name))
    inside = [link for link in links if "://" not in link]
    folder = (REPOSITORY / name).parent
    assert [link for link in inside if not (folder / link).exists()] == []


def test_every_picture_is_small_shown_and_described() -> None:
    pictures = [path for path in files_of("docs") if path.suffix == ".png"]
    shown = dict(re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", document("README.md")))
    assert {relative(path) for path in pictures} == set(shown.values())
    assert [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE] == []
    assert [text for text in shown if len(text.split()) < 8] == []


MACHINE = ("/" + "work/", "/" + "root/", "/" + "home/", "/t" + "mp/")
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "--" + "index-url", "crates" + ".io")
UNFINISHED = ("TO" + "DO", "FIX" + "ME", "X" + "XX", "lorem " + "ipsum")


def test_no_file_names_a_machine_a_registry_or_work_left_undone() -> None:
    found = [
        f"{relative(path)}: {mark}"
        for path in all_files()
        if path.suffix not in {".png", ".duckdb"}
        for mark in (*MACHINE, *REGISTRIES, *UNFINISHED)
        if mark in text_of(path)
    ]
    assert found == []


def test_documents_use_no_marketing_words_and_no_pictograms() -> None:
    loud = re.compile(
        r"\b(seamless|powerful|robust|cutting-edge|effortless|blazing|revolution)", re.IGNORECASE
    )
    pictogram = re.compile("[\U0001f300-\U0001faff\u2600-\u26ff\u2728\u2705]")
    for name in DOCUMENTS:
        assert not loud.search(document(name))
        assert not pictogram.search(document(name))


def modules_with_examples() -> list[str]:
    """Return the modules whose docstrings hold examples."""
    paths = [path for path in python_files(*PACKAGES) if ">>> " in text_of(path)]
    return [relative(path).removesuffix(".py").replace("/", ".") for path in paths]


@pytest.mark.parametrize("name", modules_with_examples())
def test_the_examples_in_docstrings_hold(name: str) -> None:
    outcome = doctest.testmod(importlib.import_module(name))
    assert outcome.attempted
    assert not outcome.failed


def test_the_changelog_begins_with_this_version() -> None:
    first = re.search(r"^## (\S+)", document("CHANGELOG.md"), re.MULTILINE)
    assert first
    assert first.group(1) == __version__


def test_the_licence_is_the_one_that_the_package_names() -> None:
    assert project()["license"] == "Apache-2.0"
    text = document("LICENSE")
    assert "Apache License" in text
    assert "Version 2.0, January 2004" in text
    assert "END OF TERMS AND CONDITIONS" in text


def test_continuous_integration_runs_the_two_targets() -> None:
    lines = [line.strip() for line in text_of(REPOSITORY / ".ci" / "run").splitlines()]
    assert [line for line in lines if line.startswith("make")] == ["make test", "make check"]


def test_every_lint_rule_that_is_off_says_why() -> None:
    lines = document("pyproject.toml").splitlines()
    start = next(place for place, line in enumerate(lines) if line.startswith("ignore = ["))
    rules = [line for line in lines[start + 1 : lines.index("]", start)] if line.strip()]
    assert rules
    assert [line for line in rules if "#" not in line] == []
