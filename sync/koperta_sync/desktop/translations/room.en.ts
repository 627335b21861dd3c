<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="pl">
<context>
    <name>room</name>
    <message>
        <source>Egzemplarz protokołu zbiorczego przesłano komisji.</source>
        <translation>A copy of the collective protocol was sent to the board.</translation>
    </message>
    <message>
        <source>Adres ośrodka (pkt {0}).</source>
        <translation>Address of the centre (point {0}).</translation>
    </message>
    <message>
        <source>Skład zespołu nadzorującego, co najmniej dwie osoby (pkt {0}).</source>
        <translation>The supervision team, at least two persons (point {0}).</translation>
    </message>
    <message>
        <source>Obserwatorzy i podmiot delegujący albo informacja, że ich nie było (pkt {0}a).</source>
        <translation>Observers and who sent them, or that there were none (point {0}a).</translation>
    </message>
    <message>
        <source>Podmiot delegujący każdego obserwatora (pkt {0}a).</source>
        <translation>Who sent each observer (point {0}a).</translation>
    </message>
    <message>
        <source>Osoby, o których mowa w § {0} ust. {1}, albo informacja, że ich nie było (pkt {2}b).</source>
        <translation>Persons of § {0}({1}), or that there were none (point {2}b).</translation>
    </message>
    <message>
        <source>Uwagi o przebiegu albo informacja, że ich nie ma (pkt {0}).</source>
        <translation>Remarks on the course of the exam, or that there are none (point {0}).</translation>
    </message>
    <message>
        <source>Zapisano dokumenty: {0}.</source>
        <translation>Documents written: {0}.</translation>
    </message>
    <message>
        <source>uzupełniono dane do protokołu.</source>
        <translation>the protocol was completed.</translation>
    </message>
    <message>
        <source>Brakuje części plików tej zmiany; zaimportuj wszystkie pliki z wysyłki.</source>
        <translation>Some files of this sitting are missing; take in all files of the delivery.</translation>
    </message>
    <message>
        <source>Dane zdających</source>
        <translation>Candidate data</translation>
    </message>
    <message>
        <source>Dziennik zmiany</source>
        <translation>Journal of the sitting</translation>
    </message>
    <message>
        <source>Egzamin rozpoczęto.</source>
        <translation>The exam has started.</translation>
    </message>
    <message>
        <source>Hasło i klucz sali</source>
        <translation>Passphrase and room key</translation>
    </message>
    <message>
        <source>Jeszcze nie skończyło: {0}.</source>
        <translation>Not finished yet: {0}.</translation>
    </message>
    <message>
        <source>Brakuje zestawów zadań w pamięci. Wpisz hasło jeszcze raz; odpowiedzi są przyjmowane cały czas.</source>
        <translation>The task forms are no longer in memory. Type the passphrase again; answers are taken all the time.</translation>
    </message>
    <message>
        <source>Komputer operatora nie odpowiada.</source>
        <translation>The operator’s computer does not answer.</translation>
    </message>
    <message>
        <source>Komputer zapasowy nie odpowiada; odpowiedzi są bezpieczne tylko na tym komputerze.</source>
        <translation>The standby computer does not answer; answers are safe on this computer only.</translation>
    </message>
    <message>
        <source>Komputer zapasowy przejął pracę sali przez jedną osobę, z podaniem przyczyny.</source>
        <translation>The standby computer has taken over the room by one person, with a reason given.</translation>
    </message>
    <message>
        <source>Komputer zapasowy przejął pracę sali.</source>
        <translation>The standby computer has taken over the room.</translation>
    </message>
    <message>
        <source>Komputer zapasowy uzupełnia zaległości; egzamin trwa bez przerwy.</source>
        <translation>The standby computer is catching up; the exam goes on without a break.</translation>
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
        <source>Kopia leży na tym samym dysku co dziennik; wybierz pendrive.</source>
        <translation>The copy lies on the same disk as the journal; choose a stick.</translation>
    </message>
    <message>
        <source>Kopia na pendrivie jest opóźniona; odpowiedzi zapisują się bez przeszkód.</source>
        <translation>The copy on the stick is behind; answers are saved as ever.</translation>
    </message>
    <message>
        <source>Kopii na pendrivie nie ustawiono.</source>
        <translation>No copy on a stick has been set.</translation>
    </message>
    <message>
        <source>Kopię pakietu wynikowego odczytano i sprawdzono.</source>
        <translation>A copy of the answer bundle was read back and verified.</translation>
    </message>
    <message>
        <source>Losowanie zestawów</source>
        <translation>Drawing the forms</translation>
    </message>
    <message>
        <source>Miejsce ma {0} z {1}. Rozlosuj miejsca albo zapisze je pierwsze logowanie.</source>
        <translation>{0} of {1} have a seat. Draw the seats, or the first login records them.</translation>
    </message>
    <message>
        <source>Najpierw egzamin.</source>
        <translation>The exam comes first.</translation>
    </message>
    <message>
        <source>Najpierw odszyfrowanie zadań.</source>
        <translation>The tasks are unlocked first.</translation>
    </message>
    <message>
        <source>Najpierw pliki tej zmiany.</source>
        <translation>The files of this sitting come first.</translation>
    </message>
    <message>
        <source>Najpierw zamknięcie zmiany.</source>
        <translation>The sitting is closed first.</translation>
    </message>
    <message>
        <source>Nie ma kopii klucza sali; zapisz ją na osobnym pendrivie (krok Stanowiska).</source>
        <translation>There is no backup of the room key; write it to a stick of its own (step Workstations).</translation>
    </message>
    <message>
        <source>Nie ma pendrive’a z kopią; włóż go, a kopia uzupełni się sama.</source>
        <translation>The stick with the copy is gone; put it in and the copy completes itself.</translation>
    </message>
    <message>
        <source>Niedostarczone do komisji.</source>
        <translation>Not delivered to the board.</translation>
    </message>
    <message>
        <source>Odczyt kopii bajt po bajcie</source>
        <translation>Reading the copy back byte by byte</translation>
    </message>
    <message>
        <source>Pakiet</source>
        <translation>Package</translation>
    </message>
    <message>
        <source>Pakiet wynikowy nr {0} podpisano.</source>
        <translation>Answer bundle no. {0} was signed.</translation>
    </message>
    <message>
        <source>Pendrive z kopią działa błędnie; wybierz inny.</source>
        <translation>The stick with the copy is faulty; choose another.</translation>
    </message>
    <message>
        <source>Pendrive z kopią jest pełny; zwolnij na nim miejsce albo wybierz inny.</source>
        <translation>The stick with the copy is full; free space on it or choose another.</translation>
    </message>
    <message>
        <source>Pisownia hasła</source>
        <translation>Spelling of the passphrase</translation>
    </message>
    <message>
        <source>Pisze {0}, zakończyło {1} z {2}.</source>
        <translation>{0} are writing, {1} of {2} have finished.</translation>
    </message>
    <message>
        <source>Plik dostępu</source>
        <translation>Grant</translation>
    </message>
    <message>
        <source>Plik dostępu do pakietu</source>
        <translation>Grant for the package</translation>
    </message>
    <message>
        <source>Plik stanowiska</source>
        <translation>Workstation’s file</translation>
    </message>
    <message>
        <source>Podpisz pakiet wynikowy w dwie osoby i zapisz go na dwóch nośnikach.</source>
        <translation>Two persons sign the answer bundle; write it to two media.</translation>
    </message>
    <message>
        <source>Potwierdzenie komisji</source>
        <translation>The board's receipt</translation>
    </message>
    <message>
        <source>Potwierdź nieobecnych ({0}) i zamknij zmianę.</source>
        <translation>Confirm the absent ({0}) and close the sitting.</translation>
    </message>
    <message>
        <source>Połączono {0} stanowisk, zdających jest {1}.</source>
        <translation>{0} workstations are paired, there are {1} candidates.</translation>
    </message>
    <message>
        <source>Pracę sali przejął inny komputer; tutaj już nic się nie zmieni.</source>
        <translation>Another computer has taken over the room; nothing changes here any more.</translation>
    </message>
    <message>
        <source>Program sali uruchomiono ponownie; czas przerwy nie obciąża zdających.</source>
        <translation>The room's program restarted; the outage costs no candidate time.</translation>
    </message>
    <message>
        <source>Przerwano. Nic nie zostało zmienione.</source>
        <translation>Stopped. Nothing has been changed.</translation>
    </message>
    <message>
        <source>Przyjęcie do pracy</source>
        <translation>Putting to use</translation>
    </message>
    <message>
        <source>Próba odblokowania powiodła się.</source>
        <translation>The rehearsal of the unlock succeeded.</translation>
    </message>
    <message>
        <source>Próbne otwarcie</source>
        <translation>Rehearsal</translation>
    </message>
    <message>
        <source>Próbne otwarcie bez hasła</source>
        <translation>Rehearsal without the passphrase</translation>
    </message>
    <message>
        <source>Rejestracja ośrodka</source>
        <translation>Registration of the centre</translation>
    </message>
    <message>
        <source>Rozpocznij egzamin. Zalogowało się {0} z {1}.</source>
        <translation>Start the exam. {0} of {1} have logged in.</translation>
    </message>
    <message>
        <source>Rozpoznanie pliku</source>
        <translation>Recognising the file</translation>
    </message>
    <message>
        <source>Rozpoznanie plików</source>
        <translation>Recognising the files</translation>
    </message>
    <message>
        <source>Sala pracuje bez komputera zapasowego.</source>
        <translation>The room works without a standby computer.</translation>
    </message>
    <message>
        <source>Salę odbudowano na tym komputerze.</source>
        <translation>The room was rebuilt on this computer.</translation>
    </message>
    <message>
        <source>Sprawdziany liczenia</source>
        <translation>Score checks</translation>
    </message>
    <message>
        <source>Spróbuj ponownie; jeśli się powtórzy, zapisz kod i zadzwoń do komisji.</source>
        <translation>Try again; if it happens again, note the code and call the board.</translation>
    </message>
    <message>
        <source>Stanowisk zapasowych jest {0}; zaleca się {1} (dwa na każdych dziesięciu).</source>
        <translation>There are {0} spare workstations; {1} are recommended (two for every ten).</translation>
    </message>
    <message>
        <source>Stanowisko {0}</source>
        <translation>Workstation {0}</translation>
    </message>
    <message>
        <source>Ten komputer uzupełnia jeszcze kopię.</source>
        <translation>This computer is still completing its copy.</translation>
    </message>
    <message>
        <source>W sieci jest teraz {0} z {1} stanowisk.</source>
        <translation>{0} of {1} workstations are connected now.</translation>
    </message>
    <message>
        <source>Wczytano potwierdzenie komisji.</source>
        <translation>The board's receipt was taken in.</translation>
    </message>
    <message>
        <source>Wczytano zmianę danych zdających (wersja {0}).</source>
        <translation>Changed candidate data were taken in (version {0}).</translation>
    </message>
    <message>
        <source>Wolne miejsce</source>
        <translation>Free space</translation>
    </message>
    <message>
        <source>Wpisz hasło przekazane przez przewodniczącego.</source>
        <translation>Type the passphrase the chair has handed over.</translation>
    </message>
    <message>
        <source>Wykaz kluczy</source>
        <translation>Key list</translation>
    </message>
    <message>
        <source>Wykaz kluczy komisji</source>
        <translation>The board's key list</translation>
    </message>
    <message>
        <source>Wykonaj próbne otwarcie: w dniu egzaminu zabraknie wtedy tylko hasła.</source>
        <translation>Rehearse the unlock: on the day only the passphrase will be missing.</translation>
    </message>
    <message>
        <source>Wylosowano stanowiska</source>
        <translation>Seats drawn</translation>
    </message>
    <message>
        <source>Wylosowano stanowiska: {0}.</source>
        <translation>Seats drawn: {0}.</translation>
    </message>
    <message>
        <source>Wyślij pakiet do komisji i zaimportuj potwierdzenie.</source>
        <translation>Send the bundle to the board and take in the receipt.</translation>
    </message>
    <message>
        <source>Zadania odblokowano przed godziną, z podaniem przyczyny.</source>
        <translation>The tasks were unlocked before the hour, with a reason.</translation>
    </message>
    <message>
        <source>Zadania odblokowano.</source>
        <translation>The tasks were unlocked.</translation>
    </message>
    <message>
        <source>Zadanie nie powiodło się z przyczyn technicznych.</source>
        <translation>The job failed for technical reasons.</translation>
    </message>
    <message>
        <source>Zamknij zmianę.</source>
        <translation>Close the sitting.</translation>
    </message>
    <message>
        <source>Zapieczętowanie dla komisji</source>
        <translation>Sealing for the board</translation>
    </message>
    <message>
        <source>Zapis pakietu wynikowego</source>
        <translation>Writing the answer bundle</translation>
    </message>
    <message>
        <source>Zapis w dzienniku</source>
        <translation>Entry in the journal</translation>
    </message>
    <message>
        <source>Zapisanie na tym komputerze</source>
        <translation>Keeping on this computer</translation>
    </message>
    <message>
        <source>Zapisano jedną kopię; zapisz drugą na innym nośniku.</source>
        <translation>One copy is written; write a second one to another medium.</translation>
    </message>
    <message>
        <source>Zdający {0}: wczytano wpisy stanowiska, nowych {1}, znanych {2}.</source>
        <translation>Candidate {0}: entries of the workstation taken in, {1} new, {2} known.</translation>
    </message>
    <message>
        <source>Zegar komputera przestawił się o {0} s; czas zdających biegnie bez zmian.</source>
        <translation>The computer's clock jumped by {0} s; candidates' time is not affected.</translation>
    </message>
    <message>
        <source>Zmiana danych</source>
        <translation>Change of data</translation>
    </message>
    <message>
        <source>Zmiana danych zdających</source>
        <translation>Change of candidate data</translation>
    </message>
    <message>
        <source>Zmianę przygotowano z plików komisji.</source>
        <translation>The sitting was prepared from the board's files.</translation>
    </message>
    <message>
        <source>Zmianę zamknięto.</source>
        <translation>The sitting was closed.</translation>
    </message>
    <message>
        <source>brak plików komisji</source>
        <translation>no files of the board</translation>
    </message>
    <message>
        <source>czas upłynął.</source>
        <translation>time is over.</translation>
    </message>
    <message>
        <source>dane potwierdzone.</source>
        <translation>data confirmed.</translation>
    </message>
    <message>
        <source>dane zdających</source>
        <translation>candidate data</translation>
    </message>
    <message>
        <source>data</source>
        <translation>date</translation>
    </message>
    <message>
        <source>każdy bajt</source>
        <translation>every byte</translation>
    </message>
    <message>
        <source>klucz sali i zapis pakietu są dobre; brakuje tylko hasła</source>
        <translation>room key and package are good; only the passphrase is missing</translation>
    </message>
    <message>
        <source>ośrodek, pakiety, klucz sali</source>
        <translation>centre, packages, room key</translation>
    </message>
    <message>
        <source>pakiet czeka na dwa podpisy</source>
        <translation>the bundle waits for two signatures</translation>
    </message>
    <message>
        <source>pakiet nie pokazuje wstępnej liczby odpowiedzi</source>
        <translation>the package shows no preliminary number</translation>
    </message>
    <message>
        <source>pendrive nie jest włożony</source>
        <translation>no stick is plugged in</translation>
    </message>
    <message>
        <source>plik dostępu</source>
        <translation>grant</translation>
    </message>
    <message>
        <source>podpis</source>
        <translation>signature</translation>
    </message>
    <message>
        <source>podpis i postać</source>
        <translation>signature and form</translation>
    </message>
    <message>
        <source>policzono pracę podczas przerwy w łączności, {0} min {1} s.</source>
        <translation>work while offline was counted, {0} min {1} s.</translation>
    </message>
    <message>
        <source>powrót do sali, nieobecność {0} min {1} s.</source>
        <translation>back in the room, absent for {0} min {1} s.</translation>
    </message>
    <message>
        <source>rozpoczęto rozwiązywanie.</source>
        <translation>began to solve.</translation>
    </message>
    <message>
        <source>spóźniony wpis zachowano bez wpływu na odpowiedzi.</source>
        <translation>a late entry was kept and changes no answer.</translation>
    </message>
    <message>
        <source>stanowisko zwolniono.</source>
        <translation>seat freed.</translation>
    </message>
    <message>
        <source>stanowisko {0}.</source>
        <translation>workstation {0}.</translation>
    </message>
    <message>
        <source>ten sam wpis przyszedł z inną treścią; zachowano oba.</source>
        <translation>the same entry came with other content; both were kept.</translation>
    </message>
    <message>
        <source>wersja {0}</source>
        <translation>version {0}</translation>
    </message>
    <message>
        <source>wpis nieznanego stanowiska zachowano bez skutku.</source>
        <translation>an entry of an unknown workstation was kept without effect.</translation>
    </message>
    <message>
        <source>wpis z obcym podpisem odrzucono.</source>
        <translation>an entry with a foreign signature was refused.</translation>
    </message>
    <message>
        <source>wstępna liczba odpowiedzi nie będzie pokazywana</source>
        <translation>the preliminary number will not be shown</translation>
    </message>
    <message>
        <source>wyjście z sali, zegar stoi.</source>
        <translation>left the room, the clock stands.</translation>
    </message>
    <message>
        <source>zakończono pracę.</source>
        <translation>finished.</translation>
    </message>
    <message>
        <source>zalogowano zdającego.</source>
        <translation>candidate logged in.</translation>
    </message>
    <message>
        <source>zdający może przejść na inne stanowisko.</source>
        <translation>the candidate may go to another workstation.</translation>
    </message>
    <message>
        <source>zdający nie potwierdza danych.</source>
        <translation>the candidate does not confirm the data.</translation>
    </message>
    <message>
        <source>znaki kontrolne się zgadzają</source>
        <translation>the check characters agree</translation>
    </message>
    <message>
        <source>{0} MiB wolne</source>
        <translation>{0} MiB free</translation>
    </message>
    <message>
        <source>{0} części</source>
        <translation>{0} parts</translation>
    </message>
    <message>
        <source>{0} nowych plików</source>
        <translation>{0} new files</translation>
    </message>
    <message>
        <source>{0} plików</source>
        <translation>{0} files</translation>
    </message>
    <message>
        <source>{0} sprawdzianów</source>
        <translation>{0} score checks</translation>
    </message>
    <message>
        <source>{0} zadań w pamięci</source>
        <translation>{0} tasks in memory</translation>
    </message>
    <message>
        <source>{0} zdających</source>
        <translation>{0} candidates</translation>
    </message>
    <message>
        <source>{0} zdarzeń, {1} odpowiedzi</source>
        <translation>{0} events, {1} answers</translation>
    </message>
    <message>
        <source>{0} zdarzeń, łańcuch i podpisy zgodne</source>
        <translation>{0} events, chain and signatures agree</translation>
    </message>
    <message>
        <source>{0} zestawów</source>
        <translation>{0} forms</translation>
    </message>
    <message>
        <source>Łączenie zatrzymano po zbyt wielu nieudanych próbach.</source>
        <translation>Pairing was stopped after too many failed attempts.</translation>
    </message>
    <message>
        <source>mało miejsca; zwolnij je przed egzaminem</source>
        <translation>little space; make room before the exam</translation>
    </message>
    <message>
        <source>nie udało się odczytać jego stanu</source>
        <translation>its state could not be read</translation>
    </message>
    <message>
        <source>folder leży w pamięci i zniknie po wyłączeniu komputera</source>
        <translation>the folder lies in memory and is gone when the computer is switched off</translation>
    </message>
    <message>
        <source>folder leży na dysku sieciowym</source>
        <translation>the folder lies on a network disk</translation>
    </message>
    <message>
        <source>nie zachowuje plików po ponownym uruchomieniu. Zaloguj zwykłego użytkownika albo wyłącz przywracanie dysku; do tego czasu użyj innego stanowiska.</source>
        <translation>keeps no files over a restart. Sign in an ordinary user or switch off disk restoring; until then use another workstation.</translation>
    </message>
    <message>
        <source>zegar różni się o {0} min; egzaminu to nie zmienia.</source>
        <translation>its clock is {0} min off; that does not change the exam.</translation>
    </message>
    <message>
        <source>Zegary stanowisk różnią się od zegara tego komputera o {0} min; sprawdź datę i godzinę.</source>
        <translation>The workstations' clocks are {0} min off this computer's; check date and time.</translation>
    </message>
    <message>
        <source>Nie wiadomo jeszcze, czy pliki przetrwają ponowne uruchomienie: {0}. Uruchom te stanowiska raz ponownie przed egzaminem.</source>
        <translation>Not known yet whether files survive a restart: {0}. Restart these workstations once before the exam.</translation>
    </message>
    <message>
        <source>Według zegara tego komputera od terminu zmiany dzieli {0} dni; sprawdź datę i godzinę.</source>
        <translation>By this computer's clock the sitting is {0} days away; check date and time.</translation>
    </message>
    <message>
        <source>Komputer operatora był uśpiony, {0} min {1} s; czas ten nie obciąża zdających.</source>
        <translation>The operator's computer slept for {0} min {1} s; no candidate is charged for it.</translation>
    </message>
    <message>
        <source>Zegar komputera jest {0} min przed ostatnim zapisem; czas zdających biegnie bez zmian.</source>
        <translation>The computer's clock is {0} min before the last record; the candidates' time runs on unchanged.</translation>
    </message>
    <message>
        <source>Zegar komputera jest {0} dni od terminu tej zmiany; sprawdź datę. Czas zdających biegnie bez zmian.</source>
        <translation>The computer's clock is {0} days from this sitting; check the date. The candidates' time runs on unchanged.</translation>
    </message>
    <message>
        <source>brak łączności, zegar zdającego stoi.</source>
        <translation>no connection, the candidate's clock stands still.</translation>
    </message>
    <message>
        <source>brak łączności, zdający pracuje dalej.</source>
        <translation>no connection, the candidate works on.</translation>
    </message>
    <message>
        <source>łączność wróciła po {0} min {1} s.</source>
        <translation>the connection is back after {0} min {1} s.</translation>
    </message>
    <message>
        <source>praca bez łączności według stanowiska, {0} min {1} s.</source>
        <translation>worked on without connection by the workstation's clock, {0} min {1} s.</translation>
    </message>
    <message>
        <source>przerwa z zasłoniętymi zadaniami według stanowiska, {0} min {1} s.</source>
        <translation>tasks covered by the workstation's clock, {0} min {1} s.</translation>
    </message>
    <message>
        <source>przerwa z zasłoniętymi zadaniami według stanowiska, {0} min {1} s, doliczono {2} min {3} s.</source>
        <translation>tasks covered by the workstation's clock, {0} min {1} s, {2} min {3} s added.</translation>
    </message>
    <message>
        <source>ekran pozostał zasłonięty do powrotu łączności, {0} min {1} s.</source>
        <translation>the screen stayed covered until the connection was back, {0} min {1} s.</translation>
    </message>
    <message>
        <source>ekran pozostał zasłonięty do powrotu łączności, {0} min {1} s, doliczono {2} min {3} s.</source>
        <translation>the screen stayed covered until the connection was back, {0} min {1} s, {2} min {3} s added.</translation>
    </message>
    <message>
        <source>stanowisko było uśpione, {0} min {1} s.</source>
        <translation>the workstation slept, {0} min {1} s.</translation>
    </message>
    <message>
        <source>stanowisko było uśpione, {0} min {1} s, doliczono {2} min {3} s.</source>
        <translation>the workstation slept, {0} min {1} s, {2} min {3} s added.</translation>
    </message>
    <message>
        <source>zgłoszono awarię stanowiska, zegar stoi.</source>
        <translation>failure of the workstation reported, the clock stands.</translation>
    </message>
    <message>
        <source>praca po awarii trwa na innym stanowisku.</source>
        <translation>work goes on at another workstation after the failure.</translation>
    </message>
    <message>
        <source>praca po awarii trwa na tym samym stanowisku.</source>
        <translation>work goes on at the same workstation after the failure.</translation>
    </message>
    <message>
        <source>przerwa ze względu na zdrowie, zegar stoi.</source>
        <translation>a break for reasons of health, the clock stands.</translation>
    </message>
    <message>
        <source>doliczono decyzją zespołu {0} min {1} s.</source>
        <translation>{0} min {1} s added by decision of the team.</translation>
    </message>
    <message>
        <source>egzamin przerwano i unieważniono.</source>
        <translation>the exam was broken off and annulled.</translation>
    </message>
    <message>
        <source>zdający nie kontynuuje ze względu na zdrowie.</source>
        <translation>the candidate does not go on for reasons of health.</translation>
    </message>
    <message>
        <source>Egzamin wstrzymano; zegary wszystkich stoją.</source>
        <translation>The exam is suspended; everybody’s clock stands.</translation>
    </message>
    <message>
        <source>Egzamin wznowiono; zegary biegną dalej.</source>
        <translation>The exam goes on; the clocks run again.</translation>
    </message>
    <message>
        <source>Egzamin przerwano dla wszystkich.</source>
        <translation>The exam was broken off for everybody.</translation>
    </message>
    <message>
        <source>Cofnięto wpis nr {0}; zegary są takie, jakby go nie było.</source>
        <translation>Entry no. {0} was taken back; the clocks are as if it had not been made.</translation>
    </message>
    <message>
        <source>bardzo mało miejsca</source>
        <translation>very little space</translation>
    </message>
    <message>
        <source>prawie pełny</source>
        <translation>nearly full</translation>
    </message>
    <message>
        <source>pełny</source>
        <translation>full</translation>
    </message>
    <message>
        <source>Na dysku jest bardzo mało miejsca. Odpowiedzi są zapisywane. Usuń z dysku zbędne pliki spoza folderu sali.</source>
        <translation>There is very little space on the disk. Answers are being saved. Delete files you do not need from the disk, outside the room's folder.</translation>
    </message>
    <message>
        <source>Dysk jest prawie pełny. Odpowiedzi są zapisywane; nowe pliki wczytają się dopiero, gdy będzie miejsce. Usuń z dysku zbędne pliki spoza folderu sali.</source>
        <translation>The disk is nearly full. Answers are being saved; new files can be imported only when there is space. Delete files you do not need from the disk, outside the room's folder.</translation>
    </message>
    <message>
        <source>Dysk jest pełny. Odpowiedzi są zapisywane w miejscu, które sala trzymała w rezerwie. Usuń teraz z dysku zbędne pliki spoza folderu sali.</source>
        <translation>The disk is full. Answers are being saved in the space that the room held back. Delete files you do not need from the disk now, outside the room's folder.</translation>
    </message>
    <message>
        <source>Zapisano zdarzenie.</source>
        <translation>An incident was noted.</translation>
    </message>
    <message>
        <source>Zapisano rozmowę z komisją.</source>
        <translation>A call to the board was recorded.</translation>
    </message>
    <message>
        <source>Potwierdzono decyzję z wpisu nr {0}.</source>
        <translation>The decision of entry no. {0} was countersigned.</translation>
    </message>
    <message>
        <source>Zapisano osobę obecną w sali.</source>
        <translation>A person in the room was recorded.</translation>
    </message>
    <message>
        <source>Zapisano wyjście osoby z sali.</source>
        <translation>A person’s leaving the room was recorded.</translation>
    </message>
    <message>
        <source>Zapisano przekazanie obowiązków.</source>
        <translation>A hand-over of duties was recorded.</translation>
    </message>
</context>
</TS>
