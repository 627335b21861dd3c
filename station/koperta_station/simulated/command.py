"""Fill a room with simulated candidates: `koperta simulate --enrol FILE --cards cards.json`.

The cards are JSON: [{"username": …, "secret": …, "seat": 7, "behaviour": "steady"}, …]; seat and behaviour
may be left out, `think_ms` (from, to) may be added. Every seat has its own folder and connection, as on
machines of their own, in one process.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import msgspec

from koperta_station.pace import Pace
from koperta_station.simulated.behaviour import BEHAVIOURS, Behaviour
from koperta_station.simulated.candidate import Person
from koperta_station.simulated.kiosk import Outcome, SimulatedKiosk, paired
from koperta_sync.enrolment import Enrolment, EnrolmentError, read_enrolment

_PROGRESS_SECONDS = 2.0
_PACE = Pace(tick=1.0)  # hundreds of screens that nobody looks at


class Card(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Hold one line of the cards file; seat 0: the next free seat of the enrolment file."""

    username: str
    secret: str
    seat: int = 0
    behaviour: str = ""
    think_ms: tuple[int, int] | None = None  # per task, from … to; instead of the behaviour's


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """Hold one candidate of the report."""

    username: str
    seat: int
    screen: str
    chosen: dict[str, str]  # as the candidate remembers it
    answers: dict[str, str]  # as the screen showed it at the end
    preliminary_right: int | None
    preliminary_total: int | None


class UsageError(Exception):
    """Say what is wrong with the files or options, for the person at the terminal."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; 0 when every exam ended with everything at the room, 1 otherwise, 2 for wrong usage."""
    options = _parser().parse_args(argv)
    try:
        with tempfile.TemporaryDirectory(prefix="koperta-simulated-") as scratch:
            outcomes = asyncio.run(_run(options, options.folder or Path(scratch)))
    except (UsageError, EnrolmentError, OSError) as error:
        print(f"koperta simulate: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 1
    if options.report is not None:
        lines = [_line(outcome) for outcome in outcomes if isinstance(outcome, Outcome)]
        options.report.write_bytes(msgspec.json.format(msgspec.json.encode(lines), indent=1))
    return 0 if all(isinstance(outcome, Outcome) for outcome in outcomes) else 1


def assign(cards: Sequence[Card], seats: Sequence[int]) -> list[tuple[int, Card]]:
    """Give every card a seat, its own or the next free one; UsageError when seats lack or one is taken twice."""
    wanted = Counter(card.seat for card in cards if card.seat)
    twice = [seat for seat, count in wanted.items() if count > 1]
    if twice:
        raise UsageError(f"seat {twice[0]} is on two cards")
    unknown = [seat for seat in wanted if seat not in seats]
    if unknown:
        raise UsageError(f"seat {unknown[0]} is not in the enrolment file")
    free = iter([seat for seat in seats if seat not in wanted])
    try:
        return [(card.seat or next(free), card) for card in cards]
    except StopIteration:
        raise UsageError(f"{len(cards)} cards and only {len(seats)} seats") from None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="koperta simulate",
        description="Fill a room with simulated candidates.",
        epilog="example: koperta simulate --enrol sala.koperta-enrol --cards cards.json --count 5",
    )
    parser.add_argument("--enrol", type=Path, required=True, metavar="FILE", help="enrolment file of the room")
    parser.add_argument("--cards", type=Path, required=True, metavar="FILE", help="cards of the candidates, JSON")
    parser.add_argument("--folder", type=Path, help="keep pairings and journals here, one folder per seat")
    parser.add_argument("--report", type=Path, metavar="FILE", help="write what everybody chose, JSON")
    parser.add_argument("--count", type=int, help="take only the first N cards")
    parser.add_argument(
        "--behaviour", choices=sorted(BEHAVIOURS), help="of all cards that name none; mixed if left out"
    )
    parser.add_argument("--think-ms", metavar="FROM-TO", type=_span, help="time per task, instead of the behaviour's")
    parser.add_argument("--seed", type=int, default=1, help="of all choices (default 1)")
    return parser


