"""A code and a label in one cell, as survey tools write them: `Several days (1)`, `1 - Never`."""

import re

IN_FRONT = re.compile(
    r"\(?(?P<code>\d{1,2})\)?\s*[-.:)=]?\s+(?P<label>\D.*)|\((?P<c>\d{1,2})\)(?P<l>\D.*)"
)
BEHIND = re.compile(r"(?P<label>.*\D)\s*\((?P<code>\d{1,2})\)|(?P<l>.*\D)\s+[-=:]\s*(?P<c>\d{1,2})")


def parted(text: str) -> tuple[int, str] | None:
    """Return the code and the label of a text that holds both; None where it holds no code.

    >>> parted("Several days (1)"), parted("(1) Several days"), parted("1 - Several days")
    ((1, 'Several days'), (1, 'Several days'), (1, 'Several days'))
    """
    for pattern in (IN_FRONT, BEHIND):
        if found := pattern.fullmatch(text.strip()):
            code, label = found["code"] or found["c"], found["label"] or found["l"]
            return int(code), label.strip()
    return None
