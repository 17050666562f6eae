"""Made-up exports of three vendors, under the headers they print, and a programme for them."""

from collections.abc import Sequence
from pathlib import Path

from programme_builder import Folder, csv_text
from programme_texts import layout

BESS_HEADER = (
    "School Name", "Student Name", "Student Number", "Grade", "Gender", "Race/Ethnicity",
    "Is Special Education", "Teacher", "Respondent", "Respondent Gender", "Relationship",
    "Submitted", "Form", "BERI", "BERI Raw Score", "BERI Percentile", "BERI Risk", "ERI",
    "ERI Risk", "IRI", "IRI Risk", "ARI", "ARI Risk", "PRI", "PRI Risk", "SRI", "SRI Risk",
)  # fmt: skip
SAEBRS_HEADER = (
    "Assessment", "District", "School", "Local ID", "Grade",
    "Fall SAEBRS Teacher SEBA SAEBRS Items Correct", "Fall SAEBRS Teacher Percentile at Nation",
    "Fall SAEBRS Teacher Risk Level", "Fall SAEBRS Teacher Final Date",
    "Fall SAEBRS Student SEBA SAEBRS Items Correct", "Fall SAEBRS Student Risk Level",
    "Fall SAEBRS Student Final Date",
)  # fmt: skip
DESSA_HEADER = ("Student ID", "Rating Date", "Form", "SET T-Score", "SET Range")

HEAD = """id = "testing"
name = "Testing District"
contact = "Data office, 555-0103"
timezone = "America/Chicago"
student_ref_pattern = "^S[0-9]{3}$"

[licences]
bess_3 = "subscription 17 of 2026"
saebrs = "subscription 18 of 2026"
mysaebrs = "subscription 18 of 2026"
dessa_mini = "subscription 19 of 2026"

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
"""
SCREENER = '\n[[screener]]\ninstrument = "{}"\ninformant = "{}"\ngrades = ["7", "8"]\n'
SCREENERS = (
    ("bess_3", "teacher"),
    ("bess_3", "self"),
    ("saebrs", "teacher"),
    ("mysaebrs", "self"),
    ("dessa_mini", "teacher"),
)
RULE_HEAD = """id = "testing"
version = "1"
approved_by = "Screening team"
approved_on = 2026-08-20
source = "Made up for tests."
"""
RULES = (
    ("bess_3", "teacher", "index", "extremely_elevated", 3, "externalising"),
    ("bess_3", "teacher", "index", "elevated", 2, "externalising"),
    ("bess_3", "teacher", "internalising", "elevated", 2, "internalising"),
    ("bess_3", "self", "index", "elevated", 2, "internalising"),
    ("saebrs", "teacher", "total", "high", 3, "externalising"),
    ("saebrs", "teacher", "total", "some", 2, "externalising"),
    ("mysaebrs", "self", "total", "some", 2, "internalising"),
    ("dessa_mini", "teacher", "total", "need_for_instruction", 2, "peer_social"),
)


def result_block(instrument: str, columns: dict[str, str]) -> str:
    """Return a block that reads a vendor's results."""
    lines = "\n".join(f'{column} = "{header}"' for column, header in columns.items())
    return f'[[block]]\ninstrument = "{instrument}"\nanswers = "results"\n[block.columns]\n{lines}'


def bess_layout(informant: str, *forms: str, columns: dict[str, str]) -> str:
    """Return a layout that reads the rows of one respondent."""
    listed = ", ".join(f'"BESS-3 ({form})"' for form in forms)
    recorded = '[recorded_at]\ncolumn = "Submitted"\nformats = ["%m/%d/%Y"]\n'
    rows = f'[[rows]]\ncolumn = "Form"\nkeep = [{listed}]\nreason = "other_form"\n'
    return layout(
        f"bess_{informant}",
        files=f"bess_{informant}*",
        student_ref="Student Number",
        informant=informant,
        top=recorded + rows,
        blocks=result_block("bess_3", columns),
    )


INDEX = {"bess_3_index_t": "BERI", "bess_3_index_band": "BERI Risk"}
LAYOUTS = {
    "bess_teacher": bess_layout(
        "teacher",
        "Teacher",
        "Preschool Teacher",
        columns=INDEX
        | {
            "bess_3_externalising_band": "ERI Risk",
            "bess_3_internalising_band": "IRI Risk",
            "bess_3_adaptive_skills_band": "ARI Risk",
        },
    ),
    "bess_self": bess_layout(
        "self",
        "Student",
        columns=INDEX
        | {
            "bess_3_internalising_band": "IRI Risk",
            "bess_3_personal_adjustment_band": "PRI Risk",
            "bess_3_self_regulation_band": "SRI Risk",
        },
    ),
    "saebrs": layout(
        "saebrs",
        files="saebrs*",
        student_ref="Local ID",
        informant="teacher",
        blocks=result_block("saebrs", {"saebrs_total_band": "Fall SAEBRS Teacher Risk Level"}),
    ),
    "mysaebrs": layout(
        "mysaebrs",
        files="mysaebrs*",
        student_ref="Local ID",
        informant="self",
        blocks=result_block("mysaebrs", {"mysaebrs_total_band": "Fall SAEBRS Student Risk Level"}),
    ),
    "dessa": layout(
        "dessa",
        files="dessa*",
        student_ref="Student ID",
        informant="teacher",
        blocks=result_block(
            "dessa_mini",
            {"dessa_mini_total_t": "SET T-Score", "dessa_mini_total_band": "SET Range"},
        )
        + '\n[block.missing]\nskipped = ["n/a"]\n',
    ),
}


