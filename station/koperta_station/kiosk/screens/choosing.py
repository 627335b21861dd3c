"""Choose the screen for a state: one name for each, and the screen of a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import SignalInstance

from koperta_station.kiosk.screens.base import Place, Screen, Tools
from koperta_station.kiosk.screens.confirm import ConfirmScreen
from koperta_station.kiosk.screens.cut_off import CutOffScreen, MovedScreen
from koperta_station.kiosk.screens.instruction import InstructionScreen, ReadyScreen
from koperta_station.kiosk.screens.login import LoginScreen
from koperta_station.kiosk.screens.message import MessageScreen, OverScreen
from koperta_station.kiosk.screens.needs_card import NeedsCardScreen
from koperta_station.kiosk.screens.reaching import ReachingScreen
from koperta_station.kiosk.screens.solving import SolvingScreen
from koperta_station.kiosk.screens.summary import SummaryScreen
from koperta_station.state import KioskState, LinkState
from koperta_station.state import Screen as Shown

if TYPE_CHECKING:
    from koperta_station.kiosk.window import KioskWindow

SUMMARY, MOVED, CUT_OFF = "summary", "moved", "cut-off"
_PLAIN: dict[str, Callable[[Tools], Screen]] = {
    Shown.CONFIRMING: ConfirmScreen,
    Shown.PREPARED: InstructionScreen,
    Shown.READY: ReadyScreen,
    Shown.COVERED: MessageScreen,
    Shown.SUSPENDED: MessageScreen,
    Shown.FINISHED: OverScreen,
    Shown.EXPIRED: OverScreen,
    Shown.ENDED: OverScreen,
    Shown.NEEDS_CARD: NeedsCardScreen,
}


class PairingScreens(Protocol):
    """Be what shows itself while this machine has no room."""

    changed: SignalInstance

    @property
    def kind(self) -> str:
        """Return the name of the screen wanted now."""

    def make(self) -> Screen:
        """Make that screen."""


def wanted(state: KioskState | None, pairing: PairingScreens | None, place: Place, *, moved: bool) -> str:
    """Return the name of the screen that belongs to a state."""
    if pairing is not None:
        return pairing.kind
    if state is None:
        return Shown.LOOKING
    if state.link is LinkState.REVOKED:
        return CUT_OFF
    if moved and state.screen is Shown.WAITING:
        return MOVED
    if state.screen is Shown.SOLVING:
        return SUMMARY if place.summary else Shown.SOLVING
    return state.screen


def screen_for(kind: str, window: KioskWindow) -> Screen:
    """Make the screen of a name."""
    if window.pairing is not None:
        return window.pairing.make()
    tools, state = window.tools(), window.state
    if kind == CUT_OFF:
        return CutOffScreen(tools, window.pair_again.emit)
    if kind == MOVED:
        return MovedScreen(tools, window.forget_move)
    if kind in (Shown.SOLVING, SUMMARY) and state is not None and state.form is not None:
        if kind == SUMMARY:
            return SummaryScreen(tools, state.form, window.close_summary)
        solving = SolvingScreen(tools, state.form)
        solving.side.summary.clicked.connect(window.open_summary)
        return solving
    if kind == Shown.WAITING:
        return LoginScreen(tools, window.pair_again.emit)
    if kind in _PLAIN:
        return _PLAIN[kind](tools)
    return ReachingScreen(tools, window.pair_again.emit)
