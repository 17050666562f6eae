"""Real exports with the form of 16 items put beside their own columns, as a school would ask it."""

import csv
import itertools
from collections.abc import Iterator
from pathlib import Path
from random import Random

from exports import CODES, REFS, Shape, answers_of_all, layout_of, written
from grid import ITEMS, Export, Row

HEADER_ROWS = {
    "05_qualtrics_csv_3_header_rows_german": ("qualtrics", 3),
    "05_qualtrics_csv_legacy_2_header_rows": ("qualtrics", 2),
    "06_qualtrics_csv_matrix_importid_not_json": ("qualtrics", 3),
    "06_qualtrics_csv_multi_answer_split_columns": ("qualtrics", 3),
    "10_redcap_longitudinal_raw_masked": ("redcap", 1),
    "10_redcap_repeating_raw": ("redcap", 1),
    "10_redcap_survey_raw": ("redcap", 1),
    "10_redcap_validation_types_raw": ("redcap", 1),
}
NAMES = [f"ours_{number}" for number in range(1, len(ITEMS) + 1)]
STUDENT = "ours_code"


def real_exports(folder: Path) -> Iterator[tuple[Export, str]]:
    """Yield each real export that is there, as it is damaged later, and its layout's TOML."""
    for name, (platform, count) in HEADER_ROWS.items():
        path = folder / f"{name}.csv"
        if path.is_file():
            shape = Shape(
                id=f"real_{name[:30]}",
                platform=platform,
                before={},
                names=NAMES,
                after={},
                student=STUDENT,
            )
            yield _export(path, shape, count), layout_of(shape)


def _export(path: Path, shape: Shape, header_rows: int) -> Export:
    with path.open(encoding="utf-8-sig", newline="") as file:
        records = [cells for cells in csv.reader(file) if cells]
    head, rows = records[:header_rows], records[header_rows:]
    ours = [STUDENT, *NAMES]
    added = [ours, [f"As asked: {name}" for name in ours], [f'{{"ImportId":"{n}"}}' for n in ours]]
    answers = answers_of_all(Random(path.name))
    own = itertools.cycle(rows)
    return Export(
        tool=shape.id,
        kind="csv",
        head=[[*cells, *more] for cells, more in zip(head, added, strict=False)],
        rows=[
            Row([*next(own), ref, *(written(each, CODES, "csv") for each in form)], ref, form)
            for ref, form in zip(REFS, answers, strict=True)
        ],
        student=len(head[0]),
        items=[len(head[0]) + 1 + place for place in range(len(ITEMS))],
        texts=CODES,
    )
