"""Name every refusal of the room, with the Polish sentence and next step that people see."""

from __future__ import annotations

import enum

from koperta_sync.protocol.base import Refusal


class Refused(enum.StrEnum):
    """Name each refusal; the value is the stable code on the wire."""

    BAD_MESSAGE = "BAD_MESSAGE"
    VERSION = "VERSION"
    NOT_PAIRED = "NOT_PAIRED"
    REVOKED = "REVOKED"
    NOT_SIGNED_IN = "NOT_SIGNED_IN"
    NOT_ALLOWED = "NOT_ALLOWED"
    BUSY = "BUSY"
    PAIRING_CLOSED = "PAIRING_CLOSED"
    PAIRING_FAILED = "PAIRING_FAILED"
    PAIRING_STOPPED = "PAIRING_STOPPED"
    CODE_UNKNOWN = "CODE_UNKNOWN"
    SEAT_TAKEN = "SEAT_TAKEN"
    APPROVAL_USED = "APPROVAL_USED"
    LOGIN_UNKNOWN = "LOGIN_UNKNOWN"
    LOGIN_TYPO = "LOGIN_TYPO"
    LOGIN_TOO_MANY = "LOGIN_TOO_MANY"
    WRONG_EXAM_ROOM = "WRONG_EXAM_ROOM"
    WRONG_SEAT = "WRONG_SEAT"
    OTHER_SEAT_ACTIVE = "OTHER_SEAT_ACTIVE"
    ATTEMPT_OVER = "ATTEMPT_OVER"
    CANDIDATE_EXEMPT = "CANDIDATE_EXEMPT"
    SITTING_NOT_OPEN = "SITTING_NOT_OPEN"
    NO_CANDIDATE = "NO_CANDIDATE"
    EPOCH_OVER = "EPOCH_OVER"
    ENTRY_GAP = "ENTRY_GAP"
    ENTRY_CONFLICT = "ENTRY_CONFLICT"
    ENTRY_FORGED = "ENTRY_FORGED"
    ENTRY_NOT_ALLOWED = "ENTRY_NOT_ALLOWED"
    NOT_STARTED = "NOT_STARTED"
    TOO_EARLY = "TOO_EARLY"
    WRONG_STATE = "WRONG_STATE"
    UNKNOWN_THING = "UNKNOWN_THING"
    SIGNATURES_MISSING = "SIGNATURES_MISSING"
    FILE_REFUSED = "FILE_REFUSED"
    PATH_INCOMPLETE = "PATH_INCOMPLETE"
    SUPERSEDED = "SUPERSEDED"
    STANDBY_DIVERGED = "STANDBY_DIVERGED"
    NOT_PROMOTED = "NOT_PROMOTED"
    REASON_MISSING = "REASON_MISSING"
    CHANNELS_MISSING = "CHANNELS_MISSING"
    SECOND_KEY_MISSING = "SECOND_KEY_MISSING"
    SECOND_KEY_WRONG = "SECOND_KEY_WRONG"
    HIGHER_ROLE_NEEDED = "HIGHER_ROLE_NEEDED"


