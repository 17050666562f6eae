"""The blocks of a letter: a small part of Markdown, parsed once, filled run by run.

Placeholders stay inside the text of a run and are filled after parsing, so a value can never
become a heading, a list or bold text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

from screening.errors import LetterError
from screening.rendering import render_text

LTR_START, LTR_END = "\u2066", "\u2069"
"""Unicode's marks around a left-to-right run; values never hold them (see `plain_text`)."""
_LTR_RUN = re.compile(f"{LTR_START}([^{LTR_END}]*){LTR_END}")


@dataclass(frozen=True)
class Run:
    """Text of one look."""

    text: str
    bold: bool = False
    ltr: bool = False
    """Kept left to right and in one piece: a telephone number, a reference."""


Line = tuple[Run, ...]


@dataclass(frozen=True)
class Block:
    """A heading or paragraph (one line) or a list (one line per item)."""

    kind: Literal["heading", "paragraph", "list"]
    lines: tuple[Line, ...]


def ltr(text: str) -> str:
    """Return `text` marked as one left-to-right run; templates call this."""
    return f"{LTR_START}{text}{LTR_END}"


@cache
def read_blocks(source: str) -> tuple[Block, ...]:
    """Return the blocks of a Markdown text: headings of the second level, paragraphs, lists, bold.

    Raises:
        LetterError: the text uses anything else; the message names the line and the mark.
    """
    parser = MarkdownIt("commonmark").disable(["entity", "html_block", "html_inline"])
    blocks: list[Block] = []
    inside: list[str] = []
    for token in parser.parse(source):
        if token.type == "inline":
            blocks = _with_line(blocks, inside, _runs(token))
        elif token.nesting > 0:
            inside.append(_allowed(token))
        elif token.nesting < 0:
            inside.pop()
        else:
            raise _refused(token)
    return tuple(blocks)


def read_line(source: str) -> Line:
    """Return a text of one paragraph as its runs."""
    blocks = read_blocks(source)
    if len(blocks) != 1 or blocks[0].kind != "paragraph":
        raise LetterError(f"'{source}': one sentence or paragraph is expected here.")
    return blocks[0].lines[0]


def fill_blocks(blocks: Sequence[Block], values: Mapping[str, object]) -> tuple[Block, ...]:
    """Return the blocks with values in place; what comes out empty is dropped."""
    filled = (
        replace(block, lines=tuple(line for line in _filled(block.lines, values) if line))
        for block in blocks
    )
    return tuple(block for block in filled if block.lines)


def fill_line(line: Line, values: Mapping[str, object]) -> Line:
    """Return the line with values in place; empty if no text is left."""
    runs = tuple(
        part
        for run in line
        for part in (_filled_run(run, values) if "{" in run.text else [run])
        if part.text
    )
    return runs if any(run.text.strip() for run in runs) else ()


def text_of(line: Line) -> str:
    """Return the line's plain text."""
    return "".join(run.text for run in line)


def _filled(lines: Sequence[Line], values: Mapping[str, object]) -> list[Line]:
    return [fill_line(line, values) for line in lines]


def _filled_run(run: Run, values: Mapping[str, object]) -> list[Run]:
    """Return the run with its values in place, cut at its left-to-right marks."""
    pieces = _LTR_RUN.split(render_text(run.text, values))
    return [Run(text, bold=run.bold, ltr=nth % 2 == 1) for nth, text in enumerate(pieces)]


def _with_line(blocks: list[Block], inside: Sequence[str], line: Line) -> list[Block]:
    """Return the blocks with a line added: to the open list, or as a block of its own."""
    if "item" not in inside:
        kind: Literal["heading", "paragraph"] = "heading" if "heading" in inside else "paragraph"
        return [*blocks, Block(kind, (line,))]
    if blocks and blocks[-1].kind == "list":
        return [*blocks[:-1], replace(blocks[-1], lines=(*blocks[-1].lines, line))]
    return [*blocks, Block("list", (line,))]


def _allowed(token: Token) -> str:
    """Return the kind of an opening token, or refuse it."""
    kind = token.type.removesuffix("_open")
    if kind in {"bullet_list", "paragraph"} or (kind == "heading" and token.tag == "h2"):
        return kind
    if kind == "list_item":
        return "item"
    raise _refused(token)


def _runs(inline: Token) -> Line:
    """Return the runs of one line."""
    runs: list[Run] = []
    bold = False
    for token in inline.children or []:
        if token.type == "text":
            runs.append(Run(token.content, bold=bold))
        elif token.type == "softbreak":
            runs.append(Run(" ", bold=bold))
        elif token.type in {"strong_open", "strong_close"}:
            bold = token.type == "strong_open"
        else:
            raise _refused(token)
    return tuple(run for run in runs if run.text)


def _refused(token: Token) -> LetterError:
    place = f"line {token.map[0] + 1}: " if token.map else ""
    return LetterError(
        f"{place}'{token.type.removesuffix('_open')}' is not part of a letter. "
        "Use headings (##), paragraphs, lists (-) and bold (**)."
    )
