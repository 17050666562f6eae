"""Rows of answers for spec tests."""

import csv
from collections.abc import Sequence


def write_answers(path, instrument, rows, *, grades=None, genders=None):
    """Write rows (name → item number → answer; None or absent = blank) as a CSV."""
    numbers = sorted({number for answers in rows.values() for number in answers})
    about = {name: each for name, each in {"grade": grades, "gender": genders}.items() if each}
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["student_ref", *about, *(f"{instrument}_{n:02d}" for n in numbers)])
        for name, answers in rows.items():
            own = [each[name] for each in about.values()]
            cells = ["" if answers.get(n) is None else answers[n] for n in numbers]
            writer.writerow([name, *own, *cells])


def constant(count: int, answer: int | None) -> dict[int, int | None]:
    """Return the same answer to every item."""
    return dict.fromkeys(range(1, count + 1), answer)


def adding_up_to(
    score: int, items: Sequence[int], *, highest: int, count: int, turned: Sequence[int] = ()
) -> dict[int, int]:
    """Return answers of a whole form in which `items` count `score` together, the rest 0."""
    answers = {number: highest if number in turned else 0 for number in range(1, count + 1)}
    left = score
    for number in items:
        counts = min(highest, left)
        left -= counts
        answers[number] = highest - counts if number in turned else counts
    assert left == 0
    return answers
