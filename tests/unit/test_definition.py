"""TOML to a frozen model, or one line per fault that names file and key."""

import os
from pathlib import Path

import pytest
from programme_builder import Folder

from screening.definition import Definition, build_definition, load_definition
from screening.errors import DefinitionError
from screening.instruments.library import FOLDER, load_instrument_file
from screening.programme.load import load_programme
from screening.programme.settings import Sentence


class Rule(Definition):
    id: Sentence
    limit: int
    source: Sentence


GOOD = 'id = "x"\nlimit = 3\nsource = "manual, page 4"\n'


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "rule.toml"


def refusal_of(file: Path) -> str:
    with pytest.raises(DefinitionError) as refusal:
        load_definition(file, Rule)
    assert refusal.value.exit_status == 10
    return refusal.value.message


def test_a_whole_file_becomes_a_model_that_cannot_be_changed(file):
    file.write_bytes(b"\xef\xbb\xbf" + GOOD.encode())
    rule = load_definition(file, Rule)
    assert (rule.id, rule.limit, rule.source) == ("x", 3, "manual, page 4")
    with pytest.raises(ValueError, match="frozen"):
        rule.limit = 4


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (GOOD.replace("limit", "limmit"), "rule.toml:2: limmit: is not a known key."),
        (GOOD.replace('source = "manual, page 4"', ""), "rule.toml:1: source: is missing. Add it."),
        (GOOD.replace("manual, page 4", ""), "rule.toml:3: source: "),
        (GOOD.replace("3", '"three"'), "rule.toml:2: limit: "),
        (GOOD.replace("= 3", "="), "rule.toml: "),
        (GOOD + GOOD, "rule.toml: "),
    ],
)
def test_a_fault_names_the_file_and_the_key(file, text, message):
    file.write_text(text)
    assert message in refusal_of(file)


def test_a_line_that_is_not_toml_is_named_by_its_number(file):
    file.write_text(GOOD + "oops\n")
    assert "line 4" in refusal_of(file)


def test_every_fault_is_told_at_once(file):
    file.write_text("limmit = 1\n")
    assert refusal_of(file).count("\n") == 3


def test_no_fault_quotes_what_the_file_holds(file):
    file.write_text(GOOD.replace("3", '"Marker-Content"'))
    assert "Marker-Content" not in refusal_of(file)


def test_a_file_that_is_not_there_or_not_text_is_told_so(file, tmp_path):
    assert "there is no such file" in refusal_of(file)
    file.write_bytes("ñ".encode("cp1252"))
    assert "not UTF-8" in refusal_of(file)
    assert "rule.toml" in refusal_of(file)
    (tmp_path / "folder.toml").mkdir()
    assert "folder.toml" in refusal_of(tmp_path / "folder.toml")


def test_a_rule_of_the_model_itself_is_told_in_its_own_words():
    with pytest.raises(DefinitionError, match=r"x.toml: limit: "):
        build_definition({"id": "x", "limit": None, "source": "y"}, Rule, where="x.toml")


@pytest.mark.parametrize("instrument", ["phq_a", "psc_17", "srss_ie"])
def test_an_instrument_without_one_of_its_sources_is_refused(tmp_path, instrument):
    text = FOLDER.joinpath(f"{instrument}.toml").read_text(encoding="utf-8")
    lines = text.splitlines()
    places = [number for number, line in enumerate(lines) if line.startswith("source = ")]
    assert len(places) > 5
    for place in places:
        file = tmp_path / f"{instrument}.toml"
        file.write_text("\n".join(line for number, line in enumerate(lines) if number != place))
        with pytest.raises(
            DefinitionError, match=rf"{instrument}.toml:[0-9]+: .*source: is missing"
        ):
            load_instrument_file(file)


@pytest.mark.parametrize("school_id", ["../etc", "<script>", "a/b", ".", "", "unassigned", "a\\nb"])
def test_a_school_id_that_is_no_safe_folder_name_is_refused(tmp_path, school_id):
    Folder(tmp_path, schools=[school_id])
    with pytest.raises(DefinitionError, match=r"programme.toml:[0-9]+: school"):
        load_programme(tmp_path)


def test_what_no_person_writes_is_refused_before_it_is_read(tmp_path):
    wrong = {
        "deep": "a = " + "[" * 100_000,
        "long_number": "a = " + "9" * 5_000,
        "long_key": "[" + "a." * 50_000 + "a]",
        "huge": "# " + "x\n# " * 400_000,
    }
    for name, text in wrong.items():
        path = tmp_path / f"{name}.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(DefinitionError, match=rf"{name}.toml:"):
            load_instrument_file(path)


def test_a_folder_a_pipe_and_an_endless_device_are_no_definitions(tmp_path):
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "endless.toml").symlink_to("/dev/zero")
    (tmp_path / "loop.toml").symlink_to(tmp_path / "loop.toml")
    (tmp_path / "folder.toml").mkdir()
    for name in ("pipe", "endless", "loop", "folder"):
        with pytest.raises(DefinitionError, match=rf"{name}.toml: (a folder|there is no)"):
            load_instrument_file(tmp_path / f"{name}.toml")
