<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="uk" sourcelanguage="pl">
<context>
    <name>console</name>
    <message>
        <source>Odnotuj przesłanie egzemplarza komisji</source>
        <translation>Занотувати надсилання примірника комісії</translation>
    </message>
    <message>
        <source>jeden podpisany egzemplarz protokołu zbiorczego, niezwłocznie</source>
        <translation>один підписаний примірник зведеного протоколу, негайно</translation>
    </message>
    <message>
        <source>Odnotowano przesłanie egzemplarza komisji.</source>
        <translation>Занотовано надсилання примірника комісії.</translation>
    </message>
    <message>
        <source>5. Dokumenty</source>
        <translation>5. Документи</translation>
    </message>
    <message>
        <source>Adres ośrodka</source>
        <translation>Адреса осередку</translation>
    </message>
    <message>
        <source>Działania przy awariach stanowisk</source>
        <translation>Дії щодо несправних робочих місць</translation>
    </message>
    <message>
        <source>Obserwatorzy</source>
        <translation>Спостерігачі</translation>
    </message>
    <message>
        <source>Osoby z § 27 ust. 2</source>
        <translation>Особи з § 27 п. 2</translation>
    </message>
    <message>
        <source>Protokoły z sal, wykazy zdających, dwa egzemplarze protokołu zbiorczego i druki zapasowe.</source>
        <translation>Протоколи із залів, списки складачів, два примірники зведеного протоколу та запасні бланки.</translation>
    </message>
    <message>
        <source>Protokół czeka na dane:</source>
        <translation>Протокол чекає на дані:</translation>
    </message>
    <message>
        <source>Protokół tej sali ma wszystkie dane.</source>
        <translation>Протокол цього залу має всі дані.</translation>
    </message>
    <message>
        <source>Sala egzaminacyjna</source>
        <translation>Екзаменаційний зал</translation>
    </message>
    <message>
        <source>Uwagi o przebiegu</source>
        <translation>Зауваження щодо перебігу</translation>
    </message>
    <message>
        <source>Uzupełnij dane do protokołu…</source>
        <translation>Доповнити дані протоколу…</translation>
    </message>
    <message>
        <source>Zapisz dane do protokołu</source>
        <translation>Зберегти дані протоколу</translation>
    </message>
    <message>
        <source>Zapisz dokumenty…</source>
        <translation>Записати документи…</translation>
    </message>
    <message>
        <source>Zespół nadzorujący</source>
        <translation>Наглядова група</translation>
    </message>
    <message>
        <source>bez uwag</source>
        <translation>без зауважень</translation>
    </message>
    <message>
        <source>czego brakuje, zostanie wymienione; taki protokół jest projektem</source>
        <translation>чого бракує, буде названо; такий протокол є проєктом</translation>
    </message>
    <message>
        <source>nie było obserwatorów</source>
        <translation>спостерігачів не було</translation>
    </message>
    <message>
        <source>nie było takich osób</source>
        <translation>таких осіб не було</translation>
    </message>
    <message>
        <source>to, czego nie ma w zapisie zdarzeń: kto i co postanowił</source>
        <translation>те, чого немає в записі подій: хто і що вирішив</translation>
    </message>
    <message>
        <source>w każdym wierszu: imię i nazwisko; podmiot delegujący</source>
        <translation>у кожному рядку: ім’я та прізвище; хто делегував</translation>
    </message>
    <message>
        <source>w każdym wierszu: imię i nazwisko; szkoła; funkcja</source>
        <translation>у кожному рядку: ім’я та прізвище; школа; функція</translation>
    </message>
    <message>
        <source>w każdym wierszu: imię i nazwisko; w jakim celu</source>
        <translation>у кожному рядку: ім’я та прізвище; з якою метою</translation>
    </message>
    <message>
        <source> i jeszcze {n}</source>
        <translation> і ще {n}</translation>
    </message>
    <message>
        <source>1. Pakiet wynikowy</source>
        <translation>1. Пакет відповідей</translation>
    </message>
    <message>
        <source>2. Dwa podpisy</source>
        <translation>2. Два підписи</translation>
    </message>
    <message>
        <source>3. Kopie</source>
        <translation>3. Копії</translation>
    </message>
    <message>
        <source>4. Potwierdzenie komisji</source>
        <translation>4. Підтвердження комісії</translation>
    </message>
    <message>
        <source>Adres komputera operatora</source>
        <translation>Адреса комп’ютера оператора</translation>
    </message>
    <message>
        <source>Adres ma postać 192.168.1.10:8443.</source>
        <translation>Адреса має вигляд 192.168.1.10:8443.</translation>
    </message>
    <message>
        <source>Adres pokazuje konsola na komputerze operatora i każde stanowisko.</source>
        <translation>Адресу показує консоль на комп’ютері оператора.</translation>
    </message>
    <message>
        <source>Adres sali: {addresses}</source>
        <translation>Адреса зали: {addresses}</translation>
    </message>
    <message>
        <source>Anuluj</source>
        <translation>Скасувати</translation>
    </message>
    <message>
        <source>Anuluj  [Esc]</source>
        <translation>Скасувати  [Esc]</translation>
    </message>
    <message>
        <source>Bez zalogowania konsola tylko pokazuje stan sali.</source>
        <translation>Без входу консоль лише показує стан зали.</translation>
    </message>
    <message>
        <source>Bez łączności od {since}.</source>
        <translation>Без зв’язку {since}.</translation>
    </message>
    <message>
        <source>Bez łączności od {since}. Zdający pracuje dalej, odpowiedzi zostają na stanowisku.</source>
        <translation>Без зв’язку {since}. Учасник працює далі, відповіді лишаються на робочому місці.</translation>
    </message>
    <message>
        <source>Brak połączenia z salą.</source>
        <translation>Немає з’єднання із залою.</translation>
    </message>
    <message>
        <source>Brakuje znaków: {n}.</source>
        <translation>Бракує знаків: {n}.</translation>
    </message>
    <message>
        <source>Brakuje: {names}</source>
        <translation>Бракує: {names}</translation>
    </message>
    <message>
        <source>CO TERAZ</source>
        <translation>ЗАРАЗ</translation>
    </message>
    <message>
        <source>Czekam na operatora…</source>
        <translation>Чекаємо на оператора…</translation>
    </message>
    <message>
        <source>Cztery cyfry, które pokaże wtedy komputer operatora:</source>
        <translation>Чотири цифри, які тоді покаже комп’ютер оператора:</translation>
    </message>
    <message>
        <source>Dalej</source>
        <translation>Далі</translation>
    </message>
    <message>
        <source>Egzamin</source>
        <translation>Іспит</translation>
    </message>
    <message>
        <source>Egzamin można rozpocząć o {hour}.</source>
        <translation>Іспит можна почати о {hour}.</translation>
    </message>
    <message>
        <source>Ekran zostanie zasłonięty, zegar stanie; koniec przesunie się o czas nieobecności.</source>
        <translation>Екран буде закрито, годинник стане; кінець пересунеться на час відсутності.</translation>
    </message>
    <message>
        <source>Gdzie zapisać karty</source>
        <translation>Де записати картки</translation>
    </message>
    <message>
        <source>Gdzie zapisać kopię</source>
        <translation>Де записати копію</translation>
    </message>
    <message>
        <source>Godzina {hour} jeszcze nie nadeszła. Podaj powód wcześniejszego odszyfrowania:</source>
        <translation>Година {hour} ще не настала. Вкажіть причину раннього розшифрування:</translation>
    </message>
    <message>
        <source>Gotowy: zdających {c}, odpowiedzi {a}, zapis nr {n}.</source>
        <translation>Готовий: учасників {c}, відповідей {a}, запис № {n}.</translation>
    </message>
    <message>
        <source>Hasło z kartki</source>
        <translation>Пароль з аркуша</translation>
    </message>
    <message>
        <source>Jeszcze nic się nie działo.</source>
        <translation>Ще нічого не відбулося.</translation>
    </message>
    <message>
        <source>Jeszcze niezakończonych: {n}</source>
        <translation>Ще не завершили: {n}</translation>
    </message>
    <message>
        <source>Jeszcze nikt nie podpisał. Podpisują przewodniczący i druga uprawniona osoba.</source>
        <translation>Ще ніхто не підписав. Підписують голова і друга уповноважена особа.</translation>
    </message>
    <message>
        <source>Karty identyfikacyjne (PDF)…</source>
        <translation>Картки учасників (PDF)…</translation>
    </message>
    <message>
        <source>Karty zapisano i odczytano z nośnika.</source>
        <translation>Картки записано і прочитано з носія.</translation>
    </message>
    <message>
        <source>Każdy zdający ma już stanowisko.</source>
        <translation>Кожен учасник уже має місце.</translation>
    </message>
    <message>
        <source>Kod PIN</source>
        <translation>PIN-код</translation>
    </message>
    <message>
        <source>Kod do podania przez telefon: {code}</source>
        <translation>Код для телефону: {code}</translation>
    </message>
    <message>
        <source>Komisja potwierdziła odbiór: {receipt}</source>
        <translation>Комісія підтвердила отримання: {receipt}</translation>
    </message>
    <message>
        <source>Komputer</source>
        <translation>Комп’ютер</translation>
    </message>
    <message>
        <source>Konsola jest rozłączona.</source>
        <translation>Консоль від’єднано.</translation>
    </message>
    <message>
        <source>Kontrola oceniania nie powiodła się; wstępnych wyników nie pokazujemy.</source>
        <translation>Перевірка оцінювання не пройшла; попередніх результатів не показуємо.</translation>
    </message>
    <message>
        <source>Kontrola oceniania powiodła się.</source>
        <translation>Перевірка оцінювання пройшла.</translation>
    </message>
    <message>
        <source>Koperta · konsola</source>
        <translation>Koperta · консоль</translation>
    </message>
    <message>
        <source>Kopia na bieżąco</source>
        <translation>Поточна копія</translation>
    </message>
    <message>
        <source>Kopia zapisuje się na bieżąco. Pendrive zostaje w komputerze.</source>
        <translation>Копія записується постійно. Флешка залишається в комп’ютері.</translation>
    </message>
    <message>
        <source>Kwalifikacja</source>
        <translation>Кваліфікація</translation>
    </message>
    <message>
        <source>Logowanie</source>
        <translation>Вхід</translation>
    </message>
    <message>
        <source>Miejsca</source>
        <translation>Місця</translation>
    </message>
    <message>
        <source>Miejsca wylosowano.</source>
        <translation>Місця розіграно.</translation>
    </message>
    <message>
        <source>Minuty</source>
        <translation>Хвилини</translation>
    </message>
    <message>
        <source>Na ekranie pojawiło się inne okno. Podejdź do stanowiska.</source>
        <translation>На екрані з’явилося інше вікно. Підійдіть до робочого місця.</translation>
    </message>
    <message>
        <source>Na stanowisku czeka wpisów: {n}. Wyśle je samo, gdy będzie łączność.</source>
        <translation>На робочому місці чекає записів: {n}. Воно надішле їх саме, коли буде зв’язок.</translation>
    </message>
    <message>
        <source>Najpierw odszyfruj zadania.</source>
        <translation>Спочатку розшифруйте завдання.</translation>
    </message>
    <message>
        <source>Najpierw otwórz łączenie.</source>
        <translation>Спочатку відкрийте з’єднання.</translation>
    </message>
    <message>
        <source>Najpierw podpisują dwie osoby.</source>
        <translation>Спочатку підписують дві особи.</translation>
    </message>
    <message>
        <source>Najpierw wczytaj pakiet.</source>
        <translation>Спочатку завантажте пакет.</translation>
    </message>
    <message>
        <source>Najpierw wyłącz komputer operatora albo odłącz jego kabel. Sala ma być jedna.</source>
        <translation>Спершу вимкни комп’ютер оператора або від’єднай його кабель. Зала має бути одна.</translation>
    </message>
    <message>
        <source>Najpierw zaloguj się plikiem klucza. Może to zrobić: {who}.</source>
        <translation>Спочатку увійдіть з файлом ключа. Це може зробити: {who}.</translation>
    </message>
    <message>
        <source>Najpierw zamknij zmianę.</source>
        <translation>Спочатку закрийте зміну.</translation>
    </message>
    <message>
        <source>Najpierw zapisz i przekaż kopię.</source>
        <translation>Спочатку запишіть і передайте копію.</translation>
    </message>
    <message>
        <source>Nazwa</source>
        <translation>Назва</translation>
    </message>
    <message>
        <source>Nie należy do zadań roli „{role}”. Może to zrobić: {who}.</source>
        <translation>Не належить до обов’язків ролі «{role}». Це може зробити: {who}.</translation>
    </message>
    <message>
        <source>Nie zalogowali się</source>
        <translation>Не увійшли</translation>
    </message>
    <message>
        <source>Nośniki</source>
        <translation>Носії</translation>
    </message>
    <message>
        <source>Nr</source>
        <translation>№</translation>
    </message>
    <message>
        <source>Numer stanowiska to liczba; puste pole zwalnia stanowisko.</source>
        <translation>Номер місця — це число; порожнє поле звільняє місце.</translation>
    </message>
    <message>
        <source>Od tej chwili każdy zdający może zacząć; własny czas biegnie od pierwszego zadania.</source>
        <translation>Від цієї миті кожен учасник може почати; власний час іде від першого завдання.</translation>
    </message>
    <message>
        <source>Odpowiedzi, zdarzenia i wykaz zdających w jednym zapieczętowanym pliku.</source>
        <translation>Відповіді, події і список учасників в одному запечатаному файлі.</translation>
    </message>
    <message>
        <source>Odszyfrowanie</source>
        <translation>Розшифрування</translation>
    </message>
    <message>
        <source>Odszyfruj zadania</source>
        <translation>Розшифрувати завдання</translation>
    </message>
    <message>
        <source>Odłącz</source>
        <translation>Від’єднати</translation>
    </message>
    <message>
        <source>Odłącz wybrany komputer…</source>
        <translation>Від’єднати вибраний комп’ютер…</translation>
    </message>
    <message>
        <source>Odłączono: {what}.</source>
        <translation>Від’єднано: {what}.</translation>
    </message>
    <message>
        <source>Odłączyć {what}?</source>
        <translation>Від’єднати {what}?</translation>
    </message>
    <message>
        <source>Otwieranie klucza…</source>
        <translation>Відкриваємо ключ…</translation>
    </message>
    <message>
        <source>Otwórz łączenie</source>
        <translation>Відкрити з’єднання</translation>
    </message>
    <message>
        <source>PRÓBA · to nie jest egzamin</source>
        <translation>ПРОБА · це не іспит</translation>
    </message>
    <message>
        <source>PZE</source>
        <translation>голова</translation>
    </message>
    <message>
        <source>PZN</source>
        <translation>голова ГН</translation>
    </message>
    <message>
        <source>Pakiety</source>
        <translation>Пакети</translation>
    </message>
    <message>
        <source>Plik klucza</source>
        <translation>Файл ключа</translation>
    </message>
    <message>
        <source>Plik potwierdzenia</source>
        <translation>Файл підтвердження</translation>
    </message>
    <message>
        <source>Pliki na komputerze operatora</source>
        <translation>Файли на комп’ютері оператора</translation>
    </message>
    <message>
        <source>Poczekaj na połączenie i powtórz.</source>
        <translation>Зачекайте на з’єднання і повторіть.</translation>
    </message>
    <message>
        <source>Pod tym adresem sala nie odpowiada.</source>
        <translation>За цією адресою зала не відповідає.</translation>
    </message>
    <message>
        <source>Podaj powód wcześniejszego odszyfrowania.</source>
        <translation>Вкажіть причину раннього розшифрування.</translation>
    </message>
    <message>
        <source>Podpisali: {names} ({n} z 2)</source>
        <translation>Підписали: {names} ({n} з 2)</translation>
    </message>
    <message>
        <source>Podpisano: {names}</source>
        <translation>Підписали: {names}</translation>
    </message>
    <message>
        <source>Podpisują dwie osoby, w tym przewodniczący.</source>
        <translation>Підписують дві особи, одна з них голова.</translation>
    </message>
    <message>
        <source>Podpisz</source>
        <translation>Підписати</translation>
    </message>
    <message>
        <source>Porównaj te cztery znaki z kartką, zanim zaczniesz przepisywać. Inne znaki: to hasło innej zmiany.</source>
        <translation>Порівняйте ці чотири знаки з аркушем, перш ніж переписувати. Інші знаки: це пароль іншої зміни.</translation>
    </message>
    <message>
        <source>Potrzebne są dwie sprawdzone kopie na różnych nośnikach.</source>
        <translation>Потрібні дві перевірені копії на різних носіях.</translation>
    </message>
    <message>
        <source>Potwierdzenie przychodzi z komisji po odebraniu pakietu.</source>
        <translation>Підтвердження надходить від комісії після отримання пакета.</translation>
    </message>
    <message>
        <source>Potwierdź każdą nieobecność; trafi do protokołu i wykazu zdających.</source>
        <translation>Підтвердьте кожну відсутність; вона потрапить до протоколу і списку учасників.</translation>
    </message>
    <message>
        <source>Potwierdź najpierw każdą nieobecność.</source>
        <translation>Спочатку підтвердьте кожну відсутність.</translation>
    </message>
    <message>
        <source>Powrót do sali  [P]</source>
        <translation>Повернення  [P]</translation>
    </message>
    <message>
        <source>Poza salą od {since}. Zapytaj osobę, która wyszła ze zdającym.</source>
        <translation>Поза залою {since}. Запитайте особу, яка вийшла з учасником.</translation>
    </message>
    <message>
        <source>Połącz</source>
        <translation>З’єднати</translation>
    </message>
    <message>
        <source>Połącz konsolę z salą</source>
        <translation>З’єднайте консоль із залою</translation>
    </message>
    <message>
        <source>Połącz stanowisko</source>
        <translation>З’єднати робоче місце</translation>
    </message>
    <message>
        <source>Połączenie zostanie przerwane od razu; odpowiedzi zapisane w sali zostają.</source>
        <translation>З’єднання перерветься одразу; відповіді, збережені в залі, лишаються.</translation>
    </message>
    <message>
        <source>Połączone komputery</source>
        <translation>З’єднані комп’ютери</translation>
    </message>
    <message>
        <source>Pracę sali przejął inny komputer. Ten tylko pokazuje, co zapisał; niczego już nie zmieni.</source>
        <translation>Роботу зали перейняв інший комп’ютер. Цей лише показує те, що записав; він уже нічого не змінить.</translation>
    </message>
    <message>
        <source>Programu sali nie udało się uruchomić.</source>
        <translation>Програму зали не вдалося запустити.</translation>
    </message>
    <message>
        <source>Przejmij pracę</source>
        <translation>Перейняти роботу</translation>
    </message>
    <message>
        <source>Przejmij pracę…</source>
        <translation>Перейняти роботу…</translation>
    </message>
    <message>
        <source>Przejęcie pracy sali</source>
        <translation>Перейняття роботи зали</translation>
    </message>
    <message>
        <source>Przekazanie</source>
        <translation>Передача</translation>
    </message>
    <message>
        <source>Przepisz całe hasło z kartki.</source>
        <translation>Перепишіть увесь пароль з аркуша.</translation>
    </message>
    <message>
        <source>Przepisz hasło na kartkę i włóż ją do koperty; drugi raz go nie pokażemy.</source>
        <translation>Перепишіть пароль на аркуш і вкладіть у конверт; удруге його не покажемо.</translation>
    </message>
    <message>
        <source>Przerwij</source>
        <translation>Зупинити</translation>
    </message>
    <message>
        <source>Przyczyna, gdy podpisuje jedna osoba</source>
        <translation>Причина, якщо підписує одна особа</translation>
    </message>
    <message>
        <source>Przygotuj pakiet wynikowy</source>
        <translation>Підготувати пакет відповідей</translation>
    </message>
    <message>
        <source>Przyjmij stanowiska sprzed awarii</source>
        <translation>Прийняти робочі місця, що були до аварії</translation>
    </message>
    <message>
        <source>Próba odblokowania</source>
        <translation>Пробне відкриття</translation>
    </message>
    <message>
        <source>Rachunek</source>
        <translation>Підсумок</translation>
    </message>
    <message>
        <source>Rachunek się zamyka.</source>
        <translation>Підсумок сходиться.</translation>
    </message>
    <message>
        <source>Rachunek zamknie się po potwierdzeniu nieobecności: {n}.</source>
        <translation>Підсумок зійдеться після підтвердження відсутності: {n}.</translation>
    </message>
    <message>
        <source>Rodzaj</source>
        <translation>Вид</translation>
    </message>
    <message>
        <source>Rozpocznij egzamin</source>
        <translation>Почати іспит</translation>
    </message>
    <message>
        <source>Sala</source>
        <translation>Зала</translation>
    </message>
    <message>
        <source>Sala nie odpowiada. Widać ostatni znany stan; egzamin na stanowiskach trwa, odpowiedzi są zachowane. Połączenie wróci samo.</source>
        <translation>Зала не відповідає. Видно останній відомий стан; іспит на робочих місцях триває, відповіді збережено. З’єднання відновиться саме.</translation>
    </message>
    <message>
        <source>Sala nie zna tej konsoli. Połącz ją z salą od nowa.</source>
        <translation>Зала не знає цієї консолі. З’єднайте її із залою заново.</translation>
    </message>
    <message>
        <source>Sala się uruchamia…</source>
        <translation>Зала запускається…</translation>
    </message>
    <message>
        <source>Sala teraz nie odpowiada; tej czynności nie wykonano.</source>
        <translation>Зала зараз не відповідає; цю дію не виконано.</translation>
    </message>
    <message>
        <source>Sprawdzenia</source>
        <translation>Перевірки</translation>
    </message>
    <message>
        <source>Sprawdzona kopia: 1 z 2. Zapisz jeszcze jedną na innym nośniku.</source>
        <translation>Перевірена копія: 1 з 2. Запишіть ще одну на іншому носії.</translation>
    </message>
    <message>
        <source>Sprawdzone kopie: {n}</source>
        <translation>Перевірені копії: {n}</translation>
    </message>
    <message>
        <source>Sprawdź adres i kable.</source>
        <translation>Перевірте адресу і кабелі.</translation>
    </message>
    <message>
        <source>Stan</source>
        <translation>Стан</translation>
    </message>
    <message>
        <source>Stanowiska</source>
        <translation>Робочі місця</translation>
    </message>
    <message>
        <source>Stanowiska sprzed awarii wracają do pracy.</source>
        <translation>Робочі місця, що були до аварії, повертаються до роботи.</translation>
    </message>
    <message>
        <source>Stanowisko</source>
        <translation>Місце</translation>
    </message>
    <message>
        <source>Stanowisko {n}</source>
        <translation>Місце {n}</translation>
    </message>
    <message>
        <source>Tego nie można cofnąć. Odpowiedzi wszystkich zdających zostają.</source>
        <translation>Цього не можна скасувати. Відповіді всіх учасників лишаються.</translation>
    </message>
    <message>
        <source>Ten kod wpisuje operator w kroku Stanowiska:</source>
        <translation>Цей код оператор вводить у кроці «Робочі місця»:</translation>
    </message>
    <message>
        <source>Ten komputer jest już odłączony.</source>
        <translation>Цей комп’ютер уже від’єднано.</translation>
    </message>
    <message>
        <source>Ten komputer nie zna jeszcze ośrodka.</source>
        <translation>Цей комп’ютер ще не знає осередку.</translation>
    </message>
    <message>
        <source>Ten komputer przejmuje pracę sali…</source>
        <translation>Цей комп’ютер переймає роботу зали…</translation>
    </message>
    <message>
        <source>To jest komputer zapasowy. Komputer operatora nie odpowiada; jeśli nie wróci, dwie osoby przejmują pracę.</source>
        <translation>Це резервний комп’ютер. Комп’ютер оператора не відповідає; якщо він не повернеться, дві особи переймають роботу.</translation>
    </message>
    <message>
        <source>To jest komputer zapasowy. Sala pracuje na komputerze operatora, kopia jest prowadzona.</source>
        <translation>Це резервний комп’ютер. Зала працює на комп’ютері оператора, копія ведеться.</translation>
    </message>
    <message>
        <source>To nie jest adres.</source>
        <translation>Це не адреса.</translation>
    </message>
    <message>
        <source>To nie są cyfry tej sali. Zostało prób: {n}.</source>
        <translation>Це не цифри цієї зали. Лишилося спроб: {n}.</translation>
    </message>
    <message>
        <source>To stanowisko przestanie przyjmować odpowiedzi; wszystkie dotychczasowe przejdą dalej.</source>
        <translation>Це робоче місце перестане приймати відповіді; усі дотеперішні перейдуть далі.</translation>
    </message>
    <message>
        <source>Tu nie ma plików ani folderów.</source>
        <translation>Тут немає файлів і тек.</translation>
    </message>
    <message>
        <source>Tę konsolę odłączono od sali. Połącz ją ponownie, jeśli ma wrócić do pracy.</source>
        <translation>Цю консоль від’єднано від зали. З’єднайте її знову, якщо вона потрібна.</translation>
    </message>
    <message>
        <source>Uruchom salę na tym komputerze</source>
        <translation>Запустити залу на цьому комп’ютері</translation>
    </message>
    <message>
        <source>WSZYSTKIE STANOWISKA: {n}</source>
        <translation>УСІ РОБОЧІ МІСЦЯ: {n}</translation>
    </message>
    <message>
        <source>WYMAGA UWAGI: {n}</source>
        <translation>ПОТРЕБУЄ УВАГИ: {n}</translation>
    </message>
    <message>
        <source>Wczytaj plik rejestracji z komisji; potem można się zalogować.</source>
        <translation>Завантажте файл реєстрації від комісії; потім можна увійти.</translation>
    </message>
    <message>
        <source>Wczytaj pliki komisji…</source>
        <translation>Завантажити файли комісії…</translation>
    </message>
    <message>
        <source>Wczytaj potwierdzenie…</source>
        <translation>Завантажити підтвердження…</translation>
    </message>
    <message>
        <source>Wczytaj zaznaczone: {n}</source>
        <translation>Завантажити позначені: {n}</translation>
    </message>
    <message>
        <source>Wpisz kod, który pokazuje stanowisko.</source>
        <translation>Введіть код, який показує робоче місце.</translation>
    </message>
    <message>
        <source>Wpisz numer stanowiska albo kliknij kafelek. Następna litera to czynność, np. 7 W.</source>
        <translation>Введіть номер місця або клацніть плитку. Наступна літера — дія, напр. 7 W.</translation>
    </message>
    <message>
        <source>Wpisz numer stanowiska.</source>
        <translation>Введіть номер місця.</translation>
    </message>
    <message>
        <source>Wpisz numery stanowisk, np. 1-12, 14.</source>
        <translation>Введіть номери місць, напр. 1-12, 14.</translation>
    </message>
    <message>
        <source>Wpisz powód; trafi do protokołu.</source>
        <translation>Введіть причину; вона потрапить до протоколу.</translation>
    </message>
    <message>
        <source>Wpisz ten kod na stanowisku {n} ({machine}):</source>
        <translation>Введіть цей код на місці {n} ({machine}):</translation>
    </message>
    <message>
        <source>Wróć</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Wskaż plik klucza i wpisz kod PIN.</source>
        <translation>Вкажіть файл ключа і введіть PIN-код.</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi będzie pokazana, jeśli pakiet na to pozwala.</source>
        <translation>Попередню кількість правильних відповідей буде показано, якщо пакет це дозволяє.</translation>
    </message>
    <message>
        <source>Wszystkie pliki z tego folderu</source>
        <translation>Усі файли з цієї теки</translation>
    </message>
    <message>
        <source>Wszystkie sale</source>
        <translation>Усі зали</translation>
    </message>
    <message>
        <source>Wybierz</source>
        <translation>Вибрати</translation>
    </message>
    <message>
        <source>Wybierz komputer z listy.</source>
        <translation>Виберіть комп’ютер зі списку.</translation>
    </message>
    <message>
        <source>Wybierz pendrive na kopię…</source>
        <translation>Вибрати флешку для копії…</translation>
    </message>
    <message>
        <source>Wyjście z sali  [W]</source>
        <translation>Вихід із зали  [W]</translation>
    </message>
    <message>
        <source>Wyloguj</source>
        <translation>Вийти</translation>
    </message>
    <message>
        <source>Wylosuj miejsca</source>
        <translation>Жеребкувати місця</translation>
    </message>
    <message>
        <source>Wyżej</source>
        <translation>Вище</translation>
    </message>
    <message>
        <source>Za dużo znaków: {n}. Sprawdź z kartką; hasła jeszcze nie użyto.</source>
        <translation>Забагато знаків: {n}. Звірте з аркушем; пароль ще не використано.</translation>
    </message>
    <message>
        <source>Zacznij od nowa.</source>
        <translation>Почніть заново.</translation>
    </message>
    <message>
        <source>Zalogowanych: {n} z {total}.</source>
        <translation>Увійшли: {n} з {total}.</translation>
    </message>
    <message>
        <source>Zaloguj</source>
        <translation>Увійти</translation>
    </message>
    <message>
        <source>Zaloguj się</source>
        <translation>Увійти</translation>
    </message>
    <message>
        <source>Zamknij zmianę</source>
        <translation>Закрити зміну</translation>
    </message>
    <message>
        <source>Zamknij zmianę…</source>
        <translation>Закрити зміну…</translation>
    </message>
    <message>
        <source>Zamknij łączenie</source>
        <translation>Закрити з’єднання</translation>
    </message>
    <message>
        <source>Zamknięcie</source>
        <translation>Закриття</translation>
    </message>
    <message>
        <source>Zamknąć można zmianę, która się rozpoczęła.</source>
        <translation>Закрити можна зміну, яка почалася.</translation>
    </message>
    <message>
        <source>Zamknąć zmianę? Nieobecnych: {n}.</source>
        <translation>Закрити зміну? Відсутніх: {n}.</translation>
    </message>
    <message>
        <source>Zapas sali</source>
        <translation>Резерв зали</translation>
    </message>
    <message>
        <source>Zapisano i odczytano z nośnika.</source>
        <translation>Записано і прочитано з носія.</translation>
    </message>
    <message>
        <source>Zapisano.</source>
        <translation>Записано.</translation>
    </message>
    <message>
        <source>Zapisano. Koniec {hour}.</source>
        <translation>Записано. Кінець {hour}.</translation>
    </message>
    <message>
        <source>Zapisano. Zegar stoi, zostało {n} min.</source>
        <translation>Записано. Годинник стоїть, лишилося {n} хв.</translation>
    </message>
    <message>
        <source>Zapisz kopię…</source>
        <translation>Записати копію…</translation>
    </message>
    <message>
        <source>Zapisz plik łączenia…</source>
        <translation>Записати файл з’єднання…</translation>
    </message>
    <message>
        <source>Zapisz powrót  [Enter]</source>
        <translation>Записати  [Enter]</translation>
    </message>
    <message>
        <source>Zapisz w tym folderze</source>
        <translation>Записати в цю теку</translation>
    </message>
    <message>
        <source>Zapisz wyjście  [Enter]</source>
        <translation>Записати  [Enter]</translation>
    </message>
    <message>
        <source>Zapisz zapas na pendrive…</source>
        <translation>Записати резерв на флешку…</translation>
    </message>
    <message>
        <source>Zdający</source>
        <translation>Учасник</translation>
    </message>
    <message>
        <source>Zdających</source>
        <translation>Учасників</translation>
    </message>
    <message>
        <source>Zgłaszają się: {names}</source>
        <translation>Просять з’єднання: {names}</translation>
    </message>
    <message>
        <source>Zmiana</source>
        <translation>Зміна</translation>
    </message>
    <message>
        <source>Zmiana stanowiska  [M]</source>
        <translation>Зміна місця  [M]</translation>
    </message>
    <message>
        <source>Zmiany i pakiety</source>
        <translation>Зміни і пакети</translation>
    </message>
    <message>
        <source>Zmianę zamknięto.</source>
        <translation>Зміну закрито.</translation>
    </message>
    <message>
        <source>Zmień osobę</source>
        <translation>Змінити особу</translation>
    </message>
    <message>
        <source>Znajdź plik klucza…</source>
        <translation>Знайти файл ключа…</translation>
    </message>
    <message>
        <source>Zostaje tu, dopóki nie wczytasz potwierdzenia komisji.</source>
        <translation>Лишається тут, доки не завантажите підтвердження комісії.</translation>
    </message>
    <message>
        <source>Zwolnij stanowisko  [Enter]</source>
        <translation>Звільнити місце  [Enter]</translation>
    </message>
    <message>
        <source>awaria stanowiska</source>
        <translation>аварія місця</translation>
    </message>
    <message>
        <source>bez stanowiska</source>
        <translation>без місця</translation>
    </message>
    <message>
        <source>bez stanowiska jest: {n}; wpisane ręcznie zostają</source>
        <translation>без місця: {n}; введені вручну лишаються</translation>
    </message>
    <message>
        <source>bez łączności</source>
        <translation>без зв’язку</translation>
    </message>
    <message>
        <source>brak</source>
        <translation>немає</translation>
    </message>
    <message>
        <source>brak pliku</source>
        <translation>немає файлу</translation>
    </message>
    <message>
        <source>czas egzaminu: {n} min</source>
        <translation>час іспиту: {n} хв</translation>
    </message>
    <message>
        <source>czeka: {n}</source>
        <translation>чекає: {n}</translation>
    </message>
    <message>
        <source>czekają: {seats}</source>
        <translation>чекають: {seats}</translation>
    </message>
    <message>
        <source>członek ZN</source>
        <translation>член групи</translation>
    </message>
    <message>
        <source>członek zespołu</source>
        <translation>член групи</translation>
    </message>
    <message>
        <source>doręczone</source>
        <translation>доставлено</translation>
    </message>
    <message>
        <source>dostosowanie</source>
        <translation>адаптація</translation>
    </message>
    <message>
        <source>dysk</source>
        <translation>диск</translation>
    </message>
    <message>
        <source>działa</source>
        <translation>працює</translation>
    </message>
    <message>
        <source>dziennik</source>
        <translation>журнал</translation>
    </message>
    <message>
        <source>dzienniki są na pendrivie; ostatni zapis: {when}</source>
        <translation>журнали на флешці; останній запис: {when}</translation>
    </message>
    <message>
        <source>długo poza</source>
        <translation>довго немає</translation>
    </message>
    <message>
        <source>gotowe</source>
        <translation>готово</translation>
    </message>
    <message>
        <source>grupa {n}</source>
        <translation>група {n}</translation>
    </message>
    <message>
        <source>hasło z kartki</source>
        <translation>пароль з аркуша</translation>
    </message>
    <message>
        <source>inne okno</source>
        <translation>інше вікно</translation>
    </message>
    <message>
        <source>jedna karta na zdającego, z hasłem; po wydruku usuń plik</source>
        <translation>одна картка на учасника, з паролем; після друку видаліть файл</translation>
    </message>
    <message>
        <source>jest</source>
        <translation>є</translation>
    </message>
    <message>
        <source>każda kopia jest odczytywana z nośnika i sprawdzana</source>
        <translation>кожну копію прочитують з носія і перевіряють</translation>
    </message>
    <message>
        <source>kod PIN</source>
        <translation>PIN-код</translation>
    </message>
    <message>
        <source>kod sali {code}</source>
        <translation>код зали {code}</translation>
    </message>
    <message>
        <source>kod ze stanowiska</source>
        <translation>код робочого місця</translation>
    </message>
    <message>
        <source>koniec czasu</source>
        <translation>час вийшов</translation>
    </message>
    <message>
        <source>koniec {hour}</source>
        <translation>кінець {hour}</translation>
    </message>
    <message>
        <source>koniec {old} → {new}</source>
        <translation>кінець {old} → {new}</translation>
    </message>
    <message>
        <source>konsola</source>
        <translation>консоль</translation>
    </message>
    <message>
        <source>kopia jest opóźniona; ostatni zapis: {when}</source>
        <translation>копія запізнюється; останній запис: {when}</translation>
    </message>
    <message>
        <source>kopii jeszcze nie ma; z niej można odtworzyć salę po awarii</source>
        <translation>копії ще немає; з неї можна відновити залу після аварії</translation>
    </message>
    <message>
        <source>korekta</source>
        <translation>виправлення</translation>
    </message>
    <message>
        <source>literówka</source>
        <translation>помилка</translation>
    </message>
    <message>
        <source>może przejść na inne stanowisko</source>
        <translation>може перейти на інше місце</translation>
    </message>
    <message>
        <source>może zacząć</source>
        <translation>може почати</translation>
    </message>
    <message>
        <source>nic nie zostaje zmienione, dopóki wszystkie sprawdzenia nie przejdą</source>
        <translation>нічого не змінюється, доки не пройдуть усі перевірки</translation>
    </message>
    <message>
        <source>nie zalogowano</source>
        <translation>не увійшов</translation>
    </message>
    <message>
        <source>niedostarczone</source>
        <translation>не доставлено</translation>
    </message>
    <message>
        <source>nieobecność</source>
        <translation>відсутність</translation>
    </message>
    <message>
        <source>niewysłane</source>
        <translation>не надіслано</translation>
    </message>
    <message>
        <source>nikt już nie zaloguje się do tej zmiany; potem powstaje pakiet wynikowy</source>
        <translation>більше ніхто не увійде до цієї зміни; потім створюється пакет відповідей</translation>
    </message>
    <message>
        <source>nikt nie jest zalogowany</source>
        <translation>ніхто не увійшов</translation>
    </message>
    <message>
        <source>np. decyzja dyrektora komisji okręgowej, nr pisma</source>
        <translation>напр. рішення директора окружної комісії, № листа</translation>
    </message>
    <message>
        <source>numer</source>
        <translation>номер</translation>
    </message>
    <message>
        <source>numer stanowiska</source>
        <translation>номер місця</translation>
    </message>
    <message>
        <source>numery stanowisk</source>
        <translation>номери місць</translation>
    </message>
    <message>
        <source>obserwator</source>
        <translation>спостерігач</translation>
    </message>
    <message>
        <source>odpowiedzi {a} z {t}</source>
        <translation>відповідей {a} з {t}</translation>
    </message>
    <message>
        <source>odpowiedzi: {a} z {t}</source>
        <translation>відповідей: {a} з {t}</translation>
    </message>
    <message>
        <source>odrzucono</source>
        <translation>відхилено</translation>
    </message>
    <message>
        <source>odszyfrowana</source>
        <translation>розшифровано</translation>
    </message>
    <message>
        <source>odłączono z konsoli</source>
        <translation>від’єднано з консолі</translation>
    </message>
    <message>
        <source>odłączony</source>
        <translation>від’єднано</translation>
    </message>
    <message>
        <source>operator</source>
        <translation>оператор</translation>
    </message>
    <message>
        <source>ostatni zapas: {when}</source>
        <translation>останній резерв: {when}</translation>
    </message>
    <message>
        <source>otwarte: nowe stanowiska mogą się zgłaszać</source>
        <translation>відкрито: нові робочі місця можуть зголошуватися</translation>
    </message>
    <message>
        <source>otwiera plik próbny, bez hasła i bez zadań</source>
        <translation>відкриває пробний файл, без пароля і без завдань</translation>
    </message>
    <message>
        <source>pendrive</source>
        <translation>флешка</translation>
    </message>
    <message>
        <source>pendrive działa błędnie; ostatni zapis: {when}</source>
        <translation>флешка несправна; останній запис: {when}</translation>
    </message>
    <message>
        <source>pendrive jest pełny; ostatni zapis: {when}</source>
        <translation>флешка повна; останній запис: {when}</translation>
    </message>
    <message>
        <source>pendrive’a nie ma; ostatni zapis: {when}</source>
        <translation>флешки немає; останній запис: {when}</translation>
    </message>
    <message>
        <source>pisze</source>
        <translation>пише</translation>
    </message>
    <message>
        <source>plik klucza</source>
        <translation>файл ключа</translation>
    </message>
    <message>
        <source>ponowne przygotowanie unieważnia zebrane podpisy</source>
        <translation>повторна підготовка скасує зібрані підписи</translation>
    </message>
    <message>
        <source>potwierdzona</source>
        <translation>підтверджено</translation>
    </message>
    <message>
        <source>powód</source>
        <translation>причина</translation>
    </message>
    <message>
        <source>powód odszyfrowania przed godziną</source>
        <translation>причина розшифрування до години</translation>
    </message>
    <message>
        <source>poza salą</source>
        <translation>поза залою</translation>
    </message>
    <message>
        <source>problem</source>
        <translation>проблема</translation>
    </message>
    <message>
        <source>przerwa w pracy sali</source>
        <translation>перерва в роботі зали</translation>
    </message>
    <message>
        <source>przerwano</source>
        <translation>перервано</translation>
    </message>
    <message>
        <source>przewodniczący zespołu egzaminacyjnego</source>
        <translation>голова екзаменаційної комісії</translation>
    </message>
    <message>
        <source>przewodniczący zespołu nadzorującego</source>
        <translation>голова наглядової групи</translation>
    </message>
    <message>
        <source>przyczyna, gdy podpisuje jedna osoba</source>
        <translation>причина, якщо підписує одна особа</translation>
    </message>
    <message>
        <source>później</source>
        <translation>пізніше</translation>
    </message>
    <message>
        <source>sala</source>
        <translation>зала</translation>
    </message>
    <message>
        <source>sprawdza</source>
        <translation>перевіряє</translation>
    </message>
    <message>
        <source>stanowisk w pliku: {n}; każde użyje go raz</source>
        <translation>місць у файлі: {n}; кожне використає його раз</translation>
    </message>
    <message>
        <source>stanowisko</source>
        <translation>робоче місце</translation>
    </message>
    <message>
        <source>stanowisko {n}</source>
        <translation>місце {n}</translation>
    </message>
    <message>
        <source>stanowisko {n}, {room}</source>
        <translation>місце {n}, {room}</translation>
    </message>
    <message>
        <source>teraz</source>
        <translation>зараз</translation>
    </message>
    <message>
        <source>trwa</source>
        <translation>триває</translation>
    </message>
    <message>
        <source>uwaga</source>
        <translation>увага</translation>
    </message>
    <message>
        <source>w czwartej grupie</source>
        <translation>у четвертій групі</translation>
    </message>
    <message>
        <source>w drugiej grupie</source>
        <translation>у другій групі</translation>
    </message>
    <message>
        <source>w grupie {n}</source>
        <translation>у групі {n}</translation>
    </message>
    <message>
        <source>w haśle</source>
        <translation>у паролі</translation>
    </message>
    <message>
        <source>w pierwszej grupie</source>
        <translation>у першій групі</translation>
    </message>
    <message>
        <source>w piątej grupie</source>
        <translation>у п’ятій групі</translation>
    </message>
    <message>
        <source>w porządku</source>
        <translation>у порядку</translation>
    </message>
    <message>
        <source>w trzeciej grupie</source>
        <translation>у третій групі</translation>
    </message>
    <message>
        <source>wczytana</source>
        <translation>завантажено</translation>
    </message>
    <message>
        <source>wolne</source>
        <translation>вільне</translation>
    </message>
    <message>
        <source>wraca do sali</source>
        <translation>повертається до зали</translation>
    </message>
    <message>
        <source>wstrzymanie</source>
        <translation>зупинка</translation>
    </message>
    <message>
        <source>wstrzymano</source>
        <translation>зупинено</translation>
    </message>
    <message>
        <source>wychodzi z sali</source>
        <translation>виходить із зали</translation>
    </message>
    <message>
        <source>wyjścia z sali</source>
        <translation>виходи із зали</translation>
    </message>
    <message>
        <source>wykonana, wszystko się otwiera</source>
        <translation>виконано, усе відкривається</translation>
    </message>
    <message>
        <source>zadania zostaną tylko w pamięci; nikt ich nie zobaczy przed rozpoczęciem</source>
        <translation>завдання лишаться тільки в пам’яті; до початку їх ніхто не побачить</translation>
    </message>
    <message>
        <source>zakończono</source>
        <translation>завершено</translation>
    </message>
    <message>
        <source>zalogowano</source>
        <translation>увійшов</translation>
    </message>
    <message>
        <source>zamknięta</source>
        <translation>закрито</translation>
    </message>
    <message>
        <source>zamknięte: nikt nowy się nie połączy</source>
        <translation>закрито: ніхто новий не з’єднається</translation>
    </message>
    <message>
        <source>zapas</source>
        <translation>резерв</translation>
    </message>
    <message>
        <source>zapasu jeszcze nie ma; bez niego sali nie da się odtworzyć</source>
        <translation>резерву ще немає; без нього залу не відновити</translation>
    </message>
    <message>
        <source>zapisana</source>
        <translation>записано</translation>
    </message>
    <message>
        <source>zapisane</source>
        <translation>записано</translation>
    </message>
    <message>
        <source>zapisane u operatora o {hour}</source>
        <translation>в оператора о {hour}</translation>
    </message>
    <message>
        <source>zastępca PZE</source>
        <translation>заступник</translation>
    </message>
    <message>
        <source>zastępca przewodniczącego</source>
        <translation>заступник голови</translation>
    </message>
    <message>
        <source>zdający zaloguje się kartą na innym stanowisku</source>
        <translation>учасник увійде з карткою на іншому місці</translation>
    </message>
    <message>
        <source>zegar stoi</source>
        <translation>годинник стоїть</translation>
    </message>
    <message>
        <source>zgadza się</source>
        <translation>збігається</translation>
    </message>
    <message>
        <source>zostało {left}</source>
        <translation>лишилося {left}</translation>
    </message>
    <message>
        <source>zwolnienie</source>
        <translation>звільнення</translation>
    </message>
    <message>
        <source>{d} zgłoszonych = {e} zwolnionych + {a} nieobecnych + {s} przystąpiło</source>
        <translation>{d} заявлених = {e} звільнених + {a} відсутніх + {s} складали</translation>
    </message>
    <message>
        <source>{d} zgłoszonych, w tym {e} zwolnionych, {a} nieobecnych, {s} przystąpiło, {o} do wyjaśnienia</source>
        <translation>{d} заявлених, з них {e} звільнених, {a} відсутніх, {s} складали, {o} з’ясувати</translation>
    </message>
    <message>
        <source>{m} min {s} s</source>
        <translation>{m} хв {s} с</translation>
    </message>
    <message>
        <source>{name}, stanowisko {n}: {does}</source>
        <translation>{name}, місце {n}: {does}</translation>
    </message>
    <message>
        <source>{name}, {role}</source>
        <translation>{name}, {role}</translation>
    </message>
    <message>
        <source>{n} min</source>
        <translation>{n} хв</translation>
    </message>
    <message>
        <source>{n} wymaga uwagi</source>
        <translation>потребує уваги: {n}</translation>
    </message>
    <message>
        <source>{where} jest literówka. Sprawdź ją z kartką; hasła jeszcze nie użyto.</source>
        <translation>{where} є помилка. Звірте з аркушем; пароль ще не використано.</translation>
    </message>
    <message>
        <source>{where} jest znak, którego w haśle nie ma. Sprawdź z kartką; hasła jeszcze nie użyto.</source>
        <translation>{where} є знак, якого в паролях немає. Звірте з аркушем; пароль ще не використано.</translation>
    </message>
    <message>
        <source>{where} zamieniono dwa sąsiednie znaki. Sprawdź z kartką; hasła jeszcze nie użyto.</source>
        <translation>{where} переставлено два сусідні знаки. Звірте з аркушем; пароль ще не використано.</translation>
    </message>
    <message>
        <source>{word}, uwag: {n}</source>
        <translation>{word}, зауваг: {n}</translation>
    </message>
    <message>
        <source>Łączenie kodem</source>
        <translation>З’єднання кодом</translation>
    </message>
    <message>
        <source>Łączenie nie udało się; nikomu nie zaufano.</source>
        <translation>З’єднання не вдалося; нікому не довірено.</translation>
    </message>
    <message>
        <source>Łączenie plikiem</source>
        <translation>З’єднання файлом</translation>
    </message>
    <message>
        <source>Łączenie z salą…</source>
        <translation>З’єднання із залою…</translation>
    </message>
    <message>
        <source>Łączność</source>
        <translation>Зв’язок</translation>
    </message>
    <message>
        <source>łączność jest</source>
        <translation>зв’язок є</translation>
    </message>
    <message>
        <source>Żadne stanowisko się teraz nie zgłasza.</source>
        <translation>Жодне робоче місце зараз не просить з’єднання.</translation>
    </message>
    <message>
        <source>bez pamięci</source>
        <translation>без памʼяті</translation>
    </message>
    <message>
        <source>To stanowisko nie zachowuje plików po ponownym uruchomieniu. Użyj innego stanowiska.</source>
        <translation>Це робоче місце не зберігає файли після перезапуску. Використай інше робоче місце.</translation>
    </message>
    <message>
        <source>Bez łączności od {since}. Zadania są zasłonięte, zegar zdającego stoi.</source>
        <translation>Без з'єднання {since}. Завдання закрито, годинник учасника зупинено.</translation>
    </message>
    <message>
        <source>wyjście z sali</source>
        <translation>вихід із зали</translation>
    </message>
    <message>
        <source>komputer operatora uśpiony</source>
        <translation>комп'ютер оператора у сні</translation>
    </message>
    <message>
        <source>policzono pracę bez sali</source>
        <translation>роботу без зв'язку враховано</translation>
    </message>
    <message>
        <source>praca na stanowisku bez łączności</source>
        <translation>робота без з'єднання</translation>
    </message>
    <message>
        <source>zadania zasłonięte, czas stał</source>
        <translation>завдання закрито, час стояв</translation>
    </message>
    <message>
        <source>ekran zasłonięty do powrotu łączności</source>
        <translation>екран закрито до відновлення зв'язку</translation>
    </message>
    <message>
        <source>stanowisko uśpione</source>
        <translation>робоче місце у сні</translation>
    </message>
    <message>
        <source>doliczono {amount}</source>
        <translation>додано {amount}</translation>
    </message>
    <message>
        <source>Awaria od {since}, zegar zdającego stoi. Na naprawę zostało {left}.</source>
        <translation>Несправність {since}, час учасника стоїть. На ремонт залишилося {left}.</translation>
    </message>
    <message>
        <source>Awaria od {since}, zegar zdającego stoi. Przenieś zdającego na zapasowe stanowisko.</source>
        <translation>Несправність {since}, час учасника стоїть. Переведіть учасника на запасне місце.</translation>
    </message>
    <message>
        <source>Awaria stanowiska  [A]</source>
        <translation>Аварія  [A]</translation>
    </message>
    <message>
        <source>Czeka na inne stanowisko: {names}</source>
        <translation>Чекає на інше місце: {names}</translation>
    </message>
    <message>
        <source>Dolicz  [Enter]</source>
        <translation>Додати  [Enter]</translation>
    </message>
    <message>
        <source>Druga osoba podaje klucz i PIN albo wpisz, dlaczego decyduje jedna.</source>
        <translation>Друга особа подає ключ і PIN, або впишіть, чому вирішує одна.</translation>
    </message>
    <message>
        <source>Egzamin przerwano dla wszystkich. Odpowiedzi są zachowane.</source>
        <translation>Екзамен перервано для всіх. Відповіді збережено.</translation>
    </message>
    <message>
        <source>Egzamin tej osoby zakończy się; odpowiedzi do tej chwili są zachowane.</source>
        <translation>Екзамен цієї особи закінчиться; відповіді до цієї миті збережено.</translation>
    </message>
    <message>
        <source>Egzamin wstrzymany od {since}; ekrany zasłonięte, zegary stoją.</source>
        <translation>Екзамен призупинено {since}; екрани закрито, час стоїть.</translation>
    </message>
    <message>
        <source>Ekran zostanie zasłonięty, zegar stanie; zdający wróci albo zakończy.</source>
        <translation>Екран буде закрито, час зупиниться; учасник повернеться або закінчить.</translation>
    </message>
    <message>
        <source>Korekta czasu  [C]</source>
        <translation>Корекція часу  [C]</translation>
    </message>
    <message>
        <source>Nie kontynuuje  [N]</source>
        <translation>Не продовжує  [N]</translation>
    </message>
    <message>
        <source>Podpisz jako druga osoba</source>
        <translation>Підписати другим</translation>
    </message>
    <message>
        <source>Zdrowie  [Z]</source>
        <translation>Здоров’я  [Z]</translation>
    </message>
    <message>
        <source>Przerwij egzamin</source>
        <translation>Перервати екзамен</translation>
    </message>
    <message>
        <source>Stanowisko działa  [D]</source>
        <translation>Місце працює  [D]</translation>
    </message>
    <message>
        <source>Stanowisko pokaże to od razu. Odpowiedzi zostają; liczba poprawnych nie będzie pokazana.</source>
        <translation>Місце покаже це відразу. Відповіді залишаються; кількість правильних не буде показано.</translation>
    </message>
    <message>
        <source>Unieważnienie  [U]</source>
        <translation>Анулювання  [U]</translation>
    </message>
    <message>
        <source>Unieważnij egzamin</source>
        <translation>Анулювати</translation>
    </message>
    <message>
        <source>Więcej niż 5 minut dolicza się w dwie osoby: druga podaje klucz i PIN.</source>
        <translation>Понад 5 хвилин додають дві особи: друга подає ключ і PIN.</translation>
    </message>
    <message>
        <source>Wpisz decyzję oraz kto i z kim rozmawiał.</source>
        <translation>Впишіть рішення та хто з ким говорив.</translation>
    </message>
    <message>
        <source>Wpisz liczbę minut.</source>
        <translation>Впишіть кількість хвилин.</translation>
    </message>
    <message>
        <source>Wstrzymaj egzamin</source>
        <translation>Призупинити</translation>
    </message>
    <message>
        <source>Wstrzymaj egzamin…</source>
        <translation>Призупинити…</translation>
    </message>
    <message>
        <source>Wznów egzamin</source>
        <translation>Відновити екзамен</translation>
    </message>
    <message>
        <source>Wznów pracę  [Enter]</source>
        <translation>Відновити роботу  [Enter]</translation>
    </message>
    <message>
        <source>Zakończ egzamin  [Enter]</source>
        <translation>Закінчити  [Enter]</translation>
    </message>
    <message>
        <source>Zapisz awarię  [Enter]</source>
        <translation>Записати несправність  [Enter]</translation>
    </message>
    <message>
        <source>Zapisz przerwę  [Enter]</source>
        <translation>Записати перерву  [Enter]</translation>
    </message>
    <message>
        <source>Zaznacz dwie drogi powiadomienia komisji.</source>
        <translation>Позначте два шляхи повідомлення комісії.</translation>
    </message>
    <message>
        <source>Zegar stanie od tej chwili; czas do wznowienia pracy zostanie doliczony.</source>
        <translation>Час зупиниться зараз; час до відновлення роботи буде додано.</translation>
    </message>
    <message>
        <source>awaria</source>
        <translation>несправне</translation>
    </message>
    <message>
        <source>awaria sieci</source>
        <translation>несправність мережі</translation>
    </message>
    <message>
        <source>brak zasilania</source>
        <translation>немає живлення</translation>
    </message>
    <message>
        <source>decyzja i opis</source>
        <translation>рішення та опис</translation>
    </message>
    <message>
        <source>dlaczego decyduje jedna osoba</source>
        <translation>чому вирішує одна особа</translation>
    </message>
    <message>
        <source>ekran</source>
        <translation>екран</translation>
    </message>
    <message>
        <source>faks</source>
        <translation>факс</translation>
    </message>
    <message>
        <source>inna droga</source>
        <translation>інший шлях</translation>
    </message>
    <message>
        <source>inna przyczyna</source>
        <translation>інша причина</translation>
    </message>
    <message>
        <source>inna usterka</source>
        <translation>інша несправність</translation>
    </message>
    <message>
        <source>klawiatura</source>
        <translation>клавіатура</translation>
    </message>
    <message>
        <source>koniec</source>
        <translation>кінець</translation>
    </message>
    <message>
        <source>korekta czasu</source>
        <translation>корекція часу</translation>
    </message>
    <message>
        <source>kto powiadomił komisję</source>
        <translation>хто повідомив комісію</translation>
    </message>
    <message>
        <source>minuty</source>
        <translation>хвилини</translation>
    </message>
    <message>
        <source>mysz</source>
        <translation>миша</translation>
    </message>
    <message>
        <source>nie kontynuuje ze względu na zdrowie</source>
        <translation>не продовжує через стан здоров’я</translation>
    </message>
    <message>
        <source>niesamodzielne rozwiązywanie zadań</source>
        <translation>несамостійне розв’язання завдань</translation>
    </message>
    <message>
        <source>opis zdarzenia</source>
        <translation>опис події</translation>
    </message>
    <message>
        <source>osobiście</source>
        <translation>особисто</translation>
    </message>
    <message>
        <source>poczta elektroniczna</source>
        <translation>електронна пошта</translation>
    </message>
    <message>
        <source>pożar lub alarm</source>
        <translation>пожежа або тривога</translation>
    </message>
    <message>
        <source>program nie reaguje</source>
        <translation>програма не реагує</translation>
    </message>
    <message>
        <source>przerwa na zdrowie</source>
        <translation>перерва через здоров’я</translation>
    </message>
    <message>
        <source>przerwa ze względu na zdrowie</source>
        <translation>перерва через стан здоров’я</translation>
    </message>
    <message>
        <source>przerwanie i unieważnienie egzaminu</source>
        <translation>переривання й анулювання екзамену</translation>
    </message>
    <message>
        <source>sieć</source>
        <translation>мережа</translation>
    </message>
    <message>
        <source>stanowisko znów działa</source>
        <translation>місце знову працює</translation>
    </message>
    <message>
        <source>stoi</source>
        <translation>стоїть</translation>
    </message>
    <message>
        <source>telefon</source>
        <translation>телефон</translation>
    </message>
    <message>
        <source>unieważniono</source>
        <translation>анульовано</translation>
    </message>
    <message>
        <source>urządzenie telekomunikacyjne lub niedozwolone materiały</source>
        <translation>телекомунікаційний пристрій або недозволені матеріали</translation>
    </message>
    <message>
        <source>uwagi</source>
        <translation>примітки</translation>
    </message>
    <message>
        <source>zagrożenie</source>
        <translation>загроза</translation>
    </message>
    <message>
        <source>zakłócanie przebiegu egzaminu</source>
        <translation>порушення перебігу екзамену</translation>
    </message>
    <message>
        <source>zasilanie</source>
        <translation>живлення</translation>
    </message>
    <message>
        <source>zdrowie</source>
        <translation>здоров’я</translation>
    </message>
    <message>
        <source>praca niesamodzielna</source>
        <translation>несамостійна робота</translation>
    </message>
    <message>
        <source>urządzenie, materiały</source>
        <translation>пристрій чи матеріали</translation>
    </message>
    <message>
        <source>zakłócanie egzaminu</source>
        <translation>порушення екзамену</translation>
    </message>
    <message>
        <source>Zdarzenie  [I]</source>
        <translation>Подія  [I]</translation>
    </message>
    <message>
        <source>Zapisz zdarzenie  [Enter]</source>
        <translation>Записати подію  [Enter]</translation>
    </message>
    <message>
        <source>zdarzenie</source>
        <translation>подія</translation>
    </message>
    <message>
        <source>Zapis trafi do protokołu; czasu to nie zmienia.</source>
        <translation>Запис потрапить до протоколу; часу це не змінює.</translation>
    </message>
    <message>
        <source>odpisywanie</source>
        <translation>списування</translation>
    </message>
    <message>
        <source>rozmowa</source>
        <translation>розмова</translation>
    </message>
    <message>
        <source>choroba</source>
        <translation>хвороба</translation>
    </message>
    <message>
        <source>osoba nieuprawniona</source>
        <translation>стороння особа</translation>
    </message>
    <message>
        <source>hałas</source>
        <translation>шум</translation>
    </message>
    <message>
        <source>inny dokument</source>
        <translation>інший документ</translation>
    </message>
    <message>
        <source>inne</source>
        <translation>інше</translation>
    </message>
    <message>
        <source>Cofnij ostatni wpis  [X]</source>
        <translation>Скасувати запис  [X]</translation>
    </message>
    <message>
        <source>cofnięcie wpisu: {text}</source>
        <translation>скасування запису: {text}</translation>
    </message>
    <message>
        <source>Cofnij wpis  [Enter]</source>
        <translation>Скасувати  [Enter]</translation>
    </message>
    <message>
        <source>Zegar i stan będą takie, jakby wpisu nie było.</source>
        <translation>Час і стан будуть такі, ніби запису не було.</translation>
    </message>
</context>
</TS>
