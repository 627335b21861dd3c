"""A document counts when enough distinct known keys signed exactly its type and bytes."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from koperta_crypto.envelope import Envelope, Signature, pae, sign, verify
from koperta_crypto.errors import (
    CryptoError,
    FormatError,
    LimitError,
    SignatureError,
    ThresholdError,
    TrailingDataError,
    TruncatedError,
    UnknownSignerError,
)
from koperta_crypto.signing import SigningKey

from .damage import bit_flips, truncations, with_tails

KIND = "koperta/test/1"
PAYLOAD = b'{"a":1}'
FIRST, SECOND, STRANGER = (SigningKey.from_seed(bytes([n]) * 32) for n in (1, 2, 3))
KNOWN = {key.key_id: key.public for key in (FIRST, SECOND)}
GOOD = sign(KIND, PAYLOAD, [FIRST, SECOND])
PRINTABLE = some.text(some.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=40)


def test_the_very_signed_bytes_come_back() -> None:
    decoded = Envelope.decode(GOOD.encode(), limit=10_000)
    assert decoded == GOOD
    assert verify(decoded, KIND, KNOWN, 2) is decoded.payload
    assert decoded.payload == PAYLOAD


@given(
    PRINTABLE,
    some.binary(max_size=300),
    some.lists(some.builds(Signature, PRINTABLE, some.binary(min_size=64, max_size=64)), max_size=5),
)
def test_every_envelope_has_one_encoding_that_decodes_to_it(
    kind: str, payload: bytes, signatures: list[Signature]
) -> None:
    envelope = Envelope(kind, payload, tuple(signatures))
    assert Envelope.decode(envelope.encode(), limit=10_000) == envelope


@given(some.binary(max_size=200))
def test_whatever_decodes_encodes_to_the_same_bytes(data: bytes) -> None:
    """No two encodings of one document: nobody can change a byte that matters to no one."""
    try:
        decoded = Envelope.decode(data, limit=200)
    except CryptoError:
        return
    assert decoded.encode() == data


def test_every_truncation_and_tail_is_refused_by_its_name() -> None:
    for bad in truncations(GOOD.encode()):
        with pytest.raises(TruncatedError):
            Envelope.decode(bad, limit=10_000)
    for bad in with_tails(GOOD.encode()):
        with pytest.raises(TrailingDataError):
            Envelope.decode(bad, limit=10_000)


def test_no_single_flipped_bit_leaves_a_document_with_both_signers() -> None:
    for bad in bit_flips(GOOD.encode()):
        with pytest.raises(CryptoError):
            verify(Envelope.decode(bad, limit=10_000), KIND, KNOWN, 2)


def test_a_size_beyond_the_limit_is_refused_before_parsing() -> None:
    data = GOOD.encode()
    assert Envelope.decode(data, limit=len(data)) == GOOD
    with pytest.raises(LimitError):
        Envelope.decode(data, limit=len(data) - 1)


def test_a_document_of_another_type_is_refused_even_when_signed() -> None:
    with pytest.raises(FormatError):
        verify(GOOD, "koperta/other/1", KNOWN, 1)


def test_renaming_the_type_breaks_the_signature() -> None:
    renamed = Envelope("koperta/other/1", PAYLOAD, GOOD.signatures)
    with pytest.raises(SignatureError):
        verify(renamed, "koperta/other/1", KNOWN, 1)


def test_one_signer_twice_does_not_make_two() -> None:
    [once] = sign(KIND, PAYLOAD, [FIRST]).signatures
    with pytest.raises(ThresholdError):
        verify(Envelope(KIND, PAYLOAD, (once, once)), KIND, KNOWN, 2)


def test_one_key_under_two_ids_does_not_make_two() -> None:
    [once] = sign(KIND, PAYLOAD, [FIRST]).signatures
    twice = Envelope(KIND, PAYLOAD, (once, Signature("alias", once.signature)))
    with pytest.raises(ThresholdError):
        verify(twice, KIND, {FIRST.key_id: FIRST.public, "alias": FIRST.public}, 2)


def test_an_unknown_signer_beside_enough_known_ones_is_ignored() -> None:
    assert verify(sign(KIND, PAYLOAD, [STRANGER, FIRST]), KIND, KNOWN, 1) == PAYLOAD


def test_unknown_signers_never_count_towards_the_threshold() -> None:
    with pytest.raises(ThresholdError):
        verify(sign(KIND, PAYLOAD, [STRANGER, FIRST]), KIND, KNOWN, 2)
    with pytest.raises(UnknownSignerError):
        verify(sign(KIND, PAYLOAD, [STRANGER]), KIND, KNOWN, 1)
    with pytest.raises(UnknownSignerError):
        verify(sign(KIND, PAYLOAD, []), KIND, KNOWN, 1)


def test_a_strangers_signature_under_a_known_id_is_refused() -> None:
    [foreign] = sign(KIND, PAYLOAD, [STRANGER]).signatures
    posing = Signature(FIRST.key_id, foreign.signature)
    for signatures in [(posing,), (*GOOD.signatures, posing)]:
        with pytest.raises(SignatureError):
            verify(Envelope(KIND, PAYLOAD, signatures), KIND, KNOWN, 1)


@pytest.mark.parametrize("threshold", [0, -1])
def test_a_threshold_nobody_must_meet_is_a_programming_error(threshold: int) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        verify(GOOD, KIND, KNOWN, threshold)


@pytest.mark.parametrize("kind", ["", "koperta/żółć/1", "a\nb", "a\x00"])
def test_a_type_that_is_not_printable_ascii_is_neither_written_nor_read(kind: str) -> None:
    with pytest.raises(FormatError):
        Envelope(kind, b"", ()).encode()
    raw = kind.encode("utf-8")
    with pytest.raises(FormatError):
        Envelope.decode(len(raw).to_bytes(2, "big") + raw + bytes(5), limit=100)


def test_fields_that_do_not_fit_their_lengths_are_refused() -> None:
    sixty_four = bytes(64)
    for envelope, error in [
        (Envelope("x" * 65_536, b"", ()), LimitError),
        (Envelope("x", b"", (Signature("k", sixty_four),) * 256), LimitError),
        (Envelope("x", b"", (Signature("k" * 256, sixty_four),)), LimitError),
        (Envelope("x", b"", (Signature("k", sixty_four[:63]),)), FormatError),
        (Envelope("x", b"", (Signature("", sixty_four),)), FormatError),
    ]:
        with pytest.raises(error):
            envelope.encode()


def test_the_signed_bytes_are_those_of_the_dsse_specification(samples: Path) -> None:
    path = samples / "crypto" / "dsse" / "dsse_vectors.json"
    vectors = json.loads(path.read_text(encoding="utf-8"))
    official = vectors["official"]
    assert base64.b64decode(official["envelope"]["payload"]).hex() == official["payload"]
    cases = [(official["payloadType"], official["payload"], official["pae"])]
    cases += [(one["type"], one["payload"], one["pae"]) for one in vectors["pae_only"]["vectors"]]
    for kind, payload, expected in cases:
        assert pae(kind, bytes.fromhex(payload)).hex() == expected
    assert len(cases) == 6
