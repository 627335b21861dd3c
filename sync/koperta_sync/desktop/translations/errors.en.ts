<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="pl">
<context>
    <name>errors</name>
    <message>
        <source>Brakuje pliku dostępu (.examgrant) do tego pakietu.</source>
        <translation>The grant (.examgrant) for this package is missing.</translation>
    </message>
    <message>
        <source>Brakuje plików komisji, których sala potrzebuje.</source>
        <translation>Files of the board that the room needs are missing.</translation>
    </message>
    <message>
        <source>Brakuje wcześniejszej zmiany danych zdających.</source>
        <translation>An earlier change of the candidate data is missing.</translation>
    </message>
    <message>
        <source>Część pliku jest uszkodzona.</source>
        <translation>A part of the file is damaged.</translation>
    </message>
    <message>
        <source>Do tego pliku potrzeba nowszego wykazu kluczy komisji.</source>
        <translation>This file needs a newer key list of the board.</translation>
    </message>
    <message>
        <source>Dziennik w pakiecie wynikowym jest przerwany.</source>
        <translation>The journal in the answer bundle is broken.</translation>
    </message>
    <message>
        <source>Godzina rozpoczęcia jeszcze nie nadeszła.</source>
        <translation>The starting hour has not come yet.</translation>
    </message>
    <message>
        <source>Hasło jest poprawnie zapisane, ale nie otwiera tego pakietu.</source>
        <translation>The passphrase is well spelled but does not open this package.</translation>
    </message>
    <message>
        <source>Hasło nie otwiera tego zapasu sali.</source>
        <translation>The passphrase does not open this backup of the room.</translation>
    </message>
    <message>
        <source>Hasło zapasu sali jest za krótkie.</source>
        <translation>The passphrase of the backup is too short.</translation>
    </message>
    <message>
        <source>Na tym stanowisku nie ma zapisu żadnego zdającego.</source>
        <translation>This workstation keeps no candidate’s record.</translation>
    </message>
    <message>
        <source>Odtwórz w nim tożsamość sali z kopii na pendrivie i połącz go poleceniem koperta room standby --primary.</source>
        <translation>Restore the room’s identity into it from the backup on the stick, and pair it with koperta room standby --primary.</translation>
    </message>
    <message>
        <source>Serwer bazy danych sali nie odpowiada.</source>
        <translation>The room's database server does not answer.</translation>
    </message>
    <message>
        <source>Sprawdź ten serwer i sieć do niego. Sala sama próbuje dalej; stanowiska zapisują u siebie.</source>
        <translation>Check that server and the network to it. The room keeps trying; workstations save on their own meanwhile.</translation>
    </message>
    <message>
        <source>Inny program używa już tej sali.</source>
        <translation>Another program uses this room already.</translation>
    </message>
    <message>
        <source>Inny program używa tego portu.</source>
        <translation>Another program uses this port.</translation>
    </message>
    <message>
        <source>Klucz z pliku dostępu nie pasuje do pakietu.</source>
        <translation>The key of the grant does not fit the package.</translation>
    </message>
    <message>
        <source>Komisja wycofała ten plik.</source>
        <translation>The board has withdrawn this file.</translation>
    </message>
    <message>
        <source>Na dysku jest za mało miejsca (brakuje {0},{1} MB).</source>
        <translation>There is not enough space on the disk ({0}.{1} MB are missing).</translation>
    </message>
    <message>
        <source>Na dysku jest za mało miejsca.</source>
        <translation>There is not enough space on the disk.</translation>
    </message>
    <message>
        <source>Na pakiecie wynikowym brakuje wymaganych podpisów.</source>
        <translation>The answer bundle lacks required signatures.</translation>
    </message>
    <message>
        <source>Na pliku brakuje wymaganej liczby podpisów komisji.</source>
        <translation>The file lacks the required number of signatures.</translation>
    </message>
    <message>
        <source>Na sprawdzenie hasła zabrakło pamięci; hasło może być dobre.</source>
        <translation>There was not enough memory to check the passphrase; it may be right.</translation>
    </message>
    <message>
        <source>Nadaj nowej zmianie inny identyfikator albo popraw wydaną poleceniem koperta board amend.</source>
        <translation>Give the new sitting another id, or correct the issued one with koperta board amend.</translation>
    </message>
    <message>
        <source>Nic nie rób; nowsze dane pozostają w mocy.</source>
        <translation>Do nothing; the newer data stay in force.</translation>
    </message>
    <message>
        <source>Nic nie rób; nowszy pakiet pozostaje w mocy.</source>
        <translation>Do nothing; the newer bundle stays in force.</translation>
    </message>
    <message>
        <source>Niczego nie usuwaj z folderu sali. Zadzwoń do komisji i podaj kod błędu.</source>
        <translation>Delete nothing in the room's folder. Call the board and say the code.</translation>
    </message>
    <message>
        <source>Nie można otworzyć dziennika sali; pozostał bez zmian.</source>
        <translation>The room's journal cannot be opened; it is unchanged.</translation>
    </message>
    <message>
        <source>Nie udało się odczytać lub zapisać pliku.</source>
        <translation>The file could not be read or written.</translation>
    </message>
    <message>
        <source>Nie używaj tego pliku. Zadzwoń do komisji i podaj kod błędu.</source>
        <translation>Do not use this file. Call the board and say the code.</translation>
    </message>
    <message>
        <source>Nie znaleziono niczego, z czego można odtworzyć tę salę.</source>
        <translation>Nothing of this room was found.</translation>
    </message>
    <message>
        <source>Odszyfruj zmianę hasłem i wczytaj plik ponownie.</source>
        <translation>Unlock the sitting with the passphrase and take the file in again.</translation>
    </message>
    <message>
        <source>Odtworzenie sali podpisują dwie osoby, w tym przewodniczący.</source>
        <translation>Two people sign the rebuilding of a room, a chair among them.</translation>
    </message>
    <message>
        <source>Ośrodek nie ma jeszcze zarejestrowanej sali.</source>
        <translation>The centre has no registered room yet.</translation>
    </message>
    <message>
        <source>PIN jest za krótki.</source>
        <translation>The PIN is too short.</translation>
    </message>
    <message>
        <source>PIN nie otwiera tego pliku z kluczem.</source>
        <translation>The PIN does not open this key file.</translation>
    </message>
    <message>
        <source>Pakiet wynikowy jest niekompletny.</source>
        <translation>The answer bundle is incomplete.</translation>
    </message>
    <message>
        <source>Pakiet wynikowy jest uszkodzony.</source>
        <translation>The answer bundle is damaged.</translation>
    </message>
    <message>
        <source>Pakiet wynikowy zawiera nadmiarowe dane.</source>
        <translation>The answer bundle has surplus data.</translation>
    </message>
    <message>
        <source>Plik dostępu dotyczy innego pakietu.</source>
        <translation>The grant is for another package.</translation>
    </message>
    <message>
        <source>Plik dostępu jest przeznaczony dla innego ośrodka.</source>
        <translation>The grant is for another centre.</translation>
    </message>
    <message>
        <source>Plik dostępu nie obejmuje tego komputera operatora.</source>
        <translation>The grant does not cover this operator's computer.</translation>
    </message>
    <message>
        <source>Plik dotyczy innej zmiany egzaminu.</source>
        <translation>The file is for another sitting.</translation>
    </message>
    <message>
        <source>Plik jest niekompletny (brakuje {0},{1} MB).</source>
        <translation>The file is incomplete ({0}.{1} MB are missing).</translation>
    </message>
    <message>
        <source>Plik jest niekompletny.</source>
        <translation>The file is incomplete.</translation>
    </message>
    <message>
        <source>Plik jest przeznaczony dla innego ośrodka.</source>
        <translation>The file is for another centre.</translation>
    </message>
    <message>
        <source>Plik jest w wersji, której ten program nie zna.</source>
        <translation>The file is of a version this program does not know.</translation>
    </message>
    <message>
        <source>Plik pakietu jest niekompletny (brakuje {0},{1} MB).</source>
        <translation>The package file is incomplete ({0}.{1} MB are missing).</translation>
    </message>
    <message>
        <source>Plik podpisano kluczem, który komisja unieważniła.</source>
        <translation>The file is signed with a key the board has revoked.</translation>
    </message>
    <message>
        <source>Plik przekracza dopuszczalne rozmiary.</source>
        <translation>The file exceeds the sizes allowed.</translation>
    </message>
    <message>
        <source>Plik stanowiska jest uszkodzony.</source>
        <translation>The workstation's file is damaged.</translation>
    </message>
    <message>
        <source>Plik stanowiska jest z innej sali lub innej zmiany.</source>
        <translation>The workstation's file is of another room or sitting.</translation>
    </message>
    <message>
        <source>Plik stanowiska można otworzyć dopiero po odszyfrowaniu zadań.</source>
        <translation>The workstation's file opens only after the unlock.</translation>
    </message>
    <message>
        <source>Plik zawiera na końcu nadmiarowe dane.</source>
        <translation>The file has surplus data at its end.</translation>
    </message>
    <message>
        <source>Plik żąda niedozwolonych parametrów hasła.</source>
        <translation>The file asks for passphrase parameters that are not allowed.</translation>
    </message>
    <message>
        <source>Pliku danych zdających nie można otworzyć na tym komputerze operatora.</source>
        <translation>The candidate data cannot be opened on this operator's computer.</translation>
    </message>
    <message>
        <source>Pliku nie podpisała komisja, której ufa ten komputer.</source>
        <translation>The file is not signed by the board this computer trusts.</translation>
    </message>
    <message>
        <source>Pobierz plik dostępu swojego ośrodka.</source>
        <translation>Get the grant of your centre.</translation>
    </message>
    <message>
        <source>Pobierz plik swojego ośrodka.</source>
        <translation>Get the file of your centre.</translation>
    </message>
    <message>
        <source>Pobierz plik zastępczy i wczytaj go zamiast tego.</source>
        <translation>Get the replacement and take it in instead.</translation>
    </message>
    <message>
        <source>Pobierz z komisji najnowszy plik rejestracji i wczytaj go.</source>
        <translation>Get the newest registration file from the board and take it in.</translation>
    </message>
    <message>
        <source>Poczekaj do wyznaczonej godziny; wcześniejsze odszyfrowanie wymaga podania przyczyny.</source>
        <translation>Wait until the appointed hour; opening the tasks earlier needs a reason.</translation>
    </message>
    <message>
        <source>Podaj PIN o długości co najmniej 6 znaków.</source>
        <translation>Give a PIN of at least 6 characters.</translation>
    </message>
    <message>
        <source>Podaj dwa pliki kluczy opcją --official albo przyczynę opcją --break-glass.</source>
        <translation>Give two key files with --official, or a reason with --break-glass.</translation>
    </message>
    <message>
        <source>Podaj folder sali, pendrive z kopią albo pliki stanowisk (--from).</source>
        <translation>Name the room's folder, the stick with the copy or the workstations' files (--from).</translation>
    </message>
    <message>
        <source>Podaj folder założony poleceniem koperta board init.</source>
        <translation>Give a folder made with koperta board init.</translation>
    </message>
    <message>
        <source>Podaj folder założony poleceniem koperta room init.</source>
        <translation>Give a folder made with koperta room init.</translation>
    </message>
    <message>
        <source>Podaj hasło z co najmniej 10 znaków.</source>
        <translation>Give a passphrase of at least 10 characters.</translation>
    </message>
    <message>
        <source>Podaj inną nazwę i powtórz.</source>
        <translation>Give another name and try again.</translation>
    </message>
    <message>
        <source>Podaj pendrive z plikami komisji opcją --files i powtórz.</source>
        <translation>Name the stick with the board's files with --files and repeat.</translation>
    </message>
    <message>
        <source>Podpis komisji na pliku jest nieprawidłowy.</source>
        <translation>The board's signature on the file is not valid.</translation>
    </message>
    <message>
        <source>Podpis na pakiecie wynikowym jest nieprawidłowy.</source>
        <translation>A signature on the answer bundle is not valid.</translation>
    </message>
    <message>
        <source>Polecenie jest niepełne albo sprzeczne.</source>
        <translation>The command is incomplete or contradicts itself.</translation>
    </message>
    <message>
        <source>Pomiń opcję --address; sala użyje wtedy wszystkich adresów.</source>
        <translation>Leave --address out; the room then uses all addresses.</translation>
    </message>
    <message>
        <source>Popraw wskazane miejsce i uruchom salę ponownie.</source>
        <translation>Correct the place named and start the room again.</translation>
    </message>
    <message>
        <source>Popraw wskazane opcje i powtórz.</source>
        <translation>Correct the options named and try again.</translation>
    </message>
    <message>
        <source>Porównaj znak hasła na kartce ze znakiem na ekranie.</source>
        <translation>Compare the id on the sheet with the one on the screen.</translation>
    </message>
    <message>
        <source>Potwierdzenie dotyczy innego pakietu wynikowego.</source>
        <translation>The receipt is for another answer bundle.</translation>
    </message>
    <message>
        <source>Powtórz i wpisz dwa razy to samo.</source>
        <translation>Try again and type the same twice.</translation>
    </message>
    <message>
        <source>Pracuj dalej w tamtym programie albo zamknij go i spróbuj ponownie.</source>
        <translation>Go on in that program, or end it and try again.</translation>
    </message>
    <message>
        <source>Prośba sali dotyczy innego ośrodka.</source>
        <translation>The room's request is for another centre.</translation>
    </message>
    <message>
        <source>Przy najbliższej okazji pobierz nowy wykaz.</source>
        <translation>Get a new list at the next occasion.</translation>
    </message>
    <message>
        <source>Skopiuj go ponownie z pendrive’a; nic nie zostało zmienione.</source>
        <translation>Copy it from the stick again; nothing has been changed.</translation>
    </message>
    <message>
        <source>Skopiuj go ponownie.</source>
        <translation>Copy it again.</translation>
    </message>
    <message>
        <source>Skopiuj plik ponownie z pendrive’a; nic nie zostało zmienione.</source>
        <translation>Copy the file from the stick again; nothing has been changed.</translation>
    </message>
    <message>
        <source>Sprawdź PIN i plik, po czym spróbuj ponownie.</source>
        <translation>Check the PIN and the file, then try again.</translation>
    </message>
    <message>
        <source>Sprawdź hasło z kartką; hasła jeszcze nie użyto.</source>
        <translation>Compare with the sheet; the passphrase has not been used.</translation>
    </message>
    <message>
        <source>Sprawdź identyfikator zmiany, numer ośrodka i folder komisji.</source>
        <translation>Check the sitting's id, the centre's number and the board's folder.</translation>
    </message>
    <message>
        <source>Sprawdź nazwę pliku i nośnik, po czym spróbuj ponownie.</source>
        <translation>Check the file's name and the medium, then try again.</translation>
    </message>
    <message>
        <source>Sprawdź nazwę pliku i wybierz właściwy.</source>
        <translation>Check the file's name and choose the right one.</translation>
    </message>
    <message>
        <source>Sprawdź numer ośrodka i plik prośby; w razie wątpliwości zapytaj ośrodek.</source>
        <translation>Check the centre's number and the request; in doubt ask the centre.</translation>
    </message>
    <message>
        <source>Sprawdź, czy hasło jest od tego pliku, i wpisz je jeszcze raz.</source>
        <translation>Check that the passphrase is this file's and type it again.</translation>
    </message>
    <message>
        <source>Sprawdź, czy oba pliki są z tej samej wysyłki komisji.</source>
        <translation>Check that both files are of the same delivery.</translation>
    </message>
    <message>
        <source>Sprawdź, czy to właściwy folder stanowiska.</source>
        <translation>Check that this is the right folder of the workstation.</translation>
    </message>
    <message>
        <source>Sprawdź, czy to właściwy komputer; jeśli tak, zadzwoń do komisji.</source>
        <translation>Check that this is the right computer; if so, call the board.</translation>
    </message>
    <message>
        <source>Sprawdź, czy to właściwy pendrive; pliku nie wczytano.</source>
        <translation>Check that this is the right stick; the file was not taken in.</translation>
    </message>
    <message>
        <source>Taki plik lub folder już istnieje; nic nie zostało nadpisane.</source>
        <translation>Such a file or folder exists already; nothing was overwritten.</translation>
    </message>
    <message>
        <source>Ten folder nie jest folderem komisji.</source>
        <translation>This folder is not a board's.</translation>
    </message>
    <message>
        <source>Ten folder nie jest folderem sali.</source>
        <translation>This folder is not a room's.</translation>
    </message>
    <message>
        <source>Ten folder nie jest jeszcze komputerem zapasowym żadnej sali.</source>
        <translation>This folder is not the standby computer of any room yet.</translation>
    </message>
    <message>
        <source>Ten komputer ma już nowsze dane zdających.</source>
        <translation>This computer has newer candidate data already.</translation>
    </message>
    <message>
        <source>Ten komputer nie ma takiego adresu.</source>
        <translation>This computer has no such address.</translation>
    </message>
    <message>
        <source>To hasło jest od innej zmiany lub innego ośrodka.</source>
        <translation>This passphrase is of another sitting or centre.</translation>
    </message>
    <message>
        <source>To jest komputer zapasowy; jako sala ruszy dopiero po przejęciu pracy przez dwie osoby.</source>
        <translation>This is the standby computer; it starts as the room only after two persons have taken over.</translation>
    </message>
    <message>
        <source>To nie jest pakiet wynikowy.</source>
        <translation>This is not an answer bundle.</translation>
    </message>
    <message>
        <source>To nie jest plik tego rodzaju, którego tu potrzeba.</source>
        <translation>This is not the kind of file needed here.</translation>
    </message>
    <message>
        <source>Treść podpisanego pliku jest niezgodna z formatem.</source>
        <translation>The content of the signed file does not follow the format.</translation>
    </message>
    <message>
        <source>Tę zmianę egzaminu już wydano.</source>
        <translation>This sitting has been issued already.</translation>
    </message>
    <message>
        <source>Uprawnione osoby podpisują go na sali i zapisują ponownie.</source>
        <translation>The persons entitled sign it in the room and write it again.</translation>
    </message>
    <message>
        <source>Upłynęła zalecana data wykazu kluczy komisji; można pracować dalej.</source>
        <translation>The advised date of the board's key list has passed; work can go on.</translation>
    </message>
    <message>
        <source>Uruchom go poleceniem koperta room standby.</source>
        <translation>Start it with koperta room standby.</translation>
    </message>
    <message>
        <source>Ustawienia sali w pliku room.toml zawierają błąd.</source>
        <translation>The room's settings in room.toml have a mistake.</translation>
    </message>
    <message>
        <source>Użyj nowszego wykazu; obecny pozostaje w mocy.</source>
        <translation>Use the newer list; the present one stays in force.</translation>
    </message>
    <message>
        <source>W folderze komisji jest za mało plików kluczy, aby złożyć wymagane podpisy.</source>
        <translation>The board's folder has too few key files for the signatures required.</translation>
    </message>
    <message>
        <source>W folderze komisji nie ma takiej zmiany egzaminu dla tego ośrodka.</source>
        <translation>The board's folder has no such sitting for this centre.</translation>
    </message>
    <message>
        <source>W haśle jest literówka.</source>
        <translation>There is a slip in the passphrase.</translation>
    </message>
    <message>
        <source>Wczytaj plik dostępu swojego ośrodka.</source>
        <translation>Take in the grant of your centre.</translation>
    </message>
    <message>
        <source>Wczytaj zmiany po kolei; brakującą pobierz z komisji.</source>
        <translation>Take the changes in one after the other; get the missing one from the board.</translation>
    </message>
    <message>
        <source>Weź kartkę tej zmiany i wpisz hasło jeszcze raz; jeśli to nie pomoże, zadzwoń do komisji.</source>
        <translation>Take the sheet of this sitting and type the passphrase again; if that does not help, call the board.</translation>
    </message>
    <message>
        <source>Wybierz plik .exambundle.</source>
        <translation>Choose an .exambundle file.</translation>
    </message>
    <message>
        <source>Wybierz plik tej zmiany egzaminu.</source>
        <translation>Choose the file of this sitting.</translation>
    </message>
    <message>
        <source>Wybierz potwierdzenie tej zmiany.</source>
        <translation>Choose the receipt of this sitting.</translation>
    </message>
    <message>
        <source>Wykaz kluczy komisji jest starszy od tego, który ten komputer już zna.</source>
        <translation>The board's key list is older than the one this computer knows.</translation>
    </message>
    <message>
        <source>Włóż brakujące pliki do folderu keys i powtórz.</source>
        <translation>Put the missing files into the folder keys and try again.</translation>
    </message>
    <message>
        <source>Z podanego pliku nie da się odczytać PIN-u ani hasła.</source>
        <translation>No PIN or passphrase can be read from the file given.</translation>
    </message>
    <message>
        <source>Za drugim razem wpisano co innego.</source>
        <translation>Something else was typed the second time.</translation>
    </message>
    <message>
        <source>Zachowaj ten plik; ośrodek i komisja wyjaśniają to razem, podając kod błędu.</source>
        <translation>Keep this file; centre and board clear this up together, naming the code.</translation>
    </message>
    <message>
        <source>Zadań nie udało się odszyfrować mimo dobrego hasła.</source>
        <translation>The tasks could not be opened although the passphrase is right.</translation>
    </message>
    <message>
        <source>Zainstaluj wersję programu wskazaną przez komisję.</source>
        <translation>Install the version of the program named by the board.</translation>
    </message>
    <message>
        <source>Zamknij inne programy i spróbuj ponownie.</source>
        <translation>Close other programs and try again.</translation>
    </message>
    <message>
        <source>Zamknij tamten program albo podaj inny port opcją --port.</source>
        <translation>End that program, or give another port with --port.</translation>
    </message>
    <message>
        <source>Zapisz PIN lub hasło w pierwszym wierszu pliku tekstowego UTF-8.</source>
        <translation>Write the PIN or passphrase into the first line of a UTF-8 text file.</translation>
    </message>
    <message>
        <source>Zapisz go na stanowisku jeszcze raz i wczytaj ponownie.</source>
        <translation>Write it again at the workstation and take it in again.</translation>
    </message>
    <message>
        <source>Zapisz kod błędu i zadzwoń do komisji; odpowiedzi zdających są bezpieczne.</source>
        <translation>Note the code and call the board; the candidates' answers are safe.</translation>
    </message>
    <message>
        <source>Zarejestruj salę poleceniem koperta board register i powtórz.</source>
        <translation>Register the room with koperta board register and try again.</translation>
    </message>
    <message>
        <source>Zwolnij miejsce i spróbuj ponownie.</source>
        <translation>Make room and try again.</translation>
    </message>
    <message>
        <source>Folder sali leży na dysku sieciowym, który może zgubić zapisane odpowiedzi.</source>
        <translation>The room's folder lies on a network disk, which may lose saved answers.</translation>
    </message>
    <message>
        <source>Przenieś folder na dysk tego komputera; wyjątek na własne ryzyko ustawia allow_network w pliku room.toml.</source>
        <translation>Move the folder to a disk of this computer; allow_network in room.toml makes an exception at your own risk.</translation>
    </message>
</context>
</TS>
