"""docs/safety.md: its settings load, its escalation happens, and its commands do what it says."""

import re
import shlex
import shutil
from pathlib import Path

import openpyxl
import pytest
from house import document
from notice_servers import PASSWORD, Mailbox, mail_server
from program import screening
from programme_builder import WINDOW, Folder, mood_of, survey_row
from programme_texts import HEAD, SCHOOL

from screening.programme.safety_settings import SafetySettings
from screening.programme.settings import Schedule

PAGE = document("docs/safety.md")
COMMANDS = re.findall(r"^(screening .+)$", PAGE, re.MULTILINE)
RECEIVERS, FURTHER = re.findall(r"```toml\n(.+?)```", PAGE, re.DOTALL)
ANA, BEN = "ana.ortiz@school.example.org", "ben.li@school.example.org"
LEE = "lee.park@district.example.org"


def on_this_machine(settings: str, port: int) -> str:
    """Return the page's settings with the test's mail server in the place of the district's."""
    settings = settings.replace("mail.district.example.org", "127.0.0.1")
    return settings.replace("port = 587", f"port = {port}")


def filled_in(place: Path) -> str:
    """Fill in a copy of the school's list as the page says; return the alert's id."""
    shown = place / "riverbend" / "outbox" / WINDOW / "schools" / "maple" / "safety.xlsx"
    copy = place / "returned.xlsx"
    shutil.copy(shown, copy)
    book = openpyxl.load_workbook(copy)
    head, row = (list(book["Today"].iter_rows())[place] for place in (-2, -1))
    names = {cell.value: cell.column - 1 for cell in head}
    assert row[names["Student code"]].value == "S001"
    for heading, text in {
        "Taken by": "Ben Li",
        "Seen by": "Ben Li",
        "Seen on, time": "2026-11-02 08:30",
    }.items():
        row[names[heading]].value = text
    book.save(copy)
    return str(row[names["Alert"]].value)


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory):
    """Follow the page in its order; return what each command said, and the mails after each."""
    place = tmp_path_factory.mktemp("page")
    mailbox, said, mails = Mailbox(), {}, {}
    folder = Folder(place / "riverbend", schools=(), head=HEAD)
    folder.roster("S001")
    folder.survey(survey_row("S001", mood=mood_of(0, critical=2)))
    with pytest.MonkeyPatch.context() as changed, mail_server(mailbox, place) as port:
        changed.setenv("SCREENING_SMTP_PASSWORD", PASSWORD)
        changed.setenv("SSL_CERT_FILE", str(place / "certificate.pem"))
        text = HEAD + SCHOOL.format(id="maple") + RECEIVERS + on_this_machine(FURTHER, port)
        (folder.path / "programme.toml").write_text(text)
        alert = ""
        for command in COMMANDS:
            words = shlex.split(command.replace("$ALERT", alert))[1:]
            done = screening(*words, cwd=place)
            assert done.returncode == 0, (command, done.stdout, done.stderr)
            said[command] = done.stdout + done.stderr
            mails[command] = [to for to, _ in mailbox.told()]
            if words[0] == "run":
                alert = filled_in(place)
    return place, said, mails


def of(found: dict, *words: str):
    """Return what belongs to the first command that begins so."""
    return next(each for command, each in found.items() if command.startswith(" ".join(words)))


def test_the_page_has_every_step() -> None:
    assert [" ".join(command.split()[1:3]) for command in COMMANDS] == [
        *("run riverbend", "safety list", "safety remind", "safety acknowledge", "safety close"),
        "followup riverbend",
    ]


def test_both_receivers_are_told_by_the_run_and_the_lead_when_nobody_has_taken_it(followed) -> None:
    _, said, mails = followed
    assert of(mails, "screening run") == [ANA, BEN]
    assert of(mails, "screening safety remind") == [ANA, BEN, LEE]
    assert of(mails, "screening followup") == [ANA, BEN, LEE]
    assert "taken by nobody" in of(said, "screening safety list")


def test_the_closed_alert_stands_on_the_sheet_for_closed_ones(followed) -> None:
    place, said, _ = followed
    assert "1 closed by Ana Ortiz" in of(said, "screening safety close")
    shown = place / "riverbend" / "outbox" / WINDOW / "schools" / "maple" / "safety.xlsx"
    row = list(openpyxl.load_workbook(shown)["Closed"].iter_rows(values_only=True))[-1]
    assert {"S001", "Ana Ortiz", "2026-11-03 08:40", "next talk Thursday"} <= set(row)


def test_a_list_that_comes_back_after_it_was_closed_changes_nothing_and_says_so(followed) -> None:
    assert "closed already, by Ana Ortiz" in of(followed[1], "screening followup")


def test_the_page_names_the_defaults_of_the_settings() -> None:
    settings = SafetySettings()
    assert f"acknowledge_within_minutes = {settings.acknowledge_within_minutes} " in PAGE
    assert str(list(settings.acknowledge)).replace("'", '"') in PAGE
    assert f"every {Schedule().watch_seconds} seconds" in PAGE
