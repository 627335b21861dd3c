"""Keep the room's log in files of a bounded size, and never at the cost of an answer."""

from __future__ import annotations

import contextlib
import logging
import logging.handlers
import sys
from io import TextIOWrapper
from pathlib import Path

from koperta_sync.durable import private_folder

NAME = "room.log"
_FILES = 8  # the newest and seven older ones
FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"


class QuotaLog(logging.handlers.RotatingFileHandler):
    """Write at most a quota of bytes into `room.log` and its older parts; stop when told or when the disk refuses.

    What is logged meanwhile still goes to standard error. That it stopped is said there, once.
    """

    def __init__(self, folder: Path, quota: int) -> None:
        """Take the folder, made when something is written, and the bytes of all files together."""
        super().__init__(
            folder / NAME, maxBytes=max(1, quota // _FILES), backupCount=_FILES - 1, encoding="utf-8", delay=True
        )
        self.paused = False
        self.setFormatter(logging.Formatter(FORMAT))

    def _open(self) -> TextIOWrapper:
        private_folder(Path(self.baseFilename).parent)
        return super()._open()

    def emit(self, record: logging.LogRecord) -> None:
        """Write a line, unless paused; an error of the disk pauses and is never raised."""
        if self.paused:
            return
        try:
            if self.shouldRollover(record):
                self.doRollover()
            logging.FileHandler.emit(self, record)
        except Exception as error:  # whatever it is, a log line is not worth the room
            self.pause(f"the log cannot be written: {error}")

    def handleError(self, record: logging.LogRecord) -> None:
        """Pause: the base calls this from within the error."""
        self.pause(f"the log cannot be written: {sys.exc_info()[1]}")

    def pause(self, why: str) -> None:
        """Write nothing more to the disk, and say so once on standard error."""
        if self.paused:
            return
        self.paused = True
        with contextlib.suppress(Exception):
            self.close()
        with contextlib.suppress(Exception):
            print(f"koperta room: no log is written to the disk from now on: {why}", file=sys.stderr, flush=True)

    def resume(self) -> None:
        """Write again."""
        self.paused = False
