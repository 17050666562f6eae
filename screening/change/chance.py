"""What is published about chance: which repeats the expected moves rest on, and what is missing."""

from collections.abc import Sequence
from dataclasses import dataclass

from screening.change.compared_scores import ComparedScore, compared_scores
from screening.change.rules import load_change_rules
from screening.dashboards.words import INFORMANTS
from screening.instruments.library import Library
from screening.instruments.score_ranges import subscale_of
from screening.programme.load import LoadedProgramme


@dataclass(frozen=True)
class Chance:
    """How well repeats of the scores agree that the tier rule looks at.

    Attributes:
        retests: every published value, each once, lowest first.
        known: a phrase per score with a published value: score, value, days between, on whom.
        unknown: a phrase per score without one.
        screener_count: questionnaires, each by one informant, that the scores belong to.
        known_screener_count: those of them with a published value for one score or more.
    """

    retests: tuple[float, ...]
    known: tuple[str, ...]
    unknown: tuple[str, ...]
    screener_count: int
    known_screener_count: int

    @property
    def is_enough(self) -> bool:
        """True where enough of the screeners have a published value."""
        share = load_change_rules().expected.known_share_at_least
        return bool(self.known) and self.known_screener_count >= share * self.screener_count


def chance_of(programme: LoadedProgramme) -> Chance:
    """Return what is published about the scores that a programme's tier rule looks at."""
    scores = compared_scores(programme)
    known = [each for each in scores if each.retest]
    return Chance(
        retests=tuple(sorted({each.retest.value for each in known if each.retest})),
        known=_phrases(known, programme.library),
        unknown=_phrases([each for each in scores if not each.retest], programme.library),
        screener_count=len({each.screener for each in scores}),
        known_screener_count=len({each.screener for each in known}),
    )


def _phrases(scores: Sequence[ComparedScore], library: Library) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_phrase(each, library) for each in scores))


def _phrase(score: ComparedScore, library: Library) -> str:
    instrument = library.get(score.instrument_id)
    supplement = instrument.supplement
    of = supplement if supplement and supplement.id == score.subscale_id else None
    words = (of or subscale_of(instrument, score.subscale_id)).words
    named = f"{instrument.title}, {words} ({INFORMANTS[score.informant].lower()})"
    found = score.retest
    if found is None:
        return named
    days = found.interval_days
    after = f"after {days} days" if days else "after how long is not printed"
    return f"{named}: {found.value:.2f}, {after}; {found.population}"
