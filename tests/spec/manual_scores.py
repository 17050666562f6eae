"""What a transcribed manual says about one form of answers. Exact, and by the manual alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from manual import GRADES, Manual, Norms, Scale, grades_in

Answers = Mapping[int, int | None]
NO_SCORE = (None, None, None)


@dataclass(frozen=True)
class Asked:
    """How a form was given and by whom it was answered."""

    informant: str
    scheme: str | None = None
    order: str | None = None
    grade: str | None = None
    gender: str | None = None
    already_reversed: bool = False
    with_supplement: bool = False


def scores_of(manual: Manual, answers: Answers, asked: Asked) -> dict[str, tuple]:
    """Return scale -> (score, band, rank); scales not for this grade or informant are left out."""
    raw: dict[str, Fraction | None] = {}
    for scale in manual.scales:
        if is_scored(manual, scale, asked):
            lacks = any(raw[each] is None for each in scale.requires)
            raw[scale.id] = None if lacks else _score(manual, scale, answers, asked, raw)
    if asked.with_supplement:
        raw[manual.supplement.id] = _impact(manual, answers, asked)
    return {name: _banded(manual, name, score, asked) for name, score in raw.items()}


def is_scored(manual: Manual, scale: Scale, asked: Asked) -> bool:
    """Return whether a scale is there at all on this form, for this student."""
    if scale.is_t_score and asked.informant not in manual.norms.informants:
        return False
    if scale.grades is not None and asked.grade not in grades_in(scale.grades):
        return False
    return all(is_scored(manual, manual.by_id[part], asked) for part in scale.parts)


def _score(manual, scale, answers, asked, raw) -> Fraction | None:
    if scale.sum_of:
        parts = [raw[part] for part in scale.sum_of]
        return None if None in parts else sum(parts)
    if scale.of is None:
        return _from_items(manual, scale, answers, asked)
    score = raw[scale.of]
    if score is None:
        return None
    if scale.times:
        return score * scale.times
    return scale.converted[score] if scale.table else t_score(manual.norms, scale.of, score, asked)


def t_score(norms: Norms, scale: str, score: Fraction, asked: Asked) -> Fraction | None:
    """Return the T score; None where no norm group is the student's."""
    group = _norm_group(norms, scale, asked)
    return None if group is None else norms.mean + norms.sd * (score - group[0]) / group[1]


def raw_at(norms: Norms, scale: str, t: Fraction, asked: Asked) -> Fraction | None:
    """Return the score that has this T score; None where no norm group is the student's."""
    group = _norm_group(norms, scale, asked)
    return None if group is None else group[0] + (t - norms.mean) * group[1] / norms.sd


def _norm_group(norms: Norms, scale: str, asked: Asked) -> tuple[Fraction, Fraction] | None:
    for (grades, gender), rows in norms.groups.items():
        if asked.grade in grades_in(grades) and gender == asked.gender:
            mean, sd = (Fraction(number.strip()) for number in rows[scale].split("/"))
            return mean, sd
    return None


def counted(manual: Manual, number: int, answer: int, *, already_reversed: bool) -> int:
    """Return what an answer counts."""
    if number not in manual.turned or already_reversed:
        return answer
    return min(manual.codes) + max(manual.codes) - answer


def _from_items(manual, scale, answers, asked) -> Fraction | None:
    numbers = manual.items(scale, asked.order)
    given = [
        counted(manual, number, answers[number], already_reversed=asked.already_reversed)
        for number in numbers
        if answers[number] is not None
    ]
    rule = manual.rule(scale)
    if rule.at_most is not None:
        whole = range(1, manual.item_count + 1) if scale.missing is None else numbers
        blanks = [answers[number] for number in whole].count(None)
        return Fraction(sum(given)) if blanks <= rule.at_most else None
    if len(given) < (len(numbers) if rule.at_least is None else rule.at_least):
        return None
    exact = Fraction(sum(given) * len(numbers), len(given))
    half_up = Fraction(floor(exact + Fraction(1, 2)))
    return exact if rule.rounding == "none" else half_up


def _impact(manual, answers, asked) -> Fraction | None:
    rules = manual.supplement
    gate, given = answers[rules.gate], [answers[n] for n in rules.items[asked.informant]]
    if gate == rules.gate_none:
        return Fraction(0)
    if gate is None or None in given:
        return None
    counts = dict(zip(rules.codes, rules.counts, strict=True))
    return Fraction(sum(counts[answer] for answer in given))


def _banded(manual, name, score, asked) -> tuple:
    if score is None:
        return NO_SCORE
    table = manual.table_of(name, scheme=asked.scheme, informant=asked.informant, grade=asked.grade)
    return (score, *(table.band_of(name, score) if table else (None, None)))


def some_grade(manual: Manual) -> list[str | None]:
    """Return one grade of every group of grades that the manual treats alike."""
    texts = [table.grades for table in manual.tables] + [scale.grades for scale in manual.scales]
    texts += [grades for grades, _ in manual.norms.groups] if manual.norms else []
    texts = [text for text in texts if text]
    alike = {frozenset(t for t in texts if grade in grades_in(t)): grade for grade in GRADES}
    return [grade for group, grade in alike.items() if group] or [None]
