"""Draw every screen of the console at 1366×768 into docs/images/console-*.png, from the tests' day."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT))
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["TZ"] = "Europe/Warsaw"  # the hours in the pictures

from PySide6.QtGui import QImage  # noqa: E402
from PySide6.QtTest import QTest  # noqa: E402
from PySide6.QtWidgets import QApplication  # noqa: E402
from small_png import save  # noqa: E402

from koperta_operator.console.desk import Desk  # noqa: E402
from koperta_operator.console.window import ConsoleWindow  # noqa: E402
from koperta_sync.desktop.bridge import NetworkThread  # noqa: E402
from koperta_sync.desktop.theme import apply_theme  # noqa: E402
from koperta_sync.desktop.translations import use_language  # noqa: E402
from tests.test_operator.console_room import FakeRoom  # noqa: E402
from tests.test_operator.console_scenes import SCENES, Scene  # noqa: E402

WIDTH, HEIGHT = 1366, 768
STILL = 5  # looks in a row, a tenth of a second apart, that show the same
MOMENT = 1_000.0  # the desk's clock stands, or two runs would show different times
LANGUAGES = ("pl", "en", "uk")


def settled(true: Callable[[], bool]) -> None:
    """Let the window work until something is true, ten seconds at most."""
    end = time.monotonic() + 10
    while not true() and time.monotonic() < end:
        QTest.qWait(10)
    QTest.qWait(60)


def standing_still(window: ConsoleWindow) -> QImage:
    """Return the picture once it has not changed for a while: messages of a busy machine arrive late."""
    picture, same = window.grab().toImage(), 0
    end = time.monotonic() + 10
    while same < STILL and time.monotonic() < end:
        QTest.qWait(100)
        now = window.grab().toImage()
        same = same + 1 if now == picture else 0
        picture = now
    return picture


def draw(scene: Scene, language: str, folder: Path) -> Path:
    """Draw one screen."""
    use_language(language)
    room = FakeRoom(scene.room, scene.tiles)
    desk = Desk(NetworkThread(), room.connect, lambda: MOMENT)
    window = ConsoleWindow(desk, language)
    window.resize(WIDTH, HEIGHT)
    window.show()
    desk.start()
    settled(lambda: desk.room is not None)
    room.say_official(scene.official)
    settled(lambda: desk.official == scene.official)
    scene.play(window, room)
    picture = standing_still(window)
    suffix = "" if language == "pl" else f"-{language}"
    path = folder / f"console-{scene.name}{suffix}.png"
    save(picture, path)
    window.close()
    desk.close()
    window.deleteLater()
    return path


def wanted(names: list[str], languages: list[str]) -> Iterator[tuple[Scene, str]]:
    """Yield what to draw: every scene in Polish, and once more in the languages asked for."""
    for language in languages:
        for scene in SCENES:
            if (not names or scene.name in names) and (language == "pl" or scene.translated):
                yield scene, language


def main() -> int:
    """Draw the screens named on the command line, or all of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="names of scenes; all when there is none")
    parser.add_argument("--language", action="append", choices=LANGUAGES, help="pl, en, uk; all when not given")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "images")
    arguments = parser.parse_args()
    application = QApplication(sys.argv[:1])
    application.setCursorFlashTime(0)  # a cursor that blinks makes two pictures of one screen
    apply_theme(application)
    arguments.out.mkdir(parents=True, exist_ok=True)
    for scene, language in wanted(arguments.names, arguments.language or list(LANGUAGES)):
        print(draw(scene, language, arguments.out).name)
    return 0


if __name__ == "__main__":
    sys.exit(main())
