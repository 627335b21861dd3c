"""Choose files or a folder of some machine, in place; the machine is wherever the lister looks."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from koperta_operator.console.desk import Desk
from koperta_operator.console.texts import explained, say, size
from koperta_sync.desktop.icons import Sign, icon
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Button, Note, label
from koperta_sync.protocol.console import Folder, FolderEntry, ListFolder

Lister = Callable[[str, Callable[[Folder], None], Callable[[Exception], None]], None]


def room_lister(desk: Desk) -> Lister:
    """Return what lists folders of the operator machine."""
    return lambda path, done, failed: desk.ask(ListFolder(path=path), Folder, done, failed)


class FolderBrowser(QWidget):
    """Show one folder at a time; Enter or a double click goes in, a tick chooses files."""

    picked = Signal(object)  # tuple[str, ...]
    closed = Signal()

    def __init__(self, lister: Lister, *, files: bool, single: bool = False) -> None:
        """Choose files when `files` (one when `single`), else a folder."""
        super().__init__()
        self._lister, self._files, self._single = lister, files, single
        self._folder = Folder(path="", parent="", entries=())
        self.path = label("strong", wrap=False)
        self.up = Button("tight", Sign.BACK)
        self.up.setText(say("Wyżej"))
        self.cancel = Button("tight")
        self.cancel.setText(say("Anuluj"))
        self.choose = Button("primary")
        self.whole = Button("tight")
        self.whole.setText(say("Wszystkie pliki z tego folderu"))
        self.note = Note()
        self.list = QListWidget()
        self.list.setMinimumHeight(look().px(18))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._arrange()
        self.list.itemActivated.connect(self._activated)
        self.list.itemChanged.connect(lambda _item: self._show_choice())
        self.up.clicked.connect(lambda: self.open(self._folder.parent))
        self.cancel.clicked.connect(self.closed.emit)
        self.choose.clicked.connect(self._pick)
        self.whole.clicked.connect(lambda: self.picked.emit((self._folder.path,)))

    def _arrange(self) -> None:
        top, bottom = QHBoxLayout(), QHBoxLayout()
        top.addWidget(self.up)
        top.addWidget(self.path, 1)
        bottom.addWidget(self.choose)
        bottom.addWidget(self.whole)
        bottom.addStretch(1)
        bottom.addWidget(self.cancel)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(1))
        layout.addLayout(top)
        layout.addWidget(self.note)
        layout.addWidget(self.list, 1)
        layout.addLayout(bottom)

    def open(self, path: str = "") -> None:
        """Go to a folder; the media when empty."""
        self._lister(path, self._show, self._failed)

    def ticked(self) -> tuple[str, ...]:
        """Return the chosen files."""
        items = (self.list.item(at) for at in range(self.list.count()))
        return tuple(
            str(item.data(Qt.ItemDataRole.UserRole).path)
            for item in items
            if item.flags() & Qt.ItemFlag.ItemIsUserCheckable and item.checkState() is Qt.CheckState.Checked
        )

    def _show(self, folder: Folder) -> None:
        self._folder = folder
        self.note.say(Tone.PLAIN, "")
        self.path.setText(folder.path or say("Nośniki"))
        self.up.setEnabled(bool(folder.path))
        self.list.blockSignals(True)
        self.list.clear()
        for entry in folder.entries:
            if entry.folder or self._files:
                self.list.addItem(self._item(entry))
        self.list.blockSignals(False)
        if not self.list.count():
            self.note.say(Tone.PLAIN, say("Tu nie ma plików ani folderów."))
        self.list.setFocus()
        self._show_choice()

    def _item(self, entry: FolderEntry) -> QListWidgetItem:
        sign = Sign.STICK if entry.removable else Sign.LIST if entry.folder else Sign.CARD
        text = entry.name if entry.folder else f"{entry.name}   {size(entry.size)}"
        item = QListWidgetItem(icon(sign, look().scheme.accent if entry.folder else look().scheme.muted), text)
        item.setData(Qt.ItemDataRole.UserRole, entry)
        if not entry.folder and not self._single:
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Unchecked)
        return item

    def _activated(self, item: QListWidgetItem) -> None:
        entry: FolderEntry = item.data(Qt.ItemDataRole.UserRole)
        if entry.folder:
            self.open(entry.path)
        elif self._single:
            self.picked.emit((entry.path,))
        else:
            ticked = item.checkState() is Qt.CheckState.Checked
            item.setCheckState(Qt.CheckState.Unchecked if ticked else Qt.CheckState.Checked)

    def _show_choice(self) -> None:
        self.whole.setVisible(self._files and not self._single and bool(self._folder.path))
        if not self._files:
            self.choose.setText(say("Zapisz w tym folderze"))
            self.choose.setEnabled(bool(self._folder.path))
        elif self._single:
            self.choose.setText(say("Wybierz"))
        else:
            self.choose.setText(say("Wczytaj zaznaczone: {n}", n=len(self.ticked())))
            self.choose.setEnabled(bool(self.ticked()))

    def _pick(self) -> None:
        if not self._files:
            self.picked.emit((self._folder.path,))
        elif self._single:
            item = self.list.currentItem()
            if item is not None:
                self._activated(item)
        else:
            self.picked.emit(self.ticked())

    def _failed(self, error: Exception) -> None:
        self.note.say(Tone.WARN, *explained(error))
