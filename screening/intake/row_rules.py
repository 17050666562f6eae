"""Row rules in DuckDB, built from the layout and the window: every row gets exactly one outcome.

Outcomes: `candidate` (may be scored), `set_aside` (with a problem's code), `left_out` (with a
reason that is nobody's fault).
"""

import re

from screening.instruments.library import Library
from screening.intake.contradictions import result_contradictions
from screening.intake.file_checks.student_codes import damaged_codes
from screening.intake.layout import Layout, RowFilter
from screening.intake.values import NoAnswer, normalise
from screening.programme.settings import Window
from screening.warehouse import Warehouse, literal


def judge_rows(
    warehouse: Warehouse,
    layout: Layout,
    library: Library,
    *,
    file_id: int,
    window: Window,
    ref_pattern: str,
) -> None:
    """Make `judged_<id>` from `decoded_<id>` and `stg_roster`.

    Rows: one per row of `decoded_<id>`. Columns: source_row, student_ref, school_id (null = not
    on the roster), grade, gender, outcome, reason.
    """
    items = [item for block in layout.block for item in block.columns]
    cases = "\n        ".join(
        f"when {condition} then '{outcome}:{reason}'"
        for condition, outcome, reason in _rules(layout, library, window)
    )
    warehouse.execute(
        _judged(file_id, items=", ".join(items), cases=cases),
        {"misshapen_refs": _misshapen_refs(warehouse, file_id, ref_pattern)},
    )


def _judged(file_id: int, *, items: str, cases: str) -> str:
    return f"""
create or replace table judged_{file_id} as
with counted as (
    select
        decoded.*,
        greatest({items}) >= 0 as has_answers,
        -- no code is below it
        least({items}) = {int(NoAnswer.UNKNOWN)} as has_unknown
    from decoded_{file_id} as decoded
),
judged as (
    select
        counted.source_row,
        counted.student_ref,
        stg_roster.school_id,
        stg_roster.grade,
        stg_roster.gender,
        case
        {cases}
        else 'candidate:'
        end as verdict
    -- keeps every row of the export, whether or not its student is on the roster
    from counted left join stg_roster on counted.student_ref = stg_roster.student_ref
)
select
    * exclude (verdict),
    split_part(verdict, ':', 1) as outcome,
    split_part(verdict, ':', 2) as reason
from judged
"""


def _misshapen_refs(warehouse: Warehouse, file_id: int, ref_pattern: str) -> list[str]:
    """Return student codes of another shape, or whose digits a spreadsheet lost.

    Those on the roster were judged when it was read.
    """
    unknown = warehouse.rows(
        f"select distinct student_ref from decoded_{file_id} anti join stg_roster"
        " using (student_ref) order by student_ref"
    )
    refs = [ref for (ref,) in unknown]
    damaged = damaged_codes(refs)
    return [ref for ref in refs if ref in damaged or not re.fullmatch(ref_pattern, ref)]


def _rules(layout: Layout, library: Library, window: Window) -> list[tuple[str, str, str]]:
    """Return (condition, outcome, reason) in the order in which they are asked."""
    nothing = "not counted.has_answers and not counted.has_unknown"
    rules = [(f"counted.student_ref = '' and {nothing}", "left_out", "empty")]
    for index, rule in enumerate(layout.rows):
        rules += _filter_rules(f"counted.filter_{index}", rule)
    misshapen = "list_contains($misshapen_refs::varchar[], counted.student_ref)"
    rules += [
        (misshapen, "set_aside", "I602"),
        ("stg_roster.student_ref is null", "set_aside", "I601"),
        ("stg_roster.roster_state <> 'ok'", "set_aside", "I605"),
        ("stg_roster.consent <> 'yes'", "left_out", "no_consent"),
    ]
    if layout.recorded_at:
        inside = f"between date '{window.opens}' and date '{window.closes}'"
        rules.append(("counted.is_undated", "set_aside", "T704"))
        rules.append(("counted.recorded_at is null", "set_aside", "T702"))
        rules.append((f"counted.recorded_at::date not {inside}", "set_aside", "T703"))
    rules.append(("counted.has_unknown", "set_aside", "V501"))
    if contradictions := result_contradictions(layout, library):
        rules.append((" or ".join(contradictions.values()), "set_aside", "V502"))
    rules.append((nothing, "left_out", "no_answers"))
    return rules


def _filter_rules(column: str, rule: RowFilter) -> list[tuple[str, str, str]]:
    """Return the rules of one filter: contents that are left out, then all but those that count."""
    rules: list[tuple[str, str, str]] = [
        (f"{column} = {literal(normalise(content))}", "left_out", reason)
        for content, reason in rule.leave_out.items()
    ]
    if rule.reason:
        kept = ", ".join(literal(normalise(text)) for text in rule.keep)
        rules.append((f"{column} not in ({kept})", "left_out", rule.reason))
    return rules


def cell_problems(
    warehouse: Warehouse, layout: Layout, library: Library, *, file_id: int
) -> list[tuple[str, int, str, str | None, str | None]]:
    """Return (code, row, column header, student_ref, school_id) of every cell that cannot be used.

    V501: it is no answer; V502: a vendor's band that contradicts the T score beside it. Rows left
    out are not listed: nobody needs to mend them.
    """
    headers = layout.headers
    wrong = [("V501", item, f"{item} = {int(NoAnswer.UNKNOWN)}") for item in headers]
    contradictions = result_contradictions(layout, library)
    wrong += [("V502", item, condition) for item, condition in contradictions.items()]
    parts = [
        f"select '{code}' as code, source_row, '{item}' as item_id,"
        f" {literal(headers[item])} as header from decoded_{file_id} where {condition}"
        for code, item, condition in wrong
    ]
    return warehouse.rows(
        f"with cells as ({' union all '.join(parts)})"
        " select cells.code, cells.source_row, cells.header,"
        " if(judged.school_id is null, null, judged.student_ref), judged.school_id"
        f" from cells inner join judged_{file_id} as judged"
        " on cells.source_row = judged.source_row"
        " where judged.outcome = 'set_aside'"
        " order by cells.source_row, cells.item_id, cells.code"
    )
