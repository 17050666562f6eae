"""Whatever a vendor exports: the same T score and the same band come out, never scored again."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from vendor_exports import (
    bess_row,
    dessa_row,
    drop_bess,
    drop_dessa,
    drop_saebrs,
    saebrs_row,
    vendor_folder,
)

SCREENERS = [("bess_3", "teacher"), ("saebrs", "teacher"), ("dessa_mini", "teacher")]
BESS = {"Normal": "usual_range", "Elevated": "elevated", "Extremely Elevated": "extremely_elevated"}
LEVELS = {"lowRisk": "low", "Some Risk": "some", "highRisk": "high"}
DESSA = {
    "Strength": "strength",
    "Typical": "typical",
    "Need for Instruction": "need_for_instruction",
}


def bess_label(t):
    return "Normal" if t <= 60 else "Elevated" if t <= 70 else "Extremely Elevated"


def dessa_label(t):
    return "Need for Instruction" if t <= 40 else "Typical" if t <= 59 else "Strength"


@st.composite
def t_and_band(draw, first, last, label_of):
    """Draw (T score or None, band's label or None) that agree."""
    t = draw(st.integers(first, last))
    shown = draw(st.sampled_from(["both", "both", "t", "band", "neither"]))
    label = draw(st.sampled_from([str.upper, str.lower, str]))(label_of(t))
    return (t if shown in ("both", "t") else None), (label if shown in ("both", "band") else None)


STUDENT = st.tuples(
    t_and_band(10, 120, bess_label),
    st.sampled_from([*LEVELS, None]),
    t_and_band(28, 72, dessa_label),
)


def blank(cell):
    return "" if cell is None else cell


def expected(result, label_of, bands):
    """Return (answered, of, score, band), or None where the vendor gives nothing."""
    t, label = result
    if t is None and label is None:
        return (0, 1, None, None)
    known = {text.lower(): band for text, band in bands.items()}
    return (1, 1, t, known[(label or label_of(t)).lower()])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STUDENT, min_size=1, max_size=40), st.randoms(use_true_random=False))
def test_what_the_vendor_exports_comes_out_unchanged(students, random):
    named = {f"S{place:03d}": student for place, student in enumerate(students, start=1)}
    order = list(named)
    random.shuffle(order)
    with tempfile.TemporaryDirectory() as place:
        folder = vendor_folder(Path(place), *named, screeners=SCREENERS)
        rows = [(ref, *named[ref]) for ref in order]
        drop_bess(
            folder,
            *(bess_row(ref, beri=blank(b[0]), beri_risk=blank(b[1])) for ref, b, _, _ in rows),
        )
        drop_saebrs(folder, *(saebrs_row(ref, teacher=blank(s)) for ref, _, s, _ in rows))
        drop_dessa(
            folder, *(dessa_row(ref, t=blank(d[0]), band=blank(d[1])) for ref, _, _, d in rows)
        )
        ran = folder.run()
    found = {(row[0], row[1]): row[6:10] for row in ran.scores if row[5] in ("index", "total")}
    for ref, (bess, level, dessa) in named.items():
        assert found[ref, "bess_3"] == expected(bess, bess_label, BESS)
        given_level = (1, 1, None, LEVELS[level]) if level else None
        assert found.get((ref, "saebrs")) == given_level
        by_dessa = expected(dessa, dessa_label, DESSA)
        assert found.get((ref, "dessa_mini")) == (by_dessa if by_dessa[0] else None)
    assert not {"V501", "V502"} & set(ran.codes)
    assert ran.nothing_is_lost
