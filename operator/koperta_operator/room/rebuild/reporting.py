"""Put the sheet of a rebuild together from what was read, merged and taken."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from koperta_operator.room.capsules import Taken
from koperta_operator.room.rebuild import sheet as sheets
from koperta_operator.room.rebuild.merge import Merged
from koperta_operator.room.rebuild.sources import Source
from koperta_operator.room.rules.events import SourceUsed
from koperta_operator.room.service import Room


def used(source: Source, journal: str) -> SourceUsed:
    """Return what a journal records of a source."""
    rows = next((one.rows for one in source.strands if one.journal == journal), ())
    head = rows[-1].head.hex() if rows else ""
    return SourceUsed(source_kind=source.kind, sha256=source.sha256, events=len(rows), head=head)


def witness_lines(merged: Merged | None, taken: Iterable[Taken]) -> list[sheets.Line]:
    """Compare what workstations were told of a journal with the journal; each contradiction is a line."""
    heads = {row.seq: row.head.hex() for row in merged.rows} if merged is not None else {}
    lines = []
    for outcome in taken:
        for head in outcome.contents.heads:
            if heads.get(head.sequence, head.head) != head.head:
                what = f"stanowisko zna inny dziennik przy zdarzeniu {head.sequence}"
                lines.append(sheets.Line(outcome.imported.candidate_id, what))
                break
    return lines


@dataclass(frozen=True, slots=True)
class Report:
    """Hold everything the sheet is made of."""

    sources: Sequence[Source]
    merged: Mapping[str, Merged]
    taken: Mapping[str, Taken]  # by SHA-256 of the capsule
    lines: Sequence[sheets.Line]

    async def sheet(self, room: Room, term: int) -> sheets.Sheet:
        """Return the sheet, with what the rebuilt journals hold now."""
        candidates: list[sheets.CandidateLine] = []
        for sitting_id in sorted(room.sittings):
            rows = [row async for chunk in room.copies.read(sitting_id, 0) for row in chunk]
            places = {one.sha256: one.place for one in self.sources}
            held = self._held(sitting_id)
            candidates += sheets.candidate_lines(sitting_id, held, sheets.entries_of(rows), places)
        return sheets.Sheet(
            format=sheets.FORMAT,
            room_id=room.identity.room_id,
            label=room.identity.label,
            term=term,
            sources=sheets.source_lines(self.sources),
            journals={journal: len(one.rows) for journal, one in self.merged.items()},
            candidates=candidates,
            discrepancies=sorted(set(self.lines)),
        )

    def _held(self, sitting_id: str) -> dict[str, set[sheets.Key]]:
        held: dict[str, set[sheets.Key]] = {}
        for one in self.sources:
            for strand in one.strands:
                if strand.journal == sitting_id:
                    held[one.sha256] = sheets.entries_of(strand.rows)
            for capsule in one.capsules:
                outcome = self.taken.get(capsule.sha256)
                if outcome is not None and capsule.header.sitting_id == sitting_id:
                    name = capsule.header.candidate_id
                    keys = {(name, entry.cseq, entry.signature) for entry in outcome.contents.entries}
                    held.setdefault(one.sha256, set()).update(keys)
        return held
