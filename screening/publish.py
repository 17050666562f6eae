"""The outbox of a window: built aside, shown whole by switching one pointer.

`outbox/<window>` is a link to a folder under `outbox/.runs/`. A reader sees the last whole run or
the new one. The safety list alone does not wait for a whole run: it is written, file by file,
into what is shown at that moment (decision 011).
"""

import shutil
from pathlib import Path

from screening.outbox import make_folder, sync

RUNS = ".runs"


class Outbox:
    """The outbox of one window.

    Args:
        outbox: the programme's outbox folder.
        window_id: the window.
    """

    def __init__(self, outbox: Path, window_id: str) -> None:
        self._runs = outbox / RUNS
        self._window_id = window_id
        self.shown = outbox / window_id
        """What people see; a link, absent before the first run."""
        self.building = self._runs / f"{window_id}.building"
        """Where the next run is put together."""

    def start(self) -> Path:
        """Return an empty folder to build in."""
        shutil.rmtree(self.building, ignore_errors=True)
        return make_folder(self.building)

    def show_first(self) -> Path:
        """Return the folder people see, made empty if this window was never run."""
        if not self.shown.exists():
            self._switch_to(make_folder(self._next()))
        return self.shown

    def publish(self) -> None:
        """Show what was built, then remove what was shown before."""
        sync()
        finished = self._next()
        self.building.rename(finished)
        self._switch_to(finished)
        for folder in self._runs.glob(f"{self._window_id}.[0-9]*"):
            if folder != finished:
                shutil.rmtree(folder)

    def _next(self) -> Path:
        numbers = [int(f.suffix[1:]) for f in self._runs.glob(f"{self._window_id}.[0-9]*")]
        return self._runs / f"{self._window_id}.{max(numbers, default=0) + 1}"

    def _switch_to(self, folder: Path) -> None:
        link = self._runs / f"{self._window_id}.link"
        link.unlink(missing_ok=True)
        link.symlink_to(Path(RUNS) / folder.name, target_is_directory=True)
        link.replace(self.shown)
        sync()
