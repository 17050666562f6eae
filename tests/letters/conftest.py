"""A programme of two schools, and letters made from it."""

import datetime as dt
from collections.abc import Callable

import pytest

from screening.letters.fields import Facts
from screening.letters.letter import Letter, build_letter, letter_ref
from screening.letters.names import ChildName
from screening.letters.template import template_for
from screening.letters.words import words_of
from screening.programme.settings import Programme
from screening.supports.help_lines import lines_to_print

AS_OF = dt.date(2027, 3, 15)
BEFORE_WINDOW = dt.date(2027, 2, 8)

PROGRAMME = {
    "id": "lakeside",
    "name": "Lakeside Schools",
    "country": "US",
    "timezone": "America/Chicago",
    "contact": "Data office, 218-555-0150",
    "screener": [],
    "holidays": ["2027-03-26"],
    "window": [
        {"id": "2027_spring", "title": "Spring 2027", "opens": "2027-03-01", "closes": "2027-03-12"}
    ],
    "school": [
        {
            "id": "north",
            "name": "North Shore Middle School",
            "address": ["1450 Harbor Road", "Lakeside, MN 55100"],
            "phone": "218-555-0100",
            "contact": {
                "name": "Dana Rivera",
                "role": "school counselor",
                "phone": "218-555-0142",
                "valid_until": "2027-06-30",
            },
        },
        {
            "id": "south",
            "name": "South Bay Elementary",
            "address": ["9 Bay Street", "Lakeside, MN 55101"],
            "phone": "218-555-0200",
            "contact": {
                "name": "Ana Lee",
                "role": "school psychologist",
                "phone": "218-555-0242",
                "valid_until": "2027-06-30",
            },
        },
    ],
    "letters": {
        "interpreter_phone": "218-555-0199",
        "survey_name": "school feelings survey",
    },
}


def make_programme(**letters: object) -> Programme:
    return Programme.model_validate(PROGRAMME | {"letters": PROGRAMME["letters"] | letters})


@pytest.fixture
def programme() -> Programme:
    return make_programme()


@pytest.fixture
def letter_of() -> Callable[..., Letter]:
    """Return a function that builds one letter of the first school."""

    def build(
        language: str,
        purpose: str,
        *,
        child: ChildName | None = None,
        programme: Programme | None = None,
        student_ref: str = "s-0001",
        with_interpreter_lines: bool = False,
        strengths: tuple[str, ...] = (),
    ) -> Letter:
        programme = programme or make_programme()
        as_of = BEFORE_WINDOW if purpose == "notice" else AS_OF
        facts = Facts(
            programme=programme,
            school=programme.school[0],
            window=programme.window[0],
            words=words_of(language),
            as_of=as_of,
            reference=letter_ref(
                programme_id=programme.id,
                window_id=programme.window[0].id,
                purpose=purpose,
                student_ref=student_ref,
            ),
            child=child,
            strengths=strengths,
        )
        return build_letter(
            template_for(language, purpose),
            facts,
            help_lines=lines_to_print((), country=programme.country, today=as_of),
            with_interpreter_lines=with_interpreter_lines,
        )

    return build
