"""docs/exports.md: whoever follows it word for word gets a Google Forms export scored."""

import re
import shlex
from pathlib import Path

import pytest
from house import document
from program import DAY, screening
from programme_builder import WINDOW, Folder, csv_text
from programme_texts import LABELS, WORRY

PAGE = document("docs/exports.md")
COMMANDS = re.findall(r"^(screening .+)$", PAGE, re.MULTILINE)
HEADER = ["Timestamp", "Email Address", "Student code", *(f"Worries [{each}]" for each in WORRY)]
REFS = [f"S{number:03d}" for number in range(100, 140)]
SIGNED = re.search(r"```toml\n(approved_by = .+?\napproved_on = .+?)\n```", PAGE)[1]


def answers_of(ref: str) -> list[str]:
    place = REFS.index(ref)
    labels = [LABELS[(place + number) % 4] for number in range(len(WORRY))]
    return ["10/13/2026 9:15:00", f"zorblax{place}@example.org", ref, *labels]


def signed(draft: str) -> str:
    """Return a draft as a person decides it: its one proposal accepted, both lines signed."""
    text = re.sub(r"^#\? ", "", draft, flags=re.MULTILINE)
    for line in SIGNED.splitlines():
        key = line.split(" = ")[0]
        text = re.sub(rf"^{key} = .*$", line, text, flags=re.MULTILINE)
    return text


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """Follow the page in its order; return the programme's folder and command → what it said."""
    folder = Folder(tmp_path_factory.mktemp("followed") / "programme")
    folder.roster(*REFS)
    export = folder.path / "feelings.csv"
    export.write_text(csv_text(HEADER, map(answers_of, REFS)), encoding="utf-8")
    layout = folder.path / "layouts" / "feelings.toml"
    keys = tmp_path_factory.mktemp("keys")
    said = {}
    for command in COMMANDS:
        words = shlex.split(command.replace("$KEYS", str(keys)))[1:]
        if words[0] == "run":
            (folder.inbox(WINDOW) / export.name).write_bytes(export.read_bytes())
        dated = ["--today", DAY] if words[0] in {"run", "check"} else []
        done = screening(*words, *dated, cwd=folder.path)
        assert done.returncode == 0, (command, done.stderr)
        said[command] = done.stdout + done.stderr
        if words[0] == "layout":
            draft = (folder.path / layout.name).read_text(encoding="utf-8")
            layout.write_text(draft, encoding="utf-8")
            unsigned = screening("check", export.name, "--programme", ".", cwd=folder.path)
            assert unsigned.returncode == 10
            layout.write_text(signed(draft), encoding="utf-8")
    return folder.path, said


def said_by(followed: tuple[Path, dict[str, str]], *words: str) -> str:
    """Return what the first command that begins so said."""
    return next(text for said, text in followed[1].items() if said.startswith(" ".join(words)))


def test_the_page_has_every_step() -> None:
    assert [command.split()[1] for command in COMMANDS] == [
        *("check", "layout", "check", "run", "pseudonymise", "pseudonymise"),
    ]


def test_the_tool_is_named_before_anything_else(followed) -> None:
    assert "Google Forms" in said_by(followed, "screening check")
    assert "layout draft feelings.csv" in said_by(followed, "screening check")


def test_after_signing_every_row_would_be_scored_and_every_row_is(followed) -> None:
    assert re.search(r"\b40\b", said_by(followed, "screening check feelings.csv --programme"))
    assert re.search(r"feelings\.csv\W+40\W+40\W+0\W+0", said_by(followed, "screening run"))


def test_addresses_are_in_nothing_that_was_said_or_kept(followed) -> None:
    folder, said = followed
    assert not any("zorblax" in text for text in said.values())
    kept = [path for path in (folder / "outbox").rglob("*") if path.is_file()]
    assert kept
    assert not any(b"zorblax" in path.read_bytes() for path in kept)
    assert b"zorblax" not in (folder / "warehouse.duckdb").read_bytes()


def test_codes_stand_where_the_student_codes_were(followed) -> None:
    lines = (followed[0] / "coded.csv").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + len(REFS)
    assert "student_ref" in lines[0]
    assert not any(ref in line for ref in REFS for line in lines)


def test_the_pages_it_leads_to_are_there() -> None:
    for name in re.findall(r"\]\(([\w-]+\.md)\)", PAGE):
        assert document(f"docs/{name}")
