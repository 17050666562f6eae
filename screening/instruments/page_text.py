"""Markdown that reads well unrendered: aligned tables, bullets, headings."""

from collections.abc import Iterable, Sequence


def heading(title: str) -> str:
    """Return a section's heading."""
    return f"## {title}"


def paragraph(text: str) -> str:
    """Return one line of text with single stops."""
    return text.replace("..", ".")


def bullets(lines: Iterable[str]) -> str:
    """Return a list; empty where there is nothing to list."""
    return "\n".join(f"- {line}" for line in lines)


def lines_of(parts: Iterable[str]) -> str:
    """Return the parts that say something, an empty line between them."""
    return "\n\n".join(part for part in parts if part)


def table(names: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return an aligned table; columns that are empty in every row are left out, no rows: empty."""
    kept = [place for place in range(len(names)) if any(row[place] for row in rows)]
    cells = [[line[place].replace("|", "/") for place in kept] for line in (names, *rows)]
    widths = [max(len(line[place]) for line in cells) for place in range(len(kept))]
    if not rows:
        return ""
    ruler = ["-" * width for width in widths]
    return "\n".join(_row(line, widths) for line in (cells[0], ruler, *cells[1:]))


def _row(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
    return f"| {' | '.join(padded)} |"
