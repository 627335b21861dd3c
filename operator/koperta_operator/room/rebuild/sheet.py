"""Write the sheet of a rebuild: what every source held, and every line that asks for a person's look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from koperta_operator.room.journal.store import StoredEvent
from koperta_operator.room.rebuild.merge import Fork, Merged
from koperta_operator.room.rebuild.sources import Source

FORMAT = "koperta/rebuild-sheet/1"
SIGNED = frozenset({"attempt-started", "answer-given", "flag-set", "attempt-finished", "entry-late", "outage-reported"})
# What every journal has of itself, and what comes back with the entries.
ROUTINE = frozenset(
    {"boot-started", "heartbeat", "logged-in", "data-confirmed", "form-stored", "term-began", "superseded", "rebuilt"}
    | {"capsule-imported", "machine-enrolled", "machine-revoked", "official-signed-in", "official-signed-out"}
)


class Line(msgspec.Struct, frozen=True, order=True):
    """Hold one discrepancy: about which journal or source, and what; Polish."""

    about: str
    what: str


class SourceLine(msgspec.Struct, frozen=True):
    """Hold one source: what it is, where, its SHA-256, how many events it had of each journal."""

    kind: str
    place: str
    sha256: str
    journals: dict[str, int]
    capsules: int


class CandidateLine(msgspec.Struct, frozen=True):
    """Hold one candidate: entries in each source, entries of the rebuilt journal, entries in one source only."""

    sitting_id: str
    candidate_id: str
    sources: dict[str, int]
    rebuilt: int
    only_in: dict[str, int]


class Sheet(msgspec.Struct, frozen=True):
    """Hold the whole sheet."""

    format: str
    room_id: str
    label: str
    term: int
    sources: list[SourceLine]
    journals: dict[str, int]  # journal → events read from the sources
    candidates: list[CandidateLine]
    discrepancies: list[Line]


class _Signed(msgspec.Struct, frozen=True):
    candidate_id: str
    epoch: int
    entry: _Entry


class _Entry(msgspec.Struct, frozen=True):
    cseq: int
    signature: str


Key = tuple[str, int, str]  # candidate, cseq, signature


def entries_of(rows: Iterable[StoredEvent]) -> set[Key]:
    """Return the signed entries in some rows."""
    found: set[Key] = set()
    for row in rows:
        if row.kind in SIGNED:
            signed = msgspec.json.decode(row.body, type=_Signed)
            found.add((signed.candidate_id, signed.entry.cseq, signed.entry.signature))
    return found


def source_lines(sources: Sequence[Source]) -> list[SourceLine]:
    """Return a line for every source."""
    return [
        SourceLine(
            one.kind,
            one.place,
            one.sha256,
            {strand.journal: len(strand.rows) for strand in one.strands},
            len(one.capsules),
        )
        for one in sources
    ]


def merge_lines(sources: Sequence[Source], merged: Mapping[str, Merged]) -> list[Line]:
    """Return what reading and merging found: damage and forks."""
    places = {one.sha256: one.place for one in sources}
    lines = [Line(one.place, f"odczytano częściowo: {trouble}") for one in sources for trouble in one.troubles]
    for journal, one in merged.items():
        lines += [Line(journal, _fork_words(fork, places[fork.source])) for fork in one.forks]
    return sorted(lines)


def _fork_words(fork: Fork, place: str) -> str:
    """Name another continuation, and what of it is more than entries: people have to look at that."""
    acts = Counter(row.kind for row in fork.rows if row.kind not in SIGNED | ROUTINE)
    also = ", ".join(f"{kind} {count}" for kind, count in sorted(acts.items()))
    words = f"{place} ma inny ciąg dalszy od zdarzenia {fork.shared + 1} ({len(fork.rows)} zdarzeń)"
    return f"{words}; podpisane wpisy dołączono" + (f", innych czynności nie: {also}" if also else "")


def candidate_lines(
    sitting_id: str, held: Mapping[str, set[Key]], rebuilt: set[Key], places: Mapping[str, str]
) -> list[CandidateLine]:
    """Return a line for every candidate; `held` are the entries by source."""
    names = sorted({key[0] for keys in (*held.values(), rebuilt) for key in keys})
    counts = Counter(key for keys in held.values() for key in keys)
    lines = []
    for name in names:
        by_source = {places[source]: sum(key[0] == name for key in keys) for source, keys in sorted(held.items())}
        alone = {
            places[source]: sum(key[0] == name and counts[key] == 1 for key in keys)
            for source, keys in sorted(held.items())
        }
        lines.append(
            CandidateLine(
                sitting_id,
                name,
                by_source,
                sum(key[0] == name for key in rebuilt),
                {place: count for place, count in alone.items() if count},
            )
        )
    return lines


def as_text(sheet: Sheet) -> str:
    """Return the sheet as people read it; UTF-8, one thing a line."""
    rows = [f"Odtworzenie sali {sheet.label} ({sheet.room_id}), kadencja {sheet.term}", "", "ŹRÓDŁA"]
    for source in sheet.sources:
        held = ", ".join(f"{journal}: {count}" for journal, count in sorted(source.journals.items())) or "–"
        rows.append(f"  {source.kind:<12} {source.place}")
        rows.append(f"  {'':<12} zdarzenia: {held}; pliki stanowisk: {source.capsules}")
        rows.append(f"  {'':<12} SHA-256 {source.sha256}")
    rows += ["", "DZIENNIKI"]
    rows += [f"  {journal}: {count} zdarzeń" for journal, count in sorted(sheet.journals.items())]
    rows += ["", "ZDAJĄCY (wpisów: w źródłach → w odtworzonym dzienniku)"]
    for one in sheet.candidates:
        counts = ", ".join(str(count) for count in one.sources.values()) or "–"
        alone = "".join(f"; tylko w {place}: {count}" for place, count in one.only_in.items())
        rows.append(f"  {one.candidate_id}: {counts} → {one.rebuilt}{alone}")
    rows += ["", "ROZBIEŻNOŚCI"]
    rows += [f"  {line.about}: {line.what}" for line in sheet.discrepancies] or ["  brak"]
    return "\n".join(rows) + "\n"


def as_json(sheet: Sheet) -> bytes:
    """Return the sheet as JSON."""
    return msgspec.json.format(msgspec.json.encode(sheet), indent=1)
