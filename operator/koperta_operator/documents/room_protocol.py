"""Say what the protocol of one exam room says (D35, R §33(1) to (3)): from the journal, the board's data and people.

A pure function of a diary and what people have given; nothing is looked up elsewhere. What is missing is named in
Polish, as the thing to be given.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from koperta_operator.documents import counts
from koperta_operator.documents.content import Entry, Institution, Listed, Proof, RoomProtocol, Row
from koperta_operator.documents.counts import Group, Numbers, Status
from koperta_operator.documents.diary import (
    ABOUT_WORKSTATIONS,
    ANNULLED,
    Diary,
    Noted,
    clock_of,
    day_of,
    hour_of,
    opened_texts,
)
from koperta_operator.documents.polish_order import polish_key
from koperta_operator.documents.time_annex import time_ledger_of
from koperta_operator.room.rules.state import Candidate
from koperta_packages.candidates import Candidate as Declared
from koperta_packages.candidates import SittingDefinition
from koperta_sync.protocol.documents import ProtocolDetails

CAUSES = {
    "non-independent-work": "niesamodzielne wykonywanie zadań",
    "device": "wniesienie urządzenia telekomunikacyjnego lub niedozwolonego przyboru",
    "disturbance": "zakłócanie prawidłowego przebiegu egzaminu",
}


@dataclass(frozen=True, slots=True)
class Sources:
    """Hold what a protocol is made from; `head` is the chain's value after the diary's last event."""

    diary: Diary
    sitting: SittingDefinition
    people: Mapping[str, Declared]
    head: bytes
    official: Callable[[str], str]  # id → name, or the id
    unseal: Callable[[str], str]


def room_protocol(sources: Sources, exam_room: str, details: ProtocolDetails) -> RoomProtocol:
    """Return the protocol of one exam room with its list and annexes."""
    state, sitting = sources.diary.state, sources.sitting
    here = _in_order(sources, exam_room)
    numbers = counts.count(state, sources.people, exam_room)
    began = [sources.diary.hours.wall_ms(one.started_t) for one in here if one.started_stretch]
    actions = _entries(sources, here, sources.diary.of_kinds(ABOUT_WORKSTATIONS))
    return RoomProtocol(
        title=sitting.title,
        session=sitting.session,
        trial=sitting.trial,
        centre=Institution(name=sitting.centre_name, address=details.address, number=sitting.centre_number),
        exam_room=exam_room,
        day=day_of(state.opens_at_ms),
        hour=hour_of(state.opens_at_ms),
        rows=tuple(row_of(sources.sitting, group, one) for group, one in numbers.items()),
        total=row_of(None, Group("", ""), counts.total(numbers.values())),
        actions=actions,
        actions_text=details.actions.strip(),
        began=clock_of(min(began, default=0)),
        team=details.team,
        observers=details.observers,
        helpers=details.helpers,
        remarks=details.remarks,
        candidates=tuple(_listed(sources, one) for one in here),
        ledger=tuple(time_ledger_of(sources.diary, one, name_of(sources, one)) for one in here if one.started_stretch),
        incidents=_entries(sources, here, sources.diary.noted),
        missing=tuple(_missing(sources, here, counts.total(numbers.values()), details)),
        proof=Proof(
            sitting_id=sitting.sitting_id,
            head=sources.head.hex(),
            events=state.seq,
            written=f"{day_of(sources.diary.last_wall_ms)} {clock_of(sources.diary.last_wall_ms)}",
        ),
    )


def name_of(sources: Sources, candidate: Candidate) -> str:
    """Return surname and given names, or the id of somebody whom the board's data no longer know."""
    declared = sources.people.get(candidate.candidate_id)
    return f"{declared.surname} {declared.given_names}" if declared else candidate.candidate_id


def row_of(sitting: SittingDefinition | None, group: Group, one: Numbers) -> Row:
    """Return one line of the numbers; without a sitting the line of all together."""
    package = sitting.package(group.package_id) if sitting else None
    return Row(
        organisation=group.organisation,
        symbol=package.qualification if package else "",
        name=package.name if package else "",
        declared=one.declared,
        exempt=one.exempt,
        sat=one.sat,
        absent=one.absent,
        annulled=one.annulled,
        accommodated=one.accommodated,
        finished=one.finished,
        by_time=one.by_time,
        interrupted=one.interrupted,
    )


