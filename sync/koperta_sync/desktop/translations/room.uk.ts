<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="uk" sourcelanguage="pl">
<context>
    <name>room</name>
    <message>
        <source>Egzemplarz protokołu zbiorczego przesłano komisji.</source>
        <translation>Примірник зведеного протоколу надіслано комісії.</translation>
    </message>
    <message>
        <source>Adres ośrodka (pkt {0}).</source>
        <translation>Адреса осередку (пункт {0}).</translation>
    </message>
    <message>
        <source>Skład zespołu nadzorującego, co najmniej dwie osoby (pkt {0}).</source>
        <translation>Склад наглядової групи, щонайменше дві особи (пункт {0}).</translation>
    </message>
    <message>
        <source>Obserwatorzy i podmiot delegujący albo informacja, że ich nie było (pkt {0}a).</source>
        <translation>Спостерігачі та хто їх делегував або що їх не було (пункт {0}a).</translation>
    </message>
    <message>
        <source>Podmiot delegujący każdego obserwatora (pkt {0}a).</source>
        <translation>Хто делегував кожного спостерігача (пункт {0}a).</translation>
    </message>
    <message>
        <source>Osoby, o których mowa w § {0} ust. {1}, albo informacja, że ich nie było (pkt {2}b).</source>
        <translation>Особи, про яких ідеться в § {0} п. {1}, або що їх не було (пункт {2}b).</translation>
    </message>
    <message>
        <source>Uwagi o przebiegu albo informacja, że ich nie ma (pkt {0}).</source>
        <translation>Зауваження щодо перебігу або що їх немає (пункт {0}).</translation>
    </message>
    <message>
        <source>Zapisano dokumenty: {0}.</source>
        <translation>Записано документів: {0}.</translation>
    </message>
    <message>
        <source>uzupełniono dane do protokołu.</source>
        <translation>доповнено дані протоколу.</translation>
    </message>
    <message>
        <source>Brakuje części plików tej zmiany; zaimportuj wszystkie pliki z wysyłki.</source>
        <translation>Бракує частини файлів цієї зміни; завантажте всі файли з надісланих.</translation>
    </message>
    <message>
        <source>Dane zdających</source>
        <translation>Дані учасників</translation>
    </message>
    <message>
        <source>Dziennik zmiany</source>
        <translation>Журнал зміни</translation>
    </message>
    <message>
        <source>Egzamin rozpoczęto.</source>
        <translation>Іспит почався.</translation>
    </message>
    <message>
        <source>Hasło i klucz sali</source>
        <translation>Пароль і ключ зали</translation>
    </message>
    <message>
        <source>Jeszcze nie skończyło: {0}.</source>
        <translation>Ще не завершили: {0}.</translation>
    </message>
    <message>
        <source>Brakuje zestawów zadań w pamięci. Wpisz hasło jeszcze raz; odpowiedzi są przyjmowane cały czas.</source>
        <translation>У пам’яті немає наборів завдань. Введіть пароль ще раз; відповіді приймаються весь час.</translation>
    </message>
    <message>
        <source>Komputer operatora nie odpowiada.</source>
        <translation>Комп’ютер оператора не відповідає.</translation>
    </message>
    <message>
        <source>Komputer zapasowy nie odpowiada; odpowiedzi są bezpieczne tylko na tym komputerze.</source>
        <translation>Резервний комп’ютер не відповідає; відповіді в безпеці лише на цьому комп’ютері.</translation>
    </message>
    <message>
        <source>Komputer zapasowy przejął pracę sali przez jedną osobę, z podaniem przyczyny.</source>
        <translation>Резервний комп’ютер перейняв роботу зали рішенням однієї особи, з зазначенням причини.</translation>
    </message>
    <message>
        <source>Komputer zapasowy przejął pracę sali.</source>
        <translation>Резервний комп’ютер перейняв роботу зали.</translation>
    </message>
    <message>
        <source>Komputer zapasowy uzupełnia zaległości; egzamin trwa bez przerwy.</source>
        <translation>Резервний комп’ютер наздоганяє; іспит триває без перерви.</translation>
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
        <source>Kopia leży na tym samym dysku co dziennik; wybierz pendrive.</source>
        <translation>Копія лежить на тому самому диску, що й журнал; виберіть флешку.</translation>
    </message>
    <message>
        <source>Kopia na pendrivie jest opóźniona; odpowiedzi zapisują się bez przeszkód.</source>
        <translation>Копія на флешці запізнюється; відповіді зберігаються без перешкод.</translation>
    </message>
    <message>
        <source>Kopii na pendrivie nie ustawiono.</source>
        <translation>Копію на флешці не налаштовано.</translation>
    </message>
    <message>
        <source>Kopię pakietu wynikowego odczytano i sprawdzono.</source>
        <translation>Копію пакета відповідей прочитано і перевірено.</translation>
    </message>
    <message>
        <source>Losowanie zestawów</source>
        <translation>Жеребкування наборів</translation>
    </message>
    <message>
        <source>Miejsce ma {0} z {1}. Rozlosuj miejsca albo zapisze je pierwsze logowanie.</source>
        <translation>Місце мають {0} з {1}. Розіграйте місця, або їх запише перший вхід.</translation>
    </message>
    <message>
        <source>Najpierw egzamin.</source>
        <translation>Спочатку іспит.</translation>
    </message>
    <message>
        <source>Najpierw odszyfrowanie zadań.</source>
        <translation>Спочатку розшифрування завдань.</translation>
    </message>
    <message>
        <source>Najpierw pliki tej zmiany.</source>
        <translation>Спочатку файли цієї зміни.</translation>
    </message>
    <message>
        <source>Najpierw zamknięcie zmiany.</source>
        <translation>Спочатку закриття зміни.</translation>
    </message>
    <message>
        <source>Nie ma kopii klucza sali; zapisz ją na osobnym pendrivie (krok Stanowiska).</source>
        <translation>Немає копії ключа зали; запишіть її на окрему флешку (крок «Робочі місця»).</translation>
    </message>
    <message>
        <source>Nie ma pendrive’a z kopią; włóż go, a kopia uzupełni się sama.</source>
        <translation>Немає флешки з копією; вставте її, і копія доповниться сама.</translation>
    </message>
    <message>
        <source>Niedostarczone do komisji.</source>
        <translation>Не доставлено до комісії.</translation>
    </message>
    <message>
        <source>Odczyt kopii bajt po bajcie</source>
        <translation>Читання копії байт за байтом</translation>
    </message>
    <message>
        <source>Pakiet</source>
        <translation>Пакет</translation>
    </message>
    <message>
        <source>Pakiet wynikowy nr {0} podpisano.</source>
        <translation>Пакет відповідей № {0} підписано.</translation>
    </message>
    <message>
        <source>Pendrive z kopią działa błędnie; wybierz inny.</source>
        <translation>Флешка з копією несправна; виберіть іншу.</translation>
    </message>
    <message>
        <source>Pendrive z kopią jest pełny; zwolnij na nim miejsce albo wybierz inny.</source>
        <translation>Флешка з копією повна; звільніть на ній місце або виберіть іншу.</translation>
    </message>
    <message>
        <source>Pisownia hasła</source>
        <translation>Написання пароля</translation>
    </message>
    <message>
        <source>Pisze {0}, zakończyło {1} z {2}.</source>
        <translation>Пишуть: {0}, завершили {1} з {2}.</translation>
    </message>
    <message>
        <source>Plik dostępu</source>
        <translation>Файл доступу</translation>
    </message>
    <message>
        <source>Plik dostępu do pakietu</source>
        <translation>Файл доступу до пакета</translation>
    </message>
    <message>
        <source>Plik stanowiska</source>
        <translation>Файл робочого місця</translation>
    </message>
    <message>
        <source>Podpisz pakiet wynikowy w dwie osoby i zapisz go na dwóch nośnikach.</source>
        <translation>Пакет відповідей підписують двоє; запишіть його на два носії.</translation>
    </message>
    <message>
        <source>Potwierdzenie komisji</source>
        <translation>Підтвердження комісії</translation>
    </message>
    <message>
        <source>Potwierdź nieobecnych ({0}) i zamknij zmianę.</source>
        <translation>Підтвердьте відсутніх ({0}) і закрийте зміну.</translation>
    </message>
    <message>
        <source>Połączono {0} stanowisk, zdających jest {1}.</source>
        <translation>З’єднано місць: {0}, учасників: {1}.</translation>
    </message>
    <message>
        <source>Pracę sali przejął inny komputer; tutaj już nic się nie zmieni.</source>
        <translation>Роботу зали перейняв інший комп’ютер; тут уже нічого не зміниться.</translation>
    </message>
    <message>
        <source>Program sali uruchomiono ponownie; czas przerwy nie obciąża zdających.</source>
        <translation>Програму зали перезапущено; перерва не зменшує часу учасників.</translation>
    </message>
    <message>
        <source>Przerwano. Nic nie zostało zmienione.</source>
        <translation>Зупинено. Нічого не змінено.</translation>
    </message>
    <message>
        <source>Przyjęcie do pracy</source>
        <translation>Прийняття до роботи</translation>
    </message>
    <message>
        <source>Próba odblokowania powiodła się.</source>
        <translation>Пробне відкриття вдалося.</translation>
    </message>
    <message>
        <source>Próbne otwarcie</source>
        <translation>Пробне відкриття</translation>
    </message>
    <message>
        <source>Próbne otwarcie bez hasła</source>
        <translation>Пробне відкриття без пароля</translation>
    </message>
    <message>
        <source>Rejestracja ośrodka</source>
        <translation>Реєстрація осередку</translation>
    </message>
    <message>
        <source>Rozpocznij egzamin. Zalogowało się {0} z {1}.</source>
        <translation>Почніть іспит. Увійшли {0} з {1}.</translation>
    </message>
    <message>
        <source>Rozpoznanie pliku</source>
        <translation>Розпізнавання файлу</translation>
    </message>
    <message>
        <source>Rozpoznanie plików</source>
        <translation>Розпізнавання файлів</translation>
    </message>
    <message>
        <source>Sala pracuje bez komputera zapasowego.</source>
        <translation>Зала працює без резервного комп’ютера.</translation>
    </message>
    <message>
        <source>Salę odbudowano na tym komputerze.</source>
        <translation>Залу відновлено на цьому комп’ютері.</translation>
    </message>
    <message>
        <source>Sprawdziany liczenia</source>
        <translation>Перевірки підрахунку</translation>
    </message>
    <message>
        <source>Spróbuj ponownie; jeśli się powtórzy, zapisz kod i zadzwoń do komisji.</source>
        <translation>Спробуйте ще раз; якщо повториться, запишіть код і зателефонуйте до комісії.</translation>
    </message>
    <message>
        <source>Stanowisk zapasowych jest {0}; zaleca się {1} (dwa na każdych dziesięciu).</source>
        <translation>Запасних місць {0}; рекомендовано {1} (два на кожних десять).</translation>
    </message>
    <message>
        <source>Stanowisko {0}</source>
        <translation>Місце {0}</translation>
    </message>
    <message>
        <source>Ten komputer uzupełnia jeszcze kopię.</source>
        <translation>Цей комп’ютер ще доповнює копію.</translation>
    </message>
    <message>
        <source>W sieci jest teraz {0} z {1} stanowisk.</source>
        <translation>Зараз у мережі {0} з {1} робочих місць.</translation>
    </message>
    <message>
        <source>Wczytano potwierdzenie komisji.</source>
        <translation>Завантажено підтвердження комісії.</translation>
    </message>
    <message>
        <source>Wczytano zmianę danych zdających (wersja {0}).</source>
        <translation>Завантажено зміну даних учасників (версія {0}).</translation>
    </message>
    <message>
        <source>Wolne miejsce</source>
        <translation>Вільне місце</translation>
    </message>
    <message>
        <source>Wpisz hasło przekazane przez przewodniczącego.</source>
        <translation>Введіть пароль, переданий головою.</translation>
    </message>
    <message>
        <source>Wykaz kluczy</source>
        <translation>Перелік ключів</translation>
    </message>
    <message>
        <source>Wykaz kluczy komisji</source>
        <translation>Перелік ключів комісії</translation>
    </message>
    <message>
        <source>Wykonaj próbne otwarcie: w dniu egzaminu zabraknie wtedy tylko hasła.</source>
        <translation>Виконайте пробне відкриття: у день іспиту бракуватиме лише пароля.</translation>
    </message>
    <message>
        <source>Wylosowano stanowiska</source>
        <translation>Розіграно місць</translation>
    </message>
    <message>
        <source>Wylosowano stanowiska: {0}.</source>
        <translation>Розіграно місць: {0}.</translation>
    </message>
    <message>
        <source>Wyślij pakiet do komisji i zaimportuj potwierdzenie.</source>
        <translation>Надішліть пакет комісії і завантажте підтвердження.</translation>
    </message>
    <message>
        <source>Zadania odblokowano przed godziną, z podaniem przyczyny.</source>
        <translation>Завдання розшифровано до години, із зазначенням причини.</translation>
    </message>
    <message>
        <source>Zadania odblokowano.</source>
        <translation>Завдання розшифровано.</translation>
    </message>
    <message>
        <source>Zadanie nie powiodło się z przyczyn technicznych.</source>
        <translation>Завдання не вдалося з технічних причин.</translation>
    </message>
    <message>
        <source>Zamknij zmianę.</source>
        <translation>Закрийте зміну.</translation>
    </message>
    <message>
        <source>Zapieczętowanie dla komisji</source>
        <translation>Запечатування для комісії</translation>
    </message>
    <message>
        <source>Zapis pakietu wynikowego</source>
        <translation>Запис пакета відповідей</translation>
    </message>
    <message>
        <source>Zapis w dzienniku</source>
        <translation>Запис у журналі</translation>
    </message>
    <message>
        <source>Zapisanie na tym komputerze</source>
        <translation>Збереження на цьому комп’ютері</translation>
    </message>
    <message>
        <source>Zapisano jedną kopię; zapisz drugą na innym nośniku.</source>
        <translation>Записано одну копію; запишіть другу на іншому носії.</translation>
    </message>
    <message>
        <source>Zdający {0}: wczytano wpisy stanowiska, nowych {1}, znanych {2}.</source>
        <translation>Учасник {0}: завантажено записи робочого місця, нових {1}, відомих {2}.</translation>
    </message>
    <message>
        <source>Zegar komputera przestawił się o {0} s; czas zdających biegnie bez zmian.</source>
        <translation>Годинник комп’ютера перескочив на {0} с; час учасників не змінюється.</translation>
    </message>
    <message>
        <source>Zmiana danych</source>
        <translation>Зміна даних</translation>
    </message>
    <message>
        <source>Zmiana danych zdających</source>
        <translation>Зміна даних учасників</translation>
    </message>
    <message>
        <source>Zmianę przygotowano z plików komisji.</source>
        <translation>Зміну підготовлено з файлів комісії.</translation>
    </message>
    <message>
        <source>Zmianę zamknięto.</source>
        <translation>Зміну закрито.</translation>
    </message>
    <message>
        <source>brak plików komisji</source>
        <translation>файлів комісії немає</translation>
    </message>
    <message>
        <source>czas upłynął.</source>
        <translation>час вийшов.</translation>
    </message>
    <message>
        <source>dane potwierdzone.</source>
        <translation>дані підтверджено.</translation>
    </message>
    <message>
        <source>dane zdających</source>
        <translation>дані учасників</translation>
    </message>
    <message>
        <source>data</source>
        <translation>дата</translation>
    </message>
    <message>
        <source>każdy bajt</source>
        <translation>кожен байт</translation>
    </message>
    <message>
        <source>klucz sali i zapis pakietu są dobre; brakuje tylko hasła</source>
        <translation>ключ зали і пакет справні; бракує лише пароля</translation>
    </message>
    <message>
        <source>ośrodek, pakiety, klucz sali</source>
        <translation>осередок, пакети, ключ зали</translation>
    </message>
    <message>
        <source>pakiet czeka na dwa podpisy</source>
        <translation>пакет чекає на два підписи</translation>
    </message>
    <message>
        <source>pakiet nie pokazuje wstępnej liczby odpowiedzi</source>
        <translation>пакет не показує попередньої кількості</translation>
    </message>
    <message>
        <source>pendrive nie jest włożony</source>
        <translation>флешку не вставлено</translation>
    </message>
    <message>
        <source>plik dostępu</source>
        <translation>файл доступу</translation>
    </message>
    <message>
        <source>podpis</source>
        <translation>підпис</translation>
    </message>
    <message>
        <source>podpis i postać</source>
        <translation>підпис і форма</translation>
    </message>
    <message>
        <source>policzono pracę podczas przerwy w łączności, {0} min {1} s.</source>
        <translation>зараховано роботу без зв’язку, {0} хв {1} с.</translation>
    </message>
    <message>
        <source>powrót do sali, nieobecność {0} min {1} s.</source>
        <translation>повернення до зали, відсутність {0} хв {1} с.</translation>
    </message>
    <message>
        <source>rozpoczęto rozwiązywanie.</source>
        <translation>почато розв’язування.</translation>
    </message>
    <message>
        <source>spóźniony wpis zachowano bez wpływu na odpowiedzi.</source>
        <translation>запізнілий запис збережено без впливу на відповіді.</translation>
    </message>
    <message>
        <source>stanowisko zwolniono.</source>
        <translation>місце звільнено.</translation>
    </message>
    <message>
        <source>stanowisko {0}.</source>
        <translation>місце {0}.</translation>
    </message>
    <message>
        <source>ten sam wpis przyszedł z inną treścią; zachowano oba.</source>
        <translation>той самий запис надійшов з іншим змістом; збережено обидва.</translation>
    </message>
    <message>
        <source>wersja {0}</source>
        <translation>версія {0}</translation>
    </message>
    <message>
        <source>wpis nieznanego stanowiska zachowano bez skutku.</source>
        <translation>запис невідомого робочого місця збережено без наслідків.</translation>
    </message>
    <message>
        <source>wpis z obcym podpisem odrzucono.</source>
        <translation>запис із чужим підписом відхилено.</translation>
    </message>
    <message>
        <source>wstępna liczba odpowiedzi nie będzie pokazywana</source>
        <translation>попередню кількість не буде показано</translation>
    </message>
    <message>
        <source>wyjście z sali, zegar stoi.</source>
        <translation>вихід із зали, годинник стоїть.</translation>
    </message>
    <message>
        <source>zakończono pracę.</source>
        <translation>роботу завершено.</translation>
    </message>
    <message>
        <source>zalogowano zdającego.</source>
        <translation>учасник увійшов.</translation>
    </message>
    <message>
        <source>zdający może przejść na inne stanowisko.</source>
        <translation>учасник може перейти на інше місце.</translation>
    </message>
    <message>
        <source>zdający nie potwierdza danych.</source>
        <translation>учасник не підтверджує даних.</translation>
    </message>
    <message>
        <source>znaki kontrolne się zgadzają</source>
        <translation>контрольні знаки збігаються</translation>
    </message>
    <message>
        <source>{0} MiB wolne</source>
        <translation>вільно {0} МіБ</translation>
    </message>
    <message>
        <source>{0} części</source>
        <translation>частин: {0}</translation>
    </message>
    <message>
        <source>{0} nowych plików</source>
        <translation>нових файлів: {0}</translation>
    </message>
    <message>
        <source>{0} plików</source>
        <translation>файлів: {0}</translation>
    </message>
    <message>
        <source>{0} sprawdzianów</source>
        <translation>перевірок: {0}</translation>
    </message>
    <message>
        <source>{0} zadań w pamięci</source>
        <translation>завдань у пам’яті: {0}</translation>
    </message>
    <message>
        <source>{0} zdających</source>
        <translation>учасників: {0}</translation>
    </message>
    <message>
        <source>{0} zdarzeń, {1} odpowiedzi</source>
        <translation>подій: {0}, відповідей: {1}</translation>
    </message>
    <message>
        <source>{0} zdarzeń, łańcuch i podpisy zgodne</source>
        <translation>подій: {0}, ланцюг і підписи збігаються</translation>
    </message>
    <message>
        <source>{0} zestawów</source>
        <translation>наборів: {0}</translation>
    </message>
    <message>
        <source>Łączenie zatrzymano po zbyt wielu nieudanych próbach.</source>
        <translation>З’єднання зупинено після багатьох невдалих спроб.</translation>
    </message>
    <message>
        <source>mało miejsca; zwolnij je przed egzaminem</source>
        <translation>мало місця; звільніть його перед іспитом</translation>
    </message>
    <message>
        <source>nie udało się odczytać jego stanu</source>
        <translation>не вдалося прочитати його стан</translation>
    </message>
    <message>
        <source>folder leży w pamięci i zniknie po wyłączeniu komputera</source>
        <translation>папка лежить у пам’яті й зникне після вимкнення комп’ютера</translation>
    </message>
    <message>
        <source>folder leży na dysku sieciowym</source>
        <translation>папка лежить на мережевому диску</translation>
    </message>
    <message>
        <source>nie zachowuje plików po ponownym uruchomieniu. Zaloguj zwykłego użytkownika albo wyłącz przywracanie dysku; do tego czasu użyj innego stanowiska.</source>
        <translation>не зберігає файли після перезапуску. Увійди звичайним користувачем або вимкни відновлення диска; доти використай інше робоче місце.</translation>
    </message>
    <message>
        <source>zegar różni się o {0} min; egzaminu to nie zmienia.</source>
        <translation>годинник відрізняється на {0} хв; іспиту це не змінює.</translation>
    </message>
    <message>
        <source>Zegary stanowisk różnią się od zegara tego komputera o {0} min; sprawdź datę i godzinę.</source>
        <translation>Годинники робочих місць відрізняються від годинника цього комп'ютера на {0} хв; перевір дату й час.</translation>
    </message>
    <message>
        <source>Nie wiadomo jeszcze, czy pliki przetrwają ponowne uruchomienie: {0}. Uruchom te stanowiska raz ponownie przed egzaminem.</source>
        <translation>Ще невідомо, чи файли переживуть перезапуск: {0}. Перезапусти ці робочі місця раз перед іспитом.</translation>
    </message>
    <message>
        <source>Według zegara tego komputera od terminu zmiany dzieli {0} dni; sprawdź datę i godzinę.</source>
        <translation>За годинником цього комп'ютера до часу зміни {0} днів; перевір дату й час.</translation>
    </message>
    <message>
        <source>Komputer operatora był uśpiony, {0} min {1} s; czas ten nie obciąża zdających.</source>
        <translation>Комп'ютер оператора був у режимі сну {0} хв {1} с; учасникам цей час не враховується.</translation>
    </message>
    <message>
        <source>Zegar komputera jest {0} min przed ostatnim zapisem; czas zdających biegnie bez zmian.</source>
        <translation>Годинник комп'ютера на {0} хв раніше за останній запис; час учасників іде без змін.</translation>
    </message>
    <message>
        <source>Zegar komputera jest {0} dni od terminu tej zmiany; sprawdź datę. Czas zdających biegnie bez zmian.</source>
        <translation>Годинник комп'ютера на {0} днів від терміну цієї зміни; перевір дату. Час учасників іде без змін.</translation>
    </message>
    <message>
        <source>brak łączności, zegar zdającego stoi.</source>
        <translation>немає з'єднання, годинник учасника зупинено.</translation>
    </message>
    <message>
        <source>brak łączności, zdający pracuje dalej.</source>
        <translation>немає з'єднання, учасник працює далі.</translation>
    </message>
    <message>
        <source>łączność wróciła po {0} min {1} s.</source>
        <translation>з'єднання відновлено через {0} хв {1} с.</translation>
    </message>
    <message>
        <source>praca bez łączności według stanowiska, {0} min {1} s.</source>
        <translation>робота без з'єднання за годинником робочого місця, {0} хв {1} с.</translation>
    </message>
    <message>
        <source>przerwa z zasłoniętymi zadaniami według stanowiska, {0} min {1} s.</source>
        <translation>завдання були закриті за годинником робочого місця, {0} хв {1} с.</translation>
    </message>
    <message>
        <source>przerwa z zasłoniętymi zadaniami według stanowiska, {0} min {1} s, doliczono {2} min {3} s.</source>
        <translation>завдання були закриті за годинником робочого місця, {0} хв {1} с, додано {2} хв {3} с.</translation>
    </message>
    <message>
        <source>ekran pozostał zasłonięty do powrotu łączności, {0} min {1} s.</source>
        <translation>екран лишався закритим до відновлення з'єднання, {0} хв {1} с.</translation>
    </message>
    <message>
        <source>ekran pozostał zasłonięty do powrotu łączności, {0} min {1} s, doliczono {2} min {3} s.</source>
        <translation>екран лишався закритим до відновлення з'єднання, {0} хв {1} с, додано {2} хв {3} с.</translation>
    </message>
    <message>
        <source>stanowisko było uśpione, {0} min {1} s.</source>
        <translation>робоче місце було у режимі сну, {0} хв {1} с.</translation>
    </message>
    <message>
        <source>stanowisko było uśpione, {0} min {1} s, doliczono {2} min {3} s.</source>
        <translation>робоче місце було у режимі сну, {0} хв {1} с, додано {2} хв {3} с.</translation>
    </message>
    <message>
        <source>zgłoszono awarię stanowiska, zegar stoi.</source>
        <translation>повідомлено про несправність місця, час стоїть.</translation>
    </message>
    <message>
        <source>praca po awarii trwa na innym stanowisku.</source>
        <translation>робота після несправності триває на іншому місці.</translation>
    </message>
    <message>
        <source>praca po awarii trwa na tym samym stanowisku.</source>
        <translation>робота після несправності триває на тому самому місці.</translation>
    </message>
    <message>
        <source>przerwa ze względu na zdrowie, zegar stoi.</source>
        <translation>перерва через стан здоров’я, час стоїть.</translation>
    </message>
    <message>
        <source>doliczono decyzją zespołu {0} min {1} s.</source>
        <translation>рішенням комісії додано {0} хв {1} с.</translation>
    </message>
    <message>
        <source>egzamin przerwano i unieważniono.</source>
        <translation>екзамен перервано й анульовано.</translation>
    </message>
    <message>
        <source>zdający nie kontynuuje ze względu na zdrowie.</source>
        <translation>учасник не продовжує через стан здоров’я.</translation>
    </message>
    <message>
        <source>Egzamin wstrzymano; zegary wszystkich stoją.</source>
        <translation>Екзамен призупинено; час усіх стоїть.</translation>
    </message>
    <message>
        <source>Egzamin wznowiono; zegary biegną dalej.</source>
        <translation>Екзамен відновлено; час іде далі.</translation>
    </message>
    <message>
        <source>Egzamin przerwano dla wszystkich.</source>
        <translation>Екзамен перервано для всіх.</translation>
    </message>
    <message>
        <source>Cofnięto wpis nr {0}; zegary są takie, jakby go nie było.</source>
        <translation>Запис № {0} скасовано; час такий, ніби його не було.</translation>
    </message>
    <message>
        <source>bardzo mało miejsca</source>
        <translation>дуже мало місця</translation>
    </message>
    <message>
        <source>prawie pełny</source>
        <translation>майже повний</translation>
    </message>
    <message>
        <source>pełny</source>
        <translation>повний</translation>
    </message>
    <message>
        <source>Na dysku jest bardzo mało miejsca. Odpowiedzi są zapisywane. Usuń z dysku zbędne pliki spoza folderu sali.</source>
        <translation>На диску дуже мало місця. Відповіді зберігаються. Видаліть із диска непотрібні файли поза папкою зали.</translation>
    </message>
    <message>
        <source>Dysk jest prawie pełny. Odpowiedzi są zapisywane; nowe pliki wczytają się dopiero, gdy będzie miejsce. Usuń z dysku zbędne pliki spoza folderu sali.</source>
        <translation>Диск майже повний. Відповіді зберігаються; нові файли завантажаться, лише коли буде місце. Видаліть із диска непотрібні файли поза папкою зали.</translation>
    </message>
    <message>
        <source>Dysk jest pełny. Odpowiedzi są zapisywane w miejscu, które sala trzymała w rezerwie. Usuń teraz z dysku zbędne pliki spoza folderu sali.</source>
        <translation>Диск повний. Відповіді зберігаються в місці, яке зала тримала в резерві. Видаліть зараз із диска непотрібні файли поза папкою зали.</translation>
    </message>
    <message>
        <source>Zapisano zdarzenie.</source>
        <translation>Записано подію.</translation>
    </message>
    <message>
        <source>Zapisano rozmowę z komisją.</source>
        <translation>Записано розмову з комісією.</translation>
    </message>
    <message>
        <source>Potwierdzono decyzję z wpisu nr {0}.</source>
        <translation>Підтверджено рішення із запису № {0}.</translation>
    </message>
    <message>
        <source>Zapisano osobę obecną w sali.</source>
        <translation>Записано особу, присутню в залі.</translation>
    </message>
    <message>
        <source>Zapisano wyjście osoby z sali.</source>
        <translation>Записано вихід особи із зали.</translation>
    </message>
    <message>
        <source>Zapisano przekazanie obowiązków.</source>
        <translation>Записано передання обов’язків.</translation>
    </message>
</context>
</TS>
