"""A real mail server and a real web server on this machine, which keep what they were told."""

import datetime as dt
import email
import ipaddress
import json
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, PASSWORD = "screening", "a word % with signs/&"


class Mailbox:
    """Keeps mails; refuses the first ones for a while, or one address for good."""

    def __init__(self, *, refuse_first: int = 0, refuse: str = "") -> None:
        self.mails: list[tuple[str, Message]] = []
        self.attempts = 0
        self._refuse_first = refuse_first
        self._refuse = refuse

    async def handle_DATA(self, _server, _session, envelope) -> str:  # noqa: N802 (aiosmtpd's name)
        self.attempts += 1
        if self.attempts <= self._refuse_first:
            return "451 try again later"
        if self._refuse in envelope.rcpt_tos:
            return "550 no such person"
        message = email.message_from_bytes(envelope.content)
        self.mails += [(to, message) for to in envelope.rcpt_tos]
        return "250 taken"

    def told(self) -> list[tuple[str, str]]:
        """Return receiver and subject of every mail."""
        return sorted((to, message["Subject"]) for to, message in self.mails)

    def text(self) -> str:
        """Return everything that was sent, headers and bodies."""
        return "\n".join(
            f"{message}\n{message.get_payload(decode=True).decode()}" for _, message in self.mails
        )


def free_port() -> int:
    """Return a port on which nobody answers."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return unused.getsockname()[1]


def certificate(folder: Path) -> tuple[Path, Path]:
    """Return a certificate for 127.0.0.1 and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    start = dt.datetime.now(tz=dt.UTC) - dt.timedelta(days=1)
    address = x509.IPAddress(ipaddress.ip_address("127.0.0.1"))
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + dt.timedelta(days=30))
        .add_extension(x509.SubjectAlternativeName([address]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "certificate.pem", folder / "key.pem"
    public.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return public, private


@contextmanager
def mail_server(mailbox: Mailbox, folder: Path, *, security: str = "starttls") -> Iterator[int]:
    """Run a mail server that asks for encryption and a password; yield its port."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(*certificate(folder))

    def authenticated(_server, _session, _envelope, _mechanism, data: Any) -> AuthResult:
        is_right = isinstance(data, LoginPassword) and (
            (data.login, data.password) == (USER.encode(), PASSWORD.encode())
        )
        return AuthResult(success=is_right)

    class Server(Controller):
        def factory(self) -> SMTP:
            ways = {"tls_context": context, "require_starttls": True}
            return SMTP(
                self.handler,
                authenticator=authenticated,
                auth_required=True,
                auth_require_tls=security == "starttls",
                **(ways if security == "starttls" else {}),
            )

    server = Server(
        mailbox,
        hostname="127.0.0.1",
        port=free_port(),
        ssl_context=None if security == "starttls" else context,
    )
    server.start()
    try:
        yield server.port
    finally:
        server.stop()


@contextmanager
def web_server(*, status: int = 200, to: str = "") -> Iterator[tuple[int, list[dict[str, Any]]]]:
    """Run a web server that keeps what is posted; yield its port and what was posted."""
    posted: list[dict[str, Any]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            posted.append({"path": self.path, "headers": str(self.headers), **json.loads(body)})
            self.send_response(status)
            if to:
                self.send_header("Location", to)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_address[1], posted
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
