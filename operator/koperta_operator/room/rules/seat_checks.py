"""Judge what workstations say of themselves: whether they keep files over a restart, and what their clocks say.

Nothing here changes anybody's time or answers; it tells people on site what to look at before the sitting.
"""

from __future__ import annotations

import statistics
from collections.abc import Mapping

from koperta_operator.room.rules.room_events import FilesKept
from koperta_operator.room.rules.room_state import Machine, RoomRecord
from koperta_sync.protocol.seat import KeptFiles, WorkstationFacts

CLOCK_OFF_MS = 60_000


def kept_files(record: RoomRecord, machine: Machine, facts: WorkstationFacts) -> FilesKept:
    """Return what is to be thought of a workstation's disk, from its word now and its words before.

    A marker that was there and is gone speaks louder than what the workstation says of itself. A machine of the same
    name at the same seat, paired anew, has lost its pairing with the marker.
    """
    verdict = facts.kept if facts.keeps_files else KeptFiles.NO
    known = record.kept.get(machine.fingerprint)
    if verdict is KeptFiles.NOT_KNOWN and known is not None and known.marker == facts.marker:
        verdict = KeptFiles(known.verdict)
    elif verdict is KeptFiles.NOT_KNOWN and (_vanished(known, facts) or _paired_before(record, machine, facts)):
        verdict = KeptFiles.NO
    return FilesKept(fingerprint=machine.fingerprint, verdict=verdict.value, marker=facts.marker)


def _vanished(known: FilesKept | None, facts: WorkstationFacts) -> bool:
    return known is not None and known.marker not in ("", facts.marker)


def _paired_before(record: RoomRecord, machine: Machine, facts: WorkstationFacts) -> bool:
    place = (machine.machine_name, machine.exam_room, machine.seat_number)
    for one in record.machines.values():
        before = record.kept.get(one.fingerprint)
        if one.revoked and (one.machine_name, one.exam_room, one.seat_number) == place and _vanished(before, facts):
            return True
    return False


def clocks_off_ms(offsets: Mapping[str, int]) -> int:
    """Return by how much the workstations' clocks together differ from the room's; 0 while that is less than a minute.

    The median, so that a workstation whose clock is years off says nothing about the room's.
    """
    if not offsets:
        return 0
    median = round(statistics.median(offsets.values()))
    return median if abs(median) > CLOCK_OFF_MS else 0


def seat_problems(seats: Mapping[int, tuple[str, int]], together_ms: int) -> list[str]:
    """Return what is wrong with workstations, in Polish; seat number → verdict on files, clock in ms off the room's."""
    problems = []
    if together_ms:
        minutes = abs(together_ms) // 60_000
        problems.append(
            f"Zegary stanowisk różnią się od zegara tego komputera o {minutes} min; sprawdź datę i godzinę."
        )
    for number, (verdict, off_ms) in sorted(seats.items()):
        if verdict == KeptFiles.NO:
            problems.append(
                f"Stanowisko {number}: nie zachowuje plików po ponownym uruchomieniu. Zaloguj zwykłego użytkownika "
                "albo wyłącz przywracanie dysku; do tego czasu użyj innego stanowiska."
            )
        if abs(off_ms - together_ms) > CLOCK_OFF_MS:
            problems.append(
                f"Stanowisko {number}: zegar różni się o {abs(off_ms) // 60_000} min; egzaminu to nie zmienia."
            )
    unknown = sum(verdict == KeptFiles.NOT_KNOWN for verdict, _off in seats.values())
    if unknown:
        problems.append(
            f"Nie wiadomo jeszcze, czy pliki przetrwają ponowne uruchomienie: {unknown}. Uruchom te stanowiska raz "
            "ponownie przed egzaminem."
        )
    return problems
