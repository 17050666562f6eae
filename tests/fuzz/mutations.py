"""Every kind of damage by name: what it does to an export, and which kinds of file it can hit."""

from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from grid import Export

Change = Callable[[Export, Random], None]
TEXT = ("csv",)
SHEETS = ("csv", "xlsx")
EVERY = ("csv", "xlsx", "sav")


@dataclass(frozen=True)
class Mutation:
    """One kind of damage.

    Attributes:
        name: in words.
        kinds: kinds of file to which it comes.
        change: damages an export and its truth alike.
        turns: copies of each export in the full run; many where chance says which byte is hit.
    """

    name: str
    kinds: tuple[str, ...]
    change: Change
    turns: int = 1


MUTATIONS: dict[str, Mutation] = {}
"""Filled by the modules that import `mutation`."""


def mutation(
    name: str, kinds: tuple[str, ...] = SHEETS, *, turns: int = 1
) -> Callable[[Change], Change]:
    """Add a kind of damage under its name."""

    def add(change: Change) -> Change:
        assert name not in MUTATIONS, name
        MUTATIONS[name] = Mutation(name, kinds, change, turns)
        return change

    return add
