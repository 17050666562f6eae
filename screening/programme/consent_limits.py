"""`[consent]` of `programme.toml`: how far a consent file may fall behind the last one."""

from typing import Annotated

from pydantic import Field

from screening.definition import Definition

Share = Annotated[float, Field(gt=0, le=1)]


class ConsentLimits(Definition):
    """From where on a consent file is taken for a part of one, school by school.

    Families opt out by a few in a hundred (2.0 % in the SHIELD trial: 262 of 13,171 students,
    NCT03716869). So a tenth that turns at once, or a fifth that is gone within one window, is
    rather a file cut short or a column mixed up. Between windows whole grades leave: half of a
    school of two grades.
    """

    turned: Share = 0.1
    """Of students with consent at the last run: the share that may have it no more."""
    agreed_again: Share = 0.5
    """Of students without consent at the last run of the same window: the share that may have it.

    A column mixed up, or a file where everybody agrees, would screen whoever said no.
    """
    gone: Share = 0.2
    """Of students recorded at the last run of the same window: the share that may be missing."""
    gone_since_window_before: Share = 0.5
    """The same, where the last run was of the window before."""
    at_least: Annotated[int, Field(ge=1, le=1000)] = 5
    """Fewer students than this never refuse a file: small schools have small numbers."""
