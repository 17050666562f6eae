"""A programme with an instrument of its own, whose definition moves from version to version."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from programme_builder import BEFORE, WINDOW, Folder, csv_text
from programme_texts import HEAD, block, layout

ITEMS = ("Calm", "Sleep", "Friends", "Safe")
HIGHEST = 12
INSTRUMENT = """id = "steady_4"
version = "{version}"
title = "Invented check, 4 items"
confidence = "low"
item_count = 4
unscored = []

[informants.self]
ages = "11 to 14"
source = "Made up for tests."

[answers]
codes = {{ never = 0, sometimes = 1, often = 2, always = 3 }}
source = "Made up for tests."

[missing]
rule = "complete"
source = "{source}"

[[subscale]]
id = "total"
area = "internalising"
words = "all four"
items = [1, 2, 3, 4]
source = "Made up for tests."

[[scheme]]
id = "two_band"
title = "two bands"
source = "Made up for tests."
band = [
    {{ id = "low", rank = 0, words = "low" }},
    {{ id = "{band}", rank = 1, words = "raised" }},
]

[[cut_points]]
scheme = "two_band"
informants = ["self"]
ranges = {{ total = {{ low = [0, {below}], {band} = [{cut}, 12] }} }}
source = "Made up for tests."

[licence]
holder = "Nobody"
terms = "free"
statement_needed = false
source = "Made up for tests."
"""
CRITICAL = """
[[critical_item]]
item = {item}
at_or_above = {limit}
words = "safety item {item}"
source = "Made up for tests."
"""
SCREENER = """
[[screener]]
instrument = "steady_4"
informant = "self"
grades = ["7"]
"""
TIER_RULE = """id = "testing"
version = "1"
approved_by = "Screening team"
approved_on = 2026-08-20
source = "Made up for tests."

[minimum]
words = "One score is needed."
any_of = [{ instrument = "steady_4", informant = "self" }]

[[rule]]
id = "raised"
tier = 2
words = "The check is raised."
areas = ["internalising"]
source = "Made up."
condition = [
    { instrument = "steady_4", informant = "self", subscale = "total", band = "raised" },
]
"""
LAYOUT = layout("check", files="check*", student_ref="Student", blocks=block("steady_4", ITEMS))


class Versioned(Folder):
    """A folder with the screener `steady_4` alone; totals from 0 to 12."""

    def __init__(self, path: Path, *, schools: Sequence[str] = ("maple",)) -> None:
        head = HEAD.split("[[screener]]")[0] + SCREENER
        super().__init__(
            path, schools=schools, head=head, layouts={"check": LAYOUT}, tier_rule=TIER_RULE
        )

    def define(
        self,
        version: str,
        *,
        cut: int,
        critical: Mapping[int, int] | None = None,
        source: str = "Made up for tests.",
        band: str = "raised",
    ) -> None:
        """Write the definition: totals from `cut` on are raised; critical item → its limit."""
        text = INSTRUMENT.format(version=version, cut=cut, below=cut - 1, source=source, band=band)
        for item, limit in (critical or {}).items():
            text += CRITICAL.format(item=item, limit=limit)
        (self.path / "instruments").mkdir(exist_ok=True)
        self.own.write_text(text, encoding="utf-8")

    @property
    def own(self) -> Path:
        """The definition's file."""
        return self.path / "instruments" / "steady_4.toml"

    def answers(
        self, totals: Mapping[str, int], *, window: str = WINDOW, name: str = "check.csv"
    ) -> None:
        """Drop an export in which each student's four answers add up to a total."""
        rows = [[ref, *_four(total)] for ref, total in totals.items()]
        self.drop(name, csv_text(["Student", *ITEMS], rows), window=window)

    def both_windows(self, totals: Mapping[str, int]) -> None:
        """Drop the same roster and answers into both windows."""
        for window in (BEFORE, WINDOW):
            self.roster(*totals, window=window)
            self.answers(totals, window=window)


def _four(total: int) -> list[int]:
    """Return four answers of 0 to 3; the last, which may be critical, is filled last."""
    return [min(3, max(0, total - 3 * place)) for place in range(len(ITEMS))]
