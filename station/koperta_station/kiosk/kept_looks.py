"""Keep language, print and contrast over a restart in the middle of an attempt, and no longer than that."""

from __future__ import annotations

import contextlib
import logging
from pathlib import Path

import msgspec

from koperta_station.kiosk.looks import SCALES, Chosen
from koperta_sync.desktop.translations import LANGUAGES
from koperta_sync.durable import write_durably

NAME = "looks.json"
_log = logging.getLogger(__name__)


def keep(folder: Path, chosen: Chosen) -> None:
    """Write what is chosen now; a disk that does not take it costs only the comfort."""
    with contextlib.suppress(OSError):
        write_durably(folder / NAME, msgspec.json.encode(chosen))


def forget(folder: Path) -> None:
    """Remove what was kept."""
    with contextlib.suppress(OSError):
        (folder / NAME).unlink(missing_ok=True)


def kept(folder: Path) -> Chosen | None:
    """Return what an earlier run has kept; None when there is nothing or it is of no use."""
    try:
        chosen = msgspec.json.decode((folder / NAME).read_bytes(), type=Chosen)
    except FileNotFoundError:
        return None
    except (OSError, msgspec.DecodeError) as error:
        _log.warning("the kept looks cannot be used: %s", error)
        return None
    if chosen.language not in LANGUAGES or not 0 <= chosen.step < len(SCALES):
        return None
    return chosen
