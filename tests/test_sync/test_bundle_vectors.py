"""Every published bundle has the outcome that stands beside it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from koperta_crypto.exchange import ExchangeKey
from koperta_packages.errors import Code, PackageError
from koperta_sync.board.replay import Replay
from koperta_sync.bundle.command import read_trust
from koperta_sync.bundle.readback import read_back
from koperta_sync.bundle.reader import BundleFile

FOLDER = Path(__file__).resolve().parent.parent / "vectors" / "bundle"
OUTCOMES = json.loads((FOLDER / "outcomes.json").read_text(encoding="utf-8"))
VECTORS: list[dict[str, str]] = OUTCOMES["vectors"]


def outcome(vector: dict[str, str]) -> str:
    """Return what a reader with the board's answer key says of a bundle."""
    path = FOLDER / vector["file"]
    trust = read_trust([FOLDER / f"{number}.trust" for number in range(1, int(vector["trust"][0]) + 1)])
    key = ExchangeKey.from_bytes(bytes.fromhex(OUTCOMES["answer_key_secret"]))
    try:
        read_back(path, None, trust)
        bundle = BundleFile.open(path)
        replay = Replay(bundle.manifest)
        bundle.read_records(bundle.unwrap(key), replay.take)
        replay.finish()
    except PackageError as error:
        return error.code.value
    return "ok"


@pytest.mark.parametrize("vector", VECTORS, ids=[vector["file"] for vector in VECTORS])
def test_a_vector_has_the_outcome_it_states(vector: dict[str, str]) -> None:
    assert outcome(vector) == vector["outcome"], vector["why"]


def test_the_vectors_cover_the_codes_a_file_alone_can_show() -> None:
    told = {vector["outcome"] for vector in VECTORS}
    assert told >= {
        "ok", "PKG_UNSUPPORTED_VERSION", "PKG_SIGNER_REVOKED",
        *(code.value for code in (
            Code.BUNDLE_NOT_A_BUNDLE, Code.BUNDLE_TRUNCATED, Code.BUNDLE_TRAILING_DATA, Code.BUNDLE_BAD_SIGNATURE,
            Code.BUNDLE_THRESHOLD_NOT_MET, Code.BUNDLE_CORRUPT, Code.BUNDLE_CHAIN_BROKEN,
            Code.BUNDLE_HEAD_CONTRADICTED, Code.BUNDLE_ANSWER_FORGED,
        )),
    }  # fmt: skip
    assert {path.name for path in FOLDER.glob("*.exambundle")} == {vector["file"] for vector in VECTORS}
