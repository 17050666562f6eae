"""A draft as the TOML text of a layout, with what a person must decide before it is accepted.

Lines that begin with `#? ` are proposals. While one that is needed still begins so, or nobody has
signed, the layout is refused when it is loaded.
"""

import re
from collections.abc import Sequence

from screening.intake.drafting.block_text import block_lines
from screening.intake.drafting.decisions import Decisions
from screening.intake.drafting.draft import Draft
from screening.intake.drafting.draft_blocks import DraftBlock
from screening.intake.drafting.time_formats import TimeReading
from screening.intake.drafting.toml_text import address, listed, quoted
from screening.intake.row_defaults import RowDefault
from screening.intake.survey_tool import survey_tool
from screening.intake.values import normalise

LONGEST, MOST_TOLD = 60, 20
"""Characters of a column's name, and names of columns, that a comment tells."""
PARTS = re.compile("%[a-zA-Z]")
ORDERS = {"%d": "day", "%m": "month", "%b": "month", "%B": "month", "%Y": "year", "%y": "year"}


def layout_text(draft: Draft, *, layout_id: str, files: str, next_steps: Sequence[str]) -> str:
    """Return a layout's TOML, ready to be decided and signed.

    Args:
        draft: what was found.
        layout_id: the layout's id.
        files: pattern of the names of such exports.
        next_steps: what to do when all is decided, one line each.
    """
    decisions = Decisions()
    body = [
        *_head_lines(draft, decisions, layout_id, files),
        *_ignored_lines(draft),
        *_time_lines(draft, decisions),
        *(line for row in draft.rows for line in _row_lines(draft, row)),
        *_event_lines(draft, decisions),
        *(line for block in draft.blocks for line in block_lines(draft, block, decisions)),
    ]
    return "\n".join([*_opening(draft, decisions, next_steps), "", *body, ""])


def _opening(draft: Draft, decisions: Decisions, next_steps: Sequence[str]) -> list[str]:
    export = draft.export
    size = f"{export.row_count} rows, {len(export.columns)} columns"
    return [
        f"# Draft of a layout for the export {quoted(export.name)}.",
        "# It says what each column means. It is refused until a person has decided and signed it.",
        "#",
        f"# Read as        {_title(draft)}; {size}",
        f"# Answered by    {draft.informant}",
        *(f"# {block.instrument.id:<14} {_found(block)}" for block in draft.blocks),
        "#",
        *decisions.as_lines(),
        "#",
        "# When all is decided:",
        *(f"#   {number}. {step}" for number, step in enumerate(next_steps, start=1)),
    ]


def _title(draft: Draft) -> str:
    tool = survey_tool(draft.export.platform)
    if tool and len(tool.signature) > 1:
        return f"{tool.title} ({draft.export.head.shape.replace('_', ' ')})"
    if tool:
        return tool.title
    return "SPSS" if draft.export.platform == "spss" else "a plain table: no survey tool's marks"


def _found(block: DraftBlock) -> str:
    count = block.instrument.item_count
    if block.certain is None:
        return f"could be {count} columns side by side: DECIDE"
    found = f"{len(block.certain.places)} columns {block.certain.how} (certain)"
    reading = block.certain.reading
    return f"{found}; {reading.found} ({'DECIDE' if reading.doubt else 'certain'})"


def _head_lines(draft: Draft, decisions: Decisions, layout_id: str, files: str) -> list[str]:
    export = draft.export
    lines = [
        f"id = {quoted(layout_id)}",
        f"platform = {quoted(export.platform)}",
        f"files = {listed([files])}    # names of such exports; * stands for any part",
        f"informant = {quoted(draft.informant)}",
        *_student_lines(draft, decisions),
        'approved_by = ""    # sign here: name and role',
        'approved_on = ""    # and the day, as 2026-09-15',
    ]
    if export.delimiter != ",":
        lines.append(f"delimiter = {quoted(export.delimiter)}")
    if export.encoding != "utf-8":
        decisions.add("encodings: are letters with accents right in the file?")
        lines.append(f"encodings = {listed([export.encoding])}")
    if draft.duration is not None:
        lines.append(f"duration = {address(export.table, draft.duration)}    # in seconds")
    return lines


def _student_lines(draft: Draft, decisions: Decisions) -> list[str]:
    table = draft.export.table
    if draft.student.certain is not None:
        return [f"student_ref = {address(table, draft.student.certain)}"]
    mark = decisions.add("student_ref: which column holds the code that the roster has?")
    lines = [
        f"# {mark}: the code must be the roster's pseudonym. If it is the school's own student",
        "# number, replace it first: screening pseudonymise --help",
    ]
    proposed = [address(table, place) for place in draft.student.proposed]
    if not proposed:
        lines.append("# No column looks like it. Without a code no answer reaches a student.")
    return [*lines, *(f"#? student_ref = {each}" for each in proposed or ['""'])]


def _ignored_lines(draft: Draft) -> list[str]:
    columns = draft.export.head.columns
    names = dict.fromkeys(columns[place].name for place in draft.ignored)
    lines = []
    if names:
        lines += ["", "# Columns of the survey tool that nobody needs:"]
        lines += ["ignore = [", *(f"    {quoted(name)}," for name in names), "]"]
    if draft.personal:
        lines += ["", "# With personal data, dropped unread each time. Better: switch them off."]
        lines += [_told(draft, draft.personal)]
    if draft.unread:
        lines += ["", "# Not read, dropped each time:", _told(draft, draft.unread)]
    return lines


