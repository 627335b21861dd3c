"""Say calmly that there is no display, before Qt ends the program with words about libraries."""

from __future__ import annotations

import sys
from collections.abc import Mapping

NO_DISPLAY = "there is no display here; run it on a desktop, or set QT_QPA_PLATFORM if you know better"


def display_missing(environment: Mapping[str, str], platform: str = sys.platform) -> bool:
    """Tell whether a window certainly cannot be opened: an X11 or Wayland system that names no display."""
    if platform in ("win32", "darwin") or environment.get("QT_QPA_PLATFORM"):
        return False
    return not (environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))
