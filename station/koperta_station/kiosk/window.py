"""Be the one window of a workstation: show the screen the session's state asks for, and nothing else.

A screen that is left is taken apart at once: what a covered screen must not show is not there.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from koperta_station.kiosk import capsule_band, leaving, ways_out
from koperta_station.kiosk.bands import AddedBand, Band, link_words, trial_words
from koperta_station.kiosk.capsule_band import CapsuleBand
from koperta_station.kiosk.driver import Driver
from koperta_station.kiosk.leaving import Asking, LeaveBand
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.screens.base import Place, Screen, Tools
from koperta_station.kiosk.screens.choosing import Acts, PairingScreens, screen_for, wanted
from koperta_station.kiosk.time_added import TimeAdded
from koperta_station.state import KioskState
from koperta_station.state import Screen as Shown
from koperta_sync.desktop.icons import Sign

MINIMUM = (1024, 640)
_AT_WORK = (Shown.PREPARED, Shown.READY, Shown.SOLVING, Shown.COVERED, Shown.PAUSED, Shown.SUSPENDED)


class KioskWindow(QWidget):
    """Show one screen at a time, with the bands above it."""

    pair_again = Signal()

    def __init__(self, driver: Driver | None, looks: Looks) -> None:
        """Take a running driver, or None while the machine has no room yet."""
        super().__init__()
        self.driver: Driver | None = None
        self.looks = looks
        self.pairing: PairingScreens | None = None
        self.place = Place()
        self.state: KioskState | None = None
        self.screen_shown: Screen | None = None
        self.may_close = True
        self.added = TimeAdded()
        self._leaving = False
        self._kind = ""
        self._moved = False
        self._candidate = ""
        self.setWindowTitle("Koperta")
        self.setMinimumSize(*MINIMUM)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._make_bands()
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self._second)
        self._tick.start()
        looks.changed.connect(self.rebuild)
        for key, step in (("Ctrl++", 1), ("Ctrl+=", 1), ("Ctrl+-", -1)):
            QShortcut(QKeySequence(key), self).activated.connect(lambda step=step: looks.print_size(looks.step + step))
        QShortcut(QKeySequence(leaving.KEYS), self).activated.connect(self.ask_to_leave)
        QShortcut(QKeySequence(capsule_band.KEYS), self).activated.connect(self.write_capsules)
        if driver is not None:
            self.follow(driver)
        self._show()

    def follow(self, driver: Driver) -> None:
        """Show the states of a session from now on; the machine is paired."""
        self._let_go()
        self.driver = driver
        driver.changed.connect(self.take_state)
        self._kind = ""
        self._show()

    def show_pairing(self, pairing: PairingScreens) -> None:
        """Show the screens of pairing instead of a session's."""
        self._let_go()
        self.pairing = pairing
        pairing.changed.connect(self._show)
        self._kind = ""
        self._show()

    def _let_go(self) -> None:
        if self.driver is not None:
            self.driver.changed.disconnect(self.take_state)
        self.driver, self.pairing, self.state = None, None, None
        self._moved = False

    def take_state(self, state: KioskState) -> None:
        """Show a state."""
        before, self.state = self.state, state
        candidate = state.candidate.candidate_id if state.candidate is not None else ""
        if before is not None and state.screen is Shown.WAITING and before.screen in _AT_WORK:
            self._moved = True
        elif state.screen is not Shown.WAITING:
            self._moved = False
        if candidate != self._candidate:
            self._candidate = candidate
            self.place.item_id, self.place.summary, self.place.next_person = "", False, False
        if state.screen is not Shown.SOLVING:
            self.place.summary = False
        if self.driver is not None:
            self.added.take(state, self.driver.clock.mono_ms(), self.place.item_id)
        self._show()
        if candidate:
            self.looks.worn_by(candidate)
        elif state.screen is Shown.WAITING:
            self.looks.put_down()

    def rebuild(self) -> None:
        """Make the screen anew in the present language, print and contrast."""
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        memory = self.screen_shown.memory() if self.screen_shown is not None else {}
        asking = self.leave_band.asking
        for band in self._bands():
            band.setParent(None)
            band.deleteLater()
        self._make_bands()
        self._kind = ""
        self._show()
        if self.screen_shown is not None:
            self.screen_shown.remember(memory)
            again = self.screen_shown.findChild(QWidget, name) if name else None
            if again is not None:
                again.setFocus()
        if asking is not Asking.NOTHING:
            self.leave_band.ask(asking)

    def open_summary(self) -> None:
        """Leave the tasks for the summary."""
        self.place.summary = True
        self._show()

    def close_summary(self) -> None:
        """Go back to the task in the place."""
        self.place.summary = False
        self._show()

    def give_seat_on(self, on: bool) -> None:
        """Show the login for the next candidate in place of this one's end, or go back to the end."""
        self.place.next_person = on
        self._show()

    def forget_move(self) -> None:
        """Show the login after the candidate of this seat went elsewhere."""
        self._moved = False
        self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Refuse to be closed while a candidate could do it."""
        asked = self.leave_band.asking is Asking.ANYWAY
        if self._leaving or (self.may_close and (asked or self._may_leave())):
            event.accept()
            return
        event.ignore()
        if self.may_close:
            self.leave_band.ask(Asking.ANYWAY)

    def ask_to_leave(self) -> None:
        """Ask whether the program is to be ended, or say why it is not; the same keys take that back."""
        if self.leave_band.asking is not Asking.NOTHING:
            self.leave_band.ask(Asking.NOTHING)
            self._back_to_screen()
        else:
            self.leave_band.ask(Asking.LEAVE if self._may_leave() else Asking.LATER)

    def write_capsules(self) -> None:
        """Write what is kept here onto a stick, where the room is away or the attempt is over; else do nothing."""
        if self.driver is not None and ways_out.may_write_capsule(self.state):
            self.capsule_band.begun()
            self.driver.write_capsules(
                lambda paths: self.capsule_band.written(paths), lambda error: self.capsule_band.failed(error)
            )

    def leave(self) -> None:
        """End the program, unless somebody has logged in since the question was asked."""
        if not self._may_leave() and self.leave_band.asking is not Asking.ANYWAY:
            self.leave_band.ask(Asking.LATER)
            self._back_to_screen()
            return
        self._leaving = True
        self.close()

    def _may_leave(self) -> bool:
        if self.driver is None:
            return True
        return ways_out.may_leave(self.state, self.driver.clock.mono_ms())

    def _back_to_screen(self) -> None:
        if self.screen_shown is not None:
            self.screen_shown.take_focus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the keys this widget has a use for."""
        event.accept()  # a key nobody wants goes nowhere, so that Escape closes nothing

    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of style or state."""
        if event.type() == QEvent.Type.ActivationChange and not self.isActiveWindow() and self.driver is not None:
            self.driver.note_focus_loss()
        super().changeEvent(event)

    def _show(self) -> None:
        if self.driver is None and self.pairing is None:
            return
        kind = wanted(self.state, self.pairing, self.place, moved=self._moved)
        if kind != self._kind:
            self._replace(kind)
        if self.state is not None and self.screen_shown is not None:
            self.screen_shown.show_state(self.state)
        self._show_bands()

    def _replace(self, kind: str) -> None:
        old, self._kind = self.screen_shown, kind
        if old is not None:
            self._layout.removeWidget(old)
            old.hide()
            old.setParent(None)
            old.deleteLater()
        self.screen_shown = self._made(kind)
        self._layout.addWidget(self.screen_shown, 1)
        if self.state is not None:
            self.screen_shown.show_state(self.state)
        self.screen_shown.show()  # a hidden widget could not take the focus
        if self.leave_band.asking in (Asking.NOTHING, Asking.LATER):
            self.screen_shown.take_focus()

    def _made(self, kind: str) -> Screen:
        if self.pairing is not None:
            return self.pairing.make()
        acts = Acts(
            self.pair_again.emit,
            self.open_summary,
            self.close_summary,
            self.forget_move,
            lambda: self.give_seat_on(True),
            lambda: self.give_seat_on(False),
        )
        return screen_for(kind, self.state, self._tools(), acts)

    def _tools(self) -> Tools:
        """Return what a screen of the session is given; RuntimeError while there is no session."""
        if self.driver is None:
            raise RuntimeError("there is no session yet")
        return Tools(self.driver, self.looks, self.place)

    def _make_bands(self) -> None:
        self.trial_band, self.link_band = Band("trial", None, "text"), Band("link", Sign.AWAY, "warn")
        self.added_band, self.leave_band, self.capsule_band = AddedBand(), LeaveBand(), CapsuleBand()
        self.added_band.acknowledged.connect(self._acknowledge)
        self.leave_band.left.connect(self.leave)
        self.leave_band.stayed.connect(self._back_to_screen)
        for at, band in enumerate(self._bands()):
            self._layout.insertWidget(at, band)

    def _bands(self) -> tuple[QWidget, ...]:
        return self.trial_band, self.link_band, self.added_band, self.leave_band, self.capsule_band

    def _acknowledge(self) -> None:
        self.added.acknowledge()
        self._show_bands()

    def _second(self) -> None:
        self._show_bands()
        if self.screen_shown is not None:
            self.screen_shown.tick()

    def _show_bands(self) -> None:
        self.trial_band.say(trial_words(self.state))
        if self.driver is not None:
            clock = self.driver.clock
            self.link_band.say(link_words(self.state, clock))
            self.added_band.say(self.added.words(clock.mono_ms(), self.place.item_id))
        if self.leave_band.asking is Asking.LEAVE and not self._may_leave():
            self.leave_band.ask(Asking.LATER)
            self._back_to_screen()
