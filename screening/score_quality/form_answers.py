"""The answers of one form as distinct patterns with how many students gave each.

Patterns come sorted, so nothing depends on the order of rows or files.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from screening.instruments.definition import Subscale
from screening.instruments.form import Form, form_of
from screening.intake.settle import AnswerTable
from screening.score_quality.reliability import Codes
from screening.warehouse import Warehouse

Counts = npt.NDArray[np.int64]
NOT_ANSWERED = -1


@dataclass(frozen=True)
class FormAnswers:
    """Patterns of chosen codes, before any item is turned round.

    Attributes:
        form: reversals as the manual has them, whatever the survey tool did.
        codes: rows: patterns; columns: items of the main form; `NOT_ANSWERED` = none.
        grades: grade per pattern.
        counts: students per pattern.
    """

    form: Form
    codes: Codes
    grades: npt.NDArray[np.object_]
    counts: Counts

    def complete(self, subscale: Subscale) -> tuple[Codes, Counts]:
        """Return a subscale's complete patterns as they are counted, and students per pattern."""
        items = dict.fromkeys(self.form.items_of(subscale))
        chosen = self.codes[:, [self.form.main_items.index(item) for item in items]]
        answers = self.form.instrument.answers
        turned = np.array([item in self.form.reversed_items for item in items])
        counted = np.where(turned, answers.lowest + answers.highest - chosen, chosen)
        whole = (chosen != NOT_ANSWERED).all(axis=1)
        grades = self.form.grades_of(subscale)
        if grades is not None:
            whole &= np.isin(self.grades.astype(str), grades)
        return counted[whole].astype(np.int8), self.counts[whole]

    @property
    def complete_count(self) -> int:
        """Students who answered every item of the main form."""
        return int(self.counts[(self.codes != NOT_ANSWERED).all(axis=1)].sum())

    def straight_lined_count(self, *, items_at_least: int) -> int | None:
        """Return how many complete forms have the same answer throughout; None = it tells nothing.

        Where all items point the same way, the same answer at either end may be meant.
        """
        if len(self.form.main_items) < items_at_least:
            return None
        same = (self.codes == self.codes[:, :1]).all(axis=1) & (self.codes[:, 0] != NOT_ANSWERED)
        if not _points_both_ways(self.form):
            answers = self.form.instrument.answers
            same &= ~np.isin(self.codes[:, 0], (answers.lowest, answers.highest))
        return int(self.counts[same].sum())


def _points_both_ways(form: Form) -> bool:
    ways = {
        (subscale.higher_is == "worse") != (item in form.reversed_items)
        for subscale in form.subscales
        if not subscale.parts
        for item in form.items_of(subscale)
    }
    return len(ways) > 1


def form_answers(
    warehouse: Warehouse, form: Form, tables: Iterable[AnswerTable]
) -> FormAnswers | None:
    """Return the answers of the item order that most students answered; None = nobody answered.

    Items of another order are other questions under the same numbers, so orders are never mixed.

    Args:
        warehouse: holds the tables.
        form: the screener's form; its item order is not used.
        tables: the answer tables of its instrument and informant.
    """
    orders: dict[str, list[AnswerTable]] = defaultdict(list)
    for table in tables:
        orders[table.item_order or ""].append(table)
    found = [_read(warehouse, form, order, group) for order, group in sorted(orders.items())]
    answered = [each for each in found if len(each.counts)]
    return max(answered, key=lambda each: each.counts.sum(), default=None)


def _read(
    warehouse: Warehouse, form: Form, order: str, tables: Sequence[AnswerTable]
) -> FormAnswers:
    own = form_of(
        form.instrument,
        informant=form.informant,
        scheme=form.scheme_id,
        item_order=order or None,
    )
    parts = "\nunion all by name\n".join(_chosen(own, table) for table in tables)
    frame = warehouse.frame(
        f"select *, count(*)::bigint as student_count from ({parts}) group by all order by all"
    )
    codes = frame[list(own.main_items)].to_numpy(dtype=np.int8)
    return FormAnswers(
        own, codes, frame["grade"].to_numpy(), frame["student_count"].to_numpy(dtype=np.int64)
    )


def _chosen(form: Form, table: AnswerTable) -> str:
    """Return the SELECT of the codes that were chosen, turned back where the tool turned them."""
    ends = form.instrument.answers.lowest + form.instrument.answers.highest
    turned = form.reversed_items if table.already_reversed else frozenset()
    items = ", ".join(
        f"coalesce({f'{ends} - {item}' if item in turned else item}, {NOT_ANSWERED})::tinyint"
        f" as {item}"
        for item in form.main_items
    )
    grades = any(subscale.grade_bands for subscale in form.subscales)
    return f"select {'grade' if grades else 'null::varchar as grade'}, {items} from {table.name}"


@dataclass(frozen=True)
class Speed:
    """How fast forms were filled in.

    Attributes:
        timed_count: forms whose time is known.
        fast_count: those of them that nobody can have read.
    """

    timed_count: int
    fast_count: int


def speed(warehouse: Warehouse, tables: Iterable[AnswerTable], *, seconds_per_item: float) -> Speed:
    """Return how many forms were filled in faster than they can be read."""
    parts = " union all ".join(f"select seconds_per_item from {table.name}" for table in tables)
    timed, fast = warehouse.rows(
        "select count(*), count(*) filter (where seconds_per_item < ?)"
        f" from ({parts}) where seconds_per_item >= 0",
        [seconds_per_item],
    )[0]
    return Speed(timed, fast)
