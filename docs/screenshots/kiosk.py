"""Make a picture of every screen of the kiosk: docs/images/kiosk-*.png. Run by `./dev screenshots`.

The window is the real one; its states come from the scenes the tests use, its tasks from a real bank.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = os.environ.get("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Europe/Warsaw"  # the hours in the pictures
sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

from PySide6.QtWidgets import QApplication, QWidget
from small_png import save

from koperta_station.kiosk.driver import Driver
from koperta_station.kiosk.joining import Joining, Stage
from koperta_station.kiosk.looks import Chosen, Looks
from koperta_station.kiosk.program import JoiningScreens
from koperta_station.kiosk.screens.login import LoginScreen
from koperta_station.kiosk.screens.solving import SolvingScreen
from koperta_station.kiosk.screens.summary import SummaryScreen
from koperta_station.kiosk.window import KioskWindow
from koperta_sync.desktop.bridge import NetworkThread
from koperta_sync.discovery import FoundRoom
from koperta_sync.enrolment import Enrolment
from koperta_sync.pairing import Known
from koperta_sync.pairing_client import PairingStep
from koperta_sync.protocol.pairing import EnrolmentFile
from tests.test_station import kiosk_scenes
from tests.test_station.kiosk_bench import HandClock, MemorySession, waiting

IMAGES = Path(__file__).resolve().parent.parent / "images"
SETTLE_SECONDS = 0.3


class Studio:
    """Hold one kiosk window and photograph it."""

    def __init__(self, application: QApplication, folder: Path = IMAGES) -> None:
        self._application, self._folder = application, folder
        self.looks, self.clock = Looks(), HandClock()
        self.looks.wear()
        self.network = NetworkThread()
        self.session = MemorySession(waiting(), kiosk_scenes.pictures())
        self.driver = Driver(self.network, self.session, self.clock)
        self.window = KioskWindow(self.driver, self.looks)
        self.window.resize(1366, 768)
        self.window.show()
        self.window.activateWindow()
        folder.mkdir(parents=True, exist_ok=True)

    def settle(self) -> None:
        """Let everything that was asked for arrive."""
        until = time.monotonic() + SETTLE_SECONDS
        while time.monotonic() < until:
            self._application.processEvents()
            time.sleep(0.01)

    def take(self, name: str) -> None:
        """Photograph the window."""
        self.settle()
        save(self.window.grab().toImage(), self._folder / f"kiosk-{name}.png")

    def show(self, scene: str) -> None:
        """Show a scene."""
        self.session.state = kiosk_scenes.SCENES[scene](self.clock)
        self.session.become()
        self.settle()

    def scene(self, scene: str, name: str = "") -> QWidget | None:
        """Show a scene and photograph it."""
        self.show(scene)
        self.take(name or scene)
        return self.window.screen_shown

    def close(self) -> None:
        """End the threads."""
        self.driver.close()
        self.network.stop()


def states(studio: Studio) -> None:
    """Photograph a screen for each state."""
    for scene in kiosk_scenes.SCENES:
        studio.scene(scene)
    login = studio.scene("login")
    if isinstance(login, LoginScreen):
        login.username.setText("kowal-ewa-7q")
        login.secret.set_text("7QK4M9ZTPX3H")
        login.submit()
        studio.take("login-slip")


def tasks(studio: Studio) -> None:
    """Photograph tasks of several kinds, the tools beside them and the summary."""
    solving = studio.scene("solving")
    if not isinstance(solving, SolvingScreen):
        raise RuntimeError("the solving scene shows another screen")
    for place, item in enumerate(kiosk_scenes.form().items[1:5], start=2):
        solving.side.picked.emit(item.item_id)
        studio.take(f"task-{place}")
    solving.side.calculator_wanted.emit()
    for key in "12,5*4=":
        if solving.side.calculator is not None:
            solving.side.calculator.press(key)
    studio.take("calculator")
    solving.side.calculator_wanted.emit()
    solving.side.picked.emit(kiosk_scenes.form().items[1].item_id)
    studio.settle()
    solving.zoom_button.click()
    studio.take("zoom")
    studio.window.open_summary()
    studio.take("summary")
    if isinstance(studio.window.screen_shown, SummaryScreen):
        studio.window.screen_shown.finish.click()
    studio.take("summary-question")
    studio.window.close_summary()


def looks(studio: Studio) -> None:
    """Photograph other looks: large screen, larger print, high contrast, other languages."""
    studio.window.resize(1920, 1080)
    studio.scene("solving", "solving-1920")
    studio.window.resize(1366, 768)
    looks = {
        "larger": Chosen(step=1),
        "largest": Chosen(step=2),
        "contrast": Chosen(contrast=True),
        "en": Chosen(language="en"),
        "uk": Chosen(language="uk"),
    }
    for name, chosen in looks.items():
        for scene in ("login", "instruction", "solving", "solving-time-added", "finished-score"):
            studio.show(scene)
            studio.looks.choose(chosen)  # after the scene: a free seat gives the looks back
            studio.take(f"{scene}-{name}")
    studio.looks.choose(Chosen())


def leaving(studio: Studio) -> None:
    """Photograph the way out of the program: the question, and why there is none during an attempt."""
    for scene, name in (("login", "leave"), ("solving", "leave-refused")):
        studio.show(scene)
        studio.window.ask_to_leave()
        studio.take(name)
        studio.window.ask_to_leave()


def joining(studio: Studio) -> None:
    """Photograph how a machine gets to its room."""
    with tempfile.TemporaryDirectory() as folder:
        joining = Joining(studio.network, Path(folder), can_go_back=True)
        studio.window.show_pairing(JoiningScreens(joining, studio.looks))
        rooms = (FoundRoom("192.168.1.10:8443", "r1", "Zespół Szkół nr 3 w Łomży – sala 12"),)
        joining.show(rooms=rooms)
        studio.take("finding")
        step = PairingStep(Known.CODES, "482913")
        joining.show(stage=Stage.PAIRING, address="192.168.1.10:8443", step=step, working=True)
        studio.take("pairing")
        joining.show(step=PairingStep(Known.CODES, "482913", approved=True, tries_left=2))
        studio.take("pairing-wrong-digits")
        enrolment = Enrolment(_enrolment_file(), certified=False)
        joining.show(stage=Stage.ENROLLING, step=None, working=False, enrolment=enrolment)
        studio.take("enrolling")


def _enrolment_file() -> EnrolmentFile:
    return EnrolmentFile(
        room_id="r1",
        room_key="5e" * 32,
        room_statement="",
        label="Zespół Szkół nr 3 w Łomży – sala 12",
        addresses=("192.168.1.10:8443",),
        authority_pem="",
        server_name="",
        seats=(),
    )


def main() -> int:
    """Make all pictures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=IMAGES)
    folder: Path = parser.parse_args().out
    application = QApplication([])
    application.setCursorFlashTime(0)  # a cursor that blinks makes two pictures of one screen
    studio = Studio(application, folder)
    try:
        states(studio)
        tasks(studio)
        looks(studio)
        leaving(studio)
        joining(studio)
    finally:
        studio.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
