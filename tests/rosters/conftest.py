"""An inbox to drop rosters into, and the reader on it."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from programme_builder import Folder, csv_text
from roster_bundles import write_folder, write_zip

from screening.intake.roster import read_roster
from screening.intake.roster_entry import Roster, RosterEntry
from screening.problem import RefusedFileError
from screening.programme.load import load_programme


class Dropped:
    """A programme with two schools whose roster is dropped as a bundle.

    Args:
        folder: the programme.
    """

    def __init__(self, folder: Folder) -> None:
        self.folder = folder
        self.inbox = folder.inbox()

    def consent(self, *rows: Sequence[str], header=("student_ref", "consent")) -> None:
        (self.inbox / "consent.csv").write_text(csv_text(header, rows))

    def drop(self, tables, *, kind: str = "zip") -> Path:
        if kind == "zip":
            return write_zip(self.inbox / "sis.zip", tables)
        return write_folder(self.inbox / "sis" if kind == "folder" else self.inbox, tables)

    def read(self) -> Roster:
        self.roster = read_roster(self.inbox, programme=load_programme(self.folder.path).settings)
        return self.roster

    def read_all(self, tables, *, yes: str = "", kind: str = "zip") -> dict[str, RosterEntry]:
        """Drop a bundle with consent for the students named, and return entries by code."""
        self.drop(tables, kind=kind)
        if yes:
            self.consent(*((ref, "yes") for ref in yes.split()))
        return self.read().by_ref()

    @property
    def codes(self) -> list[str]:
        """Codes of the problems but the notes about personal columns."""
        quiet = {"N131", "N134", "N130"}
        return sorted({each.code for each in self.roster.problems} - quiet)

    def refusal(self) -> RefusedFileError:
        with pytest.raises(RefusedFileError) as refusal:
            self.read()
        return refusal.value


@pytest.fixture
def dropped(tmp_path) -> Dropped:
    return Dropped(Folder(tmp_path, schools=("maple", "oak")))
