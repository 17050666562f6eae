"""Cases from a transcribed manual: forms of answers, and the score and band of every scale.

The answers are chosen so that one wrong number in a definition shows: every score of every scale,
each item alone, each item blank, blanks one by one until there is no score, sums around every cut
where blanks make fractions, and every grade and gender.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import ceil, floor

from manual import GRADES, Manual, Scale, Worked, cut_scores
from manual_scores import Answers, Asked, is_scored, raw_at, scores_of, some_grade

FEW_BLANKS = 2


@dataclass(frozen=True)
class Case:
    """Answers of one form and the (score, band, rank) of each scale that is scored."""

    instrument: str
    what: str
    asked: Asked
    answers: Answers
    expected: dict[str, tuple]
    is_worked: bool = False
    """An example from print, that need not say every score."""

    @property
    def whole(self) -> Answers:
        """The answers, those of items that are not on the form being None."""
        return dict.fromkeys(range(1, 100)) | self.answers

    @property
    def choice(self) -> dict:
        """The form, as `form_of` and the reference scorer want it said."""
        return {
            "informant": self.asked.informant,
            "scheme": self.asked.scheme,
            "item_order": self.asked.order,
            "already_reversed": self.asked.already_reversed,
            "with_supplement": self.asked.with_supplement,
        }


def cases_of(manual: Manual) -> list[Case]:
    """Return every case of one manual, none twice, the printed examples first."""
    found = {("worked", each.what): _worked(manual, each) for each in manual.worked}
    for asked in forms_of(manual):
        for what, answers, who in _answered(manual, asked):
            key = (who, tuple(sorted(answers.items(), key=lambda pair: pair[0])))
            if key not in found:
                expected = scores_of(manual, answers, who)
                found[key] = Case(manual.id, what, who, answers, expected)
    return list(found.values())


def forms_of(manual: Manual) -> Iterator[Asked]:
    """Return every informant, scheme and order; once each with items already turned round."""
    for who, scheme, order in product(manual.informants, manual.schemes, manual.orders or [None]):
        asked = Asked(who, scheme, order)
        yield asked
        if manual.turned:
            yield replace(asked, already_reversed=True)
        if manual.supplement:
            yield replace(asked, with_supplement=True)


def _worked(manual: Manual, example: Worked) -> Case:
    """Return a printed example; it must come out of the manual's own rules too."""
    asked = Asked(
        informant=example.informant or manual.informants[0],
        scheme=example.scheme or manual.schemes[0],
        order=example.order or next(iter(manual.orders), None),
        grade=example.grade,
        gender=example.gender,
        already_reversed=example.already_reversed,
    )
    answers = dict.fromkeys(range(1, manual.item_count + 1), min(manual.codes))
    if isinstance(example.answers, int):
        answers = dict.fromkeys(answers, example.answers)
    else:
        answers |= example.answers
    scores = {name: _as_tuple(score) for name, score in example.scores.items()}
    return Case(manual.id, example.what, asked, answers, scores, is_worked=True)


def _as_tuple(score) -> tuple:
    """Return (score,) or (score, band), exact; a decimal is what its digits say."""
    first, *band = score if isinstance(score, tuple) else (score,)
    return (None if first is None else Fraction(str(first)), *band)


def _answered(manual: Manual, asked: Asked) -> Iterator[tuple[str, Answers, Asked]]:
    """Return what is tried, the answers, and who answered."""
    if asked.with_supplement:
        ways = (_supplement,)
    elif asked.already_reversed:
        ways = (_constant,)
    else:
        ways = (_constant, _each_item, _every_score, _blanks, _fractions)
    for place, group in enumerate(groups(manual, asked)):
        whole = ways if place == 0 or not manual.norms else ()
        for way in (*whole, _around_t_cuts):
            for what, answers in way(manual, group):
                yield what, answers, group
    yield from _every_grade(manual, asked)


def groups(manual: Manual, asked: Asked) -> list[Asked]:
    """Return one student of every group of grades, and gender where norms ask for it."""
    genders = sorted({gender for _, gender in manual.norms.groups}) if manual.norms else [None]
    return [
        replace(asked, grade=grade, gender=gender)
        for grade, gender in product(some_grade(manual), genders)
    ]


def _every_grade(manual, asked):
    """Each grade and none, each gender and none, where they matter."""
    if some_grade(manual) == [None]:
        return
    genders = ("female", "male", "neither", None) if manual.norms else (None,)
    for grade, gender in product((*GRADES, None), genders):
        who = replace(asked, grade=grade, gender=gender)
        yield f"grade {grade}, {gender}", filled(manual, asked, level=1), who


def filled(manual: Manual, asked: Asked, *, level: int = 0) -> dict[int, int | None]:
    """Return a form where every item counts its lowest, or so many above it."""
    low, high = min(manual.codes), max(manual.codes)
    turned = () if asked.already_reversed else manual.turned
    form = {
        number: high - level if number in turned else low + level
        for number in range(1, manual.item_count + 1)
    }
    if asked.with_supplement:
        rules = manual.supplement
        asked_here = {rules.gate, *rules.unscored, *rules.items[asked.informant]}
        form |= dict.fromkeys(sorted(asked_here), min(rules.codes))
    return form


