"""How a layout says which column it means: by name and, where a name is not enough, by more."""

from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from screening.definition import Definition
from screening.programme.settings import Sentence


class ColumnAddress(Definition):
    """One column of an export; in TOML a text, or a table where the name stands more than once.

    Names and texts are compared with one Unicode form, plain quotes and single blanks; a column
    that is found more than once is never chosen among.
    """

    name: Sentence
    """The header, or the tool's own name of the column where it writes several header rows."""
    text: Sentence | None = None
    """The words shown beside the name: a question's text, a row of a grid."""
    occurrence: Annotated[int, Field(ge=1)] | None = None
    """1 for the first column of that name from the left, 2 for the second …"""

    def __str__(self) -> str:
        """Return the column as a problem names it."""
        text = f" ({self.text})" if self.text else ""
        return f"{self.name}{text}" + (f" #{self.occurrence}" if self.occurrence else "")


def _addressed(value: Any) -> Any:
    return {"name": value} if isinstance(value, str) else value


Address = Annotated[ColumnAddress, BeforeValidator(_addressed)]
