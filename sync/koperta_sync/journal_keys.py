"""Wrap a kiosk journal's key twice: for the room, and under the candidate's card.

Either opens the journal: the room (also a rebuilt one) reads it with its journal key, and a workstation
that lost the room goes on when the candidate types the card's secret. The card's secret has 50 random bits;
Argon2id with 16 MiB and two passes makes a search from a stolen disk cost more than what it would show.
"""

from __future__ import annotations

from dataclasses import dataclass

from koperta_crypto.exchange import ExchangeKey, wrap
from koperta_crypto.kdf import KdfCost, KdfParameters, derive, stretch
from koperta_crypto.labels import context
from koperta_crypto.passphrase import normalise
from koperta_crypto.sealing import open_sealed, seal

CARD_COST = KdfCost(memory_kib=16 * 1024, passes=2)
CARD_FLOOR_KIB = 16 * 1024


@dataclass(frozen=True, slots=True)
class Scope:
    """Name the one lease a journal belongs to."""

    sitting_id: str
    candidate_id: str
    epoch: int

    def encode(self, label: str) -> bytes:
        """Return the scope under a label, as every context of a journal uses it."""
        return context(label, self.sitting_id.encode(), self.candidate_id.encode(), self.epoch.to_bytes(8, "big"))


def journal_info(sitting_id: str, candidate_id: str, epoch: int) -> bytes:
    """Return what binds a wrapped key to its lease.

    That is context("koperta/journal-wrap/1", sitting, candidate, u64be epoch).
    """
    return Scope(sitting_id, candidate_id, epoch).encode("koperta/journal-wrap/1")


def wrap_for_room(journal_public: bytes, key: bytes, scope: Scope) -> bytes:
    """Wrap to the X25519 key of `logged-in`, with `journal_info` as HPKE info."""
    return wrap(journal_public, key, journal_info(scope.sitting_id, scope.candidate_id, scope.epoch))


def unwrap_at_room(journal_key: ExchangeKey, wrapped: bytes, scope: Scope) -> bytes:
    """Return the journal's key at the room; AuthenticationError or TruncatedError for a foreign or damaged one."""
    return journal_key.unwrap(wrapped, journal_info(scope.sitting_id, scope.candidate_id, scope.epoch))


def wrap_under_card(secret: str, parameters: KdfParameters, key: bytes, scope: Scope) -> bytes:
    """Seal the key under the card's secret, as typed: case, hyphens and look-alikes do not matter."""
    return seal(_card_key(secret, parameters, scope), key, scope.encode("koperta/journal-card/1"))


def unwrap_with_card(secret: str, parameters: KdfParameters, wrapped: bytes, scope: Scope) -> bytes:
    """Return the key; AuthenticationError for another card, LimitError for parameters nobody here writes."""
    return open_sealed(_card_key(secret, parameters, scope), wrapped, scope.encode("koperta/journal-card/1"))


def _card_key(secret: str, parameters: KdfParameters, scope: Scope) -> bytes:
    stretched = stretch(normalise(secret).encode(), parameters, floor_kib=CARD_FLOOR_KIB)
    return derive(stretched, "koperta/journal-card-key/1", scope.encode("koperta/journal-card/1"))
