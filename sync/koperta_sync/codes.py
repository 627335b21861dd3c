"""Derive commitment and codes of a pairing; both sides and every test of the attack use these.

With `context` of `koperta_crypto.labels`, the request as the PEM bytes that were sent, the answer key
as 32 bytes and the room certificate as the DER bytes seen in the TLS handshake:

    commitment = SHA-256(context("koperta/pairing-commit/1", Nk, request, key, certificate))
    d          = SHA-256(context("koperta/pairing/1", certificate, request, key, Ns, Nk))
    n          = d as an unsigned big-endian number, modulo 10^12, written with 12 digits

The machine's code is the first 6 (or 8) of the 12 digits, the room's code the 4 digits after them.
256 bits modulo 10^12 favour a code by less than 2^-215, which nobody can use.
"""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass

from koperta_crypto.labels import context

NONCE_BYTES = 32
SHORT_DIGITS = 6
LONG_DIGITS = 8
ROOM_DIGITS = 4
_ALL_DIGITS = LONG_DIGITS + ROOM_DIGITS


@dataclass(frozen=True, slots=True)
class Claim:
    """Hold what a machine asks to be paired with, and the room certificate this side knows (DER)."""

    request_pem: bytes
    answer_key: bytes
    room_certificate: bytes


@dataclass(frozen=True, slots=True)
class Codes:
    """Hold the two codes people type: the machine's into the console, the room's into the machine."""

    machine: str
    room: str


def commitment(claim: Claim, machine_nonce: bytes) -> bytes:
    """Return the 32 bytes a machine sends before it knows the room's nonce."""
    encoded = context(
        "koperta/pairing-commit/1", machine_nonce, claim.request_pem, claim.answer_key, claim.room_certificate
    )
    return hashlib.sha256(encoded).digest()


def commitment_holds(committed: bytes, claim: Claim, machine_nonce: bytes) -> bool:
    """Say whether the nonce is the one committed to."""
    return hmac.compare_digest(committed, commitment(claim, machine_nonce))


def codes(claim: Claim, room_nonce: bytes, machine_nonce: bytes, digits: int) -> Codes:
    """Return the codes of one attempt; `digits` is 6 or 8."""
    if digits not in (SHORT_DIGITS, LONG_DIGITS):
        raise ValueError("a machine's code has 6 or 8 digits")
    encoded = context(
        "koperta/pairing/1", claim.room_certificate, claim.request_pem, claim.answer_key, room_nonce, machine_nonce
    )
    number = int.from_bytes(hashlib.sha256(encoded).digest(), "big") % 10**_ALL_DIGITS
    written = f"{number:0{_ALL_DIGITS}d}"
    return Codes(written[:digits], written[digits : digits + ROOM_DIGITS])


def typed_digits(text: str) -> str:
    """Return what a person typed without the spaces and hyphens people put between digits."""
    return "".join(sign for sign in text if not sign.isspace() and sign != "-")
