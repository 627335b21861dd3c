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
        <source>Brakuje wcześniejszej zmiany danych zdających.</source>
        <translation>An earlier change of the candidate data is missing.</translation>
    </message>
    <message>
        <source>Część pliku jest uszkodzona.</source>
        <translation>A part of the file is damaged.</translation>
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
        <source>Nic nie rób; nowsze dane pozostają w mocy.</source>
        <translation>Do nothing; the newer data stay in force.</translation>
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
        <source>PIN nie otwiera tego pliku z kluczem.</source>
        <translation>The PIN does not open this key file.</translation>
    </message>
    <message>
        <source>Pakiet wymaga nowszego wykazu kluczy komisji.</source>
        <translation>The package needs a newer key list of the board.</translation>
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
        <source>Plik danych zdających jest przeznaczony dla innego ośrodka.</source>
        <translation>The candidate data are for another centre.</translation>
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
        <source>Pobierz plik danych swojego ośrodka.</source>
        <translation>Get the candidate data of your centre.</translation>
    </message>
    <message>
        <source>Pobierz plik dostępu swojego ośrodka.</source>
        <translation>Get the grant of your centre.</translation>
    </message>
    <message>
        <source>Pobierz plik zastępczy i zaimportuj go zamiast tego.</source>
        <translation>Get the replacement and take it in instead.</translation>
    </message>
    <message>
        <source>Poczekaj albo potwierdź w dwie osoby z podaniem przyczyny.</source>
        <translation>Wait, or confirm by two persons with a reason.</translation>
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
        <source>Podpisz pakiet na sali i wyeksportuj go ponownie.</source>
        <translation>Sign the bundle in the room and export it again.</translation>
    </message>
    <message>
        <source>Porównaj kartkę z wiadomością komisji i wpisz hasło jeszcze raz.</source>
        <translation>Compare the sheet with the board's message and type it again.</translation>
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
        <source>Sprawdź nośnik i spróbuj ponownie.</source>
        <translation>Check the medium and try again.</translation>
    </message>
    <message>
        <source>Sprawdź, czy oba pliki są z tej samej wysyłki komisji.</source>
        <translation>Check that both files are of the same delivery.</translation>
    </message>
    <message>
        <source>Sprawdź, czy to właściwy komputer; jeśli tak, zadzwoń do komisji.</source>
        <translation>Check that this is the right computer; if so, call the board.</translation>
    </message>
    <message>
        <source>Ten komputer ma już nowsze dane zdających.</source>
        <translation>This computer has newer candidate data already.</translation>
    </message>
    <message>
        <source>To hasło jest od innej zmiany lub innego ośrodka.</source>
        <translation>This passphrase is of another sitting or centre.</translation>
    </message>
    <message>
        <source>To nie jest pakiet wynikowy.</source>
        <translation>This is not an answer bundle.</translation>
    </message>
    <message>
        <source>To nie jest plik komisji, którego oczekiwano w tym miejscu.</source>
        <translation>This is not the file of the board expected here.</translation>
    </message>
    <message>
        <source>Treść podpisanego pliku jest niezgodna z formatem.</source>
        <translation>The content of the signed file does not follow the format.</translation>
    </message>
    <message>
        <source>Upłynęła zalecana data wykazu kluczy komisji; można pracować dalej.</source>
        <translation>The advised date of the board's key list has passed; work can go on.</translation>
    </message>
    <message>
        <source>Użyj nowszego wykazu; obecny pozostaje w mocy.</source>
        <translation>Use the newer list; the present one stays in force.</translation>
    </message>
    <message>
        <source>W haśle jest literówka.</source>
        <translation>There is a slip in the passphrase.</translation>
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
        <source>Wybierz plik wskazany w wykazie komisji.</source>
        <translation>Choose the file named in the board's list.</translation>
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
        <source>Zadań nie udało się odszyfrować mimo dobrego hasła.</source>
        <translation>The tasks could not be opened although the passphrase is right.</translation>
    </message>
    <message>
        <source>Zaimportuj najnowszy plik rejestracji z komisji.</source>
        <translation>Take in the newest registration file of the board.</translation>
    </message>
    <message>
        <source>Zaimportuj plik dostępu swojego ośrodka.</source>
        <translation>Take in the grant of your centre.</translation>
    </message>
    <message>
        <source>Zaimportuj zmiany po kolei; brakującą pobierz z komisji.</source>
        <translation>Take the changes in one after the other; get the missing one from the board.</translation>
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
        <source>Zapisz kod błędu i zadzwoń do komisji; odpowiedzi zdających są bezpieczne.</source>
        <translation>Note the code and call the board; the candidates' answers are safe.</translation>
    </message>
    <message>
        <source>Zwolnij miejsce i spróbuj ponownie.</source>
        <translation>Make room and try again.</translation>
    </message>
</context>
</TS>
