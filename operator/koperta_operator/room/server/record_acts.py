"""Write down what officials report: incidents, calls to the board, persons, duties, countersignatures."""

from __future__ import annotations

from koperta_operator.room.open_sitting import OpenSitting
from koperta_operator.room.rules import commands_of_acts as acts
from koperta_operator.room.rules import commands_of_records as do
from koperta_operator.room.server.authority import Authorities
from koperta_operator.room.server.desk import Act, Console
from koperta_operator.room.server.sitting_acts import Find
from koperta_sync.protocol import records as m
from koperta_sync.protocol.base import Message
from koperta_sync.protocol.console import Ok
from koperta_sync.protocol.refusals import Refused, RefusedError


class RecordActs:
    """Turn records into commands of one sitting; names and texts are sealed on the way."""

    def __init__(self, find: Find, authorities: Authorities) -> None:
        self._find = find
        self._authorities = authorities

    def table(self) -> dict[type[Message], Act]:
        """Return the acts by request."""
        kinds = (m.NoteIncident, m.RecordDecision, m.Countersign, m.PersonComes, m.PersonGoes, m.HandDutyOver)
        return dict.fromkeys(kinds, self._record)

    async def _record(self, console: Console, message: m.RecordOfTheDay) -> Message:
        sitting = self._find(message.sitting_id)
        authority = self._authorities.of(console, message, sitting.sealed)
        await sitting.actor.submit(_command(message, sitting, authority, console.actor))
        return Ok()


def _command(asked: m.RecordOfTheDay, sitting: OpenSitting, authority: acts.Authority, actor: str) -> acts.Act:
    seal = sitting.sealed
    match asked:
        case m.NoteIncident():
            return do.NoteIncident(
                actor=actor,
                authority=authority,
                code=asked.code,
                candidates=asked.candidates,
                sealed_text=seal(asked.text.strip()),
            )
        case m.RecordDecision():
            return do.RecordDecision(
                actor=actor,
                authority=authority,
                sealed_question=seal(asked.question.strip()),
                sealed_answer=seal(asked.answer.strip()),
                sealed_person=seal(asked.person.strip()),
                at_ms=asked.at_ms,
                channels=asked.channels,
            )
        case m.Countersign():
            return do.Countersign(actor=actor, authority=authority, seq=asked.seq)
        case m.PersonGoes():
            return do.GoOut(actor=actor, authority=authority, seq=asked.seq)
        case m.PersonComes():
            name = seal(asked.name.strip())
            return do.ComeIn(actor=actor, authority=authority, as_what=asked.as_what, sealed_name=name, body=asked.body)
        case m.HandDutyOver():
            return do.HandOver(
                actor=actor,
                authority=authority,
                duty=asked.duty,
                sealed_from=seal(asked.from_name.strip()),
                sealed_to=seal(asked.to_name.strip()),
                sealed_reason=seal(asked.reason.strip()),
            )
        case _:
            raise RefusedError(Refused.BAD_MESSAGE, type(asked).__name__)
