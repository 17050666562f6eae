"""Whatever is done to an export, a draft of it is refused, left to a person, or reads the same."""

import copy
import random
from collections.abc import Callable

import pytest
from drafts import draft_of, layout_of, signed, text_of
from whole_exports import BY_NAME, ITEMS, LABELS, WholeExport, whole_export

from screening.errors import DefinitionError, ScreeningError
from screening.instruments.library import SHIPPED
from screening.intake.take_in import take_in_export
from screening.warehouse import open_warehouse

ROUNDS = 6
"""Files per kind of damage and tool."""
HEADER_ROWS = {"qualtrics": 3}
Damage = Callable[[list[list[str]], int, random.Random], None]
"""Changes an export's rows, of which the first so many are headers."""


def item_places(rows: list[list[str]]) -> list[int]:
    """Return where the items stand: the columns with a number behind a name of theirs."""
    return [place for place, name in enumerate(rows[0]) if any(
        word in name.lower() for word in ("phq", "gad"))]  # fmt: skip


def drop_a_column(rows, _heads, chance):
    place = chance.choice(item_places(rows))
    for row in rows:
        del row[place]


def double_a_column(rows, _heads, chance):
    place = chance.choice(item_places(rows))
    for row in rows:
        row.append(row[place])


def count_from_one(rows, heads, _chance):
    for row in rows[heads:]:
        for place in item_places(rows):
            row[place] = str(int(row[place]) + 1)


def one_column_from_one(rows, heads, chance):
    place = chance.choice(item_places(rows))
    for row in rows[heads:]:
        row[place] = str(int(row[place]) + 1)


def one_column_that_only_seems_to_fit(rows, heads, chance):
    place = chance.choice(item_places(rows))
    for row in rows[heads:]:
        row[place] = str(min(int(row[place]), 2) + 1)


def glue_reversed_codes(rows, heads, _chance):
    for row in rows[heads:]:
        for place in item_places(rows):
            row[place] = f"{LABELS[int(row[place])]} ({3 - int(row[place])})"


def a_strange_answer(rows, heads, chance):
    row, place = chance.choice(rows[heads:]), chance.choice(item_places(rows))
    row[place] = chance.choice(["4", "7", "x", "2,5", "01-May", "True", "3 or 2"])


def an_unlike_name(rows, _heads, chance):
    rows[0][chance.choice(item_places(rows))] = chance.choice(["Q7", "mood", "9", "PHQ total"])


def another_item(rows, _heads, chance):
    place = chance.choice(item_places(rows))
    rows[0].append(rows[0][place].replace("1", "11").replace("9", "19"))
    for row in rows[1:]:
        row.append(row[place])


def other_order(rows, _heads, chance):
    order = list(range(len(rows[0])))
    chance.shuffle(order)
    for row in rows:
        row[:] = [row[place] for place in order]


def labels_for_codes(rows, heads, _chance):
    for row in rows[heads:]:
        for place in item_places(rows):
            row[place] = LABELS[int(row[place])]


def blanks_and_signs(rows, heads, chance):
    for place in item_places(rows):
        rows[0][place] = f"\u00a0{rows[0][place]} "
    for row in rows[heads:]:
        place = chance.choice(item_places(rows))
        row[place] = f" {row[place]}.0"


MUST_BE_REFUSED = [
    drop_a_column, double_a_column, count_from_one, one_column_from_one,
    one_column_that_only_seems_to_fit, glue_reversed_codes,
]  # fmt: skip
MUST_BE_READ = [labels_for_codes, blanks_and_signs]
MAY_BE_EITHER = [a_strange_answer, an_unlike_name, another_item, other_order]


def damaged(tool: str, damage: Damage, seed: int) -> WholeExport:
    export = whole_export(tool, str, seed)
    rows = copy.deepcopy(export.rows)
    damage(rows, HEADER_ROWS.get(tool, 1), random.Random(f"{tool} {damage.__name__} {seed}"))
    return WholeExport(tool, rows, export.codes, delimiter=export.delimiter)


def read_as_signed(export: WholeExport, folder) -> dict[str, list[object]] | None:
    """Return student → codes, of a draft that is signed as it stands; None where it is refused."""
    path = export.write(folder)
    try:
        text = text_of(draft_of(path, item_order="adult", student_ref=_student(export)))
        layout = layout_of(signed(text))
    except (ScreeningError, DefinitionError):
        return None
    with open_warehouse() as warehouse:
        taken = take_in_export(
            warehouse,
            path,
            file_id=1,
            layouts=[layout],
            library=SHIPPED,
            max_bytes=10**6,
            timezone="America/Chicago",
        )
        if taken.refused_code is not None:
            return None
        columns = ", ".join(["student_ref", *ITEMS])
        found = warehouse.rows(f"select {columns} from decoded_1")
        return {str(ref): list(codes) for ref, *codes in found}


def _student(export: WholeExport) -> str:
    names = {"limesurvey": "token", "kobo": "mood/student_code", "redcap": "student_code",
             "qualtrics": "StudentCode", "plain": "Student code"}  # fmt: skip
    return names[export.tool]


def truth(export: WholeExport) -> dict[str, list[int]]:
    return {f"S{place:03d}": codes for place, codes in enumerate(export.codes, start=1)}


@pytest.mark.parametrize("tool", sorted(BY_NAME))
@pytest.mark.parametrize("damage", MUST_BE_REFUSED, ids=lambda each: each.__name__)
def test_what_no_longer_fits_is_never_accepted(tool, damage, tmp_path):
    for seed in range(ROUNDS):
        assert read_as_signed(damaged(tool, damage, seed), tmp_path) is None


@pytest.mark.parametrize("tool", sorted(BY_NAME))
@pytest.mark.parametrize("damage", MUST_BE_READ, ids=lambda each: each.__name__)
def test_what_only_looks_different_is_read_the_same(tool, damage, tmp_path):
    for seed in range(ROUNDS):
        export = damaged(tool, damage, seed)
        found = read_as_signed(export, tmp_path)
        assert found is not None
        assert found | truth(export) == found


@pytest.mark.parametrize("tool", sorted(BY_NAME))
@pytest.mark.parametrize("damage", MAY_BE_EITHER, ids=lambda each: each.__name__)
def test_no_answer_is_ever_read_as_another(tool, damage, tmp_path):
    for seed in range(ROUNDS):
        export = damaged(tool, damage, seed)
        found = read_as_signed(export, tmp_path)
        for ref, codes in truth(export).items() if found else ():
            unlike = [
                (got, code) for got, code in zip(found[ref], codes, strict=True)
                if got != code and got >= 0
            ]  # fmt: skip
            assert unlike == []
