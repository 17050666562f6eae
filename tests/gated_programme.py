"""A programme in two steps: the student answers first; the caregiver's checklist may come after."""

from collections.abc import Sequence
from pathlib import Path

from programme_builder import Folder, checklist_row, csv_text, mood_of, survey_row
from programme_texts import HEAD, TIER_RULE

from screening.run.window_run import WindowRun
from screening.warehouse import open_warehouse

MOOD_MODERATE = (
    '{ instrument = "phq_a", informant = "self", subscale = "total", band = "moderate" }'
)
BY_STAFF = '{ nominated_by = ["teacher", "staff"] }'
CHECKLIST = 'instrument = "psc_17"\ninformant = "caregiver"\ngrades = ["7", "8"]\n'
HIGH_CHECKLIST = (
    '{ instrument = "psc_17", informant = "caregiver", subscale = "total",'
    ' band = "at_or_above_cut_point" }'
)


def second_after(*gates: str) -> str:
    """Return the settings in which the checklist is due only after one of these gates."""
    return HEAD.replace(CHECKLIST, f"{CHECKLIST}only_after = [{', '.join(gates)}]\n")


def rule(
    name: str, *, tier: int = 2, condition: str = MOOD_MODERATE, gate: str = "", more: str = ""
) -> str:
    """Return one more rule for a tier rule."""
    return f"""
[[rule]]
id = "{name}"
tier = {tier}
words = "Words of {name}."
areas = ["attention"]
source = "Made up."
{more}
condition = [{condition}]
gate = [{gate}]
"""


class Gated(Folder):
    """A folder whose checklist is a second screener."""

    def __init__(self, path: Path, *gates: str, tier_rule: str = TIER_RULE) -> None:
        head = second_after(*gates) if gates else HEAD
        super().__init__(path, head=head, tier_rule=tier_rule)

    def answers(
        self, moods: dict[str, int | None], checklists: dict[str, int] | None = None
    ) -> None:
        """Drop a survey and, where anybody has one, a checklist; None = no answers."""
        given = {ref: mood for ref, mood in moods.items() if mood is not None}
        self.roster(*moods)
        self.survey(*(survey_row(ref, mood=mood_of(mood)) for ref, mood in given.items()))
        if checklists:
            rows = (checklist_row(ref, total=total) for ref, total in checklists.items())
            self.checklist(*rows)

    def nominate(self, *rows: Sequence[str]) -> None:
        """Drop nominations: student and who named them."""
        self.drop("nominations.csv", csv_text(["student_ref", "nominated_by"], rows))


def rows_of(run: WindowRun, statement: str) -> list[tuple]:
    """Return what the warehouse of a run holds."""
    with open_warehouse(run.programme.warehouse) as warehouse:
        return warehouse.rows(statement)
