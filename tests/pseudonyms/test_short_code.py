"""Codes: fixed for ever, readable, without words, spread evenly."""

import hashlib
import hmac
import math
import re
from collections import Counter

import pytest

from screening.intake.values import normalise
from screening.pseudonyms.secret_key import SecretKey
from screening.pseudonyms.short_code import PURPOSE, code_of

KEY = SecretKey(bytes.fromhex("b1946ac92492d2347c6235b4d2611184e5f3b0c2a97d4416f8e3c1d05b7a6f92"))


@pytest.mark.parametrize(
    ("number", "code"), [("001234", "DJ3WKX2YB9"), ("1234", "FLWV9NNVLY"), ("ña-7", "HJBF34YF8Q")]
)
def test_a_code_never_changes_from_version_to_version(rules, number, code):
    assert code_of(number, key=KEY, shape=rules.code) == code


def test_a_code_is_hmac_sha_256_written_in_our_signs(rules):
    digest = hmac.digest(KEY.content, PURPOSE + b"77", hashlib.sha256)
    left = int.from_bytes(digest, "big")
    code = code_of("77", key=KEY, shape=rules.code)
    value, weight = rules.code.first.index(code[0]), len(rules.code.first)
    for sign in code[1:]:
        value += rules.code.rest.index(sign) * weight
        weight *= len(rules.code.rest)
    assert left % weight == value


def test_another_key_gives_another_code(rules):
    other = SecretKey(KEY.content[::-1])
    codes = {code_of("1", key=key, shape=rules.code) for key in (KEY, other)}
    assert len(codes) == 2


def test_signs_cannot_be_confused_and_make_no_word_or_number(rules):
    signs = rules.code.first + rules.code.rest
    assert not set(signs) & set("0O1IAEU")
    assert signs == signs.upper()
    assert len(set(rules.code.rest)) == len(rules.code.rest)
    assert rules.code.first.isalpha()


def test_two_hundred_thousand_students_share_a_code_with_less_than_one_chance_in_ten_thousand(
    rules,
):
    codes = len(rules.code.first) * len(rules.code.rest) ** (rules.code.length - 1)
    assert -math.expm1(-(200_000**2) / (2 * codes)) < 0.0001


def test_many_numbers_give_as_many_codes_of_one_shape(rules):
    codes = {code_of(f"{n:06d}", key=KEY, shape=rules.code) for n in range(20_000)}
    assert len(codes) == 20_000
    assert all(re.fullmatch(r"[B-Z][2-9B-Z]{9}", code) for code in codes)
    assert all(normalise(code).upper() == code for code in codes)
    assert all(re.fullmatch(r"^[A-Za-z0-9][A-Za-z0-9_-]{3,63}$", code) for code in codes)


def test_every_sign_is_about_as_frequent_in_every_place(rules):
    codes = [code_of(str(n), key=KEY, shape=rules.code) for n in range(20_000)]
    for place, signs in ((0, rules.code.first), (1, rules.code.rest), (9, rules.code.rest)):
        counts = Counter(code[place] for code in codes)
        assert set(counts) == set(signs)
        expected = len(codes) / len(signs)
        assert all(abs(count - expected) < 6 * math.sqrt(expected) for count in counts.values())
