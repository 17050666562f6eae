"""Every key of a TOML text has a line: the one on which a reader finds it."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.toml_lines import lines_of, nearest

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / "screening").rglob("*.toml"))
TEXT = '''# first
id = "x"
"quoted key" = 1
a.b = [1, # one
  2.5,
  { c = "}", d = [3] },
]
long = """
[not.a.table]
key = 1
"""
raw = \'\'\'
also = 1\'\'\'

[table]
when = 2026-01-02 03:04:05
[table.sub."dotted.name"]
deep = {x={y=1}}

[[list]]
first = 1
[list.part]
of = 1

[[list]]
[[list.inner]]
last = true
'''
LINES = {
    ("id",): 2,
    ("quoted key",): 3,
    ("a", "b"): 4,
    ("a", "b", 0): 4,
    ("a", "b", 1): 5,
    ("a", "b", 2, "c"): 6,
    ("a", "b", 2, "d", 0): 6,
    ("long",): 8,
    ("raw",): 12,
    ("table",): 15,
    ("table", "when"): 16,
    ("table", "sub", "dotted.name"): 17,
    ("table", "sub", "dotted.name", "deep", "x", "y"): 18,
    ("list",): 20,
    ("list", 0, "first"): 21,
    ("list", 0, "part", "of"): 23,
    ("list", 1): 25,
    ("list", 1, "inner", 0, "last"): 27,
}


def keys_of(content, key=()):
    """Return every key of nested tables and lists."""
    found = []
    for part, value in content.items() if isinstance(content, dict) else enumerate(content):
        found.append((*key, part))
        if isinstance(value, dict | list):
            found.extend(keys_of(value, (*key, part)))
    return found


@pytest.mark.parametrize("key", LINES, ids=str)
def test_a_key_is_found_on_its_line(key):
    assert lines_of(TEXT)[key] == LINES[key]


def test_exactly_the_keys_that_the_reader_reads_have_a_line():
    assert set(lines_of(TEXT)) == set(keys_of(tomllib.loads(TEXT)))


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_key_of_our_own_definitions_is_found_where_it_is_written(path, line_end):
    text = path.read_text(encoding="utf-8").replace("\n", line_end)
    lines = lines_of(text)
    written = text.splitlines()
    assert set(lines) == set(keys_of(tomllib.loads(text)))
    for key, line in lines.items():
        if isinstance(key[-1], str):
            assert key[-1] in written[line - 1]


KEYS = st.text("abc_-1", min_size=1, max_size=3)
VALUES = st.recursive(
    st.sampled_from(["1", "-2.5e3", "true", '"#]}\\""', "'='", "inf", "1979-05-27 07:32:00Z"]),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda each: "[ " + " ,\n # , ]\n".join(each) + " ]"),
        st.dictionaries(KEYS, inner, max_size=3).map(
            lambda each: "{" + ", ".join(f"{key} = {value}" for key, value in each.items()) + "}"
        ),
    ),
    max_leaves=8,
)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.lists(VALUES, max_size=3))
def test_whatever_is_written_every_key_is_found(entries, rows):
    text = "".join(f"{key} = {value} # {{\n" for key, value in entries.items())
    text += "".join(f"[[rows]]\nvalue = {value}\n" for value in rows)
    assert set(lines_of(text)) == set(keys_of(tomllib.loads(text)))


@pytest.mark.parametrize(
    ("key", "place", "line"),
    [
        (("table", "when"), ("table", "when"), 16),
        (("list", 1, "first"), ("list", 1), 25),
        (("list", 0, "part", "a_kind", "of"), ("list", 0, "part", "of"), 23),
        (("nothing",), (), 1),
        ((), (), 1),
    ],
)
def test_a_key_that_is_missing_is_told_at_its_table(key, place, line):
    assert nearest(lines_of(TEXT), key) == (place, line)
