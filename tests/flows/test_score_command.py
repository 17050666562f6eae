"""`screening score` never writes over what it reads."""

import pytest
from program import screening

ANSWERS = "student_ref," + ",".join(f"gad_7_{n:02d}" for n in range(1, 8)) + "\ns1,1,1,1,1,1,1,1\n"


@pytest.mark.parametrize(
    ("answers", "to"),
    [("a.csv", "a.csv"), ("a.csv", "./b/../a.csv"), ("a_critical.csv", "a.csv")],
)
def test_the_answers_are_never_overwritten(tmp_path, answers, to):
    path = tmp_path / answers
    path.write_text(ANSWERS, encoding="utf-8")
    (tmp_path / "b").mkdir()
    asked = ("--instrument", "gad_7", "--informant", "self", "--to", tmp_path / to)
    done = screening("score", path, *asked)
    assert done.returncode == 2
    assert "would overwrite the answers" in done.stderr
    assert path.read_text(encoding="utf-8") == ANSWERS


def test_another_file_is_written(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(ANSWERS, encoding="utf-8")
    asked = ("--instrument", "gad_7", "--informant", "self", "--to", tmp_path / "b.csv")
    assert screening("score", path, *asked).returncode == 0
    assert (tmp_path / "b.csv").read_text(encoding="utf-8").count("\n") == 2
