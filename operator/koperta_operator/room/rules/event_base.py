"""Say what every event of every journal has in common, and turn events into bodies and back.

A body is JSON of the event's fields and its `type` in kebab case. Fields that hold names, documents or free
text are called `sealed…` and carry hexadecimal ciphertext under the sitting's key: when that key is destroyed
at the end of retention, what remains are ids and times.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterable
from typing import Generic, TypeVar, Union

import msgspec


def kebab(name: str) -> str:
    """Return a class name as the journal writes it: `RoomExit` is `room-exit`."""
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


class Part(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Be the parent of the values inside events."""


class Event(Part, frozen=True, kw_only=True, tag_field="type", tag=kebab):
    """Be the parent of every event; a field once written is never renamed and never changes its meaning."""


def kind_of(event: Event) -> str:
    """Return the `type` of an event."""
    tag = type(event).__struct_config__.tag
    return str(tag)


class EventRow(msgspec.Struct, frozen=True):
    """Hold one line of the table of events in the documentation."""

    kind: str
    meaning: str
    fields: tuple[tuple[str, str], ...]  # (name, type)


E = TypeVar("E", bound=Event)
_ENCODE = msgspec.json.Encoder().encode


class EventCodec(Generic[E]):
    """Encode and decode the events of one journal, a closed set."""

    __slots__ = ("_decoder", "kinds")

    def __init__(self, events: tuple[type[E], ...]) -> None:
        self.kinds: dict[type[E], str] = {event: str(event.__struct_config__.tag) for event in events}
        self._decoder: msgspec.json.Decoder[E] = msgspec.json.Decoder(Union[events])  # noqa: UP007 a set of types

    def encode(self, event: E) -> tuple[str, bytes]:
        """Return kind and body of an event."""
        return self.kinds[type(event)], _ENCODE(event)

    def decode(self, kind: str, body: bytes) -> E:
        """Return the event of a body. Raises ValueError when it is not an event of that kind."""
        event = self._decoder.decode(body)
        if self.kinds[type(event)] != kind:
            raise ValueError(f"a body of type {self.kinds[type(event)]} is filed as {kind}")
        return event

    def table(self) -> list[EventRow]:
        """Return every event with its meaning and fields, for the documentation."""
        return list(_rows(self.kinds))


def _rows(events: Iterable[type[Event]]) -> Iterable[EventRow]:
    for event in events:
        lineage = reversed(event.__mro__)
        fields = tuple((n, str(kind)) for cls in lineage for n, kind in inspect.get_annotations(cls).items())
        yield EventRow(str(event.__struct_config__.tag), inspect.getdoc(event) or "", fields)
