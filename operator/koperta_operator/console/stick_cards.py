"""Write to a stick: the enrolment file for a range of seats, the room's sealed backup, the journals as they grow."""

from __future__ import annotations

import secrets
from collections.abc import Callable

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from koperta_crypto.passphrase import generate, normalise
from koperta_operator.console.act import Act
from koperta_operator.console.browser import FolderBrowser, room_lister
from koperta_operator.console.choice import Choice
from koperta_operator.console.desk import Desk
from koperta_operator.console.page import card
from koperta_operator.console.texts import day_hour, explained, hour, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Note, label
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import BackUpRoom, MirrorTo, Ok, WriteEnrolment, Written
from koperta_sync.protocol.room_view import MirrorState, RoomView

MOST_SEATS = 500


def seat_numbers(text: str) -> tuple[int, ...]:
    """Return the seats of "1-12, 14"; nothing when it is not a list of seats."""
    found: set[int] = set()
    for part in text.replace("–", "-").replace(";", ",").split(","):
        first, dash, last = (piece.strip() for piece in part.partition("-"))
        if not first.isdigit() or (dash and not last.isdigit()):
            return ()
        end = int(last) if dash else int(first)
        if int(first) < 1 or end - int(first) >= MOST_SEATS:
            return ()
        found.update(range(int(first), end + 1))
    return tuple(sorted(found))


class _StickCard(QWidget):
    """Be a card with an act, a folder browser and an answer."""

    def __init__(self, desk: Desk, heading: str, request: type[Message], act: str, sign: Sign) -> None:
        super().__init__()
        self.desk = desk
        self.act = Act(desk, request, act, "", sign)
        self.note = Note()
        self.browser = FolderBrowser(room_lister(desk), files=False)
        self.browser.hide()
        box, self.rows = card(heading)
        self.rows.addWidget(self.act)
        self.rows.addWidget(self.browser)
        self.rows.addWidget(self.note)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(box)
        self.act.asked.connect(self._browse)
        self.browser.closed.connect(self.browser.hide)
        self.browser.picked.connect(self._picked)

    def message(self, folder: str) -> Message:
        """Return the request for a folder."""
        raise NotImplementedError

    def written(self, written: Written) -> None:
        """Say what was written."""
        self.note.say(Tone.GOOD, say("Zapisano i odczytano z nośnika."), "\n".join(written.paths))

    def _browse(self) -> None:
        self.note.hide()
        self.browser.show()
        self.browser.open("")

    def _picked(self, paths: tuple[str, ...]) -> None:
        self.browser.hide()
        self.desk.ask(self.message(paths[0]), Written, self.written, self._fail)

    def _fail(self, error: Exception) -> None:
        self.note.say(Tone.WARN, *explained(error))


class EnrolmentCard(_StickCard):
    """Write one file with which many workstations join without codes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Łączenie plikiem"), WriteEnrolment, say("Zapisz plik łączenia…"), Sign.STICK)
        self.room, self.seats = Choice(), QLineEdit()
        self.seats.setPlaceholderText("1-12, 14")
        self.seats.setAccessibleName(say("numery stanowisk"))
        self.room.setAccessibleName(say("sala"))
        row = QHBoxLayout()
        row.setSpacing(look().px(1))
        row.addWidget(self.room, 1)
        row.addWidget(self.seats, 1)
        self.rows.insertLayout(1, row)
        self.seats.textChanged.connect(lambda _text: self.refresh())
        self.refresh()

    def show_room(self, room: RoomView) -> None:
        """Show the exam rooms."""
        self.room.offer(room.exam_rooms)

    def refresh(self) -> None:
        """Say for how many seats the file will be."""
        numbers = seat_numbers(self.seats.text())
        self.act.say_effect(
            say("stanowisk w pliku: {n}; każde użyje go raz", n=len(numbers)),
            "" if numbers else say("Wpisz numery stanowisk, np. 1-12, 14."),
        )

    def message(self, folder: str) -> Message:
        """Return the request for a folder."""
        return WriteEnrolment(folder=folder, exam_room=self.room.currentText(), seats=seat_numbers(self.seats.text()))


class BackupCard(_StickCard):
    """Write the room's identity, sealed under a passphrase made here and shown once."""

    def __init__(self, desk: Desk, make: Callable[[], str] = lambda: generate(secrets.token_bytes)) -> None:
        super().__init__(desk, say("Zapas sali"), BackUpRoom, say("Zapisz zapas na pendrive…"), Sign.DISK)
        self._make = make
        self.passphrase = label("mono")
        self.passphrase.hide()
        self._passphrase = ""
        self.rows.insertWidget(3, self.passphrase)

    def show_room(self, room: RoomView) -> None:
        """Say when the last backup was made."""
        when = day_hour(room.backup_at_ms) if room.backup_at_ms else ""
        self.act.say_effect(
            say("ostatni zapas: {when}", when=when)
            if when
            else say("zapasu jeszcze nie ma; bez niego sali nie da się odtworzyć")
        )

    def message(self, folder: str) -> Message:
        """Return the request for a folder, under a fresh passphrase."""
        self._passphrase = self._make()
        return BackUpRoom(folder=folder, passphrase=normalise(self._passphrase))

    def written(self, written: Written) -> None:
        """Show the passphrase to write down."""
        super().written(written)
        words = say("Przepisz hasło na kartkę i włóż ją do koperty; drugi raz go nie pokażemy.")
        self.note.say(Tone.GOOD, words, "\n".join(written.paths))
        self.passphrase.setText(self._passphrase)
        self.passphrase.show()


class MirrorCard(_StickCard):
    """Set where every journal is written continuously, and show how that goes."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, say("Kopia na bieżąco"), MirrorTo, say("Wybierz pendrive na kopię…"), Sign.STICK)

    def show_room(self, room: RoomView) -> None:
        """Say how the mirror is."""
        mirror = room.mirror
        saved = hour(mirror.saved_at_ms, seconds=True) if mirror.saved_at_ms else "–"
        self.act.say_effect(
            {
                MirrorState.OFF: say("kopii jeszcze nie ma; z niej można odtworzyć salę po awarii"),
                MirrorState.WRITING: say("dzienniki są na pendrivie; ostatni zapis: {when}", when=saved),
                MirrorState.BEHIND: say("kopia jest opóźniona; ostatni zapis: {when}", when=saved),
                MirrorState.REMOVED: say("pendrive’a nie ma; ostatni zapis: {when}", when=saved),
                MirrorState.FULL: say("pendrive jest pełny; ostatni zapis: {when}", when=saved),
                MirrorState.FAILED: say("pendrive działa błędnie; ostatni zapis: {when}", when=saved),
            }[mirror.state]
        )

    def message(self, folder: str) -> Message:
        """Return the request for a folder."""
        return MirrorTo(folder=folder)

    def _picked(self, paths: tuple[str, ...]) -> None:
        self.browser.hide()
        self.desk.ask(self.message(paths[0]), Ok, lambda _ok: self._set(paths[0]), self._fail)

    def _set(self, folder: str) -> None:
        self.note.say(Tone.GOOD, say("Kopia zapisuje się na bieżąco. Pendrive zostaje w komputerze."), folder)
