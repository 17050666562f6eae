"""Which alerts stand on the safety lists of a window's outbox."""

import re
import zipfile
from pathlib import Path

LIST = "safety.xlsx"
ALERT = re.compile(rb"S-[0-9a-f]{10,}")


def alerts_on(outbox: Path) -> set[tuple[str, str]]:
    """Return (school_id, alert id) of every row on every safety list, whatever its sheet."""
    return {
        (path.parent.name, found.decode())
        for path in outbox.glob(f"schools/*/{LIST}")
        for found in _ids(path)
    }


def _ids(workbook: Path) -> set[bytes]:
    with zipfile.ZipFile(workbook) as parts:
        return {found for name in parts.namelist() for found in ALERT.findall(parts.read(name))}
