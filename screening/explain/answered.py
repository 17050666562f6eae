"""The student's answers as they were scored: one form per instrument and informant."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from screening.explain.lines import entry, told
from screening.instruments.form import Form
from screening.instruments.vendor import VendorInstrument
from screening.run.intake import answer_tables_of
from screening.run.scores import screener_of
from screening.run.window_run import WindowRun
from screening.scoring.score_tables import answered_form
from screening.warehouse import Warehouse, quoted

NOT_ANSWERED = "-"
SAFETY = "safety.xlsx"
"""Critical items are told there and nowhere else."""


@dataclass(frozen=True)
class Answered:
    """One form with the student's answers.

    Attributes:
        codes: item id → code; None = not answered.
        corrected: items that the school corrected in a returned workbook.
        row: row of the export.
    """

    form: Form
    codes: dict[str, int | None]
    corrected: frozenset[str]
    file: str
    row: int

    @cached_property
    def critical(self) -> frozenset[str]:
        """Ids of the critical items."""
        return frozenset(item for item, _ in self.form.critical_items)

    @cached_property
    def ends(self) -> int:
        """The lowest and the highest code together: what a reversed item is taken from."""
        return self.form.instrument.answers.lowest + self.form.instrument.answers.highest

    def counts(self, item: str) -> int | None:
        """Return what an answer counts; None where there is none."""
        code = self.codes.get(item)
        if code is None:
            return None
        supplement = self.form.instrument.supplement
        if supplement is not None and item in self.form.supplement_items:
            return supplement.recode[code]
        return self.ends - code if item in self.form.reversed_items else code


def answered_forms(run: WindowRun, warehouse: Warehouse, student_ref: str) -> list[Answered]:
    """Return every form with a scored row of the student, in the order of the answer tables."""
    found = []
    for table in answer_tables_of(run, warehouse):
        screener = screener_of(run, table.instrument, table.informant)
        if screener is None:
            continue
        instrument = run.programme.library.get(table.instrument)
        items = ", ".join(quoted(item) for item in table.items)
        for file_id, row, *codes in warehouse.rows(
            f"select file_id, source_row, {items} from {table.name} where student_ref = ?",
            [student_ref],
        ):
            (file,) = warehouse.rows("select file from int_file where file_id = ?", [file_id])
            answers = dict(zip(table.items, codes, strict=True))
            corrected = _corrected(warehouse, file_id, row)
            form = answered_form(table, instrument, screener.scheme)
            found.append(Answered(form, answers, corrected, file[0], row))
    return found


def _corrected(warehouse: Warehouse, file_id: int, row: int) -> frozenset[str]:
    statement = "select item_id from int_correction where file_id = ? and source_row = ?"
    return frozenset(item for (item,) in warehouse.rows(statement, [file_id, row]))


def answer_lines(answered: Answered) -> Iterator[str]:
    """Yield a heading and one line per item: code, its published words, how it counts."""
    form = answered.form
    order = f", item order {form.item_order}" if form.item_order else ""
    yield from told(
        f"{form.instrument.id} by {form.informant}, definition version"
        f" {form.instrument.version}{order}; from {answered.file}, row {answered.row}"
    )
    if form.already_reversed:
        yield from told("The survey tool has turned the reversed items itself.", level=2)
    width = max(len(item) for item in answered.codes)
    for item in sorted(answered.codes):
        yield from entry(item, _answer(answered, item), width=width)


def _answer(answered: Answered, item: str) -> str:
    if item in answered.critical:
        return f"critical item: see {SAFETY}"
    code = answered.codes[item]
    if code is None:
        return f"{NOT_ANSWERED}  not answered"
    words = _label(answered.form, item, code)
    told_words = f'{code}  "{words}"' if words else f"{code}"
    counts = answered.counts(item)
    turned = f", reversed: counts {counts}" if item in answered.form.reversed_items else ""
    if item in answered.form.supplement_items:
        turned = f", counts {counts}"
    mended = ", corrected by the school" if item in answered.corrected else ""
    return f"{told_words}{turned}{mended}"


def _label(form: Form, item: str, code: int) -> str:
    """Return the published words of a code; empty where none are known."""
    instrument = form.instrument
    if isinstance(instrument, VendorInstrument):
        labels = instrument.labels_of(item)
    elif instrument.supplement is not None and item not in form.main_items:
        labels = instrument.supplement.answers.codes
    else:
        labels = instrument.answers.codes
    return next((label for label, known in labels.items() if known == code), "")
