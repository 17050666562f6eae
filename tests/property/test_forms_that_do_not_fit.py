"""Every instrument of the library is refused when its form or codes are not its own: never shifted.

Each kind of damage is planted into one made-up export of every instrument, all in one window.
"""

import pytest
from library_window import ROSTER, block_of, informant_of, items_of, settings, tier_rule
from programme_builder import Folder, csv_text
from programme_texts import layout
from reference_scorer import scored_instruments

from screening.instruments.library import load_instrument

REFS = [f"S{number:03d}" for number in range(1, 41)]
INSTRUMENTS = scored_instruments()


def codes_of(item):
    instrument = item.rpartition("_")[0]
    return sorted(load_instrument(instrument).columns[item])


def answers_of(item, place):
    """Return forty answers in which every code of the item occurs, as text."""
    codes = codes_of(item)
    return [codes[(place + row) % len(codes)] for row in range(len(REFS))]


def export_of(instrument):
    """Return item id → answers of a good export."""
    return {item: answers_of(item, place) for place, item in enumerate(items_of(instrument))}


def good(columns):
    return columns


def one_based(columns):
    return {item: [code + 1 for code in answers] for item, answers in columns.items()}


def one_option_more(columns):
    return {
        item: [codes_of(item)[-1] + 1 if row % 5 == 0 else code for row, code in enumerate(answers)]
        for item, answers in columns.items()
    }


def one_option_more_seldom_chosen(columns):
    """Return the export with the further option in one cell of thirty."""
    place, changed = 0, {}
    for item, answers in columns.items():
        changed[item] = list(answers)
        for row in range(len(answers)):
            place += 1
            if place % 30 == 0:
                changed[item][row] = codes_of(item)[-1] + 1
    return changed


def an_item_missing(columns):
    return dict(list(columns.items())[:-1])


def an_item_more(columns):
    first = next(iter(columns))
    return columns | {f"{first.rpartition('_')[0]}_99": columns[first]}


def written(columns, *, twice=None):
    """Return the export as CSV; `twice` is a column that stands there twice."""
    header = ["ref", *columns, *([twice] if twice else [])]
    cells = zip(REFS, *columns.values(), *([columns[twice]] if twice else []), strict=True)
    return csv_text(header, cells)


@pytest.fixture
def folder(tmp_path):
    layouts = {
        name: layout(
            name,
            files=f"{name}.csv",
            student_ref="ref",
            informant=informant_of(name),
            blocks=block_of(name),
        )
        for name in INSTRUMENTS
    }
    made = Folder(
        tmp_path / "programme", head=settings(INSTRUMENTS), layouts=layouts, tier_rule=tier_rule()
    )
    rows = [[ref, "maple", "7", "7A", "en", "yes", "female"] for ref in REFS]
    made.drop("roster.csv", csv_text(ROSTER, rows))
    return made


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (good, None),
        (one_based, "M307"),
        (one_option_more, "M303"),
        (one_option_more_seldom_chosen, "M305"),
        (an_item_missing, "M301"),
        (an_item_more, "M306"),
    ],
)
def test_every_instrument_is_refused_with_the_code_that_says_why(folder, change, code):
    for name in INSTRUMENTS:
        folder.drop(f"{name}.csv", written(change(export_of(name))))
    ran = folder.run()
    assert ran.refused == {f"{name}.csv": code for name in INSTRUMENTS}
    assert len(INSTRUMENTS) > 20
    scored = {name: count[1] for name, count in ran.counts.items()}
    assert set(scored.values()) == ({0} if code else {len(REFS)})
    # Exactly one problem per file: the mark that says most exactly what is wrong.
    refusals = [each.file for each in ran.problems if each.severity == "critical"]
    assert sorted(refusals) == (sorted(ran.refused) if code else [])


def test_an_item_that_is_there_twice_refuses_the_file(folder):
    for name in INSTRUMENTS:
        columns = export_of(name)
        folder.drop(f"{name}.csv", written(columns, twice=list(columns)[-1]))
    assert set(folder.run().refused.values()) == {"M302"}
