import datetime as dt

import pytest

from screening.definition import build_definition
from screening.errors import DefinitionError, LetterError
from screening.supports.help_lines import ORDER, HelpLine, lines_to_print, shipped_help_lines

VALID = dt.date(2027, 3, 1)
PRINTED = [line for line in shipped_help_lines() if line.readers == "letters"]
FOR_STAFF = [line for line in shipped_help_lines() if line.readers == "staff"]


def changed(line_id: str, **values: object) -> HelpLine:
    line = next(line for line in shipped_help_lines() if line.id == line_id)
    return line.model_copy(update=values)


@pytest.mark.parametrize("country", ["US", "UK"])
def test_emergency_comes_first_and_information_last(country):
    lines = lines_to_print((), country=country, today=VALID)
    kinds = [line.kind for line in lines]
    assert kinds == sorted(kinds, key=ORDER.index)
    assert kinds[0] == "emergency"
    assert "crisis" in kinds
    assert {line.country for line in lines} == {country}


def test_us_letters_print_these_numbers():
    numbers = [line.number for line in lines_to_print((), country="US", today=VALID)]
    assert numbers == ["911", "988", "741741", "1-800-662-4357"]


def test_a_line_that_is_information_only_says_what_it_does_not():
    samhsa = changed("us_samhsa")
    assert samhsa.kind == "information"
    assert "does not counsel" in samhsa.does_not


@pytest.mark.parametrize("line", shipped_help_lines(), ids=lambda line: line.id)
def test_a_line_expires_180_days_after_its_check(line):
    assert line.valid_until - line.checked_on == dt.timedelta(days=180)


@pytest.mark.parametrize("line", PRINTED, ids=lambda line: line.id)
def test_a_line_may_be_printed_on_its_last_day_and_not_after(line):
    own = (line.model_copy(update={"valid_until": VALID}),)
    assert lines_to_print(own, country=line.country, today=VALID)
    with pytest.raises(LetterError, match=f"'{line.id}' could be printed until 2027-03-01") as stop:
        lines_to_print(own, country=line.country, today=VALID + dt.timedelta(days=1))
    assert "[[letters.help_line]]" in str(stop.value)
    assert stop.value.exit_status == 14


def test_another_countrys_stale_line_blocks_nothing():
    own = (changed("uk_shout", valid_until=dt.date(2020, 1, 1)),)
    assert lines_to_print(own, country="US", today=VALID)


def test_a_programmes_own_line_takes_the_shipped_ones_place():
    own = (changed("us_samhsa", number="1-800-555-0100"),)
    numbers = [line.number for line in lines_to_print(own, country="US", today=VALID)]
    assert numbers[-1] == "1-800-555-0100"
    assert len(numbers) == 4


@pytest.mark.parametrize(
    ("own", "missing"),
    [
        ([changed("us_911", kind="information")], "emergency number"),
        ([changed("us_988", kind="information")], "crisis line to call"),
        (
            [changed("us_988", how=("call",)), changed("us_crisis_text_line", kind="information")],
            "crisis line to text",
        ),
    ],
)
def test_a_set_that_leaves_a_family_alone_is_refused(own, missing):
    with pytest.raises(LetterError, match=f"hold no {missing}"):
        lines_to_print(own, country="US", today=VALID)


@pytest.mark.parametrize("line", FOR_STAFF, ids=lambda line: line.id)
def test_a_line_for_staff_is_in_no_letter_and_blocks_none_when_it_is_stale(line):
    own = (line.model_copy(update={"valid_until": dt.date(2020, 1, 1)}),)
    printed = lines_to_print(own, country=line.country, today=VALID)
    assert line.id not in {each.id for each in printed}


def test_staff_find_the_lines_that_no_letter_prints():
    assert {line.id for line in FOR_STAFF} == {
        "us_211",
        "us_trevor_project",
        "us_childhelp",
        "uk_papyrus",
        "uk_youngminds_parents",
    }


def test_a_programme_may_take_a_line_for_staff_into_its_letters():
    own = (changed("us_211", readers="letters", checked="looked_up"),)
    printed = lines_to_print(own, country="US", today=VALID)
    assert [line.id for line in printed][-1] == "us_211"


def test_a_number_from_memory_is_never_printed_in_a_letter():
    known = changed("us_988").model_dump() | {"checked": "background"}
    with pytest.raises(DefinitionError, match="look its number up before letters print it"):
        build_definition(known, HelpLine, where="line")
    assert build_definition(known | {"readers": "staff"}, HelpLine, where="line")
