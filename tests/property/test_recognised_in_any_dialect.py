"""How a file is written changes nothing of what is recognised in it."""

import codecs

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from survey_exports import EXPORTS, Export, records_of, shuffled, stays_first, written

from screening.intake.header_rows import COLUMNS, head_of
from screening.intake.read_text import decode, text_records
from screening.intake.recognise import recognise
from screening.intake.text_table import Head
from screening.intake.values import normalise

ANSWERS = [export for export in EXPORTS if export.tool in COLUMNS]
any_export = st.sampled_from(EXPORTS)
FANCY = {" ": "\u00a0", "'": "\u2019", '"': "\u201d", "-": "\u2011"}
"""What word processors and web pages make of plain characters."""


def encoded(text: str, encoding: str) -> bytes:
    mark = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE}
    return mark.get(encoding, b"") + text.encode(encoding)


@given(
    export=any_export,
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
@settings(max_examples=150, deadline=None)
def test_encoding_delimiter_and_line_ends_change_nothing(export, encoding, delimiter, line_end):
    content = encoded(written(export.rows, delimiter=delimiter, line_end=line_end), encoding)
    text = decode(content, encodings=("utf-8",), name="x")
    found = recognise(text_records(text, delimiter=delimiter, name="x"))
    assert found == recognise(records_of(export.rows))
    assert (found.platform, found.shape) == (export.tool, export.shape)


def any_order(export: Export, data) -> list[int]:
    """Return an order of columns; a column by which the tool is known stays the first."""
    fixed = [0] if stays_first(export) else []
    return [*fixed, *data.draw(st.permutations(range(len(fixed), len(export.rows[0]))))]


@given(export=any_export, data=st.data())
@settings(max_examples=150, deadline=None)
def test_the_order_of_columns_changes_nothing(export, data):
    found = recognise(records_of(shuffled(export.rows, any_order(export, data))))
    assert (found.platform, found.shape) == (export.tool, export.shape)


def names_of(head: Head) -> list[str]:
    return [normalise(column.name) for column in head.columns]


@given(export=any_export, data=st.data())
@settings(max_examples=150, deadline=None)
def test_typographic_characters_in_headers_change_nothing(export, data):
    swaps = data.draw(st.lists(st.sampled_from(sorted(FANCY)), unique=True))
    padding = data.draw(st.sampled_from(["", " ", "\u00a0", "\u200b", "\ufeff"]))
    table = str.maketrans({plain: FANCY[plain] for plain in swaps})
    header = [
        padding + (cell if "ImportId" in cell else cell.translate(table)) if cell else cell
        for cell in export.rows[0]
    ]
    changed = records_of([header, *export.rows[1:]])
    found = recognise(changed)
    assert (found.platform, found.shape) == (export.tool, export.shape)
    if export.tool in COLUMNS:
        head = head_of(export.tool, changed)
        plain = head_of(export.tool, records_of(export.rows))
        assert head is not None
        assert plain is not None
        assert head.last_row == plain.last_row
        assert names_of(head) == names_of(plain)


@pytest.mark.parametrize("export", ANSWERS, ids=lambda export: export.name)
@given(data=st.data())
@settings(max_examples=20, deadline=None)
def test_columns_keep_their_names_and_texts_in_any_order(export: Export, data):
    if export.tool == "surveymonkey":  # what stands right of a question belongs to it
        order = list(range(len(export.rows[0])))
    else:
        order = any_order(export, data)
    plain = head_of(export.tool, records_of(export.rows))
    mixed = head_of(export.tool, records_of(shuffled(export.rows, order)))
    assert plain is not None
    assert mixed is not None
    assert mixed.last_row == plain.last_row
    for place, was in enumerate(order):
        assert mixed.columns[place].name == plain.columns[was].name
        if export.tool != "ms_forms":  # a repeated statement is known by what stands left of it
            assert mixed.columns[place].text == plain.columns[was].text


@given(rows=st.lists(st.lists(st.text(max_size=12), min_size=1, max_size=6), max_size=6))
@settings(max_examples=200, deadline=None)
def test_no_file_is_too_strange_to_be_looked_at(rows):
    found = recognise(records_of(rows))
    assert 0 <= found.second <= found.score <= 1
    assert found.why
    for tool in COLUMNS:
        head = head_of(tool, records_of(rows))
        assert head is None or head.last_row <= len(rows)
