"""Draw the signs of both windows from a small set of own vector paths, in the colour asked for.

A sign never depends on a font, and never stands without a word. Each is drawn on a grid of 24 × 24.
"""

from __future__ import annotations

import enum
from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


class Sign(enum.StrEnum):
    """Name the signs."""

    CHECK = "check"
    DOT = "dot"
    FLAG = "flag"
    BACK = "back"
    FORWARD = "forward"
    CLOCK = "clock"
    PAUSE = "pause"
    COVER = "cover"
    WARNING = "warning"
    STOP = "stop"
    INFO = "info"
    DISK = "disk"
    ROOM = "room"
    SENDING = "sending"
    AWAY = "away"
    CARD = "card"
    PLAY = "play"
    CALCULATOR = "calculator"
    ZOOM = "zoom"
    LIST = "list"
    STICK = "stick"
    SEARCH = "search"
    LESS = "less"
    PERSON = "person"


_STROKE = 'fill="none" stroke="{c}" stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round"'
_PATHS = {
    Sign.CHECK: '<path d="M4.5 12.5l5 5 10-11" {s}/>',
    Sign.DOT: '<circle cx="12" cy="12" r="3" fill="{c}"/>',
    Sign.FLAG: '<path d="M6 21V4" {s}/><path d="M6 4.5h12l-3 4.5 3 4.5H6z" fill="{c}"/>',
    Sign.BACK: '<path d="M15 5l-7 7 7 7" {s}/>',
    Sign.FORWARD: '<path d="M9 5l7 7-7 7" {s}/>',
    Sign.CLOCK: '<circle cx="12" cy="12" r="8.5" {s}/><path d="M12 7v5.5l3.5 2" {s}/>',
    Sign.PAUSE: '<path d="M8.5 6v12M15.5 6v12" {s}/>',
    Sign.COVER: '<path d="M2.5 12s3.5-6 9.5-6 9.5 6 9.5 6-3.5 6-9.5 6-9.5-6-9.5-6z" {s}/><path d="M4 20L20 4" {s}/>',
    Sign.WARNING: '<path d="M12 3.5L22 20.5H2z" {s}/><path d="M12 10v4.5" {s}/><circle cx="12" cy="17.3" r="1.3" '
    'fill="{c}"/>',
    Sign.STOP: '<path d="M8 2.8h8L21.2 8v8L16 21.2H8L2.8 16V8z" {s}/><path d="M12 7.5v5.5" {s}/>'
    '<circle cx="12" cy="16.4" r="1.3" fill="{c}"/>',
    Sign.INFO: '<circle cx="12" cy="12" r="9" {s}/><path d="M12 11v6" {s}/><circle cx="12" cy="7.4" r="1.3" '
    'fill="{c}"/>',
    Sign.DISK: '<rect x="3" y="4" width="18" height="12" rx="1.5" {s}/><path d="M8.5 20.5h7M12 16v4" {s}/>',
    Sign.ROOM: '<path d="M4.5 12.5l4 4 6-8" {s}/><path d="M12.5 16l1 .8 7-8.8" {s}/>',
    Sign.SENDING: '<path d="M12 3.5a8.5 8.5 0 1 1-8.5 8.5" {s}/>',
    Sign.AWAY: '<path d="M3 9.5a13 13 0 0 1 18 0M6.5 13.3a8 8 0 0 1 11 0M10 17a3 3 0 0 1 4 0" {s}/>'
    '<path d="M4 21L20 4" {s}/>',
    Sign.CARD: '<rect x="3" y="5" width="18" height="14" rx="2" {s}/><circle cx="8.5" cy="11" r="2" {s}/>'
    '<path d="M13.5 10h4M13.5 14h4M6 15.5h5" {s}/>',
    Sign.PLAY: '<path d="M8 5l11 7-11 7z" fill="{c}" stroke="{c}" stroke-width="2" stroke-linejoin="round"/>',
    Sign.CALCULATOR: '<rect x="5" y="3" width="14" height="18" rx="2" {s}/><path d="M8.5 7.5h7" {s}/>'
    '<path d="M9 12.5h.01M12 12.5h.01M15 12.5h.01M9 16.5h.01M12 16.5h.01M15 16.5h.01" {s}/>',
    Sign.ZOOM: '<circle cx="10.5" cy="10.5" r="6.5" {s}/><path d="M15.5 15.5L21 21M10.5 8v5M8 10.5h5" {s}/>',
    Sign.LIST: '<path d="M9 6h11M9 12h11M9 18h11" {s}/><path d="M4.5 6h.01M4.5 12h.01M4.5 18h.01" {s}/>',
    Sign.STICK: '<rect x="7" y="9" width="10" height="12" rx="2" {s}/><path d="M9 9V3.5h6V9" {s}/>',
    Sign.LESS: '<circle cx="10.5" cy="10.5" r="6.5" {s}/><path d="M15.5 15.5L21 21M8 10.5h5" {s}/>',
    Sign.SEARCH: '<circle cx="10.5" cy="10.5" r="6.5" {s}/><path d="M15.5 15.5L21 21" {s}/>',
    Sign.PERSON: '<circle cx="12" cy="8" r="4" {s}/><path d="M4.5 20.5c.8-4 3.8-6 7.5-6s6.7 2 7.5 6" {s}/>',
}


@lru_cache(maxsize=256)
def pixmap(sign: Sign, colour: str, side: int, ratio: float = 1.0) -> QPixmap:
    """Return a sign as a square picture; `side` in pixels, `ratio` of the screen, `colour` as #rrggbb."""
    stroke = _STROKE.format(c=colour)
    body = _PATHS[sign].replace("{s}", stroke).replace("{c}", colour)
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24">{body}</svg>'
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    QSvgRenderer(QByteArray(svg.encode())).render(painter, QRectF(0, 0, picture.width(), picture.height()))
    painter.end()
    picture.setDevicePixelRatio(ratio)
    return picture


def icon(sign: Sign, colour: str, side: int = 24) -> QIcon:
    """Return a sign for a button; it does not fade when the button is disabled, the button's text does."""
    return QIcon(pixmap(sign, colour, side * 2))
