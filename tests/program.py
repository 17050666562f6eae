"""Run the program as a person does."""

import subprocess
import sys
from pathlib import Path


def screening(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run `screening` with arguments and return what it said."""
    command = [sys.executable, "-m", "flows", *map(str, arguments)]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=cwd, check=False, timeout=600
    )
