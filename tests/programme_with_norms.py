"""A programme that asks an instrument with norms by grade and gender."""

from pathlib import Path

from programme_builder import Folder
from programme_texts import CHECKLIST_LAYOUT, HEAD, TIER_RULE, block, layout

NORM_QUESTIONS = [f"Q{number}" for number in range(1, 26)]
GENDERED = HEAD.replace(
    "[letters]", 'group_columns = ["gender"]\ngender_column = "gender"\n\n[letters]', 1
)
RCADS_SCREENER = """
[[screener]]
instrument = "rcads_25"
informant = "self"
grades = ["7", "8"]
"""
RCADS_LAYOUT = layout(
    "rcads", files="rcads*", student_ref="Student", blocks=block("rcads_25", NORM_QUESTIONS)
)
ANY_OF = 'any_of = [\n    { instrument = "rcads_25", informant = "self" },'
RCADS_RULE = """
[[rule]]
id = "far_from_average"
tier = 2
needs = {needs}
words = "Far from the average of these grades."
areas = ["internalising"]
source = "Made up."
condition = [
    {{ instrument = "rcads_25", informant = "self", subscale = "total_t", band = "borderline" }},
    {{ instrument = "rcads_25", informant = "self", subscale = "depression_t", band = "high" }},
]
"""


def folder_with_norms(path: Path, *, needs: int = 1) -> Folder:
    """Return a folder whose rule needs so many of two conditions on T scores."""
    return Folder(
        path,
        head=GENDERED + RCADS_SCREENER,
        layouts={"rcads": RCADS_LAYOUT, "checklist": CHECKLIST_LAYOUT},
        tier_rule=TIER_RULE.replace("any_of = [", ANY_OF) + RCADS_RULE.format(needs=needs),
    )
