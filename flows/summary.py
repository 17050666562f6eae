"""The table that ends a run: rows, students by tier, letters, where to look."""

import json
import sys
from functools import partial
from typing import TYPE_CHECKING, Any

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
    "no_norms": "Answered, nothing to compare with",
    "answers_set_aside": "Answers set aside",
    "opted_out": "Opted out",
    "withdrawn": "Withdrawn",
    "roster_conflict": "Roster entry uncertain",
}


LETTERS_NOT_MADE = {
    "held staff_first": "held: a person sees the student first",
    "held answers_not_read": "held: their answers may be in a file or row nobody could read",
    "held contact_not_allowed": "held: the roster says not to contact the family",
    "held roster_conflict": "held: the roster entry is not certain",
    "blocked school_not_known": "the school is not known",
    "blocked too_late_for_notice": "too late for a notice before this window",
}


def show_summary(run: "WindowRun") -> dict[str, Any]:
    """Print the table of a finished run to stdout; return the run's record."""
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
    _show_corrections(console, record["corrections"])
    students = Table(title="Students on the roster", title_justify="left")
    students.add_column("")
    students.add_column("Students", justify="right")
    for outcome, words in OUTCOMES.items():
        if outcome in record["students"]:
            students.add_row(words, str(record["students"][outcome]))
    console.print(students)
    _show_letters(console, record["letters"])
    _show_score_quality(console, record["score_quality"])
    _show_stale_supports(console, run)
    _show_refusals(console, record["files"])
    _show_windows_behind(console, run)
    _show_places(console, run)
    return record


def _show_corrections(console: "Console", corrections: dict[str, Any]) -> None:
    used, not_used = corrections["used"], corrections["not_used"]
    if used or not_used:
        console.print(f"Corrections: {used} used, {not_used} not used")


def _show_letters(console: "Console", letters: dict[str, int]) -> None:
    console.print(f"Letters written: {letters.get('made', 0)}")
    for status, count in letters.items():
        if status != "made":
            console.print(f"  not written: {count} ({LETTERS_NOT_MADE.get(status, status)})")


def _show_score_quality(console: "Console", lines: list[str]) -> None:
    if lines:
        console.print("How good the scores are:")
    for line in lines:
        console.print(f"  {line}", soft_wrap=True)


def _show_stale_supports(console: "Console", run: "WindowRun") -> None:
    """Print what was left out of suggestions because nobody has read it again in time."""
    from screening.supports.stale_rows import stale_lines

    for line in stale_lines(run.programme.catalogue(), today=run.as_of):
        console.print(f"{line} See: screening supports list")


def _show_refusals(console: "Console", files: list[dict[str, str]]) -> None:
    from screening.problem import catalogue

    for file in files:
        if file["refused"]:
            kind = catalogue()[file["refused"]]
            console.print(
                f"Refused: {file['file']}: {kind.code}: {kind.what} {kind.mend}", soft_wrap=True
            )


def safety_lines(run: "WindowRun") -> list[str]:
    """Return which schools have somebody to see today, and which have nobody to see to it."""
    from screening.run.alerts import open_schools
    from screening.safety.notices import unnamed_schools

    schools = run.outbox.shown / "schools"
    listed = {path.parent.name for path in schools.glob("*/safety.xlsx")}
    waiting = sorted(listed & open_schools(run))
    lines = [f"FIRST, today: {schools}/<school>/safety.xlsx for {', '.join(waiting)}"]
    if not waiting:
        lines = ["No safety alert is open. It does not mean that every student is safe."]
    if unnamed := unnamed_schools(run.programme.settings):
        lines.append(
            f"NOBODY IS NAMED to receive the safety list of {', '.join(unnamed)}: name two people"
            " per school in programme.toml ([[school.safety_receiver]])."
        )
    return lines


def _show_windows_behind(console: "Console", run: "WindowRun") -> None:
    """Print which windows still show what a family has withdrawn since, or agreed to again."""
    from screening.run.consent import windows_to_run_again

    for window_id in windows_to_run_again(run):
        again = f"screening run {run.programme.folder} --window {window_id}"
        console.print(f"{window_id} shows another state of consent: {again}", soft_wrap=True)


def _show_places(console: "Console", run: "WindowRun") -> None:
    shown = run.outbox.shown
    schools = shown / "schools"
    say = partial(console.print, soft_wrap=True)  # a path stays in one piece
    say("Where to look:")
    for line in safety_lines(run):
        say(f"  {line}")
    say(f"  Referral lists:  {schools}/<school>/referrals.xlsx")
    say(f"  Meeting papers:  {schools}/<school>/meeting.pdf")
    say(f"  Problems:        {schools}/<school>/problems.xlsx")
    say(f"  Letters:         {schools}/<school>/letters/all.pdf")
    say(f"  School pages:    {schools}/<school>/school.html")
    say(f"  District page:   {shown}/district/dashboard.html")
