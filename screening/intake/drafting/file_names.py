"""A layout's id and file pattern, out of the name of one export."""

import re
from pathlib import PurePath

LONGEST_ID = 40


def layout_id(name: str) -> str:
    """Return an id that is safe as a file name.

    >>> layout_id("Student Survey (1-69).xlsx")
    'student_survey'
    """
    words = re.findall(r"[a-z0-9]+", PurePath(name).stem.lower())
    kept = [word for word in words if not word.isdecimal()] or words
    return "_".join(kept)[:LONGEST_ID].strip("_") or "export"


def file_pattern(name: str) -> str:
    """Return the pattern of such files' names: what changes from export to export is open.

    >>> file_pattern("Student Survey(1-69).xlsx"), file_pattern("survey_2026-10-06.csv")
    ('Student Survey(*).xlsx', 'survey_*.csv')
    """
    path = PurePath(name)
    safe = re.sub(r"[\[\]*?]", "?", path.stem)
    opened = re.sub(r"\d+([-_. ]?\d+)*", "*", safe)
    stem = opened if re.search(r"[^\W\d_]", opened) else safe
    return f"{stem}{path.suffix}"
