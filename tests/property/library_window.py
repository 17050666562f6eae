"""One window in which a district uses every instrument of the library at once."""

from itertools import groupby
from pathlib import Path
from random import Random

from answer_forms import seeded_rows
from programme_builder import ROSTER_COLUMNS, Folder, csv_text
from programme_run import Ran, read_back
from programme_texts import HEAD, layout
from reference_scorer import scored_instruments

from screening.instruments.form import form_of
from screening.instruments.library import load_instrument
from screening.instruments.names import item_id
from screening.run import intake, scores
from screening.warehouse import open_warehouse

SEED = 4
PAIRS = 6
"""Of each instrument: two students who answered alike, but for a few items of more concern."""
GRADES = ("K", *(str(number) for number in range(1, 13)))
ROSTER = (*ROSTER_COLUMNS, "gender")


def first_form(instrument):
    return form_of(load_instrument(instrument), informant=informant_of(instrument))


def informant_of(instrument):
    return next(iter(load_instrument(instrument).informants))


def towards_concern(form):
    """Return item number → +1 or -1: which way an answer is of more concern."""
    return {
        number: -1 if (number in subscale.reversed) != (subscale.higher_is == "better") else 1
        for subscale in form.subscales
        if not subscale.parts
        for number in (int(item[-2:]) for item in form.items_of(subscale))
    }


