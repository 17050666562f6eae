"""What a correction may say: the answers of an item, written as the export itself writes them."""

from collections.abc import Mapping
from dataclasses import dataclass

from screening.instruments.library import Library
from screening.intake.layout import Block, Layout
from screening.intake.problem_words import load_words
from screening.intake.values import NoAnswer, known_values, normalise


@dataclass(frozen=True)
class Accepted:
    """The answers of one item in one layout.

    Attributes:
        block: how the layout reads the item's cells.
        codes: codes that the item allows, ascending.
        printed: a vendor's labels and what they mean, where the block holds results.
    """

    block: Block
    codes: tuple[int, ...]
    printed: Mapping[str, int]

    def texts(self) -> tuple[str, ...]:
        """Return every accepted answer as the export writes it, in the order of the codes."""
        stated = {"labels": self.block.labels, "codes": self.block.codes, "results": self.printed}
        texts = stated[self.block.answers] or {str(code): code for code in self.codes}
        known = [(code, text) for text, code in texts.items() if code in self.codes]
        return tuple(text for _, text in sorted(known, key=lambda pair: pair[0]))

    def code_of(self, text: str) -> int | None:
        """Return the code that a correction stands for, read as a cell of the export would be.

        `not an answer` is stored as `skipped`; None where the text is no accepted answer.
        """
        if normalise(text) == normalise(load_words().not_an_answer):
            return int(NoAnswer.SKIPPED)
        known = known_values([text], block=self.block, codes=self.codes, printed=self.printed)
        return known.get(text) if text.strip() else None


def accepted_answers(layout: Layout, library: Library) -> dict[str, Accepted]:
    """Return what each item or result of a layout accepts, by its id."""
    return {
        item: Accepted(
            block,
            tuple(sorted(library.get(block.instrument).columns[item])),
            library.get(block.instrument).labels_of(item),
        )
        for block in layout.block
        for item in block.columns
    }
