"""What was found in a returned workbook: where, what is wrong, what to do."""

from dataclasses import dataclass

from screening.followup.rules import FindingWords, Outcome, load_followup


@dataclass(frozen=True)
class Finding:
    """One line of what a workbook's reader has to say.

    Attributes:
        id: which words of `followup.toml`.
        workbook: name of the file.
        sheet: name of the sheet.
        row: row as a spreadsheet shows it; 0 = the whole sheet.
        column: heading of the column; empty = the whole row.
        referral_id: the row's key where it is one of ours.
        value: what the cell holds; goes back to the school and is never printed.
        said: what fills the words, as `old` and `new`.
    """

    id: str
    workbook: str
    sheet: str
    row: int = 0
    column: str = ""
    referral_id: str = ""
    value: str = ""
    said: tuple[tuple[str, str], ...] = ()

    @property
    def outcome(self) -> Outcome:
        """Whether the entry was rejected, is a conflict, or was taken and is only told."""
        return self._words.outcome

    @property
    def what(self) -> str:
        """What is wrong, as a sentence."""
        return self._words.what.format(**dict(self.said))

    @property
    def mend(self) -> str:
        """What to do, as a sentence."""
        return self._words.mend.format(**{"referral_id": self.referral_id, **dict(self.said)})

    def line(self) -> str:
        """Return it as one line for a screen: no student and no content of a cell in it."""
        place = f"{self.workbook}, {self.sheet}"
        place += f", row {self.row}" if self.row else ""
        place += f", {self.column}" if self.column else ""
        return f"{self.outcome:<8}  {place}: {self.what} {self.mend}"

    @property
    def _words(self) -> FindingWords:
        return load_followup().finding[self.id]
