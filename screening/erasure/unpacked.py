"""Files as the bytes a reader sees: workbooks unpacked, streams inflated, text of PDFs decoded."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from screening.erasure.pdf_text import streams_of, texts_of_pdf

DEEPEST = 3
"""Archives within archives that are opened."""
MOST_BYTES = 2_000_000_000
"""Of one file, unpacked."""
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""A workbook with a password, or an old Office file."""


@dataclass(frozen=True)
class Part:
    """A piece of a file.

    Attributes:
        label: where it stands, as `referrals.xlsx: xl/sharedStrings.xml`.
    """

    label: str
    content: bytes


class UnopenedError(ValueError):
    """A file holds something that cannot be looked into, so nothing is proved of it."""


def parts_of(path: Path, *, label: str) -> Iterator[Part]:
    """Yield a file as it lies on the disk, then whatever is packed in it.

    Raises:
        UnopenedError: it is locked or damaged, or unpacks to more than `MOST_BYTES`.
    """
    content = path.read_bytes()
    yield Part(label, content)
    total = 0
    for part in _packed(content, label, DEEPEST):
        total += len(part.content)
        if total > MOST_BYTES:
            raise UnopenedError(f"{label}: unpacks to more than is read")
        yield part


def _packed(content: bytes, label: str, depth: int) -> Iterator[Part]:
    for part in _opened(content, label) if depth else ():
        yield part
        yield from _packed(part.content, part.label, depth - 1)


def _opened(content: bytes, label: str) -> Iterator[Part]:
    if content.startswith(LOCKED):
        raise UnopenedError(f"{label}: is locked with a password, or an old Office file")
    if content.startswith(b"PK\x03\x04"):
        yield from _members(content, label)
    elif content.startswith(b"\x1f\x8b"):
        yield from _gzip(content, label)
    elif content.startswith(b"%PDF-"):
        for number, stream in enumerate(streams_of(content), start=1):
            yield Part(f"{label}: stream {number}", stream)
        for number, text in enumerate(texts_of_pdf(content), start=1):
            yield Part(f"{label}: text {number}", text.encode("utf-8", "surrogatepass"))


def _members(content: bytes, label: str) -> Iterator[Part]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for member in archive.infolist():
                if member.file_size > MOST_BYTES:
                    raise UnopenedError(f"{label}: unpacks to more than is read")
                inside = f"{label}: {member.filename}"
                yield Part(f"{inside}, its name", member.filename.encode())
                yield Part(inside, archive.read(member))
    except (zipfile.BadZipFile, RuntimeError, zlib.error, NotImplementedError):
        raise UnopenedError(f"{label}: is damaged or locked") from None


def _gzip(content: bytes, label: str) -> Iterator[Part]:
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            yield Part(f"{label}: unpacked", packed.read(MOST_BYTES))
    except (OSError, EOFError, zlib.error):
        raise UnopenedError(f"{label}: is damaged") from None
