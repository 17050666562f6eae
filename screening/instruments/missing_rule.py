"""What an unanswered item does to a score."""

from typing import Annotated, Literal

from pydantic import Field

from screening.definition import Definition
from screening.programme.settings import Sentence


class Complete(Definition):
    """A score only when every item is answered."""

    rule: Literal["complete"]
    source: Sentence


class Prorate(Definition):
    """Mean of the answered items times the number of items."""

    rule: Literal["prorate"]
    at_least: Annotated[int, Field(ge=1)]
    """Fewest answered items that give a score."""
    rounding: Literal["half_up", "none"]
    """`half_up`: to a whole number, a half goes up; `none`: the score keeps its fraction."""
    source: Sentence


class CountZero(Definition):
    """A blank counts as 0, unless there are too many.

    Blanks are counted on the whole form where it is the instrument's rule, and among the
    subscale's own items where it is a subscale's.
    """

    rule: Literal["count_zero"]
    at_most_blank: Annotated[int, Field(ge=0)]
    """Most blanks; with one more, nothing is scored."""
    source: Sentence


MissingRule = Annotated[Complete | Prorate | CountZero, Field(discriminator="rule")]
