"""Give both windows the same bundled fonts, so that screens and line breaks are equal everywhere."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from koperta_packages.typefaces import FILES, MONO, SANS, folder

__all__ = ["MONO", "SANS", "load_fonts"]


_loaded: list[int] = []  # Qt's numbers of the fonts, in the application that exists now


def load_fonts() -> None:
    """Register the bundled fonts with Qt, after the application object exists; again does nothing.

    Raises RuntimeError when a font file is missing from the installation.
    """
    if _loaded and QFontDatabase.applicationFontFamilies(_loaded[-1]):
        return
    _loaded.clear()
    for name in FILES:
        # By path, not as bytes: Qt would keep a copy of them.
        number = QFontDatabase.addApplicationFont(str(folder() / name))
        if number < 0:
            raise RuntimeError(f"the bundled font {name} could not be loaded; reinstall the program")
        _loaded.append(number)