def raised(manual: Manual, asked: Asked, numbers, points: int) -> dict[int, int | None]:
    """Return a form where these items together count so many points above their lowest."""
    form, span = filled(manual, asked), max(manual.codes) - min(manual.codes)
    for number in numbers:
        step = min(span, points)
        points -= step
        form[number] += -step if number in manual.turned else step
    assert points == 0
    return form


def _constant(manual, asked):
    for code in manual.codes:
        form = filled(manual, asked)
        yield f"all {code}", form | dict.fromkeys(range(1, manual.item_count + 1), code)


def _each_item(manual, asked):
    """One item at each answer above its lowest, and one item blank."""
    for number in range(1, manual.item_count + 1):
        for points in (1, max(manual.codes) - min(manual.codes)):
            yield f"item {number} +{points}", raised(manual, asked, [number], points)
        yield f"item {number} blank", filled(manual, asked, level=1) | {number: None}


def _own_items(manual, asked) -> Iterator[tuple[Scale, tuple[int, ...]]]:
    for scale in manual.scales:
        if not scale.of and is_scored(manual, scale, asked):
            yield scale, manual.items(scale, asked.order)


def _every_score(manual, asked):
    span = max(manual.codes) - min(manual.codes)
    for scale, numbers in _own_items(manual, asked):
        for points in range(span * len(numbers) + 1):
            yield f"{scale.id}: {points} points", raised(manual, asked, numbers, points)


def _around_t_cuts(manual, asked):
    """The scores next to each cut of a T score and a point below it, with and without blanks."""
    if asked.already_reversed or asked.grade is None:
        return
    for scale in (scale for scale in manual.scales if scale.is_t_score):
        of = manual.by_id[scale.of]
        numbers = manual.items(of, asked.order)
        least = max(manual.rule(of).at_least or len(numbers), len(numbers) - FEW_BLANKS)
        for cut, count in product(_cuts(manual, scale.id, asked), range(least, len(numbers) + 1)):
            near = {raw_at(manual.norms, scale.of, t, asked) for t in (cut - 1, cut)} - {None}
            sums = {end(raw * count / len(numbers)) for raw in near for end in (floor, ceil)}
            yield from _summing(manual, asked, of.id, numbers, count, sums)


def _summing(manual, asked, name, numbers, count, sums):
    """Forms whose last `count` items of a scale add up to a sum, the others being blank."""
    lowest = min(manual.codes) * count
    for total in sorted(sums):
        if lowest <= total <= max(manual.codes) * count:
            form = raised(manual, asked, numbers[-count:], total - lowest)
            blank = dict.fromkeys(numbers[:-count])
            yield f"{name}: {total} from {count}", form | blank


def _blanks(manual, asked):
    """One blank more each time, from the first item on and from the last."""
    for scale, numbers in _own_items(manual, asked):
        for turn in (numbers, numbers[::-1]):
            for count in range(1, len(numbers) + 1):
                blanks = dict.fromkeys(turn[:count])
                yield f"{scale.id}: {count} blank", filled(manual, asked, level=1) | blanks
    every = range(1, manual.item_count + 1)
    for count in every:
        blanks = dict.fromkeys(every[-count:])
        yield f"{count} blank on the form", filled(manual, asked) | blanks


def _fractions(manual, asked):
    """Where blanks are prorated: the smallest sums, and those whose score is near a cut."""
    lowest = min(manual.codes)
    for scale, numbers in _own_items(manual, asked):
        cuts = _cuts(manual, scale.id, asked)
        least = manual.rule(scale).at_least or len(numbers)
        for count in range(least, len(numbers)):
            near = {int(cut * count / len(numbers)) + step for cut in cuts for step in (-1, 0, 1)}
            smallest = {lowest * count + points for points in range(8)}
            yield from _summing(manual, asked, scale.id, numbers, count, near | smallest)


def _cuts(manual, scale, asked):
    table = manual.table_of(
        scale, scheme=asked.scheme, informant=asked.informant, grade=asked.grade
    )
    return cut_scores(table.lines[scale]) if table else []


def _supplement(manual, asked):
    """Every score behind an open gate, each answer alone, a closed gate, and blanks."""
    rules = manual.supplement
    numbers, whole = rules.items[asked.informant], filled(manual, asked)
    opened = next(code for code in rules.codes if code != rules.gate_none)
    whole |= {rules.gate: opened}
    for gate in (*rules.codes, None):
        yield f"gate {gate}", whole | dict.fromkeys(numbers, max(rules.codes)) | {rules.gate: gate}
    for code in rules.codes:
        yield f"supplement all {code}", whole | dict.fromkeys(numbers, code)
    for number in (*numbers, *rules.unscored):
        for code in (*rules.codes, None):
            yield f"item {number} {code}", whole | {number: code}
    for place, code in product(range(len(numbers)), rules.codes):
        heavier = dict.fromkeys(numbers[:place], max(rules.codes))
        yield f"supplement {place} highest, then {code}", whole | heavier | {numbers[place]: code}
