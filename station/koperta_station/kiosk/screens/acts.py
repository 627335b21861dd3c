"""Keep the acts that were made in the window and have not come back from the session yet.

A choice is shown at once and called "being saved" until the session has it on disk; what the session
says then is the truth, also when it refused.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from koperta_station.kiosk.driver import Driver
from koperta_station.state import KioskState

_T = TypeVar("_T")


class Acts(QObject):
    """Answer and flag, shown ahead of the session; `changed` when something has come back."""

    changed = Signal()
    refused = Signal(object)  # the exception

    def __init__(self, driver: Driver, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._driver = driver
        self._answers: dict[str, tuple[int, str | None]] = {}
        self._flags: dict[str, tuple[int, bool]] = {}
        self._number = 0

    @property
    def waiting(self) -> bool:
        """Say whether an act has not come back."""
        return bool(self._answers or self._flags)

    def answer(self, item_id: str, option_id: str | None) -> None:
        """Choose an option, or take the answer back."""
        self._number += 1
        number = self._number
        self._answers[item_id] = (number, option_id)
        self._driver.answer(item_id, option_id, lambda error: self._back(self._answers, item_id, number, error))

    def flag(self, item_id: str, on: bool) -> None:
        """Mark a task or unmark it."""
        self._number += 1
        number = self._number
        self._flags[item_id] = (number, on)
        self._driver.flag(item_id, on, lambda error: self._back(self._flags, item_id, number, error))

    def answers(self, state: KioskState) -> Mapping[str, str]:
        """Return the answers as the candidate sees them."""
        seen: dict[str, str | None] = {
            **state.answers,
            **{item: chosen for item, (_n, chosen) in self._answers.items()},
        }
        return {item: option for item, option in seen.items() if option}

    def flags(self, state: KioskState) -> frozenset[str]:
        """Return the flagged tasks as the candidate sees them."""
        off = {item for item, (_n, on) in self._flags.items() if not on}
        return (state.flags - off) | {item for item, (_n, on) in self._flags.items() if on}

    def _back(self, acts: dict[str, tuple[int, _T]], item: str, number: int, error: Exception | None) -> None:
        if item in acts and acts[item][0] == number:
            del acts[item]
        if error is not None:
            self.refused.emit(error)
        self.changed.emit()
