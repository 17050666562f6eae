"""A planted trace is found wherever it is put; what cannot be looked into is said."""

import gzip
import io
import sqlite3
import zipfile
import zlib

import pytest
import typst
import xlsxwriter

from screening.erasure.marks import Marks
from screening.erasure.pdf_text import texts_of_pdf
from screening.erasure.search import search
from screening.erasure.unpacked import LOCKED, UnopenedError, parts_of

CODE = "KQ7M2XBN4T6WPZ3D"
MARKS = Marks((CODE,))


def workbook(text: str, *, where: str = "cell") -> bytes:
    """Return a real workbook with a text in a cell, a comment, a hidden sheet or its properties."""
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True})
    sheet = book.add_worksheet("List")
    sheet.write(0, 0, text if where == "cell" else "nothing")
    if where == "comment":
        sheet.write_comment(0, 0, text)
    if where == "hidden":
        hidden = book.add_worksheet("_meta")
        hidden.write(0, 0, text)
        hidden.hide()
    if where == "properties":
        book.set_properties({"comments": text})
    book.close()
    return content.getvalue()


def archive(name: str, content: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as one:
        one.writestr(name, content)
    return packed.getvalue()


def letter(text: str, *, tmp_path) -> bytes:
    source = tmp_path / "letter.typ"
    source.write_text(f'#set text(size: 9pt)\nReference: #"{text}"\n\n#emph[#"{text}"]')
    return typst.compile(str(source))


TEXT = f"student {CODE} here"
PLANTED = {
    "plain.csv": TEXT.encode(),
    "wide.txt": TEXT.encode("utf-16"),
    "wide_other.bin": b"\x00" + TEXT.encode("utf-16-be"),
    "small.html": TEXT.lower().encode(),
    "cell.xlsx": workbook(TEXT),
    "comment.xlsx": workbook(TEXT, where="comment"),
    "hidden.xlsx": workbook(TEXT, where="hidden"),
    "properties.xlsx": workbook(TEXT, where="properties"),
    "archive.zip": archive("a.txt", TEXT.encode()),
    "name.zip": archive(f"{CODE}.txt", b"nothing"),
    "nested.zip": archive("inside.xlsx", workbook(TEXT)),
    "packed.csv.gz": gzip.compress(TEXT.encode()),
}


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_code_is_found(tmp_path, name):
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / name).write_bytes(PLANTED[name])
    found = search({"outboxes": tmp_path / "out"}, MARKS, root=tmp_path)
    assert found.files_found == (f"out/{name}",)
    assert not found.is_clean


@pytest.mark.parametrize("name", PLANTED)
def test_without_the_code_nothing_is_found(tmp_path, name):
    (tmp_path / name).write_bytes(PLANTED[name])
    found = search({"outboxes": tmp_path}, Marks((CODE[::-1],)), root=tmp_path)
    assert found.is_clean
    assert found.files == {"outboxes": 1}
    assert found.bytes_read["outboxes"] >= len(PLANTED[name])


def test_a_code_that_a_pdf_shows_as_glyphs_alone_is_found(tmp_path):
    content = letter(CODE, tmp_path=tmp_path)
    assert CODE.encode() not in content
    assert CODE not in b"".join(part.content for part in _streams(content, tmp_path)).decode(
        "latin-1"
    )
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "all.pdf").write_bytes(content)
    assert search({"o": tmp_path / "out"}, MARKS, root=tmp_path).files_found == ("out/all.pdf",)
    assert not search({"o": tmp_path / "out"}, Marks((CODE[1:] + "A",)), root=tmp_path).found


def _streams(content: bytes, tmp_path):
    path = tmp_path / "streams.pdf"
    path.write_bytes(content)
    return [part for part in parts_of(path, label="pdf") if "stream" in part.label]


@pytest.mark.parametrize("text", ["Zz-09_x", "ÄÖÜ é", "office flow"])
def test_the_text_of_a_pdf_is_read_as_it_is_shown(tmp_path, text):
    assert any(text in found for found in texts_of_pdf(letter(text, tmp_path=tmp_path)))


def test_a_pdf_with_plain_strings_is_read_too():
    page = b"BT /F1 12 Tf (a \\(" + CODE.encode() + b"\\) \\101) Tj <4B51> Tj ET"
    pdf = b"%PDF-1.4\nstream\n" + zlib.compress(page) + b"\nendstream"
    (shown,) = texts_of_pdf(pdf)
    assert shown == f"a ({CODE}) AKQ"


def test_names_of_files_folders_and_targets_of_links_are_searched(tmp_path):
    (tmp_path / CODE).mkdir()
    (tmp_path / CODE / "empty.txt").touch()
    (tmp_path / "link").symlink_to(f"{CODE}.7")
    found = search({"all": tmp_path}, MARKS, root=tmp_path)
    assert found.found == (f"{CODE}/empty.txt: its name", "link: its target")


def test_a_database_of_the_orchestrator_is_searched_byte_by_byte(tmp_path):
    with sqlite3.connect(tmp_path / "prefect.db") as database:
        database.execute("create table log (message text)")
        database.execute("insert into log values (?)", [f"broke at {CODE}"])
    database.close()
    found = search({"orchestrator": tmp_path}, MARKS, root=tmp_path)
    assert found.found == ("prefect.db",)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("locked.xlsx", LOCKED + b"rest"),
        ("damaged.xlsx", workbook("nothing")[:-40]),
        ("damaged.gz", gzip.compress(b"x" * 1000)[:-20]),
    ],
)
def test_what_cannot_be_looked_into_is_named_and_proves_nothing(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)
    found = search({"outboxes": tmp_path}, MARKS, root=tmp_path)
    assert found.found == ()
    assert [each.startswith(f"{name}: ") for each in found.unopened] == [True]
    assert not found.is_clean


def test_a_file_that_nobody_may_open_is_named(tmp_path, monkeypatch):
    (tmp_path / "closed.csv").write_bytes(b"x")

    def refuse(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    assert search({"o": tmp_path}, MARKS, root=tmp_path).unopened == (
        "closed.csv: Permission denied",
    )


def test_a_bomb_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr("screening.erasure.unpacked.MOST_BYTES", 10_000)
    (tmp_path / "bomb.zip").write_bytes(archive("zeros", bytes(20_000)))
    with pytest.raises(UnopenedError, match="unpacks to more"):
        list(parts_of(tmp_path / "bomb.zip", label="bomb.zip"))


def test_it_says_what_was_searched_place_by_place(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "one").write_bytes(b"x" * 7)
    (tmp_path / "b").write_bytes(b"y" * 5)
    (tmp_path / "c").symlink_to("a")
    found = search(
        {"a": tmp_path / "a", "b": tmp_path / "b", "none": tmp_path / "none"}, MARKS, root=tmp_path
    )
    assert found.files == {"a": 1, "b": 1, "none": 0}
    assert found.bytes_read == {"a": 7 + len("a/one"), "b": 5 + len("b"), "none": 0}
    assert found.is_clean
