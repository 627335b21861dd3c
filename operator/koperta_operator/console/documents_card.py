"""Complete the protocols and write them: the card of the hand-over page."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from koperta_operator.console.act import Act
from koperta_operator.console.browser import FolderBrowser, room_lister
from koperta_operator.console.desk import Desk
from koperta_operator.console.protocol_form import ProtocolFormView
from koperta_operator.console.texts import say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import look
from koperta_sync.desktop.widgets import label
from koperta_sync.protocol.console import Ok
from koperta_sync.protocol.documents import (
    GiveProtocolDetails,
    ProtocolDetails,
    ProtocolForms,
    ReadProtocolDetails,
    RecordSending,
    WriteDocuments,
)


class DocumentsCard(QWidget):
    """Ask what the protocols need, and where to write them."""

    failed = Signal(object)  # Exception
    recorded = Signal()  # that a copy was sent
    opened = Signal(object)  # the part that has come up and should be in sight

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self.sitting_id = ""
        words = label("muted")
        words.setText(say("Protokoły z sal, wykazy zdających, dwa egzemplarze protokołu zbiorczego i druki zapasowe."))
        self.complete = Act(desk, ReadProtocolDetails, say("Uzupełnij dane do protokołu…"))
        self.write = Act(desk, WriteDocuments, say("Zapisz dokumenty…"), "primary", Sign.STICK)
        self.write.say_effect(say("czego brakuje, zostanie wymienione; taki protokół jest projektem"))
        self.sent = Act(desk, RecordSending, say("Odnotuj przesłanie egzemplarza komisji"))
        self.sent.say_effect(say("jeden podpisany egzemplarz protokołu zbiorczego, niezwłocznie"))
        self.form = ProtocolFormView(desk)
        self.folder = FolderBrowser(room_lister(desk), files=False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(look().px(1))
        for one in (words, self.complete, self.form, self.write, self.folder, self.sent):
            layout.addWidget(one)
        self.form.hide()
        self.folder.hide()
        self.complete.asked.connect(self._ask)
        self.form.given.connect(self._give)
        self.write.asked.connect(self._browse)
        self.sent.asked.connect(self._send)
        self.folder.closed.connect(self.folder.hide)
        self.folder.picked.connect(self._write)

    def show_sitting(self, sitting_id: str) -> None:
        """Turn to another sitting; what was typed for the one before is not carried over."""
        if sitting_id != self.sitting_id:
            self.sitting_id = sitting_id
            self.form.hide()
            self.folder.hide()

    def _ask(self) -> None:
        self.desk.ask(
            ReadProtocolDetails(sitting_id=self.sitting_id), ProtocolForms, self._show_forms, self.failed.emit
        )

    def _show_forms(self, forms: ProtocolForms) -> None:
        self.form.show_forms(forms.forms)
        self.form.show()
        self.opened.emit(self.form)

    def _give(self, exam_room: str, details: ProtocolDetails) -> None:
        message = GiveProtocolDetails(sitting_id=self.sitting_id, exam_room=exam_room, details=details)
        self.desk.ask(message, Ok, lambda _ok: self._ask(), self.failed.emit)

    def _send(self) -> None:
        message = RecordSending(sitting_id=self.sitting_id)
        self.desk.ask(message, Ok, lambda _ok: self.recorded.emit(), self.failed.emit)

    def _browse(self) -> None:
        self.folder.show()
        self.folder.open("")
        self.opened.emit(self.folder)

    def _write(self, paths: tuple[str, ...]) -> None:
        self.folder.hide()
        self.desk.job(WriteDocuments(sitting_id=self.sitting_id, folder=paths[0]), self.failed.emit)
