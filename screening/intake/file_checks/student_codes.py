"""Why a student code fits nobody, where the cell itself shows it: a spreadsheet, or a person.

Nothing is padded or guessed: the row stays aside, and the message says what to do.
"""

from collections.abc import Collection, Iterable

from screening.intake.excel_damage import cut_numbers, exponents
from screening.intake.personal_values import NOT_KEPT

CUT = (
    "a spreadsheet rewrote the number and lost digits: export again, and format the column as"
    " text before it is opened."
)
ZEROS = (
    "a spreadsheet took leading zeros away; with them the code is on the roster: export again, and"
    " format the column as text before it is opened."
)
PERSONAL = "looks like a name, an address or a number of a person, and was not kept."


def damaged_codes(refs: Iterable[str]) -> set[str]:
    """Return the codes that a spreadsheet rewrote so that digits are lost (I602)."""
    distinct = sorted(set(refs))
    return {*exponents(distinct), *cut_numbers(distinct)}


def faults_of_codes(refs: Iterable[str], *, on_roster: Collection[str]) -> dict[str, str]:
    """Return code → what happened to it, for codes that show it.

    Args:
        refs: codes of rows whose student is not known.
        on_roster: every code of the roster.
    """
    distinct = set(refs)
    with_zeros = {ref.lstrip("0") for ref in on_roster if ref.isdecimal() and ref[0] == "0"}
    faults = dict.fromkeys(distinct & with_zeros, ZEROS)
    faults |= dict.fromkeys(damaged_codes(distinct), CUT)
    return faults | ({NOT_KEPT: PERSONAL} if NOT_KEPT in distinct else {})
