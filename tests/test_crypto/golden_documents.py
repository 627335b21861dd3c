"""Build the vectors of passphrases, chains, documents, streams and key files; see `golden`."""

import hashlib

from koperta_crypto import chain, envelope, kdf, keyfile, passphrase, stream
from koperta_crypto.signing import SigningKey

Case = dict[str, object]
KEY = bytes(range(32))
FIRST, SECOND, STRANGER = (SigningKey.from_seed(bytes([n]) * 32) for n in (1, 2, 3))


def hexes(values: tuple[bytes, ...] | list[bytes]) -> list[str]:
    """Return each value in hexadecimal."""
    return [value.hex() for value in values]


def passphrases() -> list[Case]:
    """Return typed passphrases with the canonical form or the slip they must give."""
    right = passphrase.generate(lambda n: bytes((7 * at + 3) & 31 for at in range(n)))
    plain = passphrase.normalise(right)
    other = "Z" if plain[9] != "Z" else "Y"
    typed: list[tuple[str, str, int | None, int]] = [
        (right, "", None, 0),
        (right.lower(), "", None, 0),
        (plain, "", None, 0),
        (right.replace("-", " – "), "", None, 0),
        (plain.replace("0", "o").replace("1", "l"), "", None, 0),
        (plain[:9] + other + plain[10:], "wrong symbol", 3, 0),
        (plain[:-1] + ("0" if plain[-1] != "0" else "1"), "wrong symbol", 5, 0),
        (plain[:3] + plain[4] + plain[3] + plain[5:], "swapped neighbours", None, 0),
        (plain[:5] + "U" + plain[6:], "foreign symbol", 2, 0),
        (plain[:-2], "missing", None, 2),
        (plain + "0", "too many", None, 1),
        ("", "missing", None, 20),
    ]
    return [
        {
            "typed": text,
            "symbols": 18,
            "canonical": None if kind else plain,
            "slip": {"kind": kind, "group": group, "count": count} if kind else None,
        }
        for text, kind, group, count in typed
    ]


def chains() -> list[Case]:
    """Return chains of events with every head."""
    cases: list[Case] = []
    for events in ([], [b"a", b"b"], [b"b", b"a"], [b"ab"], [b"", b""]):
        heads = [chain.genesis("koperta/log/1", b"sitting")]
        for event in events:
            heads.append(chain.link(heads[-1], event))
        cases.append(
            {
                "label": "koperta/log/1",
                "parts": hexes([b"sitting"]),
                "events": hexes(events),
                "heads": hexes(heads),
            }
        )
    return cases


def envelopes() -> list[Case]:
    """Return encoded documents for a role of two known keys and threshold two."""
    kind, payload = "koperta/test/1", b'{"a":1}'
    both = envelope.sign(kind, payload, [FIRST, SECOND])
    one, two = both.signatures
    [foreign] = envelope.sign(kind, payload, [STRANGER]).signatures
    posing = envelope.Signature(SECOND.key_id, foreign.signature)

    def of(*signatures: envelope.Signature) -> bytes:
        return envelope.Envelope(kind, payload, signatures).encode()

    good = both.encode()
    documents = [
        ("both keys signed", good, "opens"),
        ("a stranger signed too", of(foreign, one, two), "opens"),
        ("one key signed", of(one), "ThresholdError"),
        ("one key signed twice", of(one, one), "ThresholdError"),
        ("only a stranger signed", of(foreign), "UnknownSignerError"),
        ("nobody signed", of(), "UnknownSignerError"),
        ("a stranger poses as the second key", of(one, posing), "SignatureError"),
        ("payload changed", good.replace(b'"a":1', b'"a":2'), "SignatureError"),
        ("another type", good.replace(b"test/1", b"test/2"), "FormatError"),
        ("type not printable", good.replace(b"test/1", b"test/\x00"), "FormatError"),
        ("empty type", b"\x00\x00" + bytes(5), "FormatError"),
        ("one byte short", good[:-1], "TruncatedError"),
        ("no bytes", b"", "TruncatedError"),
        ("payload longer than the file", good[:16] + b"\xff\xff\xff\xff" + good[20:], "TruncatedError"),
        ("one byte behind", good + b"\x00", "TrailingDataError"),
        ("larger than 1000 bytes", good + bytes(1000), "LimitError"),
    ]
    return [_document(kind, payload, *one) for one in documents]


