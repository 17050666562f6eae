"""`screening --help`, as a whole process, beside an empty Python process.

Run with `make bench`.
"""

import subprocess
import sys
import time

RUNS = 7


def median_seconds(command: list[str]) -> float:
    taken = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        taken.append(time.perf_counter() - started)
    return sorted(taken)[RUNS // 2]


def main() -> None:
    bare = median_seconds([sys.executable, "-c", "pass"])
    ours = median_seconds([sys.executable, "-m", "flows", "--help"])
    print(
        f"\nscreening --help: {ours:.2f} s, {ours / bare:.1f} times an empty Python ({bare:.2f} s)"
    )
    print("aim: below 0.5 s on an idle machine")


if __name__ == "__main__":
    main()
