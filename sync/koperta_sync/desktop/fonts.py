"""Give both windows the same bundled fonts, so that screens and line breaks are equal everywhere."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from koperta_packages.typefaces import FILES, MONO, SANS, folder

__all__ = ["MONO", "SANS", "load_fonts"]


def load_fonts() -> None:
    """Register the bundled fonts with Qt; call once, after the application object exists.

    Raises RuntimeError when a font file is missing from the installation.
    """
    for name in FILES:
        if QFontDatabase.addApplicationFontFromData((folder() / name).read_bytes()) < 0:
            raise RuntimeError(f"the bundled font {name} could not be loaded; reinstall the program")
