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
        <source>Brakuje wcześniejszej zmiany danych zdających.</source>
        <translation>Бракує попередньої зміни даних учасників.</translation>
    </message>
    <message>
        <source>Część pliku jest uszkodzona.</source>
        <translation>Частину файлу пошкоджено.</translation>
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
        <source>Nic nie rób; nowsze dane pozostają w mocy.</source>
        <translation>Нічого не робіть; новіші дані лишаються чинними.</translation>
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
        <source>PIN nie otwiera tego pliku z kluczem.</source>
        <translation>PIN не відкриває цього файлу ключа.</translation>
    </message>
    <message>
        <source>Pakiet wymaga nowszego wykazu kluczy komisji.</source>
        <translation>Пакет потребує новішого переліку ключів комісії.</translation>
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
        <source>Plik danych zdających jest przeznaczony dla innego ośrodka.</source>
        <translation>Файл даних учасників призначено для іншого осередку.</translation>
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
        <source>Pobierz plik danych swojego ośrodka.</source>
        <translation>Отримайте файл даних свого осередку.</translation>
    </message>
    <message>
        <source>Pobierz plik dostępu swojego ośrodka.</source>
        <translation>Отримайте файл доступу свого осередку.</translation>
    </message>
    <message>
        <source>Pobierz plik zastępczy i zaimportuj go zamiast tego.</source>
        <translation>Отримайте замінний файл і завантажте його.</translation>
    </message>
    <message>
        <source>Poczekaj albo potwierdź w dwie osoby z podaniem przyczyny.</source>
        <translation>Зачекайте або підтвердьте удвох із зазначенням причини.</translation>
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
        <source>Podpisz pakiet na sali i wyeksportuj go ponownie.</source>
        <translation>Підпишіть пакет у залі і запишіть його ще раз.</translation>
    </message>
    <message>
        <source>Porównaj kartkę z wiadomością komisji i wpisz hasło jeszcze raz.</source>
        <translation>Порівняйте аркуш із повідомленням комісії і введіть пароль ще раз.</translation>
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
        <source>Sprawdź nośnik i spróbuj ponownie.</source>
        <translation>Перевірте носій і спробуйте ще раз.</translation>
    </message>
    <message>
        <source>Sprawdź, czy oba pliki są z tej samej wysyłki komisji.</source>
        <translation>Перевірте, чи обидва файли з одного надсилання комісії.</translation>
    </message>
    <message>
        <source>Sprawdź, czy to właściwy komputer; jeśli tak, zadzwoń do komisji.</source>
        <translation>Перевірте, чи це той комп’ютер; якщо так, зателефонуйте до комісії.</translation>
    </message>
    <message>
        <source>Ten komputer ma już nowsze dane zdających.</source>
        <translation>Цей комп’ютер уже має новіші дані учасників.</translation>
    </message>
    <message>
        <source>To hasło jest od innej zmiany lub innego ośrodka.</source>
        <translation>Цей пароль від іншої зміни або іншого осередку.</translation>
    </message>
    <message>
        <source>To nie jest pakiet wynikowy.</source>
        <translation>Це не пакет відповідей.</translation>
    </message>
    <message>
        <source>To nie jest plik komisji, którego oczekiwano w tym miejscu.</source>
        <translation>Це не той файл комісії, якого тут очікували.</translation>
    </message>
    <message>
        <source>Treść podpisanego pliku jest niezgodna z formatem.</source>
        <translation>Зміст підписаного файлу не відповідає формату.</translation>
    </message>
    <message>
        <source>Upłynęła zalecana data wykazu kluczy komisji; można pracować dalej.</source>
        <translation>Минула рекомендована дата переліку ключів; можна працювати далі.</translation>
    </message>
    <message>
        <source>Użyj nowszego wykazu; obecny pozostaje w mocy.</source>
        <translation>Використайте новіший перелік; наявний лишається чинним.</translation>
    </message>
    <message>
        <source>W haśle jest literówka.</source>
        <translation>У паролі помилка.</translation>
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
        <source>Wybierz plik wskazany w wykazie komisji.</source>
        <translation>Виберіть файл, зазначений у переліку комісії.</translation>
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
        <source>Zadań nie udało się odszyfrować mimo dobrego hasła.</source>
        <translation>Завдання не вдалося розшифрувати попри правильний пароль.</translation>
    </message>
    <message>
        <source>Zaimportuj najnowszy plik rejestracji z komisji.</source>
        <translation>Завантажте найновіший файл реєстрації від комісії.</translation>
    </message>
    <message>
        <source>Zaimportuj plik dostępu swojego ośrodka.</source>
        <translation>Завантажте файл доступу свого осередку.</translation>
    </message>
    <message>
        <source>Zaimportuj zmiany po kolei; brakującą pobierz z komisji.</source>
        <translation>Завантажуйте зміни по черзі; якої бракує, отримайте від комісії.</translation>
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
        <source>Zapisz kod błędu i zadzwoń do komisji; odpowiedzi zdających są bezpieczne.</source>
        <translation>Запишіть код помилки і зателефонуйте до комісії; відповіді учасників у безпеці.</translation>
    </message>
    <message>
        <source>Zwolnij miejsce i spróbuj ponownie.</source>
        <translation>Звільніть місце і спробуйте ще раз.</translation>
    </message>
</context>
</TS>
