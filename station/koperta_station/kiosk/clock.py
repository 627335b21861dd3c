"""Say times the way the screens do: whole minutes, seconds only in the last five; pure but for hours."""

from __future__ import annotations

from PySide6.QtCore import QDateTime

from koperta_station.kiosk.words import words

MINUTE_MS = 60_000
LAST_MINUTES = 5


def time_left(remaining_ms: int) -> str:
    """Return the time left in words: "38 min", in the last five minutes "4:07"."""
    if remaining_ms > LAST_MINUTES * MINUTE_MS:
        return words("{minutes} min", minutes=-(-remaining_ms // MINUTE_MS))
    seconds = -(-remaining_ms // 1000)
    return f"{seconds // 60}:{seconds % 60:02}"


def hour(wall_ms: int) -> str:
    """Return the hour of a moment (UTC, ms since 1970) in this machine's time zone, "10:07"."""
    return QDateTime.fromMSecsSinceEpoch(wall_ms).toString("H:mm")


def minutes(ms: int) -> int:
    """Return a duration in whole minutes, rounded up."""
    return -(-ms // MINUTE_MS)
