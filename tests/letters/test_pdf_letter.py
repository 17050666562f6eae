import datetime as dt
import io
import re
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from page_text import text_of_pdf, words_of_html, words_of_pdf

from screening.errors import LetterError
from screening.letters.blocks import Block, Run
from screening.letters.html_letter import render_html
from screening.letters.names import ChildName
from screening.letters.pdf_letter import print_letters
from screening.letters.template import PURPOSES
from screening.letters.words import shipped_languages
from screening.typesetting import FONTS, fonts_found

AS_OF = dt.date(2027, 3, 15)
LETTERS = [(language, purpose) for language in shipped_languages() for purpose in PURPOSES]
EACH_LETTER = pytest.mark.parametrize(("language", "purpose"), LETTERS)
HOSTILE = [
    "<script>alert(1)</script>",
    "#set page(fill: red)",
    '#read("/etc/hostname")',
    "{{ 7*7 }}",
    "*bold* _it_ `raw`",
    "$x^2$",
    r"\#panic() C:\new",
    "= Heading",
    "@label <label>",
    "// comment",
    "https://example.org",
]  # fmt: skip


@pytest.fixture
def printed(programme):
    """Return a function that prints letters, at other settings where asked."""

    def print_them(*letters, title="Letters", **settings):
        changed = programme.letters.model_copy(update=settings)
        return print_letters(letters, title=title, settings=changed, as_of=AS_OF)

    return print_them


def opened(printed):
    return pikepdf.open(io.BytesIO(printed.content))


def tags_of(element):
    """Return (tag, language) of a structure tree in reading order."""
    if isinstance(element, pikepdf.Array):
        return [tag for part in element for tag in tags_of(part)]
    if not isinstance(element, pikepdf.Dictionary) or "/S" not in element:
        return []
    own = (str(element.S), str(element.get("/Lang", "")))
    return [own, *(tags_of(element.K) if "/K" in element else [])]


def footer_words(letter):
    return len(re.split(r"\s+", letter.page)) + 2


@EACH_LETTER
@pytest.mark.parametrize("size", [12, 18])
def test_the_pdf_says_what_the_page_says(letter_of, printed, language, purpose, size):
    child = ChildName("Wren", "Jo Field", ("1 Elm Street",), "kind")
    letter = letter_of(language, purpose, child=child, with_interpreter_lines=True)
    pdf = printed(letter, text_size_pt=size)
    page = render_html(letter, text_size_pt=size)
    assert words_of_pdf(pdf.content, footer_words=footer_words(letter)) == words_of_html(page)


@EACH_LETTER
@pytest.mark.parametrize("paper", ["us-letter", "a4"])
def test_each_letter_fits_one_page_at_12_points(letter_of, printed, language, purpose, paper):
    assert printed(letter_of(language, purpose), paper=paper).pages == 1


@EACH_LETTER
@pytest.mark.parametrize("size", [18, 24, 28])
def test_large_print_grows_in_pages_and_counts_them(letter_of, printed, language, purpose, size):
    letter = letter_of(language, purpose)
    pdf = printed(letter, text_size_pt=size)
    with opened(pdf) as document:
        assert len(document.pages) == pdf.pages
    assert 2 <= pdf.pages <= 6
    last = letter.page.format(page=pdf.pages, pages=pdf.pages)
    assert last in " ".join(text_of_pdf(pdf.content).split())


@EACH_LETTER
def test_the_pdf_is_tagged_as_pdf_ua(letter_of, printed, language, purpose):
    letter = letter_of(language, purpose)
    with opened(printed(letter, title=letter.title)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked)
        assert str(pdf.Root.Lang) == language
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)
        assert str(pdf.docinfo["/Title"]) == letter.title
        assert pdf.open_metadata()["pdfuaid:part"] == "1"
        tags = [tag for tag, _ in tags_of(pdf.Root.StructTreeRoot.K)]
    assert tags.count("/H1") == 1
    headings = [block for block in letter.body if block.kind == "heading"]
    assert tags.count("/H2") == len(headings) + 1 + (letter.slip is not None)
    assert "/L" in tags
    assert "/Table" not in tags


