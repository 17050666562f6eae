"""GLOSSARY.md: one word for one thing, and every word that a reader meets in a cell."""

import re
from typing import get_args

import pytest
from house import document

from screening.intake.layout import RowReason
from screening.intake.values import NoAnswer
from screening.letters.manifest import Status as LetterStatus
from screening.letters.template import PURPOSES
from screening.privacy.protect import Status as CellStatus
from screening.problem import Severity
from screening.programme.settings import Informant
from screening.safety.entry import Reason

WORDS = (
    "instrument", "item", "answer", "subscale", "informant", "screening window", "roster",
    "cut-point", "band", "tier", "critical item", "referral", "support", "export", "layout",
    "block", "border", "promise", "fact", "problem", "coverage", "suppression", "programme",
    "scheme", "supplement", "missing rule", "screener", "student code", "school_id", "safety list",
    "tier rule", "gate", "held letter", "print run", "manifest", "key file", "inbox", "outbox",
    "warehouse", "as_of", "run", "district", "pseudonymous", "set aside", "left out", "refused",
    "data confidence", "class row", "urgency", "help line", "evidence level", "golden file",
    "strength", "caution", "percentile", "norm group", "t score", "definition version", "re-score",
    "vendor-scored", "manual", "draft", "proposal", "fix workbook", "correction", "overlay", "head",
    "mark", "signature", "shape", "own column", "bundle", "consent list", "crosswalk", "secret key",
)  # fmt: skip
CODES = (
    *get_args(Informant),
    *get_args(Reason),
    *get_args(LetterStatus),
    *get_args(RowReason),
    *PURPOSES,
    *(each.value for each in (*Severity, *CellStatus)),
    *(each.name.lower() for each in NoAnswer),
    *("yes", "opted_out", "withdrawn"),
    *("not_answered", "answers_set_aside", "too_few_answers", "no_norms", "roster_conflict"),
    *("complete", "partial", "one_informant", "conflicting_informants"),
)
"""What a reader finds in a list, a table or a settings file."""


def terms() -> dict[str, str]:
    """Return the glossary: term in lower case -> its paragraph."""
    found = re.findall(
        r"^\*\*(.+?)\*\*(.*?)(?=^\*\*|^#|\Z)", document("GLOSSARY.md"), re.MULTILINE | re.DOTALL
    )
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
