"""Every way a form of the library can be answered, made-up answers to it, and its scores by SQL."""

from itertools import product

from hypothesis import strategies as st
from reference_scorer import definition as facts_of

from screening.instruments.form import form_of
from screening.instruments.library import instrument_ids, load_instrument
from screening.scoring.compile_sql import wide_statement
from screening.scoring.long_sql import long_statement
from screening.warehouse import open_warehouse

GRADES = ("PK", "K", "1", "5", "6", "12", "unknown", None)


def choices():
    """Return (instrument, choice) for each informant, scheme, order, reversal and supplement."""
    found = []
    for instrument in instrument_ids():
        facts = facts_of(instrument)
        turned = any(subscale.get("reversed") for subscale in facts["subscale"])
        for informant, scheme, order, reversed_already, supplement in product(
            facts["informants"],
            [scheme["id"] for scheme in facts["scheme"]],
            [order["id"] for order in facts.get("item_order", [])] or [None],
            [False, True] if turned else [False],
            [False, True] if "supplement" in facts else [False],
        ):
            choice = {
                "informant": informant,
                "scheme": scheme,
                "item_order": order,
                "already_reversed": reversed_already,
                "with_supplement": supplement,
            }
            found.append((instrument, choice))
    return found


@st.composite
def answered_forms(draw, *, least_rows=1):
    """Draw (instrument, choice, rows of (grade, item number → code or None))."""
    instrument, choice = draw(st.sampled_from(choices()))
    facts = load_instrument(instrument)
    numbers = facts.item_numbers if choice["with_supplement"] else range(1, facts.item_count + 1)
    cells = {
        number: st.sampled_from([None, *sorted(facts.codes_of(number)) * 3]) for number in numbers
    }
    row = st.tuples(st.sampled_from(GRADES), st.fixed_dictionaries(cells))
    return instrument, choice, draw(st.lists(row, min_size=least_rows, max_size=8))


def sql_scores(instrument, choice, rows):
    """Return one dictionary per row: subscale → (answered, items, score, band, band_rank)."""
    return sql_scores_of(load_instrument(instrument), choice, rows)


def sql_scores_of(definition, choice, rows):
    """Return the same for a definition that need not be of the library."""
    form = form_of(definition, **choice)
    places = [int(item.rsplit("_", 1)[1]) for item in form.items]
    columns = ", ".join(f"{item} tinyint" for item in form.items)
    marks = ", ".join("?" for _ in range(2 + len(places)))
    with open_warehouse() as warehouse:
        warehouse.execute(f"create table answers (student_ref varchar, grade varchar, {columns})")
        for place, (grade, answers) in enumerate(rows):
            values = [str(place), grade, *(answers[number] for number in places)]
            warehouse.execute(f"insert into answers values ({marks})", values)
        wide = wide_statement(form, source_table="answers")
        warehouse.execute(f"create table scores as {wide}")
        found = [{} for _ in rows]
        for row in warehouse.rows(long_statement(form, scores_table="scores")):
            found[int(row[0])][row[5]] = row[6:]
    return found
