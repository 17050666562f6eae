"""RCADS-25, transcribed from the Age of Wonder code and norm table (Born in Bradford) by UK year.

UK year groups are written as US grades here: one less.
"""

from manual import Manual, Norms, Scale, Table, Worked, prorated

LINE = "<65 / 65-<70 / >=70"
T_SCORES = ("depression_t", "anxiety_t", "total_t")


def row(depression, anxiety, total):
    return {"depression": depression, "anxiety": anxiety, "total": total}


MANUAL = Manual(
    id="rcads_25",
    informants=("self", "caregiver"),
    item_count=25,
    codes=(0, 1, 2, 3),
    critical={18: 1},
    scales=(
        Scale(
            "depression",
            (1, 4, 8, 10, 13, 15, 16, 19, 21, 24),
            missing=prorated(at_least=8, rounding="none"),
        ),
        Scale(
            "anxiety",
            (2, 3, 5, 6, 7, 9, 11, 12, 14, 17, 18, 20, 22, 23, 25),
            missing=prorated(at_least=12, rounding="none"),
        ),
        Scale("total", range(1, 26), missing=prorated(at_least=21, rounding="none")),
        Scale("depression_t", of="depression"),
        Scale("anxiety_t", of="anxiety"),
        Scale("total_t", of="total"),
    ),
    norms=Norms(
        {
            ("3-4", "male"): row("9.9/4.93", "15.19/7.09", "25.1/11.1"),
            ("3-4", "female"): row("9.68/4.97", "16.25/8.42", "25.93/12.24"),
            ("5-6", "male"): row("7.13/4.22", "11.63/6.45", "18.76/9.38"),
            ("5-6", "female"): row("8.03/5", "13.49/7.62", "21.53/11.73"),
            ("7-8", "male"): row("7.56/3.75", "10.48/5.36", "18.04/7.92"),
            ("7-8", "female"): row("8.08/4.34", "12.74/6.22", "20.82/9.46"),
            ("9-10", "male"): row("7.5/4.18", "9.7/5.45", "17.2/8.53"),
            ("9-10", "female"): row("8.14/4.37", "11.31/5.33", "19.45/8.63"),
            ("11-12", "male"): row("7.64/4.37", "9.96/4.32", "17.6/7.24"),
            ("11-12", "female"): row("8.59/3.67", "11.5/5.34", "20.09/7.79"),
        },
        informants=("self",),
    ),
    tables=(
        Table(
            "t_bands",
            ("close_to_average", "borderline", "high"),
            dict.fromkeys(T_SCORES, LINE),
            informants=("self",),
        ),
    ),
    worked=(
        Worked("all highest", answers=3, scores={"depression": 30, "anxiety": 45, "total": 75}),
        Worked(
            "a caregiver's form has raw scores and nothing else",
            answers=3,
            informant="caregiver",
            grade="8",
            gender="female",
            scores={"depression": (30, None, None), "total": (75, None, None)},
        ),
    ),
)
