"""Every way in which a board's file can be refused, each with a stable code.

A code never changes its meaning: operators read it to the help desk over the telephone, tests and
handbooks name it. The Polish sentence and the next step are the source texts of what the screens
show; they live here so that the command line, the room and the windows say the same.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Code(enum.StrEnum):
    """Name each refusal; the value is what people read aloud."""

    PKG_NOT_A_PACKAGE = "PKG_NOT_A_PACKAGE"
    PKG_UNSUPPORTED_VERSION = "PKG_UNSUPPORTED_VERSION"
    PKG_LIMIT_EXCEEDED = "PKG_LIMIT_EXCEEDED"
    PKG_TRUNCATED = "PKG_TRUNCATED"
    PKG_TRAILING_DATA = "PKG_TRAILING_DATA"
    PKG_BAD_SIGNATURE = "PKG_BAD_SIGNATURE"
    PKG_UNKNOWN_SIGNER = "PKG_UNKNOWN_SIGNER"
    PKG_THRESHOLD_NOT_MET = "PKG_THRESHOLD_NOT_MET"
    PKG_SIGNER_REVOKED = "PKG_SIGNER_REVOKED"
    PKG_RECALLED = "PKG_RECALLED"
    PKG_MALFORMED = "PKG_MALFORMED"
    PKG_SEGMENT_CORRUPT = "PKG_SEGMENT_CORRUPT"
    TRUST_ROLLBACK = "TRUST_ROLLBACK"
    TRUST_TOO_OLD = "TRUST_TOO_OLD"
    TRUST_EXPIRED = "TRUST_EXPIRED"
    GRANT_MISSING = "GRANT_MISSING"
    GRANT_WRONG_PACKAGE = "GRANT_WRONG_PACKAGE"
    GRANT_WRONG_CENTRE = "GRANT_WRONG_CENTRE"
    GRANT_WRONG_ROOM = "GRANT_WRONG_ROOM"
    DATA_WRONG_CENTRE = "DATA_WRONG_CENTRE"
    DATA_WRONG_ROOM = "DATA_WRONG_ROOM"
    DATA_ROLLBACK = "DATA_ROLLBACK"
    DATA_AMENDMENT_MISSING = "DATA_AMENDMENT_MISSING"
    DATA_OTHER_SITTING = "DATA_OTHER_SITTING"
    PW_TYPO = "PW_TYPO"
    PW_FOR_OTHER_PACKAGE = "PW_FOR_OTHER_PACKAGE"
    PW_WRONG = "PW_WRONG"
    PIN_WRONG = "PIN_WRONG"
    KDF_NO_MEMORY = "KDF_NO_MEMORY"
    KDF_LIMIT_EXCEEDED = "KDF_LIMIT_EXCEEDED"
    KEY_MISMATCH = "KEY_MISMATCH"
    SEGMENT_AUTH_FAILED = "SEGMENT_AUTH_FAILED"
    BANK_INVALID = "BANK_INVALID"
    ROSTER_INVALID = "ROSTER_INVALID"
    SPEC_INVALID = "SPEC_INVALID"
    DRAW_IMPOSSIBLE = "DRAW_IMPOSSIBLE"
    BUNDLE_NOT_A_BUNDLE = "BUNDLE_NOT_A_BUNDLE"
    BUNDLE_TRUNCATED = "BUNDLE_TRUNCATED"
    BUNDLE_TRAILING_DATA = "BUNDLE_TRAILING_DATA"
    BUNDLE_BAD_SIGNATURE = "BUNDLE_BAD_SIGNATURE"
    BUNDLE_THRESHOLD_NOT_MET = "BUNDLE_THRESHOLD_NOT_MET"
    BUNDLE_UNKNOWN_ROOM = "BUNDLE_UNKNOWN_ROOM"
    BUNDLE_CORRUPT = "BUNDLE_CORRUPT"
    BUNDLE_KEY_MISMATCH = "BUNDLE_KEY_MISMATCH"
    BUNDLE_UNKNOWN_SITTING = "BUNDLE_UNKNOWN_SITTING"
    BUNDLE_CHAIN_BROKEN = "BUNDLE_CHAIN_BROKEN"
    BUNDLE_HEAD_CONTRADICTED = "BUNDLE_HEAD_CONTRADICTED"
    BUNDLE_ANSWER_FORGED = "BUNDLE_ANSWER_FORGED"
    BUNDLE_DRAW_CONTRADICTED = "BUNDLE_DRAW_CONTRADICTED"
    BUNDLE_OLDER_EXPORT = "BUNDLE_OLDER_EXPORT"
    BUNDLE_FORKED = "BUNDLE_FORKED"
    RECEIPT_FOR_OTHER_BUNDLE = "RECEIPT_FOR_OTHER_BUNDLE"
    IO_ERROR = "IO_ERROR"
    NO_SPACE = "NO_SPACE"
    TOO_EARLY = "TOO_EARLY"


@dataclass(frozen=True, slots=True)
class Guidance:
    """Hold what a person is told: one sentence and one next step, in Polish."""

    sentence: str
    next_step: str


_COPY_AGAIN = "Skopiuj plik ponownie z pendrive’a; nic nie zostało zmienione."
_CALL_BOARD = "Nie używaj tego pliku. Zadzwoń do komisji i podaj kod błędu."
_INCIDENT = "Zapisz kod błędu i zadzwoń do komisji; odpowiedzi zdających są bezpieczne."

GUIDANCE: dict[Code, Guidance] = {
    Code.PKG_NOT_A_PACKAGE: Guidance(
        "To nie jest plik komisji, którego oczekiwano w tym miejscu.",
        "Wybierz plik wskazany w wykazie komisji.",
    ),
    Code.PKG_UNSUPPORTED_VERSION: Guidance(
        "Plik jest w wersji, której ten program nie zna.",
        "Zainstaluj wersję programu wskazaną przez komisję.",
    ),
    Code.PKG_LIMIT_EXCEEDED: Guidance("Plik przekracza dopuszczalne rozmiary.", _CALL_BOARD),
    Code.PKG_TRUNCATED: Guidance("Plik jest niekompletny.", _COPY_AGAIN),
    Code.PKG_TRAILING_DATA: Guidance("Plik zawiera na końcu nadmiarowe dane.", _COPY_AGAIN),
    Code.PKG_BAD_SIGNATURE: Guidance("Podpis komisji na pliku jest nieprawidłowy.", _CALL_BOARD),
    Code.PKG_UNKNOWN_SIGNER: Guidance("Pliku nie podpisała komisja, której ufa ten komputer.", _CALL_BOARD),
    Code.PKG_THRESHOLD_NOT_MET: Guidance("Na pliku brakuje wymaganej liczby podpisów komisji.", _CALL_BOARD),
    Code.PKG_SIGNER_REVOKED: Guidance("Plik podpisano kluczem, który komisja unieważniła.", _CALL_BOARD),
    Code.PKG_RECALLED: Guidance("Komisja wycofała ten plik.", "Pobierz plik zastępczy i zaimportuj go zamiast tego."),
    Code.PKG_MALFORMED: Guidance("Treść podpisanego pliku jest niezgodna z formatem.", _CALL_BOARD),
    Code.PKG_SEGMENT_CORRUPT: Guidance("Część pliku jest uszkodzona.", _COPY_AGAIN),
    Code.TRUST_ROLLBACK: Guidance(
        "Wykaz kluczy komisji jest starszy od tego, który ten komputer już zna.",
        "Użyj nowszego wykazu; obecny pozostaje w mocy.",
    ),
    Code.TRUST_TOO_OLD: Guidance(
        "Pakiet wymaga nowszego wykazu kluczy komisji.",
        "Zaimportuj najnowszy plik rejestracji z komisji.",
    ),
    Code.TRUST_EXPIRED: Guidance(
        "Upłynęła zalecana data wykazu kluczy komisji; można pracować dalej.",
        "Przy najbliższej okazji pobierz nowy wykaz.",
    ),
    Code.GRANT_MISSING: Guidance(
        "Brakuje pliku dostępu (.examgrant) do tego pakietu.",
        "Zaimportuj plik dostępu swojego ośrodka.",
    ),
    Code.GRANT_WRONG_PACKAGE: Guidance(
        "Plik dostępu dotyczy innego pakietu.",
        "Sprawdź, czy oba pliki są z tej samej wysyłki komisji.",
    ),
    Code.GRANT_WRONG_CENTRE: Guidance(
        "Plik dostępu jest przeznaczony dla innego ośrodka.",
        "Pobierz plik dostępu swojego ośrodka.",
    ),
    Code.GRANT_WRONG_ROOM: Guidance(
        "Plik dostępu nie obejmuje tego komputera operatora.",
        "Sprawdź, czy to właściwy komputer; jeśli tak, zadzwoń do komisji.",
    ),
    Code.DATA_WRONG_CENTRE: Guidance(
        "Plik danych zdających jest przeznaczony dla innego ośrodka.",
        "Pobierz plik danych swojego ośrodka.",
    ),
    Code.DATA_WRONG_ROOM: Guidance(
        "Pliku danych zdających nie można otworzyć na tym komputerze operatora.",
        "Sprawdź, czy to właściwy komputer; jeśli tak, zadzwoń do komisji.",
    ),
    Code.DATA_ROLLBACK: Guidance(
        "Ten komputer ma już nowsze dane zdających.", "Nic nie rób; nowsze dane pozostają w mocy."
    ),
    Code.DATA_AMENDMENT_MISSING: Guidance(
        "Brakuje wcześniejszej zmiany danych zdających.",
        "Zaimportuj zmiany po kolei; brakującą pobierz z komisji.",
    ),
    Code.DATA_OTHER_SITTING: Guidance(
        "Plik dotyczy innej zmiany egzaminu.", "Wybierz plik tej zmiany egzaminu."
    ),
    Code.PW_TYPO: Guidance("W haśle jest literówka.", "Sprawdź hasło z kartką; hasła jeszcze nie użyto."),
    Code.PW_FOR_OTHER_PACKAGE: Guidance(
        "To hasło jest od innej zmiany lub innego ośrodka.",
        "Porównaj znak hasła na kartce ze znakiem na ekranie.",
    ),
    Code.PW_WRONG: Guidance(
        "Hasło jest poprawnie zapisane, ale nie otwiera tego pakietu.",
        "Porównaj kartkę z wiadomością komisji i wpisz hasło jeszcze raz.",
    ),
    Code.PIN_WRONG: Guidance(
        "PIN nie otwiera tego pliku z kluczem.", "Sprawdź PIN i plik, po czym spróbuj ponownie."
    ),
    Code.KDF_NO_MEMORY: Guidance(
        "Na sprawdzenie hasła zabrakło pamięci; hasło może być dobre.",
        "Zamknij inne programy i spróbuj ponownie.",
    ),
    Code.KDF_LIMIT_EXCEEDED: Guidance("Plik żąda niedozwolonych parametrów hasła.", _CALL_BOARD),
    Code.KEY_MISMATCH: Guidance("Klucz z pliku dostępu nie pasuje do pakietu.", _INCIDENT),
    Code.SEGMENT_AUTH_FAILED: Guidance("Zadań nie udało się odszyfrować mimo dobrego hasła.", _INCIDENT),
    Code.BANK_INVALID: Guidance("Bank zadań zawiera błąd.", "Popraw wskazane miejsce i powtórz."),
    Code.ROSTER_INVALID: Guidance("Lista zdających zawiera błąd.", "Popraw wskazany wiersz i powtórz."),
    Code.SPEC_INVALID: Guidance("Opis egzaminu zawiera błąd.", "Popraw wskazane pole i powtórz."),
    Code.DRAW_IMPOSSIBLE: Guidance(
        "Z tego banku nie da się wylosować zestawu według podanej reguły.",
        "Zmniejsz liczbę zadań w dziale albo uzupełnij bank.",
    ),
    Code.BUNDLE_NOT_A_BUNDLE: Guidance("To nie jest pakiet wynikowy.", "Wybierz plik .exambundle."),
    Code.BUNDLE_TRUNCATED: Guidance("Pakiet wynikowy jest niekompletny.", "Skopiuj go ponownie."),
    Code.BUNDLE_TRAILING_DATA: Guidance("Pakiet wynikowy zawiera nadmiarowe dane.", "Skopiuj go ponownie."),
    Code.BUNDLE_BAD_SIGNATURE: Guidance("Podpis na pakiecie wynikowym jest nieprawidłowy.", _CALL_BOARD),
    Code.BUNDLE_THRESHOLD_NOT_MET: Guidance(
        "Na pakiecie wynikowym brakuje wymaganych podpisów.",
        "Podpisz pakiet na sali i wyeksportuj go ponownie.",
    ),
    Code.BUNDLE_UNKNOWN_ROOM: Guidance("Pakiet wynikowy pochodzi z niezarejestrowanej sali.", _CALL_BOARD),
    Code.BUNDLE_CORRUPT: Guidance("Pakiet wynikowy jest uszkodzony.", "Skopiuj go ponownie."),
    Code.BUNDLE_KEY_MISMATCH: Guidance(
        "Klucz odpowiedzi komisji nie otwiera tego pakietu wynikowego.",
        "Sprawdź, czy to pakiet dla tej komisji; jeśli tak, użyj klucza zapasowego.",
    ),
    Code.BUNDLE_UNKNOWN_SITTING: Guidance(
        "Komisja nie wydała tej zmiany egzaminu lub tego pakietu zadań temu ośrodkowi.", _CALL_BOARD
    ),
    Code.BUNDLE_CHAIN_BROKEN: Guidance("Dziennik w pakiecie wynikowym jest przerwany.", _CALL_BOARD),
    Code.BUNDLE_HEAD_CONTRADICTED: Guidance(
        "Dziennik w pakiecie wynikowym przeczy potwierdzeniom zapisanym na stanowiskach.",
        _CALL_BOARD,
    ),
    Code.BUNDLE_ANSWER_FORGED: Guidance(
        "W pakiecie wynikowym jest odpowiedź bez ważnego podpisu stanowiska.", _CALL_BOARD
    ),
    Code.BUNDLE_DRAW_CONTRADICTED: Guidance(
        "Zestaw zadań w pakiecie wynikowym nie jest tym, który wynika z losowania.", _CALL_BOARD
    ),
    Code.BUNDLE_OLDER_EXPORT: Guidance("Komisja ma już nowszy pakiet wynikowy tej zmiany.", "Wyślij najnowszy pakiet."),
    Code.BUNDLE_FORKED: Guidance("Pakiet wynikowy przeczy pakietowi otrzymanemu wcześniej.", _CALL_BOARD),
    Code.RECEIPT_FOR_OTHER_BUNDLE: Guidance(
        "Potwierdzenie dotyczy innego pakietu wynikowego.", "Wybierz potwierdzenie tej zmiany."
    ),
    Code.IO_ERROR: Guidance("Nie udało się odczytać lub zapisać pliku.", "Sprawdź nośnik i spróbuj ponownie."),
    Code.NO_SPACE: Guidance("Na dysku jest za mało miejsca.", "Zwolnij miejsce i spróbuj ponownie."),
    Code.TOO_EARLY: Guidance(
        "Godzina rozpoczęcia jeszcze nie nadeszła.",
        "Poczekaj albo potwierdź w dwie osoby z podaniem przyczyny.",
    ),
}


class PackageError(Exception):
    """Refuse a file or an act with a stable code.

    `detail` names the thing and the place in English for logs and experts, `facts` carries the
    numbers a screen may show (bytes missing, the group with the slip, the segment's id).
    """

    def __init__(self, code: Code, detail: str = "", **facts: int | str) -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.detail = detail
        self.facts = facts

    @property
    def guidance(self) -> Guidance:
        """Return the Polish sentence and the next step for this code."""
        return GUIDANCE[self.code]

    def sentence(self) -> str:
        """Return the Polish sentence with the facts a person can act on: the group, the missing bytes."""
        plain = self.guidance.sentence
        group, have, need = self.facts.get("group"), self.facts.get("have"), self.facts.get("need")
        if self.code is Code.PW_TYPO and isinstance(group, int) and 0 < group <= len(_ORDINALS):
            return f"W {_ORDINALS[group - 1]} grupie jest literówka."
        if isinstance(have, int) and isinstance(need, int) and need > have:
            return f"{plain[:-1]} (brakuje {_size(need - have)})."
        return plain


_ORDINALS = ("pierwszej", "drugiej", "trzeciej", "czwartej", "piątej", "szóstej", "siódmej")
_KILO = 1000


def _size(count: int) -> str:
    """Write a number of bytes as a Polish reader expects it."""
    if count < _KILO:
        return f"{count} B"
    if count < _KILO * _KILO:
        return f"{count / _KILO:.1f} kB".replace(".", ",")
    return f"{count / _KILO / _KILO:.1f} MB".replace(".", ",")
