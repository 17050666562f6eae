"""The documents say what the program does today."""

import doctest
import importlib
import re
import shlex
from collections.abc import Iterator
from typing import Any, get_args

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
from screening.intake.layout import RowFilter
from screening.intake.values import NoAnswer
from screening.letters.manifest import Status as LetterStatus
from screening.letters.template import PURPOSES
from screening.privacy.protect import Status as CellStatus
from screening.problem import Severity
from screening.programme.settings import Informant
from screening.safety.entry import Reason

DOCUMENTS = ("README.md", "GLOSSARY.md", "DECISIONS.md", "CONTRIBUTING.md", "CHANGELOG.md")
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


# --- README and the command line -----------------------------------------------------------


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
    listed = set(re.findall(r"^\| (\d+) \|", section(document("README.md"), "## Exit status"), re.M))
    classes = [each for each in vars(errors).values() if isinstance(each, type)]
    known = {str(each.exit_status) for each in classes if issubclass(each, errors.ScreeningError)}
    assert listed == known | {"0", "2"}


def test_every_file_that_the_readme_promises_is_written_by_the_program() -> None:
    tree = section(document("README.md"), "## Where results land")
    names = set(re.findall(r"\b[a-z_]+\.(?:xlsx|html|csv|json|pdf|duckdb)\b", tree))
    code = "\n".join(text_of(path) for path in python_files(*PACKAGES))
    assert len(names) > 8
    assert {name for name in names if name not in code} == set()


# --- Makefile --------------------------------------------------------------------------------


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
    } | {line.split()[1] for text in DOCUMENTS for line in shell_lines(document(text)) if line.startswith("make ")}
    assert {"demo", "test", "check", "bench"} <= named
    assert named <= targets


# --- Glossary --------------------------------------------------------------------------------

WORDS = (
    "instrument", "item", "answer", "subscale", "informant", "screening window", "roster",
    "cut-point", "band", "tier", "critical item", "referral", "support", "export", "layout",
    "block", "border", "promise", "fact", "problem", "coverage", "suppression", "programme",
    "scheme", "supplement", "missing rule", "screener", "student code", "school_id", "safety list",
    "tier rule", "gate", "held letter", "print run", "manifest", "key file", "inbox", "outbox",
    "warehouse", "as_of", "run", "district", "pseudonymous", "set aside", "left out", "refused",
    "data confidence", "class row", "urgency", "help line", "evidence level", "golden file",
)  # fmt: skip
CODES = (
    *get_args(Informant),
    *get_args(Reason),
    *get_args(LetterStatus),
    *get_args(RowFilter.model_fields["reason"].annotation),
    *PURPOSES,
    *(each.value for each in (*Severity, *CellStatus)),
    *(each.name.lower() for each in NoAnswer),
    *("yes", "opted_out", "withdrawn"),
    *("not_answered", "answers_set_aside", "too_few_answers", "roster_conflict"),
    *("complete", "partial", "one_informant", "conflicting_informants"),
)
"""What a reader finds in a list, a table or a settings file."""


def terms() -> dict[str, str]:
    """Return the glossary: term in lower case -> its paragraph."""
    found = re.findall(r"^\*\*(.+?)\*\*(.*?)(?=^\*\*|^#|\Z)", document("GLOSSARY.md"), re.M | re.S)
    return {term.lower(): text for names, text in found for term in names.split(", ")}


@pytest.mark.parametrize("word", WORDS)
def test_the_glossary_explains_the_word(word: str) -> None:
    assert len(terms()[word].split()) >= 8


@pytest.mark.parametrize("code", dict.fromkeys(CODES))
def test_the_glossary_explains_what_stands_in_a_cell(code: str) -> None:
    assert f"`{code}`" in document("GLOSSARY.md")


def test_the_glossary_is_in_order_and_says_each_word_once() -> None:
    names = re.findall(r"^\*\*(.+?)\*\*", document("GLOSSARY.md"), re.MULTILINE)
    assert names == sorted(names, key=str.lower)
    assert len(set(names)) == len(names)


# --- Decisions -------------------------------------------------------------------------------

DECISION = re.compile(r"^## (\d{3}) (.+)\n\n(\d{4}-\d\d-\d\d)\n", re.MULTILINE)


def test_decisions_are_numbered_in_order_and_dated() -> None:
    found = DECISION.findall(document("DECISIONS.md"))
    assert [number for number, _, _ in found] == [f"{n:03d}" for n in range(1, len(found) + 1)]
    assert len(found) == len(re.findall(r"^## ", document("DECISIONS.md"), re.MULTILINE))


def test_every_decision_says_context_choice_and_consequence() -> None:
    whole = document("DECISIONS.md")
    bare = [
        number
        for number, title, _ in DECISION.findall(whole)
        if [
            word
            for word in ("Context", "Choice", "Consequence")
            if f"**{word}.**" not in section(whole, f"## {number} {title}")
        ]
    ]
    assert bare == []


def test_every_decision_that_is_cited_exists() -> None:
    numbers = {number for number, _, _ in DECISION.findall(document("DECISIONS.md"))}
    cited = {
        number
        for path in all_files()
        if path.suffix in {".py", ".toml", ".sql", ".md", ".html", ""}
        for number in re.findall(r"decisions?(?:\.md)? (\d{3})\b", text_of(path), re.IGNORECASE)
    }
    assert len(cited) > 5
    assert cited - numbers == set()


def test_decision_002_names_every_dependency() -> None:
    listed = section(document("DECISIONS.md"), "## 002")
    lines = project()["dependencies"] + project()["optional-dependencies"]["dev"]
    names = {re.split(r"[^A-Za-z0-9-]", line)[0] for line in lines}
    assert {name for name in names if f"`{name}`" not in listed} == set()


# --- All documents ---------------------------------------------------------------------------


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_pictures_of_a_document_are_there(name: str) -> None:
    links = re.findall(r"\]\(([^)#]+?)(?:#[^)]*)?\)", document(name))
    inside = [link for link in links if "://" not in link]
    assert [link for link in inside if not (REPOSITORY / link).exists()] == []


def test_every_picture_is_small_shown_and_described() -> None:
    pictures = [path for path in files_of("docs") if path.suffix == ".png"]
    shown = dict(re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", document("README.md")))
    assert {relative(path) for path in pictures} == set(shown.values())
    assert [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE] == []
    assert [text for text in shown if len(text.split()) < 8] == []


MACHINE = ("/" + "work/", "/" + "root/", "/" + "home/", "/tmp" + "/")
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
    loud = re.compile(r"\b(seamless|powerful|robust|cutting-edge|effortless|blazing|revolution)", re.I)
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

