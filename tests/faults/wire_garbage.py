"""Make malformed traffic of every kind from a seeded source of chance."""

from __future__ import annotations

import json
import random
import struct
from typing import Any

from aiohttp import WSMsgType

from koperta_sync.protocol.seat import EntryKind
from koperta_sync.protocol.workstation import Deliver
from tests.test_operator.live_wire import Wire

_PATHS = (
    "/", "/v1/room", "/v1/enrol", "/v1/pairing/begin", "/v1/pairing/reveal", "/v1/pairing/finish", "/v1/form",
    "/v1/workstation", "/v1/console", "/v1/segments/a/b", "/v1/segments/../../x", "//", "/%00",
    "/v1/room?" + "a" * 9_000,
)  # fmt: skip
_METHODS = ("GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE", "CONNECT", "PATCH", "G\x00T", "x" * 300)
_HEADERS = (
    "Content-Length: -1", "Content-Length: 99999999999999999999", "Transfer-Encoding: chunked",
    "Content-Encoding: gzip", "Content-Encoding: deflate",
    "Expect: 100-continue", "Upgrade: websocket", "Upgrade: h2c",
    "Connection: upgrade",
    "Sec-WebSocket-Key: x", "Sec-WebSocket-Version: 99", "X: " + "y" * 9_000, "Content-Type: \xff", ": empty",
    "no colon",
    "Range: bytes=0-", "Content-Length: 5\r\nContent-Length: 6", "Cookie: " + "a=b;" * 500, "Host: [", "Host: \x00",
)  # fmt: skip
_VALUES: tuple[Any, ...] = (
    None, True, 0, -1, 2**53, 2**64, 10**400, 1e308, "", "x", "\u0000", "a" * 300, "ż" * 90_000, [], {}, [[]], "0" * 64,
    "0" * 128, "0" * 64 + "\n",
)  # fmt: skip
_TYPES = (
    "hello", "log-in", "confirm-data", "form-stored", "deliver", "beat", "recover-journal", "console-hello", "sign-in",
    "sign-out", "list-folder", "import-files", "unlock", "start-sitting", "room-exit", "close-sitting", "sign-bundle",
    "back-up-room", "cancel-job", "welcome", "view-changed", "", "nonsense",
)  # fmt: skip
_FIELDS = (
    "version", "facts", "username", "secret", "correct", "sha256", "sitting_id", "candidate_id", "epoch", "entries",
    "sent_mono_ms", "worked_ms", "wrapped", "software", "official_id", "signature", "path", "paths", "passphrase",
    "job",
    "undelivered", "witness_head", "extra",
)  # fmt: skip


def http_garbage(dice: random.Random) -> bytes:
    """Return bytes that begin like an HTTP request, more or less."""
    if dice.random() < 0.2:
        return dice.randbytes(dice.randrange(1, 400)) + b"\r\n\r\n"
    lines = [f"{dice.choice(_METHODS)} {dice.choice(_PATHS)} HTTP/{dice.choice(('1.1', '1.0', '2.0', '9', ''))}"]
    lines += ["Host: room"] if dice.random() < 0.8 else []
    lines += [dice.choice(_HEADERS) for _ in range(dice.randrange(4))]
    body = dice.choice((b"", b"{}", dice.randbytes(40), b"[" * 20_000, json.dumps(_message(dice)).encode()))
    if dice.random() < 0.6:
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join(lines).encode("latin-1", "replace") + b"\r\n\r\n" + body


def _message(dice: random.Random) -> Any:
    if dice.random() < 0.1:
        return dice.choice(_VALUES)
    fields = {dice.choice(_FIELDS): dice.choice(_VALUES) for _ in range(dice.randrange(7))}
    return {"type": dice.choice((*_TYPES, *_VALUES)), **fields}


def bad_frame(dice: random.Random, candidate_id: str, sitting_id: str) -> tuple[bytes, WSMsgType]:
    """Return a frame to send on a WebSocket, and of which kind; never a well-formed act."""
    kind = WSMsgType.BINARY if dice.random() < 0.05 else WSMsgType.TEXT
    match dice.randrange(9):
        case 0:
            data = dice.randbytes(dice.randrange(300))
        case 1:
            depth = dice.choice((10, 1_000, 50_000))
            data = b'{"id":1,"do":' + b"[" * depth + b"]" * depth + b"}"
        case 2:
            data = b"x" * dice.choice((1, 260_000, 300_000))
        case 3:
            data = json.dumps({"id": dice.choice(_VALUES), "do": {"type": "beat"}, "extra": 1}).encode()
        case 4:
            data = b'{"id":1,"do":{"type":"beat"},"do":{"type":"beat","worked_ms":-5}}'
        case 5:
            data = b'{"id":1,"do":{"type":"log-in","username":"\\ud800","secret":"\xff"}}'
        case 6:
            wrong = {"type": "deliver", "sitting_id": sitting_id, "candidate_id": candidate_id, "epoch": 1}
            data = json.dumps({"id": 5, "do": {**wrong, "entries": dice.choice(_VALUES)}}).encode()
        case _:
            data = json.dumps({"id": dice.randrange(100), "do": _message(dice)}).encode()
    # What happens to be a whole, allowed message would be no garbage; signing in and out is left alone.
    return (data if b'"sign-' not in data else b"{}"), kind


def upgrade(path: str) -> bytes:
    """Return the request that opens a WebSocket."""
    return (
        f"GET {path} HTTP/1.1\r\nHost: room\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    ).encode()


def socket_frame(dice: random.Random) -> bytes:
    """Return one WebSocket frame with liberties: reserved bits, unknown kinds, wrong lengths, fragments, no mask."""
    first = dice.choice((0x81, 0x01, 0x00, 0x80, 0x82, 0xC1, 0xF1, 0x8F, 0x89, 0x8A, 0x88, 0x09, dice.randrange(256)))
    payload = dice.choice((b"", b"{}", b'{"id":1,"do":{"type":"beat"}}', dice.randbytes(50), b"a" * 200))
    masked = 0x80 if dice.random() < 0.7 else 0
    said = len(payload) if dice.random() < 0.7 else dice.choice((0, 1, 300, 2**16, 2**31, 2**63 + 1))
    if said < 126:
        head = struct.pack("!BB", first, masked | said)
    elif said < 2**16:
        head = struct.pack("!BBH", first, masked | 126, said)
    else:
        head = struct.pack("!BBQ", first, masked | 127, said)
    mask = dice.randbytes(4) if masked else b""
    return head + mask + (bytes(c ^ mask[n % 4] for n, c in enumerate(payload)) if masked else payload)


def bad_entries(dice: random.Random, wire: Wire, candidate_id: str, sitting_id: str) -> Deliver:
    """Return a well-formed delivery of entries this workstation has no right to."""
    candidate = dice.choice((candidate_id, "", "c" * 200, "x"))
    sitting = dice.choice((sitting_id, "", "../x", "another"))
    epoch = dice.choice((0, 1, 2, 2**53 - 1))
    kinds = list(EntryKind)
    entries = tuple(
        wire.entry(sitting, candidate, dice.choice((0, 1, 2, 2**53 - 1)), dice.choice(kinds), "z" * 200, "o", epoch)
        for _ in range(dice.choice((0, 1, 3, 200)))
    )
    return Deliver(
        sitting_id=sitting, candidate_id=candidate, epoch=epoch, entries=entries, sent_mono_ms=0, worked_ms=2**53 - 1
    )