def tier_rule(rules: Sequence[tuple[str, str, str, str, int, str]] = RULES) -> str:
    """Return a tier rule of one condition per rule."""
    asked = dict.fromkeys((instrument, informant) for instrument, informant, *_ in rules)
    any_of = ", ".join(f'{{ instrument = "{i}", informant = "{who}" }}' for i, who in asked)
    parts = [RULE_HEAD, f'[minimum]\nwords = "One result is needed."\nany_of = [{any_of}]\n']
    for number, (instrument, informant, subscale, band, tier, area) in enumerate(rules):
        parts.append(
            f'[[rule]]\nid = "rule_{number}"\ntier = {tier}\n'
            f'words = "{instrument}, {informant}: {subscale} is {band}."\n'
            f'areas = ["{area}"]\nsource = "Made up."\ncondition = [{{ instrument = "{instrument}",'
            f' informant = "{informant}", subscale = "{subscale}", band = "{band}" }}]\n'
        )
    return "\n".join(parts)


def vendor_folder(
    path: Path,
    *refs: str,
    screeners: Sequence[tuple[str, str]] = SCREENERS,
    layouts: dict[str, str] | None = None,
    rules: Sequence[tuple[str, str, str, str, int, str]] | None = None,
) -> Folder:
    """Return a programme whose screeners' results come from vendors, with a roster of refs."""
    head = HEAD + "".join(SCREENER.format(*each) for each in screeners)
    chosen = rules or [each for each in RULES if each[:2] in screeners]
    ours = {
        name: text
        for name, text in LAYOUTS.items()
        if any(
            f'instrument = "{instrument}"' in text and f'informant = "{who}"' in text
            for instrument, who in screeners
        )
    }
    folder = Folder(path, head=head, layouts=layouts or ours, tier_rule=tier_rule(chosen))
    if refs:
        folder.roster(*refs)
    return folder


def bess_row(ref: str, form: str = "Teacher", **cells: object) -> list[object]:
    """Return one row of a BESS export: the usual range throughout, but for the cells given.

    Names of cells are headers in lower case with `_`, as `beri_risk`.
    """
    own = ("ERI", "IRI", "ARI") if form != "Student" else ("IRI", "PRI", "SRI")
    usual: dict[str, object] = {
        "School Name": "Maple", "Student Name": "Somebody", "Student Number": ref, "Grade": "7",
        "Respondent": "Rater", "Submitted": "10/6/2026", "Form": f"BESS-3 ({form})",
        "BERI": 50, "BERI Raw Score": 23, "BERI Percentile": 54, "BERI Risk": "Normal",
    }  # fmt: skip
    usual |= dict.fromkeys(own, 7) | {f"{name} Risk": "Normal Risk" for name in own}
    given = {name: name.lower().replace(" ", "_") for name in BESS_HEADER}
    return [cells.get(given[name], usual.get(name, "")) for name in BESS_HEADER]


def saebrs_row(ref: str, *, teacher: object = "", student: object = "") -> list[object]:
    """Return one row of a FastBridge export: raw score, percentile, level and date of both."""
    about = ["SAEBRS", "Testing", "Maple", ref, "7"]
    return [*about, 36, 12, teacher, "10/06/2026", 40, student, "10/07/2026"]


def dessa_row(ref: str, *, t: object = "", band: object = "") -> list[object]:
    """Return one row of a DESSA-mini export."""
    return [ref, "10/06/2026", "Mini 1", t, band]


def drop_bess(folder: Folder, *rows: Sequence[object], name: str = "bess_teacher.csv") -> Path:
    """Drop a BESS export."""
    return folder.drop(name, csv_text(BESS_HEADER, rows))


def drop_saebrs(folder: Folder, *rows: Sequence[object], name: str = "saebrs.csv") -> Path:
    """Drop a FastBridge export."""
    return folder.drop(name, csv_text(SAEBRS_HEADER, rows))


def drop_dessa(folder: Folder, *rows: Sequence[object]) -> Path:
    """Drop a DESSA-mini export."""
    return folder.drop("dessa.csv", csv_text(DESSA_HEADER, rows))