def test_every_font_travels_in_the_file(letter_of, printed):
    with opened(printed(letter_of("es", "notice"))) as pdf:
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        for font in fonts:
            descriptor = font.DescendantFonts[0].FontDescriptor
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor.keys())
    assert fonts


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_name_is_only_ever_text(letter_of, printed, value):
    pdf = printed(letter_of("en", "support_offer", child=ChildName(value, value)))
    assert "".join(f"how we treat {value}.".split()) in "".join(text_of_pdf(pdf.content).split())


def test_a_mixed_print_run_names_the_language_of_each_part(letter_of, printed):
    letters = [
        letter_of("en", "all_families", student_ref="s-1"),
        letter_of("es", "all_families", student_ref="s-2"),
    ]
    with opened(printed(*letters, sides="one")) as pdf:
        assert len(pdf.pages) == 2
        tags = tags_of(pdf.Root.StructTreeRoot.K)
        assert str(pdf.Root.Lang) == "en"
    assert [language for tag, language in tags if tag == "/H1"] == ["", "es"]


def test_every_letter_of_a_two_sided_run_starts_on_a_sheet_of_its_own(letter_of, printed):
    letters = [letter_of("en", "all_families", student_ref=f"s-{n}") for n in range(3)]
    pdf = printed(*letters, sides="two")
    pages = text_of_pdf(pdf.content).split("\f")[:-1]
    starts = [n for n, page in enumerate(pages) if "Dear family" in page]
    assert starts == [0, 2, 4]
    assert all(not pages[n].strip() for n in (1, 3))


def test_page_numbers_start_anew_with_each_letter_of_a_run(letter_of, printed):
    letters = [letter_of("en", "notice", student_ref=f"s-{n}") for n in range(3)]
    text = text_of_pdf(printed(*letters, text_size_pt=18, sides="one").content)
    numbers = re.findall(r"Reference: (\w+) Page (\d) of (\d)", " ".join(text.split()))
    assert numbers == [(letter.reference, page, "2") for letter in letters for page in ("1", "2")]


def test_the_same_letters_give_the_same_bytes_and_the_date_is_the_one_given(letter_of, printed):
    first, again = (printed(letter_of("es", "notice")) for _ in range(2))
    assert first == again
    with opened(first) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20270315000000")


def test_a_character_without_a_glyph_stops_the_letter_and_is_named_by_its_number(
    letter_of, printed
):
    letter = letter_of("en", "notice", child=ChildName("Wren \U000f1234\u0378", "Jo"))
    shown = letter_of("en", "notice", child=ChildName("Wren \u0378", "Jo"))
    assert letter == shown
    with pytest.raises(LetterError, match=rf"letter {letter.reference}: .*U\+0378") as refusal:
        printed(letter)
    assert "Wren" not in str(refusal.value)
    assert refusal.value.exit_status == 14


def test_a_number_in_right_to_left_text_keeps_its_order(letter_of, printed):
    words = Run("\u0627\u062a\u0635\u0644 \u0628\u0627\u0644\u0631\u0642\u0645 ")
    number = Run("218-555-0142", ltr=True)
    arabic = replace(
        letter_of("en", "all_families"),
        language="ar",
        direction="rtl",
        body=(Block("paragraph", ((words, number),)),),
    )
    assert positions(printed(arabic)) == ["218", "555", "0142"]
    unmarked = replace(arabic, body=(Block("paragraph", ((words, replace(number, ltr=False)),)),))
    assert positions(printed(unmarked)) == ["0142", "555", "218"]


def positions(printed):
    """Return the parts of the contact's number as they stand on paper, left to right."""
    command = ["pdftotext", "-bbox", "-", "-"]
    page = subprocess.run(command, input=printed.content, capture_output=True, check=True).stdout
    words = re.findall(r'xMin="([\d.]+)" yMin="([\d.]+)"[^>]*>([^<]*)<', page.decode())
    height = next(y for _, y, word in words if "0142" in word)
    in_line = sorted((float(x), word) for x, y, word in words if y == height)
    return [part for _, word in in_line for part in re.findall("218|555|0142", word)]


def test_the_fonts_of_the_letters_are_found_best_first():
    assert fonts_found() == tuple(font for font in FONTS if font in fonts_found())
    assert "Libertinus Serif" in fonts_found()
