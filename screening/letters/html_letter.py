"""A letter as one self-contained HTML page: it reflows, zooms and is read aloud."""

from screening.letters.letter import Letter
from screening.rendering import render


def render_html(letter: Letter, *, text_size_pt: float) -> str:
    """Return the page; every value is escaped by the template."""
    return render("letters/layout.html", letter=letter, text_size_pt=text_size_pt)
