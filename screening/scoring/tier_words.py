"""Words beside a tier (`tier_words.toml`): informants who disagree, and what a person decided."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from itertools import product

from screening.definition import Definition, load_definition
from screening.programme.settings import Informant, Sentence

NO_TIER = "none"
"""Stands for a rule that gives no tier."""
RULE_RESULTS = (NO_TIER, "1", "2", "3")
"""What the rule can say."""
ENDS = (".", "!", "?")


class Views(Definition):
    """Who sees difficulties and who does not."""

    source: Sentence
    self: Sentence
    caregiver: Sentence
    teacher: Sentence
    joined: Sentence
    sees: Sentence
    see: Sentence
    does_not: Sentence
    do_not: Sentence
    sentence: Sentence


class OverrideWords(Definition):
    """What a person decided, and what the rule says beside it."""

    source: Sentence
    decided: Sentence
    not_used: Sentence
    same: Sentence
    changed: Sentence
    tier: Sentence
    none: Sentence


class TierWords(Definition):
    """The whole of `tier_words.toml`."""

    views: Views
    override: OverrideWords


@cache
def load_tier_words() -> TierWords:
    """Return the words that come with the programme.

    Raises:
        DefinitionError: a word is missing.
    """
    with as_file(files("screening.scoring").joinpath("tier_words.toml")) as path:
        return load_definition(path, TierWords)


INFORMANTS: tuple[Informant, ...] = ("caregiver", "self", "teacher")
"""In the order in which SQL joins them."""


def view_rows() -> list[tuple[str, str, str]]:
    """Return (seeing, not_seeing, words) of every disagreement; informants joined by `;`."""
    rows = []
    for sides in product((True, False, None), repeat=len(INFORMANTS)):
        by_side = dict(zip(INFORMANTS, sides, strict=True))
        seeing = [name for name in INFORMANTS if by_side[name] is True]
        not_seeing = [name for name in INFORMANTS if by_side[name] is False]
        if seeing and not_seeing:
            words = _disagreement(seeing, not_seeing)
            rows.append((";".join(seeing), ";".join(not_seeing), words))
    return rows


def _disagreement(seeing: Sequence[Informant], not_seeing: Sequence[Informant]) -> str:
    words = load_tier_words().views
    sees = words.sees if len(seeing) == 1 else words.see
    does_not = words.does_not if len(not_seeing) == 1 else words.do_not
    text = words.sentence.format(
        seeing=sees.format(who=_named(seeing)), not_seeing=does_not.format(who=_named(not_seeing))
    )
    return text[:1].upper() + text[1:]


def _named(informants: Sequence[Informant]) -> str:
    words = load_tier_words().views
    names = [getattr(words, name) for name in informants]
    return names[0] if len(names) == 1 else words.joined.format(first=names[0], last=names[1])


def rule_now_rows() -> list[tuple[str, str, str]]:
    """Return (rule_then, rule_now, words): what the rule said at a decision, and what it says."""
    words = load_tier_words().override
    return [
        (then, now, text.format(then=rule_result(then), now=rule_result(now)))
        for then, now in product(RULE_RESULTS, repeat=2)
        for text in [words.same if then == now else words.changed]
    ]


def rule_result(result: str) -> str:
    """Return one of `RULE_RESULTS` in words.

    >>> rule_result("2"), rule_result("none")
    ('tier 2', 'no tier')
    """
    words = load_tier_words().override
    return words.none if result == NO_TIER else words.tier.format(tier=result)


def decision_words(*, tier: str, by: str, on: str, reason: str) -> str:
    """Return who decided what, when and why, as one or more whole sentences."""
    told = reason if reason.endswith(ENDS) else f"{reason}."
    return load_tier_words().override.decided.format(tier=tier, by=by, on=on, reason=told)
