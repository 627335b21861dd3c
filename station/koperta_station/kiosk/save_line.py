"""Say where the candidate's last act is: one line, three values, never anything vaguer."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from koperta_station.kiosk.words import words
from koperta_station.state import SaveState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone
from koperta_sync.desktop.widgets import Badge


class SaveLine(Badge):
    """Show the save state as sign, word and colour."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.show_save(SaveState.ROOM)

    def show_save(self, save: SaveState) -> None:
        """Show one of the three values."""
        if save is SaveState.SAVING:
            self.show_state(Sign.SENDING, words("zapisywanie"), Tone.BUSY)
        elif save is SaveState.HERE:
            self.show_state(Sign.DISK, words("zapisano na tym stanowisku"), Tone.PLAIN)
        else:
            self.show_state(Sign.ROOM, words("zapisano na komputerze operatora"), Tone.GOOD)
