"""Which rows of a tool's export count, by the tool's own columns: what a drafted layout proposes.

Source: `platforms/tools.toml`. A layout may say otherwise; completeness of the answers is judged
by the instrument in any case, because people who were screened out count as finished.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from screening.intake.survey_tool import (
    Evidence,
    Reason,
    Role,
    RowRule,
    roles_of,
    survey_tool,
    survey_tools,
)
from screening.intake.text_table import Column, Head
from screening.intake.values import normalise

BESIDE_ITEMS: frozenset[Role] = frozenset({"form_complete", "form_recorded_at"})
"""Columns that every form of a project has: only those of the items' own form say anything."""


@dataclass(frozen=True)
class RowDefault:
    """One proposed row filter.

    Attributes:
        position: where the column stands, from 0.
        column: the tool's own column.
        keep: contents of rows that count; empty = every content not in `leave_out`.
        leave_out: content → why such a row does not count.
        otherwise: why a row does not count that is in neither list, where `keep` is given.
        evidence: how well this is known.
    """

    position: int
    column: Column
    keep: tuple[str, ...]
    leave_out: dict[str, Reason]
    otherwise: Reason
    evidence: Evidence

    def why_not(self, content: str) -> Reason | None:
        """Return why a row with this content does not count; None where it does."""
        text = normalise(content)
        for other, reason in self.leave_out.items():
            if text == normalise(other):
                return reason
        if not self.keep or text in {normalise(kept) for kept in self.keep}:
            return None
        return self.otherwise


def row_defaults(
    platform: str, head: Head, *, items: Collection[int] = (), wave: str | None = None
) -> list[RowDefault]:
    """Return the proposed filters in the order in which they are asked.

    Args:
        platform: the tool that wrote the export.
        head: the export's head.
        items: positions of the instrument's items; they say which form is meant where one row
            holds the state of several.
        wave: content of the event column of rows that count, where a project has several events;
            None = every event.
    """
    tool = survey_tool(platform)
    if tool is None:
        return []
    roles = roles_of(platform, head.columns, shape=head.shape)
    found = []
    if wave is not None:
        found += [
            _default(head, position, _of_wave(wave)) for position in _with_role(roles, "event")
        ]
    for rule in tool.rows:
        positions = _with_role(roles, rule.role)
        if rule.role in BESIDE_ITEMS:
            positions = _of_the_form(positions, roles, items)
        found += [_default(head, position, rule) for position in positions[:1]]
    return found


def stands_for_no_time(platform: str, text: str) -> bool:
    """Return True for a time that a program writes for none (T704).

    The row is complete, but when it was answered is not known.
    """
    tool = survey_tool(platform)
    plain = normalise(text)
    if tool and plain in tool.undated:
        return True
    return plain.startswith(tuple(survey_tools().no_times))


def _of_wave(wave: str) -> RowRule:
    return RowRule(role="event", keep=(wave,), otherwise="other_form", evidence="seen")


def _with_role(roles: dict[int, Role], role: Role) -> list[int]:
    return [position for position, found in roles.items() if found == role]


def _of_the_form(
    positions: Sequence[int], roles: dict[int, Role], items: Collection[int]
) -> list[int]:
    """Return those positions that belong to the form in which the items stand.

    A form's columns run up to its own state, so the state right of the items is theirs.
    """
    ends = _with_role(roles, "form_complete")
    if not items:
        return list(positions) if len(ends) == 1 else []
    end = next((each for each in ends if each > max(items)), None)
    if end is None:
        return []
    start = max((each for each in ends if each < end), default=-1)
    return [each for each in positions if start < each <= end]


def _default(head: Head, position: int, rule: RowRule) -> RowDefault:
    return RowDefault(
        position,
        head.columns[position],
        keep=rule.keep,
        leave_out=dict(rule.leave_out),
        otherwise=rule.otherwise,
        evidence=rule.evidence,
    )
