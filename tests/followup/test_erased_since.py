"""A workbook that comes back after an erasure brings nobody back into the ledger."""

from returning import ANA

from screening.erasure.erased import erased_in, listing
from screening.ledger.store import open_ledger


def erase(maple, *codes: str) -> None:
    """Do what `screening erase` does to the ledger."""
    with open_ledger(maple.folder.ledger) as ledger:
        for code in codes:
            erased = erased_in(maple.folder.ledger)
            ledger.append(listing(code, (), erased=erased, by=ANA, at="2026-11-02"))
            ledger.forget(code)


def test_rows_of_the_erased_are_passed_over_and_the_others_are_read(maple):
    back = maple.filled(
        one={"status": "student seen", "student_seen_on": "2026-11-03"},
        two={"status": "student seen", "student_seen_on": "2026-11-03"},
        out={"staff_concern": "Yes: see within 3 days."},
    )
    erase(maple, "STU-one", "STU-out")
    reading = maple.read(back)
    assert {act.student_ref for act in reading.acts} == {"STU-two"}
    assert not any("STU-one" in str(act) or "STU-out" in str(act) for act in maple.acts())
    assert [found for each in reading.taken for found in each.findings] == []


def test_without_an_erasure_the_same_workbook_says_something_of_all_three(maple):
    back = maple.filled(
        one={"status": "student seen", "student_seen_on": "2026-11-03"},
        out={"staff_concern": "Yes: see within 3 days."},
    )
    assert {act.student_ref for act in maple.read(back).acts} == {"STU-one", "STU-out"}
