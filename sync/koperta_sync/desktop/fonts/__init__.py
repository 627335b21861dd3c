"""Give both windows the same bundled fonts, so that screens and line breaks are equal everywhere."""

from __future__ import annotations

from importlib import resources

from PySide6.QtGui import QFontDatabase

SANS = "Noto Sans"
MONO = "Noto Sans Mono"
_FILES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSansMono-Regular.ttf")


def load_fonts() -> None:
    """Register the bundled fonts with Qt; call once, after the application object exists.

    Raises RuntimeError when a font file is missing from the installation.
    """
    folder = resources.files(__package__)
    for name in _FILES:
        if QFontDatabase.addApplicationFontFromData((folder / name).read_bytes()) < 0:
            raise RuntimeError(f"the bundled font {name} could not be loaded; reinstall the program")
