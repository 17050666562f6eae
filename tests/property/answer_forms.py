"""Every way a form of the library can be answered, made-up answers to it, and its scores by SQL."""

from contextlib import contextmanager
from itertools import product
from random import Random

from hypothesis import strategies as st
from reference_scorer import definition as facts_of
from reference_scorer import scored_instruments

from screening.instruments.form import form_of
from screening.instruments.library import load_instrument
from screening.scoring.compile_sql import wide_statement
from screening.scoring.long_sql import critical_statement, long_statement
from screening.warehouse import open_warehouse

GRADES = ("PK", "K", *(str(number) for number in range(1, 13)), "unknown", None)
GENDERS = ("female", "male", "neither", None)
SEED = 28


def choices(instrument):
    """Return each informant, scheme, order, reversal and supplement of an instrument."""
    facts = facts_of(instrument)
    turned = any(subscale.get("reversed") for subscale in facts["subscale"])
    ways = product(
        facts["informants"],
        [scheme["id"] for scheme in facts.get("scheme", [])] or [None],
        [order["id"] for order in facts.get("item_order", [])] or [None],
        [False, True] if turned else [False],
        [False, True] if "supplement" in facts else [False],
    )
    names = ("informant", "scheme", "item_order", "already_reversed", "with_supplement")
    return [dict(zip(names, way, strict=True)) for way in ways]


def forms():
    """Return (instrument, choice) of the whole library."""
    return [(name, choice) for name in scored_instruments() for choice in choices(name)]


def item_codes(instrument, choice):
    """Return item number → codes, of every item on the form."""
    facts = load_instrument(instrument)
    numbers = facts.item_numbers if choice["with_supplement"] else range(1, facts.item_count + 1)
    return {number: sorted(facts.codes_of(number)) for number in numbers}


@st.composite
def answered_forms(draw, *, instruments=None, least_rows=1, most_rows=8):
    """Draw (instrument, choice, rows of (grade, gender, item number → code or None))."""
    instrument = draw(st.sampled_from(instruments or scored_instruments()))
    choice = draw(st.sampled_from(choices(instrument)))
    codes = item_codes(instrument, choice)
    numbers = st.sampled_from(sorted(codes))
    cells = st.fixed_dictionaries({n: st.sampled_from(each) for n, each in codes.items()})
    blanks = st.one_of(st.just([]), st.lists(numbers, max_size=4), st.lists(numbers, max_size=30))
    rows = []
    for _ in range(draw(st.integers(least_rows, most_rows))):
        answers = draw(cells) | dict.fromkeys(draw(blanks))
        rows.append((draw(st.sampled_from(GRADES)), draw(st.sampled_from(GENDERS)), answers))
    return instrument, choice, rows


def seeded_rows(instrument, choice, *, count):
    """Return made-up rows of a form: whole, nearly whole, and of one answer throughout."""
    make, codes = Random(SEED), item_codes(instrument, choice)
    for place in range(count):
        tilt = make.random()
        answers = {
            n: each[min(int(make.random() ** (2 * tilt) * len(each)), len(each) - 1)]
            for n, each in codes.items()
        }
        blanks = make.sample(sorted(codes), make.choice([0, 0, 1, 2, 3, len(codes) // 2]))
        if place % 8 == 0:
            answers = {n: each[place // 8 % len(each)] for n, each in codes.items()}
        yield make.choice(GRADES), make.choice(GENDERS), answers | dict.fromkeys(blanks)


def sql_scores(instrument, choice, rows):
    """Return one dictionary per row: subscale → (answered, items, score, band, band_rank)."""
    return sql_scores_of(load_instrument(instrument), choice, rows)


def sql_scores_of(definition, choice, rows):
    """Return the same for a definition that need not be of the library."""
    form = form_of(definition, **choice)
    with answered(form, rows) as warehouse:
        wide = wide_statement(form, source_table="answers")
        warehouse.execute(f"create table scores as {wide}")
        found = [{} for _ in rows]
        for row in warehouse.rows(long_statement(form, scores_table="scores")):
            found[int(row[0])][row[5]] = row[6:]
    return found


def sql_critical(definition, choice, rows):
    """Return the rows of the safety list: (place of the row, item number, answer, reason)."""
    form = form_of(definition, **choice)
    with answered(form, rows) as warehouse:
        found = warehouse.rows(critical_statement(form, source_table="answers"))
    return {(int(place), int(item[-2:]), answer, why) for place, _, item, answer, why in found}


@contextmanager
def answered(form, rows):
    """Open a warehouse whose table `answers` holds these rows."""
    places = [int(item.rsplit("_", 1)[1]) for item in form.items]
    columns = ", ".join(f"{item} tinyint" for item in form.items)
    about = "student_ref varchar, grade varchar, gender varchar"
    with open_warehouse() as warehouse:
        warehouse.execute(f"create table answers ({about}, {columns})")
        warehouse.execute(f"insert into answers values {', '.join(_values(rows, places))}")
        yield warehouse


def _values(rows, places):
    """Return every row as SQL text: thousands of rows in one statement take no time."""
    for place, (grade, gender, answers) in enumerate(rows):
        about = (f"'{each}'" if each is not None else "null" for each in (place, grade, gender))
        cells = ("null" if answers[n] is None else str(answers[n]) for n in places)
        yield f"({', '.join([*about, *cells])})"
