"""Prove the term of a room: which of two machines with the same identity is the room now.

A term is signed by the room's identity, so that a machine can hand on what it was told and nobody else can make a
room believe that it was superseded: Ed25519 over `context("koperta/term/1", room id, term as u64 big-endian)`.
"""

from __future__ import annotations

from koperta_crypto.errors import CryptoError
from koperta_crypto.labels import context
from koperta_crypto.signing import SigningKey, verify

FIRST_TERM = 1


def term_bytes(room_id: str, term: int) -> bytes:
    """Return what the room's identity signs."""
    return context("koperta/term/1", room_id.encode(), term.to_bytes(8, "big"))


def promotion_bytes(room_id: str, term: int, challenge: str) -> bytes:
    """Return what an official signs to promote a standby: the term that begins and the connection's challenge (hex)."""
    return context("koperta/promotion/1", room_id.encode(), term.to_bytes(8, "big"), bytes.fromhex(challenge))


def prove_term(key: SigningKey, room_id: str, term: int) -> str:
    """Return the proof of a term in hex; empty for the first, which needs none."""
    return key.sign(term_bytes(room_id, term)).hex() if term > FIRST_TERM else ""


def term_is_proven(public: bytes, room_id: str, term: int, proof: str) -> bool:
    """Tell whether the room's identity signed this term."""
    try:
        verify(public, term_bytes(room_id, term), bytes.fromhex(proof))
    except (CryptoError, ValueError, OverflowError):
        return False
    return True
