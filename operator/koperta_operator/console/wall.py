"""Show the wall: who needs attention first, then everybody by seat; forty seats without scrolling.

Tiles are kept and reused; a push touches only the tiles it names, and only a change of order moves any.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLabel, QScrollArea, QWidget

from koperta_operator.console.desk import Desk, TileKey
from koperta_operator.console.faces import face_of
from koperta_operator.console.texts import say
from koperta_operator.console.tile import TileButton, least_height
from koperta_sync.desktop.theme import look
from koperta_sync.desktop.widgets import label
from koperta_sync.protocol.room_view import Tile

TICK_MS = 1000
COLUMN = 13.0  # least width of a tile, grid units
GAP = 0.75
HEADING = 2.75
TALLEST = 17.0


class Wall(QScrollArea):
    """Show the tiles of one exam room, or of all."""

    chosen = Signal(object)  # TileKey

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._filter: tuple[str, str] = ("", "")
        self._chosen: TileKey | None = None
        self._order: tuple[list[TileKey], list[TileKey]] = ([], [])
        self.tiles: dict[TileKey, TileButton] = {}
        self._inside = QWidget()
        self.setWidget(self._inside)
        self._urgent_heading = label("section", wrap=False, parent=self._inside)
        self._rest_heading = label("section", wrap=False, parent=self._inside)
        self._tick = QTimer(self)
        self._tick.timeout.connect(self._ticked)
        self._tick.start(TICK_MS)
        desk.wall_changed.connect(self.take)
        self.take(None)

    def show_only(self, exam_room: str, sitting_id: str) -> None:
        """Show one exam room (empty: all), and of occupied seats those of one sitting (empty: all)."""
        if self._filter != (exam_room, sitting_id):
            self._filter = (exam_room, sitting_id)
            self.take(None)

    def choose(self, key: TileKey | None) -> None:
        """Mark one tile."""
        for one in (self._chosen, key):
            if one in self.tiles:
                self.tiles[one].setChecked(one == key)
        self._chosen = key
        if key in self.tiles:
            self.ensureWidgetVisible(self.tiles[key])

    def order(self) -> list[TileKey]:
        """Return the tiles as they stand."""
        return [*self._order[0], *self._order[1]]

    def with_number(self, seat_number: int) -> TileKey | None:
        """Return the tile of a seat number, in the order of the wall's exam rooms."""
        fitting = sorted(key for key in self.order() if key[1] == seat_number)
        return fitting[0] if fitting else None

    def take(self, keys: Iterable[TileKey] | None) -> None:
        """Show what has changed; None for everything."""
        everything = keys is None
        for key in list(self._desk.tiles) if keys is None else keys:
            self._refresh(key)
        order = self._wanted_order()
        if everything or order != self._order:
            self._order = order
            self._lay_out()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the tiles out for the new size."""
        super().resizeEvent(event)
        self._lay_out()

    def _shown(self, tile: Tile) -> bool:
        exam_room, sitting_id = self._filter
        return exam_room in ("", tile.exam_room) and (not tile.sitting_id or sitting_id in ("", tile.sitting_id))

    def _wanted_order(self) -> tuple[list[TileKey], list[TileKey]]:
        shown = {key: tile for key, tile in self._desk.tiles.items() if self._shown(tile)}
        return (
            sorted(key for key, tile in shown.items() if tile.attention),
            sorted(key for key, tile in shown.items() if not tile.attention),
        )

    def _refresh(self, key: TileKey) -> None:
        tile = self._desk.tiles.get(key)
        if tile is None:
            gone = self.tiles.pop(key, None)
            if gone is not None:
                gone.hide()
                gone.deleteLater()
            return
        button = self.tiles.get(key)
        if button is None:
            button = self.tiles[key] = TileButton(self._inside)
            button.clicked.connect(lambda _checked=False, key=key: self.chosen.emit(key))
        button.show_face(face_of(tile, self._desk.age_ms(key)))

    def _ticked(self) -> None:
        if self.isVisible():
            for key in self.order():
                self._refresh(key)

    def _lay_out(self) -> None:
        urgent, rest = self._order
        width, height = self.viewport().width(), self.viewport().height()
        gap, heading = look().px(GAP), look().px(HEADING)
        columns = max(1, (width + gap) // (look().px(COLUMN) + gap))
        rows = (-(-len(urgent) // columns), -(-len(rest) // columns))
        free = height - heading * ((1 if urgent else 0) + (1 if rest else 0)) - gap * sum(rows)
        spare = (free - rows[0] * least_height(attention=True) - rows[1] * least_height(attention=False)) // max(
            1, sum(rows)
        )
        top = self._lay_heading(self._urgent_heading, say("WYMAGA UWAGI: {n}", n=len(urgent)), urgent, 0)
        top = self._lay_rows(urgent, columns, top, least_height(attention=True) + max(0, spare))
        top = self._lay_heading(self._rest_heading, say("WSZYSTKIE STANOWISKA: {n}", n=len(rest)), rest, top)
        top = self._lay_rows(rest, columns, top, least_height(attention=False) + max(0, spare))
        self._inside.resize(width, max(1, top - gap))
        for key in set(self.tiles) - set(self.order()):
            self.tiles[key].hide()

    def _lay_heading(self, heading: QLabel, text: str, keys: list[TileKey], top: int) -> int:
        heading.setVisible(bool(keys))
        if not keys:
            return top
        heading.setText(text)
        heading.setGeometry(0, top, self.viewport().width(), look().px(HEADING))
        return top + look().px(HEADING)

    def _lay_rows(self, keys: list[TileKey], columns: int, top: int, wanted: int) -> int:
        gap, width = look().px(GAP), self.viewport().width()
        height = min(wanted, look().px(TALLEST))
        for at, key in enumerate(keys):
            row, column = divmod(at, columns)
            left = (width + gap) * column // columns
            right = (width + gap) * (column + 1) // columns - gap
            tile = self.tiles[key]
            tile.setGeometry(left, top + row * (height + gap), right - left, height)
            tile.show()
        return top + -(-len(keys) // columns) * (height + gap)
