"""Pieces of TOML: whatever stands in a header comes back as it was, on one line."""

import tomllib

from hypothesis import given
from hypothesis import strategies as st

from screening.intake.column_address import ColumnAddress
from screening.intake.drafting.toml_text import address, listed, quoted
from screening.intake.text_table import Column, Record, TextTable, numbered

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)


@given(TEXTS)
def test_a_text_comes_back_and_stays_on_one_line(text):
    assert tomllib.loads(f"x = {quoted(text)}")["x"] == text
    assert len(quoted(text).splitlines()) == 1


@given(st.lists(TEXTS, max_size=4))
def test_a_list_comes_back(texts):
    assert tomllib.loads(f"x = {listed(texts)}")["x"] == texts


def test_a_column_is_addressed_with_no_more_than_is_needed():
    columns = numbered(
        [Column("a"), Column("b", "One"), Column("b", "Two"), Column("c"), Column("c"),
         Column("Q\u00a0 1\n"), Column("d", "x"), Column("d", "x")]
    )  # fmt: skip
    table = TextTable(columns, [Record(2, ["0"] * len(columns))])
    written = [address(table, place) for place in range(len(columns))]
    assert written[:2] == ['"a"', '{ name = "b", text = "One" }']
    assert written[4] == '{ name = "c", occurrence = 2 }'
    assert written[5] == '"Q 1"'
    assert written[7] == '{ name = "d", occurrence = 2 }'
    for place, text in enumerate(written):
        value = tomllib.loads(f"x = {text}")["x"]
        found = ColumnAddress(**value) if isinstance(value, dict) else ColumnAddress(name=value)
        assert table.places(found.name, text=found.text, occurrence=found.occurrence) == [place]
