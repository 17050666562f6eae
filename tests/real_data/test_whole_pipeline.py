"""Real answers through the whole run: adolescents, undergraduates, NHANES as it lies.

The files stay where they are. A window's inbox gets them through a layout; where a file has no
student code, the test adds one in its own folder.
"""

import csv
from pathlib import Path

import pytest
from programme_builder import Folder, csv_text
from programme_run import run_whole
from programme_texts import HEAD

from screening.safety.read_first import read_critical_items
from screening.warehouse import open_warehouse

pytestmark = pytest.mark.real_data

ADOLESCENTS = "phq9_adolescents_isixhosa.csv"
UNDERGRADUATES = "phq9_gad7_undergraduates.csv"
NHANES = "phq9_nhanes_dpq_j.csv"

SCREENERS = """
[[screener]]
instrument = "phq_9"
informant = "self"
grades = ["10"]
"""
ANXIETY = """
[[screener]]
instrument = "gad_7"
informant = "self"
grades = ["10"]
"""
RULE = """id = "real"
version = "1"
approved_by = "Screening team"
approved_on = 2026-08-20
source = "Made up for tests."

[minimum]
words = "One score is needed."
any_of = [{ instrument = "phq_9", informant = "self" }]

[[rule]]
id = "mood"
tier = 2
words = "Signs of low mood."
areas = ["internalising"]
source = "Made up."
condition = [
    { instrument = "phq_9", informant = "self", subscale = "total", band = "moderate" },
]
"""


def layout(ref: str, items: dict[str, str], *, more: str = "", missing: str = "") -> str:
    columns = "\n".join(f'{item} = "{header}"' for item, header in items.items())
    return f"""id = "answers"
platform = "plain"
files = ["answers.csv"]
informant = "self"
student_ref = "{ref}"
approved_by = "Data manager"
approved_on = "2026-09-01"

[[block]]
instrument = "phq_9"
answers = "codes"
{missing}

[block.columns]
{columns}
{more}
"""


def phq_9(headers: list[str]) -> dict[str, str]:
    return {f"phq_9_{number:02d}": header for number, header in enumerate(headers, start=1)}


def head(*, pattern: str, screeners: str = SCREENERS) -> str:
    settings = HEAD.split("[[screener]]")[0].replace("^S[0-9]{3}$", pattern)
    return settings + screeners


def run_on(folder: Folder, refs: list[str]) -> Path:
    folder.roster(*refs, grade="10")
    return run_whole(folder.open())


def scores(folder: Folder, instrument: str = "phq_9") -> list[tuple[int, int, float | None]]:
    """Return (answered_count, band_rank, score) of every total."""
    with open_warehouse(folder.path / "warehouse.duckdb") as warehouse:
        return warehouse.rows(
            "select answered_count, band_rank, subscale_score from int_subscale_score"
            " where instrument_id = ? and subscale_id = 'total'",
            [instrument],
        )


def endorsed(folder: Folder) -> int:
    run = folder.open()
    return sum(e.reason == "endorsed" for e in read_critical_items(run.programme, run.inbox))


def at_or_above_10(folder: Folder) -> int:
    return sum(score is not None and score >= 10 for _, _, score in scores(folder))


def test_adolescents(real_data: Path, tmp_path: Path) -> None:
    source = real_data / ADOLESCENTS
    rows = list(csv.DictReader(source.open()))
    folder = Folder(
        tmp_path,
        head=head(pattern="^[0-9]{1,2}$"),
        layouts={"answers": layout("PID", phq_9([f"q{n}" for n in range(1, 10)]))},
        tier_rule=RULE,
    )
    folder.drop("answers.csv", source.read_bytes())
    shown = run_on(folder, [row["PID"] for row in rows])
    assert sorted(score for _, _, score in scores(folder)) == sorted(
        float(row["total"]) for row in rows
    )
    assert at_or_above_10(folder) == 6
    assert endorsed(folder) == 6
    assert (shown / "schools" / "maple" / "safety.xlsx").exists()
    assert (shown / "district" / "dashboard.html").exists()