def _in_order(sources: Sources, exam_room: str) -> list[Candidate]:
    here = [one for one in sources.diary.state.candidates.values() if one.exam_room == exam_room]
    return sorted(here, key=lambda one: (polish_key(name_of(sources, one)), one.candidate_id))


def _listed(sources: Sources, candidate: Candidate) -> Listed:
    state, declared = sources.diary.state, sources.people.get(candidate.candidate_id)
    status = counts.status_of(state, candidate)
    sat = status in counts.SAT
    causes = [one for one in sources.diary.of_kinds({ANNULLED}) if one.candidate_id == candidate.candidate_id]
    return Listed(
        name=name_of(sources, candidate),
        document=(declared.pesel or declared.document or "") if declared else "",
        organisation=declared.organisation if declared else "",
        symbol=state.packages[candidate.package_id].qualification,
        seat=str(candidate.seat_number or ""),
        declared=True,
        sat=sat,
        absent=status is Status.ABSENT,
        annulled=status is Status.ANNULLED,
        accommodated=sat and counts.has_accommodation(candidate, declared),
        exempt=status is Status.EXEMPT,
        cause=CAUSES.get(causes[-1].code, causes[-1].code) if causes and status is Status.ANNULLED else "",
    )


def _entries(sources: Sources, here: Iterable[Candidate], noted: Iterable[Noted]) -> tuple[Entry, ...]:
    """Return lines about these candidates and about everybody."""
    names = {one.candidate_id: name_of(sources, one) for one in here}
    undone = sources.diary.undone
    lines = []
    for one in noted:
        if one.candidate_id and one.candidate_id not in names:
            continue
        text, said = _without_id(one), opened_texts(one, sources.unseal)
        cause = f"Przyczyna: {CAUSES.get(one.code, one.code)}." if one.kind == ANNULLED else ""
        text = " ".join(part for part in (text, cause, said, _decided(sources, one)) if part)
        text = f"(cofnięto) {text}" if one.seq in undone else text
        about = names.get(one.candidate_id, "")
        lines.append(Entry(hour=clock_of(one.wall_ms), about=about, text=text, author=_author(sources, one.actor)))
    return tuple(lines)


def _without_id(one: Noted) -> str:
    """Return the sentence without the id that stands where a candidate has no seat: the name is beside it."""
    begins = f"Zdający {one.candidate_id}: "
    text = one.text.removeprefix(begins)
    return text if text == one.text else text[:1].upper() + text[1:]


def _decided(sources: Sources, one: Noted) -> str:
    """Return by whose word it was, where that was not the one who wrote it down."""
    by = f"Decyzja przez telefon: {sources.official(one.by_phone)}." if one.by_phone else ""
    second = f"Druga osoba: {sources.official(one.second)}." if one.second else ""
    return f"{by} {second}".strip()


def _author(sources: Sources, actor: str) -> str:
    if actor.startswith("workstation:"):
        return "stanowisko"
    return "system" if actor == "room" else sources.official(actor)


def _missing(sources: Sources, here: Iterable[Candidate], numbers: Numbers, details: ProtocolDetails) -> Iterable[str]:
    if not sources.diary.state.closed:
        yield "Zmiana nie jest zamknięta: liczby mogą się jeszcze zmienić."
    if not numbers.complete:
        yield "Nie każdy zdający ma rozstrzygnięty status (przystąpił, nie przystąpił, zwolniony)."
    for one in here:
        if one.candidate_id not in sources.people:
            yield f"Brak danych osobowych zdającego {one.candidate_id}."
        elif one.exempt and one.started_stretch:
            yield f"{name_of(sources, one)}: zapisano zwolnienie, a zdający rozpoczął pracę."
    yield from missing_details(details)


def missing_details(details: ProtocolDetails) -> Iterable[str]:
    """Yield what people still have to give, in the order of the protocol."""
    if not details.address.strip():
        yield "Adres ośrodka (pkt 1)."
    if len(details.team) < 2:
        yield "Skład zespołu nadzorującego, co najmniej dwie osoby (pkt 11)."
    if details.observers is None:
        yield "Obserwatorzy i podmiot delegujący albo informacja, że ich nie było (pkt 12a)."
    elif any(not one.body.strip() for one in details.observers):
        yield "Podmiot delegujący każdego obserwatora (pkt 12a)."
    if details.helpers is None:
        yield "Osoby, o których mowa w § 27 ust. 2, albo informacja, że ich nie było (pkt 12b)."
    if details.remarks is None:
        yield "Uwagi o przebiegu albo informacja, że ich nie ma (pkt 13)."
