"""`screening instruments`: list, new and check, as a person calls them."""

import pytest
from own_survey import OwnFolder
from program import screening


def test_new_writes_a_file_that_check_accepts_and_says_what_comes_next(tmp_path):
    made = screening("instruments", "new", "our_survey", "--items", 5, cwd=tmp_path)
    assert made.returncode == 0
    assert made.stdout.strip().endswith("screening instruments check our_survey.toml")
    done = screening("instruments", "check", "our_survey.toml", cwd=tmp_path)
    assert done.returncode == 0
    assert "is complete and consistent" in done.stdout


def test_new_never_writes_over_a_file(tmp_path):
    path = tmp_path / "deep" / "mine.toml"
    path.parent.mkdir()
    path.write_text("precious")
    done = screening("instruments", "new", "our_survey", "--to", path, cwd=tmp_path)
    assert done.returncode == 10
    assert "is there already" in done.stderr
    assert path.read_text() == "precious"


@pytest.mark.parametrize("wrong", ["gad_7", "Our", "../x"])
def test_new_refuses_an_id_and_writes_nothing(tmp_path, wrong):
    done = screening("instruments", "new", wrong, cwd=tmp_path)
    assert done.returncode == 10
    assert wrong in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_new_takes_several_informants_and_no_unknown_one(tmp_path):
    done = screening(
        *("instruments", "new", "our_survey", "--informant", "self", "--informant", "teacher"),
        cwd=tmp_path,
    )
    assert done.returncode == 0
    text = (tmp_path / "our_survey.toml").read_text(encoding="utf-8")
    assert "[informants.self]" in text
    assert "[informants.teacher]" in text
    assert screening("instruments", "new", "b", "--informant", "cat", cwd=tmp_path).returncode == 2


BREAKS = {
    "a typo": ("item_count", "item_cuont", "item_cuont = 8", "item_cuont: is not a known key"),
    "a source that is gone": (
        'source = "write where this comes from: the printed form and its date"\n',
        "",
        "[answers]",
        "answers.source: is missing. Add it.",
    ),
    "an item that is not there": ("items = [5, 6, 7, 8]", "items = [5, 6, 7, 9]", "items = [5, 6",
                                  "there is no item 9"),
    "an item left out": ("item_count = 8", "item_count = 9", "item_count = 9", "item 9 is in no"),
    "a strange area": ('area = "peer_social"', 'area = "joy"', 'area = "joy"', "subscale.0.area"),
    "a missing rule half told": (
        'rule = "complete" ', 'rule = "prorate" ', "[missing]", "missing.at_least: is missing",
    ),
    "more answers than items": (
        'rule = "complete" ',
        'rounding = "half_up"\nat_least = 7\nrule = "prorate" ',
        "at_least = 7",
        "at_least is more than its items",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", BREAKS)
def test_check_refuses_with_the_line_and_the_reason(tmp_path, what):
    right, wrong, written, reason = BREAKS[what]
    screening("instruments", "new", "our_survey", cwd=tmp_path)
    path = tmp_path / "our_survey.toml"
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    done = screening("instruments", "check", path, cwd=tmp_path)
    assert done.returncode == 10
    lines = path.read_text(encoding="utf-8").splitlines()
    place = next(number for number, line in enumerate(lines, 1) if line.startswith(written))
    told = [line for line in done.stderr.splitlines() if reason in line]
    assert told
    assert told[0].startswith(f"our_survey.toml:{place}: ")


def test_several_faults_are_several_lines(tmp_path):
    screening("instruments", "new", "our_survey", cwd=tmp_path)
    path = tmp_path / "our_survey.toml"
    text = path.read_text(encoding="utf-8").replace("items = [5, 6, 7, 8]", "items = [5, 6, 9]")
    path.write_text(text, encoding="utf-8")
    done = screening("instruments", "check", path, cwd=tmp_path)
    reasons = [line.split(": ", 2)[2] for line in done.stderr.splitlines()]
    assert len(reasons) == 4
    assert sum("item 7 is in no subscale" in each for each in reasons) == 1


def test_list_says_which_instruments_have_no_cut_points(tmp_path):
    folder = OwnFolder(tmp_path)
    done = screening("instruments", "list", "--programme", folder.path)
    lines = {line.split()[0]: line for line in done.stdout.splitlines()}
    assert lines["our_survey"].endswith("no cut-points: never tier 3 by itself")
    assert "some scores without cut-points (self)" in lines["psc_17"]
    assert "cut-points" not in lines["gad_7"]
    alone = screening("instruments", "list")
    assert "our_survey" not in alone.stdout
