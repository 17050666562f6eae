"""Returned workbooks that are damaged, hostile or foreign: refused by name, stopping nothing."""

import io
import os
import zipfile

import openpyxl
import pytest
from fix_workbook import (
    corrected,
    fill,
    give_back,
    sent,
)

BILLION = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))


def zipped(**parts: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return buffer.getvalue()


HOSTILE = {
    "empty.xlsx": b"",
    "noise.xlsx": b"PK\x03\x04" + b"\x00\xff" * 300,
    "text.xlsx": b"Row,Correction\n6,1\n",
    "old.xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600,
    "archive.xlsx": zipped(a="b"),
    "laughs.xlsx": zipped(
        **{"xl/workbook.xml": f'<!DOCTYPE a [<!ENTITY a0 "ha">{BILLION}]><a>&a11;</a>'}
    ),
    "large.xlsx": b"PK\x03\x04" + b"\x00" * (2 * 1024**2),
}


@pytest.mark.usefixtures("_no_way_out")
@pytest.mark.parametrize("name", HOSTILE)
def test_a_damaged_or_hostile_workbook_is_refused_by_name_and_stops_nothing(broken, name):
    back = sent(broken)
    fill(back, corrected("1", row="6"))
    give_back(broken, back)
    (broken.inbox() / "corrections" / name).write_bytes(HOSTILE[name])
    ran = broken.run()
    assert ran.places("C101") == [(name, None, None)]
    assert ran.outcomes["survey.csv", 6] == ("scored", None)
    assert ran.outcomes["survey.csv", 9] == ("set_aside", "V501")


def test_a_bomb_a_folder_and_a_foreign_workbook_are_refused(broken):
    place = broken.inbox() / "corrections"
    place.mkdir()
    (place / "folder").mkdir()
    os.mkfifo(place / "pipe.xlsx")
    (place / "gone.xlsx").symlink_to(place / "nowhere")
    (place / "bomb.xlsx").write_bytes(zipped(**{"xl/workbook.xml": "0" * (600 * 1024**2)}))
    foreign = openpyxl.Workbook()
    foreign.active.append(["Row", "Correction"])
    foreign.active.append(["6", "1"])
    foreign.save(place / "foreign.xlsx")
    (place / ".hidden").write_bytes(b"x")
    (place / "~$back.xlsx").write_bytes(b"x")
    assert [name for name, *_ in broken.run().places("C101")] == [
        *("bomb.xlsx", "folder", "foreign.xlsx", "gone.xlsx", "pipe.xlsx")
    ]
