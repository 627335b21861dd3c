"""Add the protocols of all rooms and sittings up to the collective protocol (D36, R §33(4) to (6)).

It is made of the room protocols and of nothing else, so its numbers are their sums.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from koperta_operator.documents.content import Collective, Entry, RoomProtocol, Row
from koperta_sync.protocol.documents import Person

NUMBERS = (
    "declared", "exempt", "sat", "absent", "annulled", "accommodated", "finished", "by_time", "interrupted",
)  # fmt: skip


def collective(protocols: Sequence[RoomProtocol], copy: int = 1) -> Collective:
    """Return the collective protocol of one centre and session. Raises ValueError for none or for several centres."""
    if not protocols:
        raise ValueError("no room protocol")
    first = protocols[0]
    if any((one.centre.number, one.session, one.trial) != (first.centre.number, first.session, first.trial)
           for one in protocols):  # fmt: skip
        raise ValueError("protocols of several centres or sessions")
    rows = _added(row for one in protocols for row in one.rows)
    return Collective(
        session=first.session,
        trial=first.trial,
        centre=max((one.centre for one in protocols), key=lambda one: len(one.address)),
        times=tuple(dict.fromkeys(f"{one.day} {one.hour}" for one in protocols)),
        exam_rooms=len({one.exam_room for one in protocols}),
        rows=rows,
        total=_sum(rows, organisation="", symbol="", name=""),
        annulled=tuple(who for one in protocols for who in one.candidates if who.annulled),
        observers=_everybody([one.observers for one in protocols]),
        helpers=_everybody([one.helpers for one in protocols]),
        actions=tuple(_placed(one, line) for one in protocols for line in one.actions),
        actions_text=" ".join(f"{_place(one)}: {one.actions_text}" for one in protocols if one.actions_text),
        remarks=tuple(f"{_place(one)}: {one.remarks}" for one in protocols if one.remarks),
        room_protocols=len(protocols),
        certificates=sum(row.exempt for row in rows),
        missing=tuple(f"{_place(one)}: {text}" for one in protocols for text in one.missing),
        proofs=tuple({one.proof.sitting_id: one.proof for one in protocols}.values()),
        copy=copy,
    )


def _place(one: RoomProtocol) -> str:
    return f"{one.exam_room}, {one.day} {one.hour}"


def _placed(one: RoomProtocol, line: Entry) -> Entry:
    return Entry(hour=line.hour, about=line.about, text=f"{_place(one)}: {line.text}", author=line.author)


def _added(rows: Iterable[Row]) -> tuple[Row, ...]:
    """Return one line for each organisation and qualification."""
    groups: dict[tuple[str, str, str], list[Row]] = {}
    for row in rows:
        groups.setdefault((row.organisation, row.symbol, row.name), []).append(row)
    return tuple(
        _sum(same, organisation=organisation, symbol=symbol, name=name)
        for (organisation, symbol, name), same in sorted(groups.items())
    )


def _sum(rows: Sequence[Row], *, organisation: str, symbol: str, name: str) -> Row:
    sums = {number: sum(getattr(row, number) for row in rows) for number in NUMBERS}
    return Row(organisation=organisation, symbol=symbol, name=name, **sums)


def _everybody(lists: Sequence[tuple[Person, ...] | None]) -> tuple[Person, ...] | None:
    """Return everybody once; None while one room has not said who was there."""
    if any(one is None for one in lists):
        return None
    return tuple(dict.fromkeys(person for one in lists for person in one or ()))