def _span(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    span = int(low), int(high or low)
    if not 0 <= span[0] <= span[1]:
        raise argparse.ArgumentTypeError(f"not a span of milliseconds: {text}")
    return span


async def _run(options: argparse.Namespace, folder: Path) -> list[Outcome | BaseException]:
    enrolment = read_enrolment(options.enrol.read_bytes())
    cards = _read_cards(options.cards)[: options.count]
    places = assign(cards, [seat.seat_number for seat in enrolment.file.seats])
    print(f"{len(places)} candidates for {enrolment.file.label}, room key {enrolment.fingerprint}", flush=True)
    seats = [
        _Seat(folder / f"seat-{seat:04}", enrolment, seat, card, _habits(options, at), Random(f"{options.seed}/{seat}"))
        for at, (seat, card) in enumerate(places)
    ]
    telling = asyncio.get_running_loop().create_task(_tell(seats))
    try:
        return await asyncio.gather(*(seat.sit() for seat in seats), return_exceptions=True)
    finally:
        telling.cancel()
        print(_summary(seats), flush=True)


class _Seat:
    """Follow one seat from its pairing to the end."""

    def __init__(
        self,
        folder: Path,
        enrolment: Enrolment,
        number: int,
        card: Card,
        habits: Callable[[Card], Behaviour],
        random: Random,
    ) -> None:
        self.kiosk: SimulatedKiosk | None = None
        self._folder = folder
        self._enrolment = enrolment
        self._number = number
        self._card = card
        self._behaviour = habits(card)
        self._random = random

    async def sit(self) -> Outcome:
        """Pair, sit, and say what went wrong if something did."""
        try:
            credentials = await paired(self._folder, self._enrolment, self._number)
            person = Person(self._card.username, self._card.secret)
            self.kiosk = SimulatedKiosk(self._folder, credentials, person, self._behaviour, self._random, pace=_PACE)
            return await self.kiosk.sit()
        except Exception as error:
            print(f"seat {self._number}, {self._card.username}: {type(error).__name__}: {error}", flush=True)
            raise

    def shows(self) -> str:
        """Return the screen's name."""
        return "pairing" if self.kiosk is None else self.kiosk.session.state.screen.value


def _habits(options: argparse.Namespace, at: int) -> Callable[[Card], Behaviour]:
    names = [options.behaviour] if options.behaviour else list(BEHAVIOURS)

    def habits(card: Card) -> Behaviour:
        name = card.behaviour or names[at % len(names)]
        if name not in BEHAVIOURS:
            raise UsageError(f"{card.username}: no behaviour is called {name!r}")
        known = BEHAVIOURS[name]
        think_ms = card.think_ms or options.think_ms
        return known if think_ms is None else replace(known, think_ms=think_ms)

    return habits


def _read_cards(path: Path) -> list[Card]:
    try:
        return msgspec.json.decode(path.read_bytes(), type=list[Card])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: {error}") from error


async def _tell(seats: Sequence[_Seat]) -> None:
    """Print a line when the picture has changed, and not more often than every two seconds."""
    last = ""
    while True:
        line = _summary(seats)
        if line != last:
            print(line, flush=True)
            last = line
        await asyncio.sleep(_PROGRESS_SECONDS)


def _summary(seats: Sequence[_Seat]) -> str:
    states = [seat.kiosk.session.state for seat in seats if seat.kiosk is not None]
    screens = Counter(seat.shows() for seat in seats)
    shown = ", ".join(f"{count} {screen}" for screen, count in sorted(screens.items()))
    answers = sum(len(state.answers) for state in states)
    waiting = sum(state.undelivered for state in states)
    return f"{shown}; {answers} answers, {waiting} entries not yet at the room"


def _line(outcome: Outcome) -> Line:
    state = outcome.state
    return Line(
        username=outcome.person.username,
        seat=outcome.seat_number,
        screen=state.screen.value,
        chosen=outcome.chosen,
        answers=dict(state.answers),
        preliminary_right=state.preliminary.right if state.preliminary is not None else None,
        preliminary_total=state.preliminary.total if state.preliminary is not None else None,
    )
