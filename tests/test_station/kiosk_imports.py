"""Start a paired kiosk whose room is away and print which of some libraries it has loaded, then what joining loads.

Run as a program of its own, because a test run has loaded everything: at the root
`python -m tests.test_station.kiosk_imports FOLDER`, FOLDER holding a pairing.
"""

from __future__ import annotations

import importlib
import os
import sys
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from koperta_station.kiosk.command import show
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.program import Program
from koperta_station.kiosk.system_clock import SystemClock
from koperta_station.session import KioskSession
from koperta_sync.desktop.bridge import NetworkThread
from koperta_sync.journal_keys import CARD_COST, Scope, wrap_for_room, wrap_under_card

SECONDS = 1.5
WATCHED = ("aiohttp", "cryptography", "zeroconf", "sqlalchemy", "typst", "multiprocessing")


def loaded() -> str:
    """Return which of the watched libraries this process holds."""
    return " ".join(name for name in WATCHED if name in sys.modules)


def main() -> int:
    """Start, let it try its room, keep a journal's key; print; join a room by hand; print."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    folder = Path(sys.argv[1])
    application = QApplication(sys.argv[:1])
    looks, network, clock = Looks(), NetworkThread(), SystemClock()
    looks.wear()
    program = Program(folder, network, looks, clock, lambda one, changed: KioskSession(folder, one, clock, changed))
    show(program.window, windowed=True, grab=False)
    until = time.monotonic() + SECONDS
    while time.monotonic() < until:
        application.processEvents()
        time.sleep(0.002)
    if program.window.state is None:
        print("the session has not begun")
        return 1
    scope = Scope("sitting", "candidate", 1)
    wrap_for_room(b"\x09" + bytes(31), bytes(32), scope)
    wrap_under_card("ABCD", CARD_COST.with_salt(), bytes(32), scope)
    print("running:", loaded())
    program.close()
    network.stop()
    # What joining imports when it begins to look for rooms and when it makes its request.
    importlib.import_module("koperta_sync.discovery")
    importlib.import_module("koperta_crypto.certificates")
    print("joining:", loaded())
    return 0


if __name__ == "__main__":
    sys.exit(main())
