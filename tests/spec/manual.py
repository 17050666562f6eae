"""How a manual is transcribed: what it prints, written down apart from the definition.

One file per instrument, `tests/spec/manuals/<id>.py`, each with `MANUAL = Manual(...)`. Write it
from the research note or the manual, never from the TOML: two people who copy the same line find
each other's slips. `manual_cases.py` makes the cases from it, `test_manuals.py` scores them.

The smallest whole file:

    from manual import Manual, Scale, Table, Worked, prorated

    MANUAL = Manual(
        id="phq_8",
        item_count=8,
        codes=(0, 1, 2, 3),
        missing=prorated(at_least=6),
        scales=(Scale("total", items=range(1, 9)),),
        tables=(
            Table("severity", ("none_minimal", "mild", "moderate", "moderately_severe", "severe"),
                  {"total": "0-4 / 5-9 / 10-14 / 15-19 / 20-24"}),
        ),
        worked=(Worked("the example of page 3", answers=1, scores={"total": 8}),),
    )

What else a manual may print:

- several informants: `informants=("self", "caregiver")`; a table for some of them:
  `Table(..., informants=("self",))`; columns side by side: `tables_of(text, ...)`;
- keys by item order: `orders=("mixed", "grouped")`, `Scale("attention", {"mixed": [1, 3], ...})`;
- `Scale(..., turned=(7, 11))`: items that count from the other end;
- `Scale("total", sum_of=("emotional", "peer"))`; `Scale("percentage", of="raw", times=4)`;
  `Scale("metric", of="raw", table="7=7, 8=9.51, ...")`; anything else with `of` is a T score:
  `Scale("depression_t", of="depression")` with `Manual(norms=Norms(...))`;
- `Scale(..., requires=("depression", "anxiety"))`: no score where one of these has none;
- blanks: `COMPLETE`, `prorated(at_least=3)` or `prorated(at_least=3, rounding="none")`,
  `counted_as_nought(at_most=3)` (blanks of the whole form; of its own items where it is a
  scale's); of one scale: `Scale(missing=...)`;
- school grades, as `"K-5"`, `"6-12"` or `"9"`: `Scale(..., grades="K-5")`, `Table(grades="6-12")`;
- strengths, validity: `kind="strength"`, `better=True`, `strength_from=40`, `caution="3 / 14-15"`;
- items on the safety list: `critical={9: 1}` (item: lowest critical answer); `unscored=(12,)`.

In a `Worked` example, items not named have the lowest answer, `None` is a blank; a score alone, or
with its band: `{"total": (10, "moderate")}`; `None` is no score. The first informant, scheme and
order named are those meant where none is said, as in the definition.

Lines of a table are ranges in the order of concern, the band of least concern first, whichever way
the scores run: `6-10 / 5 / 0-4`. Where scores have fractions, say what becomes of them:
`<65 / 65-<70 / >=70` or `<=9 / >9`. The band ids stand in the same order, and are those of the
definition.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

GRADES = ("PK", "K", *(str(number) for number in range(1, 13)))
Items = Sequence[int] | Mapping[str, Sequence[int]]


@dataclass(frozen=True)
class Missing:
    """At least so many answers, or at most so many blanks on the form; neither: all answered."""

    at_least: int | None = None
    at_most: int | None = None
    rounding: Literal["half_up", "none"] = "half_up"


COMPLETE = Missing()


def prorated(*, at_least: int, rounding: Literal["half_up", "none"] = "half_up") -> Missing:
    """Return: mean of the answers times the number of items."""
    return Missing(at_least=at_least, rounding=rounding)


def counted_as_nought(*, at_most: int) -> Missing:
    """Return: a blank counts 0, while the form has no more than so many."""
    return Missing(at_most=at_most)


@dataclass(frozen=True)
class Scale:
    """One score: from `items`, a `sum_of` others, or `of` another (`times`, `table`, else T)."""

    id: str
    items: Items = ()
    turned: Sequence[int] = ()
    sum_of: Sequence[str] = ()
    of: str | None = None
    times: int | None = None
    table: str | None = None
    requires: Sequence[str] = ()
    grades: str | None = None
    missing: Missing | None = None
    kind: Literal["concern", "strength", "validity"] = "concern"
    better: bool = False
    strength_from: float | None = None
    caution: str | None = None

    @cached_property
    def converted(self) -> dict[int, Fraction]:
        """Score -> converted score, of a printed table."""
        pairs = (part.split("=") for part in (self.table or "").split(",") if part.strip())
        return {int(score): Fraction(to.strip()) for score, to in pairs}

    @property
    def parts(self) -> tuple[str, ...]:
        """Scales it is made from."""
        return (self.of,) if self.of else tuple(self.sum_of)

    @property
    def is_t_score(self) -> bool:
        return self.of is not None and self.times is None and self.table is None


@dataclass(frozen=True)
class Table:
    """One printed table of cut-points: scale -> line."""

    scheme: str
    bands: Sequence[str]
    lines: Mapping[str, str]
    informants: Sequence[str] | None = None
    grades: str | None = None

    def band_of(self, scale: str, score: Fraction) -> tuple[str, int]:
        """Return band and rank of a score."""
        found = [
            (band, rank)
            for rank, (band, part) in enumerate(zip(self.bands, self.parts(scale), strict=True))
            if within(part, score)
        ]
        assert len(found) == 1, f"{self.scheme}, {scale}: {score} is in {len(found)} bands"
        return found[0]

    def parts(self, scale: str) -> list[str]:
        return [part.strip() for part in self.lines[scale].split("/")]

    def is_better(self, scale: str) -> bool:
        """Return whether the bands of most concern have the lowest scores."""
        first, *_, last = (cut_scores(part)[0] for part in self.parts(scale))
        return first > last


def tables_of(
    text: str, *, scheme: str, bands: Sequence[str], informants: Sequence[str]
) -> tuple[Table, ...]:
    """Return a printed table: rows are scales, columns, divided by `|`, are informants."""
    rows = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
    return tuple(
        Table(scheme, bands, {row[0]: row[place] for row in rows}, informants=(informant,))
        for place, informant in enumerate(informants, start=1)
    )


@dataclass(frozen=True)
class Norms:
    """Mean and sd by (grades, gender): `{("3-4", "male"): {"depression": "8.25/4.09"}}`."""

    groups: Mapping[tuple[str, str], Mapping[str, str]]
    informants: Sequence[str] = ("self",)
    mean: int = 50
    sd: int = 10


@dataclass(frozen=True)
class Supplement:
    """Questions behind a gate item; `counts` is what the answers 0, 1, 2 ... count."""

    id: str
    gate: int
    items: Mapping[str, Sequence[int]]
    codes: Sequence[int]
    counts: Sequence[int]
    unscored: Sequence[int] = ()
    gate_none: int = 0


@dataclass(frozen=True)
class Worked:
    """An example from print: answers (or one answer to everything) and the scores they give."""

    what: str
    answers: int | Mapping[int, int | None]
    scores: Mapping[str, float | None]
    """Score; or (score, band) where a scheme is named; None = no score."""
    informant: str | None = None
    scheme: str | None = None
    order: str | None = None
    grade: str | None = None
    gender: str | None = None
    already_reversed: bool = False


@dataclass(frozen=True)
class Manual:
    """What is printed about one instrument."""

    id: str
    item_count: int
    codes: Sequence[int]
    scales: Sequence[Scale]
    informants: Sequence[str] = ("self",)
    missing: Missing = COMPLETE
    tables: Sequence[Table] = ()
    orders: Sequence[str] = ()
    unscored: Sequence[int] = ()
    norms: Norms | None = None
    supplement: Supplement | None = None
    critical: Mapping[int, int] = field(default_factory=dict)
    worked: Sequence[Worked] = ()

    @cached_property
    def by_id(self) -> dict[str, Scale]:
        return {scale.id: scale for scale in self.scales}

    @property
    def schemes(self) -> list[str | None]:
        """Schemes in the order printed; None where there are no cut-points."""
        return list(dict.fromkeys(table.scheme for table in self.tables)) or [None]

    def rule(self, scale: Scale) -> Missing:
        return scale.missing or self.missing

    def items(self, scale: Scale, order: str | None) -> tuple[int, ...]:
        """Return a scale's item numbers, those of its parts where it is made of others."""
        if scale.parts:
            return tuple(n for part in scale.parts for n in self.items(self.by_id[part], order))
        own = scale.items
        return tuple(own[order] if isinstance(own, Mapping) else own)

    @cached_property
    def turned(self) -> frozenset[int]:
        return frozenset(number for scale in self.scales for number in scale.turned)

    def table_of(
        self, scale: str, *, scheme: str | None, informant: str, grade: str | None
    ) -> Table | None:
        """Return the table that bands a scale; None where it has no bands."""
        found = [
            table
            for table in self.tables
            if table.scheme == scheme and scale in table.lines
            if informant in (table.informants or self.informants)
            if table.grades is None or grade in grades_in(table.grades)
        ]
        assert len(found) <= 1, f"{self.id}: {scale} is in two tables of {scheme}"
        return found[0] if found else None


def grades_in(text: str) -> tuple[str, ...]:
    """Return the grades of `K-5` or `9`."""
    first, _, last = text.partition("-")
    return GRADES[GRADES.index(first) : GRADES.index(last or first) + 1]


PART = re.compile(r"(?P<open><=|>=|<|>)?(?P<first>\d+\.?\d*)(-(?P<below><)?(?P<last>\d+\.?\d*))?")


def within(part: str, score: Fraction) -> bool:
    """Return whether a score lies in `5`, `5-9`, `5-<10`, `>5-9`, `<5`, `<=5`, `>5` or `>=5`."""
    found = PART.fullmatch(part)
    assert found, f"a range of scores is not written as '{part}'"
    first, last = Fraction(found["first"]), found["last"]
    if last is None:
        return {
            None: score == first,
            "<": score < first,
            "<=": score <= first,
            ">": score > first,
            ">=": score >= first,
        }[found["open"]]
    above = score > first if found["open"] == ">" else score >= first
    return above and (score < Fraction(last) if found["below"] else score <= Fraction(last))


def cut_scores(line: str) -> list[Fraction]:
    """Return every number a line of a table prints."""
    return sorted({Fraction(number) for number in re.findall(r"\d+\.?\d*", line)})
