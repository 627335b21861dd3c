"""Build the published vectors of this component; run as a module to write them anew.

`python -m tests.test_crypto.golden` rewrites `tests/vectors/crypto/*.json`. Outcomes are stated here
by hand, inputs are fixed, so a change of any format shows as a changed file.
"""

import json
from collections.abc import Callable
from pathlib import Path

from koperta_crypto import envelope, kdf, labels, sealing
from koperta_crypto.exchange import ExchangeKey

from . import golden_documents, hpke_by_the_book
from .golden_documents import KEY, Case, hexes

FOLDER = Path(__file__).resolve().parent.parent / "vectors" / "crypto"


def pae() -> list[Case]:
    """Return types and payloads with the bytes that are signed for them."""
    inputs = [("koperta/grant/1", b"{}"), ("koperta/grant/1", b""), ("a 1 b", b"2 c"), ("t", b"\x00\xff\n")]
    return [
        {"type": kind, "payload": payload.hex(), "pae": envelope.pae(kind, payload).hex()} for kind, payload in inputs
    ]


def contexts() -> list[Case]:
    """Return labels and parts with their context."""
    inputs: list[tuple[str, tuple[bytes, ...]]] = [
        ("koperta/segment/1", (b"package", b"items")),
        ("koperta/segment/1", (b"packageitems",)),
        ("koperta/segment/1", (b"package", b"items", b"")),
        ("a", ()),
    ]
    return [
        {"label": label, "parts": hexes(parts), "context": labels.context(label, *parts).hex()}
        for label, parts in inputs
    ]


def derivations() -> list[Case]:
    """Return derived and combined keys."""
    derived: list[tuple[str, tuple[bytes, ...], int]] = [
        ("koperta/segment/1", (b"package", b"items"), 32),
        ("koperta/commit/1", (b"package",), 32),
        ("koperta/draw/1", (), 64),
    ]
    cases: list[Case] = [
        {
            "function": "derive",
            "key": KEY.hex(),
            "label": label,
            "parts": hexes(parts),
            "length": length,
            "output": kdf.derive(KEY, label, *parts, length=length).hex(),
        }
        for label, parts, length in derived
    ]
    for shares in ((KEY,), (KEY, KEY[::-1]), (KEY + KEY[::-1],)):
        output = kdf.combine(b"salt", shares, "koperta/kek/1").hex()
        cases.append(
            {
                "function": "combine",
                "salt": b"salt".hex(),
                "shares": hexes(shares),
                "label": "koperta/kek/1",
                "length": 64,
                "output": output,
            }
        )
    return cases


def sealings() -> list[Case]:
    """Return sealed boxes, whole and damaged."""
    nonce, aad, secret = bytes(range(24)), b"koperta/test/1", b"compartment key"
    box = sealing.seal(KEY, secret, aad, nonce=nonce)
    empty = sealing.seal(KEY, b"", b"", nonce=nonce)
    boxes = [
        ("whole", box, aad, "opens"),
        ("nothing inside", empty, b"", "opens"),
        ("another context", box, b"koperta/test/2", "AuthenticationError"),
        ("last bit flipped", box[:-1] + bytes([box[-1] ^ 1]), aad, "AuthenticationError"),
        ("nonce changed", b"\x01" + box[1:], aad, "AuthenticationError"),
        ("one byte short", box[:-1], aad, "AuthenticationError"),
        ("shorter than nonce and tag", box[:39], aad, "TruncatedError"),
        ("one byte behind", box + b"\x00", aad, "AuthenticationError"),
    ]
    return [
        {
            "name": name,
            "key": KEY.hex(),
            "aad": used.hex(),
            "box": data.hex(),
            "outcome": outcome,
            "plaintext": ("" if data == empty else secret.hex()) if outcome == "opens" else None,
        }
        for name, data, used, outcome in boxes
    ]


def exchanges() -> list[Case]:
    """Return boxes wrapped with a known ephemeral key by the implementation straight from the RFC."""
    receiver, ephemeral = ExchangeKey.from_bytes(KEY), KEY[::-1]
    cases: list[Case] = []
    for info, plaintext in ((b"koperta/grant-share/1", KEY), (b"", b"")):
        enc, schedule = hpke_by_the_book.send(ephemeral, receiver.public, info)
        box = enc + schedule.encrypt(plaintext)
        for used, outcome in ((info, "opens"), (info + b"x", "AuthenticationError")):
            cases.append(
                {
                    "secret": KEY.hex(),
                    "public": receiver.public.hex(),
                    "ephemeral": ephemeral.hex(),
                    "info": used.hex(),
                    "box": box.hex(),
                    "outcome": outcome,
                    "plaintext": plaintext.hex() if outcome == "opens" else None,
                }
            )
    return cases


FILES: dict[str, Callable[[], list[Case]]] = {
    "pae.json": pae,
    "contexts.json": contexts,
    "derivations.json": derivations,
    "sealings.json": sealings,
    "exchanges.json": exchanges,
    "passphrases.json": golden_documents.passphrases,
    "chains.json": golden_documents.chains,
    "envelopes.json": golden_documents.envelopes,
    "streams.json": golden_documents.streams,
    "keyfiles.json": golden_documents.keyfiles,
}


def rendered(name: str) -> bytes:
    """Return the bytes of one vector file."""
    return (json.dumps(FILES[name](), indent=1, ensure_ascii=False) + "\n").encode("utf-8")


def load(name: str) -> list[dict[str, object]]:
    """Read the cases of one vector file as they stand in the repository."""
    cases: list[dict[str, object]] = json.loads((FOLDER / name).read_text(encoding="utf-8"))
    return cases


if __name__ == "__main__":
    for file_name in FILES:
        (FOLDER / file_name).write_bytes(rendered(file_name))
