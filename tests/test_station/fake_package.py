"""Hold what the board would have issued for a fake room: a few tasks, two sealed pictures, a candidate's record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field

from koperta_crypto.stream import pad, seal_stream
from koperta_packages.form import (
    FormContent,
    FormItem,
    FormOption,
    FormPicture,
)
from koperta_packages.manifest import PADDING, segment_aad, segment_key
from koperta_sync.protocol.seat import (
    CandidateFacts,
    Entry,
    EntryKind,
    Phase,
)

PACKAGE = "2026Z-INF.03-1"
SITTING = "2026Z-2026-11-21-0900"
TASKS_KEY = bytes(range(32))
MINUTES = 60
SVG = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect width="9" height="9"/></svg>'
OPTIONS = ("a", "b", "c", "d")


def sealed_picture(segment_id: str) -> bytes:
    """Seal the one picture of the package under a segment's own key."""
    key = segment_key(TASKS_KEY, PACKAGE, segment_id)
    return b"".join(seal_stream(key, segment_aad(PACKAGE, segment_id), [pad(SVG, PADDING)]))


PICTURES = {segment_id: sealed_picture(segment_id) for segment_id in ("picture-001", "picture-002")}


def _picture_of(segment_id: str) -> FormPicture:
    sealed = PICTURES[segment_id]
    return FormPicture(
        name="plan.svg",
        segment_id=segment_id,
        segment_key_hex=segment_key(TASKS_KEY, PACKAGE, segment_id).hex(),
        length=len(sealed),
        sha256=hashlib.sha256(sealed).hexdigest(),
        media_type="image/svg+xml",
        alt="Plan",
    )


def form_content(candidate_id: str, tasks: int = 4) -> FormContent:
    """Make a form of a few tasks; the first two have a picture."""
    options = tuple(FormOption(option, f"<p>{option}</p>") for option in OPTIONS)
    pictures = [(_picture_of(segment_id),) for segment_id in PICTURES]
    items = tuple(
        FormItem(at, f"zad-{at:02}", "<p>?</p>", options, pictures[at - 1] if at <= len(pictures) else ())
        for at in range(1, tasks + 1)
    )
    return FormContent(PACKAGE, candidate_id, 1, "Egzamin", "INF.03", MINUTES, True, items)


@dataclass
class Person:
    """Hold a candidate of the sitting, and what the room has of them."""

    facts: CandidateFacts
    username: str
    secret: str
    phase: Phase = Phase.WAITING
    epoch: int = 0
    seat: int = 0
    entries: dict[int, dict[int, Entry]] = field(default_factory=dict)  # epoch → cseq → entry
    taken: list[Entry] = field(default_factory=list)  # what counted, in the order it was taken
    late: list[Entry] = field(default_factory=list)
    reports: list[tuple[str, int]] = field(default_factory=list)  # of the workstation: what it did without the room
    consumed_ms: int = 0
    counted_at: int = 0
    credit_ms: int = 0
    stored: str = ""

    @property
    def through(self) -> int:
        return len(self.entries.get(self.epoch, {}))

    def answers(self) -> dict[str, str]:
        chosen = {e.item: e.value for e in self.taken if e.kind is EntryKind.ANSWER}
        return {item: value for item, value in chosen.items() if value}

    def flags(self) -> set[str]:
        marked = {e.item: e.value for e in self.taken if e.kind is EntryKind.FLAG}
        return {item for item, value in marked.items() if value == "1"}
