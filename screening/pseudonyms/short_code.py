"""From a student number to its code: a keyed hash, short enough for people."""

import hashlib
import hmac

from screening.pseudonyms.rules import CodeShape
from screening.pseudonyms.secret_key import SecretKey

PURPOSE = b"student_ref 1\0"
"""Set before every number, so that the same key used elsewhere gives other codes."""


def code_of(number: str, *, key: SecretKey, shape: CodeShape) -> str:
    """Return the code of a student number.

    HMAC-SHA-256 (RFC 2104), written in the signs of `shape`. Without the key neither the number
    nor the code of another number can be found, although all numbers could be tried.

    Args:
        number: as `student_number.normalised` returns it.
        key: the school's.
        shape: signs and length.
    """
    digest = hmac.new(key.content, PURPOSE + number.encode(), hashlib.sha256).digest()
    left, place = divmod(int.from_bytes(digest, "big"), len(shape.first))
    signs = [shape.first[place]]
    while len(signs) < shape.length:
        left, place = divmod(left, len(shape.rest))
        signs.append(shape.rest[place])
    return "".join(signs)
