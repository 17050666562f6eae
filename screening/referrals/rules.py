"""The rules of a referral list as a frozen model (`referral_rules.toml`)."""

from collections.abc import Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Annotated, Self

from pydantic import Field, model_validator

from screening.definition import Definition, load_definition
from screening.programme.settings import Sentence
from screening.referrals.urgency_rules import Deadline, Urgency


class Status(Definition):
    """One status of a referral and the statuses that may follow it."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9_]*$")]
    words: Sentence
    next: tuple[str, ...]


class Concern(Definition):
    """What a member of staff can ask for, and the deadline it brings."""

    choice: Sentence
    deadline: Deadline
    words: Sentence


class Standing(Definition):
    """Words for students on the list whom the answers do not put there."""

    concern: Sentence
    no_longer: Sentence
    no_result: Sentence
    decided: Sentence
    off_roster: Sentence
    deadline: Deadline
    words: Sentence


class Stage(Definition):
    """Status ids: whom nobody has seen yet, and for whom the work has ended."""

    to_see: Annotated[tuple[str, ...], Field(min_length=1)]
    done: Annotated[tuple[str, ...], Field(min_length=1)]


class RunningSupport(Definition):
    """How support that already runs is known and said."""

    statuses: tuple[str, ...]
    none: tuple[str, ...]
    """Entries that mean: no support runs."""
    roster: Sentence
    earlier: Sentence
    yes: tuple[Sentence, ...]
    yes_words: Sentence


class Contact(Definition):
    """How the roster says whether the family may be contacted."""

    yes: tuple[Sentence, ...]
    no: tuple[Sentence, ...]
    words: dict[str, Sentence]


class Worsening(Definition):
    """Kinds of change that are worse beyond chance."""

    kinds: tuple[Sentence, ...]


class NextQuestionnaire(Definition):
    """Says which questionnaire somebody still has to answer before there is a result."""

    words: Sentence
    screener: Sentence
    informant: dict[str, Sentence]

    def told(self, due: Sequence[tuple[str, str]]) -> str:
        """Return a sentence about questionnaires, each a title and who answers it."""
        named = (self.screener.format(title=title, who=self.informant[who]) for title, who in due)
        return self.words.format(screeners="; ".join(named))


class Words(Definition):
    """Codes of the tier table in plain words."""

    data_confidence: dict[str, Sentence]
    change: dict[str, Sentence]
    no_tier_reason: dict[str, Sentence]


class ReferralRules(Definition):
    """Everything a referral list is made by."""

    workbook_version: Sentence
    rules_version: Sentence
    cause: Sentence
    working_language: Sentence
    other_options: Annotated[int, Field(ge=0, le=3)]
    no_suggestion: Sentence
    strengths_seen: Sentence
    """With `{strengths}`: says that they come from answers and not from somebody at the school."""
    whole_class: Sentence
    urgency: Urgency
    concern: tuple[Concern, ...]
    standing: Standing
    stage: Stage
    support: RunningSupport
    contact: Contact
    worsening: Worsening
    next_questionnaire: NextQuestionnaire
    words: Words
    lists: dict[str, tuple[Sentence, ...]]
    override_tier: dict[str, Sentence]
    """Choice under override → the tier it sets, or `rule`."""
    free_cells: dict[str, Annotated[int, Field(ge=1, le=50)]]
    status: Annotated[tuple[Status, ...], Field(min_length=1)]
    """The first one is what a new referral has."""

    @model_validator(mode="after")
    def _statuses_are_known(self) -> Self:
        known = {status.id for status in self.status}
        for status in self.status:
            unknown = sorted(set(status.next) - known)
            if unknown:
                raise ValueError(f"status '{status.id}' moves to '{unknown[0]}', not a status.")
        named = {*self.stage.to_see, *self.stage.done, *self.support.statuses}
        if named - known:
            raise ValueError(f"'{min(named - known)}' is not a status.")
        return self

    @model_validator(mode="after")
    def _choices_are_known(self) -> Self:
        for name, used in {
            "override": set(self.override_tier),
            "staff_concern": {each.choice for each in self.concern},
        }.items():
            if unknown := sorted(used - set(self.lists.get(name, ()))):
                raise ValueError(f"'{unknown[0]}' is not a choice of lists.{name}.")
        return self

    def status_words(self, status_id: str) -> str:
        """Return a status in words; an unknown one as it is."""
        return {status.id: status.words for status in self.status}.get(status_id, status_id)

    def concern_of(self, choice: str) -> Concern | None:
        """Return what staff ask for with a choice; None where they ask for nothing."""
        return {each.choice: each for each in self.concern}.get(choice)


@cache
def load_rules() -> ReferralRules:
    """Return the rules that come with the programme.

    Raises:
        DefinitionError: a rule is missing, contradictory or unsourced.
    """
    with as_file(files("screening.referrals").joinpath("referral_rules.toml")) as path:
        return load_definition(path, ReferralRules)
