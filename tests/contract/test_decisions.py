"""DECISIONS.md: numbered, dated, whole, and there where code cites it."""

import re

from house import all_files, document, project, section, text_of

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
