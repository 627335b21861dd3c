"""Frame every message of the room protocol the same way.

One WebSocket carries requests, replies and pushes as UTF-8 JSON text, one message each:

    request   {"id": 7, "do": {"type": "log-in", …}}      client → room; ids grow by one per connection
    reply     {"re": 7, "ok": {"type": "logged-in", …}}   or   {"re": 7, "refused": {"code": …}}
    push      {"push": {"type": "view-changed", …}}       room → client, at any time

Unknown fields and types are refused on both sides: the version is fixed at the first message, so
nothing unknown is ever expected.
"""

from __future__ import annotations

from typing import Annotated

import msgspec
from msgspec import Meta

PROTOCOL_VERSION = 1
MAX_MESSAGE_BYTES = 256 * 1024  # machine → room
MAX_ROOM_MESSAGE_BYTES = 8 * 1024 * 1024  # room → machine: the whole view of 500 candidates fits

# WebSocket close codes of the room. What they say is also said by the next attempt to connect
# (HTTP 401 or 403), because a close code does not always arrive.
CLOSE_GOING_AWAY = 1001  # the room stops, or another machine is the room now
CLOSE_BAD_MESSAGE = 4400
CLOSE_REVOKED = 4403
CLOSE_REPLACED = 4409  # the same certificate has connected again

# What machines send is bounded where it is parsed; every hexadecimal string is lower case.
Count = Annotated[int, Meta(ge=0, le=2**53 - 1)]
Text = Annotated[str, Meta(max_length=200)]
Hex32 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$", min_length=64, max_length=64)]
# `$` would let a last line feed pass in some dialects of regular expressions; this end does not.
Hex32OrEmpty = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?(?![\s\S])", max_length=64)]
Hex64 = Annotated[str, Meta(pattern="^[0-9a-f]{128}$", min_length=128, max_length=128)]
Hex64OrEmpty = Annotated[str, Meta(pattern=r"^([0-9a-f]{128})?(?![\s\S])", max_length=128)]
HexUpTo4K = Annotated[str, Meta(pattern="^([0-9a-f]{2})*$", max_length=8192)]
RequestPem = Annotated[str, Meta(min_length=1, max_length=4096)]
Seat = Annotated[int, Meta(ge=1, le=9999)]


SECRET_FIELDS = frozenset({"secret", "passphrase", "form_key", "key", "approval"})


def _shown(name: str, value: object) -> str:
    return "…" if value and name in SECRET_FIELDS else repr(value)


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Be the parent of the parts of messages: frozen, strict, named fields only.

    `repr` shows no secret, because what is in a message ends up in logs and reports sooner or later.
    """

    def __repr__(self) -> str:
        shown = (f"{name}={_shown(name, getattr(self, name))}" for name in self.__struct_fields__)
        return f"{type(self).__name__}({', '.join(shown)})"


def _kebab(name: str) -> str:
    return "".join(f"-{c.lower()}" if c.isupper() else c for c in name).lstrip("-")


class Message(Value, frozen=True, kw_only=True, tag_field="type", tag=_kebab):
    """Be the parent of everything that can stand in `do`, `ok` or `push`; `type` is the name in kebab case."""


class Refusal(Value, frozen=True, kw_only=True):
    """Say why a request was refused: a stable code, one Polish sentence, the next step."""

    code: str
    sentence: str
    next_step: str = ""
    detail: str = ""
    facts: dict[str, str | int] = msgspec.field(default_factory=dict)


class StandbysChanged(Message, frozen=True, kw_only=True):
    """Push to every connected machine where the room may be found when it is not here; kept like those of a welcome."""

    standbys: tuple[str, ...]
