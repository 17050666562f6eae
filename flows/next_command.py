"""What to do after a check: a sentence, and the exact command where there is one."""

from dataclasses import dataclass
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from expectations.examining.examination import Examination
    from screening.run.window_run import WindowRun

OWN_PROGRAMME = "YOUR_PROGRAMME"
"""Stands where the person has to write the folder."""


@dataclass(frozen=True)
class NextStep:
    """One thing to do; the command is empty where none does it."""

    sentence: str
    command: str = ""


def next_steps(
    found: "Examination", path: Path, *, programme: Path | None, run: "WindowRun | None"
) -> list[NextStep]:
    """Return what to do after a file was checked, in order.

    Args:
        found: what was found.
        path: the file as the person wrote it.
        programme: the programme as the person wrote it.
        run: the window it was checked for.
    """
    if found.nature.kind == "dictionary":
        return [_of_dictionary(path, programme)]
    if found.nature.kind == "roster" and found.layout is None:
        return _of_roster(found, path, programme, run)
    if found.layout is None and found.nature.kind == "answers" and not _is_broken(found):
        return _of_draft(found, path, programme, run)
    if found.refused:
        return [NextStep("Mend what is named above, then check again:", _check(path, programme))]
    return _of_run(path, programme, run)


def _is_broken(found: "Examination") -> bool:
    """Return True where more is wrong than that no layout fits."""
    return any(each.severity == "critical" and each.code != "R203" for each in found.problems)


def _of_dictionary(path: Path, programme: Path | None) -> NextStep:
    words = ["screening layout draft EXPORT --instrument ID --dictionary", _quoted(path)]
    words += _of_programme(programme)
    said = "It says what the answers of the project's export mean. Name it beside that export:"
    return NextStep(said, " ".join(words))


def _of_roster(
    found: "Examination", path: Path, programme: Path | None, run: "WindowRun | None"
) -> list[NextStep]:
    if any(view.why.startswith("personal") for view in found.columns):
        words = ["screening pseudonymise", _quoted(path)]
        words += ["--key-file district.key --column COLUMN --to roster.csv"]
        said = "Names must not enter. Write it again without them, the student's number as a code:"
        return [NextStep(said, " ".join(words))]
    if found.refused:
        return [NextStep("Mend what is named above, then check again:", _check(path, programme))]
    if run is not None and path.resolve().is_relative_to(run.inbox.resolve()):
        return _of_run(path, programme, run)
    folder = _inbox(programme, run)
    if found.platform == "plain":
        return [NextStep(f"Put it into {folder}.")]
    return [NextStep(f"Put it into {folder} as it is, with consent.csv beside it.")]


def _of_draft(
    found: "Examination", path: Path, programme: Path | None, run: "WindowRun | None"
) -> list[NextStep]:
    """Return how to have a layout drafted, with the instruments that the header names."""
    from screening.intake.drafting.file_names import layout_id

    words = ["screening layout draft", _quoted(path)]
    notes = []
    if found.instruments:
        words += [f"--instrument {each.instruments[0]}" for each in found.instruments]
        common = _informants(found)
        if len(common) > 1:
            words.append(f"--informant {common[0]}")
            notes.append(f"Where others answered, write {' or '.join(common[1:])} instead.")
        notes += [
            f"Columns are called so in {' and in '.join(each.instruments)}: name the one asked."
            for each in found.instruments
            if len(each.instruments) > 1
        ]
    else:
        words.append("--instrument ID")
        notes.append("ID is the instrument that was asked; all are in: screening instruments list")
    # Not into the folder of layouts: an unsigned one in there stops every run.
    words += [*_of_programme(programme), f"--to {_quoted(Path(f'{layout_id(path.name)}.toml'))}"]
    folder = run.programme.settings.layouts if run else "layouts"
    said = f"Have a layout drafted, decide what is open, sign it, and move it into {folder}:"
    return [NextStep(said, " ".join(words)), *map(NextStep, notes)]


def _informants(found: "Examination") -> list[str]:
    first, *others = found.instruments
    return [
        who for who in first.informants if all(who in each.informants for each in others)
    ] or list(first.informants)


def _of_run(path: Path, programme: Path | None, run: "WindowRun | None") -> list[NextStep]:
    if programme is None or run is None:
        said = "To see what would be scored, name the programme:"
        return [NextStep(said, f"screening check {_quoted(path)} --programme {OWN_PROGRAMME}")]
    steps = []
    if not path.resolve().is_relative_to(run.inbox.resolve()):
        steps.append(NextStep(f"Put it into {_inbox(programme, run)}."))
    command = f"screening run {_quoted(programme)} --window {run.window.id}"
    return [*steps, NextStep("Run the window:", command)]


def _check(path: Path, programme: Path | None) -> str:
    return " ".join(["screening check", _quoted(path), *_of_programme(programme)])


def _of_programme(programme: Path | None) -> list[str]:
    return [] if programme is None else [f"--programme {_quoted(programme)}"]


def _inbox(programme: Path | None, run: "WindowRun | None") -> str:
    if programme is None or run is None:
        return f"{OWN_PROGRAMME}/inbox/WINDOW"
    return str(_folder(programme) / "inbox" / run.window.id)


def _folder(programme: Path) -> Path:
    return programme.parent if programme.suffix == ".toml" else programme


def _quoted(path: Path) -> str:
    return quote(str(path))
