"""RCADS (47 items), transcribed from the open re-implementation of the makers' program v3.3.

Its norm tables are by scale, with one row per pair of US grades: boys, then girls.
"""

from manual import Manual, Norms, Scale, Table, Worked, prorated

SCALES = {
    "separation": (5, 9, 17, 18, 33, 45, 46),
    "generalised": (1, 13, 22, 27, 35, 37),
    "panic": (3, 14, 24, 26, 28, 34, 36, 39, 41),
    "social": (4, 7, 8, 12, 20, 30, 32, 38, 43),
    "obsessive": (10, 16, 23, 31, 42, 44),
    "depression": (2, 6, 11, 15, 19, 21, 25, 29, 40, 47),
}
ANXIETY = tuple(scale for scale in SCALES if scale != "depression")
ANXIETY_ITEMS = sorted(number for scale in ANXIETY for number in SCALES[scale])
GRADES = ("3-4", "5-6", "7-8", "9-10", "11-12")
NORMS = {
    "separation": """
        4.87/3.93  7.05/4.31
        3.2/3.05   4.74/3.78
        2.26/2.47  3/2.72
        2.5/2.46   2.34/2.23
        1.9/2.03   3.05/2.57""",
    "generalised": """
        6.98/3.36  7.77/3.77
        6.44/3.13  8.01/3.68
        6.2/3.14   7.42/3.16
        7.07/2.93  7.28/3.44
        6.76/3.44  8.49/3.71""",
    "panic": """
        5.25/4.15  6.51/4.73
        4.06/3.6   5.25/4.3
        3.62/3.36  5.03/3.92
        3.76/3.21  4.18/3.07
        3.79/2.71  5.26/4.28""",
    "social": """
        9.77/4.51  11.61/4.98
        10.3/4.75  12.92/5.21
        11.05/4.74 13.01/4.94
        11.68/4.74 12.27/5
        10.67/4.49 12.85/4.98""",
    "obsessive": """
        6.15/3.2   7.62/3.68
        6.01/3.26  6.39/3.46
        5.22/3.4   5.12/3.34
        4.65/2.89  4.12/2.79
        5.18/3.12  5.48/3.82""",
    "depression": """
        8.25/4.09  8.74/4.75
        7.07/3.64  7.64/4.1
        6.71/3.64  7.89/3.91
        7.44/4.1   7.65/3.68
        7.32/3.81  9.36/4.45""",
    "total_anxiety": """
        32.884/14.465 40.431/17.321
        29.88/13.119  37.098/16.177
        28.602/13.099 33.529/13.942
        29.799/12.77  30.029/12.752
        28.223/12.011 34.979/14.871""",
    "total": """
        41.084/17.126 49.089/21.055
        36.942/15.316 44.679/19.321
        35.34/15.318  41.439/16.637
        37.257/15.319 37.645/14.978
        35.505/14.533 44.246/18.288""",
}
"""The two totals to three places; the programme has fifteen."""


def norm_groups():
    """Return the printed tables turned round: (grades, gender) -> scale -> mean/sd."""
    groups = {}
    for scale, text in NORMS.items():
        for grades, line in zip(GRADES, text.strip().splitlines(), strict=True):
            for gender, cell in zip(("male", "female"), line.split(), strict=True):
                groups.setdefault((grades, gender), {})[scale] = cell
    return groups


def not_rounded(at_least):
    return prorated(at_least=at_least, rounding="none")


def ones_but(blanks):
    return dict.fromkeys(range(1, 48), 1) | dict.fromkeys(blanks)


TWO_OF_EACH = [number for items in SCALES.values() for number in items[:2]]
T_LINE = "<65 / 65-<70 / >=70"

MANUAL = Manual(
    id="rcads_47",
    informants=("self", "caregiver"),
    item_count=47,
    codes=(0, 1, 2, 3),
    critical={37: 1},
    scales=(
        *(
            Scale(name, items, missing=not_rounded(len(items) - 2))
            for name, items in SCALES.items()
        ),
        Scale("total_anxiety", ANXIETY_ITEMS, requires=ANXIETY, missing=not_rounded(1)),
        Scale("total", range(1, 48), requires=tuple(SCALES), missing=not_rounded(1)),
        *(Scale(f"{name}_t", of=name) for name in NORMS),
    ),
    norms=Norms(norm_groups()),
    tables=(
        Table(
            "t_bands",
            ("close_to_average", "borderline", "high"),
            {f"{name}_t": T_LINE for name in NORMS},
            informants=("self",),
        ),
    ),
    worked=(
        Worked("all highest", answers=3, scores={"social": 27, "total_anxiety": 111, "total": 141}),
        Worked(
            "two blanks in every scale",
            answers=ones_but(TWO_OF_EACH),
            scores={"social": 9, "total_anxiety": 37, "total": 47},
        ),
        Worked(
            "one more",
            answers=ones_but([*TWO_OF_EACH, SCALES["depression"][2]]),
            scores={"depression": None, "total_anxiety": 37, "total": None},
        ),
        Worked(
            "a caregiver's form has raw scores and nothing else",
            answers=1,
            informant="caregiver",
            grade="8",
            gender="female",
            scores={"depression": (10, None, None), "total": (47, None, None)},
        ),
    ),
)
