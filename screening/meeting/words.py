"""Words, minutes and limits of the meeting papers (`meeting.toml`)."""

from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence

PointId = Literal["opening", "alerts", "actions", "new", "reviews", "patterns", "closing"]
MEETING_MINUTES = 45


class PointWords(Definition):
    """One point of the agenda."""

    id: PointId
    title: Sentence
    minutes: Annotated[int, Field(ge=1, le=45)]
    text: Sentence


class Headings(Definition):
    """Headings of the agenda's tables."""

    student: Sentence
    grade_class: Sentence
    owner: Sentence
    status: Sentence
    due: Sentence
    late: Sentence
    next_step: Sentence
    date: Sentence
    plan: Sentence
    tick_actions: Sentence
    tick_reviews: Sentence


class CardWords(Definition):
    """Labels of a student's card."""

    name: Sentence
    strengths: Sentence
    ask: Sentence
    why: Sentence
    sure: Sentence
    change: Sentence
    areas: Sentence
    support: Sentence
    language: Sentence
    contact: Sentence
    access: Sentence
    not_known: Sentence
    steps: Sentence
    decide: Sentence
    see_by: Sentence
    owner: Sentence
    step: Sentence
    date: Sentence
    student_wants: Sentence


class MeetingWords(Definition):
    """The whole of `meeting.toml`."""

    title: Sentence
    card_title: Sentence
    made_on: Sentence
    confidential: Sentence
    page: Sentence
    minutes: Sentence
    nobody: Sentence
    more: Sentence
    review_ahead_days: Annotated[int, Field(ge=0, le=60)]
    rows_shown: Annotated[int, Field(ge=1, le=12)]
    new_students: Annotated[int, Field(ge=1, le=12)]
    """As many as the minutes of their point allow."""
    source: Sentence
    heading: Headings
    point: tuple[PointWords, ...]
    card: CardWords

    @model_validator(mode="after")
    def _fits_the_meeting(self) -> Self:
        if sum(point.minutes for point in self.point) != MEETING_MINUTES:
            raise ValueError(f"the points do not add up to {MEETING_MINUTES} minutes.")
        return self


@cache
def load_words() -> MeetingWords:
    """Return the words that come with the programme.

    Raises:
        DefinitionError: a word is missing, or the minutes do not add up.
    """
    with as_file(files("screening.meeting").joinpath("meeting.toml")) as path:
        return load_definition(path, MeetingWords)
