"""Drive the kiosk's window by a session of the real interface that lives in memory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from koperta_packages.public import FormContent, FormItem, FormOption, FormPicture
from koperta_station.state import Countdown, KioskState, LinkState, Preparation, SaveState, Screen
from koperta_sync.protocol.refusals import Refused, RefusedError
from koperta_sync.protocol.seat import CandidateFacts, SittingFacts

if TYPE_CHECKING:
    from koperta_packages.bank import ItemBank

BANKS = Path(__file__).resolve().parent.parent.parent / "banks"
MINUTE_MS = 60_000
PERSON = CandidateFacts(
    candidate_id="c-7", first_names="Ewa Maria", surname="Kowal-Brzęczyszczykiewicz", document="04251312345",
    qualification="INF.03",
    qualification_name="Tworzenie i administrowanie stronami i aplikacjami internetowymi oraz bazami danych",
)  # fmt: skip
SITTING = SittingFacts(
    sitting_id="2026Z-2026-11-21-0900", title="Egzamin zawodowy, część pisemna", session="2026 Zima",
    opens_at_ms=1_795_248_000_000, trial=False, tasks=40, minutes=60, calculator=True, started=False,
)  # fmt: skip


class HandClock:
    """Tell the time that a test sets."""

    def __init__(self, mono_ms: int = 5_000_000) -> None:
        self.now = mono_ms

    def mono_ms(self) -> int:
        """Return the moment set."""
        return self.now

    def wall_ms(self) -> int:
        """Return the same moment on a calendar."""
        return 1_795_248_000_000 + self.now

    def asleep_ms(self) -> int:
        """Say that this machine never slept."""
        return 0


def form_of(bank: ItemBank, names: list[str] | None = None, *, count: int = 40, calculator: bool = True) -> FormContent:
    """Return a form of a real bank's tasks, in the order of the names or of the bank."""
    by_id = {item.id: item for item in bank.items}
    chosen = [by_id[name] for name in names or []]
    chosen += [item for item in bank.items if item not in chosen][: max(0, count - len(chosen))]
    media = {name: picture.media_type for name, picture in bank.pictures.items()}
    items = tuple(
        FormItem(
            number,
            item.id,
            item.html,
            tuple(FormOption(option.id, option.html) for option in item.options),
            tuple(
                FormPicture(ref.name, ref.name, "00" * 32, 1, "00" * 32, media[ref.name], ref.alt)
                for ref in item.pictures
            ),
        )
        for number, item in enumerate(chosen, start=1)
    )
    return FormContent("pkg", "c-7", 1, SITTING.title, bank.qualification, 60, calculator, items)


def bank(name: str = "inf03") -> ItemBank:
    """Return one of the banks of the repository."""
    from koperta_packages.bank import load_bank  # here: a measured window does not read banks

    return load_bank(BANKS / name)


class MemorySession:
    """Do what a session does, in memory: keep answers, refuse what the state forbids, report every change."""

    def __init__(self, state: KioskState, pictures: dict[str, bytes] | None = None) -> None:
        self.state = state
        self.pictures = pictures or {}
        self.acts: list[tuple[object, ...]] = []
        self.focus_losses = 0
        self.secret = "0000-0000-0000"
        self.refuse: Exception | None = None
        self._tell: Callable[[KioskState], None] = lambda _state: None

    def __call__(self, on_change: Callable[[KioskState], None]) -> MemorySession:
        """Be one's own factory."""
        self._tell = on_change
        return self

    def become(self, **changes: object) -> None:
        """Change the state and report it."""
        self.state = replace(self.state, **changes)  # type: ignore[arg-type]  # names are checked by replace
        self._tell(self.state)

    async def run(self) -> None:
        """Report the state; there is nothing to wait for."""
        self._tell(self.state)

    async def log_in(self, username: str, secret: str) -> None:
        """Take any card."""
        self._note("log-in", username, secret)
        self.become(screen=Screen.CONFIRMING, candidate=PERSON, sitting=SITTING)

    async def confirm(self, correct: bool) -> None:
        """Prepare the candidate, or let go."""
        self._note("confirm", correct)
        if correct:
            self.become(screen=Screen.PREPARED, preparation=Preparation(1, 1, stored=True))
        else:
            self.become(screen=Screen.WAITING, candidate=None, sitting=None)

    async def begin(self) -> None:
        """Start the time."""
        self._note("begin")
        self.become(screen=Screen.SOLVING)

    async def answer(self, item_id: str, option_id: str | None) -> None:
        """Keep an answer."""
        self._note("answer", item_id, option_id)
        answers = {**self.state.answers}
        if option_id is None:
            answers.pop(item_id, None)
        else:
            answers[item_id] = option_id
        self.become(answers=answers, save=SaveState.HERE)

    async def flag(self, item_id: str, on: bool) -> None:
        """Keep a flag."""
        self._note("flag", item_id, on)
        self.become(flags=self.state.flags | {item_id} if on else self.state.flags - {item_id})

    async def finish(self) -> None:
        """Hand in."""
        self._note("finish")
        self.become(screen=Screen.FINISHED, form=None)

    async def unlock_with_card(self, secret: str) -> None:
        """Open what is stored."""
        self._note("unlock", secret)
        self.become(screen=Screen.SOLVING)

    async def picture(self, segment_id: str) -> bytes:
        """Return a picture."""
        return self.pictures[segment_id]

    async def write_capsules(self) -> list[Path]:
        """Write one file onto a stick."""
        self._note("capsules")
        return [Path("007.koperta-capsule")]

    def note_focus_loss(self) -> None:
        """Count."""
        self.focus_losses += 1

    def _note(self, *act: object) -> None:
        self.acts.append(act)
        if self.refuse is not None:
            raise self.refuse


def solving(form: FormContent, clock: HandClock, *, minutes: float = 38.0, **changes: object) -> KioskState:
    """Return the state of a candidate at work."""
    left = round(minutes * MINUTE_MS)
    countdown = Countdown(clock.now, left, True, clock.wall_ms() + left, 60 * MINUTE_MS)
    state = KioskState(
        Screen.SOLVING, LinkState.CONNECTED, room_label="Zespół Szkół nr 3 w Łomży", exam_room="sala 12", seat_number=7,
        candidate=PERSON, sitting=SITTING, form=form, countdown=countdown,
    )  # fmt: skip
    return replace(state, **changes)  # type: ignore[arg-type]  # names are checked by replace


def waiting(**changes: object) -> KioskState:
    """Return the state of a seat nobody has taken."""
    state = KioskState(
        Screen.WAITING, LinkState.CONNECTED, room_label="Zespół Szkół nr 3 w Łomży", exam_room="sala 12", seat_number=7
    )
    return replace(state, **changes)  # type: ignore[arg-type]  # names are checked by replace


def refused(code: Refused) -> RefusedError:
    """Return a refusal of the room."""
    return RefusedError(code)
