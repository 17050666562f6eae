"""A programme with a survey of its own: eight questions, two subscales, no cut-points."""

from collections.abc import Sequence
from pathlib import Path

from programme_builder import Folder, csv_text
from programme_texts import (
    CHECKLIST_LAYOUT,
    HEAD,
    QUALTRICS,
    SURVEY,
    TIER_RULE,
    block,
    layout,
)

from screening.instruments.new_instrument import new_instrument

QUESTIONS = [f"Q{number}" for number in range(1, 9)]
OWN_HEADER = ["Student", *QUESTIONS]
OWN_SCREENER = """
[[screener]]
instrument = "our_survey"
informant = "self"
grades = ["7", "8"]
"""
OWN_LAYOUT = layout(
    "own", files="own*", student_ref="Student", blocks=block("our_survey", QUESTIONS)
)
OWN_RULE = """
[[rule]]
id = "worries_here"
tier = 2
words = "More worries than most here."
areas = ["internalising"]
source = "Made up."
condition = [
    { instrument = "our_survey", informant = "self", subscale = "worry", percentile_at_least = 90 },
]

[[rule]]
id = "belongs_less_here"
tier = 2
words = "Belongs less than most here."
areas = ["peer_social"]
source = "Made up."

[[rule.condition]]
instrument = "our_survey"
informant = "self"
subscale = "belonging"
percentile_at_most = 10
"""
OWN_MINIMUM = 'any_of = [\n    { instrument = "our_survey", informant = "self" },'
OWN_TIER_RULE = TIER_RULE.replace("any_of = [", OWN_MINIMUM) + OWN_RULE
REFS = [f"S{number:03d}" for number in range(100, 1000)]


class OwnFolder(Folder):
    """A programme's folder with a survey of its own beside the published instruments."""

    def __init__(
        self, path: Path, *, tier_rule: str = OWN_TIER_RULE, schools: Sequence[str] = ("maple",)
    ) -> None:
        layouts = {
            "survey": SURVEY,
            "checklist": CHECKLIST_LAYOUT,
            "qualtrics": QUALTRICS,
            "own": OWN_LAYOUT,
        }
        super().__init__(
            path,
            schools=schools,
            head=HEAD + OWN_SCREENER,
            layouts=layouts,
            tier_rule=tier_rule,
        )
        self.instrument = path / "instruments" / "our_survey.toml"
        self.instrument.parent.mkdir()
        text = new_instrument("our_survey", items=8, informants=["self"])
        self.instrument.write_text(text, encoding="utf-8")

    def own(self, *rows: Sequence[object]) -> Path:
        """Drop answers to the own survey."""
        return self.drop("own.csv", csv_text(OWN_HEADER, rows))

    def fill(self, scores: Sequence[tuple[int | None, int | None]]) -> list[str]:
        """Drop a roster and answers with these (belonging, worry) scores, 0 to 12; return refs."""
        refs = REFS[: len(scores)]
        self.roster(*refs)
        self.own(*(own_row(ref, *pair) for ref, pair in zip(refs, scores, strict=True)))
        return refs


def own_row(ref: str, belonging: int | None, worry: int | None) -> list[object]:
    """Return a row whose answers give these scores; None leaves a question blank."""
    last_turned = _spread(worry)
    last_turned[-1] = "" if last_turned[-1] == "" else 3 - int(str(last_turned[-1]))
    return [ref, *_spread(belonging), *last_turned]


def _spread(score: int | None) -> list[object]:
    answers: list[object] = [min(3, max(0, (score or 0) - 3 * place)) for place in range(4)]
    return answers if score is not None else ["", *answers[1:]]
