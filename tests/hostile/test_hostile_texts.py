"""Text files made to harm: no crash, no hang, a bounded list, and somebody is told to look."""

import codecs

import pytest
from programme_builder import SURVEY_HEADER, csv_text

NAME = "survey_bad.csv"


def test_a_million_columns(besieged):
    besieged.drop(NAME, ",".join(f"c{n}" for n in range(1_000_000))[:2_000_000] + "\n1\n")
    besieged.refused(NAME, "F107", "M301")


def test_a_million_cells_in_one_row(besieged):
    besieged.drop(NAME, besieged.text() + "," * 1_000_000 + "\n")
    ran = besieged.run()
    assert ran.counts[NAME][0] == 13
    assert ran.places("F111") == [(NAME, 14, None)]


def test_one_line_without_end(besieged):
    _large(besieged)
    besieged.drop(NAME, besieged.text() + "x" * 20_000_000)
    besieged.refused(NAME, "F107", "F102")


def test_a_quotation_mark_that_is_never_closed(besieged):
    besieged.drop(NAME, besieged.text().replace("\nS005,", '\n"S005,') + "S0,\n" * 100_000)
    ran = besieged.refused(NAME, "F102")
    assert {entry.student_ref for entry in ran.safety if entry.reason == "endorsed"} == {"S003"}


@pytest.mark.parametrize("noise", ["\x00", "\x00" * 5_000])
def test_nul_characters(besieged, noise):
    besieged.drop(NAME, besieged.text().replace("S005", f"S0{noise}05"))
    besieged.refused(NAME, "F101")


def test_nothing_but_nul_characters(besieged):
    besieged.drop(NAME, b"\x00" * 100_000)
    besieged.refused(NAME, "F101")


def test_nothing_but_line_ends(besieged):
    besieged.drop(NAME, "\n" * 1_000_000)
    besieged.refused(NAME, "F103", "F110", "M301")


@pytest.mark.parametrize("mark", [codecs.BOM_UTF16_LE, codecs.BOM_UTF8, codecs.BOM_UTF32_LE])
def test_bytes_that_are_no_text_behind_a_byte_order_mark(besieged, mark):
    besieged.drop(NAME, mark + bytes(range(256)) * 100 + b"\xd8")
    besieged.refused(NAME, "F101", "F103", "M301", "F102")


def test_every_row_of_a_large_export_is_misshapen_and_the_list_is_bounded(besieged):
    _large(besieged)
    rows = "\n".join(f"S{number % 1000:03d},1,2" for number in range(100_000))
    besieged.drop(NAME, csv_text(SURVEY_HEADER, []) + rows + "\n")
    ran = besieged.refused(NAME, "F102")
    assert len(ran.problems) < 1_100
    assert len(ran.safety) <= 202


def test_every_cell_of_a_large_export_is_no_answer_and_the_run_goes_on(besieged):
    _large(besieged)
    rows = "\n".join(f"S{n % 1000:03d},2026-10-06," + ",".join("?" * 16) for n in range(20_000))
    besieged.drop(NAME, csv_text(SURVEY_HEADER, []) + rows + "\n")
    ran = besieged.run()
    assert ran.refused[NAME] == "M303"
    assert ran.nothing_is_lost


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "@SUM(1)", "+1", "\t=1", "=1+1"])
def test_a_formula_in_a_cell_sets_its_row_aside(besieged, cell):
    rows = [*map(list, besieged.good_rows)]
    rows[0][-1] = cell
    besieged.survey(*rows, name=NAME)
    ran = besieged.run()
    assert ran.outcomes[NAME, 2] == ("set_aside", "V501")
    assert cell not in str(ran.problems)


def _large(folder) -> None:
    settings = folder.path / "programme.toml"
    settings.write_text(settings.read_text().replace("max_file_mb = 2", "max_file_mb = 100"))