def _told(draft: Draft, places: Sequence[int]) -> str:
    """Return the names of columns as one comment, long names and long lists cut."""
    names = [draft.export.head.columns[place].name for place in places]
    told = [quoted(name if len(name) <= LONGEST else f"{name[:LONGEST]} …") for name in names]
    more = f" and {len(told) - MOST_TOLD} more" if len(told) > MOST_TOLD else ""
    return f"#   {', '.join(told[:MOST_TOLD])}{more}"


def _time_lines(draft: Draft, decisions: Decisions) -> list[str]:
    place = draft.recorded_at.certain
    if place is None:
        return ["", *_proposed_times(draft, decisions)]
    times = draft.times[place]
    lines = ["", "# When the answers were given."]
    if times.undated:
        lines.append(f"# In {times.undated} rows the tool has written a time that stands for none.")
    column = f"column = {address(draft.export.table, place)}"
    if len(times.ways) == 1:
        lines += ["[recorded_at]", column, f"formats = {listed(times.ways[0])}"]
        return [*lines, *_zone_lines(draft, place), *_fallback_lines(draft, decisions)]
    if times.ways:
        mark = decisions.add("recorded_at: is the day or the month written first?")
        lines.append(
            f"# {mark}: every cell can be read in more than one way. Accept the right one."
        )
        return [*lines, "[recorded_at]", column, *_ways_lines(times)]
    mark = decisions.add("recorded_at: the times cannot be read as one kind")
    lines.append(f"# {mark}: no way of writing times fits every cell.")
    if times.is_damaged:
        lines += ["# A spreadsheet has exchanged day and month in some of them. Export again,"]
        lines += ["# and do not open the file in between."]
    return [*lines, "#? [recorded_at]", f"#? {column}", '#? formats = [""]']


def _ways_lines(times: TimeReading) -> list[str]:
    """Return the ways in which times can be read, each as a proposal."""
    return [f"#? formats = {listed(way)}    # {_order(way)} first" for way in times.ways]


def _zone_lines(draft: Draft, place: int) -> list[str]:
    """Return the zone where the column's name says it, else how to say another one."""
    if "(utc)" in normalise(draft.export.head.columns[place].name):
        return ['timezone = "UTC"    # as the column says']
    return ['# If they are not in the zone of the programme, add theirs: timezone = "UTC"']


def _fallback_lines(draft: Draft, decisions: Decisions) -> list[str]:
    """Return the other time that stands in for times that are none, where the tool writes one."""
    roles = draft.export.roles
    other = next((place for place, role in roles.items() if role == "last_action_at"), None)
    if other is None or not any(times.undated for times in draft.times.values()):
        return []
    mark = decisions.add("recorded_at: may another column stand in for times that are none?")
    return [f"# {mark}: the last action is written in another column.",
            f"#? fallback = {address(draft.export.table, other)}"]  # fmt: skip


def _proposed_times(draft: Draft, decisions: Decisions) -> list[str]:
    if not draft.recorded_at.proposed:
        return ["# No column holds times; whether answers are of the window is not checked then."]
    mark = decisions.add("recorded_at: which column holds the time of the answers?")
    lines = [f"# {mark}: these could. Without one, nothing checks that answers are of the window."]
    for place in draft.recorded_at.proposed:
        lines += ["#? [recorded_at]", f"#? column = {address(draft.export.table, place)}"]
        lines += _ways_lines(draft.times[place])
    return lines


def _order(formats: Sequence[str]) -> str:
    """Return which part of the date the first format writes first."""
    return next(word for part in PARTS.findall(formats[0]) if (word := ORDERS.get(part)))


def _row_lines(draft: Draft, row: RowDefault) -> list[str]:
    lines = ["", "# Which rows count, by the survey tool's own column."]
    if row.evidence == "known":
        lines.append("# Not seen in a file yet: look whether these words stand in your export.")
    if draft.export.roles.get(row.position) == "form_complete" and _form_count(draft) > 1:
        lines += [
            "# The items stand in several forms; only this one's state is asked. A student who",
            "# finished another form only is left out: draft a layout per form if that happens.",
        ]
    lines += ["[[rows]]", f"column = {address(draft.export.table, row.position)}"]
    if row.keep:
        lines += [f"keep = {listed(row.keep)}", f"reason = {quoted(row.otherwise)}"]
    if row.leave_out:
        lines.append("[rows.leave_out]")
        lines += [f"{quoted(text)} = {quoted(why)}" for text, why in row.leave_out.items()]
    return lines


def _form_count(draft: Draft) -> int:
    """Return in how many of a project's forms the items stand; each ends with its state."""
    ends = [place for place, role in draft.export.roles.items() if role == "form_complete"]
    items = {
        place
        for block in draft.blocks
        for each in (block.certain, *block.proposed)
        if each
        for place in each.places.values()
    }
    return len({min((end for end in ends if end > place), default=None) for place in items})


def _event_lines(draft: Draft, decisions: Decisions) -> list[str]:
    place = next((p for p, role in draft.export.roles.items() if role == "event"), None)
    if place is None or len(draft.export.columns[place].cells) < 2:  # noqa: PLR2004 (several)
        return []
    mark = decisions.add("events: which event is this screening window?")
    return [
        "",
        f"# {mark}: the file holds several events. Write the event that is meant, and accept.",
        "#? [[rows]]",
        f"#? column = {address(draft.export.table, place)}",
        '#? keep = [""]',
        '#? reason = "other_form"',
    ]
