"""Choose the screen for a state: one name for each, and the screen of a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import SignalInstance

from koperta_station.kiosk import ways_out
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

SUMMARY, MOVED, CUT_OFF, NEXT_PERSON = "summary", "moved", "cut-off", "next-person"
_PLAIN: dict[str, Callable[[Tools], Screen]] = {
    Shown.CONFIRMING: ConfirmScreen,
    Shown.PREPARED: InstructionScreen,
    Shown.READY: ReadyScreen,
    Shown.COVERED: MessageScreen,
    Shown.PAUSED: MessageScreen,
    Shown.SUSPENDED: MessageScreen,
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


@dataclass(frozen=True, slots=True)
class Acts:
    """Hold what a screen may ask of the window it is shown in."""

    pair_again: Callable[[], None]
    open_summary: Callable[[], None]
    close_summary: Callable[[], None]
    forget_move: Callable[[], None]
    next_person: Callable[[], None]
    same_person: Callable[[], None]


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
    if place.next_person and ways_out.may_give_seat_on(state):
        return NEXT_PERSON
    if state.screen is Shown.SOLVING:
        return SUMMARY if place.summary else Shown.SOLVING
    return state.screen


def screen_for(kind: str, state: KioskState | None, tools: Tools, acts: Acts) -> Screen:
    """Make the screen of a name for a machine that is paired."""
    if kind == CUT_OFF:
        return CutOffScreen(tools, acts.pair_again)
    if kind == MOVED:
        return MovedScreen(tools, acts.forget_move)
    if kind in (Shown.SOLVING, SUMMARY) and state is not None and state.form is not None:
        if kind == SUMMARY:
            return SummaryScreen(tools, state.form, acts.close_summary)
        solving = SolvingScreen(tools, state.form)
        solving.side.summary.clicked.connect(acts.open_summary)
        return solving
    if kind == Shown.WAITING:
        return LoginScreen(tools, acts.pair_again)
    if kind == NEXT_PERSON:
        return LoginScreen(tools, acts.pair_again, acts.same_person)
    if kind in (Shown.FINISHED, Shown.EXPIRED, Shown.ENDED):
        return OverScreen(tools, acts.next_person)
    if kind in _PLAIN:
        return _PLAIN[kind](tools)
    return ReachingScreen(tools, acts.pair_again)
