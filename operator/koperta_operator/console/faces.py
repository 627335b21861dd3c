"""Decide what a tile of the wall says: words, sign, tone. Never a task, never an answer."""

from __future__ import annotations

from dataclasses import dataclass

from koperta_operator.console.texts import duration, minutes_left, say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone
from koperta_sync.protocol.room_view import Attention, Tile
from koperta_sync.protocol.seat import Clock, Phase

REPAIR_MS = 5 * 60_000  # so long a failed workstation may be repaired before the candidate moves


@dataclass(frozen=True, slots=True)
class TileFace:
    """Hold everything a tile shows; equal faces need no painting."""

    seat: str
    sign: Sign
    word: str
    tone: Tone
    beside: str  # second line of a tile that needs attention
    name: str
    answered: str
    saved: str
    left: str
    share: float  # of the time, 0 to 1
    attention: bool
    connected: bool
    spoken: str


def phase_words(phase: Phase) -> tuple[Sign, str, Tone]:
    """Return a phase as sign, word and tone."""
    return {
        Phase.WAITING: (Sign.DOT, say("wolne"), Tone.QUIET),
        Phase.CONFIRMING: (Sign.CARD, say("sprawdza"), Tone.BUSY),
        Phase.PREPARED: (Sign.CHECK, say("gotowe"), Tone.GOOD),
        Phase.READY: (Sign.CLOCK, say("może zacząć"), Tone.BUSY),
        Phase.SOLVING: (Sign.PLAY, say("pisze"), Tone.BUSY),
        Phase.COVERED: (Sign.COVER, say("poza salą"), Tone.WARN),
        Phase.SUSPENDED: (Sign.PAUSE, say("wstrzymano"), Tone.WARN),
        Phase.FINISHED: (Sign.CHECK, say("zakończono"), Tone.GOOD),
        Phase.EXPIRED: (Sign.CLOCK, say("koniec czasu"), Tone.GOOD),
        Phase.ENDED: (Sign.STOP, say("przerwano"), Tone.QUIET),
    }[phase]


def state_words(tile: Tile) -> tuple[Sign, str, Tone]:
    """Return the state of a seat as sign, word and tone; why it is covered or ended says more than that it is."""
    sign, word, tone = phase_words(tile.phase)
    said = {
        "workstation-failure": say("stoi"),
        "health": say("zdrowie"),
        "annulled": say("unieważniono"),
        "closed": say("koniec"),
    }
    return sign, said.get(tile.reason, word), tone


def attention_words(reason: Attention) -> tuple[Sign, str]:
    """Return why a seat needs somebody, as sign and short word."""
    return {
        Attention.WORKSTATION_FAILED: (Sign.WARNING, say("awaria")),
        Attention.DISCONNECTED: (Sign.AWAY, say("bez łączności")),
        Attention.NOT_SAVED: (Sign.SENDING, say("niewysłane")),
        Attention.FOCUS_LOST: (Sign.WARNING, say("inne okno")),
        Attention.LONG_ABSENCE: (Sign.CLOCK, say("długo poza")),
        Attention.KEEPS_NO_FILES: (Sign.DISK, say("bez pamięci")),
    }[reason]


def attention_sentence(reason: Attention, tile: Tile, age_ms: int) -> str:
    """Return what happened and what it means for answers and time."""
    if reason is Attention.WORKSTATION_FAILED:
        return _failed_sentence(tile.failed_ms + age_ms)
    if reason is Attention.DISCONNECTED:
        since = duration(tile.disconnected_ms + age_ms)
        text = say("Bez łączności od {since}. Zdający pracuje dalej, odpowiedzi zostają na stanowisku.", since=since)
        if tile.phase is Phase.SOLVING and tile.clock is not None and not tile.clock.running:
            return say("Bez łączności od {since}. Zadania są zasłonięte, zegar zdającego stoi.", since=since)
        return text if tile.phase is Phase.SOLVING else say("Bez łączności od {since}.", since=since)
    if reason is Attention.NOT_SAVED:
        return say("Na stanowisku czeka wpisów: {n}. Wyśle je samo, gdy będzie łączność.", n=tile.undelivered)
    if reason is Attention.FOCUS_LOST:
        return say("Na ekranie pojawiło się inne okno. Podejdź do stanowiska.")
    if reason is Attention.KEEPS_NO_FILES:
        return say("To stanowisko nie zachowuje plików po ponownym uruchomieniu. Użyj innego stanowiska.")
    return say("Poza salą od {since}. Zapytaj osobę, która wyszła ze zdającym.", since=duration(tile.absent_ms))


