<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="uk" sourcelanguage="pl">
<context>
    <name>errors</name>
    <message>
        <source>Brakuje pliku dostępu (.examgrant) do tego pakietu.</source>
        <translation>Бракує файлу доступу (.examgrant) до цього пакета.</translation>
    </message>
    <message>
        <source>Brakuje plików komisji, których sala potrzebuje.</source>
        <translation>Бракує файлів комісії, потрібних залі.</translation>
    </message>
    <message>
        <source>Brakuje wcześniejszej zmiany danych zdających.</source>
        <translation>Бракує попередньої зміни даних учасників.</translation>
    </message>
    <message>
        <source>Część pliku jest uszkodzona.</source>
        <translation>Частину файлу пошкоджено.</translation>
    </message>
    <message>
        <source>Do tego pliku potrzeba nowszego wykazu kluczy komisji.</source>
        <translation>Для цього файлу потрібен новіший перелік ключів комісії.</translation>
    </message>
    <message>
        <source>Dziennik w pakiecie wynikowym jest przerwany.</source>
        <translation>Журнал у пакеті відповідей перервано.</translation>
    </message>
    <message>
        <source>Godzina rozpoczęcia jeszcze nie nadeszła.</source>
        <translation>Година початку ще не настала.</translation>
    </message>
    <message>
        <source>Hasło jest poprawnie zapisane, ale nie otwiera tego pakietu.</source>
        <translation>Пароль записано правильно, але він не відкриває цього пакета.</translation>
    </message>
    <message>
        <source>Hasło nie otwiera tego zapasu sali.</source>
        <translation>Пароль не відкриває цієї резервної копії зали.</translation>
    </message>
    <message>
        <source>Hasło zapasu sali jest za krótkie.</source>
        <translation>Пароль резервної копії зали закороткий.</translation>
    </message>
    <message>
        <source>Na tym stanowisku nie ma zapisu żadnego zdającego.</source>
        <translation>На цьому робочому місці немає записів жодного учасника.</translation>
    </message>
    <message>
        <source>Odtwórz w nim tożsamość sali z kopii na pendrivie i połącz go poleceniem koperta room standby --primary.</source>
        <translation>Віднови в ній ідентичність зали з копії на флешці та з’єднай її командою koperta room standby --primary.</translation>
    </message>
    <message>
        <source>Serwer bazy danych sali nie odpowiada.</source>
        <translation>Сервер бази даних зали не відповідає.</translation>
    </message>
    <message>
        <source>Sprawdź ten serwer i sieć do niego. Sala sama próbuje dalej; stanowiska zapisują u siebie.</source>
        <translation>Перевірте цей сервер і мережу до нього. Зала сама пробує далі; робочі місця зберігають у себе.</translation>
    </message>
    <message>
        <source>Inny program używa już tej sali.</source>
        <translation>Інша програма вже використовує цю залу.</translation>
    </message>
    <message>
        <source>Inny program używa tego portu.</source>
        <translation>Інша програма використовує цей порт.</translation>
    </message>
    <message>
        <source>Klucz z pliku dostępu nie pasuje do pakietu.</source>
        <translation>Ключ із файлу доступу не підходить до пакета.</translation>
    </message>
    <message>
        <source>Komisja wycofała ten plik.</source>
        <translation>Комісія відкликала цей файл.</translation>
    </message>
    <message>
        <source>Na dysku jest za mało miejsca (brakuje {0},{1} MB).</source>
        <translation>На диску замало місця (бракує {0},{1} МБ).</translation>
    </message>
    <message>
        <source>Na dysku jest za mało miejsca.</source>
        <translation>На диску замало місця.</translation>
    </message>
    <message>
        <source>Na pakiecie wynikowym brakuje wymaganych podpisów.</source>
        <translation>На пакеті відповідей бракує потрібних підписів.</translation>
    </message>
    <message>
        <source>Na pliku brakuje wymaganej liczby podpisów komisji.</source>
        <translation>На файлі бракує потрібної кількості підписів комісії.</translation>
    </message>
    <message>
        <source>Na sprawdzenie hasła zabrakło pamięci; hasło może być dobre.</source>
        <translation>Для перевірки пароля забракло пам’яті; пароль може бути правильним.</translation>
    </message>
    <message>
        <source>Nadaj nowej zmianie inny identyfikator albo popraw wydaną poleceniem koperta board amend.</source>
        <translation>Дайте новій зміні інший ідентифікатор або виправте видану командою koperta board amend.</translation>
    </message>
    <message>
        <source>Nic nie rób; nowsze dane pozostają w mocy.</source>
        <translation>Нічого не робіть; новіші дані лишаються чинними.</translation>
    </message>
    <message>
        <source>Nic nie rób; nowszy pakiet pozostaje w mocy.</source>
        <translation>Нічого не робіть; новіший пакет лишається чинним.</translation>
    </message>
    <message>
        <source>Niczego nie usuwaj z folderu sali. Zadzwoń do komisji i podaj kod błędu.</source>
        <translation>Нічого не видаляйте з папки зали. Зателефонуйте до комісії і назвіть код помилки.</translation>
    </message>
    <message>
        <source>Nie można otworzyć dziennika sali; pozostał bez zmian.</source>
        <translation>Журнал зали не вдається відкрити; він лишився без змін.</translation>
    </message>
    <message>
        <source>Nie udało się odczytać lub zapisać pliku.</source>
        <translation>Файл не вдалося прочитати або записати.</translation>
    </message>
    <message>
        <source>Nie używaj tego pliku. Zadzwoń do komisji i podaj kod błędu.</source>
        <translation>Не використовуйте цей файл. Зателефонуйте до комісії і назвіть код помилки.</translation>
    </message>
    <message>
        <source>Nie znaleziono niczego, z czego można odtworzyć tę salę.</source>
        <translation>Не знайдено нічого, з чого можна відновити цю залу.</translation>
    </message>
    <message>
        <source>Odszyfruj zmianę hasłem i wczytaj plik ponownie.</source>
        <translation>Розшифруйте зміну паролем і завантажте файл знову.</translation>
    </message>
    <message>
        <source>Odtworzenie sali podpisują dwie osoby, w tym przewodniczący.</source>
        <translation>Відновлення зали підписують дві особи, серед них голова.</translation>
    </message>
    <message>
        <source>Ośrodek nie ma jeszcze zarejestrowanej sali.</source>
        <translation>Осередок ще не має зареєстрованої зали.</translation>
    </message>
    <message>
        <source>PIN jest za krótki.</source>
        <translation>PIN закороткий.</translation>
    </message>
    <message>
        <source>PIN nie otwiera tego pliku z kluczem.</source>
        <translation>PIN не відкриває цього файлу ключа.</translation>
    </message>
    <message>
        <source>Pakiet wynikowy jest niekompletny.</source>
        <translation>Пакет відповідей неповний.</translation>
    </message>
    <message>
        <source>Pakiet wynikowy jest uszkodzony.</source>
        <translation>Пакет відповідей пошкоджено.</translation>
    </message>
    <message>
        <source>Pakiet wynikowy zawiera nadmiarowe dane.</source>
        <translation>Пакет відповідей має зайві дані.</translation>
    </message>
    <message>
        <source>Plik dostępu dotyczy innego pakietu.</source>
        <translation>Файл доступу стосується іншого пакета.</translation>
    </message>
    <message>
        <source>Plik dostępu jest przeznaczony dla innego ośrodka.</source>
        <translation>Файл доступу призначено для іншого осередку.</translation>
    </message>
    <message>
        <source>Plik dostępu nie obejmuje tego komputera operatora.</source>
        <translation>Файл доступу не охоплює цього комп’ютера оператора.</translation>
    </message>
    <message>
        <source>Plik dotyczy innej zmiany egzaminu.</source>
        <translation>Файл стосується іншої зміни іспиту.</translation>
    </message>
    <message>
        <source>Plik jest niekompletny (brakuje {0},{1} MB).</source>
        <translation>Файл неповний (бракує {0},{1} МБ).</translation>
    </message>
    <message>
        <source>Plik jest niekompletny.</source>
        <translation>Файл неповний.</translation>
    </message>
    <message>
        <source>Plik jest przeznaczony dla innego ośrodka.</source>
        <translation>Файл призначено для іншого осередку.</translation>
    </message>
    <message>
        <source>Plik jest w wersji, której ten program nie zna.</source>
        <translation>Файл має версію, якої ця програма не знає.</translation>
    </message>
    <message>
        <source>Plik pakietu jest niekompletny (brakuje {0},{1} MB).</source>
        <translation>Файл пакета неповний (бракує {0},{1} МБ).</translation>
    </message>
    <message>
        <source>Plik podpisano kluczem, który komisja unieważniła.</source>
        <translation>Файл підписано ключем, який комісія анулювала.</translation>
    </message>
    <message>
        <source>Plik przekracza dopuszczalne rozmiary.</source>
        <translation>Файл перевищує дозволені розміри.</translation>
    </message>
    <message>
        <source>Plik stanowiska jest uszkodzony.</source>
        <translation>Файл робочого місця пошкоджено.</translation>
    </message>
    <message>
        <source>Plik stanowiska jest z innej sali lub innej zmiany.</source>
        <translation>Файл робочого місця з іншої зали або зміни.</translation>
    </message>
    <message>
        <source>Plik stanowiska można otworzyć dopiero po odszyfrowaniu zadań.</source>
        <translation>Файл робочого місця можна відкрити лише після розшифрування завдань.</translation>
    </message>
    <message>
        <source>Plik zawiera na końcu nadmiarowe dane.</source>
        <translation>Файл має зайві дані в кінці.</translation>
    </message>
    <message>
        <source>Plik żąda niedozwolonych parametrów hasła.</source>
        <translation>Файл вимагає недозволених параметрів пароля.</translation>
    </message>
    <message>
        <source>Pliku danych zdających nie można otworzyć na tym komputerze operatora.</source>
        <translation>Файл даних учасників не відкривається на цьому комп’ютері оператора.</translation>
    </message>
    <message>
        <source>Pliku nie podpisała komisja, której ufa ten komputer.</source>
        <translation>Файл не підписала комісія, якій довіряє цей комп’ютер.</translation>
    </message>
    <message>
        <source>Pobierz plik dostępu swojego ośrodka.</source>
        <translation>Отримайте файл доступу свого осередку.</translation>
    </message>
    <message>
        <source>Pobierz plik swojego ośrodka.</source>
        <translation>Отримайте файл свого осередку.</translation>
    </message>
    <message>
        <source>Pobierz plik zastępczy i wczytaj go zamiast tego.</source>
        <translation>Отримайте замінний файл і завантажте його.</translation>
    </message>
    <message>
        <source>Pobierz z komisji najnowszy plik rejestracji i wczytaj go.</source>
        <translation>Отримайте від комісії найновіший файл реєстрації і завантажте його.</translation>
    </message>
    <message>
        <source>Poczekaj do wyznaczonej godziny; wcześniejsze odszyfrowanie wymaga podania przyczyny.</source>
        <translation>Зачекайте до призначеної години; для дострокового розшифрування потрібно вказати причину.</translation>
    </message>
    <message>
        <source>Podaj PIN o długości co najmniej 6 znaków.</source>
        <translation>Введіть PIN щонайменше з 6 знаків.</translation>
    </message>
    <message>
        <source>Podaj dwa pliki kluczy opcją --official albo przyczynę opcją --break-glass.</source>
        <translation>Вкажіть два файли ключів параметром --official або причину параметром --break-glass.</translation>
    </message>
    <message>
        <source>Podaj folder sali, pendrive z kopią albo pliki stanowisk (--from).</source>
        <translation>Вкажіть теку зали, флешку з копією або файли робочих місць (--from).</translation>
    </message>
    <message>
        <source>Podaj folder założony poleceniem koperta board init.</source>
        <translation>Введіть папку, створену командою koperta board init.</translation>
    </message>
    <message>
        <source>Podaj folder założony poleceniem koperta room init.</source>
        <translation>Введіть папку, створену командою koperta room init.</translation>
    </message>
    <message>
        <source>Podaj hasło z co najmniej 10 znaków.</source>
        <translation>Введіть пароль щонайменше з 10 знаків.</translation>
    </message>
    <message>
        <source>Podaj inną nazwę i powtórz.</source>
        <translation>Введіть іншу назву і повторіть.</translation>
    </message>
    <message>
        <source>Podaj pendrive z plikami komisji opcją --files i powtórz.</source>
        <translation>Вкажіть флешку з файлами комісії параметром --files і повторіть.</translation>
    </message>
    <message>
        <source>Podpis komisji na pliku jest nieprawidłowy.</source>
        <translation>Підпис комісії на файлі недійсний.</translation>
    </message>
    <message>
        <source>Podpis na pakiecie wynikowym jest nieprawidłowy.</source>
        <translation>Підпис на пакеті відповідей недійсний.</translation>
    </message>
    <message>
        <source>Polecenie jest niepełne albo sprzeczne.</source>
        <translation>Команда неповна або суперечлива.</translation>
    </message>
    <message>
        <source>Pomiń opcję --address; sala użyje wtedy wszystkich adresów.</source>
        <translation>Пропустіть параметр --address; тоді зала використає всі адреси.</translation>
    </message>
    <message>
        <source>Popraw wskazane miejsce i uruchom salę ponownie.</source>
        <translation>Виправте вказане місце і запустіть залу ще раз.</translation>
    </message>
    <message>
        <source>Popraw wskazane opcje i powtórz.</source>
        <translation>Виправте вказані параметри і повторіть.</translation>
    </message>
    <message>
        <source>Porównaj znak hasła na kartce ze znakiem na ekranie.</source>
        <translation>Порівняйте знак пароля на аркуші зі знаком на екрані.</translation>
    </message>
    <message>
        <source>Potwierdzenie dotyczy innego pakietu wynikowego.</source>
        <translation>Підтвердження стосується іншого пакета відповідей.</translation>
    </message>
    <message>
        <source>Powtórz i wpisz dwa razy to samo.</source>
        <translation>Повторіть і введіть двічі те саме.</translation>
    </message>
    <message>
        <source>Pracuj dalej w tamtym programie albo zamknij go i spróbuj ponownie.</source>
        <translation>Працюйте далі в тій програмі або закрийте її і спробуйте ще раз.</translation>
    </message>
    <message>
        <source>Prośba sali dotyczy innego ośrodka.</source>
        <translation>Запит зали стосується іншого осередку.</translation>
    </message>
    <message>
        <source>Przy najbliższej okazji pobierz nowy wykaz.</source>
        <translation>За найближчої нагоди отримайте новий перелік.</translation>
    </message>
    <message>
        <source>Skopiuj go ponownie z pendrive’a; nic nie zostało zmienione.</source>
        <translation>Скопіюйте його з флешки ще раз; нічого не змінено.</translation>
    </message>
    <message>
        <source>Skopiuj go ponownie.</source>
        <translation>Скопіюйте його ще раз.</translation>
    </message>
    <message>
        <source>Skopiuj plik ponownie z pendrive’a; nic nie zostało zmienione.</source>
        <translation>Скопіюйте файл із флешки ще раз; нічого не змінено.</translation>
    </message>
    <message>
        <source>Sprawdź PIN i plik, po czym spróbuj ponownie.</source>
        <translation>Перевірте PIN і файл та спробуйте ще раз.</translation>
    </message>
    <message>
        <source>Sprawdź hasło z kartką; hasła jeszcze nie użyto.</source>
        <translation>Звірте пароль з аркушем; його ще не використано.</translation>
    </message>
    <message>
        <source>Sprawdź identyfikator zmiany, numer ośrodka i folder komisji.</source>
        <translation>Перевірте ідентифікатор зміни, номер осередку і папку комісії.</translation>
    </message>
    <message>
        <source>Sprawdź nazwę pliku i nośnik, po czym spróbuj ponownie.</source>
        <translation>Перевірте назву файлу і носій та спробуйте ще раз.</translation>
    </message>
    <message>
        <source>Sprawdź nazwę pliku i wybierz właściwy.</source>
        <translation>Перевірте назву файлу і виберіть правильний.</translation>
    </message>
    <message>
        <source>Sprawdź numer ośrodka i plik prośby; w razie wątpliwości zapytaj ośrodek.</source>
        <translation>Перевірте номер осередку і файл запиту; якщо є сумнів, запитайте осередок.</translation>
    </message>
    <message>
        <source>Sprawdź, czy hasło jest od tego pliku, i wpisz je jeszcze raz.</source>
        <translation>Перевірте, чи пароль від цього файлу, і введіть його ще раз.</translation>
    </message>
    <message>
        <source>Sprawdź, czy oba pliki są z tej samej wysyłki komisji.</source>
        <translation>Перевірте, чи обидва файли з одного надсилання комісії.</translation>
    </message>
    <message>
        <source>Sprawdź, czy to właściwy folder stanowiska.</source>
        <translation>Перевірте, чи це правильна тека робочого місця.</translation>
    </message>
    <message>
        <source>Sprawdź, czy to właściwy komputer; jeśli tak, zadzwoń do komisji.</source>
        <translation>Перевірте, чи це той комп’ютер; якщо так, зателефонуйте до комісії.</translation>
    </message>
    <message>
        <source>Sprawdź, czy to właściwy pendrive; pliku nie wczytano.</source>
        <translation>Перевірте, чи це правильна флешка; файл не завантажено.</translation>
    </message>
    <message>
        <source>Taki plik lub folder już istnieje; nic nie zostało nadpisane.</source>
        <translation>Такий файл або папка вже існує; нічого не перезаписано.</translation>
    </message>
    <message>
        <source>Ten folder nie jest folderem komisji.</source>
        <translation>Ця папка не є папкою комісії.</translation>
    </message>
    <message>
        <source>Ten folder nie jest folderem sali.</source>
        <translation>Ця папка не є папкою зали.</translation>
    </message>
    <message>
        <source>Ten folder nie jest jeszcze komputerem zapasowym żadnej sali.</source>
        <translation>Ця тека ще не є резервним комп’ютером жодної зали.</translation>
    </message>
    <message>
        <source>Ten komputer ma już nowsze dane zdających.</source>
        <translation>Цей комп’ютер уже має новіші дані учасників.</translation>
    </message>
    <message>
        <source>Ten komputer nie ma takiego adresu.</source>
        <translation>Цей комп’ютер не має такої адреси.</translation>
    </message>
    <message>
        <source>To hasło jest od innej zmiany lub innego ośrodka.</source>
        <translation>Цей пароль від іншої зміни або іншого осередку.</translation>
    </message>
    <message>
        <source>To jest komputer zapasowy; jako sala ruszy dopiero po przejęciu pracy przez dwie osoby.</source>
        <translation>Це резервний комп’ютер; як зала він запрацює лише після перейняття роботи двома особами.</translation>
    </message>
    <message>
        <source>To nie jest pakiet wynikowy.</source>
        <translation>Це не пакет відповідей.</translation>
    </message>
    <message>
        <source>To nie jest plik tego rodzaju, którego tu potrzeba.</source>
        <translation>Це не той вид файлу, який тут потрібен.</translation>
    </message>
    <message>
        <source>Treść podpisanego pliku jest niezgodna z formatem.</source>
        <translation>Зміст підписаного файлу не відповідає формату.</translation>
    </message>
    <message>
        <source>Tę zmianę egzaminu już wydano.</source>
        <translation>Цю зміну іспиту вже видано.</translation>
    </message>
    <message>
        <source>Uprawnione osoby podpisują go na sali i zapisują ponownie.</source>
        <translation>Уповноважені особи підписують його в залі і записують ще раз.</translation>
    </message>
    <message>
        <source>Upłynęła zalecana data wykazu kluczy komisji; można pracować dalej.</source>
        <translation>Минула рекомендована дата переліку ключів; можна працювати далі.</translation>
    </message>
    <message>
        <source>Uruchom go poleceniem koperta room standby.</source>
        <translation>Запусти його командою koperta room standby.</translation>
    </message>
    <message>
        <source>Ustawienia sali w pliku room.toml zawierają błąd.</source>
        <translation>Налаштування зали у файлі room.toml містять помилку.</translation>
    </message>
    <message>
        <source>Użyj nowszego wykazu; obecny pozostaje w mocy.</source>
        <translation>Використайте новіший перелік; наявний лишається чинним.</translation>
    </message>
    <message>
        <source>W folderze komisji jest za mało plików kluczy, aby złożyć wymagane podpisy.</source>
        <translation>У папці комісії замало файлів ключів для потрібних підписів.</translation>
    </message>
    <message>
        <source>W folderze komisji nie ma takiej zmiany egzaminu dla tego ośrodka.</source>
        <translation>У папці комісії немає такої зміни іспиту для цього осередку.</translation>
    </message>
    <message>
        <source>W haśle jest literówka.</source>
        <translation>У паролі помилка.</translation>
    </message>
    <message>
        <source>Wczytaj plik dostępu swojego ośrodka.</source>
        <translation>Завантажте файл доступу свого осередку.</translation>
    </message>
    <message>
        <source>Wczytaj zmiany po kolei; brakującą pobierz z komisji.</source>
        <translation>Завантажуйте зміни по черзі; якої бракує, отримайте від комісії.</translation>
    </message>
    <message>
        <source>Weź kartkę tej zmiany i wpisz hasło jeszcze raz; jeśli to nie pomoże, zadzwoń do komisji.</source>
        <translation>Візьміть аркуш цієї зміни і введіть пароль ще раз; якщо це не допоможе, зателефонуйте до комісії.</translation>
    </message>
    <message>
        <source>Wybierz plik .exambundle.</source>
        <translation>Виберіть файл .exambundle.</translation>
    </message>
    <message>
        <source>Wybierz plik tej zmiany egzaminu.</source>
        <translation>Виберіть файл цієї зміни іспиту.</translation>
    </message>
    <message>
        <source>Wybierz potwierdzenie tej zmiany.</source>
        <translation>Виберіть підтвердження цієї зміни.</translation>
    </message>
    <message>
        <source>Wykaz kluczy komisji jest starszy od tego, który ten komputer już zna.</source>
        <translation>Перелік ключів комісії старіший за відомий цьому комп’ютеру.</translation>
    </message>
    <message>
        <source>Włóż brakujące pliki do folderu keys i powtórz.</source>
        <translation>Покладіть відсутні файли до папки keys і повторіть.</translation>
    </message>
    <message>
        <source>Z podanego pliku nie da się odczytać PIN-u ani hasła.</source>
        <translation>Із зазначеного файлу не можна прочитати PIN чи пароль.</translation>
    </message>
    <message>
        <source>Za drugim razem wpisano co innego.</source>
        <translation>Удруге введено щось інше.</translation>
    </message>
    <message>
        <source>Zachowaj ten plik; ośrodek i komisja wyjaśniają to razem, podając kod błędu.</source>
        <translation>Збережіть цей файл; осередок і комісія з’ясовують це разом, називаючи код помилки.</translation>
    </message>
    <message>
        <source>Zadań nie udało się odszyfrować mimo dobrego hasła.</source>
        <translation>Завдання не вдалося розшифрувати попри правильний пароль.</translation>
    </message>
    <message>
        <source>Zainstaluj wersję programu wskazaną przez komisję.</source>
        <translation>Установіть версію програми, яку вказала комісія.</translation>
    </message>
    <message>
        <source>Zamknij inne programy i spróbuj ponownie.</source>
        <translation>Закрийте інші програми і спробуйте ще раз.</translation>
    </message>
    <message>
        <source>Zamknij tamten program albo podaj inny port opcją --port.</source>
        <translation>Закрийте ту програму або вкажіть інший порт параметром --port.</translation>
    </message>
    <message>
        <source>Zapisz PIN lub hasło w pierwszym wierszu pliku tekstowego UTF-8.</source>
        <translation>Запишіть PIN або пароль у першому рядку текстового файлу UTF-8.</translation>
    </message>
    <message>
        <source>Zapisz go na stanowisku jeszcze raz i wczytaj ponownie.</source>
        <translation>Запишіть його на робочому місці ще раз і завантажте знову.</translation>
    </message>
    <message>
        <source>Zapisz kod błędu i zadzwoń do komisji; odpowiedzi zdających są bezpieczne.</source>
        <translation>Запишіть код помилки і зателефонуйте до комісії; відповіді учасників у безпеці.</translation>
    </message>
    <message>
        <source>Zarejestruj salę poleceniem koperta board register i powtórz.</source>
        <translation>Зареєструйте залу командою koperta board register і повторіть.</translation>
    </message>
    <message>
        <source>Zwolnij miejsce i spróbuj ponownie.</source>
        <translation>Звільніть місце і спробуйте ще раз.</translation>
    </message>
    <message>
        <source>Folder sali leży na dysku sieciowym, który może zgubić zapisane odpowiedzi.</source>
        <translation>Папка зали лежить на мережевому диску, який може загубити збережені відповіді.</translation>
    </message>
    <message>
        <source>Przenieś folder na dysk tego komputera; wyjątek na własne ryzyko ustawia allow_network w pliku room.toml.</source>
        <translation>Перенесіть папку на диск цього комп’ютера; виняток на власний ризик задає allow_network у файлі room.toml.</translation>
    </message>
</context>
</TS>
