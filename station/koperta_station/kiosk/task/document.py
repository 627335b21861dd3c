"""Turn the HTML of a task into a document that can show the pictures of this task and nothing else.

Qt's documents load files and addresses by themselves; these answer every request themselves: a name
of the task's own pictures gives that picture, anything else gives nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QByteArray, QObject, QUrl
from PySide6.QtGui import QImage, QTextDocument

from koperta_packages.public import FormItem, FormPicture, clean_html, pictures_in, plain_text
from koperta_station.kiosk.pictures import Pictures
from koperta_sync.desktop.fonts import MONO
from koperta_sync.desktop.theme import Scheme, font, look


@dataclass(frozen=True, slots=True)
class TaskPictures:
    """Hold the pictures of one task by the names its HTML uses."""

    source: Pictures
    by_name: dict[str, FormPicture]

    @classmethod
    def of(cls, item: FormItem, source: Pictures) -> TaskPictures:
        """Return the pictures of a task."""
        return cls(source, {picture.name: picture for picture in item.pictures})


class ClosedDocument(QTextDocument):
    """Show cleaned HTML; pictures are drawn for the width that was set last."""

    def __init__(self, pictures: TaskPictures, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._pictures = pictures
        self._html = ""
        self._width = 0
        self.setDocumentMargin(0)
        self.setUndoRedoEnabled(False)

    def show_html(self, html: str, width: int) -> None:
        """Lay the HTML out for a width in pixels."""
        self._html, self._width = clean_html(html), max(1, width)
        self.setDefaultFont(font(look().scale * 1.1))
        self.setDefaultStyleSheet(style(look().scheme))
        self.setHtml(self._html)
        self.setTextWidth(self._width)

    def needed_height(self) -> int:
        """Return the height of what is shown, in whole pixels."""
        return round(self.size().height() + 0.5)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of this task, or nothing."""
        return resource(self._pictures, kind, name, self._width)


def resource(pictures: TaskPictures, kind: int, name: QUrl | str, width: int) -> QImage | QByteArray:
    """Return the picture of this task with exactly this name, or nothing: for pictures a blank one.

    Without any picture Qt would go on and open a file of that name by itself.
    """
    if kind != QTextDocument.ResourceType.ImageResource.value:
        return QByteArray()
    text = name.toString() if isinstance(name, QUrl) else name
    picture = pictures.by_name.get(text)
    if picture is None:
        return _blank()
    return pictures.source.drawn(picture, width, zoom=look().scale)


def _blank() -> QImage:
    image = QImage(1, 1, QImage.Format.Format_ARGB32)
    image.fill(0)
    return image


def spoken(html: str) -> str:
    """Return the text of a fragment for readers of the screen, with what its pictures show."""
    described = [alt for _name, alt in pictures_in(html)]
    names = [name for name, _alt in pictures_in(html)]
    text = plain_text(html)
    for name, alt in zip(names, described, strict=True):
        text = text.replace(name, f"[{alt}]", 1)
    return text


def style(scheme: Scheme) -> str:
    """Return the style sheet of documents."""
    return f"""
    body, p, li, td, th {{ color: {scheme.text}; }}
    p {{ margin-top: 0; margin-bottom: 10px; }}
    code, pre {{ font-family: "{MONO}"; color: {scheme.text}; }}
    code {{ background-color: {scheme.raised}; }}
    pre {{ background-color: {scheme.raised}; margin: 4px 0 12px 0; }}
    table {{ border-collapse: collapse; border: 1px solid {scheme.border}; margin: 4px 0 12px 0; }}
    td, th {{ border: 1px solid {scheme.border}; padding: 4px 10px; }}
    th {{ background-color: {scheme.raised}; font-weight: bold; }}
    """
