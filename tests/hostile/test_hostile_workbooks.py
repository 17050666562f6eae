"""Workbooks made to harm: refused by name or read for what they say; nothing in them is run."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile
from programme_builder import write_sheets

NAME = "survey_bad.xlsx"
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
LAUGHS = "".join(
    f'<!ENTITY l{level} "{f"&l{level - 1};" * 10}">' if level else '<!ENTITY l0 "ha">'
    for level in range(10)
)
BILLION = f"<!DOCTYPE x [{LAUGHS}]>"
QUADRATIC = f'<!DOCTYPE x [<!ENTITY big "{"a" * 200_000}">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY out SYSTEM "file:///etc/passwd">]>'


def good_book(folder) -> Path:
    path = folder.inbox() / NAME
    header, *rows = [line.split(",") for line in folder.text().splitlines()]
    write_sheets(path, {"Answers": [header, *([r[0], r[1], *map(int, r[2:])] for r in rows)]})
    return path


def rewritten(path: Path, part: str, change: Callable[[str], str]) -> None:
    """Change one part of a workbook."""
    held = io.BytesIO(path.read_bytes())
    with zipfile.ZipFile(held) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            if name == part:
                content = change(content.decode()).encode()
            new.writestr(name, content)


def with_entity(text: str, declared: str, used: str) -> str:
    """Declare entities before the root, and use one in the first text of the part."""
    head, _, rest = text.partition("?>")
    return f"{head}?>{declared}{rest}".replace("<t>", f"<t>{used}", 1)


def test_a_good_workbook_is_read(besieged):
    good_book(besieged)
    ran = besieged.run()
    assert ran.refused[NAME] is None
    assert ran.counts[NAME][0] == 12


@pytest.mark.parametrize("part", [SHEET, BOOK, "xl/sharedStrings.xml"])
@pytest.mark.parametrize(
    ("declared", "used"),
    [(BILLION, "&l9;"), (QUADRATIC, "&big;" * 2_000), (OUTSIDE, "&out;")],
    ids=["billion laughs", "quadratic", "outside"],
)
def test_an_entity_is_never_expanded(besieged, part, declared, used):
    rewritten(good_book(besieged), part, lambda text: with_entity(text, declared, used))
    ran = besieged.run()
    assert ran.nothing_is_lost
    assert ran.counts["survey_good.csv"][0] == 12
    if ran.refused[NAME] is None:
        assert "root:" not in str(ran)
        # An entity that is only declared, or that is read as nothing, does no harm.
        assert ran.counts[NAME][0] == 12
    else:
        assert ran.refused[NAME] in {"F109", "M301"}


def test_a_bomb_of_zeros(besieged):
    path = besieged.inbox() / NAME
    with (
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open(SHEET, "w", force_zip64=True) as part,
    ):
        for _ in range(600):
            part.write(b"\0" * 1024**2)
    assert path.stat().st_size < 2 * 1024**2
    besieged.refused(NAME, "F109")


def test_a_bomb_that_lies_about_its_size(besieged):
    path = good_book(besieged)
    rewritten(path, SHEET, lambda text: text + " " * 300 * 1024**2)
    data = bytearray(path.read_bytes())
    real = (len(data)).to_bytes(4, "little")
    with zipfile.ZipFile(path) as archive:
        size = archive.getinfo(SHEET).file_size.to_bytes(4, "little")
    path.write_bytes(bytes(data).replace(size, real))
    besieged.refused(NAME, "F109")


def test_an_archive_in_an_archive(besieged):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("0.zip", b"\0" * 1024**2)
    with zipfile.ZipFile(besieged.inbox() / NAME, "w") as archive:
        archive.writestr("inner.zip", inner.getvalue())
    besieged.refused(NAME, "F109")


@pytest.mark.parametrize("size", ["A1", "A1:XFD1048576", "A1:ZZZZ99999999", "nonsense"])
def test_the_declared_size_is_not_believed(besieged, size):
    rewritten(
        good_book(besieged), SHEET, lambda text: text.replace('ref="A1:R13"', f'ref="{size}"')
    )
    ran = besieged.run()
    assert ran.nothing_is_lost
    assert ran.refused[NAME] is None or ran.refused[NAME] == "F109"
    if ran.refused[NAME] is None:
        assert ran.counts[NAME][0] == 12


def test_a_cell_in_the_last_corner(besieged):
    corner = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    rewritten(good_book(besieged), SHEET, lambda text: text.replace("</sheetData>", corner))
    besieged.refused(NAME, "F109")


def test_a_million_columns_in_one_row(besieged):
    cells = "".join("<c><v>1</v></c>" for _ in range(1_000_000))
    row = f'<row r="14">{cells}</row></sheetData>'
    rewritten(good_book(besieged), SHEET, lambda text: text.replace("</sheetData>", row))
    besieged.refused(NAME, "F109", "F107", "M301", "F102", "F110")


def test_macros_are_not_run_and_the_cells_are_read(besieged):
    path = good_book(besieged)
    macros = besieged.inbox() / "survey_bad.xlsm"
    path.rename(macros)
    with zipfile.ZipFile(macros, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0" + b"\0" * 500)
    ran = besieged.run()
    assert ran.counts["survey_bad.xlsm"][0] == 12


def test_links_to_elsewhere_are_not_followed(besieged):
    path = good_book(besieged)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(
            "xl/externalLinks/externalLink1.xml",
            "<externalLink><externalBook/><ddeLink ddeService='cmd' ddeTopic='/c calc'/>"
            "</externalLink>",
        )
        archive.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            '<Relationships><Relationship Id="rId1" TargetMode="External"'
            ' Target="http://203.0.113.9/x.xlsx"/></Relationships>',
        )
    ran = besieged.run()
    assert ran.refused[NAME] is None
    assert ran.counts[NAME][0] == 12


@pytest.mark.parametrize("command", ["=cmd|'/c calc'!A0", '=WEBSERVICE("http://203.0.113.9")'])
def test_a_formula_is_no_answer_whatever_value_it_shows(besieged, command):
    header, *rows = [line.split(",") for line in besieged.text().splitlines()]
    first, *others = [[r[0], r[1], *map(int, r[2:])] for r in rows]
    write_sheets(besieged.inbox() / NAME, {"A": [header, [*first[:-1], command], *others]})
    ran = besieged.run()
    assert ran.outcomes[NAME, 2] == ("set_aside", "V501")


def test_a_workbook_with_a_password(besieged):
    path = good_book(besieged)
    locked = io.BytesIO()
    with path.open("rb") as plain:
        OOXMLFile(plain).encrypt("secret", locked)
    path.write_bytes(locked.getvalue())
    assert "password" in str(besieged.refused(NAME, "F109").problems)


def test_an_old_xls(besieged):
    (besieged.inbox() / "survey_bad.xls").write_bytes(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096
    )
    besieged.refused("survey_bad.xls", "F109")


@pytest.mark.parametrize("part", [BOOK, "xl/_rels/workbook.xml.rels", SHEET, "[Content_Types].xml"])
def test_a_part_that_is_lost_or_broken(besieged, part):
    rewritten(good_book(besieged), part, lambda text: text[: len(text) // 2])
    ran = besieged.run()
    assert ran.nothing_is_lost
    assert ran.refused[NAME] in {None, "F109", "F110"}
    if part != "[Content_Types].xml":
        assert ran.refused[NAME] is not None


def test_a_sheet_that_points_outside_the_archive(besieged):
    def change(text: str) -> str:
        return text.replace("worksheets/sheet1.xml", "../../../../etc/passwd")

    rewritten(good_book(besieged), "xl/_rels/workbook.xml.rels", change)
    besieged.refused(NAME, "F109")
