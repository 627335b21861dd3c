<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="pl">
<context>
    <name>kiosk</name>
    <message>
        <source>(od {minutes} min)</source>
        <translation>(for {minutes} min)</translation>
    </message>
    <message>
        <source>+ i − zmieniają wielkość, strzałki przesuwają, spacja pokazuje następny rysunek</source>
        <translation>+ and − change the size, arrows move, space shows the next picture</translation>
    </message>
    <message>
        <source>1. Przeczytaj operatorowi ten kod:</source>
        <translation>1. Read this code to the operator:</translation>
    </message>
    <message>
        <source>2. Wpisz cztery cyfry z ekranu operatora:</source>
        <translation>2. Type the four digits on the operator’s screen:</translation>
    </message>
    <message>
        <source>Adres sali</source>
        <translation>Address of the room</translation>
    </message>
    <message>
        <source>Adres z konsoli operatora</source>
        <translation>Address from the operator’s console</translation>
    </message>
    <message>
        <source>Bez odpowiedzi: {count}</source>
        <translation>Without an answer: {count}</translation>
    </message>
    <message>
        <source>Chwilowo brak połączenia z komputerem operatora. Pracuj dalej. Odpowiedzi zapisują się na tym stanowisku, czas biegnie jak dotąd.</source>
        <translation>The operator’s computer cannot be reached for the moment. Carry on working. Your answers are being saved on this workstation and your time runs as before.</translation>
    </message>
    <message>
        <source>Chwilowo brak połączenia z komputerem operatora. Program łączy się sam.</source>
        <translation>The operator’s computer cannot be reached for the moment. The program reconnects by itself.</translation>
    </message>
    <message>
        <source>Cyfry się zgadzają. Czekam, aż operator przepisze kod z tego ekranu.</source>
        <translation>The digits agree. Waiting for the operator to type the code on this screen.</translation>
    </message>
    <message>
        <source>Cyfry, + − * / i Enter działają z klawiatury. Delete czyści, K albo Esc zamyka.</source>
        <translation>Digits, + − * / and Enter work from the keyboard. Delete clears, K or Esc closes.</translation>
    </message>
    <message>
        <source>Czas minął</source>
        <translation>Time is up</translation>
    </message>
    <message>
        <source>Czekam na operatora i na cztery cyfry.</source>
        <translation>Waiting for the operator and for the four digits.</translation>
    </message>
    <message>
        <source>Cztery cyfry z ekranu operatora</source>
        <translation>Four digits from the operator’s screen</translation>
    </message>
    <message>
        <source>Czy to Twoje dane?</source>
        <translation>Are these your details?</translation>
    </message>
    <message>
        <source>Do sprawdzenia (S)</source>
        <translation>Review later (S)</translation>
    </message>
    <message>
        <source>Do sprawdzenia: {count}</source>
        <translation>To review: {count}</translation>
    </message>
    <message>
        <source>Dobrze ({keys})</source>
        <translation>All right ({keys})</translation>
    </message>
    <message>
        <source>Doliczono dotąd razem {time}. Koniec o {hour}.</source>
        <translation>{time} added in all so far. The exam ends at {hour}.</translation>
    </message>
    <message>
        <source>Doliczono {time} nieobecności. Koniec o {hour}.</source>
        <translation>{time} added for your absence. The exam ends at {hour}.</translation>
    </message>
    <message>
        <source>Doliczono {time} z powodu awarii stanowiska. Koniec o {hour}.</source>
        <translation>{time} added because of the workstation’s failure. The exam ends at {hour}.</translation>
    </message>
    <message>
        <source>Doliczono {time}. Koniec o {hour}.</source>
        <translation>{time} added. The exam ends at {hour}.</translation>
    </message>
    <message>
        <source>Duży kontrast</source>
        <translation>High contrast</translation>
    </message>
    <message>
        <source>Dysk tego stanowiska nie przyjmuje zapisu.</source>
        <translation>The disk of this workstation cannot be written to.</translation>
    </message>
    <message>
        <source>Egzamin trwa na innym stanowisku</source>
        <translation>The exam goes on at another workstation</translation>
    </message>
    <message>
        <source>Egzamin wstrzymany</source>
        <translation>Exam suspended</translation>
    </message>
    <message>
        <source>Egzamin wstrzymany przez przewodniczącego. Twój czas stoi. Poczekaj na stanowisku.</source>
        <translation>The exam has been suspended by the chair. Your time stands still. Wait at your seat.</translation>
    </message>
    <message>
        <source>Egzamin zakończony</source>
        <translation>Exam finished</translation>
    </message>
    <message>
        <source>Egzamin zakończony przez zespół</source>
        <translation>Exam ended by the team</translation>
    </message>
    <message>
        <source>Egzamin zakończył się sam. Zapisane są wszystkie odpowiedzi zaznaczone do tej chwili.</source>
        <translation>The exam ended by itself. All answers chosen up to this moment are saved.</translation>
    </message>
    <message>
        <source>Gdy coś nie działa, podnieś rękę. Zespół nadzorujący może doliczyć stracony czas.</source>
        <translation>If something does not work, raise your hand. The supervision team can add the time lost.</translation>
    </message>
    <message>
        <source>Gdy zniknie połączenie, pracuj dalej: program dośle odpowiedzi sam.</source>
        <translation>If the connection is lost, carry on: the program will deliver your answers by itself.</translation>
    </message>
    <message>
        <source>Gotowe, zapisuję połączenie…</source>
        <translation>Done, saving the pairing…</translation>
    </message>
    <message>
        <source>Hasło</source>
        <translation>Password</translation>
    </message>
    <message>
        <source>Hasło jest za długie. Zbędnych znaków: {count}.</source>
        <translation>The password is too long. Characters too many: {count}.</translation>
    </message>
    <message>
        <source>Hasło jest za krótkie. Brakuje znaków: {count}.</source>
        <translation>The password is too short. Characters missing: {count}.</translation>
    </message>
    <message>
        <source>Hasło z karty</source>
        <translation>Password on the card</translation>
    </message>
    <message>
        <source>Hasło z karty, grupa {group} z {total}</source>
        <translation>Password on the card, group {group} of {total}</translation>
    </message>
    <message>
        <source>Imiona i nazwisko</source>
        <translation>First names and surname</translation>
    </message>
    <message>
        <source>Jest więcej niż jeden pendrive; zostaw jeden i naciśnij {keys}.</source>
        <translation>There is more than one stick; leave one and press {keys}.</translation>
    </message>
    <message>
        <source>Jeszcze nie</source>
        <translation>Not yet</translation>
    </message>
    <message>
        <source>Kalkulator</source>
        <translation>Calculator</translation>
    </message>
    <message>
        <source>Kalkulator (K)</source>
        <translation>Calculator (K)</translation>
    </message>
    <message>
        <source>Kartę identyfikacyjną dostajesz od zespołu nadzorującego.</source>
        <translation>The supervision team gives you your identification card.</translation>
    </message>
    <message>
        <source>Każda odpowiedź zapisuje się sama. Awaria komputera niczego nie skasuje.</source>
        <translation>Every answer is saved by itself. A computer failure will not delete anything.</translation>
    </message>
    <message>
        <source>Klawisz {letter} albo {digit}</source>
        <translation>Key {letter} or {digit}</translation>
    </message>
    <message>
        <source>Kod sali ma cztery cyfry.</source>
        <translation>The room’s code has four digits.</translation>
    </message>
    <message>
        <source>Komputer operatora nie odpowiada.</source>
        <translation>The operator’s computer does not answer.</translation>
    </message>
    <message>
        <source>Komputer operatora nie przyjmuje tego stanowiska.</source>
        <translation>The operator’s computer does not accept this workstation.</translation>
    </message>
    <message>
        <source>Komputer uruchomił się ponownie</source>
        <translation>The computer has restarted</translation>
    </message>
    <message>
        <source>Kontrast</source>
        <translation>Contrast</translation>
    </message>
    <message>
        <source>Kwalifikacja</source>
        <translation>Qualification</translation>
    </message>
    <message>
        <source>Mniejszy</source>
        <translation>Smaller</translation>
    </message>
    <message>
        <source>Możesz zaczynać</source>
        <translation>You may begin</translation>
    </message>
    <message>
        <source>Na podłączonych nośnikach nie ma pliku łączenia.</source>
        <translation>There is no pairing file on the connected drives.</translation>
    </message>
    <message>
        <source>Na tym stanowisku nie ma czego zapisać.</source>
        <translation>There is nothing to write at this workstation.</translation>
    </message>
    <message>
        <source>Następne</source>
        <translation>Next</translation>
    </message>
    <message>
        <source>Nazwa użytkownika</source>
        <translation>User name</translation>
    </message>
    <message>
        <source>Nie ma pendrive’a; włóż go i naciśnij {keys}.</source>
        <translation>There is no stick; put one in and press {keys}.</translation>
    </message>
    <message>
        <source>Nie udało się odczytać lub zapisać pliku.</source>
        <translation>A file could not be read or written.</translation>
    </message>
    <message>
        <source>Nie udało się otworzyć rysunku. Wezwij zespół nadzorujący.</source>
        <translation>The picture could not be opened. Call the supervision team.</translation>
    </message>
    <message>
        <source>Nie widać jeszcze żadnej sali. W wielu szkołach sieć ukrywa komputery przed sobą: wpisz adres.</source>
        <translation>No room can be seen yet. In many schools the network hides computers from each other: type the address.</translation>
    </message>
    <message>
        <source>Nie zamykaj (Esc)</source>
        <translation>Do not close (Esc)</translation>
    </message>
    <message>
        <source>Nie, coś się nie zgadza</source>
        <translation>No, something is wrong</translation>
    </message>
    <message>
        <source>Nikt tu teraz nie zdaje. To stanowisko pozostaje połączone z salą.</source>
        <translation>Nobody is sitting an exam here now. This workstation stays paired with its room.</translation>
    </message>
    <message>
        <source>Następny zdający</source>
        <translation>Next candidate</translation>
    </message>
    <message>
        <source>Nowe logowanie</source>
        <translation>New sign-in</translation>
    </message>
    <message>
        <source>Numer tego stanowiska</source>
        <translation>Number of this seat</translation>
    </message>
    <message>
        <source>Odcisk klucza sali: {code}</source>
        <translation>Fingerprint of the room’s key: {code}</translation>
    </message>
    <message>
        <source>Odpowiedzi są bezpieczne. Czas zdającego biegnie dalej; po ponownym uruchomieniu wróci tutaj.</source>
        <translation>The answers are safe. The candidate’s time runs on; after a new start the candidate comes back here.</translation>
    </message>
    <message>
        <source>Odpowiedzi są zapisane na tym stanowisku. Nie wyłączaj komputera, program je dosyła.</source>
        <translation>Your answers are saved on this workstation. Do not switch the computer off, the program is delivering them.</translation>
    </message>
    <message>
        <source>Odpowiedzi zapisane na tym stanowisku zostają na nim i nikt ich tu nie zmieni.</source>
        <translation>The answers saved on this workstation stay on it and nobody will change them here.</translation>
    </message>
    <message>
        <source>Odpowiedzi zapisują się na tym stanowisku.</source>
        <translation>Your answers are being saved on this workstation.</translation>
    </message>
    <message>
        <source>Odznacz (S)</source>
        <translation>Unmark (S)</translation>
    </message>
    <message>
        <source>Operator przepisał kod. Teraz cyfry z jego ekranu.</source>
        <translation>The operator has typed the code. Now the digits from the operator’s screen.</translation>
    </message>
    <message>
        <source>Otwieram zadania…</source>
        <translation>Opening the tasks…</translation>
    </message>
    <message>
        <source>Otwieram zapisane odpowiedzi…</source>
        <translation>Opening the saved answers…</translation>
    </message>
    <message>
        <source>PESEL albo numer dokumentu</source>
        <translation>PESEL or document number</translation>
    </message>
    <message>
        <source>PRÓBA – to nie jest egzamin</source>
        <translation>TRIAL – this is not an exam</translation>
    </message>
    <message>
        <source>Pendrive nie przyjął zapisu; włóż inny i naciśnij {keys}.</source>
        <translation>The stick did not take it; put in another and press {keys}.</translation>
    </message>
    <message>
        <source>Plik łączenia</source>
        <translation>Pairing file</translation>
    </message>
    <message>
        <source>Plik łączenia nie obejmuje tego stanowiska.</source>
        <translation>The pairing file does not cover this seat.</translation>
    </message>
    <message>
        <source>Plik łączenia z pendrive’a</source>
        <translation>Pairing file from a USB stick</translation>
    </message>
    <message>
        <source>Po zakończeniu nie wrócisz już do zadań. Tego nie można cofnąć.</source>
        <translation>After finishing you cannot return to the tasks. This cannot be undone.</translation>
    </message>
    <message>
        <source>Pobieram zadania jeszcze raz, bo dotarły uszkodzone</source>
        <translation>Receiving the tasks again because they arrived damaged</translation>
    </message>
    <message>
        <source>Pobieram zaszyfrowane zadania</source>
        <translation>Receiving the encrypted tasks</translation>
    </message>
    <message>
        <source>Pobieranie zaszyfrowanych zadań</source>
        <translation>Receiving the encrypted tasks</translation>
    </message>
    <message>
        <source>Podnieś rękę. Odpowiedzi idą prosto na komputer operatora.</source>
        <translation>Raise your hand. Your answers go straight to the operator’s computer.</translation>
    </message>
    <message>
        <source>Podsumowanie</source>
        <translation>Summary</translation>
    </message>
    <message>
        <source>Podsumowanie (F10)</source>
        <translation>Summary (F10)</translation>
    </message>
    <message>
        <source>Pokazuje go konsola operatora.</source>
        <translation>The operator’s console shows it.</translation>
    </message>
    <message>
        <source>Poproś operatora o nowy plik łączenia.</source>
        <translation>Ask the operator for a new pairing file.</translation>
    </message>
    <message>
        <source>Poprzednie</source>
        <translation>Previous</translation>
    </message>
    <message>
        <source>Porównaj je z dokumentem, który masz przy sobie.</source>
        <translation>Compare them with the document you have with you.</translation>
    </message>
    <message>
        <source>Porównaj odcisk z konsolą operatora. Gdy się różni, nie łącz i wezwij operatora.</source>
        <translation>Compare the fingerprint with the operator’s console. If it differs, do not connect and call the operator.</translation>
    </message>
    <message>
        <source>Powiększ rysunek (Z)</source>
        <translation>Enlarge picture (Z)</translation>
    </message>
    <message>
        <source>Pozostało prób: {left}.</source>
        <translation>Tries left: {left}.</translation>
    </message>
    <message>
        <source>Połącz</source>
        <translation>Connect</translation>
    </message>
    <message>
        <source>Połącz stanowisko od nowa</source>
        <translation>Pair this workstation again</translation>
    </message>
    <message>
        <source>Połącz stanowisko z salą</source>
        <translation>Pair this workstation with its room</translation>
    </message>
    <message>
        <source>Połącz z inną salą</source>
        <translation>Pair with another room</translation>
    </message>
    <message>
        <source>Praca jest oddana. Dziękujemy.</source>
        <translation>Your work has been handed in. Thank you.</translation>
    </message>
    <message>
        <source>Pracuj dalej</source>
        <translation>Carry on</translation>
    </message>
    <message>
        <source>Przeczytaj, zanim zaczniesz</source>
        <translation>Read this before you begin</translation>
    </message>
    <message>
        <source>Przerwij łączenie</source>
        <translation>Stop pairing</translation>
    </message>
    <message>
        <source>Przewodniczący doliczył {time}. Koniec o {hour}.</source>
        <translation>The chair has added {time}. The exam ends at {hour}.</translation>
    </message>
    <message>
        <source>Robi to operator, raz dla każdego komputera. Wystarczy jeden z trzech sposobów.</source>
        <translation>The operator does this once for each computer. Any one of the three ways is enough.</translation>
    </message>
    <message>
        <source>Rozpocznij rozwiązywanie</source>
        <translation>Start solving</translation>
    </message>
    <message>
        <source>Rozumiem (F2)</source>
        <translation>I see (F2)</translation>
    </message>
    <message>
        <source>Rysunek {number} z {total}</source>
        <translation>Picture {number} of {total}</translation>
    </message>
    <message>
        <source>Sesja</source>
        <translation>Session</translation>
    </message>
    <message>
        <source>Sprawdzam kartę…</source>
        <translation>Checking the card…</translation>
    </message>
    <message>
        <source>Sprawdź cyfry</source>
        <translation>Check the digits</translation>
    </message>
    <message>
        <source>Sprawdź je z kartą; niczego jeszcze nie wysłano.</source>
        <translation>Check it against the card; nothing has been sent yet.</translation>
    </message>
    <message>
        <source>Sprawdź kabel sieciowy i spróbuj ponownie.</source>
        <translation>Check the network cable and try again.</translation>
    </message>
    <message>
        <source>Sprawdź nośnik i spróbuj ponownie.</source>
        <translation>Check the drive and try again.</translation>
    </message>
    <message>
        <source>Sprawdź numer.</source>
        <translation>Check the number.</translation>
    </message>
    <message>
        <source>Spróbuj ponownie</source>
        <translation>Try again</translation>
    </message>
    <message>
        <source>Stanowisko egzaminacyjne</source>
        <translation>Exam workstation</translation>
    </message>
    <message>
        <source>Stanowisko zasłonięte</source>
        <translation>Screen covered</translation>
    </message>
    <message>
        <source>Stanowisko zasłonięte na czas wyjścia. Czas nieobecności zostanie doliczony.</source>
        <translation>The screen is covered while you are out. The time of your absence will be added.</translation>
    </message>
    <message>
        <source>Stoi na biurku i w konsoli operatora.</source>
        <translation>It is on the desk and in the operator’s console.</translation>
    </message>
    <message>
        <source>Stoi na karcie nad hasłem.</source>
        <translation>It is on the card, above the password.</translation>
    </message>
    <message>
        <source>Szukaj jeszcze raz</source>
        <translation>Search again</translation>
    </message>
    <message>
        <source>Szukam sali</source>
        <translation>Looking for the room</translation>
    </message>
    <message>
        <source>Tak, kończę egzamin</source>
        <translation>Yes, finish the exam</translation>
    </message>
    <message>
        <source>Tak, to moje dane</source>
        <translation>Yes, these are my details</translation>
    </message>
    <message>
        <source>Te cyfry nie zgadzają się z kodem sali.</source>
        <translation>These digits do not agree with the room’s code.</translation>
    </message>
    <message>
        <source>Tego nie udało się wykonać.</source>
        <translation>This could not be done.</translation>
    </message>
    <message>
        <source>Ten komputer odłączono od sali.</source>
        <translation>This computer has been cut off from the room.</translation>
    </message>
    <message>
        <source>Teraz programu nie można zamknąć.</source>
        <translation>The program cannot be closed now.</translation>
    </message>
    <message>
        <source>To nie jest wynik egzaminu; wynik ustala okręgowa komisja egzaminacyjna.</source>
        <translation>This is not the exam result; the result is set by the regional examination board.</translation>
    </message>
    <message>
        <source>To stanowisko jest połączone z salą i czeka na komputer operatora. Łączy się samo, gdy tylko komputer operatora odpowie.</source>
        <translation>This workstation is paired with its room and waits for the operator’s computer. It connects by itself as soon as that computer answers.</translation>
    </message>
    <message>
        <source>Treść zadania {number}</source>
        <translation>Text of task {number}</translation>
    </message>
    <message>
        <source>Trwa egzamin. Zamknąć program mimo to?</source>
        <translation>An exam is going on. Close the program all the same?</translation>
    </message>
    <message>
        <source>Twoje odpowiedzi do tej chwili są zapisane. Zaczekaj na zespół nadzorujący.</source>
        <translation>Your answers up to this moment are saved. Wait for the supervision team.</translation>
    </message>
    <message>
        <source>Twoje odpowiedzi są zapisane na tym stanowisku. Komputera operatora chwilowo nie ma w sieci, dlatego otworzy je hasło z Twojej karty. Jeśli potrwa to dłużej, zespół nadzorujący może doliczyć czas.</source>
        <translation>Your answers are saved on this workstation. The operator’s computer is not on the network at the moment, so the password on your card will open them. If this takes long, the supervision team can add time.</translation>
    </message>
    <message>
        <source>Twój czas rusza z pierwszym zadaniem i stoi, gdy wychodzisz z sali za zgodą zespołu.</source>
        <translation>Your time starts with the first task and stands still when you leave the room with permission.</translation>
    </message>
    <message>
        <source>W grupie {group} hasła jest literówka.</source>
        <translation>There is a typing slip in group {group} of the password.</translation>
    </message>
    <message>
        <source>W haśle jest literówka.</source>
        <translation>There is a typing slip in the password.</translation>
    </message>
    <message>
        <source>W każdym zadaniu jedna odpowiedź jest poprawna. Możesz ją zmieniać do końca.</source>
        <translation>Each task has one right answer. You may change yours until the end.</translation>
    </message>
    <message>
        <source>Wczytuję rysunek…</source>
        <translation>Loading the picture…</translation>
    </message>
    <message>
        <source>Wezwij operatora.</source>
        <translation>Call the operator.</translation>
    </message>
    <message>
        <source>Wezwij zespół nadzorujący.</source>
        <translation>Call the supervision team.</translation>
    </message>
    <message>
        <source>Wielkość druku: {step} z 3</source>
        <translation>Print size: {step} of 3</translation>
    </message>
    <message>
        <source>Wielkość liter nie ma znaczenia. Litery O, I, L program czyta jak cyfry 0, 1, 1.</source>
        <translation>Capital or small letters make no difference. The letters O, I, L are read as the digits 0, 1, 1.</translation>
    </message>
    <message>
        <source>Większy</source>
        <translation>Larger</translation>
    </message>
    <message>
        <source>Wpisz adres sali.</source>
        <translation>Type the address of the room.</translation>
    </message>
    <message>
        <source>Wpisz nazwę użytkownika.</source>
        <translation>Type your user name.</translation>
    </message>
    <message>
        <source>Wpisz numer stanowiska.</source>
        <translation>Type the seat number.</translation>
    </message>
    <message>
        <source>Wróć</source>
        <translation>Back</translation>
    </message>
    <message>
        <source>Wróć do dotychczasowej sali</source>
        <translation>Back to the present room</translation>
    </message>
    <message>
        <source>Wróć do zadań (F10)</source>
        <translation>Back to the tasks (F10)</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi nie jest teraz wyświetlana, bo klucz nie przeszedł sprawdzenia. Twoje odpowiedzi są zapisane w całości.</source>
        <translation>The preliminary number of right answers is not shown now because the answer key has not passed its check. All your answers are saved.</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi nie jest wyświetlana po unieważnieniu.</source>
        <translation>The preliminary number of right answers is not shown after an annulment.</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi nie jest wyświetlana w tej sesji z decyzji komisji. Twoje odpowiedzi są zapisane w całości.</source>
        <translation>By decision of the board, the preliminary number of right answers is not shown in this session. All your answers are saved.</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi: {right} z {total}</source>
        <translation>Preliminary number of right answers: {right} of {total}</translation>
    </message>
    <message>
        <source>Wszystkie mają odpowiedź</source>
        <translation>All have an answer</translation>
    </message>
    <message>
        <source>Wszystkie odpowiedzi zapisano na komputerze operatora.</source>
        <translation>All answers are saved on the operator’s computer.</translation>
    </message>
    <message>
        <source>Wybierz plik…</source>
        <translation>Choose a file…</translation>
    </message>
    <message>
        <source>Wynik kalkulatora</source>
        <translation>Calculator result</translation>
    </message>
    <message>
        <source>Zadania</source>
        <translation>Tasks</translation>
    </message>
    <message>
        <source>Zadania są gotowe i zaszyfrowane. Poczekaj na rozpoczęcie egzaminu.</source>
        <translation>The tasks are here, still encrypted. Wait for the exam to start.</translation>
    </message>
    <message>
        <source>Zadanie {number}</source>
        <translation>Task {number}</translation>
    </message>
    <message>
        <source>Zadanie {number} z {total}</source>
        <translation>Task {number} of {total}</translation>
    </message>
    <message>
        <source>Zakończ egzamin…</source>
        <translation>Finish the exam…</translation>
    </message>
    <message>
        <source>Zakończyć egzamin?</source>
        <translation>Finish the exam?</translation>
    </message>
    <message>
        <source>Zaloguj</source>
        <translation>Sign in</translation>
    </message>
    <message>
        <source>Zaloguj się danymi z karty</source>
        <translation>Sign in with the details on your card</translation>
    </message>
    <message>
        <source>Zamknij (K)</source>
        <translation>Close (K)</translation>
    </message>
    <message>
        <source>Zamknij (Z)</source>
        <translation>Close (Z)</translation>
    </message>
    <message>
        <source>Zamknij program</source>
        <translation>Close the program</translation>
    </message>
    <message>
        <source>Zamknąć program egzaminacyjny?</source>
        <translation>Close the exam program?</translation>
    </message>
    <message>
        <source>Zapisano na pendrive i odczytano: {n}. Zanieś go do operatora.</source>
        <translation>Written onto the stick and read back: {n}. Take it to the operator.</translation>
    </message>
    <message>
        <source>Zapisuję odpowiedzi tego stanowiska na pendrive…</source>
        <translation>Writing this workstation’s answers onto the stick…</translation>
    </message>
    <message>
        <source>Zapisuję…</source>
        <translation>Saving…</translation>
    </message>
    <message>
        <source>Zdający jest przydzielony do innej sali: {exam_room}.</source>
        <translation>The candidate belongs to another exam room: {exam_room}.</translation>
    </message>
    <message>
        <source>Zdający ma przydzielone inne stanowisko: {seat}.</source>
        <translation>The candidate has been given another seat: {seat}.</translation>
    </message>
    <message>
        <source>Zdający pracuje dalej na innym stanowisku. Odpowiedzi z tego stanowiska są zachowane. To stanowisko jest wolne.</source>
        <translation>The candidate carries on at another workstation. The answers from this one are kept. This workstation is free.</translation>
    </message>
    <message>
        <source>Zegar ruszy, gdy naciśniesz. Twój czas liczy się osobno, nie musisz się spieszyć.</source>
        <translation>The clock starts when you press. Your time is counted for you alone, there is no need to hurry.</translation>
    </message>
    <message>
        <source>Zespół nadzorujący może to zrobić dopiero po egzaminie albo wyłącznikiem komputera. Odpowiedzi są bezpieczne.</source>
        <translation>The supervising team can do that only after the exam, or with the computer’s power switch. The answers are safe.</translation>
    </message>
    <message>
        <source>Znalezione w sieci</source>
        <translation>Found on the network</translation>
    </message>
    <message>
        <source>Zostało {left}. Czas stoi.</source>
        <translation>{left} left. Time stands still.</translation>
    </message>
    <message>
        <source>bez kalkulatora</source>
        <translation>no calculator</translation>
    </message>
    <message>
        <source>bez odpowiedzi</source>
        <translation>not answered</translation>
    </message>
    <message>
        <source>czas stoi</source>
        <translation>time stands still</translation>
    </message>
    <message>
        <source>czas: {minutes} min</source>
        <translation>time: {minutes} min</translation>
    </message>
    <message>
        <source>do sprawdzenia</source>
        <translation>to review</translation>
    </message>
    <message>
        <source>kalkulator dozwolony</source>
        <translation>calculator allowed</translation>
    </message>
    <message>
        <source>koniec {hour}</source>
        <translation>ends {hour}</translation>
    </message>
    <message>
        <source>minus</source>
        <translation>minus</translation>
    </message>
    <message>
        <source>odpowiedź zaznaczona</source>
        <translation>answered</translation>
    </message>
    <message>
        <source>oznacz do sprawdzenia</source>
        <translation>mark for review</translation>
    </message>
    <message>
        <source>plus</source>
        <translation>plus</translation>
    </message>
    <message>
        <source>podsumowanie i zakończenie</source>
        <translation>summary and finishing</translation>
    </message>
    <message>
        <source>podziel</source>
        <translation>divided by</translation>
    </message>
    <message>
        <source>poprzednie, następne zadanie</source>
        <translation>previous, next task</translation>
    </message>
    <message>
        <source>przecinek</source>
        <translation>decimal point</translation>
    </message>
    <message>
        <source>przejdź między odpowiedziami</source>
        <translation>move between the answers</translation>
    </message>
    <message>
        <source>razy</source>
        <translation>times</translation>
    </message>
    <message>
        <source>równa się</source>
        <translation>equals</translation>
    </message>
    <message>
        <source>stanowisko</source>
        <translation>seat</translation>
    </message>
    <message>
        <source>stanowisko {number}</source>
        <translation>seat {number}</translation>
    </message>
    <message>
        <source>teraz na ekranie</source>
        <translation>on screen now</translation>
    </message>
    <message>
        <source>tu jest literówka</source>
        <translation>there is a typing slip here</translation>
    </message>
    <message>
        <source>usuń cyfrę</source>
        <translation>delete a digit</translation>
    </message>
    <message>
        <source>wybierz odpowiedź (także 1–4)</source>
        <translation>choose an answer (1–4 as well)</translation>
    </message>
    <message>
        <source>wyczyść</source>
        <translation>clear</translation>
    </message>
    <message>
        <source>zadań: {count}</source>
        <translation>tasks: {count}</translation>
    </message>
    <message>
        <source>zapisano na komputerze operatora</source>
        <translation>saved on the operator’s computer</translation>
    </message>
    <message>
        <source>zapisano na tym stanowisku</source>
        <translation>saved on this workstation</translation>
    </message>
    <message>
        <source>zapisywanie</source>
        <translation>saving</translation>
    </message>
    <message>
        <source>zaznacz; drugi raz cofa</source>
        <translation>choose; again takes it back</translation>
    </message>
    <message>
        <source>zostało {left}</source>
        <translation>{left} left</translation>
    </message>
    <message>
        <source>{count} minut</source>
        <translation>{count} minutes</translation>
    </message>
    <message>
        <source>{count} minuty</source>
        <translation>{count} minutes</translation>
    </message>
    <message>
        <source>{count} minutę</source>
        <translation>{count} minute</translation>
    </message>
    <message>
        <source>{count} sekund</source>
        <translation>{count} seconds</translation>
    </message>
    <message>
        <source>{count} sekundy</source>
        <translation>{count} seconds</translation>
    </message>
    <message>
        <source>{count} sekundę</source>
        <translation>{count} second</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} min</translation>
    </message>
    <message>
        <source>Łączenie z pliku</source>
        <translation>Pairing from a file</translation>
    </message>
    <message>
        <source>Łączenie z salą</source>
        <translation>Pairing with the room</translation>
    </message>
    <message>
        <source>Łączę z komputerem operatora…</source>
        <translation>Connecting to the operator’s computer…</translation>
    </message>
    <message>
        <source>Łączę z {address}…</source>
        <translation>Connecting to {address}…</translation>
    </message>
    <message>
        <source>Przerwa – czas stoi</source>
        <translation>Pause – your time stands still</translation>
    </message>
    <message>
        <source>Chwilowo nie ma połączenia z komputerem operatora, dlatego zadania są zasłonięte. Twój czas stoi, a odpowiedzi są zapisane. Poczekaj na stanowisku; zadania wrócą same.</source>
        <translation>There is no connection to the operator's computer for the moment, so the tasks are covered. Your time stands still and your answers are saved. Wait at your seat; the tasks come back by themselves.</translation>
    </message>
    <message>
        <source>Doliczono {time} przerwy w łączności. Koniec o {hour}.</source>
        <translation>{time} added for the lost connection. The exam ends at {hour}.</translation>
    </message>
    <message>
        <source>Doliczono {time} przerwy na zdrowie. Koniec o {hour}.</source>
        <translation>{time} added for the break for health. It ends at {hour}.</translation>
    </message>
    <message>
        <source>Egzamin przerwany dla wszystkich</source>
        <translation>The exam is broken off for everybody</translation>
    </message>
    <message>
        <source>Egzamin przerwany i unieważniony</source>
        <translation>The exam is broken off and annulled</translation>
    </message>
    <message>
        <source>Egzamin zakończony ze względu na zdrowie</source>
        <translation>The exam is over for reasons of health</translation>
    </message>
    <message>
        <source>Przerwa ze względu na zdrowie</source>
        <translation>A break for reasons of health</translation>
    </message>
    <message>
        <source>Przyczyna: niesamodzielne rozwiązywanie zadań.</source>
        <translation>Cause: not working independently.</translation>
    </message>
    <message>
        <source>Przyczyna: urządzenie telekomunikacyjne lub niedozwolone materiały.</source>
        <translation>Cause: a telecommunication device or aids not allowed.</translation>
    </message>
    <message>
        <source>Przyczyna: zakłócanie przebiegu egzaminu.</source>
        <translation>Cause: disturbing the exam.</translation>
    </message>
    <message>
        <source>Zdecydował przewodniczący zespołu egzaminacyjnego. Twoje odpowiedzi są zachowane.</source>
        <translation>The chair of the exam team has decided so. Your answers are kept.</translation>
    </message>
    <message>
        <source>Twoje odpowiedzi do tej chwili są zapisane. O tym, co dalej, powie zespół nadzorujący.</source>
        <translation>Your answers up to now are saved. The supervising team will tell you what comes next.</translation>
    </message>
    <message>
        <source>Twój czas stoi od chwili zgłoszenia, a odpowiedzi są zapisane. Poczekaj; zespół naprawi stanowisko albo wskaże inne.</source>
        <translation>Your time has stood since the report, and your answers are saved. Please wait; the team will repair the workstation or show you another one.</translation>
    </message>
    <message>
        <source>Twój czas stoi, a odpowiedzi są zapisane. Wrócisz do zadań, gdy będziesz gotowy albo gotowa.</source>
        <translation>Your time stands and your answers are saved. You will go back to the tasks when you are ready.</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi nie jest wyświetlana po przerwaniu egzaminu.</source>
        <translation>The preliminary number of right answers is not shown after an exam was broken off.</translation>
    </message>
    <message>
        <source>Zdecydował przewodniczący. Twoje odpowiedzi do tej chwili są zapisane. Zaczekaj na stanowisku.</source>
        <translation>The chair has decided so. Your answers up to now are saved. Please stay at your workstation.</translation>
    </message>
    <message>
        <source>Zgłoszono awarię stanowiska</source>
        <translation>A failure of the workstation is reported</translation>
    </message>
</context>
</TS>
