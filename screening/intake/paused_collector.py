"""Reading many records without Python's search for cycles, which grows with what is in memory."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused_collector() -> Iterator[None]:
    """Pause the search for cycles: records and cells hold none, and are freed all the same.

    The search looks at every list each time some thousands were made: a third of the time of
    reading 100,000 rows (DECISIONS.md 088).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
