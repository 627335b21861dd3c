"""Read the lists of seeded defects and lay one over the text of a file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ROOT = FOLDER.parent.parent.parent


class MovedError(Exception):
    """Say that the code a defect is made for is not there any more, or is there twice."""


@dataclass(frozen=True, slots=True)
class Change:
    """Hold one piece of exact text in a file and what a defect puts there."""

    file: str
    find: str
    put: str

    def apply(self, text: str) -> str:
        """Return the text with the defect in it. Raises MovedError."""
        if (times := text.count(self.find)) != 1:
            raise MovedError(f"{self.file}: the text a defect replaces is there {times} times, not once:\n{self.find}")
        return text.replace(self.find, self.put)


@dataclass(frozen=True, slots=True)
class Defect:
    """Hold one mistake: its name, what it would do, where it is made, which tests must fail with it."""

    name: str
    harm: str
    changes: tuple[Change, ...]
    caught_by: tuple[str, ...]

    def apply(self, root: Path) -> dict[Path, str]:
        """Return the files of a checkout with the defect in them; nothing is written. Raises MovedError."""
        texts: dict[Path, str] = {}
        for change in self.changes:
            path = root / change.file
            if not path.is_file():
                raise MovedError(f"{change.file} is not there any more")
            before = texts.get(path) or path.read_text(encoding="utf-8")
            texts[path] = change.apply(before)
        return texts


def catalogue() -> tuple[Defect, ...]:
    """Return every defect of every list, by file and in order."""
    found = []
    for path in sorted(FOLDER.glob("*.toml")):
        for one in tomllib.loads(path.read_text(encoding="utf-8"))["defect"]:
            changes = tuple(Change(**change) for change in one.pop("change"))
            found.append(Defect(changes=changes, caught_by=tuple(one.pop("caught_by")), **one))
    return tuple(found)
