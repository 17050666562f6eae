import pytest
from hypothesis import given
from hypothesis import strategies as st

from screening.errors import LetterError
from screening.letters.blocks import (
    Block,
    Run,
    fill_blocks,
    fill_line,
    ltr,
    read_blocks,
    read_line,
    text_of,
)

HOSTILE = [
    "<script>alert(1)</script>",
    "#set page(fill: red)",
    "{{ 7*7 }}",
    "{% for x in y %}",
    "*bold* **bolder** _it_",
    "$x^2$",
    r"C:\new\table",
    "## Heading",
    "- item",
    "`code` [link](http://a.b)",
    "&lt;b&gt; & &amp;",
]


def test_headings_paragraphs_lists_and_bold_become_blocks():
    assert read_blocks("## Next\n\nWe **call** you\nsoon.\n\n- one\n- **two**\n") == (
        Block("heading", ((Run("Next"),),)),
        Block(
            "paragraph",
            ((Run("We "), Run("call", bold=True), Run(" you"), Run(" "), Run("soon.")),),
        ),
        Block("list", ((Run("one"),), (Run("two", bold=True),))),
    )


def test_two_lists_with_a_paragraph_between_stay_two():
    kinds = [block.kind for block in read_blocks("- a\n\nb\n\n- c\n- d\n")]
    assert kinds == ["list", "paragraph", "list"]


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("# Title", "heading"),
        ("### Small", "heading"),
        ("1. first", "ordered_list"),
        ("> quoted", "blockquote"),
        ("*slanted*", "em"),
        ("a `code` b", "code_inline"),
        ("    code", "code_block"),
        ("```\ncode\n```", "fence"),
        ("[link](https://example.org)", "link"),
        ("![picture](a.png)", "image"),
        ("---", "hr"),
        ("a  \nb", "hardbreak"),
    ],
)
def test_any_other_markdown_is_refused_by_name(source, name):
    with pytest.raises(LetterError, match=f"'{name}' is not part of a letter"):
        read_blocks(source)


def test_a_refusal_names_the_line():
    with pytest.raises(LetterError, match="line 3: 'blockquote'"):
        read_blocks("Fine.\n\n> Not fine.\n")


def test_html_in_a_template_is_text():
    assert text_of(read_line("a <b>b</b> c")) == "a <b>b</b> c"


@pytest.mark.parametrize("source", ["", "## Heading", "- item", "one\n\ntwo"])
def test_a_line_must_be_one_paragraph(source):
    with pytest.raises(LetterError, match="one sentence or paragraph"):
        read_line(source)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_value_never_becomes_markup(value):
    line = fill_line(read_line("Dear **{{ name }}**, hello."), {"name": value})
    assert line == (Run("Dear "), Run(value, bold=True), Run(", hello."))


@given(value=st.text().filter(lambda text: text.strip() and not set(text) & {"\u2066", "\u2069"}))
def test_any_value_comes_out_as_it_went_in(value):
    assert fill_line(read_line("{{ name }}"), {"name": value}) == (Run(value),)


def test_a_paragraph_that_comes_out_empty_is_dropped_and_the_others_stay():
    blocks = read_blocks("First.\n\n{{ strength }}\n\n- {{ strength }}\n- Last.\n")
    assert fill_blocks(blocks, {"strength": " "}) == (
        Block("paragraph", ((Run("First."),),)),
        Block("list", ((Run("Last."),),)),
    )


def test_a_list_without_items_left_is_dropped():
    assert fill_blocks(read_blocks("- {{ a }}\n- {{ a }}"), {"a": ""}) == ()


def test_marked_text_becomes_a_run_of_its_own_and_keeps_its_boldness():
    line = fill_line(
        read_line("Call **{{ ltr(phone) }}** or {{ ltr(phone) }}."),
        {"ltr": ltr, "phone": "218-555-0100"},
    )
    assert line == (
        Run("Call "),
        Run("218-555-0100", bold=True, ltr=True),
        Run(" or "),
        Run("218-555-0100", ltr=True),
        Run("."),
    )


@pytest.mark.parametrize(
    "source",
    ["{{ missing }}", "{{ school.missing }}", "{{ school.name", "{{ school.__class__.mro() }}"],
)
def test_a_field_that_is_not_there_or_not_allowed_is_a_letter_error(source):
    with pytest.raises(LetterError):
        fill_line(read_line(source), {"school": {"name": "North"}})