def test_undergraduates(real_data: Path, tmp_path: Path) -> None:
    source = real_data / UNDERGRADUATES
    header, *rows = [row for row in csv.reader(source.open()) if row]
    refs = [f"U{number:03d}" for number in range(1, len(rows) + 1)]
    more = '\n[[block]]\ninstrument = "gad_7"\nanswers = "codes"\n[block.columns]\n' + "\n".join(
        f'gad_7_{number:02d} = "A{number}"' for number in range(1, 8)
    )
    folder = Folder(
        tmp_path,
        head=head(pattern="^U[0-9]{3}$", screeners=SCREENERS + ANXIETY),
        layouts={"answers": layout("code", phq_9([f"D{n}" for n in range(1, 10)]), more=more)},
        tier_rule=RULE,
    )
    coded = [[ref, *row] for ref, row in zip(refs, rows, strict=True)]
    folder.drop("answers.csv", csv_text(["code", *header], coded))
    run_on(folder, refs)
    assert len(scores(folder)) == 223
    assert at_or_above_10(folder) == 80
    assert endorsed(folder) == 65
    worry = [sum(map(int, row[9:16])) for row in rows]
    assert sorted(s for _, _, s in scores(folder, "gad_7")) == sorted(map(float, worry))


def test_a_file_without_student_codes_is_refused(real_data: Path, tmp_path: Path) -> None:
    folder = Folder(
        tmp_path,
        head=head(pattern="^U[0-9]{3}$"),
        layouts={"answers": layout("code", phq_9([f"D{n}" for n in range(1, 10)]))},
        tier_rule=RULE,
    )
    folder.drop("answers.csv", (real_data / UNDERGRADUATES).read_bytes())
    folder.roster("U001", grade="10")
    ran = folder.run()
    assert ("answers.csv", None, "code") in ran.places("M301")
    assert scores(folder) == []
    assert [entry.reason for entry in ran.safety] == ["not_read"]


DPQ = [f"DPQ0{number}0" for number in range(1, 10)]
REFUSED_OR_UNSURE = 'missing = { refused = ["7"], dont_know = ["9"] }'


def nhanes(real_data: Path, tmp_path: Path, *, missing: str) -> tuple[Folder, list[dict[str, str]]]:
    source = real_data / NHANES
    rows = list(csv.DictReader(source.open()))
    folder = Folder(
        tmp_path,
        head=head(pattern="^[0-9]{5,6}[.]0$"),
        layouts={"answers": layout("SEQN", phq_9(DPQ), missing=missing)},
        tier_rule=RULE,
    )
    folder.drop("answers.csv", source.read_bytes())
    folder.roster(*[row["SEQN"] for row in rows], grade="10")
    return folder, rows


def test_nhanes_with_its_codes_declared(real_data: Path, tmp_path: Path) -> None:
    folder, rows = nhanes(real_data, tmp_path, missing=REFUSED_OR_UNSURE)
    ran = folder.run()
    assert ran.counts["answers.csv"][0] == len(rows) == 5533
    assert ran.nothing_is_lost
    assert "V501" not in ran.codes
    complete = [score for answered, _, score in scores(folder) if answered == 9]
    assert len(complete) == 5068
    assert sum(complete) / len(complete) == pytest.approx(3.241, abs=0.0005)
    assert sum(score >= 10 for score in complete) == 459
    assert endorsed(folder) == 192
    bands = [rank for answered, rank, _ in scores(folder) if answered == 9]
    assert [bands.count(rank) for rank in range(5)] == [3772, 837, 292, 124, 43]


def test_nhanes_as_it_lies_gives_a_problem_list_and_no_wrong_score(
    real_data: Path, tmp_path: Path
) -> None:
    folder, rows = nhanes(real_data, tmp_path, missing="")
    ran = folder.run()
    strange = [(n, c) for n, row in enumerate(rows, 2) for c in DPQ if row[c] in {"7.0", "9.0"}]
    assert len(strange) == 58
    assert [(row, column) for _, row, column in ran.places("V501")] == strange
    assert ran.nothing_is_lost
    assert all(score is None or score <= 27 for _, _, score in scores(folder))
    assert len([a for a, _, _ in scores(folder) if a == 9]) == 5068
    assert endorsed(folder) == 192
    unclear = sum(row["DPQ090"] in {"7.0", "9.0"} for row in rows)
    assert sum(entry.reason == "unclear" for entry in ran.safety) == unclear


def test_nhanes_without_layout_or_school_is_refused_with_a_line(
    real_data: Path, tmp_path: Path
) -> None:
    folder = Folder(tmp_path)
    folder.drop("DPQ_J.csv", (real_data / NHANES).read_bytes())
    folder.roster("S001")
    ran = folder.run()
    assert ran.codes == ["R203"]
    assert ran.refused == {"DPQ_J.csv": "R203"}
    assert [entry.reason for entry in ran.safety] == ["not_read"]
