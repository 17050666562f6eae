"""Rows of answers for spec tests, and published cut-point tables as they are printed."""

import csv
from collections.abc import Mapping, Sequence


def write_answers(path, instrument, rows, *, grades=None):
    """Write rows (name → item number → answer; None or absent = blank) as a CSV."""
    numbers = sorted({number for answers in rows.values() for number in answers})
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        grade = ["grade"] if grades else []
        writer.writerow(["student_ref", *grade, *(f"{instrument}_{n:02d}" for n in numbers)])
        for name, answers in rows.items():
            own = [grades[name]] if grades else []
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


def printed(table: str, bands: Sequence[str]) -> dict[int, str]:
    """Return score → band from a table line as a manual prints it: `0-5 / 6 / 7-10`."""
    found = {}
    for band, part in zip(bands, table.split("/"), strict=True):
        first, _, last = part.strip().partition("-")
        found |= dict.fromkeys(range(int(first), int(last or first) + 1), band)
    return found


def edges(by_score: Mapping[int, str]) -> list[int]:
    """Return every score just below, at and just above a cut-point."""
    scores = sorted(by_score)
    cuts = [score for score in scores[1:] if by_score[score] != by_score[score - 1]]
    near = {score + step for score in cuts for step in (-1, 0, 1)}
    return sorted(near & set(scores))
