"""What a refusal says, without the numbers of lines: those have tests of their own."""

import re


def without_lines(message: str) -> str:
    """Return `file: key: reason` for each `file:line: key: reason`."""
    return re.sub(r"(?<=\.toml):\d+: ", ": ", message)
