"""A school's key, and a survey with real numbers, for every test of pseudonyms."""

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from screening.pseudonyms.rewrite import Rewriting, Rewritten, judge
from screening.pseudonyms.rules import PseudonymRules, load_rules
from screening.pseudonyms.secret_key import SecretKey, read_key, write_new_key
from screening.pseudonyms.source_rows import open_rows
from screening.pseudonyms.student_number import NumberReader
from screening.pseudonyms.students import Students


@pytest.fixture
def rules() -> PseudonymRules:
    return load_rules()


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    path = tmp_path / "school.key"
    write_new_key(path)
    return path


@pytest.fixture
def key(key_file: Path, rules: PseudonymRules) -> SecretKey:
    return read_key(key_file, rules=rules.key)


@pytest.fixture
def students(key: SecretKey, rules: PseudonymRules) -> Callable[..., Students]:
    def made(*, case="exact", pattern=None, shape=None) -> Students:
        ours = rules.model_copy(update={"code": shape}) if shape else rules
        return Students("survey.csv", key, NumberReader(rules.number, case, pattern), ours)

    return made


class Rewriter:
    """Rewrites a file given as bytes, as the command does."""

    def __init__(self, path: Path, students: Callable[..., Students]) -> None:
        self.path, self.students = path, students
        self.judged: Rewriting | None = None
        self.done: Rewritten | None = None

    def __call__(
        self, content: bytes | str, *, column="ID", keep=(), header_rows=None, delimiter=None,
        encodings=("utf-8",), **options,
    ) -> list[list[str]]:  # fmt: skip
        self.path.write_bytes(content.encode() if isinstance(content, str) else content)
        source = open_rows(self.path, encodings=encodings, delimiter=delimiter)
        self.judged = judge(
            source,
            column=column,
            students=self.students(**options),
            keep=keep,
            header_rows=header_rows,
        )
        text = io.StringIO(newline="")
        self.done = self.judged.write(text)
        self.text = text.getvalue()
        return list(csv.reader(io.StringIO(self.text), delimiter=source.delimiter))

    @property
    def found(self) -> list[tuple[str, int | None, str | None]]:
        """Code, row and column of every problem."""
        return [(each.code, each.row, each.column) for each in self.done.problems]


@pytest.fixture
def rewrite(tmp_path: Path, students: Callable[..., Students]) -> Rewriter:
    return Rewriter(tmp_path / "survey.csv", students)