def _failed_sentence(failed_ms: int) -> str:
    """Return how much of the time for a repair is left; after it the candidate goes to a spare workstation."""
    since = duration(failed_ms)
    if failed_ms < REPAIR_MS:
        left = duration(REPAIR_MS - failed_ms)
        return say("Awaria od {since}, zegar zdającego stoi. Na naprawę zostało {left}.", since=since, left=left)
    return say("Awaria od {since}, zegar zdającego stoi. Przenieś zdającego na zapasowe stanowisko.", since=since)


def left_ms(clock: Clock, age_ms: int) -> int:
    """Return the time left now, from what the room said `age_ms` ago."""
    return max(0, clock.remaining_ms - (age_ms if clock.running else 0))


def short_name(name: str) -> str:
    """Return surname and initial of "Surname First names"."""
    surname, _, first = name.partition(" ")
    return f"{surname} {first[:1]}." if first else surname


def saved_words(tile: Tile) -> str:
    """Return whether the answers are on the operator's computer."""
    if not tile.candidate_id:
        return ""
    if tile.undelivered:
        return say("czeka: {n}", n=tile.undelivered)
    return say("zapisane") if tile.saved_at_ms else ""


def face_of(tile: Tile, age_ms: int = 0) -> TileFace:
    """Return what a tile says `age_ms` after the room said it."""
    sign, word, tone = state_words(tile)
    beside = ""
    if tile.attention:
        # What waits to be sent has its own place on the tile.
        others = [attention_words(one)[1] for one in tile.attention[1:] if one is not Attention.NOT_SAVED]
        beside = ", ".join([*others, word])
        sign, word = attention_words(tile.attention[0])
        tone = Tone.URGENT
        if tile.attention[0] is Attention.WORKSTATION_FAILED:
            beside = f"{duration(tile.failed_ms + age_ms)} · {beside}"
        if tile.attention[0] is Attention.DISCONNECTED:
            beside = f"{duration(tile.disconnected_ms + age_ms)} · {beside}"
    left, share = "", 0.0
    if tile.clock is not None and tile.phase in (Phase.SOLVING, Phase.COVERED, Phase.SUSPENDED, Phase.READY):
        ms = left_ms(tile.clock, age_ms)
        left, share = minutes_left(ms), ms / max(1, tile.clock.entitled_ms)
    return TileFace(
        seat=str(tile.seat_number),
        sign=sign,
        word=word,
        tone=tone,
        beside=beside,
        name=short_name(tile.name),
        answered=f"{tile.answered}/{tile.total}" if tile.total else "",
        saved=saved_words(tile),
        left=left,
        share=min(1.0, share),
        attention=bool(tile.attention),
        connected=tile.connected,
        spoken=_spoken(tile, word, left, beside),
    )


def _spoken(tile: Tile, word: str, left: str, beside: str) -> str:
    parts = [say("Stanowisko {n}", n=tile.seat_number), word, beside, tile.name]
    if tile.total:
        parts.append(say("odpowiedzi {a} z {t}", a=tile.answered, t=tile.total))
    parts += [saved_words(tile), left]
    parts.append(say("łączność jest") if tile.connected else say("bez łączności"))
    return ", ".join(part for part in parts if part)
