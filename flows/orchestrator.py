"""Prefect's settings and its embedded server: local, quiet, no account, no telemetry.

The settings must stand in the environment before Prefect is imported, so nothing here imports it.
"""

import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from screening.errors import ScreeningError
from screening.outbox import make_folder

QUIET = {
    "DO_NOT_TRACK": "1",
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_LOGGING_LEVEL": "CRITICAL",
    "PREFECT_LOGGING_TO_API_ENABLED": "false",
    "PREFECT_CLI_PROMPT": "false",
    "PREFECT_RESULTS_PERSIST_BY_DEFAULT": "false",
    "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "false",
    "GX_ANALYTICS_ENABLED": "false",
}
"""No telemetry, no log rows, no stored results, no server started behind our back.

Prefect tells of a failed flow with a traceback; our commands tell it in one line.
"""

START_LIMIT_SECONDS = 120
HEALTH_CHECK_SECONDS = 0.1
DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG of prctl(2)


class OrchestratorError(ScreeningError):
    """The orchestrator did not start."""


def prepare(home: Path) -> None:
    """Set Prefect's environment; what the operator has set himself stays."""
    os.umask(0o077)  # Prefect makes its database readable by all
    make_folder(home)
    os.environ.setdefault("PREFECT_HOME", str(home.resolve()))
    for name, text in QUIET.items():
        os.environ.setdefault(name, text)


def is_standing() -> bool:
    """Return True where the operator points to a server of his own."""
    return "PREFECT_API_URL" in os.environ


@contextmanager
def embedded_server() -> Iterator[None]:
    """Start a server for one run on the loopback address, for as long as the block runs.

    It is still starting when the block begins: load heavy packages there, then `wait`.
    """
    with _server({"PREFECT_UI_ENABLED": "0", "PREFECT__SERVER_EPHEMERAL": "1"}):
        yield


@contextmanager
def standing_server() -> Iterator[None]:
    """Start a server with a scheduler on the loopback address, for as long as the block runs."""
    with _server({"PREFECT_UI_ENABLED": "0"}):
        yield


@contextmanager
def _server(settings: dict[str, str]) -> Iterator[None]:
    port = _free_port()
    process = _start(port, settings)
    os.environ["PREFECT_API_URL"] = f"http://127.0.0.1:{port}/api"
    try:
        yield
    finally:
        del os.environ["PREFECT_API_URL"]
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait() -> None:
    """Return when the server answers.

    Raises:
        OrchestratorError: it does not within two minutes.
    """
    url = os.environ["PREFECT_API_URL"] + "/health"
    limit = time.monotonic() + START_LIMIT_SECONDS
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 (our own address)
                return
        except (urllib.error.URLError, OSError):
            time.sleep(HEALTH_CHECK_SECONDS)
    raise OrchestratorError(
        f"The orchestrator did not start within {START_LIMIT_SECONDS} s. Run `screening doctor`."
    )


def _start(port: int, settings: dict[str, str]) -> subprocess.Popen[bytes]:
    """Start what Prefect itself starts for a run without a server."""
    command = [sys.executable, "-m", "uvicorn", "--factory", "prefect.server.api.server:create_app"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--log-level", "critical"]
    environment = {**os.environ, **settings, "PREFECT__SERVER_FINAL": "1"}
    return subprocess.Popen(  # noqa: S603 (our own interpreter, no shell)
        [*command, "--lifespan", "on"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=_die_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509
    )


def _die_with_parent() -> None:
    """Ask the kernel to end the server when a killed run can no longer do it."""
    ctypes.CDLL(None).prctl(DIE_WITH_PARENT, signal.SIGTERM)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
