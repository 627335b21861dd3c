"""Show the pictures of a form and nothing else: rendered here, at the size asked for, on white.

A picture comes opened from the session, in memory. Qt's SVG renderer reads files that an SVG names,
so an SVG with any reference outside itself is not rendered at all, although the package refuses such
pictures already.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException, ElementTree
from PySide6.QtCore import QByteArray, QObject, QRectF, QSize, QSizeF, Qt, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QPen
from PySide6.QtSvg import QSvgRenderer

from koperta_packages.public import FormContent, FormPicture
from koperta_station.kiosk.words import words
from koperta_sync.desktop.theme import font, look

SVG = "image/svg+xml"
KEPT_BYTES = 8 * 1024 * 1024
MAX_SIDE = 4_000
FORBIDDEN = frozenset({"image", "use", "script", "style", "foreignObject", "a", "feImage", "set", "animate"})

Fetch = Callable[[str, Callable[[bytes], None], Callable[[Exception], None]], None]


class Pictures(QObject):
    """Hold the opened pictures of one form, the last used ones; `changed` tells the segment id."""

    changed = Signal(str)

    def __init__(self, form: FormContent, fetch: Fetch, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._fetch = fetch
        self._known = {p.segment_id: p for item in form.items for p in item.pictures}
        self._opened: OrderedDict[str, bytes] = OrderedDict()
        self._asked: set[str] = set()
        self._broken: set[str] = set()

    def drawn(self, picture: FormPicture, width: int, zoom: float = 1.0, ratio: float = 1.0) -> QImage:
        """Return the picture no wider than `width` (pixels), or a placeholder that says what is wrong."""
        data = self._bytes(picture.segment_id)
        if data is None:
            broken = picture.segment_id in self._broken
            return _placeholder(width, broken=broken)
        image = render(data, picture.media_type, width, zoom, ratio)
        return image if image is not None else _placeholder(width, broken=True)

    def want(self, picture: FormPicture) -> None:
        """Have a picture here before it is shown."""
        self._bytes(picture.segment_id)

    def _bytes(self, segment_id: str) -> bytes | None:
        data = self._opened.get(segment_id)
        if data is not None:
            self._opened.move_to_end(segment_id)
        elif segment_id in self._known and segment_id not in self._asked:
            self._asked.add(segment_id)
            self._fetch(segment_id, lambda b: self._arrived(segment_id, b), lambda _e: self._failed(segment_id))
        return data

    def _arrived(self, segment_id: str, data: bytes) -> None:
        self._asked.discard(segment_id)
        self._opened[segment_id] = data
        while len(self._opened) > 1 and sum(map(len, self._opened.values())) > KEPT_BYTES:
            self._opened.popitem(last=False)
        self.changed.emit(segment_id)

    def _failed(self, segment_id: str) -> None:
        self._broken.add(segment_id)
        self.changed.emit(segment_id)


def render(data: bytes, media_type: str, width: int, zoom: float, ratio: float = 1.0) -> QImage | None:
    """Return a picture at `zoom` times its size but no wider than `width`; None when it cannot be shown."""
    if media_type == SVG:
        return _rendered_svg(data, width, zoom, ratio)
    image = QImage.fromData(data)
    if image.isNull():
        return None
    size = _fitted(QSizeF(image.size()), width, zoom)
    shown = _paper(size, ratio)
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(0, 0, size.width(), size.height()), image)
    painter.end()
    return shown


def is_self_contained(svg: bytes) -> bool:
    """Say whether an SVG draws from itself alone: no reference, script, style or animation."""
    try:
        root = ElementTree.fromstring(svg, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError):
        return False
    for element in root.iter():
        name = str(element.tag).rpartition("}")[2]
        if name in FORBIDDEN:
            return False
        for attribute, value in element.items():
            local = attribute.rpartition("}")[2]
            if local in {"href", "src"} or local.startswith("on") or "url(" in value.replace(" ", "").lower():
                return False
    return True


def _rendered_svg(data: bytes, width: int, zoom: float, ratio: float) -> QImage | None:
    if not is_self_contained(data):
        return None
    renderer = QSvgRenderer(QByteArray(data))
    if not renderer.isValid():
        return None
    natural = QSizeF(renderer.defaultSize())
    if natural.isEmpty():
        natural = renderer.viewBoxF().size()
    if natural.isEmpty():
        return None
    size = _fitted(natural, width, zoom)
    shown = _paper(size, ratio)
    painter = QPainter(shown)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer.render(painter, QRectF(0, 0, size.width(), size.height()))
    painter.end()
    return shown


def _fitted(natural: QSizeF, width: int, zoom: float) -> QSize:
    wanted = natural * zoom
    factor = min(1.0, width / wanted.width(), MAX_SIDE / wanted.height())
    return QSize(max(1, round(wanted.width() * factor)), max(1, round(wanted.height() * factor)))


def _paper(size: QSize, ratio: float) -> QImage:
    # Pictures are drawn for white paper, also where the scheme is dark.
    shown = QImage(round(size.width() * ratio), round(size.height() * ratio), QImage.Format.Format_RGB32)
    shown.setDevicePixelRatio(ratio)
    shown.fill(Qt.GlobalColor.white)
    return shown


def _placeholder(width: int, *, broken: bool) -> QImage:
    scheme = look().scheme
    size = QSize(min(width, look().px(40)), look().px(12))
    shown = QImage(size, QImage.Format.Format_RGB32)
    shown.fill(QColor(scheme.raised))
    painter = QPainter(shown)
    painter.setPen(QPen(QColor(scheme.border), 2, Qt.PenStyle.DashLine))
    painter.drawRect(shown.rect().adjusted(1, 1, -2, -2))
    painter.setPen(QColor(scheme.text))
    painter.setFont(font(look().scale))
    text = words("Nie udało się otworzyć rysunku. Wezwij zespół nadzorujący.") if broken else words("Wczytuję rysunek…")
    flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
    painter.drawText(shown.rect().adjusted(8, 8, -8, -8), flags, text)
    painter.end()
    return shown