_TEXTS: dict[Refused, tuple[str, str]] = {
    Refused.BAD_MESSAGE: ("Program na tym komputerze wysłał niezrozumiały komunikat.", "Zgłoś to operatorowi."),
    Refused.VERSION: ("Wersja programu na tym komputerze różni się od wersji sali.", "Zainstaluj tę samą wersję."),
    Refused.NOT_PAIRED: (
        "Ten komputer nie jest jeszcze połączony z salą.",
        "Połącz go kodem albo plikiem z pendrive’a.",
    ),
    Refused.REVOKED: ("Ten komputer odłączono od sali.", "Połącz go ponownie, jeśli ma wrócić do pracy."),
    Refused.NOT_SIGNED_IN: ("Nikt nie jest zalogowany na tej konsoli.", "Zaloguj się plikiem klucza i kodem PIN."),
    Refused.NOT_ALLOWED: ("Ta czynność nie należy do zadań zalogowanej osoby.", "Poproś uprawnioną osobę."),
    Refused.BUSY: ("Komputer operatora jest chwilowo zajęty.", "Odczekaj chwilę i spróbuj ponownie."),
    Refused.PAIRING_CLOSED: ("Łączenie stanowisk jest teraz zamknięte.", "Poproś operatora o otwarcie łączenia."),
    Refused.PAIRING_FAILED: (
        "Połączenie nie zgadza się z tym, co widzi sala.",
        "Zacznij łączenie od nowa; jeśli się powtórzy, sprawdź kable i wezwij operatora.",
    ),
    Refused.PAIRING_STOPPED: (
        "Łączenie zatrzymano po zbyt wielu nieudanych próbach.",
        "Operator sprawdza sieć i otwiera łączenie ponownie.",
    ),
    Refused.CODE_UNKNOWN: (
        "Żadne stanowisko nie pokazuje takiego kodu.",
        "Przepisz kod z ekranu stanowiska jeszcze raz.",
    ),
    Refused.SEAT_TAKEN: (
        "To stanowisko jest już zajęte.",
        "Wybierz inny numer albo najpierw zwolnij to stanowisko.",
    ),
    Refused.APPROVAL_USED: (
        "Ten wpis z pliku łączenia został już użyty albo cofnięty.",
        "Operator zapisuje nowy plik łączenia.",
    ),
    Refused.LOGIN_UNKNOWN: (
        "Nazwa użytkownika lub hasło nie zgadza się z kartą.",
        "Przepisz oba pola z karty jeszcze raz.",
    ),
    Refused.LOGIN_TYPO: ("W haśle jest literówka.", "Sprawdź zaznaczoną grupę z kartą."),
    Refused.LOGIN_TOO_MANY: ("Za dużo prób z tego stanowiska.", "Odczekaj pół minuty albo wezwij zespół nadzorujący."),
    Refused.WRONG_EXAM_ROOM: ("Zdający jest przydzielony do innej sali.", "Wezwij zespół nadzorujący."),
    Refused.WRONG_SEAT: ("Zdający ma przydzielone inne stanowisko.", "Przejdź na swoje stanowisko albo wezwij zespół."),
    Refused.OTHER_SEAT_ACTIVE: ("Zdający pracuje już na innym stanowisku.", "Wezwij zespół nadzorujący."),
    Refused.ATTEMPT_OVER: ("Egzamin tego zdającego jest już zakończony.", "Wezwij zespół nadzorujący."),
    Refused.CANDIDATE_EXEMPT: ("Zdający jest zwolniony z części pisemnej.", "Wezwij zespół nadzorujący."),
    Refused.SITTING_NOT_OPEN: ("Zmiana tego zdającego nie jest teraz otwarta.", "Wezwij zespół nadzorujący."),
    Refused.NO_CANDIDATE: ("Na tym stanowisku nikt nie jest zalogowany.", "Zaloguj się danymi z karty."),
    Refused.EPOCH_OVER: (
        "Zdający pracuje dalej na innym stanowisku.",
        "Pracuj na nowym stanowisku; odpowiedzi z tego zachowano jako spóźnione.",
    ),
    Refused.ENTRY_GAP: ("W dzienniku stanowiska brakuje wpisu.", "Program wyśle brakujące wpisy sam."),
    Refused.ENTRY_CONFLICT: ("Ten sam wpis przyszedł z inną treścią; zachowano oba.", "Wezwij zespół nadzorujący."),
    Refused.ENTRY_FORGED: ("Podpis wpisu nie pochodzi z tego stanowiska.", "Wezwij zespół nadzorujący."),
    Refused.ENTRY_NOT_ALLOWED: ("Tego wpisu nie można teraz przyjąć.", "Wezwij zespół nadzorujący."),
    Refused.NOT_STARTED: ("Egzamin jeszcze się nie rozpoczął.", "Poczekaj na rozpoczęcie."),
    Refused.TOO_EARLY: (
        "Godzina rozpoczęcia jeszcze nie nadeszła.",
        "Poczekaj do wyznaczonej godziny; wcześniejsze odszyfrowanie wymaga podania przyczyny.",
    ),
    Refused.WRONG_STATE: ("Tej czynności nie można teraz wykonać.", "Zobacz, który krok dnia jest teraz."),
    Refused.UNKNOWN_THING: (
        "Nie ma takiego zdającego, stanowiska lub zmiany.",
        "Wybierz ponownie z tego, co jest teraz na ekranie.",
    ),
    Refused.SIGNATURES_MISSING: ("Pakiet wynikowy nie ma jeszcze dwóch podpisów.", "Podpisują dwie uprawnione osoby."),
    Refused.FILE_REFUSED: (
        "Nie udało się odczytać lub zapisać pliku.",
        "Sprawdź nazwę pliku i nośnik, po czym spróbuj ponownie.",
    ),
    Refused.PATH_INCOMPLETE: (
        "To nie jest pełna ścieżka na komputerze operatora.",
        "Wybierz folder z listy albo wpisz całą ścieżkę, od /media lub od litery dysku.",
    ),
    Refused.SUPERSEDED: (
        "Pracę sali przejął inny komputer; ten już nic nie zmienia.",
        "Pracuj przy komputerze, który przejął salę.",
    ),
    Refused.STANDBY_DIVERGED: (
        "Kopia na komputerze zapasowym nie zgadza się z dziennikiem sali.",
        "Zachowaj ją i przygotuj komputer zapasowy od nowa w pustym folderze.",
    ),
    Refused.NOT_PROMOTED: (
        "To jest komputer zapasowy; nie przejął pracy sali.",
        "Pracuj przy komputerze operatora albo przejmij pracę sali w dwie osoby.",
    ),
    Refused.REASON_MISSING: ("Brakuje uzasadnienia tej decyzji.", "Wpisz je; trafi do protokołu."),
    Refused.CHANNELS_MISSING: (
        "Komisję trzeba powiadomić dwiema drogami.",
        "Zaznacz obie drogi albo podaj, dlaczego użyto jednej.",
    ),
    Refused.SECOND_KEY_MISSING: (
        "Więcej niż 5 minut dolicza się w dwie osoby.",
        "Druga osoba podaje swój klucz i PIN; w ostateczności wpisz, dlaczego decyduje jedna.",
    ),
    Refused.SECOND_KEY_WRONG: (
        "Podpis drugiej osoby nie pasuje do tej decyzji.",
        "Druga uprawniona osoba podaje swój klucz i PIN jeszcze raz.",
    ),
    Refused.HIGHER_ROLE_NEEDED: (
        "Wpis może cofnąć tylko osoba z wyższą funkcją niż jego autor.",
        "Poproś przewodniczącego; jego własny wpis cofają dwie osoby.",
    ),
}


def refusal(code: Refused, detail: str = "", **facts: str | int) -> Refusal:
    """Make the refusal people see; `detail` is English, for logs."""
    sentence, next_step = _TEXTS[code]
    return Refusal(code=code, sentence=sentence, next_step=next_step, detail=detail, facts=facts)


class RefusedError(Exception):
    """Carry a refusal through code that answers a request."""

    def __init__(self, code: Refused, detail: str = "", **facts: str | int) -> None:
        super().__init__(f"{code}: {detail}" if detail else str(code))
        self.code = code
        self.refusal = refusal(code, detail, **facts)

    @classmethod
    def received(cls, refusal: Refusal) -> RefusedError:
        """Make the error from a refusal that came over the wire; an unknown code counts as BAD_MESSAGE."""
        known = refusal.code in Refused.__members__
        error = cls(Refused(refusal.code) if known else Refused.BAD_MESSAGE, refusal.detail or refusal.code)
        error.refusal = refusal
        return error
