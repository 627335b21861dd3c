"""Write down exactly which bytes a workstation signs for one entry of the journal."""

from __future__ import annotations

from koperta_crypto.labels import context
from koperta_crypto.signing import SigningKey, verify
from koperta_sync.protocol.seat import Entry, EntryKind


def entry_bytes(sitting_id: str, candidate_id: str, epoch: int, entry: Entry) -> bytes:
    """Return the signed bytes: label `koperta/entry/1` and every field, length-prefixed, integers as u64."""
    return context(
        "koperta/entry/1",
        sitting_id.encode(),
        candidate_id.encode(),
        epoch.to_bytes(8, "big"),
        entry.cseq.to_bytes(8, "big"),
        entry.kind.encode(),
        entry.item.encode(),
        entry.value.encode(),
        entry.worked_ms.to_bytes(8, "big"),
        entry.mono_ms.to_bytes(8, "big"),
        entry.boot.encode(),
    )


def sign_entry(
    key: SigningKey,
    sitting_id: str,
    candidate_id: str,
    epoch: int,
    *,
    cseq: int,
    kind: EntryKind,
    worked_ms: int,
    mono_ms: int,
    boot: str,
    item: str = "",
    value: str = "",
) -> Entry:
    """Make a signed entry; all times in milliseconds."""
    blank = Entry(
        cseq=cseq,
        kind=kind,
        item=item,
        value=value,
        worked_ms=worked_ms,
        mono_ms=mono_ms,
        boot=boot,
        signature="",
    )
    signature = key.sign(entry_bytes(sitting_id, candidate_id, epoch, blank)).hex()
    return Entry(
        cseq=cseq,
        kind=kind,
        item=item,
        value=value,
        worked_ms=worked_ms,
        mono_ms=mono_ms,
        boot=boot,
        signature=signature,
    )


def verify_entry(public: bytes, sitting_id: str, candidate_id: str, epoch: int, entry: Entry) -> None:
    """Raise SignatureError unless the workstation's key signed exactly this entry."""
    verify(public, entry_bytes(sitting_id, candidate_id, epoch, entry), bytes.fromhex(entry.signature))
