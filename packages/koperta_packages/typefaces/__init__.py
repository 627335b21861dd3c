"""Hold the fonts of every screen, picture and document, so that line breaks are equal everywhere."""

from __future__ import annotations

from pathlib import Path

SANS = "Noto Sans"
MONO = "Noto Sans Mono"
FILES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSansMono-Regular.ttf")


def folder() -> Path:
    """Return the folder of the font files, for programs that take a path."""
    return Path(__file__).parent
