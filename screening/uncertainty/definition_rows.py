"""What the SQL steps about doubt join: cuts acted on, subscales looked at, words."""

import datetime as dt
from typing import NamedTuple

import pandas as pd

from screening.instruments.form import Form
from screening.programme.load import LoadedProgramme
from screening.score_quality.acted_cuts import Key, screener_form
from screening.scoring.tier_rule import definition_rows
from screening.uncertainty.doubt_rules import DoubtRules
from screening.uncertainty.near_cut import ActedCut


def forms_by_screener(programme: LoadedProgramme) -> dict[tuple[str, str], Form]:
    """Return (instrument, informant) → form with everything that can be scored."""
    return {
        (screener.instrument, screener.informant): screener_form(programme, screener)
        for screener in programme.settings.screener
    }


def acted_cuts(programme: LoadedProgramme) -> list[ActedCut]:
    """Return every cut-point that a condition or gate of the tier rule acts on."""
    forms = forms_by_screener(programme)
    found = {(key, int(rank)) for key, rank in _looked_at(programme) if rank is not None}
    return [
        ActedCut(forms[instrument_id, informant], subscale_id, rank)
        for (instrument_id, informant, subscale_id), rank in sorted(found)
    ]


class RatedSubscale(NamedTuple):
    """A subscale that the tier rule looks at; a row of `def_rated_subscale`.

    Attributes:
        concern_sign: 1 where a higher score is more concern, else -1.
    """

    instrument_id: str
    informant: str
    subscale_id: str
    area: str
    concern_sign: int
    words: str

    @property
    def named(self) -> tuple[str, str]:
        """Instrument and subscale."""
        return self.instrument_id, self.subscale_id


def rated_subscales(programme: LoadedProgramme) -> list[RatedSubscale]:
    """Return the subscales that the tier rule looks at, in alphabetical order."""
    forms = forms_by_screener(programme)
    return [
        RatedSubscale(*key, *_about(forms[key[0], key[1]], key[2]))
        for key in sorted({key for key, _ in _looked_at(programme)})
    ]


def rated_rows(rated: list[RatedSubscale]) -> pd.DataFrame:
    """Return the rows of `def_rated_subscale`."""
    frame = pd.DataFrame(rated, columns=list(RatedSubscale._fields))
    return frame.astype(dict.fromkeys(RatedSubscale._fields, "str") | {"concern_sign": "int64"})


def _looked_at(programme: LoadedProgramme) -> list[tuple[Key, int | None]]:
    """Return subscale and rank (None = by percentile) of every condition on scores."""
    rows = definition_rows(
        programme.tier_rule, programme=programme.settings, library=programme.library
    )
    return [
        (
            (str(row["instrument_id"]), str(row["informant"]), str(row["subscale_id"])),
            None if row["band_rank_at_least"] is None else int(row["band_rank_at_least"]),
        )
        for row in rows.def_tier_condition
        if row["instrument_id"] is not None
    ]


def _about(form: Form, subscale_id: str) -> tuple[str, int, str]:
    named = {each.id: (each.area, each.words) for each in form.subscales}
    if (supplement := form.instrument.supplement) is not None:
        named[supplement.id] = supplement.area, supplement.words
    area, words = named[subscale_id]
    return area, 1 if form.higher_is(subscale_id) == "worse" else -1, words


def words_rows(rules: DoubtRules, *, as_of: dt.date) -> pd.DataFrame:
    """Return one row: the words of what is missing or old, and from when answers are old."""
    incomplete = rules.incomplete
    row = {
        "conflicting": incomplete.conflicting,
        "one_informant": incomplete.one_informant,
        "blank": incomplete.blank,
        "nothing_to_compare": incomplete.nothing_to_compare,
        "missing": incomplete.missing,
        "old": rules.old.told,
    }
    frame = pd.DataFrame([row]).astype("str")
    oldest = pd.Timestamp(as_of) - pd.Timedelta(days=rules.old.days_at_most)
    return frame.assign(not_before=oldest.date())


def who_rows(rules: DoubtRules) -> pd.DataFrame:
    """Return informant, place (in the order in which they are named) and words."""
    rows = [(who, place, words) for place, (who, words) in enumerate(rules.incomplete.who.items())]
    frame = pd.DataFrame(rows, columns=["informant", "place", "words"])
    return frame.astype({"informant": "str", "words": "str", "place": "int64"})
