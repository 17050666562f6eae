"""Why a student's tier is another than at the last run of the window, in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from screening.dashboards.words import INFORMANTS
from screening.replay.input_changes import InputChange

FormKey = tuple[str, str]
"""instrument_id, informant."""
NO_CONSENT = ("opted_out", "withdrawn")
UNCERTAIN = "roster_conflict"


@dataclass(frozen=True)
class FormScores:
    """What one form of a student gave.

    Attributes:
        version: of the definition that scored it.
        scheme: the cut-point scheme.
        scores: one (subscale_id, score, answered_count) per subscale, in order of their ids.
        bands: the bands of these, in the same order.
    """

    version: str
    scheme: str | None
    scores: tuple[tuple[str, float | None, int], ...]
    bands: tuple[str | None, ...]

    @property
    def is_answered(self) -> bool:
        """Whether any item was answered."""
        return any(answered for _, _, answered in self.scores)


@dataclass(frozen=True)
class Placed:
    """Where one run put a student.

    Attributes:
        outcome: the tier, or the reason why there is none.
        place: school, grade and class, as on the roster.
        rule_version: of the tier rule.
    """

    outcome: str
    place: tuple[str, str, str]
    rule_version: str
    forms: Mapping[FormKey, FormScores] = field(default_factory=dict)


@dataclass(frozen=True)
class Known:
    """What else is known about the two runs.

    Attributes:
        titles: instrument_id → its title.
        inputs: how the inputs differ; empty also where the earlier run's are not known.
        decision: what a person decided about this student since the last run; may be empty.
        compared_with_others: some score counts by its place among the district's students.
    """

    titles: Mapping[str, str]
    inputs: Sequence[InputChange] = ()
    decision: str = ""
    compared_with_others: bool = False


def reasons(before: Placed | None, after: Placed | None, known: Known) -> str:
    """Return why, as sentences; None = the student was or is not on the roster.

    What is found in the student's own rows comes first; where nothing is, what else changed.
    """
    if before is None:
        return "New on the roster."
    if after is None:
        return "No longer on the roster."
    if found := _of_consent(before, after):
        return found
    own = [*_of_roster(before, after), *_of_people(known)]
    # Of an uncertain entry no answers are used: they neither went nor came in.
    if UNCERTAIN not in {before.outcome, after.outcome}:
        own += _of_forms(before, after, known)
    if before.rule_version != after.rule_version:
        own.append(f"The tier rule is version {after.rule_version}, not {before.rule_version}.")
    return " ".join(own or _of_the_rest(known))


def _of_consent(before: Placed, after: Placed) -> str:
    if after.outcome in NO_CONSENT:
        return {
            "opted_out": "The family opted out.",
            "withdrawn": "Consent was withdrawn.",
        }[after.outcome]
    return "The family agrees now." if before.outcome in NO_CONSENT else ""


def _of_roster(before: Placed, after: Placed) -> Iterator[str]:
    if after.outcome == UNCERTAIN:
        yield "The roster entry is not certain any more."
    elif before.outcome == UNCERTAIN:
        yield "The roster entry is certain now."
    for name, old, new in zip(("School", "Grade", "Class"), before.place, after.place, strict=True):
        if old != new:
            yield f"{name} on the roster: {new}, not {old}."


def _of_people(known: Known) -> Iterator[str]:
    if known.decision:
        yield known.decision


def _of_forms(before: Placed, after: Placed, known: Known) -> Iterator[str]:
    answers = False
    for key in sorted({*before.forms, *after.forms}):
        title = known.titles.get(key[0], key[0])
        what = f"{title} ({INFORMANTS[key[1]].lower()})"
        told = list(_of_form(before.forms.get(key), after.forms.get(key), what))
        answers |= any(sentence.startswith("Answers") for sentence in told)
        yield from told
    if answers and (files := [each.words for each in known.inputs if each.is_of_answers]):
        yield f"Files: {'; '.join(files)}."


def _of_form(old: FormScores | None, new: FormScores | None, what: str) -> Iterator[str]:
    was, is_now = bool(old and old.is_answered), bool(new and new.is_answered)
    if is_now and not was:
        yield f"Answers came in: {what}."
    elif was and not is_now:
        yield f"Answers are no longer there: {what}."
    elif old and new and was:
        yield from _of_both(old, new, what)


def _of_both(old: FormScores, new: FormScores, what: str) -> Iterator[str]:
    if old.version != new.version:
        yield f"Scored with definition {new.version}, not {old.version}: {what}."
    elif old.scores != new.scores:
        yield f"Answers were corrected or replaced: {what}."
    if old.scheme != new.scheme:
        yield f"Other cut-points ({new.scheme}, not {old.scheme}): {what}."


def _of_the_rest(known: Known) -> Iterator[str]:
    if known.compared_with_others:
        yield "Other students' answers came in or went, and scores are compared with theirs."
    others = [each.words for each in known.inputs]
    if others:
        yield f"Nothing of this student's changed; changed were: {'; '.join(others)}."
    elif not known.compared_with_others:
        yield "What changed is not known: the last run's record is gone."
