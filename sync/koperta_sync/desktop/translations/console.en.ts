<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="pl">
<context>
    <name>console</name>
    <message>
        <source>Odnotuj przesłanie egzemplarza komisji</source>
        <translation>Record that a copy was sent to the board</translation>
    </message>
    <message>
        <source>jeden podpisany egzemplarz protokołu zbiorczego, niezwłocznie</source>
        <translation>one signed copy of the collective protocol, without delay</translation>
    </message>
    <message>
        <source>Odnotowano przesłanie egzemplarza komisji.</source>
        <translation>It is recorded that a copy was sent to the board.</translation>
    </message>
    <message>
        <source>5. Dokumenty</source>
        <translation>5. Documents</translation>
    </message>
    <message>
        <source>Adres ośrodka</source>
        <translation>Address of the centre</translation>
    </message>
    <message>
        <source>Działania przy awariach stanowisk</source>
        <translation>What was done about failed workstations</translation>
    </message>
    <message>
        <source>Obserwatorzy</source>
        <translation>Observers</translation>
    </message>
    <message>
        <source>Osoby z § 27 ust. 2</source>
        <translation>Persons of § 27(2)</translation>
    </message>
    <message>
        <source>Protokoły z sal, wykazy zdających, dwa egzemplarze protokołu zbiorczego i druki zapasowe.</source>
        <translation>Protocols of the rooms, candidate lists, two copies of the collective protocol, and blank forms.</translation>
    </message>
    <message>
        <source>Protokół czeka na dane:</source>
        <translation>The protocol still needs:</translation>
    </message>
    <message>
        <source>Protokół tej sali ma wszystkie dane.</source>
        <translation>The protocol of this room has everything it needs.</translation>
    </message>
    <message>
        <source>Sala egzaminacyjna</source>
        <translation>Exam room</translation>
    </message>
    <message>
        <source>Uwagi o przebiegu</source>
        <translation>Remarks on the course of the exam</translation>
    </message>
    <message>
        <source>Uzupełnij dane do protokołu…</source>
        <translation>Complete the protocol…</translation>
    </message>
    <message>
        <source>Zapisz dane do protokołu</source>
        <translation>Save what the protocol needs</translation>
    </message>
    <message>
        <source>Zapisz dokumenty…</source>
        <translation>Write the documents…</translation>
    </message>
    <message>
        <source>Zespół nadzorujący</source>
        <translation>Supervision team</translation>
    </message>
    <message>
        <source>bez uwag</source>
        <translation>no remarks</translation>
    </message>
    <message>
        <source>czego brakuje, zostanie wymienione; taki protokół jest projektem</source>
        <translation>what is missing will be named; such a protocol is a draft</translation>
    </message>
    <message>
        <source>nie było obserwatorów</source>
        <translation>there were no observers</translation>
    </message>
    <message>
        <source>nie było takich osób</source>
        <translation>there were no such persons</translation>
    </message>
    <message>
        <source>to, czego nie ma w zapisie zdarzeń: kto i co postanowił</source>
        <translation>what the list of events does not have: who decided what</translation>
    </message>
    <message>
        <source>w każdym wierszu: imię i nazwisko; podmiot delegujący</source>
        <translation>on each line: name; who sent them</translation>
    </message>
    <message>
        <source>w każdym wierszu: imię i nazwisko; szkoła; funkcja</source>
        <translation>on each line: name; school; role</translation>
    </message>
    <message>
        <source>w każdym wierszu: imię i nazwisko; w jakim celu</source>
        <translation>on each line: name; for what purpose</translation>
    </message>
    <message>
        <source> i jeszcze {n}</source>
        <translation> and {n} more</translation>
    </message>
    <message>
        <source>1. Pakiet wynikowy</source>
        <translation>1. Answer bundle</translation>
    </message>
    <message>
        <source>2. Dwa podpisy</source>
        <translation>2. Two signatures</translation>
    </message>
    <message>
        <source>3. Kopie</source>
        <translation>3. Copies</translation>
    </message>
    <message>
        <source>4. Potwierdzenie komisji</source>
        <translation>4. The board's receipt</translation>
    </message>
    <message>
        <source>Adres komputera operatora</source>
        <translation>Address of the operator's computer</translation>
    </message>
    <message>
        <source>Adres ma postać 192.168.1.10:8443.</source>
        <translation>An address looks like 192.168.1.10:8443.</translation>
    </message>
    <message>
        <source>Adres pokazuje konsola na komputerze operatora i każde stanowisko.</source>
        <translation>The console on the operator's computer shows the address.</translation>
    </message>
    <message>
        <source>Adres sali: {addresses}</source>
        <translation>Address of the room: {addresses}</translation>
    </message>
    <message>
        <source>Anuluj</source>
        <translation>Cancel</translation>
    </message>
    <message>
        <source>Anuluj  [Esc]</source>
        <translation>Cancel  [Esc]</translation>
    </message>
    <message>
        <source>Bez zalogowania konsola tylko pokazuje stan sali.</source>
        <translation>Without signing in the console only shows the room.</translation>
    </message>
    <message>
        <source>Bez łączności od {since}.</source>
        <translation>Offline for {since}.</translation>
    </message>
    <message>
        <source>Bez łączności od {since}. Zdający pracuje dalej, odpowiedzi zostają na stanowisku.</source>
        <translation>Offline for {since}. The candidate works on, answers stay at the workstation.</translation>
    </message>
    <message>
        <source>Brak połączenia z salą.</source>
        <translation>No connection to the room.</translation>
    </message>
    <message>
        <source>Brakuje znaków: {n}.</source>
        <translation>Characters missing: {n}.</translation>
    </message>
    <message>
        <source>Brakuje: {names}</source>
        <translation>Missing: {names}</translation>
    </message>
    <message>
        <source>CO TERAZ</source>
        <translation>NOW</translation>
    </message>
    <message>
        <source>Czekam na operatora…</source>
        <translation>Waiting for the operator…</translation>
    </message>
    <message>
        <source>Cztery cyfry, które pokaże wtedy komputer operatora:</source>
        <translation>The four digits the operator's computer shows then:</translation>
    </message>
    <message>
        <source>Dalej</source>
        <translation>Continue</translation>
    </message>
    <message>
        <source>Egzamin</source>
        <translation>Exam</translation>
    </message>
    <message>
        <source>Egzamin można rozpocząć o {hour}.</source>
        <translation>The exam can be started at {hour}.</translation>
    </message>
    <message>
        <source>Ekran zostanie zasłonięty, zegar stanie; koniec przesunie się o czas nieobecności.</source>
        <translation>The screen is covered and the clock stands; the end moves by the absence.</translation>
    </message>
    <message>
        <source>Gdzie zapisać karty</source>
        <translation>Where to write the cards</translation>
    </message>
    <message>
        <source>Gdzie zapisać kopię</source>
        <translation>Where to write the copy</translation>
    </message>
    <message>
        <source>Godzina {hour} jeszcze nie nadeszła. Podaj powód wcześniejszego odszyfrowania:</source>
        <translation>The hour {hour} has not come yet. Give the reason for unlocking early:</translation>
    </message>
    <message>
        <source>Gotowy: zdających {c}, odpowiedzi {a}, zapis nr {n}.</source>
        <translation>Ready: candidates {c}, answers {a}, export no. {n}.</translation>
    </message>
    <message>
        <source>Hasło z kartki</source>
        <translation>Passphrase from the sheet</translation>
    </message>
    <message>
        <source>Jeszcze nic się nie działo.</source>
        <translation>Nothing has happened yet.</translation>
    </message>
    <message>
        <source>Jeszcze niezakończonych: {n}</source>
        <translation>Not finished yet: {n}</translation>
    </message>
    <message>
        <source>Jeszcze nikt nie podpisał. Podpisują przewodniczący i druga uprawniona osoba.</source>
        <translation>Nobody has signed yet. A chair and a second authorised person sign.</translation>
    </message>
    <message>
        <source>Karty identyfikacyjne (PDF)…</source>
        <translation>Identification cards (PDF)…</translation>
    </message>
    <message>
        <source>Karty zapisano i odczytano z nośnika.</source>
        <translation>The cards were written and read back.</translation>
    </message>
    <message>
        <source>Każdy zdający ma już stanowisko.</source>
        <translation>Every candidate has a workstation.</translation>
    </message>
    <message>
        <source>Kod PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>Kod do podania przez telefon: {code}</source>
        <translation>Code to say on the phone: {code}</translation>
    </message>
    <message>
        <source>Komisja potwierdziła odbiór: {receipt}</source>
        <translation>The board confirmed receipt: {receipt}</translation>
    </message>
    <message>
        <source>Komputer</source>
        <translation>Computer</translation>
    </message>
    <message>
        <source>Konsola jest rozłączona.</source>
        <translation>The console is disconnected.</translation>
    </message>
    <message>
        <source>Kontrola oceniania nie powiodła się; wstępnych wyników nie pokazujemy.</source>
        <translation>The score checks have failed; preliminary scores are not shown.</translation>
    </message>
    <message>
        <source>Kontrola oceniania powiodła się.</source>
        <translation>The score checks have passed.</translation>
    </message>
    <message>
        <source>Koperta · konsola</source>
        <translation>Koperta · console</translation>
    </message>
    <message>
        <source>Kopia na bieżąco</source>
        <translation>Running copy</translation>
    </message>
    <message>
        <source>Kopia zapisuje się na bieżąco. Pendrive zostaje w komputerze.</source>
        <translation>The copy is being written continuously. The stick stays in the computer.</translation>
    </message>
    <message>
        <source>Kwalifikacja</source>
        <translation>Qualification</translation>
    </message>
    <message>
        <source>Logowanie</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Miejsca</source>
        <translation>Seats</translation>
    </message>
    <message>
        <source>Miejsca wylosowano.</source>
        <translation>The seats have been drawn.</translation>
    </message>
    <message>
        <source>Minuty</source>
        <translation>Minutes</translation>
    </message>
    <message>
        <source>Na ekranie pojawiło się inne okno. Podejdź do stanowiska.</source>
        <translation>Another window appeared on the screen. Go to the workstation.</translation>
    </message>
    <message>
        <source>Na stanowisku czeka wpisów: {n}. Wyśle je samo, gdy będzie łączność.</source>
        <translation>Entries waiting at the workstation: {n}. It will send them itself once connected.</translation>
    </message>
    <message>
        <source>Najpierw odszyfruj zadania.</source>
        <translation>Unlock the tasks first.</translation>
    </message>
    <message>
        <source>Najpierw otwórz łączenie.</source>
        <translation>Open pairing first.</translation>
    </message>
    <message>
        <source>Najpierw podpisują dwie osoby.</source>
        <translation>Two persons sign first.</translation>
    </message>
    <message>
        <source>Najpierw wczytaj pakiet.</source>
        <translation>Take in a package first.</translation>
    </message>
    <message>
        <source>Najpierw wyłącz komputer operatora albo odłącz jego kabel. Sala ma być jedna.</source>
        <translation>First switch the operator’s computer off or pull its cable. There shall be one room.</translation>
    </message>
    <message>
        <source>Najpierw zaloguj się plikiem klucza. Może to zrobić: {who}.</source>
        <translation>Sign in with a key file first. This can be done by: {who}.</translation>
    </message>
    <message>
        <source>Najpierw zamknij zmianę.</source>
        <translation>Close the sitting first.</translation>
    </message>
    <message>
        <source>Najpierw zapisz i przekaż kopię.</source>
        <translation>Write a copy and hand it over first.</translation>
    </message>
    <message>
        <source>Nazwa</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Nie należy do zadań roli „{role}”. Może to zrobić: {who}.</source>
        <translation>Not among the duties of “{role}”. This can be done by: {who}.</translation>
    </message>
    <message>
        <source>Nie zalogowali się</source>
        <translation>Never logged in</translation>
    </message>
    <message>
        <source>Nośniki</source>
        <translation>Media</translation>
    </message>
    <message>
        <source>Nr</source>
        <translation>No.</translation>
    </message>
    <message>
        <source>Numer stanowiska to liczba; puste pole zwalnia stanowisko.</source>
        <translation>A workstation has a number; an empty field frees it.</translation>
    </message>
    <message>
        <source>Od tej chwili każdy zdający może zacząć; własny czas biegnie od pierwszego zadania.</source>
        <translation>From this moment every candidate may begin; each own time runs from the first task.</translation>
    </message>
    <message>
        <source>Odpowiedzi, zdarzenia i wykaz zdających w jednym zapieczętowanym pliku.</source>
        <translation>Answers, events and the candidate list in one sealed file.</translation>
    </message>
    <message>
        <source>Odszyfrowanie</source>
        <translation>Unlock</translation>
    </message>
    <message>
        <source>Odszyfruj zadania</source>
        <translation>Unlock the tasks</translation>
    </message>
    <message>
        <source>Odłącz</source>
        <translation>Cut off</translation>
    </message>
    <message>
        <source>Odłącz wybrany komputer…</source>
        <translation>Cut off the chosen computer…</translation>
    </message>
    <message>
        <source>Odłączono: {what}.</source>
        <translation>Cut off: {what}.</translation>
    </message>
    <message>
        <source>Odłączyć {what}?</source>
        <translation>Cut off {what}?</translation>
    </message>
    <message>
        <source>Otwieranie klucza…</source>
        <translation>Opening the key…</translation>
    </message>
    <message>
        <source>Otwórz łączenie</source>
        <translation>Open pairing</translation>
    </message>
    <message>
        <source>PRÓBA · to nie jest egzamin</source>
        <translation>TRIAL · this is not an exam</translation>
    </message>
    <message>
        <source>PZE</source>
        <translation>exam chair</translation>
    </message>
    <message>
        <source>PZN</source>
        <translation>room chair</translation>
    </message>
    <message>
        <source>Pakiety</source>
        <translation>Packages</translation>
    </message>
    <message>
        <source>Plik klucza</source>
        <translation>Key file</translation>
    </message>
    <message>
        <source>Plik potwierdzenia</source>
        <translation>File of the receipt</translation>
    </message>
    <message>
        <source>Pliki na komputerze operatora</source>
        <translation>Files on the operator's computer</translation>
    </message>
    <message>
        <source>Poczekaj na połączenie i powtórz.</source>
        <translation>Wait for the connection and repeat.</translation>
    </message>
    <message>
        <source>Pod tym adresem sala nie odpowiada.</source>
        <translation>No room answers at this address.</translation>
    </message>
    <message>
        <source>Podaj powód wcześniejszego odszyfrowania.</source>
        <translation>Give the reason for unlocking early.</translation>
    </message>
    <message>
        <source>Podpisali: {names} ({n} z 2)</source>
        <translation>Signed by: {names} ({n} of 2)</translation>
    </message>
    <message>
        <source>Podpisano: {names}</source>
        <translation>Signed: {names}</translation>
    </message>
    <message>
        <source>Podpisują dwie osoby, w tym przewodniczący.</source>
        <translation>Two persons sign, one of them a chair.</translation>
    </message>
    <message>
        <source>Podpisz</source>
        <translation>Sign</translation>
    </message>
    <message>
        <source>Porównaj te cztery znaki z kartką, zanim zaczniesz przepisywać. Inne znaki: to hasło innej zmiany.</source>
        <translation>Compare these four characters with the sheet before you start typing. If they differ, it is another sitting's passphrase.</translation>
    </message>
    <message>
        <source>Potrzebne są dwie sprawdzone kopie na różnych nośnikach.</source>
        <translation>Two verified copies on different media are needed.</translation>
    </message>
    <message>
        <source>Potwierdzenie przychodzi z komisji po odebraniu pakietu.</source>
        <translation>The receipt comes from the board once it has the bundle.</translation>
    </message>
    <message>
        <source>Potwierdź każdą nieobecność; trafi do protokołu i wykazu zdających.</source>
        <translation>Confirm every absence; it goes into the protocol and the candidate list.</translation>
    </message>
    <message>
        <source>Potwierdź najpierw każdą nieobecność.</source>
        <translation>Confirm every absence first.</translation>
    </message>
    <message>
        <source>Powrót do sali  [P]</source>
        <translation>Room return  [P]</translation>
    </message>
    <message>
        <source>Poza salą od {since}. Zapytaj osobę, która wyszła ze zdającym.</source>
        <translation>Out of the room for {since}. Ask the person who went with the candidate.</translation>
    </message>
    <message>
        <source>Połącz</source>
        <translation>Connect</translation>
    </message>
    <message>
        <source>Połącz konsolę z salą</source>
        <translation>Pair the console with a room</translation>
    </message>
    <message>
        <source>Połącz stanowisko</source>
        <translation>Pair the workstation</translation>
    </message>
    <message>
        <source>Połączenie zostanie przerwane od razu; odpowiedzi zapisane w sali zostają.</source>
        <translation>The connection ends at once; answers saved in the room stay.</translation>
    </message>
    <message>
        <source>Połączone komputery</source>
        <translation>Paired computers</translation>
    </message>
    <message>
        <source>Pracę sali przejął inny komputer. Ten tylko pokazuje, co zapisał; niczego już nie zmieni.</source>
        <translation>Another computer has taken over the room. This one only shows what it recorded; it changes nothing any more.</translation>
    </message>
    <message>
        <source>Programu sali nie udało się uruchomić.</source>
        <translation>The room's program could not be started.</translation>
    </message>
    <message>
        <source>Przejmij pracę</source>
        <translation>Take over</translation>
    </message>
    <message>
        <source>Przejmij pracę…</source>
        <translation>Take over…</translation>
    </message>
    <message>
        <source>Przejęcie pracy sali</source>
        <translation>Taking over the room</translation>
    </message>
    <message>
        <source>Przekazanie</source>
        <translation>Hand-over</translation>
    </message>
    <message>
        <source>Przepisz całe hasło z kartki.</source>
        <translation>Type the whole passphrase from the sheet.</translation>
    </message>
    <message>
        <source>Przepisz hasło na kartkę i włóż ją do koperty; drugi raz go nie pokażemy.</source>
        <translation>Write the passphrase down and put it into the envelope; it is not shown again.</translation>
    </message>
    <message>
        <source>Przerwij</source>
        <translation>Stop</translation>
    </message>
    <message>
        <source>Przyczyna, gdy podpisuje jedna osoba</source>
        <translation>Reason, when one person signs</translation>
    </message>
    <message>
        <source>Przygotuj pakiet wynikowy</source>
        <translation>Prepare the answer bundle</translation>
    </message>
    <message>
        <source>Przyjmij stanowiska sprzed awarii</source>
        <translation>Take back the workstations from before the failure</translation>
    </message>
    <message>
        <source>Próba odblokowania</source>
        <translation>Rehearse the unlock</translation>
    </message>
    <message>
        <source>Rachunek</source>
        <translation>The numbers</translation>
    </message>
    <message>
        <source>Rachunek się zamyka.</source>
        <translation>The numbers close.</translation>
    </message>
    <message>
        <source>Rachunek zamknie się po potwierdzeniu nieobecności: {n}.</source>
        <translation>The numbers will close once absences are confirmed: {n}.</translation>
    </message>
    <message>
        <source>Rodzaj</source>
        <translation>Kind</translation>
    </message>
    <message>
        <source>Rozpocznij egzamin</source>
        <translation>Start the exam</translation>
    </message>
    <message>
        <source>Sala</source>
        <translation>Room</translation>
    </message>
    <message>
        <source>Sala nie odpowiada. Widać ostatni znany stan; egzamin na stanowiskach trwa, odpowiedzi są zachowane. Połączenie wróci samo.</source>
        <translation>The room does not answer. You see the last known state; the exam goes on at the workstations, answers are kept. The connection comes back by itself.</translation>
    </message>
    <message>
        <source>Sala nie zna tej konsoli. Połącz ją z salą od nowa.</source>
        <translation>The room does not know this console. Pair it with the room again.</translation>
    </message>
    <message>
        <source>Sala się uruchamia…</source>
        <translation>The room is starting…</translation>
    </message>
    <message>
        <source>Sala teraz nie odpowiada; tej czynności nie wykonano.</source>
        <translation>The room does not answer now; this was not done.</translation>
    </message>
    <message>
        <source>Sprawdzenia</source>
        <translation>Checks</translation>
    </message>
    <message>
        <source>Sprawdzona kopia: 1 z 2. Zapisz jeszcze jedną na innym nośniku.</source>
        <translation>Verified copies: 1 of 2. Write another one on a different medium.</translation>
    </message>
    <message>
        <source>Sprawdzone kopie: {n}</source>
        <translation>Verified copies: {n}</translation>
    </message>
    <message>
        <source>Sprawdź adres i kable.</source>
        <translation>Check the address and the cables.</translation>
    </message>
    <message>
        <source>Stan</source>
        <translation>State</translation>
    </message>
    <message>
        <source>Stanowiska</source>
        <translation>Workstations</translation>
    </message>
    <message>
        <source>Stanowiska sprzed awarii wracają do pracy.</source>
        <translation>The workstations from before the failure are coming back.</translation>
    </message>
    <message>
        <source>Stanowisko</source>
        <translation>Workstation</translation>
    </message>
    <message>
        <source>Stanowisko {n}</source>
        <translation>Workstation {n}</translation>
    </message>
    <message>
        <source>Tego nie można cofnąć. Odpowiedzi wszystkich zdających zostają.</source>
        <translation>This cannot be undone. The answers of all candidates stay.</translation>
    </message>
    <message>
        <source>Ten kod wpisuje operator w kroku Stanowiska:</source>
        <translation>The operator types this code in the step Workstations:</translation>
    </message>
    <message>
        <source>Ten komputer jest już odłączony.</source>
        <translation>This computer is cut off already.</translation>
    </message>
    <message>
        <source>Ten komputer nie zna jeszcze ośrodka.</source>
        <translation>This computer does not know the centre yet.</translation>
    </message>
    <message>
        <source>Ten komputer przejmuje pracę sali…</source>
        <translation>This computer is taking over the room…</translation>
    </message>
    <message>
        <source>To jest komputer zapasowy. Komputer operatora nie odpowiada; jeśli nie wróci, dwie osoby przejmują pracę.</source>
        <translation>This is the standby computer. The operator’s computer does not answer; if it does not come back, two persons take over.</translation>
    </message>
    <message>
        <source>To jest komputer zapasowy. Sala pracuje na komputerze operatora, kopia jest prowadzona.</source>
        <translation>This is the standby computer. The room works on the operator’s computer, and the copy is kept.</translation>
    </message>
    <message>
        <source>To nie jest adres.</source>
        <translation>This is not an address.</translation>
    </message>
    <message>
        <source>To nie są cyfry tej sali. Zostało prób: {n}.</source>
        <translation>These are not the digits of this room. Tries left: {n}.</translation>
    </message>
    <message>
        <source>To stanowisko przestanie przyjmować odpowiedzi; wszystkie dotychczasowe przejdą dalej.</source>
        <translation>This workstation stops taking answers; all answers so far move on.</translation>
    </message>
    <message>
        <source>Tu nie ma plików ani folderów.</source>
        <translation>There are no files or folders here.</translation>
    </message>
    <message>
        <source>Tę konsolę odłączono od sali. Połącz ją ponownie, jeśli ma wrócić do pracy.</source>
        <translation>This console was cut off from the room. Pair it again if it is to be used.</translation>
    </message>
    <message>
        <source>Uruchom salę na tym komputerze</source>
        <translation>Start the room on this computer</translation>
    </message>
    <message>
        <source>WSZYSTKIE STANOWISKA: {n}</source>
        <translation>ALL WORKSTATIONS: {n}</translation>
    </message>
    <message>
        <source>WYMAGA UWAGI: {n}</source>
        <translation>NEED ATTENTION: {n}</translation>
    </message>
    <message>
        <source>Wczytaj plik rejestracji z komisji; potem można się zalogować.</source>
        <translation>Take in the board's registration file; then people can sign in.</translation>
    </message>
    <message>
        <source>Wczytaj pliki komisji…</source>
        <translation>Take in the board's files…</translation>
    </message>
    <message>
        <source>Wczytaj potwierdzenie…</source>
        <translation>Take in the receipt…</translation>
    </message>
    <message>
        <source>Wczytaj zaznaczone: {n}</source>
        <translation>Take in the ticked files: {n}</translation>
    </message>
    <message>
        <source>Wpisz kod, który pokazuje stanowisko.</source>
        <translation>Type the code the workstation shows.</translation>
    </message>
    <message>
        <source>Wpisz numer stanowiska albo kliknij kafelek. Następna litera to czynność, np. 7 W.</source>
        <translation>Type a workstation's number or click a tile. The next letter is the act, e.g. 7 W.</translation>
    </message>
    <message>
        <source>Wpisz numer stanowiska.</source>
        <translation>Type the workstation number.</translation>
    </message>
    <message>
        <source>Wpisz numery stanowisk, np. 1-12, 14.</source>
        <translation>Type workstation numbers, e.g. 1-12, 14.</translation>
    </message>
    <message>
        <source>Wpisz powód; trafi do protokołu.</source>
        <translation>Type a reason; it goes into the protocol.</translation>
    </message>
    <message>
        <source>Wpisz ten kod na stanowisku {n} ({machine}):</source>
        <translation>Type this code at workstation {n} ({machine}):</translation>
    </message>
    <message>
        <source>Wróć</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Wskaż plik klucza i wpisz kod PIN.</source>
        <translation>Name the key file and type the PIN.</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi będzie pokazana, jeśli pakiet na to pozwala.</source>
        <translation>The preliminary number of right answers will be shown if the package allows it.</translation>
    </message>
    <message>
        <source>Wszystkie pliki z tego folderu</source>
        <translation>All files of this folder</translation>
    </message>
    <message>
        <source>Wszystkie sale</source>
        <translation>All rooms</translation>
    </message>
    <message>
        <source>Wybierz</source>
        <translation>Choose</translation>
    </message>
    <message>
        <source>Wybierz komputer z listy.</source>
        <translation>Choose a computer from the list.</translation>
    </message>
    <message>
        <source>Wybierz pendrive na kopię…</source>
        <translation>Choose a stick for the copy…</translation>
    </message>
    <message>
        <source>Wyjście z sali  [W]</source>
        <translation>Room exit  [W]</translation>
    </message>
    <message>
        <source>Wyloguj</source>
        <translation>Sign out</translation>
    </message>
    <message>
        <source>Wylosuj miejsca</source>
        <translation>Draw the seats</translation>
    </message>
    <message>
        <source>Wyżej</source>
        <translation>Up</translation>
    </message>
    <message>
        <source>Za dużo znaków: {n}. Sprawdź z kartką; hasła jeszcze nie użyto.</source>
        <translation>Too many characters: {n}. Compare with the sheet; the passphrase has not been used.</translation>
    </message>
    <message>
        <source>Zacznij od nowa.</source>
        <translation>Start again.</translation>
    </message>
    <message>
        <source>Zalogowanych: {n} z {total}.</source>
        <translation>Logged in: {n} of {total}.</translation>
    </message>
    <message>
        <source>Zaloguj</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Zaloguj się</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Zamknij zmianę</source>
        <translation>Close the sitting</translation>
    </message>
    <message>
        <source>Zamknij zmianę…</source>
        <translation>Close the sitting…</translation>
    </message>
    <message>
        <source>Zamknij łączenie</source>
        <translation>Close pairing</translation>
    </message>
    <message>
        <source>Zamknięcie</source>
        <translation>Closing</translation>
    </message>
    <message>
        <source>Zamknąć można zmianę, która się rozpoczęła.</source>
        <translation>A sitting can be closed once it has started.</translation>
    </message>
    <message>
        <source>Zamknąć zmianę? Nieobecnych: {n}.</source>
        <translation>Close the sitting? Absent: {n}.</translation>
    </message>
    <message>
        <source>Zapas sali</source>
        <translation>Backup of the room</translation>
    </message>
    <message>
        <source>Zapisano i odczytano z nośnika.</source>
        <translation>Written and read back.</translation>
    </message>
    <message>
        <source>Zapisano.</source>
        <translation>Recorded.</translation>
    </message>
    <message>
        <source>Zapisano. Koniec {hour}.</source>
        <translation>Recorded. Ends {hour}.</translation>
    </message>
    <message>
        <source>Zapisano. Zegar stoi, zostało {n} min.</source>
        <translation>Recorded. The clock stands, {n} min left.</translation>
    </message>
    <message>
        <source>Zapisz kopię…</source>
        <translation>Write a copy…</translation>
    </message>
    <message>
        <source>Zapisz plik łączenia…</source>
        <translation>Write the pairing file…</translation>
    </message>
    <message>
        <source>Zapisz powrót  [Enter]</source>
        <translation>Record the return  [Enter]</translation>
    </message>
    <message>
        <source>Zapisz w tym folderze</source>
        <translation>Write into this folder</translation>
    </message>
    <message>
        <source>Zapisz wyjście  [Enter]</source>
        <translation>Record the exit  [Enter]</translation>
    </message>
    <message>
        <source>Zapisz zapas na pendrive…</source>
        <translation>Write the backup to a stick…</translation>
    </message>
    <message>
        <source>Zdający</source>
        <translation>Candidate</translation>
    </message>
    <message>
        <source>Zdających</source>
        <translation>Candidates</translation>
    </message>
    <message>
        <source>Zgłaszają się: {names}</source>
        <translation>Asking to join: {names}</translation>
    </message>
    <message>
        <source>Zmiana</source>
        <translation>Sitting</translation>
    </message>
    <message>
        <source>Zmiana stanowiska  [M]</source>
        <translation>Change of seat  [M]</translation>
    </message>
    <message>
        <source>Zmiany i pakiety</source>
        <translation>Sittings and packages</translation>
    </message>
    <message>
        <source>Zmianę zamknięto.</source>
        <translation>The sitting is closed.</translation>
    </message>
    <message>
        <source>Zmień osobę</source>
        <translation>Change person</translation>
    </message>
    <message>
        <source>Znajdź plik klucza…</source>
        <translation>Find the key file…</translation>
    </message>
    <message>
        <source>Zostaje tu, dopóki nie wczytasz potwierdzenia komisji.</source>
        <translation>Stays here until you take in the board's receipt.</translation>
    </message>
    <message>
        <source>Zwolnij stanowisko  [Enter]</source>
        <translation>Release the seat  [Enter]</translation>
    </message>
    <message>
        <source>awaria stanowiska</source>
        <translation>workstation failure</translation>
    </message>
    <message>
        <source>bez stanowiska</source>
        <translation>no workstation</translation>
    </message>
    <message>
        <source>bez stanowiska jest: {n}; wpisane ręcznie zostają</source>
        <translation>without a workstation: {n}; those typed by hand stay</translation>
    </message>
    <message>
        <source>bez łączności</source>
        <translation>offline</translation>
    </message>
    <message>
        <source>brak</source>
        <translation>none</translation>
    </message>
    <message>
        <source>brak pliku</source>
        <translation>file missing</translation>
    </message>
    <message>
        <source>czas egzaminu: {n} min</source>
        <translation>exam time: {n} min</translation>
    </message>
    <message>
        <source>czeka: {n}</source>
        <translation>waiting: {n}</translation>
    </message>
    <message>
        <source>czekają: {seats}</source>
        <translation>waiting: {seats}</translation>
    </message>
    <message>
        <source>członek ZN</source>
        <translation>team member</translation>
    </message>
    <message>
        <source>członek zespołu</source>
        <translation>team member</translation>
    </message>
    <message>
        <source>doręczone</source>
        <translation>delivered</translation>
    </message>
    <message>
        <source>dostosowanie</source>
        <translation>accommodation</translation>
    </message>
    <message>
        <source>dysk</source>
        <translation>disk</translation>
    </message>
    <message>
        <source>działa</source>
        <translation>works</translation>
    </message>
    <message>
        <source>dziennik</source>
        <translation>journal</translation>
    </message>
    <message>
        <source>dzienniki są na pendrivie; ostatni zapis: {when}</source>
        <translation>the journals are on the stick; last written: {when}</translation>
    </message>
    <message>
        <source>długo poza</source>
        <translation>long away</translation>
    </message>
    <message>
        <source>gotowe</source>
        <translation>ready</translation>
    </message>
    <message>
        <source>grupa {n}</source>
        <translation>group {n}</translation>
    </message>
    <message>
        <source>hasło z kartki</source>
        <translation>passphrase from the sheet</translation>
    </message>
    <message>
        <source>inne okno</source>
        <translation>focus lost</translation>
    </message>
    <message>
        <source>jedna karta na zdającego, z hasłem; po wydruku usuń plik</source>
        <translation>one card a candidate, with the password; delete the file after printing</translation>
    </message>
    <message>
        <source>jest</source>
        <translation>here</translation>
    </message>
    <message>
        <source>każda kopia jest odczytywana z nośnika i sprawdzana</source>
        <translation>every copy is read back from its medium and verified</translation>
    </message>
    <message>
        <source>kod PIN</source>
        <translation>PIN</translation>
    </message>
    <message>
        <source>kod sali {code}</source>
        <translation>code of the room {code}</translation>
    </message>
    <message>
        <source>kod ze stanowiska</source>
        <translation>code of the workstation</translation>
    </message>
    <message>
        <source>koniec czasu</source>
        <translation>time is over</translation>
    </message>
    <message>
        <source>koniec {hour}</source>
        <translation>ends {hour}</translation>
    </message>
    <message>
        <source>koniec {old} → {new}</source>
        <translation>ends {old} → {new}</translation>
    </message>
    <message>
        <source>konsola</source>
        <translation>console</translation>
    </message>
    <message>
        <source>kopia jest opóźniona; ostatni zapis: {when}</source>
        <translation>the copy is behind; last written: {when}</translation>
    </message>
    <message>
        <source>kopii jeszcze nie ma; z niej można odtworzyć salę po awarii</source>
        <translation>there is no copy yet; the room can be rebuilt from it after a failure</translation>
    </message>
    <message>
        <source>korekta</source>
        <translation>correction</translation>
    </message>
    <message>
        <source>literówka</source>
        <translation>slip</translation>
    </message>
    <message>
        <source>może przejść na inne stanowisko</source>
        <translation>may go to another workstation</translation>
    </message>
    <message>
        <source>może zacząć</source>
        <translation>may begin</translation>
    </message>
    <message>
        <source>nic nie zostaje zmienione, dopóki wszystkie sprawdzenia nie przejdą</source>
        <translation>nothing is changed until every check has passed</translation>
    </message>
    <message>
        <source>nie zalogowano</source>
        <translation>not logged in</translation>
    </message>
    <message>
        <source>niedostarczone</source>
        <translation>not delivered</translation>
    </message>
    <message>
        <source>nieobecność</source>
        <translation>absent</translation>
    </message>
    <message>
        <source>niewysłane</source>
        <translation>not sent</translation>
    </message>
    <message>
        <source>nikt już nie zaloguje się do tej zmiany; potem powstaje pakiet wynikowy</source>
        <translation>nobody can log in to this sitting any more; then the answer bundle is made</translation>
    </message>
    <message>
        <source>nikt nie jest zalogowany</source>
        <translation>nobody has signed in</translation>
    </message>
    <message>
        <source>np. decyzja dyrektora komisji okręgowej, nr pisma</source>
        <translation>e.g. decision of the regional board's director, letter no.</translation>
    </message>
    <message>
        <source>numer</source>
        <translation>number</translation>
    </message>
    <message>
        <source>numer stanowiska</source>
        <translation>workstation number</translation>
    </message>
    <message>
        <source>numery stanowisk</source>
        <translation>workstation numbers</translation>
    </message>
    <message>
        <source>obserwator</source>
        <translation>observer</translation>
    </message>
    <message>
        <source>odpowiedzi {a} z {t}</source>
        <translation>answered {a} of {t}</translation>
    </message>
    <message>
        <source>odpowiedzi: {a} z {t}</source>
        <translation>answered: {a} of {t}</translation>
    </message>
    <message>
        <source>odrzucono</source>
        <translation>refused</translation>
    </message>
    <message>
        <source>odszyfrowana</source>
        <translation>unlocked</translation>
    </message>
    <message>
        <source>odłączono z konsoli</source>
        <translation>cut off from the console</translation>
    </message>
    <message>
        <source>odłączony</source>
        <translation>cut off</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>operator</translation>
    </message>
    <message>
        <source>ostatni zapas: {when}</source>
        <translation>last backup: {when}</translation>
    </message>
    <message>
        <source>otwarte: nowe stanowiska mogą się zgłaszać</source>
        <translation>open: new workstations may ask to join</translation>
    </message>
    <message>
        <source>otwiera plik próbny, bez hasła i bez zadań</source>
        <translation>opens the rehearsal file, without passphrase and tasks</translation>
    </message>
    <message>
        <source>pendrive</source>
        <translation>stick</translation>
    </message>
    <message>
        <source>pendrive działa błędnie; ostatni zapis: {when}</source>
        <translation>the stick is faulty; last written: {when}</translation>
    </message>
    <message>
        <source>pendrive jest pełny; ostatni zapis: {when}</source>
        <translation>the stick is full; last written: {when}</translation>
    </message>
    <message>
        <source>pendrive’a nie ma; ostatni zapis: {when}</source>
        <translation>the stick is gone; last written: {when}</translation>
    </message>
    <message>
        <source>pisze</source>
        <translation>writing</translation>
    </message>
    <message>
        <source>plik klucza</source>
        <translation>key file</translation>
    </message>
    <message>
        <source>ponowne przygotowanie unieważnia zebrane podpisy</source>
        <translation>preparing again voids the signatures given so far</translation>
    </message>
    <message>
        <source>potwierdzona</source>
        <translation>delivered</translation>
    </message>
    <message>
        <source>powód</source>
        <translation>reason</translation>
    </message>
    <message>
        <source>powód odszyfrowania przed godziną</source>
        <translation>reason for unlocking before the hour</translation>
    </message>
    <message>
        <source>poza salą</source>
        <translation>out of room</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>problem</translation>
    </message>
    <message>
        <source>przerwa w pracy sali</source>
        <translation>room outage</translation>
    </message>
    <message>
        <source>przerwano</source>
        <translation>interrupted</translation>
    </message>
    <message>
        <source>przewodniczący zespołu egzaminacyjnego</source>
        <translation>exam chair</translation>
    </message>
    <message>
        <source>przewodniczący zespołu nadzorującego</source>
        <translation>room chair</translation>
    </message>
    <message>
        <source>przyczyna, gdy podpisuje jedna osoba</source>
        <translation>reason, when one person signs</translation>
    </message>
    <message>
        <source>później</source>
        <translation>later</translation>
    </message>
    <message>
        <source>sala</source>
        <translation>room</translation>
    </message>
    <message>
        <source>sprawdza</source>
        <translation>checks data</translation>
    </message>
    <message>
        <source>stanowisk w pliku: {n}; każde użyje go raz</source>
        <translation>workstations in the file: {n}; each uses it once</translation>
    </message>
    <message>
        <source>stanowisko</source>
        <translation>workstation</translation>
    </message>
    <message>
        <source>stanowisko {n}</source>
        <translation>workstation {n}</translation>
    </message>
    <message>
        <source>stanowisko {n}, {room}</source>
        <translation>workstation {n}, {room}</translation>
    </message>
    <message>
        <source>teraz</source>
        <translation>now</translation>
    </message>
    <message>
        <source>trwa</source>
        <translation>running</translation>
    </message>
    <message>
        <source>uwaga</source>
        <translation>note</translation>
    </message>
    <message>
        <source>w czwartej grupie</source>
        <translation>in the fourth group</translation>
    </message>
    <message>
        <source>w drugiej grupie</source>
        <translation>in the second group</translation>
    </message>
    <message>
        <source>w grupie {n}</source>
        <translation>in group {n}</translation>
    </message>
    <message>
        <source>w haśle</source>
        <translation>in the passphrase</translation>
    </message>
    <message>
        <source>w pierwszej grupie</source>
        <translation>in the first group</translation>
    </message>
    <message>
        <source>w piątej grupie</source>
        <translation>in the fifth group</translation>
    </message>
    <message>
        <source>w porządku</source>
        <translation>in order</translation>
    </message>
    <message>
        <source>w trzeciej grupie</source>
        <translation>in the third group</translation>
    </message>
    <message>
        <source>wczytana</source>
        <translation>imported</translation>
    </message>
    <message>
        <source>wolne</source>
        <translation>free</translation>
    </message>
    <message>
        <source>wraca do sali</source>
        <translation>comes back</translation>
    </message>
    <message>
        <source>wstrzymanie</source>
        <translation>suspension</translation>
    </message>
    <message>
        <source>wstrzymano</source>
        <translation>suspended</translation>
    </message>
    <message>
        <source>wychodzi z sali</source>
        <translation>leaves the room</translation>
    </message>
    <message>
        <source>wyjścia z sali</source>
        <translation>room exits</translation>
    </message>
    <message>
        <source>wykonana, wszystko się otwiera</source>
        <translation>done, everything opens</translation>
    </message>
    <message>
        <source>zadania zostaną tylko w pamięci; nikt ich nie zobaczy przed rozpoczęciem</source>
        <translation>tasks stay in memory only; nobody sees them before the start</translation>
    </message>
    <message>
        <source>zakończono</source>
        <translation>finished</translation>
    </message>
    <message>
        <source>zalogowano</source>
        <translation>logged in</translation>
    </message>
    <message>
        <source>zamknięta</source>
        <translation>closed</translation>
    </message>
    <message>
        <source>zamknięte: nikt nowy się nie połączy</source>
        <translation>closed: nobody new can join</translation>
    </message>
    <message>
        <source>zapas</source>
        <translation>standby</translation>
    </message>
    <message>
        <source>zapasu jeszcze nie ma; bez niego sali nie da się odtworzyć</source>
        <translation>no backup yet; without it the room cannot be restored</translation>
    </message>
    <message>
        <source>zapisana</source>
        <translation>exported</translation>
    </message>
    <message>
        <source>zapisane</source>
        <translation>saved</translation>
    </message>
    <message>
        <source>zapisane u operatora o {hour}</source>
        <translation>in the room since {hour}</translation>
    </message>
    <message>
        <source>zastępca PZE</source>
        <translation>deputy chair</translation>
    </message>
    <message>
        <source>zastępca przewodniczącego</source>
        <translation>deputy exam chair</translation>
    </message>
    <message>
        <source>zdający zaloguje się kartą na innym stanowisku</source>
        <translation>the candidate logs in with the card at another workstation</translation>
    </message>
    <message>
        <source>zegar stoi</source>
        <translation>clock stands</translation>
    </message>
    <message>
        <source>zgadza się</source>
        <translation>correct</translation>
    </message>
    <message>
        <source>zostało {left}</source>
        <translation>{left} left</translation>
    </message>
    <message>
        <source>zwolnienie</source>
        <translation>exempt</translation>
    </message>
    <message>
        <source>{d} zgłoszonych = {e} zwolnionych + {a} nieobecnych + {s} przystąpiło</source>
        <translation>{d} declared = {e} exempt + {a} absent + {s} sat</translation>
    </message>
    <message>
        <source>{d} zgłoszonych, w tym {e} zwolnionych, {a} nieobecnych, {s} przystąpiło, {o} do wyjaśnienia</source>
        <translation>{d} declared, of them {e} exempt, {a} absent, {s} sat, {o} to be settled</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} min {s} s</translation>
    </message>
    <message>
        <source>{name}, stanowisko {n}: {does}</source>
        <translation>{name}, workstation {n}: {does}</translation>
    </message>
    <message>
        <source>{name}, {role}</source>
        <translation>{name}, {role}</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} min</translation>
    </message>
    <message>
        <source>{n} wymaga uwagi</source>
        <translation>{n} need attention</translation>
    </message>
    <message>
        <source>{where} jest literówka. Sprawdź ją z kartką; hasła jeszcze nie użyto.</source>
        <translation>{where} there is a slip. Compare with the sheet; the passphrase has not been used.</translation>
    </message>
    <message>
        <source>{where} jest znak, którego w haśle nie ma. Sprawdź z kartką; hasła jeszcze nie użyto.</source>
        <translation>{where} is a character no passphrase has. Compare with the sheet; the passphrase has not been used.</translation>
    </message>
    <message>
        <source>{where} zamieniono dwa sąsiednie znaki. Sprawdź z kartką; hasła jeszcze nie użyto.</source>
        <translation>{where} two neighbours are swapped. Compare with the sheet; the passphrase has not been used.</translation>
    </message>
    <message>
        <source>{word}, uwag: {n}</source>
        <translation>{word}, notes: {n}</translation>
    </message>
    <message>
        <source>Łączenie kodem</source>
        <translation>Pairing by code</translation>
    </message>
    <message>
        <source>Łączenie nie udało się; nikomu nie zaufano.</source>
        <translation>Pairing failed; nobody was trusted.</translation>
    </message>
    <message>
        <source>Łączenie plikiem</source>
        <translation>Pairing by file</translation>
    </message>
    <message>
        <source>Łączenie z salą…</source>
        <translation>Connecting to the room…</translation>
    </message>
    <message>
        <source>Łączność</source>
        <translation>Connection</translation>
    </message>
    <message>
        <source>łączność jest</source>
        <translation>connected</translation>
    </message>
    <message>
        <source>Żadne stanowisko się teraz nie zgłasza.</source>
        <translation>No workstation asks to join now.</translation>
    </message>
    <message>
        <source>bez pamięci</source>
        <translation>no memory</translation>
    </message>
    <message>
        <source>To stanowisko nie zachowuje plików po ponownym uruchomieniu. Użyj innego stanowiska.</source>
        <translation>This workstation keeps no files over a restart. Use another workstation.</translation>
    </message>
    <message>
        <source>Bez łączności od {since}. Zadania są zasłonięte, zegar zdającego stoi.</source>
        <translation>No connection for {since}. The tasks are covered, the candidate's clock stands still.</translation>
    </message>
    <message>
        <source>wyjście z sali</source>
        <translation>left the room</translation>
    </message>
    <message>
        <source>komputer operatora uśpiony</source>
        <translation>operator's computer asleep</translation>
    </message>
    <message>
        <source>policzono pracę bez sali</source>
        <translation>work without the room counted</translation>
    </message>
    <message>
        <source>praca na stanowisku bez łączności</source>
        <translation>worked on without connection</translation>
    </message>
    <message>
        <source>zadania zasłonięte, czas stał</source>
        <translation>tasks covered, time stood still</translation>
    </message>
    <message>
        <source>ekran zasłonięty do powrotu łączności</source>
        <translation>screen covered until reconnected</translation>
    </message>
    <message>
        <source>stanowisko uśpione</source>
        <translation>workstation asleep</translation>
    </message>
    <message>
        <source>doliczono {amount}</source>
        <translation>{amount} added</translation>
    </message>
    <message>
        <source>Awaria od {since}, zegar zdającego stoi. Na naprawę zostało {left}.</source>
        <translation>Failed for {since}, the candidate’s clock stands. {left} left for the repair.</translation>
    </message>
    <message>
        <source>Awaria od {since}, zegar zdającego stoi. Przenieś zdającego na zapasowe stanowisko.</source>
        <translation>Failed for {since}, the candidate’s clock stands. Move the candidate to a spare workstation.</translation>
    </message>
    <message>
        <source>Awaria stanowiska  [A]</source>
        <translation>Failure  [A]</translation>
    </message>
    <message>
        <source>Czeka na inne stanowisko: {names}</source>
        <translation>Waiting for another workstation: {names}</translation>
    </message>
    <message>
        <source>Dolicz  [Enter]</source>
        <translation>Add  [Enter]</translation>
    </message>
    <message>
        <source>Druga osoba podaje klucz i PIN albo wpisz, dlaczego decyduje jedna.</source>
        <translation>The second person gives key and PIN, or type why one person decides.</translation>
    </message>
    <message>
        <source>Egzamin przerwano dla wszystkich. Odpowiedzi są zachowane.</source>
        <translation>The exam was broken off for everybody. The answers are kept.</translation>
    </message>
    <message>
        <source>Egzamin tej osoby zakończy się; odpowiedzi do tej chwili są zachowane.</source>
        <translation>This person’s exam ends; the answers up to now are kept.</translation>
    </message>
    <message>
        <source>Egzamin wstrzymany od {since}; ekrany zasłonięte, zegary stoją.</source>
        <translation>Exam suspended for {since}; screens are covered, clocks stand.</translation>
    </message>
    <message>
        <source>Ekran zostanie zasłonięty, zegar stanie; zdający wróci albo zakończy.</source>
        <translation>The screen will be covered, the clock stops; the candidate comes back or ends.</translation>
    </message>
    <message>
        <source>Korekta czasu  [C]</source>
        <translation>Time correction  [C]</translation>
    </message>
    <message>
        <source>Nie kontynuuje  [N]</source>
        <translation>Does not go on  [N]</translation>
    </message>
    <message>
        <source>Podpisz jako druga osoba</source>
        <translation>Sign as the second person</translation>
    </message>
    <message>
        <source>Zdrowie  [Z]</source>
        <translation>Health  [Z]</translation>
    </message>
    <message>
        <source>Przerwij egzamin</source>
        <translation>Break the exam off</translation>
    </message>
    <message>
        <source>Stanowisko działa  [D]</source>
        <translation>Workstation works  [D]</translation>
    </message>
    <message>
        <source>Stanowisko pokaże to od razu. Odpowiedzi zostają; liczba poprawnych nie będzie pokazana.</source>
        <translation>The workstation shows it at once. The answers stay; the number of right ones will not be shown.</translation>
    </message>
    <message>
        <source>Unieważnienie  [U]</source>
        <translation>Annulment  [U]</translation>
    </message>
    <message>
        <source>Unieważnij egzamin</source>
        <translation>Annul this person’s exam</translation>
    </message>
    <message>
        <source>Więcej niż 5 minut dolicza się w dwie osoby: druga podaje klucz i PIN.</source>
        <translation>More than 5 minutes are added by two people: the second gives key and PIN.</translation>
    </message>
    <message>
        <source>Wpisz decyzję oraz kto i z kim rozmawiał.</source>
        <translation>Type the decision, and who told whom.</translation>
    </message>
    <message>
        <source>Wpisz liczbę minut.</source>
        <translation>Type the number of minutes.</translation>
    </message>
    <message>
        <source>Wstrzymaj egzamin</source>
        <translation>Suspend the exam</translation>
    </message>
    <message>
        <source>Wstrzymaj egzamin…</source>
        <translation>Suspend the exam…</translation>
    </message>
    <message>
        <source>Wznów egzamin</source>
        <translation>Resume the exam</translation>
    </message>
    <message>
        <source>Wznów pracę  [Enter]</source>
        <translation>Resume work  [Enter]</translation>
    </message>
    <message>
        <source>Zakończ egzamin  [Enter]</source>
        <translation>End the exam  [Enter]</translation>
    </message>
    <message>
        <source>Zapisz awarię  [Enter]</source>
        <translation>Record failure  [Enter]</translation>
    </message>
    <message>
        <source>Zapisz przerwę  [Enter]</source>
        <translation>Record break  [Enter]</translation>
    </message>
    <message>
        <source>Zaznacz dwie drogi powiadomienia komisji.</source>
        <translation>Mark the two ways by which the board was told.</translation>
    </message>
    <message>
        <source>Zegar stanie od tej chwili; czas do wznowienia pracy zostanie doliczony.</source>
        <translation>The clock stops now; the time until work goes on will be added.</translation>
    </message>
    <message>
        <source>awaria</source>
        <translation>failed</translation>
    </message>
    <message>
        <source>awaria sieci</source>
        <translation>network failure</translation>
    </message>
    <message>
        <source>brak zasilania</source>
        <translation>no power</translation>
    </message>
    <message>
        <source>decyzja i opis</source>
        <translation>decision and description</translation>
    </message>
    <message>
        <source>dlaczego decyduje jedna osoba</source>
        <translation>why one person decides</translation>
    </message>
    <message>
        <source>ekran</source>
        <translation>screen</translation>
    </message>
    <message>
        <source>faks</source>
        <translation>fax</translation>
    </message>
    <message>
        <source>inna droga</source>
        <translation>another way</translation>
    </message>
    <message>
        <source>inna przyczyna</source>
        <translation>another cause</translation>
    </message>
    <message>
        <source>inna usterka</source>
        <translation>another fault</translation>
    </message>
    <message>
        <source>klawiatura</source>
        <translation>keyboard</translation>
    </message>
    <message>
        <source>koniec</source>
        <translation>over</translation>
    </message>
    <message>
        <source>korekta czasu</source>
        <translation>time correction</translation>
    </message>
    <message>
        <source>kto powiadomił komisję</source>
        <translation>who told the board</translation>
    </message>
    <message>
        <source>minuty</source>
        <translation>minutes</translation>
    </message>
    <message>
        <source>mysz</source>
        <translation>mouse</translation>
    </message>
    <message>
        <source>nie kontynuuje ze względu na zdrowie</source>
        <translation>does not go on for reasons of health</translation>
    </message>
    <message>
        <source>niesamodzielne rozwiązywanie zadań</source>
        <translation>not working independently</translation>
    </message>
    <message>
        <source>opis zdarzenia</source>
        <translation>what happened</translation>
    </message>
    <message>
        <source>osobiście</source>
        <translation>in person</translation>
    </message>
    <message>
        <source>poczta elektroniczna</source>
        <translation>e-mail</translation>
    </message>
    <message>
        <source>pożar lub alarm</source>
        <translation>fire or alarm</translation>
    </message>
    <message>
        <source>program nie reaguje</source>
        <translation>program does not react</translation>
    </message>
    <message>
        <source>przerwa na zdrowie</source>
        <translation>break for health</translation>
    </message>
    <message>
        <source>przerwa ze względu na zdrowie</source>
        <translation>a break for reasons of health</translation>
    </message>
    <message>
        <source>przerwanie i unieważnienie egzaminu</source>
        <translation>breaking off and annulling the exam</translation>
    </message>
    <message>
        <source>sieć</source>
        <translation>network</translation>
    </message>
    <message>
        <source>stanowisko znów działa</source>
        <translation>the workstation works again</translation>
    </message>
    <message>
        <source>stoi</source>
        <translation>stands</translation>
    </message>
    <message>
        <source>telefon</source>
        <translation>telephone</translation>
    </message>
    <message>
        <source>unieważniono</source>
        <translation>annulled</translation>
    </message>
    <message>
        <source>urządzenie telekomunikacyjne lub niedozwolone materiały</source>
        <translation>telecommunication device or aids not allowed</translation>
    </message>
    <message>
        <source>uwagi</source>
        <translation>remarks</translation>
    </message>
    <message>
        <source>zagrożenie</source>
        <translation>threat</translation>
    </message>
    <message>
        <source>zakłócanie przebiegu egzaminu</source>
        <translation>disturbing the exam</translation>
    </message>
    <message>
        <source>zasilanie</source>
        <translation>power</translation>
    </message>
    <message>
        <source>zdrowie</source>
        <translation>health</translation>
    </message>
    <message>
        <source>praca niesamodzielna</source>
        <translation>not independent work</translation>
    </message>
    <message>
        <source>urządzenie, materiały</source>
        <translation>device or aids</translation>
    </message>
    <message>
        <source>zakłócanie egzaminu</source>
        <translation>disturbing the exam</translation>
    </message>
    <message>
        <source>Zdarzenie  [I]</source>
        <translation>Incident  [I]</translation>
    </message>
    <message>
        <source>Zapisz zdarzenie  [Enter]</source>
        <translation>Note incident  [Enter]</translation>
    </message>
    <message>
        <source>zdarzenie</source>
        <translation>incident</translation>
    </message>
    <message>
        <source>Zapis trafi do protokołu; czasu to nie zmienia.</source>
        <translation>It goes into the protocol; no time changes.</translation>
    </message>
    <message>
        <source>odpisywanie</source>
        <translation>copying</translation>
    </message>
    <message>
        <source>rozmowa</source>
        <translation>talking</translation>
    </message>
    <message>
        <source>choroba</source>
        <translation>illness</translation>
    </message>
    <message>
        <source>osoba nieuprawniona</source>
        <translation>intruder</translation>
    </message>
    <message>
        <source>hałas</source>
        <translation>noise</translation>
    </message>
    <message>
        <source>inny dokument</source>
        <translation>another document</translation>
    </message>
    <message>
        <source>inne</source>
        <translation>other</translation>
    </message>
    <message>
        <source>Cofnij ostatni wpis  [X]</source>
        <translation>Undo last entry  [X]</translation>
    </message>
    <message>
        <source>cofnięcie wpisu: {text}</source>
        <translation>taking back: {text}</translation>
    </message>
    <message>
        <source>Cofnij wpis  [Enter]</source>
        <translation>Take back  [Enter]</translation>
    </message>
    <message>
        <source>Zegar i stan będą takie, jakby wpisu nie było.</source>
        <translation>Clock and state will be as if the entry had not been made.</translation>
    </message>
</context>
</TS>
