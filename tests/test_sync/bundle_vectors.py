"""Make the vectors in `tests/vectors/bundle` anew: `python -m tests.test_sync.bundle_vectors`.

Keys are fresh each time, so run this only when the format changes; the tests read the files and never write.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import msgspec

from koperta_crypto.envelope import Signature
from koperta_operator.room.rules import events as ev
from koperta_packages import documents
from koperta_packages.board.ceremony import revoke
from koperta_packages.identity import official_id_of
from koperta_packages.trust import Revoked
from koperta_sync.bundle.reader import BundleFile
from koperta_sync.protocol.seat import EntryKind
from tests.board_fixture import PIN
from tests.test_sync.bundle_day import Day, documents_envelope, put_together
from tests.test_sync.room_play import RoomPlay, signing_officials

FOLDER = Path(__file__).resolve().parent.parent / "vectors" / "bundle"


class Maker:
    """Collect vectors: a file each, and what a reader must say to it."""

    def __init__(self, folder: Path) -> None:
        self.day = Day(folder)
        self.lines: list[dict[str, str]] = []
        self.path, _ = self.day.write()
        self.data = self.path.read_bytes()
        self.bundle = BundleFile.open(self.path)

    def add(self, name: str, outcome: str, why: str, data: bytes, trust: str = "1.trust") -> None:
        """Keep one vector."""
        (FOLDER / f"{name}.exambundle").write_bytes(data)
        self.lines.append({"file": f"{name}.exambundle", "trust": trust, "outcome": outcome, "why": why})

    def signed(self, payload: bytes, keys: int = 3) -> bytes:
        """Return the bundle with another payload, signed by the first of room, chair and operator."""
        people = [self.day.play.identity.signing, *(one.key for one in signing_officials(self.day.issued))]
        envelope = documents_envelope(payload, people[:keys])
        return put_together(self.path, envelope, self.bundle.starts_at).read_bytes()

    def replayed(self, change: Callable[[Day], None]) -> bytes:
        """Return a bundle whose journal the room changed before sealing and signing it."""
        changed = Day(Path(tempfile.mkdtemp(dir=self.day.folder)))
        changed.play = RoomPlay(changed.issued)  # the same room begins its day again
        change(changed)
        return changed.write()[0].read_bytes()


def _bytes(make: Maker) -> None:
    data, start = make.data, make.bundle.starts_at
    make.add("good", "ok", "a whole day, signed by room, exam chair and operator", data)
    make.add("truncated", "BUNDLE_TRUNCATED", "the last byte is missing", data[:-1])
    make.add("truncated-in-the-envelope", "BUNDLE_TRUNCATED", "the file ends inside the envelope", data[: start - 1])
    make.add("empty", "BUNDLE_NOT_A_BUNDLE", "a file of no bytes", b"")
    make.add("trailing-byte", "BUNDLE_TRAILING_DATA", "one byte follows the ciphertext", data + b"\0")
    make.add("copied-as-text", "BUNDLE_NOT_A_BUNDLE", "CR LF became LF", data.replace(b"\r\n", b"\n", 1))
    flipped = bytearray(data)
    flipped[start + 40] ^= 1
    make.add("flipped-bit", "BUNDLE_CORRUPT", "one bit of the ciphertext differs", bytes(flipped))
    later = replace(make.bundle.envelope, payload_type="koperta/bundle/2")
    changed = put_together(make.path, later, start).read_bytes()
    make.add("later-version", "PKG_UNSUPPORTED_VERSION", "the type says version 2", changed)


def _signatures(make: Maker) -> None:
    payload, envelope, start = make.bundle.envelope.payload, make.bundle.envelope, make.bundle.starts_at
    make.add(
        "one-official", "BUNDLE_THRESHOLD_NOT_MET", "only the room and one official signed", make.signed(payload, 2)
    )
    twice = replace(envelope, signatures=(*envelope.signatures[:2], envelope.signatures[1]))
    data = put_together(make.path, twice, start).read_bytes()
    make.add("official-twice", "BUNDLE_THRESHOLD_NOT_MET", "a signature stands there twice", data)
    extra = replace(envelope, signatures=(*envelope.signatures, Signature("0" * 16, bytes(64))))
    data = put_together(make.path, extra, start).read_bytes()
    make.add("signature-of-nobody", "BUNDLE_BAD_SIGNATURE", "a fourth signature is by nobody named", data)
    wrong = envelope.signatures[0]
    bad = replace(envelope, signatures=(replace(wrong, signature=bytes(64)), *envelope.signatures[1:]))
    data = put_together(make.path, bad, start).read_bytes()
    make.add("wrong-signature", "BUNDLE_BAD_SIGNATURE", "one signature does not match", data)
    chair = official_id_of(signing_officials(make.day.issued)[0].key.public)
    revoke(make.day.issued.board, PIN, Revoked(officials=(chair,)))
    make.add("revoked-official", "PKG_SIGNER_REVOKED", "trust version 2 revokes the exam chair", make.data, "2.trust")


def _journals(make: Maker) -> None:
    manifest = make.bundle.manifest
    other = msgspec.structs.replace(manifest.sitting, head="a" * 64)
    payload = documents.encode(msgspec.structs.replace(manifest, sitting=other))
    make.add("other-head", "BUNDLE_CHAIN_BROKEN", "the manifest states another last head", make.signed(payload))
    witness = msgspec.structs.replace(manifest.witnesses[0], sequence=10_000)
    payload = documents.encode(msgspec.structs.replace(manifest, witnesses=(witness,)))
    why = "a workstation was acknowledged an event that is not there"
    make.add("cut-tail", "BUNDLE_HEAD_CONTRADICTED", why, make.signed(payload))

    def forge(day: Day) -> None:
        play = day.play
        first, (seat,) = play.candidates[0], play.enrol()
        play.unlock()
        play.log_in(first, seat)
        play.act(first, seat, EntryKind.START)
        task = play.forms[first.candidate_id][0]
        entry = play.entry(first, seat, EntryKind.ANSWER, task, "a")
        play.write_signed(ev.AnswerGiven, first, msgspec.structs.replace(entry, value="b"))

    why = "the room changed an answer that the workstation had signed"
    make.add("forged-answer", "BUNDLE_ANSWER_FORGED", why, make.replayed(forge))

    def leave_out(day: Day) -> None:
        play = day.play
        first, (seat,) = play.candidates[0], play.enrol()
        play.unlock()
        play.log_in(first, seat)
        play.act(first, seat, EntryKind.START)
        play.entry(first, seat, EntryKind.ANSWER, play.forms[first.candidate_id][0], "a")
        play.act(first, seat, EntryKind.FINISH)

    why = "entry 2 of a lease is missing"
    make.add("missing-entry", "BUNDLE_CHAIN_BROKEN", why, make.replayed(leave_out))


def main() -> None:
    """Write every vector and the list of their outcomes."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for old in FOLDER.glob("*.exambundle"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder:
        make = Maker(Path(folder))
        for group in (_bytes, _journals, _signatures):
            group(make)
        for version in make.day.issued.board.trust_folder.glob("*.trust"):
            shutil.copyfile(version, FOLDER / version.name)
        key = make.day.issued.board.exchange_key("answer-primary", PIN)
        value = {"answer_key_secret": key.secret_bytes().hex(), "vectors": make.lines}
        text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
        (FOLDER / "outcomes.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
