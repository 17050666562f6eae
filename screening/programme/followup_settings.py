"""Settings of the follow-up: from when on a referral without any action is called out."""

from typing import Annotated

from pydantic import Field

from screening.definition import Definition


class FollowupSettings(Definition):
    """What the measures of the loop are held against."""

    no_action_school_days: Annotated[int, Field(ge=1, le=60)] = 10
    """A referral that has been listed for more school days, with nobody seen and nothing begun, is
    a signal without action. Proposal of this project: the deadline of tier 2."""
