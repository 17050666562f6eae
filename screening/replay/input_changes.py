"""How the inputs of two runs differ: by name, as `run.json` records them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

NAMED = {
    "acts": "what people did",
    "corrections": "corrections that schools returned",
    "pipeline": "the version of the pipeline",
    "withdrawals": "withdrawals that a later roster brought",
}
"""Inputs that are no files, in words."""
INSTRUMENT = "instrument "
ROSTERS = ("roster.csv", "consent.csv")


@dataclass(frozen=True)
class InputChange:
    """One input that differs.

    Attributes:
        name: as in `run.json`: a path in the programme's folder, or what it is.
        how: added, removed or changed.
    """

    name: str
    how: str

    @property
    def words(self) -> str:
        """The change in a few words."""
        if self.name.startswith(INSTRUMENT):
            return f"the definition of {self.name.removeprefix(INSTRUMENT)} {self.how}"
        place = NAMED.get(self.name) or self.name.rpartition("/")[2]
        return f"{place} {self.how}"

    @property
    def is_of_answers(self) -> bool:
        """Whether it brings answers: an export, or corrections."""
        file = self.name.startswith("inbox/") and not self.name.endswith(ROSTERS)
        return file or self.name == "corrections"


def input_changes(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[InputChange]:
    """Yield what differs, by name."""
    for name in sorted({*before, *after}):
        if name not in before:
            yield InputChange(name, "added")
        elif name not in after:
            yield InputChange(name, "removed")
        elif before[name] != after[name]:
            yield InputChange(name, "changed")
