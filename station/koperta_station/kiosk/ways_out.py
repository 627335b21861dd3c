"""Say when people on site may end the program or take this machine to another room; pure."""

from __future__ import annotations

from koperta_station.state import KioskState, LinkState, SaveState, Screen

PATIENCE_MS = 15_000
_OVER = (Screen.FINISHED, Screen.EXPIRED, Screen.ENDED)
_NOBODY = (Screen.LOOKING, Screen.WAITING)


def may_pair_again(state: KioskState | None, mono_ms: int) -> bool:
    """Tell whether another room is offered: nobody sits here, and this room has been gone for a while or says no."""
    if state is None:
        return False
    if state.link is LinkState.REVOKED:
        return True
    if state.screen not in _NOBODY or state.candidate is not None:
        return False
    since = state.away_since_ms
    away = state.link is LinkState.AWAY and since is not None and mono_ms - since > PATIENCE_MS
    return away or state.link is LinkState.REFUSED


def may_give_seat_on(state: KioskState) -> bool:
    """Tell whether the next candidate may log in here: this one is done, and every answer is at the room."""
    if state.screen not in _OVER or state.link is LinkState.REVOKED:
        return False
    return state.save is SaveState.ROOM and not state.undelivered


def may_write_capsule(state: KioskState | None) -> bool:
    """Tell whether what is kept here may be written onto a stick: the room is away, or the attempt is over."""
    return state is not None and (state.link is not LinkState.CONNECTED or state.screen in _OVER)


def may_leave(state: KioskState | None, mono_ms: int) -> bool:
    """Tell whether the program of a paired machine may be ended: nobody is in the middle of an attempt.

    A machine that is still looking for its room does not know yet whether somebody is; it may be left
    once the room had time to answer.
    """
    if state is None:
        return False
    if state.link is LinkState.REVOKED or state.screen is Screen.WAITING:
        return True
    if state.screen in _OVER:
        return state.save is SaveState.ROOM and not state.undelivered
    return may_pair_again(state, mono_ms)
