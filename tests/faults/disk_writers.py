"""Write as the programs do, with the programs' own code, and note every acknowledgement; run by the searches.

Each writer works below a folder and notes, as JSON, what it was promised: from then on it must survive. They are
driven by a seed; the order of threads is still the machine's, so no two records are alike.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import random
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from koperta_operator.room.actor import SittingActor
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal import sqlite
from koperta_operator.room.journal.errors import NotDurableError
from koperta_operator.room.journal.store import Draft, Journal
from koperta_operator.room.room_ledger import RoomLedger
from koperta_operator.room.rules import commands as do
from koperta_operator.room.rules.room_events import PairingClosed, PairingOpened
from koperta_operator.room.verifier import Verifier
from koperta_sync import sealed_log
from koperta_sync.kiosk_journal import KioskJournal, journal_folder, open_with_key
from koperta_sync.protocol.refusals import RefusedError
from koperta_sync.protocol.seat import EntryKind
from tests.faults.disk_record import begin, end, note
from tests.test_operator.room_fixture import (
    ITEMS,
    OPERATOR,
    OPTIONS,
    FakeClock,
    SmallTexts,
    Workstation,
    candidate_ids,
    open_journal,
    opened,
    unlocked,
)
from tests.test_sync.journal_writer import KEY, SCOPE, entry, new_journal

CANDIDATES = 6
LEDGER_ROOM = "r-power"
_LONG = {candidate_id: 100_000 for candidate_id in candidate_ids(CANDIDATES)}  # nobody's time may end here
_SHORT_LOG = 250_000  # bytes, so that a short run meets a long write-ahead log too

Writer = Callable[[Path, int, int], None]


def write_sitting(folder: Path, seed: int, rounds: int) -> None:
    """Let candidates answer through the sitting's own thread; stop it and start it again half way.

    A sitting that was begun by a program before this one is only gone on with.
    """
    sqlite.WAL_LIMIT_BYTES = _SHORT_LOG
    clock = FakeClock()
    machines = [Workstation(number + 1, clock) for number in range(CANDIDATES)]

    async def day() -> None:
        async with _Acting(folder, clock) as actor:
            if await actor.call(lambda state, _now: bool(state.sitting_id)):
                await _go_on(actor, rounds)
                return
            await _begin_sitting(actor, clock, machines)
            await _answers(actor, clock, machines, random.Random(seed), rounds // 2)
        async with _Acting(folder, clock) as actor:
            await _answers(actor, clock, machines, random.Random(seed + 1), rounds - rounds // 2)

    asyncio.run(day())


class _Acting:
    """Run the sitting's thread; what ends the room ends this program, as in the room."""

    def __init__(self, folder: Path, clock: FakeClock) -> None:
        journal = open_journal(folder)
        verifier = Verifier(("no-such-program",))  # signatures are checked here: a process each would only cost time
        self._actor = SittingActor(
            journal, clock=clock, texts=SmallTexts(), publish=lambda _changes: None, verifier=verifier
        )

    async def __aenter__(self) -> SittingActor:
        self._actor.start()
        return self._actor

    async def __aexit__(self, *_: object) -> None:
        await asyncio.to_thread(self._actor.stop)


async def _go_on(actor: SittingActor, rounds: int) -> None:
    for number in range(rounds):
        with contextlib.suppress(RefusedError):
            await actor.submit((do.RoomReturn if number % 2 else do.RoomExit)(candidate_id="k1"))
        written = await actor.read_rows(0, 100_000)
        note(json.dumps({"sequence": written[-1].seq, "head": written[-1].head.hex()}).encode())


async def _begin_sitting(actor: SittingActor, clock: FakeClock, machines: list[Workstation]) -> None:
    ids = candidate_ids(CANDIDATES)
    await actor.submit(opened(CANDIDATES, extra=_LONG))
    await actor.submit(unlocked(ids))
    for machine, candidate_id in zip(machines, ids, strict=True):
        await actor.submit(machine.log_in(candidate_id))
        await actor.submit(machine.confirm())
    clock.pass_ms(60_000)
    await actor.submit(do.StartSitting(actor=OPERATOR))
    for machine in machines:
        await _deliver(actor, machine, machine.send(EntryKind.START))


async def _answers(
    actor: SittingActor, clock: FakeClock, machines: list[Workstation], dice: random.Random, rounds: int
) -> None:
    """Let a random part of the machines send at once, again and again, and the room rest now and then."""
    for _ in range(rounds):
        sending = dice.sample(machines, dice.randint(1, len(machines)))
        await asyncio.gather(*(_send(actor, machine, dice) for machine in sending))
        clock.pass_ms(dice.choice((5, 300, 6_000)))  # after more than five seconds the thread checkpoints
        await actor.submit(do.Tick())


