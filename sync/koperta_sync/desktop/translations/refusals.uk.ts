<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="uk" sourcelanguage="pl">
<context>
    <name>refusals</name>
    <message>
        <source>Egzamin jeszcze się nie rozpoczął.</source>
        <translation>Іспит ще не розпочався.</translation>
    </message>
    <message>
        <source>Egzamin tego zdającego jest już zakończony.</source>
        <translation>Іспит цього учасника вже завершено.</translation>
    </message>
    <message>
        <source>Godzina rozpoczęcia jeszcze nie nadeszła.</source>
        <translation>Час початку ще не настав.</translation>
    </message>
    <message>
        <source>Komputer operatora jest chwilowo zajęty.</source>
        <translation>Комп’ютер оператора тимчасово зайнятий.</translation>
    </message>
    <message>
        <source>Kopia na komputerze zapasowym nie zgadza się z dziennikiem sali.</source>
        <translation>Копія на резервному комп’ютері не збігається з журналом зали.</translation>
    </message>
    <message>
        <source>Na tym stanowisku nikt nie jest zalogowany.</source>
        <translation>На цьому робочому місці ніхто не увійшов.</translation>
    </message>
    <message>
        <source>Nazwa użytkownika lub hasło nie zgadza się z kartą.</source>
        <translation>Ім’я користувача або пароль не збігається з карткою.</translation>
    </message>
    <message>
        <source>Nie ma takiego zdającego, stanowiska lub zmiany.</source>
        <translation>Немає такого учасника, місця або зміни.</translation>
    </message>
    <message>
        <source>Nie udało się odczytać lub zapisać pliku.</source>
        <translation>Не вдалося прочитати або записати файл.</translation>
    </message>
    <message>
        <source>Nikt nie jest zalogowany na tej konsoli.</source>
        <translation>На цій консолі ніхто не увійшов.</translation>
    </message>
    <message>
        <source>Odczekaj chwilę i spróbuj ponownie.</source>
        <translation>Зачекай хвилинку і спробуй ще раз.</translation>
    </message>
    <message>
        <source>Odczekaj pół minuty albo wezwij zespół nadzorujący.</source>
        <translation>Зачекай пів хвилини або поклич наглядову групу.</translation>
    </message>
    <message>
        <source>Operator sprawdza sieć i otwiera łączenie ponownie.</source>
        <translation>Оператор перевіряє мережу і знову відкриває з’єднання.</translation>
    </message>
    <message>
        <source>Operator zapisuje nowy plik łączenia.</source>
        <translation>Оператор записує новий файл з’єднання.</translation>
    </message>
    <message>
        <source>Pakiet wynikowy nie ma jeszcze dwóch podpisów.</source>
        <translation>Пакет результатів ще не має двох підписів.</translation>
    </message>
    <message>
        <source>Plik łączenia jest uszkodzony; zapisz go ponownie.</source>
        <translation>Файл з’єднання пошкоджено; запиши його ще раз.</translation>
    </message>
    <message>
        <source>Plik łączenia podszywa się pod inną salę.</source>
        <translation>Файл з’єднання видає себе за іншу залу.</translation>
    </message>
    <message>
        <source>Poczekaj do wyznaczonej godziny; wcześniejsze odszyfrowanie wymaga podania przyczyny.</source>
        <translation>Зачекай до призначеної години; для дострокового розшифрування потрібно вказати причину.</translation>
    </message>
    <message>
        <source>Poczekaj na rozpoczęcie.</source>
        <translation>Зачекай на початок.</translation>
    </message>
    <message>
        <source>Podpis wpisu nie pochodzi z tego stanowiska.</source>
        <translation>Підпис запису не належить цьому робочому місцю.</translation>
    </message>
    <message>
        <source>Podpisują dwie uprawnione osoby.</source>
        <translation>Його підписують дві уповноважені особи.</translation>
    </message>
    <message>
        <source>Poproś operatora o otwarcie łączenia.</source>
        <translation>Попроси оператора відкрити з’єднання.</translation>
    </message>
    <message>
        <source>Poproś uprawnioną osobę.</source>
        <translation>Попроси уповноважену особу.</translation>
    </message>
    <message>
        <source>Połącz go kodem albo plikiem z pendrive’a.</source>
        <translation>З’єднай його кодом або файлом із флешки.</translation>
    </message>
    <message>
        <source>Połącz go ponownie, jeśli ma wrócić do pracy.</source>
        <translation>З’єднай його знову, якщо він має працювати.</translation>
    </message>
    <message>
        <source>Połączenie nie zgadza się z tym, co widzi sala.</source>
        <translation>З’єднання не збігається з тим, що бачить зала.</translation>
    </message>
    <message>
        <source>Pracuj na nowym stanowisku; odpowiedzi z tego zachowano jako spóźnione.</source>
        <translation>Працюй на новому місці; відповіді з цього збережено як запізнілі.</translation>
    </message>
    <message>
        <source>Pracuj przy komputerze operatora albo przejmij pracę sali w dwie osoby.</source>
        <translation>Працюй за комп’ютером оператора або перейміть роботу зали удвох.</translation>
    </message>
    <message>
        <source>Pracuj przy komputerze, który przejął salę.</source>
        <translation>Працюй за комп’ютером, який перейняв залу.</translation>
    </message>
    <message>
        <source>Pracę sali przejął inny komputer; ten już nic nie zmienia.</source>
        <translation>Роботу зали перейняв інший комп’ютер; цей уже нічого не змінює.</translation>
    </message>
    <message>
        <source>Program na tym komputerze wysłał niezrozumiały komunikat.</source>
        <translation>Програма на цьому комп’ютері надіслала незрозуміле повідомлення.</translation>
    </message>
    <message>
        <source>Program wyśle brakujące wpisy sam.</source>
        <translation>Програма сама надішле відсутні записи.</translation>
    </message>
    <message>
        <source>Przejdź na swoje stanowisko albo wezwij zespół.</source>
        <translation>Перейди на своє місце або поклич групу.</translation>
    </message>
    <message>
        <source>Przepisz kod z ekranu stanowiska jeszcze raz.</source>
        <translation>Перепиши код з екрана робочого місця ще раз.</translation>
    </message>
    <message>
        <source>Przepisz oba pola z karty jeszcze raz.</source>
        <translation>Перепиши обидва поля з картки ще раз.</translation>
    </message>
    <message>
        <source>Sprawdź nazwę pliku i nośnik, po czym spróbuj ponownie.</source>
        <translation>Перевір назву файлу і носій та спробуй ще раз.</translation>
    </message>
    <message>
        <source>Sprawdź zaznaczoną grupę z kartą.</source>
        <translation>Порівняй позначену групу з карткою.</translation>
    </message>
    <message>
        <source>Ta czynność nie należy do zadań zalogowanej osoby.</source>
        <translation>Ця дія не належить до обов’язків особи, яка увійшла.</translation>
    </message>
    <message>
        <source>Tego wpisu nie można teraz przyjąć.</source>
        <translation>Цей запис зараз не можна прийняти.</translation>
    </message>
    <message>
        <source>Tej czynności nie można teraz wykonać.</source>
        <translation>Цю дію зараз не можна виконати.</translation>
    </message>
    <message>
        <source>Tej sali nie potwierdziła komisja; wezwij operatora.</source>
        <translation>Комісія не підтвердила цю залу; поклич оператора.</translation>
    </message>
    <message>
        <source>Ten komputer nie jest jeszcze połączony z salą.</source>
        <translation>Цей комп’ютер ще не з’єднано із залою.</translation>
    </message>
    <message>
        <source>Ten komputer odłączono od sali.</source>
        <translation>Цей комп’ютер від’єднано від зали.</translation>
    </message>
    <message>
        <source>Ten sam wpis przyszedł z inną treścią; zachowano oba.</source>
        <translation>Той самий запис надійшов з іншим вмістом; збережено обидва.</translation>
    </message>
    <message>
        <source>Ten wpis z pliku łączenia został już użyty albo cofnięty.</source>
        <translation>Цей запис із файлу з’єднання вже використано або відкликано.</translation>
    </message>
    <message>
        <source>To jest komputer zapasowy; nie przejął pracy sali.</source>
        <translation>Це резервний комп’ютер; він не перейняв роботу зали.</translation>
    </message>
    <message>
        <source>To nie jest pełna ścieżka na komputerze operatora.</source>
        <translation>Це не повний шлях на комп’ютері оператора.</translation>
    </message>
    <message>
        <source>To nie jest plik łączenia albo plik jest ucięty.</source>
        <translation>Це не файл з’єднання або файл обрізаний.</translation>
    </message>
    <message>
        <source>To nie jest plik łączenia.</source>
        <translation>Це не файл з’єднання.</translation>
    </message>
    <message>
        <source>To stanowisko jest już zajęte.</source>
        <translation>Це робоче місце вже зайняте.</translation>
    </message>
    <message>
        <source>W dzienniku stanowiska brakuje wpisu.</source>
        <translation>У журналі робочого місця бракує запису.</translation>
    </message>
    <message>
        <source>W haśle jest literówka.</source>
        <translation>У паролі є помилка.</translation>
    </message>
    <message>
        <source>Wersja programu na tym komputerze różni się od wersji sali.</source>
        <translation>Версія програми на цьому комп’ютері відрізняється від версії зали.</translation>
    </message>
    <message>
        <source>Wezwij zespół nadzorujący.</source>
        <translation>Поклич наглядову групу.</translation>
    </message>
    <message>
        <source>Wybierz folder z listy albo wpisz całą ścieżkę, od /media lub od litery dysku.</source>
        <translation>Вибери теку зі списку або введи весь шлях, від /media чи від літери диска.</translation>
    </message>
    <message>
        <source>Wybierz inny numer albo najpierw zwolnij to stanowisko.</source>
        <translation>Вибери інший номер або спершу звільни це місце.</translation>
    </message>
    <message>
        <source>Wybierz ponownie z tego, co jest teraz na ekranie.</source>
        <translation>Вибери ще раз із того, що зараз на екрані.</translation>
    </message>
    <message>
        <source>Za dużo prób z tego stanowiska.</source>
        <translation>Забагато спроб із цього робочого місця.</translation>
    </message>
    <message>
        <source>Zachowaj ją i przygotuj komputer zapasowy od nowa w pustym folderze.</source>
        <translation>Збережи її та підготуй резервний комп’ютер заново в порожній теці.</translation>
    </message>
    <message>
        <source>Zacznij łączenie od nowa; jeśli się powtórzy, sprawdź kable i wezwij operatora.</source>
        <translation>Почни з’єднання заново; якщо це повториться, перевір кабелі та поклич оператора.</translation>
    </message>
    <message>
        <source>Zainstaluj tę samą wersję.</source>
        <translation>Встанови ту саму версію.</translation>
    </message>
    <message>
        <source>Zaloguj się danymi z karty.</source>
        <translation>Увійди за даними з картки.</translation>
    </message>
    <message>
        <source>Zaloguj się plikiem klucza i kodem PIN.</source>
        <translation>Увійди за допомогою файлу ключа та PIN-коду.</translation>
    </message>
    <message>
        <source>Zdający jest przydzielony do innej sali.</source>
        <translation>Учасника іспиту призначено до іншої зали.</translation>
    </message>
    <message>
        <source>Zdający jest zwolniony z części pisemnej.</source>
        <translation>Учасника іспиту звільнено від письмової частини.</translation>
    </message>
    <message>
        <source>Zdający ma przydzielone inne stanowisko.</source>
        <translation>Учасникові іспиту призначено інше місце.</translation>
    </message>
    <message>
        <source>Zdający pracuje dalej na innym stanowisku.</source>
        <translation>Учасник іспиту працює далі на іншому робочому місці.</translation>
    </message>
    <message>
        <source>Zdający pracuje już na innym stanowisku.</source>
        <translation>Учасник іспиту вже працює на іншому робочому місці.</translation>
    </message>
    <message>
        <source>Zgłoś to operatorowi.</source>
        <translation>Повідом оператора.</translation>
    </message>
    <message>
        <source>Zmiana tego zdającego nie jest teraz otwarta.</source>
        <translation>Зміна цього учасника зараз не відкрита.</translation>
    </message>
    <message>
        <source>Zobacz, który krok dnia jest teraz.</source>
        <translation>Подивись, який крок дня зараз.</translation>
    </message>
    <message>
        <source>Łączenie stanowisk jest teraz zamknięte.</source>
        <translation>З’єднання робочих місць зараз закрито.</translation>
    </message>
    <message>
        <source>Łączenie zatrzymano po zbyt wielu nieudanych próbach.</source>
        <translation>З’єднання зупинено після надто багатьох невдалих спроб.</translation>
    </message>
    <message>
        <source>Żadne stanowisko nie pokazuje takiego kodu.</source>
        <translation>Жодне робоче місце не показує такого коду.</translation>
    </message>
    <message>
        <source>Brakuje uzasadnienia tej decyzji.</source>
        <translation>Немає обґрунтування цього рішення.</translation>
    </message>
    <message>
        <source>Wpisz je; trafi do protokołu.</source>
        <translation>Впишіть його; воно потрапить до протоколу.</translation>
    </message>
    <message>
        <source>Komisję trzeba powiadomić dwiema drogami.</source>
        <translation>Комісію треба повідомити двома шляхами.</translation>
    </message>
    <message>
        <source>Zaznacz obie drogi albo podaj, dlaczego użyto jednej.</source>
        <translation>Позначте обидва шляхи або вкажіть, чому використано один.</translation>
    </message>
    <message>
        <source>Więcej niż 5 minut dolicza się w dwie osoby.</source>
        <translation>Понад 5 хвилин додають дві особи.</translation>
    </message>
    <message>
        <source>Druga osoba podaje swój klucz i PIN; w ostateczności wpisz, dlaczego decyduje jedna.</source>
        <translation>Друга особа подає свій ключ і PIN; у крайньому разі впишіть, чому вирішує одна.</translation>
    </message>
    <message>
        <source>Podpis drugiej osoby nie pasuje do tej decyzji.</source>
        <translation>Підпис другої особи не відповідає цьому рішенню.</translation>
    </message>
    <message>
        <source>Druga uprawniona osoba podaje swój klucz i PIN jeszcze raz.</source>
        <translation>Друга уповноважена особа подає свій ключ і PIN ще раз.</translation>
    </message>
    <message>
        <source>Wpis może cofnąć tylko osoba z wyższą funkcją niż jego autor.</source>
        <translation>Запис може скасувати лише особа з вищою функцією, ніж його автор.</translation>
    </message>
    <message>
        <source>Poproś przewodniczącego; jego własny wpis cofają dwie osoby.</source>
        <translation>Попросіть голову; його власний запис скасовують дві особи.</translation>
    </message>
</context>
</TS>
