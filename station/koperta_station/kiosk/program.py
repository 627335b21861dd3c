"""Put the parts of a workstation together: pairing first, then the session, in one window."""

from __future__ import annotations

import logging
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QPixmapCache

from koperta_station.kiosk import kept_looks
from koperta_station.kiosk.driver import Driver, Session, SessionFactory
from koperta_station.kiosk.joining import Joining, JoiningState, Stage
from koperta_station.kiosk.looks import Looks
from koperta_station.kiosk.screens.base import Screen
from koperta_station.kiosk.screens.finding import FindingScreen
from koperta_station.kiosk.screens.pairing import EnrolScreen, PairingScreen
from koperta_station.kiosk.window import KioskWindow
from koperta_station.state import Clock, KioskState
from koperta_sync.credentials import Credentials, CredentialsError, NotPairedError, load
from koperta_sync.desktop.bridge import NetworkThread

_log = logging.getLogger(__name__)
# Qt would keep 10 MiB of painted pictures beside those that widgets hold; the others are painted anew when wanted.
KEPT_PIXMAPS_KIB = 512
MakeSession = Callable[[Credentials, Callable[[KioskState], None]], Session]


class JoiningScreens(QObject):
    """Tell the window which screen of joining to show; `changed` only when it is another one."""

    changed = Signal()

    def __init__(self, joining: Joining, looks: Looks) -> None:
        super().__init__(joining)
        self._joining, self._looks = joining, looks
        self._stage = joining.state.stage
        joining.changed.connect(self._look)

    @property
    def kind(self) -> str:
        """Return the name of the screen."""
        return self._stage.value

    def make(self) -> Screen:
        """Make the screen."""
        if self._stage is Stage.PAIRING:
            return PairingScreen(self._joining, self._looks)
        if self._stage is Stage.ENROLLING:
            return EnrolScreen(self._joining, self._looks)
        return FindingScreen(self._joining, self._looks)

    def _look(self, state: JoiningState) -> None:
        if state.stage is not self._stage:
            self._stage = state.stage
            self.changed.emit()


class Program(QObject):
    """Hold network, window and session of one workstation."""

    failed = Signal(object)  # the exception that ended the session

    def __init__(
        self, folder: Path, network: NetworkThread, looks: Looks, clock: Clock, make_session: MakeSession
    ) -> None:
        super().__init__()
        self._folder, self._network, self._looks, self._clock = folder, network, looks, clock
        self._make_session = make_session
        QPixmapCache.setCacheLimit(KEPT_PIXMAPS_KIB)
        self._joining: Joining | None = None
        self._credentials = self._stored()
        chosen = kept_looks.kept(folder)
        if chosen is not None:
            looks.restore(chosen)
        looks.changed.connect(self._keep_looks)
        self.window = KioskWindow(None, looks)
        self.window.pair_again.connect(self._join_anew)
        if self._credentials is not None:
            self._run(self._credentials)
        else:
            self._join(can_go_back=False)

    def close(self) -> None:
        """Stop the network's work; call before the network thread is stopped."""
        if self._joining is not None:
            self._joining.stop()
        if self.window.driver is not None:
            self.window.driver.close()

    def _keep_looks(self) -> None:
        if self._looks.own:
            kept_looks.forget(self._folder)
        else:
            kept_looks.keep(self._folder, self._looks.chosen)

    def _stored(self) -> Credentials | None:
        try:
            return load(self._folder)
        except NotPairedError:
            return None
        except CredentialsError as error:
            _log.warning("the stored pairing cannot be used: %s", error)
            return None

    def _run(self, credentials: Credentials) -> None:
        self._credentials = credentials

        def factory(on_change: Callable[[KioskState], None]) -> Session:
            return self._make_session(credentials, on_change)

        made: SessionFactory = factory
        driver = Driver(self._network, made, self._clock, self)
        driver.stopped.connect(self.failed)
        self.window.follow(driver)

    def _join(self, *, can_go_back: bool) -> None:
        self._joining = Joining(self._network, self._folder, can_go_back=can_go_back, parent=self)
        self._joining.joined.connect(self._joined)
        self._joining.given_up.connect(self._back)
        self.window.show_pairing(JoiningScreens(self._joining, self._looks))
        self._joining.start()

    def _join_anew(self) -> None:
        if self.window.driver is not None:
            self.window.driver.close()
        self._join(can_go_back=self._credentials is not None)

    def _joined(self, credentials: Credentials) -> None:
        self._leave_joining()
        self._run(credentials)

    def _back(self) -> None:
        if self._credentials is not None:
            self._leave_joining()
            self._run(self._credentials)

    def _leave_joining(self) -> None:
        if self._joining is not None:
            self._joining.stop()
            self._joining.deleteLater()
            self._joining = None
