"""`meeting.pdf` of one school: the agenda on one page, then a card per student."""

from importlib.resources import files
from pathlib import Path
from typing import Any

from screening.meeting.agenda import agenda_of
from screening.meeting.card import cards_of
from screening.meeting.words import load_words
from screening.outbox import write_bytes
from screening.referrals.referral_list import ReferralList
from screening.typesetting import TypesettingError, fonts_found, typeset

LAYOUT = Path(str(files("templates").joinpath("meeting"))) / "layout.typ"
NOT_SHOWN = "?"
"""Stands for a character that no font of this machine has: papers do not wait for a font."""


def write_meeting_papers(path: Path, *, referral_list: ReferralList, open_alerts: int) -> None:
    """Write the papers: the same list gives the same bytes.

    Args:
        path: the file, as `schools/<school_id>/meeting.pdf`.
        referral_list: the school's list.
        open_alerts: open entries of the safety list.
    """
    papers = _papers(referral_list, open_alerts=open_alerts)
    write_bytes(path, _printed(papers, referral_list=referral_list))


def _papers(referral_list: ReferralList, *, open_alerts: int) -> dict[str, Any]:
    words, day = load_words(), referral_list.day
    return {
        "title": words.title,
        "place": f"{day.school.name}, {day.window.title}",
        "made_on": words.made_on.format(as_of=day.as_of.isoformat()),
        "agenda": agenda_of(referral_list, open_alerts=open_alerts),
        "cards": cards_of(referral_list),
        "words": words.card.model_dump(),
        "card_title": words.card_title,
        "confidential": words.confidential,
        "page": words.page,
    }


def _printed(papers: dict[str, Any], *, referral_list: ReferralList) -> bytes:
    """Return the PDF; a character that no font shows becomes a question mark, and no more."""
    day = referral_list.day
    look = {
        "paper": day.programme.letters.paper,
        "size": day.programme.letters.text_size_pt,
        "fonts": fonts_found(),
    }
    hidden: set[str] = set()
    while True:
        inputs = {"papers": _without(papers, hidden), "look": look}
        try:
            return typeset(LAYOUT, inputs=inputs, as_of=day.as_of)
        except TypesettingError as fault:
            if not set(fault.hidden) - hidden:
                raise
            hidden.update(fault.hidden)


def _without(content: Any, hidden: set[str]) -> Any:
    """Return texts, lists and dataclasses with hidden characters replaced."""
    if isinstance(content, str):
        return "".join(NOT_SHOWN if mark in hidden else mark for mark in content)
    if isinstance(content, dict):
        return {name: _without(each, hidden) for name, each in content.items()}
    if isinstance(content, list | tuple):
        return [_without(each, hidden) for each in content]
    return _without(vars(content), hidden)
