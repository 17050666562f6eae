"""What names a student in bytes, and what only looks like it."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.erasure.marks import Marks, longer_than

CODE = "KQ7M2XBN4T6WPZ3D"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "utf-16")


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize(
    "text", [CODE, CODE.lower(), f"a{CODE}b", f"{CODE}{CODE}", f"\x00{CODE}\xff"]
)
def test_a_code_is_found_in_every_encoding_and_case_wherever_it_stands(encoding, text):
    assert Marks((CODE,)).count_in(text.encode(encoding)) == text.upper().count(CODE)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_name_is_looked_for(encoding):
    marks = Marks((CODE, "R-0a1b2c3d4e", "S-ff00ff00ff"))
    for name in marks.names:
        assert marks.count_in(f"<td>{name}</td>".encode(encoding)) == 1


def test_nothing_is_found_in_nothing_and_in_others():
    marks = Marks((CODE,))
    assert not marks.found_in("")
    assert not marks.found_in(CODE[:-1] + "X" + CODE[1:])
    assert not Marks(()).found_in(CODE)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_anothers_longer_code_is_no_trace_and_the_code_beside_it_is(encoding):
    marks = Marks(("S001",), ("S0012", "AS001", "S001S001X"))
    assert marks.count_in("S0012,AS001,S001S001X".encode(encoding)) == 0
    assert marks.count_in("S0012,S001,AS001".encode(encoding)) == 1
    assert marks.count_in("S0013".encode(encoding)) == 1


def test_a_digest_holds_a_short_code_by_chance():
    digest = next(
        found
        for number in range(100_000)
        if "0a1b" in (found := hashlib.sha256(str(number).encode()).hexdigest())
    )
    marks = Marks(("0a1b",))
    assert not marks.found_in(f'"sha256": "{digest}"')
    assert marks.found_in(f'"sha256": "{digest}", "0a1b"')


def test_a_name_that_is_as_long_as_a_digest_is_found():
    key = hashlib.sha256(b"answer").hexdigest()[:32]
    assert Marks((key,)).found_in(f'"key": "{key}"')


def test_longer_texts_are_those_that_hold_a_name_and_more():
    texts = ["S001", "S0012", "xs001", "S002", "", "R-1", "R-12"]
    assert longer_than(["S001", "R-1"], texts) == ("R-12", "S0012", "xs001")


@given(st.binary(max_size=60), st.binary(max_size=60), st.sampled_from(ENCODINGS))
def test_whatever_stands_around_a_long_code_it_is_found(before, after, encoding):
    assert Marks((CODE,)).count_in(before + CODE.encode(encoding) + after) >= 1


@given(st.text(alphabet="S012", max_size=30))
def test_no_hit_is_hidden_by_others_but_their_own(text):
    code, others = "S0", ("S01", "2S0")
    found = Marks((code,), others).count_in(text.encode())
    own = [
        place
        for place in range(len(text))
        if text.startswith(code, place)
        and text[place : place + 3] != "S01"
        and text[max(0, place - 1) : place + 2] != "2S0"
    ]
    assert found == len(own)
