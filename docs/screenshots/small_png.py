"""Save a picture of a window as a small PNG that is the same bytes for the same pixels.

A window has few colours: a palette of 256 holds them once shades of smoothed letters that differ by a hair
are one. What does not fit well, such as a photograph, keeps all its colours.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QImage, QImageWriter

COLOURS = 256
TOLERANCES = (0, 12, 24, 36, 48)  # sums of the differences of red, green and blue; nobody sees the largest in a letter


def save(image: QImage, path: Path) -> None:
    """Write the picture; OSError when the file cannot be written."""
    plain = image.convertToFormat(QImage.Format.Format_RGB32)
    palette = _palette(plain)
    if palette is not None:
        flags = Qt.ImageConversionFlag.ThresholdDither | Qt.ImageConversionFlag.AvoidDither
        plain = plain.convertToFormat(QImage.Format.Format_Indexed8, palette, flags)
    writer = QImageWriter(str(path), b"png")
    writer.setCompression(100)
    if not writer.write(plain):
        raise OSError(f"{path}: {writer.errorString()}")


def _palette(image: QImage) -> list[int] | None:
    """Return at most 256 colours of which one is near enough to every colour of the picture, or None."""
    counted = Counter(memoryview(image.constBits()).cast("I"))
    # By count, then by colour: equal counts must not be left to chance.
    ranked = sorted(counted, key=lambda colour: (-counted[colour], colour))
    for tolerance in TOLERANCES:
        chosen = _covering(ranked, tolerance)
        if chosen is not None:
            return chosen
    return None


def _covering(ranked: list[int], tolerance: int) -> list[int] | None:
    """Return the most frequent colours that lie farther than the tolerance from each other; None: too many."""
    parts: list[tuple[int, int, int]] = []
    chosen: list[int] = []
    for colour in ranked:
        red, green, blue = colour >> 16 & 255, colour >> 8 & 255, colour & 255
        if any(abs(red - r) + abs(green - g) + abs(blue - b) <= tolerance for r, g, b in parts):
            continue
        if len(chosen) == COLOURS:
            return None
        chosen.append(colour)
        parts.append((red, green, blue))
    return chosen
