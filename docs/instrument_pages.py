"""Writes docs/instruments: one page per instrument, and a list. Run by `make docs`."""
# ruff: noqa: INP001 (a script)

from pathlib import Path

from screening.instruments.library import instrument_ids, load_instrument
from screening.instruments.page import instrument_page
from screening.instruments.page_text import table

FOLDER = Path(__file__).resolve().parent / "instruments"
INTRODUCTION = """# The instrument library

Every scoring fact of every instrument, each with its source, to be checked against the manual. The
pages are made from the definitions; `screening instruments show ID` prints the same. No page holds
the wording of an item.
"""


def pages() -> dict[str, str]:
    """Return file name → text of every page and of the list."""
    found = {f"{each}.md": instrument_page(load_instrument(each)) for each in instrument_ids()}
    return {"README.md": _list()} | found


def _list() -> str:
    rows = []
    for each in instrument_ids():
        instrument = load_instrument(each)
        informants = ", ".join(instrument.informants)
        link = f"[{each}]({each}.md)"
        rows.append((link, instrument.title, informants, instrument.confidence))
    return f"{INTRODUCTION}\n{table(('id', 'instrument', 'answered by', 'confidence'), rows)}\n"


if __name__ == "__main__":
    for old in FOLDER.glob("*.md"):
        old.unlink()
    for name, text in pages().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
