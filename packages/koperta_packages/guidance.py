"""Say in Polish what each code means and what to do next.

These are the source texts of what the screens show; they live here so that the command line, the
room and the windows say the same. A next step is always something that whoever reads it can do.
"""

from __future__ import annotations

from dataclasses import dataclass

from .codes import Code


@dataclass(frozen=True, slots=True)
class Guidance:
    """Hold what a person is told: one sentence and one next step, in Polish."""

    sentence: str
    next_step: str


_COPY_AGAIN = "Skopiuj plik ponownie z pendrive’a; nic nie zostało zmienione."
_CALL_BOARD = "Nie używaj tego pliku. Zadzwoń do komisji i podaj kod błędu."
_KEEP_BUNDLE = "Zachowaj ten plik; ośrodek i komisja wyjaśniają to razem, podając kod błędu."
_INCIDENT = "Zapisz kod błędu i zadzwoń do komisji; odpowiedzi zdających są bezpieczne."

GUIDANCE: dict[Code, Guidance] = {
    Code.PKG_NOT_A_PACKAGE: Guidance(
        "To nie jest plik tego rodzaju, którego tu potrzeba.",
        "Sprawdź nazwę pliku i wybierz właściwy.",
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
    Code.PKG_RECALLED: Guidance("Komisja wycofała ten plik.", "Pobierz plik zastępczy i wczytaj go zamiast tego."),
    Code.PKG_MALFORMED: Guidance("Treść podpisanego pliku jest niezgodna z formatem.", _CALL_BOARD),
    Code.PKG_SEGMENT_CORRUPT: Guidance("Część pliku jest uszkodzona.", _COPY_AGAIN),
    Code.TRUST_ROLLBACK: Guidance(
        "Wykaz kluczy komisji jest starszy od tego, który ten komputer już zna.",
        "Użyj nowszego wykazu; obecny pozostaje w mocy.",
    ),
    Code.TRUST_TOO_OLD: Guidance(
        "Do tego pliku potrzeba nowszego wykazu kluczy komisji.",
        "Pobierz z komisji najnowszy plik rejestracji i wczytaj go.",
    ),
    Code.TRUST_EXPIRED: Guidance(
        "Upłynęła zalecana data wykazu kluczy komisji; można pracować dalej.",
        "Przy najbliższej okazji pobierz nowy wykaz.",
    ),
    Code.GRANT_MISSING: Guidance(
        "Brakuje pliku dostępu (.examgrant) do tego pakietu.",
        "Wczytaj plik dostępu swojego ośrodka.",
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
        "Plik jest przeznaczony dla innego ośrodka.",
        "Pobierz plik swojego ośrodka.",
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
        "Wczytaj zmiany po kolei; brakującą pobierz z komisji.",
    ),
    Code.DATA_OTHER_SITTING: Guidance("Plik dotyczy innej zmiany egzaminu.", "Wybierz plik tej zmiany egzaminu."),
    Code.REQUEST_WRONG_CENTRE: Guidance(
        "Prośba sali dotyczy innego ośrodka.",
        "Sprawdź numer ośrodka i plik prośby; w razie wątpliwości zapytaj ośrodek.",
    ),
    Code.CENTRE_NOT_REGISTERED: Guidance(
        "Ośrodek nie ma jeszcze zarejestrowanej sali.",
        "Zarejestruj salę poleceniem koperta board register i powtórz.",
    ),
    Code.SITTING_ISSUED: Guidance(
        "Tę zmianę egzaminu już wydano.",
        "Nadaj nowej zmianie inny identyfikator albo popraw wydaną poleceniem koperta board amend.",
    ),
    Code.SITTING_NOT_ISSUED: Guidance(
        "W folderze komisji nie ma takiej zmiany egzaminu dla tego ośrodka.",
        "Sprawdź identyfikator zmiany, numer ośrodka i folder komisji.",
    ),
    Code.PW_TYPO: Guidance("W haśle jest literówka.", "Sprawdź hasło z kartką; hasła jeszcze nie użyto."),
    Code.PW_FOR_OTHER_PACKAGE: Guidance(
        "To hasło jest od innej zmiany lub innego ośrodka.",
        "Porównaj znak hasła na kartce ze znakiem na ekranie.",
    ),
    Code.PW_WRONG: Guidance(
        "Hasło jest poprawnie zapisane, ale nie otwiera tego pakietu.",
        "Weź kartkę tej zmiany i wpisz hasło jeszcze raz; jeśli to nie pomoże, zadzwoń do komisji.",
    ),
    Code.PIN_WRONG: Guidance("PIN nie otwiera tego pliku z kluczem.", "Sprawdź PIN i plik, po czym spróbuj ponownie."),
    Code.PIN_TOO_SHORT: Guidance("PIN jest za krótki.", "Podaj PIN o długości co najmniej 6 znaków."),
    Code.BACKUP_PW_WRONG: Guidance(
        "Hasło nie otwiera tego zapasu sali.", "Sprawdź, czy hasło jest od tego pliku, i wpisz je jeszcze raz."
    ),
    Code.BACKUP_PW_TOO_SHORT: Guidance("Hasło zapasu sali jest za krótkie.", "Podaj hasło z co najmniej 10 znaków."),
    Code.SECRETS_DIFFER: Guidance("Za drugim razem wpisano co innego.", "Powtórz i wpisz dwa razy to samo."),
    Code.SECRET_FILE_INVALID: Guidance(
        "Z podanego pliku nie da się odczytać PIN-u ani hasła.",
        "Zapisz PIN lub hasło w pierwszym wierszu pliku tekstowego UTF-8.",
    ),
    Code.KEYS_MISSING: Guidance(
        "W folderze komisji jest za mało plików kluczy, aby złożyć wymagane podpisy.",
        "Włóż brakujące pliki do folderu keys i powtórz.",
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
    Code.COMMAND_INVALID: Guidance("Polecenie jest niepełne albo sprzeczne.", "Popraw wskazane opcje i powtórz."),
    Code.DRAW_IMPOSSIBLE: Guidance(
        "Z tego banku nie da się wylosować zestawu według podanej reguły.",
        "Zmniejsz liczbę zadań w dziale albo uzupełnij bank.",
    ),
    Code.BUNDLE_NOT_A_BUNDLE: Guidance("To nie jest pakiet wynikowy.", "Wybierz plik .exambundle."),
    Code.BUNDLE_TRUNCATED: Guidance("Pakiet wynikowy jest niekompletny.", "Skopiuj go ponownie."),
    Code.BUNDLE_TRAILING_DATA: Guidance("Pakiet wynikowy zawiera nadmiarowe dane.", "Skopiuj go ponownie."),
    Code.BUNDLE_BAD_SIGNATURE: Guidance("Podpis na pakiecie wynikowym jest nieprawidłowy.", _KEEP_BUNDLE),
    Code.BUNDLE_THRESHOLD_NOT_MET: Guidance(
        "Na pakiecie wynikowym brakuje wymaganych podpisów.",
        "Uprawnione osoby podpisują go na sali i zapisują ponownie.",
    ),
    Code.BUNDLE_UNKNOWN_ROOM: Guidance("Pakiet wynikowy pochodzi z niezarejestrowanej sali.", _KEEP_BUNDLE),
    Code.BUNDLE_CORRUPT: Guidance("Pakiet wynikowy jest uszkodzony.", "Skopiuj go ponownie."),
    Code.BUNDLE_KEY_MISMATCH: Guidance(
        "Klucz odpowiedzi komisji nie otwiera tego pakietu wynikowego.",
        "Sprawdź, czy to pakiet dla tej komisji; jeśli tak, użyj klucza zapasowego.",
    ),
    Code.BUNDLE_UNKNOWN_SITTING: Guidance(
        "Komisja nie wydała tej zmiany egzaminu lub tego pakietu zadań temu ośrodkowi.", _KEEP_BUNDLE
    ),
    Code.BUNDLE_CHAIN_BROKEN: Guidance("Dziennik w pakiecie wynikowym jest przerwany.", _KEEP_BUNDLE),
    Code.BUNDLE_HEAD_CONTRADICTED: Guidance(
        "Dziennik w pakiecie wynikowym przeczy potwierdzeniom zapisanym na stanowiskach.",
        _KEEP_BUNDLE,
    ),
    Code.BUNDLE_ANSWER_FORGED: Guidance(
        "W pakiecie wynikowym jest odpowiedź bez ważnego podpisu stanowiska.", _KEEP_BUNDLE
    ),
    Code.BUNDLE_DRAW_CONTRADICTED: Guidance(
        "Zestaw zadań w pakiecie wynikowym nie jest tym, który wynika z losowania.", _KEEP_BUNDLE
    ),
    Code.BUNDLE_OLDER_EXPORT: Guidance(
        "Komisja ma już nowszy pakiet wynikowy tej zmiany.", "Nic nie rób; nowszy pakiet pozostaje w mocy."
    ),
    Code.BUNDLE_FORKED: Guidance("Pakiet wynikowy przeczy pakietowi otrzymanemu wcześniej.", _KEEP_BUNDLE),
    Code.RECEIPT_FOR_OTHER_BUNDLE: Guidance(
        "Potwierdzenie dotyczy innego pakietu wynikowego.", "Wybierz potwierdzenie tej zmiany."
    ),
    Code.IO_ERROR: Guidance(
        "Nie udało się odczytać lub zapisać pliku.", "Sprawdź nazwę pliku i nośnik, po czym spróbuj ponownie."
    ),
    Code.ALREADY_THERE: Guidance(
        "Taki plik lub folder już istnieje; nic nie zostało nadpisane.", "Podaj inną nazwę i powtórz."
    ),
    Code.NOT_A_BOARD: Guidance(
        "Ten folder nie jest folderem komisji.", "Podaj folder założony poleceniem koperta board init."
    ),
    Code.NOT_A_ROOM: Guidance(
        "Ten folder nie jest folderem sali.", "Podaj folder założony poleceniem koperta room init."
    ),
    Code.SETTINGS_INVALID: Guidance(
        "Ustawienia sali w pliku room.toml zawierają błąd.", "Popraw wskazane miejsce i uruchom salę ponownie."
    ),
    Code.NOT_A_STANDBY: Guidance(
        "Ten folder nie jest jeszcze komputerem zapasowym żadnej sali.",
        "Odtwórz w nim tożsamość sali z kopii na pendrivie i połącz go poleceniem koperta room standby --primary.",
    ),
    Code.ROOM_IS_STANDBY: Guidance(
        "To jest komputer zapasowy; jako sala ruszy dopiero po przejęciu pracy przez dwie osoby.",
        "Uruchom go poleceniem koperta room standby.",
    ),
    Code.ROOM_IN_USE: Guidance(
        "Inny program używa już tej sali.", "Pracuj dalej w tamtym programie albo zamknij go i spróbuj ponownie."
    ),
    Code.DATABASE_AWAY: Guidance(
        "Serwer bazy danych sali nie odpowiada.",
        "Sprawdź ten serwer i sieć do niego. Sala sama próbuje dalej; stanowiska zapisują u siebie.",
    ),
    Code.JOURNAL_REFUSED: Guidance(
        "Nie można otworzyć dziennika sali; pozostał bez zmian.",
        "Niczego nie usuwaj z folderu sali. Zadzwoń do komisji i podaj kod błędu.",
    ),
    Code.PORT_IN_USE: Guidance(
        "Inny program używa tego portu.", "Zamknij tamten program albo podaj inny port opcją --port."
    ),
    Code.ADDRESS_UNKNOWN: Guidance(
        "Ten komputer nie ma takiego adresu.", "Pomiń opcję --address; sala użyje wtedy wszystkich adresów."
    ),
    Code.REBUILD_NOTHING_FOUND: Guidance(
        "Nie znaleziono niczego, z czego można odtworzyć tę salę.",
        "Podaj folder sali, pendrive z kopią albo pliki stanowisk (--from).",
    ),
    Code.REBUILD_FILES_MISSING: Guidance(
        "Brakuje plików komisji, których sala potrzebuje.", "Podaj pendrive z plikami komisji opcją --files i powtórz."
    ),
    Code.REBUILD_UNSIGNED: Guidance(
        "Odtworzenie sali podpisują dwie osoby, w tym przewodniczący.",
        "Podaj dwa pliki kluczy opcją --official albo przyczynę opcją --break-glass.",
    ),
    Code.CAPSULE_DAMAGED: Guidance(
        "Plik stanowiska jest uszkodzony.", "Zapisz go na stanowisku jeszcze raz i wczytaj ponownie."
    ),
    Code.CAPSULE_NOT_OURS: Guidance(
        "Plik stanowiska jest z innej sali lub innej zmiany.", "Sprawdź, czy to właściwy pendrive; pliku nie wczytano."
    ),
    Code.CAPSULE_LOCKED: Guidance(
        "Plik stanowiska można otworzyć dopiero po odszyfrowaniu zadań.",
        "Odszyfruj zmianę hasłem i wczytaj plik ponownie.",
    ),
    Code.CAPSULE_NOTHING_KEPT: Guidance(
        "Na tym stanowisku nie ma zapisu żadnego zdającego.", "Sprawdź, czy to właściwy folder stanowiska."
    ),
    Code.NO_SPACE: Guidance("Na dysku jest za mało miejsca.", "Zwolnij miejsce i spróbuj ponownie."),
    Code.DISK_NOT_LOCAL: Guidance(
        "Folder sali leży na dysku sieciowym, który może zgubić zapisane odpowiedzi.",
        "Przenieś folder na dysk tego komputera; wyjątek na własne ryzyko ustawia allow_network w pliku room.toml.",
    ),
    Code.TOO_EARLY: Guidance(
        "Godzina rozpoczęcia jeszcze nie nadeszła.",
        "Poczekaj do wyznaczonej godziny; wcześniejsze odszyfrowanie wymaga podania przyczyny.",
    ),
}
