"""Print the resident memory of a kiosk window in MiB after three rounds through forty tasks with pictures.

Run as a program of its own, because a test run holds much else: at the root
`python -m tests.test_station.kiosk_memory`. Linux only.
The form is made by another process, so that reading a bank is not counted.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
import time
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

import koperta_station.kiosk.command  # noqa: F401  # everything the real program loads
from koperta_packages.public import FormContent
from koperta_station.kiosk.driver import Driver
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.screens.solving import SolvingScreen
from koperta_station.kiosk.window import KioskWindow
from koperta_sync.desktop.bridge import NetworkThread
from tests.test_station.kiosk_bench import HandClock, MemorySession, solving

MAKE = """
import pickle, sys
import msgspec
from tests.test_station import kiosk_bench, kiosk_scenes
pictured = tuple(item.id for item in kiosk_scenes.bank().items if item.pictures)[:40]
form = kiosk_scenes.form(first=pictured)
sys.stdout.buffer.write(pickle.dumps((msgspec.to_builtins(form), kiosk_scenes.pictures())))
"""
ROOT = Path(__file__).resolve().parent.parent.parent


def resident_mib() -> float:
    """Return the resident memory of this process."""
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return int(next(line for line in lines if line.startswith("VmRSS")).split()[1]) / 1024


def settle(seconds: float) -> None:
    """Let the window work, and let go of what it wants deleted."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        QCoreApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        time.sleep(0.002)


def main() -> int:
    """Go through the tasks and print one number."""
    made = subprocess.run([sys.executable, "-c", MAKE], capture_output=True, check=True, cwd=ROOT).stdout
    plain, pictures = pickle.loads(made)
    form = msgspec.convert(plain, FormContent)
    del made, plain
    application = QApplication([])
    looks, clock, network = Looks(), HandClock(), NetworkThread()
    looks.wear()
    driver = Driver(network, MemorySession(solving(form, clock), pictures), clock)
    window = KioskWindow(driver, looks)
    window.setGeometry(0, 0, 1366, 768)
    window.show()
    settle(0.3)
    for _round in range(3):
        for item in form.items:
            if not isinstance(window.screen_shown, SolvingScreen):
                return 1
            window.screen_shown.side.picked.emit(item.item_id)
            settle(0.02)
    print(f"{resident_mib():.1f}")
    driver.close()
    network.stop()
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main())
