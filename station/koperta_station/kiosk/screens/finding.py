"""Let the operator find the room: what was found, an address to type, a file from a stick."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from koperta_station.kiosk import troubles
from koperta_station.kiosk.joining import Joining, JoiningState
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.screens.base import Panelled
from koperta_station.kiosk.words import words
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Button, Note, column, frame, label, row
from koperta_sync.enrolment import SUFFIX


class FindingScreen(Panelled):
    """Show the ways to a room."""

    def __init__(self, joining: Joining, looks: Looks) -> None:
        super().__init__(looks, wide=True)
        self._joining = joining
        self._dialog: QFileDialog | None = None
        self._listed: tuple[object, ...] | None = None
        self.show_seat("", 0)
        self.note = Note()
        self.address = QLineEdit()
        self.address.setObjectName("address")
        self.connect_button, self.file_button = Button(), Button("", Sign.STICK)
        self.again_button, self.back_button = Button("quiet", Sign.SEARCH), Button("quiet", Sign.BACK)
        self.rooms, self.files = QVBoxLayout(), QVBoxLayout()
        self._build()
        self.address.returnPressed.connect(self._by_address)
        self.connect_button.clicked.connect(self._by_address)
        self.file_button.clicked.connect(self._choose_file)
        self.again_button.clicked.connect(joining.again)
        self.back_button.clicked.connect(joining.give_up)
        joining.changed.connect(self.show_joining)
        self.show_joining(joining.state)

    def show_joining(self, state: JoiningState) -> None:
        """Show what was found."""
        if (state.rooms, state.files) != self._listed:
            self._listed = (state.rooms, state.files)
            self._list(self.rooms, [(room.label or room.room_id, room.address, room.address) for room in state.rooms])
            self._list(self.files, [(path.name, str(path.parent), path) for path in state.files])
        self.back_button.setVisible(state.can_go_back)
        if state.error is not None:
            self.note.say(Tone.WARN, *troubles.of_error(state.error))
        else:
            self.note.say(Tone.PLAIN, "")

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        self.address.setFocus()

    def memory(self) -> Mapping[str, str]:
        """Return what was typed."""
        return {"address": self.address.text()}

    def remember(self, memory: Mapping[str, str]) -> None:
        """Take back what was typed."""
        self.address.setText(memory.get("address", ""))

    def _list(self, where: QVBoxLayout, entries: list[tuple[str, str, str | Path]]) -> None:
        while (taken := where.takeAt(0)) is not None:
            widget = taken.widget()
            if widget is not None:
                widget.setParent(None)
                widget.deleteLater()
        for name, place, target in entries:
            button = Button("", Sign.DISK if isinstance(target, str) else Sign.STICK)
            button.setText(f"{name}   ·   {place}")
            button.clicked.connect(lambda _checked, target=target: self._take(target))
            where.addWidget(button)
        if not entries:
            empty = label("muted")
            rooms = where is self.rooms
            empty.setText(
                words("Nie widać jeszcze żadnej sali. W wielu szkołach sieć ukrywa komputery przed sobą: wpisz adres.")
                if rooms
                else words("Na podłączonych nośnikach nie ma pliku łączenia.")
            )
            where.addWidget(empty)

    def _take(self, target: str | Path) -> None:
        if isinstance(target, Path):
            self._joining.open_file(target)
        else:
            self._joining.pair(target)

    def _by_address(self) -> None:
        if self.address.text().strip():
            self._joining.pair(self.address.text())
        else:
            self.note.say(Tone.WARN, words("Wpisz adres sali."), words("Pokazuje go konsola operatora."))

    def _choose_file(self) -> None:
        self._dialog = QFileDialog(self, words("Plik łączenia"))
        self._dialog.setNameFilter(f"*{SUFFIX}")
        self._dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        self._dialog.fileSelected.connect(lambda name: self._joining.open_file(Path(name)))
        self._dialog.open()

    def _build(self) -> None:
        title, lead = label("title"), label("muted")
        title.setText(words("Połącz stanowisko z salą"))
        lead.setText(words("Robi to operator, raz dla każdego komputera. Wystarczy jeden z trzech sposobów."))
        self.address.setPlaceholderText("192.168.1.10:8443")
        self.address.setAccessibleName(words("Adres sali"))
        self.connect_button.setText(words("Połącz"))
        self.file_button.setText(words("Wybierz plik…"))
        self.again_button.setText(words("Szukaj jeszcze raz"))
        self.back_button.setText(words("Wróć do dotychczasowej sali"))
        typed = row(self.address, self.connect_button, spacing=1.5, stretch_last=True)
        self.matter.addStretch(1)
        self.matter.addLayout(column(title, lead, spacing=0.5))
        self.matter.addWidget(self.note)
        self.matter.addWidget(self._way(words("Znalezione w sieci"), self.rooms, self.again_button))
        self.matter.addWidget(self._way(words("Adres z konsoli operatora"), typed))
        self.matter.addWidget(self._way(words("Plik łączenia z pendrive’a"), self.files, self.file_button))
        self.matter.addLayout(row(self.back_button))
        self.matter.addStretch(2)

    def _way(self, title: str, inner: QVBoxLayout | object, act: QWidget | None = None) -> QWidget:
        card = frame("card")
        lines = QVBoxLayout(card)
        lines.setContentsMargins(look().px(3), look().px(1.5), look().px(3), look().px(2))
        lines.setSpacing(look().px(1))
        heading = label("strong", wrap=False)
        heading.setText(title)
        head = row(heading)
        if act is not None:
            head.addWidget(act)
        lines.addLayout(head)
        lines.addLayout(inner)  # type: ignore[arg-type]  # a layout of one kind or another
        return card
