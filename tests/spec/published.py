"""The published tables as cases: answers to a whole form and what the manual says of them.

Taken from the transcriptions in the spec tests beside this file, never from a definition.
"""

from dataclasses import dataclass

import test_gad_7
import test_phq_9
import test_phq_a
import test_psc_17
import test_sdq
import test_srss_ie
from vectors import adding_up_to, constant, printed

ITEMS = {"gad_7": 7, "phq_9": 9, "phq_a": 9, "psc_17": 17, "sdq": 33, "srss_ie": 12}
"""Items as numbered in print, the SDQ's 26 to 33 being its impact supplement."""
ANSWERS = {"gad_7": 4, "phq_9": 4, "phq_a": 4, "psc_17": 3, "sdq": 3, "srss_ie": 4}
"""Answers to choose from, counted 0, 1, 2 … from the first."""
CRITICAL = {"phq_9": 9, "phq_a": 9}
"""The one item of which every answer above the lowest is critical."""
NO_SCORE = (None, None, None)


@dataclass(frozen=True)
class Case:
    """Answers of one form, and the score (with band and rank, where given) of some subscales."""

    instrument: str
    informant: str
    scheme: str
    answers: dict
    expected: dict
    order: str | None = None
    grade: str | None = None

    @property
    def choice(self):
        return {
            "informant": self.informant,
            "scheme": self.scheme,
            "item_order": self.order,
            "already_reversed": False,
            "with_supplement": 26 in self.answers,
        }


def cases():
    """Return every case of the six instruments."""
    return [*_one_total(), *_psc_17(), *_sdq(), *_impact(), *_srss_ie()]


def _one_total():
    for name, spec, count in (
        ("gad_7", test_gad_7, 7),
        ("phq_9", test_phq_9, 9),
        ("phq_a", test_phq_a, 9),
    ):
        for scheme, (table, bands) in spec.SCHEMES.items():
            for points, band in printed(table, bands).items():
                row = adding_up_to(points, range(1, count + 1), highest=3, count=count)
                expected = {"total": (points, band, bands.index(band))}
                yield Case(name, "self", scheme, row, expected)
        fewest = 7
        for answered in range(count):
            row = constant(count, 1) | dict.fromkeys(range(answered + 1, count + 1))
            enough = name != "gad_7" and answered >= fewest
            yield Case(name, "self", "severity", row, {"total": (count,) if enough else NO_SCORE})


def _psc_17():
    bands = test_psc_17.BANDS
    for order, key in (("mixed", test_psc_17.MIXED), ("grouped", test_psc_17.GROUPED)):
        for subscale, table in test_psc_17.CAREGIVER.items():
            for points, band in printed(table, bands).items():
                row = test_psc_17.row_scoring(key, subscale, points)
                expected = {subscale: (points, band, bands.index(band))}
                yield Case("psc_17", "caregiver", "screen", row, expected, order)
    for informant in ("caregiver", "self"):
        three = constant(17, 2) | dict.fromkeys([1, 2, 4])
        yield Case("psc_17", informant, "screen", three, {"total": (28,)}, "mixed")
        four = three | {3: None}
        yield Case("psc_17", informant, "screen", four, {"total": NO_SCORE}, "mixed")


def _sdq():
    for scheme, informant, subscale, table in test_sdq.tables():
        bands = (test_sdq.LOWERED if subscale == "prosocial" else test_sdq.BANDS)[scheme]
        for points, band in printed(table, bands).items():
            row = test_sdq.row_scoring(subscale, points)
            expected = {subscale: (points, band, bands.index(band))}
            yield Case("sdq", informant, scheme, row, expected)
    for subscale, key in test_sdq.KEY.items():
        row = test_sdq.row_scoring(subscale, 0)
        for blank in range(1, 6):
            expected = {subscale: (0,) if blank <= 2 else NO_SCORE}
            blanks = dict.fromkeys(key[:blank])
            yield Case("sdq", "self", "three_band", row | blanks, expected)


def _impact():
    for scheme, tables in test_sdq.IMPACT.items():
        for informant, table in tables.items():
            count = 3 if informant == "teacher" else 5
            bands = test_sdq.BANDS[scheme]
            for points, band in printed(table, bands).items():
                twos, ones = divmod(points, 2)
                answers = [3] * twos + [2] * ones + [1] * (count - twos - ones)
                row = test_sdq.with_impact(informant, 1, answers)
                expected = {"impact": (points, band, bands.index(band))}
                yield Case("sdq", informant, scheme, row, expected)
            none = test_sdq.with_impact(informant, 0, [3] * count)
            yield Case("sdq", informant, scheme, none, {"impact": (0, bands[0], 0)})
            lowest = test_sdq.with_impact(informant, 1, [0] * count)
            yield Case("sdq", informant, scheme, lowest, {"impact": (0, bands[0], 0)})


def _srss_ie():
    bands = test_srss_ie.BANDS
    for subscale, (items, table, grade) in test_srss_ie.TABLES.items():
        for points, band in printed(table, bands).items():
            row = adding_up_to(points, items, highest=3, count=12)
            expected = {subscale: (points, band, bands.index(band))}
            yield _srss_case(row, expected, grade)
        blank = constant(12, 1) | {items[-1]: None}
        yield _srss_case(blank, {subscale: NO_SCORE}, grade)
    for grades, own, other in (
        (test_srss_ie.ELEMENTARY, "i5", "i6"),
        (test_srss_ie.MIDDLE_HIGH, "i6", "i5"),
    ):
        for grade in grades:
            count = len(test_srss_ie.TABLES[own][0])
            yield _srss_case(constant(12, 1), {own: (count,), other: None}, grade)


def _srss_case(row, expected, grade):
    return Case("srss_ie", "teacher", "three_band", row, expected, grade=grade)
