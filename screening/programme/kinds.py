"""Kinds of words that settings, instruments and rules are made of."""

from typing import Annotated, Literal

from pydantic import StringConstraints

Informant = Literal["self", "caregiver", "teacher"]
Gender = Literal["female", "male"]
"""As norm tables are printed; a student of neither has no T score."""
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
"""Safe as a folder name: letters, digits, `_`, `-`; 1 to 40 characters."""
Sentence = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Nominator = Literal["self", "caregiver", "teacher", "staff"]
"""Who may name a student for a closer look."""
AreaOfNeed = Literal[
    "internalising",
    "externalising",
    "attention",
    "peer_social",
    "emotion_regulation",
    "wellbeing",
]
"""What support can be for."""
Area = AreaOfNeed | Literal["competence", "answering", "total"]
"""Areas of need; social-emotional competence; how a form was answered; a score over areas."""
