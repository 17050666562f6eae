from importlib.resources import files

import pytest

from screening.errors import DefinitionError
from screening.instruments.library import load_instrument_file

FOLDER = files("screening").joinpath("instruments/library")


ANSWERS = '[answers]\nsource = "a b"\ncodes = { a = 0, b = 1 }\n'
SCHEME = """[[scheme]]
id = "b"
title = "b c"
source = "b c"
band = [{ id = "x", rank = 0, words = "x" }, { id = "y", rank = 1, words = "y" }]
"""


def text_of(name):
    return FOLDER.joinpath(f"{name}.toml").read_text(encoding="utf-8")


def refusal(tmp_path, text):
    path = tmp_path / "mine.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DefinitionError) as fault:
        load_instrument_file(path)
    return fault.value.message


def line_of(text, part):
    return next(n for n, line in enumerate(text.split("\n"), start=1) if part in line)


@pytest.mark.parametrize("name", ["bess_3", "dessa_mini", "saebrs", "mysaebrs"])
def test_the_shipped_definitions_contradict_nothing(tmp_path, name):
    path = tmp_path / "mine.toml"
    path.write_text(text_of(name), encoding="utf-8")
    assert load_instrument_file(path).id == name


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("t_score = [28, 72]", "t_score = [72, 28]", "runs the wrong way"),
        ("t_score = [28, 72]", "t_score = [28, 73]", "should end at 73"),
        ("t_score = [28, 72]", "t_score = [27, 72]", "should begin at 27"),
        ("typical = [41, 59]", "typical = [42, 59]", "should begin at 41"),
        ("typical = [41, 59]", "typical = [41, 60]", "should begin at 61"),
        ('"Typical" = "typical"', '"Typical" = "usual"', "there is no band 'usual'"),
        ('"Typical" = "typical"\n', "", "no label for the band 'typical'"),
        (
            '"Typical" = "typical"',
            '"Typical" = "typical"\n" strength" = "typical"',
            "'strength' is given two meanings",
        ),
        ('"typical"', '"at_risk"', "an id is no verdict"),
        ("at_least = 60", "at_least = 73", "strength.at_least is no score above the lowest"),
        ('["teacher"]\nt_score', '["self"]\nt_score', "there is no form for 'self'"),
        ("[[cut_points]]", f"{ANSWERS}[[cut_points]]", "so nothing is scored here"),
        ("[[cut_points]]", f"{SCHEME}[[cut_points]]", "exactly one [[scheme]]"),
        ("higher_is = ", "items = [1, 2]\nhigher_is = ", "so it has no key here"),
        ('id = "dessa_mini"', 'id = "dessa_mini"\nitem_count = 0', "so nothing is scored here"),
        ('id = "dessa_mini"', 'id = "dessa_mini"\nsubscale = []', "is not a known key"),
    ],
)  # fmt: skip
def test_a_contradictory_definition_is_refused_with_its_line(tmp_path, old, new, said):
    text = text_of("dessa_mini")
    assert old in text
    message = refusal(tmp_path, text.replace(old, new))
    assert said in message
    assert message.startswith("mine.toml:")
    assert int(message.split(":")[1]) >= 1


def test_the_line_is_that_of_the_key(tmp_path):
    text = text_of("dessa_mini").replace("[28, 72]", "[72, 28]")
    message = refusal(tmp_path, text)
    assert f"mine.toml:{line_of(text, '[72, 28]')}: result.0.t_score: " in message


def test_a_result_holds_a_t_score_or_labels(tmp_path):
    text = text_of("saebrs")
    first = text.index("[result.labels]")
    cut = text[:first] + text[text.index("[[result]]", first) :]
    assert "result 'total': needs `t_score`, `labels` or both" in refusal(tmp_path, cut)


def test_a_t_score_needs_the_ranges_that_the_vendor_prints(tmp_path):
    text = text_of("dessa_mini")
    without = text[: text.index("[[cut_points]]")] + text[text.index("[licence]") :]
    assert "there are no cut-points for 'teacher'" in refusal(tmp_path, without)


def test_a_band_alone_has_no_cut_points(tmp_path):
    text = text_of("dessa_mini").replace("t_score = [28, 72]\n", "")
    message = refusal(tmp_path, text)
    assert "has cut-points and no `t_score`" in message
