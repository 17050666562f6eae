"""`screening pseudonymise`: student numbers become codes, with a key that the school holds."""

import re
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

if TYPE_CHECKING:
    from screening.intake.rosters.bundle import Bundle
    from screening.pseudonyms.rewrite import Rewriting, Rewritten
    from screening.pseudonyms.secret_key import SecretKey
    from screening.pseudonyms.source_rows import SourceRows
    from screening.pseudonyms.student_number import Case
    from screening.pseudonyms.students import Students

SHOWN_PROBLEMS = 20
DATA_REFUSED = 12
WITHOUT_A_CODE = {"I622", "I623", "I624", "I625"}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"}

File = Annotated[Path | None, typer.Argument(help="CSV or XLSX, or a OneRoster or Clever bundle.")]
KeyFile = Annotated[Path | None, typer.Option(help="The school's secret key.")]
Column = Annotated[str | None, typer.Option(help="Column with the student number.")]
To = Annotated[Path | None, typer.Option(help="File to write; else stdout. A folder for a bundle.")]
Crosswalk = Annotated[Path | None, typer.Option(help="Write code and number here.")]
CaseOption = Annotated[
    Literal["exact", "fold"], typer.Option(help="fold: ab1 and AB1 are one student.")
]
Pattern = Annotated[str | None, typer.Option(help="What a number looks like, as [0-9]{6}.")]
Keep = Annotated[list[str] | None, typer.Option(help="Column that seems personal and is not.")]
Delimiter = Annotated[
    Literal["comma", "semicolon", "tab", "bar"] | None, typer.Option(help="Between columns.")
]
Encoding = Annotated[
    Literal["utf-8", "utf-16", "cp1252"], typer.Option(help="Of a text without a mark.")
]
HeaderRows = Annotated[int | None, typer.Option(min=1, max=3, help="Rows above the first student.")]
NewKey = Annotated[Path | None, typer.Option(help="Make a new key here, and end.")]


def pseudonymise(
    file: File = None,
    key_file: KeyFile = None,
    column: Column = None,
    to: To = None,
    crosswalk: Crosswalk = None,
    case: CaseOption = "exact",
    pattern: Pattern = None,
    keep: Keep = None,
    delimiter: Delimiter = None,
    encoding: Encoding = "utf-8",
    header_rows: HeaderRows = None,
    new_key: NewKey = None,
) -> None:
    """Write a file again with student_ref in place of real student numbers.

    The same key gives the same codes, so use one key for roster and exports, and keep it safe.
    Make it once with: screening pseudonymise --new-key district.key

    Exit status 12 where a number cannot be trusted: its row has no code, every other row has.

    Example: screening pseudonymise survey.csv --key-file district.key --column ID --to out.csv
    """
    if new_key:
        _make_key(new_key)
        return
    if not file or not key_file:
        raise typer.BadParameter("name FILE and --key-file (a new key is made with --new-key)")
    file, key_file = file.absolute(), key_file.absolute()  # so that `.` has a name
    _check_places(file, key_file, to=to, crosswalk=crosswalk)

    from screening.intake.rosters.bundle import bundle_at
    from screening.pseudonyms.rewrite import judge

    students = _students(file, _key(key_file, file), case, pattern)
    if bundle := bundle_at(file):
        _write_bundle(bundle, column, students, to=to, crosswalk=crosswalk)
        return
    if column is None:
        raise typer.BadParameter("name the column with the student number: --column")
    source = _open(file, encoding, delimiter)
    judged = judge(
        source, column=column, students=students, header_rows=header_rows, keep=keep or ()
    )
    _tell(_write(judged, to=to, crosswalk=crosswalk), judged)


def _make_key(path: Path) -> None:
    from screening.pseudonyms.secret_key import write_new_key

    write_new_key(path)
    sys.stderr.write(
        f"{path.name}: a new key, readable by you alone. Keep a copy in a safe place: without it"
        " no later file fits, and whoever has it can find out who a code is.\n"
    )


