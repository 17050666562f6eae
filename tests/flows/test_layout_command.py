"""`screening layout draft`, as a person calls it: a draft, then the check of the export."""

from program import screening
from programme_builder import Folder
from whole_exports import STUDENTS, whole_export


def test_a_draft_is_shown_and_nothing_is_written(tmp_path):
    path = whole_export("plain").write(tmp_path)
    done = screening("layout", "draft", path, "--instrument", "phq_a", "--instrument", "gad_7")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith('# Draft of a layout for the export "survey_2026.csv".')
    assert 'files = ["survey_*.csv"]' in done.stdout
    assert f"screening check {path} --programme YOUR_PROGRAMME" in done.stdout
    assert list(tmp_path.iterdir()) == [path]


def test_a_draft_that_is_signed_takes_the_export_in(tmp_path):
    folder = Folder(tmp_path / "programme")
    folder.roster(*STUDENTS)
    path = whole_export("qualtrics").write(folder.inbox())
    to = folder.path / "layouts" / "whole.toml"
    done = screening(
        *("layout", "draft", path, "--instrument", "phq_a", "--instrument", "gad_7"),
        *("--programme", folder.path, "--id", "whole", "--to", to, "--item-order", "adult"),
    )
    assert (done.returncode, done.stderr) == (0, "")
    refused = screening("check", path, "--programme", folder.path, "--window", "2026_autumn")
    assert refused.returncode == 10
    assert "whole.toml" in refused.stderr
    assert "approved_by" in refused.stderr
    text = to.read_text(encoding="utf-8").replace('approved_by = ""', 'approved_by = "A. Person"')
    to.write_text(text.replace('approved_on = ""', 'approved_on = "2026-10-01"'), encoding="utf-8")
    done = screening("check", path, "--programme", folder.path, "--layout", "whole")
    assert done.returncode == 0
    assert "phq_a_09" in done.stdout
    assert "REFUSED" not in done.stdout


def test_a_file_is_never_overwritten(tmp_path):
    path, to = whole_export("plain").write(tmp_path), tmp_path / "layouts" / "mine.toml"
    to.parent.mkdir()
    to.write_text("precious")
    done = screening("layout", "draft", path, "--instrument", "gad_7", "--to", to)
    assert done.returncode == 10
    assert "is there already" in done.stderr
    assert to.read_text() == "precious"


def test_an_instrument_that_does_not_fit_is_refused_on_one_line_each(tmp_path):
    path = whole_export("plain", lambda code: str(code + 1)).write(tmp_path)
    to = tmp_path / "layouts" / "mine.toml"
    done = screening("layout", "draft", path, "--instrument", "gad_7", "--to", to)
    assert done.returncode == 12
    assert done.stderr.startswith("M307")
    assert not to.exists()


def test_an_unknown_instrument_or_informant_is_refused(tmp_path):
    path = whole_export("plain").write(tmp_path)
    assert screening("layout", "draft", path, "--instrument", "nope").returncode == 10
    assert (
        screening("layout", "draft", path, "--instrument", "gad_7", "--informant", "cat").returncode
        == 2
    )
    assert screening("layout", "draft", path).returncode == 2


def test_an_id_that_is_no_file_name_is_refused(tmp_path):
    path = whole_export("plain").write(tmp_path)
    done = screening("layout", "draft", path, "--instrument", "gad_7", "--id", "../x")
    assert done.returncode == 10
    assert "'../x' is no id" in done.stderr


def test_the_programmes_own_instruments_can_be_drafted(tmp_path):
    from own_survey import OWN_HEADER, OwnFolder, own_row  # noqa: PLC0415 (this test only)

    folder = OwnFolder(tmp_path)
    path = folder.own(own_row("S100", 5, 7), own_row("S101", 0, 12))
    assert OWN_HEADER[1] == "Q1"
    done = screening(
        *("layout", "draft", path, "--instrument", "our_survey", "--programme", folder.path),
    )
    assert done.returncode == 0
    assert '#? our_survey_08 = "Q8"' in done.stdout


def test_help_shows_an_example():
    done = screening("layout", "draft", "--help")
    assert "screening layout draft survey.csv" in " ".join(done.stdout.split())
