"""The words that were shown, out of a header with markup."""

import html
import re

MARKUP = re.compile(r"<[a-z/!][^<>]*>", re.IGNORECASE)
IN_BRACKETS = re.compile(r".*\[(.+)\]", re.DOTALL)


def shown(text: str) -> str:
    """Return a text without HTML, on one line.

    >>> shown("<b>How</b> are&nbsp;you?")
    'How are you?'
    """
    return " ".join(html.unescape(MARKUP.sub("", text)).split())


def grid_row(header: str) -> str:
    """Return the row of a grid, which stands in square brackets at the end; empty if none does.

    >>> grid_row("In the last two weeks [I slept well]")
    'I slept well'
    """
    # Without the look at the end, a million opening brackets would take hours.
    found = header.rstrip().endswith("]") and IN_BRACKETS.fullmatch(header.strip())
    return shown(found.group(1)) if found else ""
