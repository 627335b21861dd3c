"""Replace for a simulated day what is too slow for thousands of them: signatures, sealed keys, opened forms.

What replaces them still refuses what is not the same: another key, another card, another entry.
"""

from __future__ import annotations

import contextlib
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random
from unittest.mock import patch

from koperta_crypto.errors import AuthenticationError, SignatureError
from koperta_packages.form import FormContent, FormItem, FormOption
from koperta_station import facts
from koperta_sync.journal_keys import Scope
from tests.faults.simulation.disks import Logs

MACHINE = facts.Machine("koperta", "simulated", "1366x768", 3)


@dataclass(frozen=True, slots=True)
class CheapKey:
    """Sign by hashing: as deterministic as Ed25519, and sixty times faster."""

    public: bytes

    def sign(self, message: bytes) -> bytes:
        """Return 64 bytes that depend on key and message."""
        return hashlib.sha512(self.public + message).digest()


def _verify(public: bytes, message: bytes, signature: bytes) -> None:
    if hashlib.sha512(public + message).digest() != signature:
        raise SignatureError("another entry was signed")


def _seal(owner: bytes, key: bytes, scope: Scope) -> bytes:
    return hashlib.sha256(owner + scope.encode("simulated")).digest() + key


def _open(owner: bytes, box: bytes, scope: Scope) -> bytes:
    if box[:32] != hashlib.sha256(owner + scope.encode("simulated")).digest():
        raise AuthenticationError("another key")
    return box[32:]


class _Secrets:
    def __init__(self, dice: Random) -> None:
        self._dice = dice

    def token_hex(self, count: int) -> str:
        return self._dice.randbytes(count).hex()

    def token_bytes(self, count: int) -> bytes:
        return self._dice.randbytes(count)


def form_of(package_id: str, candidate_id: str, minutes: int, options: dict[str, tuple[str, ...]]) -> FormContent:
    """Return a form as the window would show it."""
    items = tuple(
        FormItem(at, item, "?", tuple(FormOption(option, option) for option in options[item]), ())
        for at, item in enumerate(options, 1)
    )
    return FormContent(package_id, candidate_id, 1, "Egzamin", "INF.03", minutes, False, items)


@contextlib.contextmanager
def cheap(dice: Random, logs: Logs, forms: dict[str, FormContent]) -> Iterator[None]:
    """Put everything in place for one day; `forms` by candidate id."""

    def opened(_key: bytes, _sealed: bytes, *, candidate_id: str, **_more: object) -> FormContent:
        return forms[candidate_id]

    replaced = {
        "koperta_sync.entries.verify": _verify,
        "koperta_sync.kiosk_journal.SealedLog": logs,
        "koperta_sync.kiosk_journal.wrap_for_room": _seal,
        "koperta_sync.kiosk_journal.wrap_under_card": lambda card, _cost, key, scope: _seal(card.encode(), key, scope),
        "koperta_sync.kiosk_journal.unwrap_with_card": lambda card, _cost, box, scope: _open(card.encode(), box, scope),
        "koperta_operator.room.server.seats.unwrap_at_room": lambda key, box, scope: _open(key.public, box, scope),
        "koperta_station.forms.open_form": opened,
        "koperta_station.facts.measure": lambda _folder, _screen: MACHINE,
        "koperta_station.pen.secrets": _Secrets(dice),
        "koperta_sync.uptime.boot_id": lambda: logs.boot,
        "koperta_station.seat_store.secrets": _Secrets(dice),
    }
    with contextlib.ExitStack() as stack:
        for name, value in replaced.items():
            stack.enter_context(patch(name, value))
        yield
