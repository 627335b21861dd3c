"""Say what a machine and the room tell each other before the machine has a certificate.

Plain HTTPS requests on the room's one port; the machine does not yet know whether it talks to the
room or to somebody in between. Commit-then-reveal (Vaudenay 2005) makes the codes people type bind
both sides' keys:

    POST /v1/pairing/begin    the commitment
                              C = SHA-256(context("koperta/pairing-commit/1", Nk, request, key, room certificate))
    POST /v1/pairing/reveal   the nonce Nk, after the room has sent its own nonce Ns
    both                      d = SHA-256(context("koperta/pairing/1", room certificate, request, key, Ns, Nk))
                              machine code = first 6 (8 above 100 machines) decimal digits of d,
                              room code = the 4 digits after them; `koperta_sync.pairing` says exactly how
    POST /v1/pairing/finish   the machine asks, again and again, until the operator has typed the machine's
                              code into the console; the person at the machine types the room's code there

`room certificate` is the DER certificate this machine saw in the TLS handshake, so a relay changes d.
"""

from __future__ import annotations

import enum

from koperta_sync.protocol.base import Hex32, Message, RequestPem, Seat, Text, Value

ANSWER_KEY_HEADER = "Koperta-Answer-Key"  # of the WebSocket request: the public key a workstation signs with, hex


class MachineRole(enum.StrEnum):
    """Name what a machine is paired as."""

    WORKSTATION = "workstation"
    CONSOLE = "console"
    STANDBY = "standby"


class RoomHint(Message, frozen=True, kw_only=True):
    """Answer GET /v1/room: who this is, as a hint only, and what is open."""

    room_id: str
    label: str
    exam_rooms: tuple[str, ...]
    software: str
    version: int
    pairing_open: bool
    term: int = 1
    term_proof: str = ""


class BeginPairing(Message, frozen=True, kw_only=True):
    """Open an attempt to pair; all byte strings in lower-case hex, the request in PEM."""

    role: MachineRole
    request_pem: RequestPem  # PKCS#10, P-256
    answer_key: Hex32  # Ed25519 public key the machine signs entries with
    commitment: Hex32
    machine_name: Text


class PairingBegun(Message, frozen=True, kw_only=True):
    """Answer with the room's nonce and the attempt's id."""

    attempt: str
    room_nonce: str
    digits: int  # how many digits the machine shows


class RevealPairing(Message, frozen=True, kw_only=True):
    """Reveal the nonce committed to; answered by `pairing-revealed` or a refusal that ends the attempt."""

    attempt: Text
    machine_nonce: Hex32


class PairingRevealed(Message, frozen=True, kw_only=True):
    """Say that the commitment held: both sides can compute the codes."""


class FinishPairing(Message, frozen=True, kw_only=True):
    """Ask whether the operator has typed the code; repeated about once a second."""

    attempt: Text


class PairingState(enum.StrEnum):
    """Name how far an attempt is, as the room sees it."""

    WAITING = "waiting"
    APPROVED = "approved"
    REFUSED = "refused"


class PairingAnswer(Message, frozen=True, kw_only=True):
    """Answer `finish-pairing`; the certificates are there once the operator has approved."""

    state: PairingState
    certificate_pem: str = ""
    authority_pem: str = ""
    server_name: str = ""
    room_id: str = ""
    label: str = ""
    exam_room: str = ""
    seat_number: int = 0


class Enrol(Message, frozen=True, kw_only=True):
    """Pair in one step with the approval of one seat from a signed enrolment file (POST /v1/enrol)."""

    role: MachineRole
    request_pem: RequestPem
    answer_key: Hex32
    seat_number: Seat
    approval: Hex32  # valid once
    machine_name: Text


class EnrolmentSeat(Value, frozen=True, kw_only=True):
    """Hold one seat's approval in an enrolment file."""

    seat_number: Seat
    exam_room: Text
    approval: Hex32


class EnrolmentFile(Message, frozen=True, kw_only=True):
    """Hold an enrolment file's payload; the file is a DSSE envelope (koperta/enrolment/1) by the room's key."""

    room_id: str
    room_key: Hex32  # Ed25519 public key; the room statement below certifies it
    room_statement: str  # hex of the board-signed statement
    label: str
    addresses: tuple[str, ...]  # "192.168.1.10:8443"
    authority_pem: str
    server_name: str
    seats: tuple[EnrolmentSeat, ...]


PairingRequest = BeginPairing | RevealPairing | FinishPairing | Enrol
PairingReply = RoomHint | PairingBegun | PairingRevealed | PairingAnswer
