"""One instrument of a draft as the lines of its `[[block]]`."""

from collections.abc import Mapping, Sequence

from screening.instruments.names import item_id
from screening.intake.drafting.answer_reading import Reading
from screening.intake.drafting.decisions import Decisions
from screening.intake.drafting.draft import Draft
from screening.intake.drafting.draft_blocks import DraftBlock, Items, columns_of, item_ids
from screening.intake.drafting.shown_labels import nameable
from screening.intake.drafting.toml_text import address, listed, quoted

PROPOSAL = "#? "
CRITICAL = "    # critical item: check it first"


def block_lines(draft: Draft, block: DraftBlock, decisions: Decisions) -> list[str]:
    """Return the lines of one instrument.

    Args:
        draft: the whole draft.
        block: the instrument with its columns, certain or proposed.
        decisions: takes what a person must decide.
    """
    instrument = block.instrument
    lines = ["", f"# {instrument.title}", "[[block]]", f"instrument = {quoted(instrument.id)}"]
    lines += _order_lines(block, decisions)
    if block.certain:
        return [*lines, *_items_lines(draft, block, block.certain, decisions, "")]
    mark = decisions.add(f"{instrument.id}: which columns are its items?")
    lines.append(
        f"# {mark}: found by place and answers only, for no wording of items is known here."
    )
    lines.append(
        "# Compare with the printed form, item by item. The columns may be another form's."
    )
    for number, items in enumerate(block.proposed, start=1):
        lines += ["#", f"# Proposal {number} of {len(block.proposed)}: {items.how}."]
        lines += _items_lines(draft, block, items, decisions, PROPOSAL)
    return lines


def _order_lines(block: DraftBlock, decisions: Decisions) -> list[str]:
    orders = block.instrument.item_order
    if not orders:
        return []
    if block.item_order is not None:
        return [f"item_order = {quoted(block.item_order)}"]
    mark = decisions.add(f"{block.instrument.id}: in which order are the items printed?")
    return [
        f"# {mark}: the items are printed in more than one order. Compare with your form.",
        *(f"#? item_order = {quoted(order.id)}    # {order.source}" for order in orders),
    ]


def _items_lines(
    draft: Draft, block: DraftBlock, items: Items, decisions: Decisions, front: str
) -> list[str]:
    reading, name = items.reading, block.instrument.id
    doubted = front or (PROPOSAL if reading.doubt else "")
    lines = []
    if reading.doubt:
        mark = decisions.add(f"{name}: how are the answers written?")
        lines.append(f"# {mark}: {reading.doubt}")
    lines.append(f"{doubted}answers = {quoted(reading.kind)}    # found: {reading.found}")
    lines += [*_ends_lines(block, reading), *_turned_lines(block)]
    lines += ["", f"{front}[block.columns]"]
    lines += _column_lines(draft, block, items, front)
    lines += _label_lines(draft, items, front)
    lines += _code_lines(reading)
    return [*lines, *_missing_lines(reading, decisions, name, front)]


def _column_lines(draft: Draft, block: DraftBlock, items: Items, front: str) -> list[str]:
    name, table = block.instrument.id, draft.export.table
    critical = {item_id(name, each.item) for each in block.instrument.critical_item}
    return [
        f"{front}{item} = {address(table, place)}{CRITICAL if item in critical else ''}"
        for item, place in item_ids(block, items).items()
    ]


def _ends_lines(block: DraftBlock, reading: Reading) -> list[str]:
    """Return what bare codes must mean: turned round they would be scored, and nothing shows it."""
    if reading.kind != "codes" or reading.codes or reading.stated:
        return []
    codes = block.instrument.answers.codes
    low, high = (min(codes, key=codes.__getitem__), max(codes, key=codes.__getitem__))
    ends = f"{codes[low]} must be {quoted(low)} and {codes[high]} {quoted(high)}"
    return [f"# Compare with your form: {ends}. Codes alone do not show it."]


def _turned_lines(block: DraftBlock) -> list[str]:
    turned = sorted({item for each in block.instrument.subscale for item in each.reversed})
    if not turned:
        return []
    numbers = ", ".join(map(str, turned))
    return [
        f"# Items {numbers} count from the other end; they are turned when scored.",
        "# Only if the survey tool has turned them itself, add: already_reversed = true",
    ]


def _label_lines(draft: Draft, items: Items, front: str) -> list[str]:
    reading = items.reading
    if reading.kind != "labels":
        return []
    lines = ["", f"{front}[block.labels]", *_pairs(reading.labels, front)]
    named = nameable(reading.to_decide, columns_of(draft.export, items))
    if named:
        lines.append(
            "# Labels in these columns that are not known here. Write the code of each, or"
        )
        lines.append("# its kind of no answer under [block.missing], and accept the line:")
        lines += [f"{PROPOSAL}{quoted(label)} = ?" for label in named]
    if unnamed := len(reading.to_decide) - len(named):
        lines += [
            f"# {unnamed} that are rare, or one of which looks personal, so not named here:",
            "# look them up in the file, and add a line for each that is an answer.",
        ]
    return lines


def _code_lines(reading: Reading) -> list[str]:
    if reading.codes:
        lines = [
            "",
            "# The tool's own code = the instrument's code, by the labels that are stated:",
        ]
        return [*lines, f"{PROPOSAL}[block.codes]", *_pairs(reading.codes, PROPOSAL)]
    if reading.stated:
        lines = [
            "",
            "# The tool's own code = the instrument's code. Stated are the labels behind '#':",
        ]
        written = [
            f'{PROPOSAL}"{code}" = ?    # {quoted(label)}' for code, label in reading.stated.items()
        ]
        return [*lines, f"{PROPOSAL}[block.codes]", *written]
    return []


def _pairs(codes: Mapping[str, int], front: str) -> list[str]:
    return [f"{front}{quoted(text)} = {code}" for text, code in codes.items()]


def _missing_lines(reading: Reading, decisions: Decisions, name: str, front: str) -> list[str]:
    if not (reading.missing or reading.codes_for_none):
        return []
    lines = [""]
    if reading.codes_for_none:
        mark = decisions.add(f"{name}: {_told(reading.codes_for_none)} is no answer, of what kind?")
        lines.append(f"# {mark}: the kinds are not_shown, skipped, refused, dont_know.")
    head = front if reading.missing else PROPOSAL
    lines.append(f"{head}[block.missing]    # what stands for no answer, by kind")
    lines += [f"{front}{kind} = {listed(texts)}" for kind, texts in reading.missing.items()]
    if reading.codes_for_none:
        lines.append(f"{PROPOSAL}skipped = {listed(reading.codes_for_none)}")
    return lines


def _told(codes: Sequence[str]) -> str:
    return " and ".join(codes)
