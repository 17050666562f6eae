"""The table that ends a run: rows, students by tier, letters, where to look."""

import json
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.console import Console

    from screening.run.window_run import WindowRun

FATES = ("read", "scored", "set_aside", "left_out")

OUTCOMES = {
    "tier_1": "Tier 1, universal support",
    "tier_2": "Tier 2, targeted support",
    "tier_3": "Tier 3, intensive support",
    "not_answered": "No answers",
    "too_few_answers": "Too few answers",
    "answers_set_aside": "Answers set aside",
    "opted_out": "Opted out",
    "withdrawn": "Withdrawn",
    "roster_conflict": "Roster entry uncertain",
}


def show_summary(run: "WindowRun") -> int:
    """Print the table of a finished run to stdout; return how many rows were scored."""
    from rich.console import Console
    from rich.table import Table

    record = json.loads((run.outbox.shown / "run.json").read_text(encoding="utf-8"))
    console = Console(file=sys.stdout, highlight=False, markup=False)
    files = Table(title=f"{run.programme.settings.name}, {run.window.title}", title_justify="left")
    files.add_column("File", overflow="fold")
    for heading in ("Read", "Scored", "Set aside", "Left out"):
        files.add_column(heading, justify="right")
    files.add_column("Refused")
    for file in record["files"]:
        files.add_row(
            file["file"], *(str(file[f"rows_{name}"]) for name in FATES), file["refused"] or ""
        )
    total = record["rows"]
    files.add_section()
    files.add_row("All", *(str(total[name]) for name in FATES))
    console.print(files)
    students = Table(title="Students on the roster", title_justify="left")
    students.add_column("")
    students.add_column("Students", justify="right")
    for outcome, words in OUTCOMES.items():
        if outcome in record["students"]:
            students.add_row(words, str(record["students"][outcome]))
    console.print(students)
    console.print(f"Letters written: {record['letters']}")
    _show_places(console, run)
    return int(total["scored"])


def _show_places(console: "Console", run: "WindowRun") -> None:
    shown = run.outbox.shown
    schools = shown / "schools"
    lists = sorted(path.parent.name for path in schools.glob("*/safety.xlsx"))
    console.print("Where to look:")
    if lists:
        console.print(f"  FIRST, today: {schools}/<school>/safety.xlsx for {', '.join(lists)}")
    else:
        console.print("  No safety alert was raised. It does not mean that every student is safe.")
    console.print(f"  Referral lists:  {schools}/<school>/referrals.xlsx")
    console.print(f"  Problems:        {schools}/<school>/problems.xlsx")
    console.print(f"  Letters:         {schools}/<school>/letters/all.pdf")
    console.print(f"  School pages:    {schools}/<school>/school.html")
    console.print(f"  District page:   {shown}/district/dashboard.html")
