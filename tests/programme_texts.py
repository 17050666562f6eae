"""The definitions of the small made-up programme that tests run: settings, tier rule, layouts."""

from collections.abc import Sequence

MOOD = [f"Mood {number}" for number in range(1, 10)]
WORRY = [f"Worry {number}" for number in range(1, 8)]
CHECKLIST = [f"C{number}" for number in range(1, 18)]
LABELS = ("Not at all", "Several days", "More than half the days", "Nearly every day")

HEAD = """id = "testing"
name = "Testing District"
contact = "Data office, 555-0103"
timezone = "America/Chicago"
student_ref_pattern = "^S[0-9]{3}$"
max_file_mb = 2

[letters]
interpreter_phone = "555-0100"
survey_name = "school feelings survey"

[letters.translations.es]
"Autumn" = "Otoño"

[[window]]
id = "2026_spring"
title = "Spring"
opens = 2026-04-01
closes = 2026-04-30

[[window]]
id = "2026_autumn"
title = "Autumn"
opens = 2026-10-01
closes = 2026-10-31

[[screener]]
instrument = "phq_a"
informant = "self"
grades = ["7", "8"]

[[screener]]
instrument = "gad_7"
informant = "self"
grades = ["7", "8"]

[[screener]]
instrument = "psc_17"
informant = "caregiver"
grades = ["7", "8"]
"""

SCHOOL = """
[[school]]
id = "{id}"
name = "{id} school"
address = ["1 Example Street"]
phone = "555-0101"
contact = {{ name = "Ana Ortiz", role = "counselor", phone = "555-0102", valid_until = 2027-06-30 }}
"""

TIER_RULE = """id = "testing"
version = "1"
approved_by = "Screening team"
approved_on = 2026-08-20
source = "Made up for tests."

[minimum]
words = "One score is needed."
any_of = [
    { instrument = "phq_a", informant = "self" },
    { instrument = "psc_17", informant = "caregiver" },
]

[[rule]]
id = "mood_marked"
tier = 3
words = "Many signs of low mood."
areas = ["internalising"]
source = "Made up."
condition = [
    { instrument = "phq_a", informant = "self", subscale = "total", band = "moderately_severe" },
]

[[rule]]
id = "both_see_it"
tier = 3
words = "Student and caregiver both see difficulties."
areas = ["internalising", "attention"]
source = "Made up."
gate = [
    { instrument = "phq_a", informant = "self", subscale = "total", band = "moderate" },
]

[[rule.condition]]
instrument = "psc_17"
informant = "caregiver"
subscale = "total"
band = "at_or_above_cut_point"

[[rule]]
id = "mood_raised"
tier = 2
words = "Signs of low mood."
areas = ["internalising"]
source = "Made up."
condition = [
    { instrument = "phq_a", informant = "self", subscale = "total", band = "moderate" },
]

[[rule]]
id = "two_areas"
tier = 2
needs = 2
words = "The caregiver sees two areas."
areas = ["attention", "externalising"]
source = "Made up."

[[rule.condition]]
instrument = "psc_17"
informant = "caregiver"
subscale = "internalising"
band = "at_or_above_cut_point"

[[rule.condition]]
instrument = "psc_17"
informant = "caregiver"
subscale = "attention"
band = "at_or_above_cut_point"

[[rule.condition]]
instrument = "psc_17"
informant = "caregiver"
subscale = "externalising"
band = "at_or_above_cut_point"
"""


def layout(
    layout_id: str,
    *,
    files: str,
    student_ref: str,
    blocks: str,
    informant: str = "self",
    platform: str = "plain",
    top: str = "",
) -> str:
    """Return a layout's TOML; `top` holds further keys, such as encodings."""
    return f"""id = "{layout_id}"
platform = "{platform}"
files = ["{files}"]
informant = "{informant}"
student_ref = "{student_ref}"
approved_by = "Data manager"
approved_on = "2026-08-01"
{top}
{blocks}
"""


def block(instrument: str, columns: Sequence[str], *, more: str = 'answers = "codes"') -> str:
    """Return a block that reads items 1, 2, 3 … from these columns."""
    lines = [f'{instrument}_{place:02d} = "{name}"' for place, name in enumerate(columns, 1)]
    return f'[[block]]\ninstrument = "{instrument}"\n{more}\n[block.columns]\n' + "\n".join(lines)


MOOD_BLOCK = block("phq_a", MOOD, more='item_order = "nimh_glad_pc"\nanswers = "codes"')
WORRY_BLOCK = block("gad_7", WORRY)
CHECKLIST_BLOCK = block("psc_17", CHECKLIST, more='item_order = "mixed"\nanswers = "codes"')
LABEL_TABLE = "\n[block.labels]\n" + "\n".join(f'"{t}" = {c}' for c, t in enumerate(LABELS))
MISSING_TABLE = '\n[block.missing]\nrefused = ["No answer"]'
ANSWERED_ON = '[recorded_at]\ncolumn = "Answered on"\nformats = ["%Y-%m-%d"]\n'
SURVEY = layout(
    "survey",
    files="survey*",
    student_ref="Student",
    blocks=f"{MOOD_BLOCK}\n{WORRY_BLOCK}",
    top=ANSWERED_ON,
)
CHECKLIST_LAYOUT = layout(
    "checklist",
    files="checklist*",
    student_ref="Child",
    informant="caregiver",
    blocks=CHECKLIST_BLOCK,
)
QUALTRICS = layout(
    "qualtrics",
    files="qualtrics*",
    student_ref="Code",
    platform="qualtrics",
    top='[[rows]]\ncolumn = "Status"\nkeep = ["IP Address"]\nreason = "preview"',
    blocks=block("phq_a", MOOD, more='item_order = "adult"\nanswers = "labels"')
    + LABEL_TABLE
    + MISSING_TABLE,
)
