"""Run as a process of its own: reads one SPSS file under limits, prints its content as JSON."""

import datetime as dt
import json
import resource
import sys
from typing import Any


def main() -> int:
    """Read the file named on the command line; limits come on standard input."""
    limits = json.loads(sys.stdin.read())
    resource.setrlimit(resource.RLIMIT_AS, (limits["memory"], limits["memory"]))
    resource.setrlimit(resource.RLIMIT_CPU, (limits["seconds"], limits["seconds"]))
    json.dump(_content(sys.argv[1]), sys.stdout)
    return 0


def _content(path: str) -> dict[str, Any]:
    import pyreadstat  # noqa: PLC0415 (only the child may open an upload)

    columns, told = pyreadstat.read_sav(path, user_missing=True, output_format="dict")
    names = told.column_names
    ranges: Any = told.missing_ranges
    return {
        "names": names,
        "texts": [told.column_names_to_labels[name] or "" for name in names],
        "rows": list(
            zip(*([_text(cell) for cell in columns[name]] for name in names), strict=True)
        ),
        "labels": {
            name: {_text(code): label for code, label in labels.items()}
            for name, labels in told.variable_value_labels.items()
        },
        "missing": {
            name: [(_text(each["lo"]), _text(each["hi"])) for each in declared]
            for name, declared in ranges.items()
        },
    }


def _text(value: object) -> str:
    """Return a cell as text: `2.0` as `2`, a date as ISO, nothing as an empty text."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, dt.datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return str(value)


if __name__ == "__main__":
    sys.exit(main())
