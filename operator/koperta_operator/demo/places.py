"""Know where the demo finds the banks and where it puts what it makes."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

_CHECKOUT = Path(__file__).resolve().parents[3]


class DemoError(Exception):
    """Say why the day did not go as it should, in a sentence for the person at the terminal."""


@dataclass(frozen=True, slots=True)
class Places:
    """Name every folder of a demo day."""

    root: Path

    @property
    def board(self) -> Path:
        """Return the board's folder."""
        return self.root / "board"

    @property
    def desk(self) -> Path:
        """Return where the board's clerk keeps rosters and specification."""
        return self.root / "desk"

    @property
    def issue(self) -> Path:
        """Return the folder into which the sitting is issued: what goes to the centre."""
        return self.root / "issue"

    @property
    def room(self) -> Path:
        """Return the room's data folder."""
        return self.root / "room"

    @property
    def spare(self) -> Path:
        """Return the data folder of the second machine, on a day that needs one."""
        return self.root / "second-machine"

    @property
    def officials(self) -> Path:
        """Return the officials' key files."""
        return self.root / "officials"

    @property
    def sticks(self) -> tuple[Path, Path]:
        """Return two folders that stand for two sticks."""
        return self.root / "stick-1", self.root / "stick-2"

    @property
    def results(self) -> Path:
        """Return where the board writes results and receipts."""
        return self.root / "results"

    @property
    def workstations(self) -> Path:
        """Return the folder of the workstations' own disks."""
        return self.root / "workstations"

    @property
    def logs(self) -> Path:
        """Return the folder of the programs' logs."""
        return self.root / "logs"

    def make(self) -> None:
        """Make the folders that the programs expect to be there."""
        for folder in (self.desk, self.officials, *self.sticks, self.results, self.workstations, self.logs):
            folder.mkdir(parents=True, exist_ok=True)


def places(out: Path | None) -> Places:
    """Return the places below `out`, which must be new or empty, or below a fresh temporary folder."""
    if out is None:
        return Places(Path(tempfile.mkdtemp(prefix="koperta-demo-")))
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise DemoError(f"{out} is not an empty folder; name another one with --out")
    return Places(out.resolve())


def bank(name: str) -> Path:
    """Return the folder of one of the project's item banks, which come with a checkout only."""
    folder = _CHECKOUT / "banks" / name
    if not (folder / "bank.toml").is_file():
        raise DemoError(f"the item bank {name} is not at {folder}: the demo runs from a checkout (./dev demo)")
    return folder
