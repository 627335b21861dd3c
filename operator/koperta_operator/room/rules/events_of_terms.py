"""Declare the events of both kinds of journal that say which of two machines is the room."""

from __future__ import annotations

from koperta_operator.room.rules.event_base import Event


class TermBegan(Event, frozen=True, kw_only=True):
    """This machine is the room from here on: people promoted it or rebuilt the room on it."""

    term: int
    how: str  # promotion | break-glass | rebuild
    sealed_reason: str = ""
    officials: tuple[str, ...] = ()


class Superseded(Event, frozen=True, kw_only=True):
    """Another machine is the room since this term; here nothing changes any more."""

    term: int