def _document(kind: str, payload: bytes, name: str, data: bytes, outcome: str) -> Case:
    return {
        "name": name,
        "type": kind,
        "keys": {key.key_id: key.public.hex() for key in (FIRST, SECOND)},
        "threshold": 2,
        "limit": 1000,
        "document": data.hex(),
        "outcome": outcome,
        "payload": payload.hex() if outcome == "opens" else None,
    }


def streams() -> list[Case]:
    """Return streams as recipes: contents of `count` times `byte`, sealed, then cut or lengthened."""
    header, aad, chunk, sealed_chunk = bytes(range(24)), b"koperta/segment/1", 65_536, 65_553
    recipes: list[tuple[str, int, int | None, bytes, str]] = [
        ("nothing inside", 0, None, b"", "opens"),
        ("one byte", 1, None, b"", "opens"),
        ("one byte less than a chunk", chunk - 1, None, b"", "opens"),
        ("exactly one chunk", chunk, None, b"", "opens"),
        ("one byte more than a chunk", chunk + 1, None, b"", "opens"),
        ("exactly two chunks", 2 * chunk, None, b"", "opens"),
        ("cut after the first of two chunks", 2 * chunk, 24 + sealed_chunk, b"", "TruncatedError"),
        ("cut within the header", 1, 20, b"", "TruncatedError"),
        ("cut behind the header", 1, 24, b"", "TruncatedError"),
        ("cut within the chunk", 9, 45, b"", "AuthenticationError"),
        ("a byte behind a short chunk", 9, None, b"\x00", "AuthenticationError"),
        ("bytes behind a full final chunk", chunk, None, bytes(30), "TrailingDataError"),
    ]
    cases: list[Case] = []
    for name, count, keep, tail, outcome in recipes:
        whole = b"".join(stream.seal_stream(KEY, aad, [b"\x2a" * count], header=header))
        data = whole[:keep] + tail
        cases.append(
            {
                "name": name,
                "key": KEY.hex(),
                "aad": aad.hex(),
                "header": header.hex(),
                "contents": {"byte": 0x2A, "count": count},
                "sealed_length": len(whole),
                "sealed_sha256": hashlib.sha256(whole).hexdigest(),
                "sealed": whole.hex() if len(whole) < 100 else None,
                "keep": len(whole) if keep is None else keep,
                "tail": tail.hex(),
                "outcome": outcome,
                "data_sha256": hashlib.sha256(data).hexdigest(),
            }
        )
    return cases


def keyfiles() -> list[Case]:
    """Return a key file, opened with the right and the wrong PIN, purpose and public part."""
    purpose = "koperta/board-key/1"
    parameters = kdf.KdfParameters(64 * 1024, 1, bytes(range(16)))
    public = {"id": "abc", "name": "Komisja Okręgowa"}
    data = keyfile.protect(KEY, "482913", purpose=purpose, public=public, kdf=parameters, nonce=bytes(range(24)))
    text = data.decode("utf-8")
    cheap = text.replace('"memory_kib":65536', '"memory_kib":65535')
    uses = [
        ("right PIN", text, "482913", purpose, "opens"),
        ("wrong PIN", text, "482914", purpose, "AuthenticationError"),
        ("another purpose", text, "482913", "koperta/official-key/1", "FormatError"),
        ("public part changed", text.replace("abc", "abd"), "482913", purpose, "AuthenticationError"),
        ("cost below the floor", cheap, "482913", purpose, "LimitError"),
        ("cut", text[:-1], "482913", purpose, "FormatError"),
    ]
    return [
        {
            "name": name,
            "file": content,
            "pin": pin,
            "purpose": asked,
            "outcome": outcome,
            "secret": KEY.hex() if outcome == "opens" else None,
        }
        for name, content, pin, asked, outcome in uses
    ]
