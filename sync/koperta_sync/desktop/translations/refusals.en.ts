<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="pl">
<context>
    <name>refusals</name>
    <message>
        <source>Egzamin jeszcze się nie rozpoczął.</source>
        <translation>The exam has not started yet.</translation>
    </message>
    <message>
        <source>Egzamin tego zdającego jest już zakończony.</source>
        <translation>This candidate’s exam is already over.</translation>
    </message>
    <message>
        <source>Godzina rozpoczęcia jeszcze nie nadeszła.</source>
        <translation>The starting hour has not come yet.</translation>
    </message>
    <message>
        <source>Komputer operatora jest chwilowo zajęty.</source>
        <translation>The operator’s computer is busy for the moment.</translation>
    </message>
    <message>
        <source>Kopia na komputerze zapasowym nie zgadza się z dziennikiem sali.</source>
        <translation>The copy on the standby computer does not match the room’s journal.</translation>
    </message>
    <message>
        <source>Na tym stanowisku nikt nie jest zalogowany.</source>
        <translation>Nobody is signed in at this workstation.</translation>
    </message>
    <message>
        <source>Nazwa użytkownika lub hasło nie zgadza się z kartą.</source>
        <translation>The user name or the password does not agree with the card.</translation>
    </message>
    <message>
        <source>Nie ma takiego zdającego, stanowiska lub zmiany.</source>
        <translation>There is no such candidate, seat or sitting.</translation>
    </message>
    <message>
        <source>Nie udało się odczytać lub zapisać pliku.</source>
        <translation>A file could not be read or written.</translation>
    </message>
    <message>
        <source>Nikt nie jest zalogowany na tej konsoli.</source>
        <translation>Nobody is signed in at this console.</translation>
    </message>
    <message>
        <source>Odczekaj chwilę i spróbuj ponownie.</source>
        <translation>Wait a moment and try again.</translation>
    </message>
    <message>
        <source>Odczekaj pół minuty albo wezwij zespół nadzorujący.</source>
        <translation>Wait half a minute or call the supervision team.</translation>
    </message>
    <message>
        <source>Operator sprawdza sieć i otwiera łączenie ponownie.</source>
        <translation>The operator checks the network and opens pairing again.</translation>
    </message>
    <message>
        <source>Operator zapisuje nowy plik łączenia.</source>
        <translation>The operator writes a new pairing file.</translation>
    </message>
    <message>
        <source>Pakiet wynikowy nie ma jeszcze dwóch podpisów.</source>
        <translation>The answer bundle does not have two signatures yet.</translation>
    </message>
    <message>
        <source>Plik łączenia jest uszkodzony; zapisz go ponownie.</source>
        <translation>The pairing file is damaged; write it again.</translation>
    </message>
    <message>
        <source>Plik łączenia podszywa się pod inną salę.</source>
        <translation>The pairing file pretends to come from another room.</translation>
    </message>
    <message>
        <source>Poczekaj do wyznaczonej godziny; wcześniejsze odszyfrowanie wymaga podania przyczyny.</source>
        <translation>Wait until the appointed hour; opening the tasks earlier needs a reason.</translation>
    </message>
    <message>
        <source>Poczekaj na rozpoczęcie.</source>
        <translation>Wait for the start.</translation>
    </message>
    <message>
        <source>Podpis wpisu nie pochodzi z tego stanowiska.</source>
        <translation>The entry’s signature does not come from this workstation.</translation>
    </message>
    <message>
        <source>Podpisują dwie uprawnione osoby.</source>
        <translation>Two entitled persons sign it.</translation>
    </message>
    <message>
        <source>Poproś operatora o otwarcie łączenia.</source>
        <translation>Ask the operator to open pairing.</translation>
    </message>
    <message>
        <source>Poproś uprawnioną osobę.</source>
        <translation>Ask a person entitled to it.</translation>
    </message>
    <message>
        <source>Połącz go kodem albo plikiem z pendrive’a.</source>
        <translation>Pair it by code or with a file from a USB stick.</translation>
    </message>
    <message>
        <source>Połącz go ponownie, jeśli ma wrócić do pracy.</source>
        <translation>Pair it again if it is to be used.</translation>
    </message>
    <message>
        <source>Połączenie nie zgadza się z tym, co widzi sala.</source>
        <translation>The connection does not agree with what the room sees.</translation>
    </message>
    <message>
        <source>Pracuj na nowym stanowisku; odpowiedzi z tego zachowano jako spóźnione.</source>
        <translation>Work at the new seat; the answers from this one are kept as late.</translation>
    </message>
    <message>
        <source>Pracuj przy komputerze operatora albo przejmij pracę sali w dwie osoby.</source>
        <translation>Work at the operator’s computer, or take over the room with two persons.</translation>
    </message>
    <message>
        <source>Pracuj przy komputerze, który przejął salę.</source>
        <translation>Work at the computer that has taken over the room.</translation>
    </message>
    <message>
        <source>Pracę sali przejął inny komputer; ten już nic nie zmienia.</source>
        <translation>Another computer has taken over the room; this one changes nothing any more.</translation>
    </message>
    <message>
        <source>Program na tym komputerze wysłał niezrozumiały komunikat.</source>
        <translation>The program on this computer sent a message that could not be understood.</translation>
    </message>
    <message>
        <source>Program wyśle brakujące wpisy sam.</source>
        <translation>The program will send the missing entries by itself.</translation>
    </message>
    <message>
        <source>Przejdź na swoje stanowisko albo wezwij zespół.</source>
        <translation>Go to your own seat or call the team.</translation>
    </message>
    <message>
        <source>Przepisz kod z ekranu stanowiska jeszcze raz.</source>
        <translation>Type the code from the workstation’s screen once more.</translation>
    </message>
    <message>
        <source>Przepisz oba pola z karty jeszcze raz.</source>
        <translation>Type both fields from the card once more.</translation>
    </message>
    <message>
        <source>Sprawdź nazwę pliku i nośnik, po czym spróbuj ponownie.</source>
        <translation>Check the file’s name and the drive, then try again.</translation>
    </message>
    <message>
        <source>Sprawdź zaznaczoną grupę z kartą.</source>
        <translation>Check the marked group against the card.</translation>
    </message>
    <message>
        <source>Ta czynność nie należy do zadań zalogowanej osoby.</source>
        <translation>This act is not among the duties of the person signed in.</translation>
    </message>
    <message>
        <source>Tego wpisu nie można teraz przyjąć.</source>
        <translation>This entry cannot be accepted now.</translation>
    </message>
    <message>
        <source>Tej czynności nie można teraz wykonać.</source>
        <translation>This cannot be done now.</translation>
    </message>
    <message>
        <source>Tej sali nie potwierdziła komisja; wezwij operatora.</source>
        <translation>The board has not certified this room; call the operator.</translation>
    </message>
    <message>
        <source>Ten komputer nie jest jeszcze połączony z salą.</source>
        <translation>This computer is not yet paired with the room.</translation>
    </message>
    <message>
        <source>Ten komputer odłączono od sali.</source>
        <translation>This computer has been cut off from the room.</translation>
    </message>
    <message>
        <source>Ten sam wpis przyszedł z inną treścią; zachowano oba.</source>
        <translation>The same entry arrived with another content; both are kept.</translation>
    </message>
    <message>
        <source>Ten wpis z pliku łączenia został już użyty albo cofnięty.</source>
        <translation>This entry of the pairing file has been used or withdrawn already.</translation>
    </message>
    <message>
        <source>To jest komputer zapasowy; nie przejął pracy sali.</source>
        <translation>This is the standby computer; it has not taken over the room.</translation>
    </message>
    <message>
        <source>To nie jest pełna ścieżka na komputerze operatora.</source>
        <translation>This is not a full path on the operator’s computer.</translation>
    </message>
    <message>
        <source>To nie jest plik łączenia albo plik jest ucięty.</source>
        <translation>This is not a pairing file, or it is cut short.</translation>
    </message>
    <message>
        <source>To nie jest plik łączenia.</source>
        <translation>This is not a pairing file.</translation>
    </message>
    <message>
        <source>To stanowisko jest już zajęte.</source>
        <translation>This seat is taken already.</translation>
    </message>
    <message>
        <source>W dzienniku stanowiska brakuje wpisu.</source>
        <translation>An entry is missing from the workstation’s journal.</translation>
    </message>
    <message>
        <source>W haśle jest literówka.</source>
        <translation>There is a typing slip in the password.</translation>
    </message>
    <message>
        <source>Wersja programu na tym komputerze różni się od wersji sali.</source>
        <translation>The program version on this computer differs from the room’s.</translation>
    </message>
    <message>
        <source>Wezwij zespół nadzorujący.</source>
        <translation>Call the supervision team.</translation>
    </message>
    <message>
        <source>Wybierz folder z listy albo wpisz całą ścieżkę, od /media lub od litery dysku.</source>
        <translation>Choose a folder from the list or type the whole path, from /media or from the drive letter.</translation>
    </message>
    <message>
        <source>Wybierz inny numer albo najpierw zwolnij to stanowisko.</source>
        <translation>Choose another number or free this seat first.</translation>
    </message>
    <message>
        <source>Wybierz ponownie z tego, co jest teraz na ekranie.</source>
        <translation>Choose again from what is on the screen now.</translation>
    </message>
    <message>
        <source>Za dużo prób z tego stanowiska.</source>
        <translation>Too many tries from this workstation.</translation>
    </message>
    <message>
        <source>Zachowaj ją i przygotuj komputer zapasowy od nowa w pustym folderze.</source>
        <translation>Keep it, and set the standby computer up again in an empty folder.</translation>
    </message>
    <message>
        <source>Zacznij łączenie od nowa; jeśli się powtórzy, sprawdź kable i wezwij operatora.</source>
        <translation>Start pairing anew; if it happens again, check the cables and call the operator.</translation>
    </message>
    <message>
        <source>Zainstaluj tę samą wersję.</source>
        <translation>Install the same version.</translation>
    </message>
    <message>
        <source>Zaloguj się danymi z karty.</source>
        <translation>Sign in with the details on the card.</translation>
    </message>
    <message>
        <source>Zaloguj się plikiem klucza i kodem PIN.</source>
        <translation>Sign in with the key file and the PIN.</translation>
    </message>
    <message>
        <source>Zdający jest przydzielony do innej sali.</source>
        <translation>The candidate is assigned to another room.</translation>
    </message>
    <message>
        <source>Zdający jest zwolniony z części pisemnej.</source>
        <translation>The candidate is exempt from the written part.</translation>
    </message>
    <message>
        <source>Zdający ma przydzielone inne stanowisko.</source>
        <translation>The candidate is assigned to another seat.</translation>
    </message>
    <message>
        <source>Zdający pracuje dalej na innym stanowisku.</source>
        <translation>The candidate carries on at another workstation.</translation>
    </message>
    <message>
        <source>Zdający pracuje już na innym stanowisku.</source>
        <translation>The candidate is already working at another workstation.</translation>
    </message>
    <message>
        <source>Zgłoś to operatorowi.</source>
        <translation>Tell the operator.</translation>
    </message>
    <message>
        <source>Zmiana tego zdającego nie jest teraz otwarta.</source>
        <translation>This candidate’s sitting is not open now.</translation>
    </message>
    <message>
        <source>Zobacz, który krok dnia jest teraz.</source>
        <translation>See which step of the day it is now.</translation>
    </message>
    <message>
        <source>Łączenie stanowisk jest teraz zamknięte.</source>
        <translation>Pairing of workstations is closed now.</translation>
    </message>
    <message>
        <source>Łączenie zatrzymano po zbyt wielu nieudanych próbach.</source>
        <translation>Pairing was stopped after too many failed attempts.</translation>
    </message>
    <message>
        <source>Żadne stanowisko nie pokazuje takiego kodu.</source>
        <translation>No workstation shows such a code.</translation>
    </message>
    <message>
        <source>Brakuje uzasadnienia tej decyzji.</source>
        <translation>The reason for this decision is missing.</translation>
    </message>
    <message>
        <source>Wpisz je; trafi do protokołu.</source>
        <translation>Type it; it goes into the protocol.</translation>
    </message>
    <message>
        <source>Komisję trzeba powiadomić dwiema drogami.</source>
        <translation>The board has to be told in two ways.</translation>
    </message>
    <message>
        <source>Zaznacz obie drogi albo podaj, dlaczego użyto jednej.</source>
        <translation>Mark both ways, or say why only one was used.</translation>
    </message>
    <message>
        <source>Więcej niż 5 minut dolicza się w dwie osoby.</source>
        <translation>More than 5 minutes are added by two people.</translation>
    </message>
    <message>
        <source>Druga osoba podaje swój klucz i PIN; w ostateczności wpisz, dlaczego decyduje jedna.</source>
        <translation>The second person gives their key and PIN; as a last resort type why one person decides.</translation>
    </message>
    <message>
        <source>Podpis drugiej osoby nie pasuje do tej decyzji.</source>
        <translation>The second person’s signature does not fit this decision.</translation>
    </message>
    <message>
        <source>Druga uprawniona osoba podaje swój klucz i PIN jeszcze raz.</source>
        <translation>The second entitled person gives their key and PIN again.</translation>
    </message>
    <message>
        <source>Wpis może cofnąć tylko osoba z wyższą funkcją niż jego autor.</source>
        <translation>Only somebody of a higher role than its author may take an entry back.</translation>
    </message>
    <message>
        <source>Poproś przewodniczącego; jego własny wpis cofają dwie osoby.</source>
        <translation>Ask the chair; the chair’s own entry is taken back by two people.</translation>
    </message>
</context>
</TS>
