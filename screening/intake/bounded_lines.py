"""Lines of a text that is not trusted: never more of it in memory than a limit."""

from collections.abc import Iterator
from typing import IO

from screening.problem import refused


def bounded_lines(file: IO[str], *, longest: int, name: str) -> Iterator[str]:
    """Yield the lines of a file, line ends included.

    Args:
        file: opened with `newline=""`.
        longest: characters; a longer line has lost its end.
        name: of the file, for the message.

    Raises:
        RefusedFileError: a line is too long, or holds a NUL.
    """
    while line := file.readline(longest):
        if len(line) >= longest:
            raise refused("F107", name, "has a line without end.")
        if "\0" in line:
            raise refused("F101", name, "holds NUL characters: damaged, or not a text file.")
        yield line
