"""People are told by real mail and a real webhook, through Prefect, and nobody's data leave."""

import datetime as dt
import sqlite3
from pathlib import Path

import pytest
from alerts import ZONE
from notice_servers import PASSWORD, USER, Mailbox, free_port, mail_server, web_server
from program import screening
from programme_builder import WINDOW, Folder, mood_of, survey_row
from programme_texts import HEAD, SCHOOL

from flows import orchestrator
from screening.ledger.store import read_acts
from screening.programme.load import open_folder
from screening.run.alerts import kept_alerts
from screening.run.safety import renew_lists

pytestmark = [
    pytest.mark.flow,
    # With TLS from the first byte on, nothing goes in the clear: the server does not know it.
    pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS"),
]

ANA, BEN, LEE = "ana@example.org", "ben@example.org", "lee@example.org"
PERSON = '[[{table}]]\nname = "{name}"\nrole = "counselor"\nemail = "{email}"\n'
FIRST, AGAIN = "Please open the safety list: ", "Nobody has taken the safety list yet: "
EARLY, IN_TIME, LATE = "2026-10-26 08:00", "2026-10-26 08:30", "2026-10-26 09:00"


def people(*emails: str, table: str = "school.safety_receiver") -> str:
    return "".join(PERSON.format(table=table, name=each[:3], email=each) for each in emails)


@pytest.fixture
def mail(tmp_path, monkeypatch):
    """Environment of a machine that trusts the test's mail server and knows its password."""
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "certificate.pem"))
    monkeypatch.setenv("SCREENING_SMTP_PASSWORD", PASSWORD)
    return tmp_path


def programme(path: Path, ways: str, *, receivers: str = "") -> Folder:
    """Return a programme of two schools with one endorsing student each, both kept at EARLY."""
    folder = Folder(path / "programme", schools=())
    maple = SCHOOL.format(id="maple") + (receivers or people(ANA, BEN))
    oak = SCHOOL.format(id="oak")
    (folder.path / "programme.toml").write_text(HEAD + maple + oak + ways)
    folder.roster_rows(
        ["S001", "maple", "7", "7B", "en", "yes"], ["S002", "oak", "7", "7A", "en", "yes"]
    )
    rows = [survey_row(ref, mood=mood_of(0, critical=2)) for ref in ("S001", "S002")]
    folder.survey(*rows, name="survey_zorblax.csv")
    now = dt.datetime.fromisoformat(EARLY).replace(tzinfo=ZONE)
    renew_lists(folder.path, window_id=WINDOW, now=now)
    return folder


@pytest.fixture(scope="module", autouse=True)
def prefect_database(tmp_path_factory):
    """Run one Prefect server for all these tests, as an operator's own; return its database."""
    home = tmp_path_factory.mktemp("orchestrator")
    with pytest.MonkeyPatch.context() as changed:
        for name in (*orchestrator.QUIET, "PREFECT_HOME"):
            changed.delenv(name, raising=False)
        changed.setenv("PREFECT_HOME", str(home))
        orchestrator.prepare(home)
        with orchestrator.standing_server():
            orchestrator.wait()
            yield home / "prefect.db"


def remind(folder: Folder, now: str = IN_TIME):
    return screening("safety", "remind", folder.path, "--now", now)


def smtp(port: int, *, security: str = "starttls", user: str = USER) -> str:
    return (
        f'\n[notify.smtp]\nhost = "127.0.0.1"\nport = {port}\nsecurity = "{security}"\n'
        f'from = "screening@example.org"\nuser = "{user}"\n'
    )


def acts(folder: Folder, kind: str) -> list[tuple[str, str]]:
    found = read_acts(folder.path / "ledger.sqlite", kinds=(kind,))
    return sorted((act.field, act.student_ref) for act in found)


@pytest.mark.parametrize("security", ["starttls", pytest.param("tls", marks=pytest.mark.long)])
def test_receivers_are_told_once_and_further_people_when_nobody_has_taken_it(
    mail, security
) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, mail, security=security) as port:
        further = people(LEE, table="safety.escalate_to")
        folder = programme(mail, smtp(port, security=security) + further)
        assert remind(folder).returncode == 0
        first = [
            (ANA, f"{FIRST}maple school"),
            (BEN, f"{FIRST}maple school"),
            (LEE, f"{FIRST}oak school"),
        ]
        assert mailbox.told() == first
        assert "Nobody is to be told" in remind(folder).stdout
        again = remind(folder, LATE)
        assert again.returncode == 0, again.stderr
        assert mailbox.told() == sorted(
            [*first, (LEE, f"{AGAIN}maple school"), (LEE, f"{AGAIN}oak school")]
        )
        remind(folder, "2026-10-27 09:00")
        assert len(mailbox.mails) == 5
    assert acts(folder, "alert_notified") == [(ANA, "S001"), (BEN, "S001"), (LEE, "S002")]
    assert acts(folder, "alert_escalated") == [(LEE, "S001"), (LEE, "S002")]