def pairs():
    """Return (instrument, grade, gender, lighter answers, heavier answers), seeded."""
    make = Random(SEED)
    for instrument in scored_instruments():
        form = first_form(instrument)
        steps, codes = towards_concern(form), load_instrument(instrument).answers.codes.values()
        choice = {"with_supplement": False}
        for grade, gender, light in seeded_rows(instrument, choice, count=PAIRS):
            heavy = dict(light)
            for number in make.sample(sorted(steps), len(steps) // 2):
                if light[number] is not None and light[number] + steps[number] in codes:
                    heavy[number] = light[number] + steps[number]
            known = grade if grade in GRADES else make.choice(GRADES)
            yield instrument, known, gender, light, heavy


def students():
    """Return student_ref → (instrument, grade, gender, answers); each pair stands together."""
    refs = (f"S{number:03d}" for number in range(1, 1000))
    return {
        next(refs): (instrument, grade, gender, answers)
        for instrument, grade, gender, *both in pairs()
        for answers in both
    }


class LibraryWindow:
    """The window's folder, its files written in one order or another."""

    def __init__(self, path: Path, *, shuffle: Random | None = None) -> None:
        self._shuffle = shuffle
        self._in_use = self._mixed(scored_instruments())
        self.folder = Folder(
            path, head=settings(self._in_use), layouts=self._layouts(), tier_rule=tier_rule()
        )

    def _mixed(self, values):
        values = list(values)
        if self._shuffle is not None:
            self._shuffle.shuffle(values)
        return values

    def _of(self, informant):
        return [name for name in self._in_use if informant_of(name) == informant]

    def _layouts(self):
        informants = {informant_of(name) for name in self._in_use}
        return {
            informant: layout(
                informant,
                files=f"{informant}_*",
                student_ref="ref",
                informant=informant,
                blocks="\n".join(block_of(name) for name in self._of(informant)),
            )
            for informant in informants
        }

    def run(self, *, names: tuple[str, str]) -> Ran:
        """Drop the files and run the window, its border checks too."""
        self._drop(names)
        return self.folder.run()

    def run_unchecked(self, *, names: tuple[str, str]) -> Ran:
        """Drop the files and run the window's own steps alone: checks change nothing."""
        self._drop(names)
        run = self.folder.open()
        with open_warehouse(run.programme.warehouse) as warehouse:
            for step in (intake.take_in, intake.settle, scores.score, scores.decide_tiers):
                step(run, warehouse)
            return read_back(warehouse, ())

    def _drop(self, names: tuple[str, str]) -> None:
        """Drop roster and exports, the exports of one informant in two files."""
        everyone = students()
        self.folder.drop("roster.csv", csv_text(ROSTER, self._mixed(roster(everyone))))
        by_informant = groupby(
            sorted(everyone.items(), key=lambda each: informant_of(each[1][0])),
            key=lambda each: informant_of(each[1][0]),
        )
        for informant, found in by_informant:
            columns = self._mixed(
                ["ref", *(item for name in self._of(informant) for item in items_of(name))]
            )
            rows = self._mixed([cells(ref, *student, columns) for ref, student in found])
            half = len(rows) // 2
            for name, part in zip(names, (rows[:half], rows[half:]), strict=True):
                self.folder.drop(f"{informant}_{name}.csv", csv_text(columns, part))


def items_of(instrument):
    return first_form(instrument).main_items


def cells(ref, instrument, _grade, _gender, answers, columns):
    own = {item_id(instrument, number): answer for number, answer in answers.items()}
    found = {"ref": ref} | {item: answer for item, answer in own.items() if answer is not None}
    return [found.get(column, "") for column in columns]


def roster(everyone):
    return [
        [ref, "maple", grade, f"{grade}A", "en", "yes", gender or ""]
        for ref, (_, grade, gender, _) in everyone.items()
    ]


def block_of(instrument):
    order = first_form(instrument).item_order
    said = f'item_order = "{order}"\n' if order else ""
    columns = "\n".join(f'{item} = "{item}"' for item in items_of(instrument))
    return (
        f'[[block]]\ninstrument = "{instrument}"\n{said}answers = "codes"\n'
        f"[block.columns]\n{columns}\n"
    )


def settings(in_use):
    """Return `programme.toml` with every instrument as a screener."""
    head = HEAD.split("[[screener]]")[0].replace(
        'timezone = "', 'group_columns = ["gender"]\ngender_column = "gender"\ntimezone = "'
    )
    due = ", ".join(f'"{grade}"' for grade in GRADES)
    screeners = "\n".join(
        f'[[screener]]\ninstrument = "{name}"\ninformant = "{informant_of(name)}"\n'
        f"grades = [{due}]\n"
        for name in in_use
    )
    needed = [name for name in in_use if load_instrument(name).licence.statement_needed]
    licences = "".join(f'{name} = "made up for tests"\n' for name in needed)
    return f"{head}\n[licences]\n{licences}\n{screeners}"


def conditions():
    """Return (instrument, subscale, band, rank, highest rank) of every band of concern."""
    for instrument in scored_instruments():
        form = first_form(instrument)
        for subscale in form.subscales:
            cuts = form.cuts_of(subscale.id) if subscale.kind == "concern" else ()
            ranks = {form.rank(band): band for cut in cuts for band in cut.ranges}
            for rank in sorted(set(ranks) - {0}):
                yield instrument, subscale.id, ranks[rank], rank, max(ranks)


def tier_rule():
    """Return a tier rule: any band of concern tier 2, the highest of three or more tier 3."""
    rules = "".join(
        f'[[rule]]\nid = "rule_{place}"\ntier = {3 if rank == highest > 1 else 2}\n'
        f'words = "Made up."\nareas = ["wellbeing"]\nsource = "Made up."\n'
        f'condition = [{{ instrument = "{name}", informant = "{informant_of(name)}",'
        f' subscale = "{subscale}", band = "{band}" }}]\n'
        for place, (name, subscale, band, rank, highest) in enumerate(conditions())
    )
    any_of = "".join(
        f'    {{ instrument = "{name}", informant = "{informant_of(name)}" }},\n'
        for name in dict.fromkeys(name for name, *_ in conditions())
    )
    return (
        'id = "testing"\nversion = "1"\napproved_by = "Screening team"\n'
        'approved_on = 2026-08-20\nsource = "Made up for tests."\n'
        f'[minimum]\nwords = "One score is needed."\nany_of = [\n{any_of}]\n{rules}'
    )
