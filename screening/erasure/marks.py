"""What names a student in files: the code, and the ids that are made from it."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

LONGEST_HEX = re.compile(rb"[0-9a-f]{32,}")
"""A digest: by chance it can hold a short code."""
AROUND = 64
"""Bytes looked at on both sides of a hit."""


class _Form(NamedTuple):
    """One way in which a name stands in bytes, and how others' longer names stand around it."""

    pattern: re.Pattern[bytes]
    others: tuple[tuple[int, bytes], ...]
    """Where the name begins in a longer one, and the longer one."""


@dataclass(frozen=True)
class Marks:
    """What is searched for: in UTF-8 and UTF-16, in any case.

    Attributes:
        names: the student code and the ids made from it.
        others: longer texts of other students that hold one of the names, as `S0012` holds
            `S001`: there it names somebody else.
    """

    names: tuple[str, ...]
    others: tuple[str, ...] = ()

    def found_in(self, text: str) -> bool:
        """Return True where a text names the student."""
        return self.count_in(text.encode("utf-8", "surrogatepass")) > 0

    def count_in(self, content: bytes) -> int:
        """Return how often bytes name the student."""
        return sum(
            not _is_of_others(content, hit, form.others) and not _is_in_digest(content, hit)
            for form in self._forms
            for hit in form.pattern.finditer(content)
        )

    @cached_property
    def _forms(self) -> list[_Form]:
        forms = {form: place for name in self.names for place, form in _bytes_of(name).items()}
        return [
            _Form(
                re.compile(re.escape(form), re.IGNORECASE),
                tuple(_around(form.lower(), [_bytes_of(each)[place] for each in self.others])),
            )
            for form, place in forms.items()
        ]


def _bytes_of(text: str) -> dict[str, bytes]:
    """Return a text in UTF-8 and in both orders of UTF-16.

    Without the zero at an end, the two orders are the same for letters of ASCII.
    """
    return {
        "utf-8": text.encode(),
        "utf-16-le": text.encode("utf-16-le").removesuffix(b"\0"),
        "utf-16-be": text.encode("utf-16-be").removeprefix(b"\0"),
    }


def _around(form: bytes, others: Iterable[bytes]) -> Iterator[tuple[int, bytes]]:
    for other in map(bytes.lower, others):
        for place in range(len(other)):
            if other.startswith(form, place):
                yield place, other


def _is_of_others(
    content: bytes, hit: re.Match[bytes], others: Iterable[tuple[int, bytes]]
) -> bool:
    return any(
        hit.start() >= place
        and content[hit.start() - place : hit.start() - place + len(other)].lower() == other
        for place, other in others
    )


def _is_in_digest(content: bytes, hit: re.Match[bytes]) -> bool:
    first = max(0, hit.start() - AROUND)
    return any(
        run.start() <= hit.start() - first
        and hit.end() - first <= run.end()
        and len(run.group()) > len(hit.group())
        for run in LONGEST_HEX.finditer(content[first : hit.end() + AROUND].lower())
    )


def longer_than(names: Sequence[str], texts: Iterable[str]) -> tuple[str, ...]:
    """Return texts that hold one of the names inside a longer one, each once."""
    lower = [name.lower() for name in names]
    found = {text for text in texts if _holds_more(text.lower(), lower)}
    return tuple(sorted(found))


def _holds_more(text: str, names: Sequence[str]) -> bool:
    return any(name in text and name != text for name in names)
