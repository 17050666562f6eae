"""What stands in an inbox and is no plain file, and names made to harm."""

import os
import threading
from pathlib import Path

import pytest

NAME = "survey_bad.csv"


def placed(folder, name: str | bytes) -> Path:
    """Return a path in the inbox, of a name that may be no text."""
    return Path(os.fsdecode(os.fsencode(folder.inbox()) + b"/" + os.fsencode(name)))


def test_a_pipe_is_not_waited_for(besieged):
    os.mkfifo(besieged.inbox() / NAME)
    besieged.refused(NAME, "F109")


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/random", "/dev/stdin", "/dev/tty"])
def test_a_link_to_a_device_is_not_read(besieged, device):
    (besieged.inbox() / NAME).symlink_to(device)
    besieged.refused(NAME, "F109")


def test_a_link_that_leads_nowhere(besieged):
    (besieged.inbox() / NAME).symlink_to("/nowhere/at/all.csv")
    besieged.refused(NAME, "F109")


def test_a_link_to_itself(besieged):
    (besieged.inbox() / NAME).symlink_to(NAME)
    besieged.refused(NAME, "F109")


def test_a_link_to_another_file_of_this_machine_shows_nothing_of_it(besieged):
    (besieged.inbox() / NAME).symlink_to("/etc/passwd")
    ran = besieged.refused(NAME, "F102", "F103", "M301")
    assert "root:" not in str(ran)


def test_a_folder_with_the_name_of_an_export(besieged):
    (besieged.inbox() / NAME).mkdir()
    besieged.refused(NAME, "F109")


def test_a_pipe_instead_of_the_roster(besieged):
    (besieged.inbox() / "roster.csv").unlink()
    os.mkfifo(besieged.inbox() / "roster.csv")
    with pytest.raises(Exception, match="roster"):
        besieged.run()


@pytest.mark.parametrize(
    "name",
    [
        "survey_..%2f..%2fx.csv",
        "survey_<script>alert(1)</script>.csv".replace("/", "\u2215"),
        "survey_a\nb.csv",
        "survey_\x1b[2J.csv",
        "survey_\u202ecsv.exe",
        b"survey_\xff\xfe.csv",
        "survey_" + "x" * 200 + ".csv",
        "survey_'; drop table int_file; --.csv",
        "survey_=cmd|x!A0.csv",
    ],
)
def test_a_name_does_no_harm(besieged, name):
    path = placed(besieged, name)
    path.write_text(besieged.text(), encoding="utf-8")
    (besieged.inbox() / "survey_good.csv").unlink()
    ran = besieged.run()
    (shown,) = ran.refused
    assert shown.isprintable()
    assert ran.refused[shown] is None
    assert ran.counts[shown] == (12, 12, 0, 0)
    assert [entry.student_ref for entry in ran.safety] == ["S003"]


def test_a_file_that_nobody_may_read(besieged):
    if os.geteuid() == 0:
        pytest.skip("root may read every file")
    path = besieged.drop(NAME, besieged.text())
    path.chmod(0)
    besieged.refused(NAME, "F109")


def test_a_file_that_grows_and_shrinks_while_it_is_read(besieged):
    path = besieged.drop(NAME, besieged.text())
    text, stop = besieged.text(), threading.Event()

    def rewrite() -> None:
        while not stop.is_set():
            path.write_text(text[: len(text) // 2], encoding="utf-8")
            path.write_text(text, encoding="utf-8")

    writer = threading.Thread(target=rewrite)
    writer.start()
    try:
        for _ in range(5):
            ran = besieged.run()
            assert ran.nothing_is_lost
            assert ran.counts["survey_good.csv"][0] == 12
    finally:
        stop.set()
        writer.join()