def test_no_message_and_no_table_of_the_orchestrator_tells_anything_of_anybody(
    mail, prefect_database
) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, mail) as port, web_server() as (web_port, posted):
        hook = f'\n[notify]\nwebhook = "http://127.0.0.1:{web_port}/hooks/1"\n'
        folder = programme(mail, hook + smtp(port))
        remind(folder)
    sent = mailbox.text() + str(posted)
    assert len(mailbox.mails) == 2
    assert len(posted) == 2
    for word in ("S001", "S002", "zorblax", "S-", "7B", ".xlsx", ".csv", "ana@example.org, ben"):
        assert word not in sent
    assert "maple school" in sent
    assert "2026-10-26 08:00" in sent
    with sqlite3.connect(prefect_database) as connection:
        dump = "\n".join(connection.iterdump())
    assert "notify-safety" in dump
    assert "send-notice" in dump
    for word in ("S001", "S002", "zorblax", PASSWORD, ANA, "maple school"):
        assert word not in dump
    assert PASSWORD.encode() not in b"".join(
        path.read_bytes() for path in folder.path.rglob("*") if path.is_file()
    )


def test_a_webhook_gets_title_and_message_once_per_school(tmp_path) -> None:
    with web_server() as (port, posted):
        hook = f'\n[notify]\nwebhook = "http://127.0.0.1:{port}/a%20b/c?key=d&e=%2F"\n'
        folder = programme(tmp_path, hook)
        assert "Messages sent: 2" in remind(folder).stdout
        remind(folder)
    assert sorted(each["title"] for each in posted) == [
        f"{FIRST}maple school",
        f"{FIRST}oak school",
    ]
    assert {each["path"] for each in posted} == {"/a%20b/c?key=d&e=%2F"}
    assert "'Taken by'" in posted[0]["message"]


def test_a_mail_server_that_is_busy_is_asked_again_by_prefect(mail) -> None:
    mailbox = Mailbox(refuse_first=2)
    with mail_server(mailbox, mail) as port:
        done = remind(programme(mail, smtp(port)))
        assert (done.returncode, len(mailbox.mails), mailbox.attempts) == (0, 2, 4)


def test_one_receiver_who_cannot_be_reached_keeps_the_other_from_nothing(mail) -> None:
    mailbox = Mailbox(refuse=BEN)
    with mail_server(mailbox, mail) as port:
        folder = programme(mail, smtp(port))
        done = remind(folder)
        assert done.returncode == 1
        assert "NOT EVERYBODY WAS TOLD OF THE SAFETY LISTS: 1 of 2" in done.stderr
        assert "mail server" in done.stderr
        assert "Traceback" not in done.stderr
        assert "S001" not in done.stderr
        assert [to for to, _ in mailbox.told()] == [ANA]
        assert acts(folder, "alert_notified") == [(ANA, "S001")]
        remind(folder)
    assert [to for to, _ in mailbox.told()] == [ANA]


@pytest.mark.parametrize(
    "fault",
    [
        "no server",
        pytest.param("wrong password", marks=pytest.mark.long),
        pytest.param("unknown certificate", marks=pytest.mark.long),
    ],
)
def test_who_could_not_be_told_is_told_when_the_server_answers_again(
    mail, monkeypatch, fault
) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, mail) as port:
        folder = programme(mail, smtp(port))
        settings = folder.path / "programme.toml"
        right = settings.read_text()
        with monkeypatch.context() as changed:
            if fault == "no server":
                settings.write_text(right.replace(str(port), str(free_port())))
            elif fault == "wrong password":
                changed.setenv("SCREENING_SMTP_PASSWORD", "wrong")
            else:
                changed.delenv("SSL_CERT_FILE")
            done = remind(folder)
        assert done.returncode == 1
        assert (mailbox.mails, acts(folder, "alert_notified")) == ([], [])
        assert "wrong" not in done.stderr
        settings.write_text(right)
        assert remind(folder).returncode == 0
    assert [to for to, _ in mailbox.told()] == [ANA, BEN]


def test_a_webhook_that_sends_elsewhere_is_not_followed(tmp_path) -> None:
    with web_server() as (other, elsewhere):
        away = f"http://127.0.0.1:{other}/elsewhere"
        with web_server(status=307, to=away) as (port, posted):
            hook = f'\n[notify]\nwebhook = "http://127.0.0.1:{port}/x"\n'
            folder = programme(tmp_path, hook)
            assert remind(folder).returncode == 1
    assert elsewhere == []
    assert posted
    assert acts(folder, "alert_notified") == []


def test_a_run_tells_people_and_no_mail_server_stops_it(tmp_path) -> None:
    with web_server() as (port, posted):
        hook = f'\n[notify]\nwebhook = "http://127.0.0.1:{port}/x"\n'
        folder = programme(tmp_path, hook + smtp(free_port()))
        done = screening("run", folder.path, "--window", WINDOW, "--today", "2026-10-26")
    assert done.returncode == 0, done.stderr
    assert "NOT EVERYBODY WAS TOLD OF THE SAFETY LISTS: 2 of 4" in done.stderr
    assert len(posted) == 2
    assert (folder.path / "outbox" / WINDOW / "run.json").exists()


def test_what_a_person_has_taken_is_told_to_nobody(mail) -> None:
    mailbox = Mailbox()
    with mail_server(mailbox, mail) as port:
        folder = programme(mail, smtp(port))
        alerts = kept_alerts(open_folder(folder.path))
        alert_id = next(each.alert_id for each in alerts if each.school_id == "maple")
        done = screening(
            "safety", "acknowledge", folder.path, alert_id, "--by", "Ana Ortiz", "--now", IN_TIME
        )
        assert done.returncode == 0, done.stderr
        assert "Nobody is to be told" in remind(folder, LATE).stdout
    assert mailbox.mails == []


def test_without_a_way_nothing_is_started(tmp_path) -> None:
    folder = programme(tmp_path, "")
    done = remind(folder)
    assert "[notify] is not there" in done.stdout
