"""One family's letter as filled parts, before any layout."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from screening.letters.blocks import (
    Block,
    Line,
    Run,
    fill_blocks,
    fill_line,
    read_blocks,
    read_line,
    text_of,
)
from screening.letters.fields import Facts, field_values, plain_text
from screening.letters.template import LetterTemplate, Purpose
from screening.letters.words import Direction, shipped_languages, words_of
from screening.supports.help_lines import HelpLine

ALPHABET = "23456789BCDFGHJKMNPQRSTVWXYZ"
"""No 0 or O, 1, I or L, and no vowels: nothing to misread, no words by chance."""
REFERENCE_LENGTH = 10
FRAME_FIELDS = ("interpreter_phone", "opt_out_by", "reference", "child.at_start", "child.name")
"""Fields that the words around the body use."""


@dataclass(frozen=True)
class Foreign:
    """A line in another language than the letter's."""

    language: str
    direction: Direction
    line: Line


@dataclass(frozen=True)
class Section:
    """A framed part with its heading: the crisis box."""

    heading: Line
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Slip:
    """A part to cut off and send back."""

    heading: Line
    before: Line
    ticks: tuple[Line, ...]
    blanks: tuple[Line, ...]


@dataclass(frozen=True)
class Letter:
    """A filled letter, part by part in reading order."""

    reference: str
    language: str
    direction: Direction
    title: str
    sender: tuple[Line, ...]
    date: Line
    reference_line: Line
    addressee: tuple[Line, ...]
    access: Line
    interpreter: tuple[Foreign, ...]
    greeting: Line
    body: tuple[Block, ...]
    crisis: Section
    slip: Slip | None
    page: str
    """Pattern with `{page}` and `{pages}`."""


def letter_ref(*, programme_id: str, window_id: str, purpose: Purpose, student_ref: str) -> str:
    """Return the letter's reference: 10 characters, the same for the same letter every time."""
    key = f"{programme_id}\x1f{window_id}\x1f{purpose}\x1f{student_ref}".encode()
    number = int.from_bytes(hashlib.sha256(key).digest())
    marks = []
    for _ in range(REFERENCE_LENGTH):
        number, nth = divmod(number, len(ALPHABET))
        marks.append(ALPHABET[nth])
    return "".join(marks)


def build_letter(
    template: LetterTemplate,
    facts: Facts,
    *,
    help_lines: Sequence[HelpLine],
    with_interpreter_lines: bool,
) -> Letter:
    """Return the filled letter.

    Args:
        template: the body.
        facts: whose letter, from which school, about which window.
        help_lines: what the crisis box prints, in order.
        with_interpreter_lines: the family's own language has no letter, so the other languages'
            offer of an interpreter stands at the top.

    Raises:
        LetterError: a field or word is missing.
    """
    words = facts.words
    values = field_values((*template.front.requires, *FRAME_FIELDS), facts)
    values["reference_line"] = text_of(_line(words.reference, values))
    return Letter(
        reference=facts.reference,
        language=words.language,
        direction=words.direction,
        title=text_of(_line(template.front.subject, values)),
        sender=_sender(facts),
        date=_plain(words.date_in_words(facts.as_of, country=facts.programme.country)),
        reference_line=_line(words.reference, values),
        addressee=_addressee(facts),
        access=_line(words.access, values),
        interpreter=_interpreter_lines(facts, values) if with_interpreter_lines else (),
        greeting=_line(words.greeting, values),
        body=fill_blocks(template.blocks, values),
        crisis=_crisis(facts, values, help_lines),
        slip=_slip(template, facts, values),
        page=words.page,
    )


def _line(source: str, values: dict[str, object]) -> Line:
    return fill_line(read_line(source), values)


def _plain(text: str) -> Line:
    return (Run(plain_text(text)),)


def _sender(facts: Facts) -> tuple[Line, ...]:
    school = facts.school
    return (
        (Run(plain_text(school.name), bold=True),),
        _plain(", ".join(school.address)),
        (Run(plain_text(school.phone), ltr=True),),
    )


def _addressee(facts: Facts) -> tuple[Line, ...]:
    if facts.child is None:
        return ()
    return tuple(_plain(line) for line in (facts.child.addressee, *facts.child.address))


def _interpreter_lines(facts: Facts, values: dict[str, object]) -> tuple[Foreign, ...]:
    others = (words_of(code) for code in shipped_languages() if code != facts.words.language)
    return tuple(
        Foreign(words.language, words.direction, _line(words.interpreter, values))
        for words in others
    )


def _crisis(facts: Facts, values: dict[str, object], help_lines: Sequence[HelpLine]) -> Section:
    """Return the crisis box: the help lines in order, then what to do at home."""
    words = facts.words
    lines = tuple(_help_line(line, facts, values) for line in help_lines)
    closing = fill_blocks(read_blocks(words.crisis.closing), values)
    return Section(_line(words.crisis.heading, values), (Block("list", lines), *closing))


def _help_line(line: HelpLine, facts: Facts, values: dict[str, object]) -> Line:
    own = {
        "number": line.number,
        "text_word": line.text_word,
        "hours": facts.words.word("hours", line.hours),
    }
    return _line(facts.words.word("help_lines", line.id), values | own)


def _slip(template: LetterTemplate, facts: Facts, values: dict[str, object]) -> Slip | None:
    if template.front.slip is None:
        return None
    facts.words.word("slips", template.front.slip)
    slip = facts.words.slips[template.front.slip]
    return Slip(
        heading=_line(slip.heading, values),
        before=_line(slip.before, values),
        ticks=tuple(_line(tick, values) for tick in slip.ticks),
        blanks=tuple(_line(blank, values) for blank in slip.blanks),
    )
