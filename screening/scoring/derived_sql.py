"""Columns of scores made from another score: multiplied, looked up, or set against norms."""

from screening.instruments.definition import Subscale
from screening.instruments.derived_rule import Conversion, Times
from screening.instruments.form import Form
from screening.scoring.band_sql import grade_is
from screening.scoring.select_sql import Column, cases
from screening.warehouse import literal

DECIMALS = 9
"""Of a T score: more than any table prints, fewer than binary fractions spoil."""


def scores(form: Form) -> tuple[Column, ...]:
    """Return one column `<id>_score` per derived subscale; null where the other score is."""
    return tuple(_score(form, each) for each in form.subscales if each.derived is not None)


def _score(form: Form, subscale: Subscale) -> Column:
    rule = subscale.derived
    assert rule is not None  # noqa: S101 (the caller looked)
    of = f"{rule.of}_score"
    if isinstance(rule, Times):
        sql = f"{of} * {rule.factor}"
    elif isinstance(rule, Conversion):
        branches = [(f"{of} = {score}", f"{to}") for score, to in sorted(rule.scores.items())]
        sql = cases(branches)
    else:
        sql = cases(_norm_branches(form, rule.of))
    return Column(sql, f"{subscale.id}_score", f"{subscale.id}: {rule.source}")


def _norm_branches(form: Form, of: str) -> list[tuple[str, str]]:
    """Return condition and T score per norm group; a student outside all of them has none."""
    norms = form.instrument.norms
    assert norms is not None  # noqa: S101 (a T score has norms, says the loader)
    branches = []
    for group in form.norm_groups:
        mean, sd = group.mean_sd[of]
        grades = grade_is(form.instrument.grades(group.grade_band))
        t_score = f"{norms.mean} + {norms.sd} * ({of}_score - {mean}) / {sd}"
        # Binary fractions turn an exact 65 into 64.99999999999999, which is another band.
        exact = f"round({t_score}, {DECIMALS})"
        branches.append((f"gender = {literal(group.gender)} and {grades}", exact))
    return branches