def _check_places(file: Path, key_file: Path, *, to: Path | None, crosswalk: Path | None) -> None:
    """Refuse a place where what is written would overwrite an input or betray the codes."""
    from screening.pseudonyms.students import why_no_crosswalk

    taken = {file.resolve(), key_file.resolve()}
    for path in filter(None, (to, crosswalk)):
        if path.resolve() in taken:
            raise typer.BadParameter(f"{path.name} is named twice: name another file to write")
        taken.add(path.resolve())
    reason = why_no_crosswalk(crosswalk) if crosswalk else None
    if reason:
        raise typer.BadParameter(f"--crosswalk: {reason}")


def _key(path: Path, file: Path) -> "SecretKey":
    from screening.pseudonyms.rules import load_rules
    from screening.pseudonyms.secret_key import read_key, refuse_key_as_file

    key = read_key(path, rules=load_rules().key)
    refuse_key_as_file(key, file, key_path=path)
    return key


def _students(file: Path, key: "SecretKey", case: "Case", pattern: str | None) -> "Students":
    from screening.intake.text_table import name_of
    from screening.pseudonyms.rules import load_rules
    from screening.pseudonyms.student_number import NumberReader
    from screening.pseudonyms.students import Students

    try:
        stated = re.compile(pattern) if pattern else None
    except re.error:
        raise typer.BadParameter("--pattern is no regular expression, as [0-9]{6}") from None
    rules = load_rules()
    return Students(name_of(file), key, NumberReader(rules.number, case, stated), rules)


def _open(file: Path, encoding: str, delimiter: str | None) -> "SourceRows":
    from screening.pseudonyms.source_rows import open_rows

    mark = DELIMITERS[delimiter] if delimiter else None
    return open_rows(file, encodings=(encoding,), delimiter=mark)


def _write_bundle(
    bundle: "Bundle",
    column: str | None,
    students: "Students",
    *,
    to: Path | None,
    crosswalk: Path | None,
) -> None:
    from screening.pseudonyms.private_file import private_text
    from screening.pseudonyms.roster_bundle import pseudonymise_bundle

    if to is None:
        raise typer.BadParameter("a roster is written into a new folder: add --to FOLDER")
    count, problems = pseudonymise_bundle(bundle, column=column, students=students, to=to)
    if crosswalk:
        with private_text(crosswalk) as file:
            students.write_crosswalk(file)
    lines = [problem.line() for problem in problems[:SHOWN_PROBLEMS]]
    if len(problems) > len(lines):
        lines.append(f"… and {len(problems) - len(lines)} more.")
    without = sum(problem.code in WITHOUT_A_CODE for problem in problems)
    lines.append(f"{count} students written to {to.name}, {without} not written.")
    sys.stderr.write("\n".join(lines) + "\n")
    if any(problem.severity == "record" for problem in problems):
        raise typer.Exit(DATA_REFUSED)


def _write(judged: "Rewriting", *, to: Path | None, crosswalk: Path | None) -> "Rewritten":
    from screening.pseudonyms.private_file import private_text

    with ExitStack() as files:
        if to is None:
            sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
        written = judged.write(files.enter_context(private_text(to)) if to else sys.stdout)
        if crosswalk:
            judged.students.write_crosswalk(files.enter_context(private_text(crosswalk)))
    return written


def _tell(done: "Rewritten", judged: "Rewriting") -> None:
    """Say on stderr what became of the rows; no number and no code is in it."""
    lines = [problem.line() for problem in done.problems[:SHOWN_PROBLEMS]]
    if done.problem_count > len(lines):
        lines.append(f"… and {done.problem_count - len(lines)} more.")
    lines.append(
        f"{done.rows} rows of {len(judged.students.codes)} students written,"
        f" {done.without_code} without a code, {len(judged.dropped)} columns dropped."
    )
    sys.stderr.write("\n".join(lines) + "\n")
    if done.without_code:
        raise typer.Exit(DATA_REFUSED)
