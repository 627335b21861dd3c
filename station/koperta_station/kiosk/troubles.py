"""Say in words what went wrong: what happened, then what to do."""

from __future__ import annotations

from koperta_crypto.errors import PassphraseSlipError, SlipKind
from koperta_station.kiosk.words import words
from koperta_sync.desktop.translations import Words
from koperta_sync.enrolment import EnrolmentError
from koperta_sync.pairing import PairingError, WrongRoomCodeError
from koperta_sync.protocol.base import Refusal
from koperta_sync.protocol.refusals import Refused, RefusedError, refusal
from koperta_sync.transport import RoomAwayError

refusals = Words("refusals")


def of_refusal(refused: Refusal) -> tuple[str, str]:
    """Return a refusal's sentence and next step in the language in force."""
    then = refusals(refused.next_step) if refused.next_step else ""
    return _with_place(refused) or refusals(refused.sentence), then


def _with_place(refused: Refusal) -> str:
    """Return the sentence that names where the candidate belongs, if the room has said it."""
    exam_room, seat = refused.facts.get("exam_room"), refused.facts.get("seat")
    if refused.code == Refused.WRONG_EXAM_ROOM and exam_room:
        return words("Zdający jest przydzielony do innej sali: {exam_room}.", exam_room=exam_room)
    if refused.code == Refused.WRONG_SEAT and seat:
        return words("Zdający ma przydzielone inne stanowisko: {seat}.", seat=seat)
    return ""


def of_error(error: Exception) -> tuple[str, str]:
    """Return two sentences for any error of an act, the second perhaps empty."""
    call = words("Wezwij zespół nadzorujący.")
    if isinstance(error, RefusedError):
        return of_refusal(error.refusal)
    if isinstance(error, PassphraseSlipError):
        return of_slip(error), words("Sprawdź je z kartą; niczego jeszcze nie wysłano.")
    if isinstance(error, RoomAwayError):
        return words("Komputer operatora nie odpowiada."), words("Sprawdź kabel sieciowy i spróbuj ponownie.")
    if isinstance(error, WrongRoomCodeError):
        return words("Te cyfry nie zgadzają się z kodem sali."), words("Pozostało prób: {left}.", left=error.left)
    if isinstance(error, PairingError):
        return of_refusal(refusal(Refused.PAIRING_FAILED))
    if isinstance(error, EnrolmentError):
        return refusals(error.sentence), words("Poproś operatora o nowy plik łączenia.")
    if isinstance(error, OSError):
        return words("Nie udało się odczytać lub zapisać pliku."), words("Sprawdź nośnik i spróbuj ponownie.")
    return words("Tego nie udało się wykonać."), call


def of_slip(error: PassphraseSlipError) -> str:
    """Say what is wrong with a typed card secret."""
    if error.kind is SlipKind.MISSING:
        return words("Hasło jest za krótkie. Brakuje znaków: {count}.", count=error.count)
    if error.kind is SlipKind.TOO_MANY:
        return words("Hasło jest za długie. Zbędnych znaków: {count}.", count=error.count)
    if error.group is not None:
        return words("W grupie {group} hasła jest literówka.", group=error.group)
    return words("W haśle jest literówka.")
