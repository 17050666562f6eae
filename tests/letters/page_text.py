"""What a reader sees of an HTML page or a PDF, as plain text."""

import re
import subprocess
from html.parser import HTMLParser

BLOCKS = {"p", "h1", "h2", "li", "br", "section", "header"}


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, _attrs):
        self.hidden += tag in {"style", "head"}
        self.parts += {"li": ["\n- "], "h1": ["\n\n# "], "h2": ["\n\n## "]}.get(
            tag, ["\n"] if tag in BLOCKS else []
        )

    def handle_endtag(self, tag):
        self.hidden -= tag in {"style", "head"}

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data.replace("\n", " "))


def text_of_html(page):
    """Return the page's text: a line per block, `#` before headings, `-` before list items."""
    reader = _Reader()
    reader.feed(page)
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"


def words_of_html(page):
    """Return the page's words in reading order."""
    marks = {"#", "##", "-"}
    return [word for word in text_of_html(page).split() if word not in marks]


def text_of_pdf(content, *options):
    """Return the text of a PDF in the order of its content."""
    command = ["pdftotext", "-raw", "-enc", "UTF-8", *options, "-", "-"]
    done = subprocess.run(command, input=content, capture_output=True, check=True)
    return done.stdout.decode()


def words_of_pdf(content, *, footer_words):
    """Return the words of a PDF's pages without their footers and bullets."""
    words = []
    for page in text_of_pdf(content).split("\f")[:-1]:
        words += [word for word in page.split() if word != "•"][:-footer_words]
    return words
