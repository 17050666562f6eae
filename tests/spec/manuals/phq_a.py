"""PHQ-A, transcribed from the research note (APA measure for 11 to 17; Richardson 2010)."""

from dataclasses import replace

from manual import Table
from manuals import phq_9

BANDS = phq_9.SCREEN

MANUAL = replace(
    phq_9.MANUAL,
    id="phq_a",
    orders=("nimh_glad_pc", "adult"),
    tables=(*phq_9.MANUAL.tables, Table("screen_11", BANDS, {"total": "0-10 / 11-27"})),
)
