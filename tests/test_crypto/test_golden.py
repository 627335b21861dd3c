"""The published vectors hold: the code still writes them, and each gives its stated outcome."""

import hashlib
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from koperta_crypto import chain, envelope, errors, kdf, labels, passphrase, sealing, stream
from koperta_crypto.exchange import ExchangeKey
from koperta_crypto.keyfile import open_protected

from . import golden

Case = dict[str, Any]


def unhex(value: str) -> bytes:
    return bytes.fromhex(value)


def parts(case: Case, name: str = "parts") -> list[bytes]:
    return [unhex(value) for value in case[name]]


def outcome_of(act: Callable[[], bytes], case: Case, result: str) -> None:
    """Run and compare with the stated outcome; refusals must be of the very class named."""
    if case["outcome"] == "opens":
        assert act().hex() == case[result]
        return
    with pytest.raises(errors.CryptoError) as caught:
        act()
    assert type(caught.value).__name__ == case["outcome"]


def open_envelope(case: Case) -> bytes:
    document = envelope.Envelope.decode(unhex(case["document"]), limit=case["limit"])
    keys: Mapping[str, bytes] = {name: unhex(public) for name, public in case["keys"].items()}
    return envelope.verify(document, case["type"], keys, case["threshold"])


@pytest.mark.parametrize("name", golden.FILES)
def test_the_code_still_writes_the_published_vectors(name: str) -> None:
    assert (golden.FOLDER / name).read_bytes() == golden.rendered(name)


def test_no_vector_file_is_left_over() -> None:
    assert {path.name for path in golden.FOLDER.glob("*.json")} == set(golden.FILES)


@pytest.mark.parametrize("case", golden.load("pae.json"))
def test_signed_bytes(case: Case) -> None:
    assert envelope.pae(case["type"], unhex(case["payload"])).hex() == case["pae"]


@pytest.mark.parametrize("case", golden.load("contexts.json"))
def test_contexts(case: Case) -> None:
    assert labels.context(case["label"], *parts(case)).hex() == case["context"]


@pytest.mark.parametrize("case", golden.load("derivations.json"))
def test_derivations(case: Case) -> None:
    if case["function"] == "derive":
        output = kdf.derive(unhex(case["key"]), case["label"], *parts(case), length=case["length"])
    else:
        output = kdf.combine(unhex(case["salt"]), parts(case, "shares"), case["label"], case["length"])
    assert output.hex() == case["output"]


@pytest.mark.parametrize("case", golden.load("sealings.json"))
def test_sealings(case: Case) -> None:
    key, box, aad = (unhex(case[name]) for name in ("key", "box", "aad"))
    outcome_of(lambda: sealing.open_sealed(key, box, aad), case, "plaintext")


@pytest.mark.parametrize("case", golden.load("exchanges.json"))
def test_exchanges(case: Case) -> None:
    key = ExchangeKey.from_bytes(unhex(case["secret"]))
    assert key.public.hex() == case["public"]
    outcome_of(lambda: key.unwrap(unhex(case["box"]), unhex(case["info"])), case, "plaintext")


@pytest.mark.parametrize("case", golden.load("passphrases.json"))
def test_passphrases(case: Case) -> None:
    if case["slip"] is None:
        assert passphrase.check(case["typed"], case["symbols"]) == case["canonical"]
        return
    with pytest.raises(errors.PassphraseSlipError) as caught:
        passphrase.check(case["typed"], case["symbols"])
    slip = caught.value
    assert {"kind": slip.kind.value, "group": slip.group, "count": slip.count} == case["slip"]


@pytest.mark.parametrize("case", golden.load("chains.json"))
def test_chains(case: Case) -> None:
    heads = [chain.GENESIS(case["label"], *parts(case))]
    for event in parts(case, "events"):
        heads.append(chain.link(heads[-1], event))
    assert [head.hex() for head in heads] == case["heads"]


@pytest.mark.parametrize("case", golden.load("envelopes.json"))
def test_envelopes(case: Case) -> None:
    outcome_of(lambda: open_envelope(case), case, "payload")


@pytest.mark.parametrize("case", golden.load("streams.json"))
def test_streams(case: Case) -> None:
    key, aad, header, tail = (unhex(case[name]) for name in ("key", "aad", "header", "tail"))
    contents = bytes([case["contents"]["byte"]]) * case["contents"]["count"]
    whole = b"".join(stream.seal_stream(key, aad, [contents], header=header))
    assert len(whole) == case["sealed_length"] == stream.sealed_length(len(contents))
    assert hashlib.sha256(whole).hexdigest() == case["sealed_sha256"]
    data = whole[: case["keep"]] + tail
    assert hashlib.sha256(data).hexdigest() == case["data_sha256"]
    case = {**case, "contents": contents.hex()}
    outcome_of(lambda: stream.open_whole(key, aad, data), case, "contents")


@pytest.mark.parametrize("case", golden.load("keyfiles.json"))
def test_keyfiles(case: Case) -> None:
    data = case["file"].encode("utf-8")
    outcome_of(lambda: open_protected(data, case["pin"], case["purpose"])[0], case, "secret")
