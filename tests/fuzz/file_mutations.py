"""Damage to the whole file: encoding, delimiter, line ends, bytes, kind."""

import codecs
import gzip
import io
import zipfile
from collections.abc import Callable
from random import Random

from grid import Export
from mutations import EVERY, SHEETS, TEXT, mutation

OFTEN = 6


def _damaged(export: Export, step: Callable[[bytes], bytes], *, must: bool = False) -> None:
    export.damage.append(step)
    export.may_refuse = True
    export.must_refuse = export.must_refuse or must


@mutation("byte-order mark added", TEXT)
def marked(export: Export, _: Random) -> None:
    if export.encoding == "utf-8":
        export.encoding = "utf-8-sig"


@mutation("byte-order mark twice", TEXT)
def marked_twice(export: Export, _: Random) -> None:
    if export.encoding != "utf-16":
        export.encoding = "utf-8-sig"
        _damaged(export, lambda data: codecs.BOM_UTF8 + data)


@mutation("UTF-16 with its mark", TEXT)
def utf_16(export: Export, _: Random) -> None:
    export.encoding = "utf-16"


@mutation("UTF-16 without its mark", TEXT)
def utf_16_unmarked(export: Export, draw: Random) -> None:
    export.encoding = draw.choice(["utf-16-le", "utf-16-be"])
    export.may_refuse = True


@mutation("letters of cp1252", TEXT)
def cp1252(export: Export, _: Random) -> None:
    if export.encoding == "utf-16":
        return
    export.encoding = "cp1252"
    export.rows[0].cells[0] = "Se\u00f1or"
    export.rows[0].is_touched = True
    export.must_refuse = True


@mutation("another delimiter", TEXT)
def delimiter(export: Export, draw: Random) -> None:
    export.delimiter = draw.choice([mark for mark in ",;\t|" if mark != export.delimiter])
    export.must_refuse = True


@mutation("another delimiter that the first line states", TEXT)
def stated(export: Export, draw: Random) -> None:
    export.delimiter = draw.choice(",;\t|")
    export.first_line = f"sep={export.delimiter}{export.line_end}"


@mutation("first line states a wrong delimiter", TEXT)
def misstated(export: Export, _: Random) -> None:
    export.first_line = "sep=" + ("|" if export.delimiter != "|" else ";") + export.line_end
    export.must_refuse = True


@mutation("other line ends", TEXT)
def line_ends(export: Export, draw: Random) -> None:
    export.line_end = draw.choice(["\n", "\r\n", "\r"])
    export.quote_all = export.line_end == "\r"


@mutation("everything in quotation marks", TEXT)
def quoted(export: Export, _: Random) -> None:
    export.quote_all = True


@mutation("file cut off", EVERY, turns=OFTEN)
def cut(export: Export, draw: Random) -> None:
    share = draw.random()
    _damaged(export, lambda data: data[: int(len(data) * share)])


@mutation("last bytes cut off", EVERY, turns=OFTEN)
def tail_cut(export: Export, draw: Random) -> None:
    count = draw.randrange(1, 40)
    _damaged(export, lambda data: data[:-count])


@mutation("bit turned", SHEETS, turns=OFTEN)
def bit(export: Export, draw: Random) -> None:
    share, turned = draw.random(), 1 << draw.randrange(8)

    def step(data: bytes) -> bytes:
        place = int(len(data) * share)
        return data[:place] + bytes([data[place] ^ turned]) + data[place + 1 :]

    _damaged(export, step)


@mutation("byte replaced", SHEETS, turns=OFTEN)
def byte(export: Export, draw: Random) -> None:
    share, new = draw.random(), draw.randrange(256)

    def step(data: bytes) -> bytes:
        place = int(len(data) * share)
        return data[:place] + bytes([new]) + data[place + 1 :]

    _damaged(export, step)


@mutation("bytes put in", SHEETS, turns=OFTEN)
def bytes_in(export: Export, draw: Random) -> None:
    share = draw.random()
    new = draw.choice(
        [b'"', b",", b";", b"\n", b"\r\n", b"\x00", b"\xff\xfe", b"3", b'""', b"\xe2"]
    )

    def step(data: bytes) -> bytes:
        place = int(len(data) * share)
        return data[:place] + new + data[place:]

    _damaged(export, step)


@mutation("bytes taken out", SHEETS, turns=OFTEN)
def bytes_out(export: Export, draw: Random) -> None:
    share, count = draw.random(), draw.randrange(1, 6)

    def step(data: bytes) -> bytes:
        place = int(len(data) * share)
        return data[:place] + data[place + count :]

    _damaged(export, step)


@mutation("bytes behind the end", EVERY)
def bytes_behind(export: Export, draw: Random) -> None:
    new = draw.choice([b"\x1a", b"\x00" * 512, b"\n\n\n", b"   \n", b"</html>"])
    _damaged(export, lambda data: data + new)


@mutation("whole file twice", TEXT)
def doubled(export: Export, _: Random) -> None:
    for row in export.rows:
        row.is_touched = True
    _damaged(export, lambda data: data + data)


@mutation("compressed", EVERY)
def compressed(export: Export, _: Random) -> None:
    _damaged(export, lambda data: gzip.compress(data, mtime=0), must=True)


@mutation("in an archive", EVERY)
def archived(export: Export, _: Random) -> None:
    def step(data: bytes) -> bytes:
        held = io.BytesIO()
        with zipfile.ZipFile(held, "w") as archive:
            archive.writestr("answers.csv", data)
        return held.getvalue()

    _damaged(export, step, must=True)


@mutation("another kind of file", EVERY)
def another_kind(export: Export, draw: Random) -> None:
    new = draw.choice([
        b"%PDF-1.7\n%\xe2\xe3\n1 0 obj\n",
        b"\x89PNG\r\n\x1a\n\x00\x00",
        b"<html><table><tr><td>Code</td></tr></table></html>",
        b'{"answers": [1, 2, 3]}',
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
        b"PK\x03\x04" + b"\x00" * 60,
        b"$FL2" + b"\x00" * 60,
        b"",
        b"\n\n \n",
    ])  # fmt: skip
    _damaged(export, lambda _: new, must=True)


@mutation("name with another ending", EVERY)
def renamed(export: Export, draw: Random) -> None:
    export.suffix = draw.choice(["csv", "xlsx", "sav", "txt", "CSV", "xls"])