async def _send(actor: SittingActor, machine: Workstation, dice: random.Random) -> None:
    item = dice.choice(ITEMS)
    if dice.random() < 0.1:  # what was acknowledged comes again, as after a lost answer
        await _deliver(actor, machine, machine.deliver(*machine.entries[-3:]))
    written = [machine.write(EntryKind.ANSWER, item, dice.choice(OPTIONS[item])) for _ in range(dice.randint(1, 3))]
    await _deliver(actor, machine, machine.deliver(*written))


async def _deliver(actor: SittingActor, machine: Workstation, command: do.Deliver) -> None:
    try:
        done = await actor.submit(command)
    except RefusedError as error:
        print(f"refused: {error}", file=sys.stderr)
        return
    said = {"candidate": machine.candidate_id, "through": done.through, "sequence": done.sequence, "head": done.head}
    note(json.dumps(said).encode())


def write_ledger(folder: Path, seed: int, rounds: int) -> None:
    """Record events of the room itself, with a restart now and then."""
    dice = random.Random(seed)

    async def day() -> None:
        for _ in range(2):
            ledger = RoomLedger(RoomFolder(folder), LEDGER_ROOM, "test")
            for number in range(rounds // 2):
                await ledger.record(PairingOpened() if number % 2 else PairingClosed())
                note(json.dumps({"sequence": ledger.state.seq, "head": ledger.head.hex()}).encode())
                if dice.random() < 0.2:
                    await ledger.tidy()
            await ledger.close()

    asyncio.run(day())


def write_kiosk(folder: Path, seed: int, rounds: int) -> None:
    """Keep a candidate's answers as a kiosk does; what `append` returned from may be sent."""
    dice = random.Random(seed)
    there = (journal_folder(folder, SCOPE) / "journal.json").exists()
    journal = open_with_key(journal_folder(folder, SCOPE), KEY) if there else new_journal(folder)
    note(b'{"made": true}')
    for cseq in range(journal.next_cseq, journal.next_cseq + rounds):
        journal.append(entry(cseq))
        note(json.dumps({"cseq": cseq}).encode())
        journal = _also(journal, cseq, dice)
    journal.close()


def _also(journal: KioskJournal, cseq: int, dice: random.Random) -> KioskJournal:
    """Do one of the other things a kiosk does between two answers."""
    chance = dice.random()
    if chance < 0.3:
        journal.acknowledge(dice.randint(journal.acknowledged, cseq), cseq, "ab" * 32)
    elif chance < 0.4:
        journal.remember("view", dice.randbytes(dice.randint(1, 2_000)))
        note(b'{"view": true}')
    elif chance < 0.45:
        journal.store_form(form_of(cseq))
        note(json.dumps({"form": cseq}).encode())
    elif chance < 0.5:
        journal.close()
        return open_with_key(journal.folder, KEY)
    return journal


def form_of(number: int) -> bytes:
    """Return a form that shows which one it is, and that it is whole."""
    return number.to_bytes(8, "big") * 400


WRITERS: dict[str, Writer] = {"sitting": write_sitting, "ledger": write_ledger, "kiosk": write_kiosk}


def weaken(how: str) -> None:
    """Take back what makes a commit durable: the negative control of the search, in this program only."""
    if how in ("NORMAL", "OFF"):
        weak = ("synchronous", how, {"OFF": 0, "NORMAL": 1}[how])
        sqlite._SETTINGS = tuple(weak if one[0] == "synchronous" else one for one in sqlite._SETTINGS)
    elif how == "DEAF":
        real = Journal.append_many

        def deaf(journal: Journal, drafts: Sequence[Draft]) -> None:
            with contextlib.suppress(NotDurableError):
                real(journal, drafts)

        setattr(Journal, "append_many", deaf)  # noqa: B010 (a method is not assigned to)
    elif how == "UNSETTLED":
        setattr(sqlite, "_settle", lambda _connection: None)  # noqa: B010
        setattr(sealed_log.SealedLog, "_settle", lambda _log, _sound: None)  # noqa: B010
    elif how == "UNSYNCED":
        setattr(sealed_log, "sync_contents", lambda descriptor: None)  # noqa: B010 (a name it only imports)


def main() -> None:
    """Write once under the recorder: NAME FOLDER RECORD SEED ROUNDS [NORMAL | OFF | UNSYNCED | UNSETTLED | DEAF]."""
    name, folder, record, seed, rounds, *how = sys.argv[1:]
    weaken(*how or [""])
    begin(Path(record), Path(folder))
    WRITERS[name](Path(folder), int(seed), int(rounds))
    end()


if __name__ == "__main__":
    main()
