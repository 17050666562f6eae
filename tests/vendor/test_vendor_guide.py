"""The guide to vendor results: its layouts are read, and read what it says."""

import re
from pathlib import Path

from vendor_exports import RULES, bess_row, drop_bess, drop_saebrs, saebrs_row, vendor_folder

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "vendor-results.md"


def test_the_layouts_of_the_guide_take_in_what_the_vendors_export(tmp_path):
    found = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    screeners = [("bess_3", "teacher"), ("saebrs", "teacher")]
    rules = [each for each in RULES if each[:2] in screeners]
    layouts = dict(zip(("bess", "saebrs"), found, strict=True))
    folder = vendor_folder(tmp_path, "S001", screeners=screeners, layouts=layouts, rules=rules)
    drop_bess(folder, bess_row("S001"), bess_row("S001", "Parent"), name="bess_teacher_fall.csv")
    drop_saebrs(folder, saebrs_row("S001", teacher="someRisk"), name="saebrs_fall.csv")
    ran = folder.run()
    assert ran.counts == {"bess_teacher_fall.csv": (2, 1, 0, 1), "saebrs_fall.csv": (1, 1, 0, 0)}
    assert ran.tiers["S001"]["tier"] == 2
