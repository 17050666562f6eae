"""Settings of the safety lane: two named people or none, and no way out that is not asked for."""

import pytest
from programme_builder import Folder
from programme_texts import HEAD, SCHOOL

from screening.errors import DefinitionError
from screening.programme.load import load_programme

PERSON = '[[school.safety_receiver]]\nname = "{name}"\nrole = "counselor"\nemail = "{email}"\n'
ANA = PERSON.format(name="Ana Ortiz", email="ana@example.org")
BEN = PERSON.format(name="Ben Li", email="ben@example.org")
SMTP = """
[notify.smtp]
host = "mail.example.org"
port = 587
security = "starttls"
from = "screening@example.org"
"""


def settings_of(tmp_path, *, receivers: str = "", more: str = ""):
    """Return the settings of a programme of one school, with more written at the end."""
    folder = Folder(tmp_path / "programme", schools=(), head=HEAD)
    text = HEAD + SCHOOL.format(id="maple") + receivers + more
    (folder.path / "programme.toml").write_text(text)
    return load_programme(folder.path).settings


def fault_of(tmp_path, **texts: str) -> str:
    with pytest.raises(DefinitionError) as fault:
        settings_of(tmp_path, **texts)
    return fault.value.message


def test_a_programme_that_says_nothing_names_nobody_and_sends_nothing(tmp_path) -> None:
    settings = settings_of(tmp_path)
    assert settings.school[0].safety_receiver == ()
    assert settings.notify is None
    assert settings.safety.acknowledge_within_minutes == 60
    assert settings.safety.acknowledge == ("endorsed", "unclear", "not_read")
    assert settings.safety.escalate_to == ()


def test_two_people_are_named(tmp_path) -> None:
    receivers = settings_of(tmp_path, receivers=ANA + BEN).school[0].safety_receiver
    assert [(each.name, each.email) for each in receivers] == [
        ("Ana Ortiz", "ana@example.org"),
        ("Ben Li", "ben@example.org"),
    ]


def test_one_person_alone_is_a_fault(tmp_path) -> None:
    said = fault_of(tmp_path, receivers=ANA)
    assert "school.0.safety_receiver: only one person is named. Name two" in said
    assert said.startswith("programme.toml:")


@pytest.mark.parametrize("email", ["ana@example.org", "ANA@Example.org"])
def test_two_people_need_two_addresses(tmp_path, email) -> None:
    second = PERSON.format(name="Ben Li", email=email)
    assert "the same address" in fault_of(tmp_path, receivers=ANA + second)


@pytest.mark.parametrize(
    "email", ["ana", "ana@", "@example.org", "ana@example", "a b@example.org", "a@b.org, c@d.org",
              "ana@example.org\\nBcc: x@y.org", "Ana <ana@example.org>"],
)  # fmt: skip
def test_an_address_that_is_none_is_a_fault(tmp_path, email) -> None:
    second = PERSON.format(name="Ben Li", email=email)
    assert "safety_receiver" in fault_of(tmp_path, receivers=ANA + second)


@pytest.mark.parametrize("minutes", [4, 1441])
def test_minutes_that_help_nobody_are_a_fault(tmp_path, minutes) -> None:
    more = f"\n[safety]\nacknowledge_within_minutes = {minutes}\n"
    assert "acknowledge_within_minutes" in fault_of(tmp_path, more=more)


def test_further_people_and_reasons_are_the_programmes_decision(tmp_path) -> None:
    more = '\n[safety]\nacknowledge = ["endorsed"]\nacknowledge_within_minutes = 30\n'
    more += ANA.replace("school.safety_receiver", "safety.escalate_to")
    safety = settings_of(tmp_path, more=more).safety
    assert (safety.acknowledge, safety.acknowledge_within_minutes) == (("endorsed",), 30)
    assert [each.name for each in safety.escalate_to] == ["Ana Ortiz"]


def test_the_mail_server_is_named_and_its_password_is_not(tmp_path) -> None:
    smtp = settings_of(tmp_path, more=SMTP).notify.smtp
    assert (smtp.host, smtp.port, smtp.security, smtp.sender) == (
        *("mail.example.org", 587, "starttls", "screening@example.org"),
    )
    said = fault_of(tmp_path / "wrong", more=SMTP + 'password = "x"\n')
    assert "password: is not a known key" in said


def test_mail_without_encryption_is_a_fault(tmp_path) -> None:
    said = fault_of(tmp_path, more=SMTP.replace('"starttls"', '"none"'))
    assert "notify.smtp.security" in said


@pytest.mark.parametrize(
    "address", ["https://hooks.example.org/a/b?c=d", "http://127.0.0.1:8080/x", "http://[::1]/x"]
)
def test_a_webhook_is_https_or_on_this_machine(tmp_path, address) -> None:
    settings = settings_of(tmp_path, more=f'\n[notify]\nwebhook = "{address}"\n')
    assert settings.notify.webhook == address


@pytest.mark.parametrize(
    "address",
    ["http://hooks.example.org/x", "ftp://127.0.0.1/x", "https://", "hooks.example.org",
     "https://user:word@hooks.example.org", "http://127.0.0.1.example.org/x", "file:///etc/x"],
)  # fmt: skip
def test_any_other_webhook_is_a_fault(tmp_path, address) -> None:
    assert "notify.webhook" in fault_of(tmp_path, more=f'\n[notify]\nwebhook = "{address}"\n')


def test_a_notify_table_without_any_way_is_a_fault(tmp_path) -> None:
    assert "names no way" in fault_of(tmp_path, more="\n[notify]\n")
