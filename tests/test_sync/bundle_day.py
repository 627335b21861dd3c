"""Hold a small day and its bundle, and rewrite bundles as whoever holds the keys could."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from koperta_crypto.envelope import Envelope, sign
from koperta_crypto.signing import SigningKey
from koperta_packages import documents
from koperta_packages.errors import Code, PackageError
from koperta_packages.trust import TrustDocument
from koperta_sync.bundle.draft import BundleDraft, BundleFacts
from koperta_sync.bundle.manifest import (
    BUNDLE_TYPE,
    MAGIC,
    BundleManifest,
)
from koperta_sync.bundle.reader import BundleFile
from tests.board_fixture import IssuedSittingForTest, issue_sitting
from tests.test_sync.room_play import a_small_day, signing_officials


class Day:
    """Hold a small day that has been played, and its bundle."""

    def __init__(self, folder: Path) -> None:
        self.issued: IssuedSittingForTest = issue_sitting(folder, candidates=1, tasks=2)
        self.play, self.counts = a_small_day(self.issued)
        self.trust: TrustDocument = self.issued.trust()
        self.folder = folder

    def facts(self) -> BundleFacts:
        """Return what the room says."""
        return self.play.facts(self.folder, counts=self.counts)

    def draft(self, facts: BundleFacts | None = None) -> BundleDraft:
        """Seal the journals."""
        return self.play.prepare(self.folder / "drafts", facts or self.facts())

    def signed(self, draft: BundleDraft) -> BundleDraft:
        """Add the room's and two officials' signatures."""
        draft.sign(self.play.identity.signing)
        for official in signing_officials(self.issued):
            draft.sign(official.key)
        return draft

    def write(self, name: str = "a.exambundle") -> tuple[Path, bytes]:
        """Write the bundle; return its path and stream key."""
        with self.signed(self.draft()) as draft:
            return draft.finish(self.folder / name).path, draft.stream_key


def refusal(act: Callable[[], object]) -> Code:
    """Return the code an act is refused with."""
    with pytest.raises(PackageError) as caught:
        act()
    return caught.value.code


def code_of(act: Callable[[], object]) -> Code | None:
    """Return the code of a refusal, None when there was none; cheap enough for every bit of a file."""
    try:
        act()
    except PackageError as error:
        return error.code
    return None


def rewritten(path: Path, change: Callable[[BundleManifest], BundleManifest], keys: list[SigningKey]) -> Path:
    """Change the manifest of a bundle and sign it anew with these keys, as whoever holds them could."""
    bundle = BundleFile.open(path)
    payload = documents.encode(change(bundle.manifest))
    return put_together(path, documents_envelope(payload, keys), bundle.starts_at)


def documents_envelope(payload: bytes, keys: list[SigningKey]) -> Envelope:
    """Sign a payload as a bundle."""
    return sign(BUNDLE_TYPE, payload, keys)


def put_together(path: Path, envelope: Envelope, starts_at: int) -> Path:
    """Write the ciphertext of a bundle behind another envelope."""
    encoded = envelope.encode()
    target = path.with_name("changed.exambundle")
    target.write_bytes(MAGIC + len(encoded).to_bytes(4, "big") + encoded + path.read_bytes()[starts_at:])
    return target
