<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="uk" sourcelanguage="pl">
<context>
    <name>kiosk</name>
    <message>
        <source>(od {minutes} min)</source>
        <translation>(уже {minutes} хв)</translation>
    </message>
    <message>
        <source>+ i − zmieniają wielkość, strzałki przesuwają, spacja pokazuje następny rysunek</source>
        <translation>+ і − змінюють розмір, стрілки пересувають, пробіл показує наступний малюнок</translation>
    </message>
    <message>
        <source>1. Przeczytaj operatorowi ten kod:</source>
        <translation>1. Прочитай операторові цей код:</translation>
    </message>
    <message>
        <source>2. Wpisz cztery cyfry z ekranu operatora:</source>
        <translation>2. Введи чотири цифри з екрана оператора:</translation>
    </message>
    <message>
        <source>Adres sali</source>
        <translation>Адреса зали</translation>
    </message>
    <message>
        <source>Adres z konsoli operatora</source>
        <translation>Адреса з консолі оператора</translation>
    </message>
    <message>
        <source>Bez odpowiedzi: {count}</source>
        <translation>Без відповіді: {count}</translation>
    </message>
    <message>
        <source>Chwilowo brak połączenia z komputerem operatora. Pracuj dalej. Odpowiedzi zapisują się na tym stanowisku, czas biegnie jak dotąd.</source>
        <translation>Тимчасово немає зв’язку з комп’ютером оператора. Працюй далі. Відповіді зберігаються на цьому робочому місці, час іде, як і раніше.</translation>
    </message>
    <message>
        <source>Chwilowo brak połączenia z komputerem operatora. Program łączy się sam.</source>
        <translation>Тимчасово немає зв’язку з комп’ютером оператора. Програма з’єднається сама.</translation>
    </message>
    <message>
        <source>Cyfry się zgadzają. Czekam, aż operator przepisze kod z tego ekranu.</source>
        <translation>Цифри збігаються. Чекаю, поки оператор перепише код із цього екрана.</translation>
    </message>
    <message>
        <source>Cyfry, + − * / i Enter działają z klawiatury. Delete czyści, K albo Esc zamyka.</source>
        <translation>Цифри, + − * / і Enter працюють із клавіатури. Delete очищає, K або Esc закриває.</translation>
    </message>
    <message>
        <source>Czas minął</source>
        <translation>Час вийшов</translation>
    </message>
    <message>
        <source>Czekam na operatora i na cztery cyfry.</source>
        <translation>Чекаю на оператора і на чотири цифри.</translation>
    </message>
    <message>
        <source>Cztery cyfry z ekranu operatora</source>
        <translation>Чотири цифри з екрана оператора</translation>
    </message>
    <message>
        <source>Czy to Twoje dane?</source>
        <translation>Це твої дані?</translation>
    </message>
    <message>
        <source>Do sprawdzenia (S)</source>
        <translation>Перевірити (S)</translation>
    </message>
    <message>
        <source>Do sprawdzenia: {count}</source>
        <translation>Перевірити: {count}</translation>
    </message>
    <message>
        <source>Dobrze ({keys})</source>
        <translation>Добре ({keys})</translation>
    </message>
    <message>
        <source>Doliczono dotąd razem {time}. Koniec o {hour}.</source>
        <translation>Досі разом додано {time}. Кінець о {hour}.</translation>
    </message>
    <message>
        <source>Doliczono {time} nieobecności. Koniec o {hour}.</source>
        <translation>Додано {time} за час відсутності. Кінець о {hour}.</translation>
    </message>
    <message>
        <source>Doliczono {time} z powodu awarii stanowiska. Koniec o {hour}.</source>
        <translation>Додано {time} через несправність робочого місця. Кінець о {hour}.</translation>
    </message>
    <message>
        <source>Doliczono {time}. Koniec o {hour}.</source>
        <translation>Додано {time}. Кінець о {hour}.</translation>
    </message>
    <message>
        <source>Duży kontrast</source>
        <translation>Високий контраст</translation>
    </message>
    <message>
        <source>Dysk tego stanowiska nie przyjmuje zapisu.</source>
        <translation>Диск цього робочого місця не приймає запис.</translation>
    </message>
    <message>
        <source>Egzamin trwa na innym stanowisku</source>
        <translation>Іспит триває на іншому робочому місці</translation>
    </message>
    <message>
        <source>Egzamin wstrzymany</source>
        <translation>Іспит призупинено</translation>
    </message>
    <message>
        <source>Egzamin wstrzymany przez przewodniczącego. Twój czas stoi. Poczekaj na stanowisku.</source>
        <translation>Іспит призупинив голова групи. Твій час зупинено. Зачекай на своєму місці.</translation>
    </message>
    <message>
        <source>Egzamin zakończony</source>
        <translation>Іспит завершено</translation>
    </message>
    <message>
        <source>Egzamin zakończony przez zespół</source>
        <translation>Іспит завершила група</translation>
    </message>
    <message>
        <source>Egzamin zakończył się sam. Zapisane są wszystkie odpowiedzi zaznaczone do tej chwili.</source>
        <translation>Іспит завершився сам. Збережено всі відповіді, позначені до цього моменту.</translation>
    </message>
    <message>
        <source>Gdy coś nie działa, podnieś rękę. Zespół nadzorujący może doliczyć stracony czas.</source>
        <translation>Якщо щось не працює, підніми руку. Наглядова група може додати втрачений час.</translation>
    </message>
    <message>
        <source>Gdy zniknie połączenie, pracuj dalej: program dośle odpowiedzi sam.</source>
        <translation>Якщо зникне зв’язок, працюй далі: програма сама надішле відповіді.</translation>
    </message>
    <message>
        <source>Gotowe, zapisuję połączenie…</source>
        <translation>Готово, зберігаю з’єднання…</translation>
    </message>
    <message>
        <source>Hasło</source>
        <translation>Пароль</translation>
    </message>
    <message>
        <source>Hasło jest za długie. Zbędnych znaków: {count}.</source>
        <translation>Пароль задовгий. Зайвих знаків: {count}.</translation>
    </message>
    <message>
        <source>Hasło jest za krótkie. Brakuje znaków: {count}.</source>
        <translation>Пароль закороткий. Бракує знаків: {count}.</translation>
    </message>
    <message>
        <source>Hasło z karty</source>
        <translation>Пароль із картки</translation>
    </message>
    <message>
        <source>Hasło z karty, grupa {group} z {total}</source>
        <translation>Пароль із картки, група {group} з {total}</translation>
    </message>
    <message>
        <source>Imiona i nazwisko</source>
        <translation>Імена та прізвище</translation>
    </message>
    <message>
        <source>Jest więcej niż jeden pendrive; zostaw jeden i naciśnij {keys}.</source>
        <translation>Флешок більше ніж одна; залиште одну та натисніть {keys}.</translation>
    </message>
    <message>
        <source>Jeszcze nie</source>
        <translation>Ще ні</translation>
    </message>
    <message>
        <source>Kalkulator</source>
        <translation>Калькулятор</translation>
    </message>
    <message>
        <source>Kalkulator (K)</source>
        <translation>Калькулятор (K)</translation>
    </message>
    <message>
        <source>Kartę identyfikacyjną dostajesz od zespołu nadzorującego.</source>
        <translation>Ідентифікаційну картку видає наглядова група.</translation>
    </message>
    <message>
        <source>Każda odpowiedź zapisuje się sama. Awaria komputera niczego nie skasuje.</source>
        <translation>Кожна відповідь зберігається сама. Збій комп’ютера нічого не видалить.</translation>
    </message>
    <message>
        <source>Klawisz {letter} albo {digit}</source>
        <translation>Клавіша {letter} або {digit}</translation>
    </message>
    <message>
        <source>Kod sali ma cztery cyfry.</source>
        <translation>Код зали має чотири цифри.</translation>
    </message>
    <message>
        <source>Komputer operatora nie odpowiada.</source>
        <translation>Комп’ютер оператора не відповідає.</translation>
    </message>
    <message>
        <source>Komputer operatora nie przyjmuje tego stanowiska.</source>
        <translation>Комп’ютер оператора не приймає це робоче місце.</translation>
    </message>
    <message>
        <source>Komputer uruchomił się ponownie</source>
        <translation>Комп’ютер перезапустився</translation>
    </message>
    <message>
        <source>Kontrast</source>
        <translation>Контраст</translation>
    </message>
    <message>
        <source>Kwalifikacja</source>
        <translation>Кваліфікація</translation>
    </message>
    <message>
        <source>Mniejszy</source>
        <translation>Менше</translation>
    </message>
    <message>
        <source>Możesz zaczynać</source>
        <translation>Можеш починати</translation>
    </message>
    <message>
        <source>Na podłączonych nośnikach nie ma pliku łączenia.</source>
        <translation>На під’єднаних носіях немає файлу з’єднання.</translation>
    </message>
    <message>
        <source>Na tym stanowisku nie ma czego zapisać.</source>
        <translation>На цьому робочому місці немає що записувати.</translation>
    </message>
    <message>
        <source>Następne</source>
        <translation>Наступне</translation>
    </message>
    <message>
        <source>Nazwa użytkownika</source>
        <translation>Ім’я користувача</translation>
    </message>
    <message>
        <source>Nie ma pendrive’a; włóż go i naciśnij {keys}.</source>
        <translation>Флешки немає; вставте її та натисніть {keys}.</translation>
    </message>
    <message>
        <source>Nie udało się odczytać lub zapisać pliku.</source>
        <translation>Не вдалося прочитати або записати файл.</translation>
    </message>
    <message>
        <source>Nie udało się otworzyć rysunku. Wezwij zespół nadzorujący.</source>
        <translation>Не вдалося відкрити малюнок. Поклич наглядову групу.</translation>
    </message>
    <message>
        <source>Nie widać jeszcze żadnej sali. W wielu szkołach sieć ukrywa komputery przed sobą: wpisz adres.</source>
        <translation>Поки не видно жодної зали. У багатьох школах мережа приховує комп’ютери один від одного: введи адресу.</translation>
    </message>
    <message>
        <source>Nie zamykaj (Esc)</source>
        <translation>Не закривати (Esc)</translation>
    </message>
    <message>
        <source>Nie, coś się nie zgadza</source>
        <translation>Ні, щось не збігається</translation>
    </message>
    <message>
        <source>Nikt tu teraz nie zdaje. To stanowisko pozostaje połączone z salą.</source>
        <translation>Зараз тут ніхто не складає іспит. Це робоче місце залишається з’єднаним із залою.</translation>
    </message>
    <message>
        <source>Następny zdający</source>
        <translation>Наступний учасник</translation>
    </message>
    <message>
        <source>Nowe logowanie</source>
        <translation>Новий вхід</translation>
    </message>
    <message>
        <source>Numer tego stanowiska</source>
        <translation>Номер цього місця</translation>
    </message>
    <message>
        <source>Odcisk klucza sali: {code}</source>
        <translation>Відбиток ключа зали: {code}</translation>
    </message>
    <message>
        <source>Odpowiedzi są bezpieczne. Czas zdającego biegnie dalej; po ponownym uruchomieniu wróci tutaj.</source>
        <translation>Відповіді в безпеці. Час учасника йде далі; після нового запуску він повернеться сюди.</translation>
    </message>
    <message>
        <source>Odpowiedzi są zapisane na tym stanowisku. Nie wyłączaj komputera, program je dosyła.</source>
        <translation>Відповіді збережено на цьому робочому місці. Не вимикай комп’ютер, програма їх надсилає.</translation>
    </message>
    <message>
        <source>Odpowiedzi zapisane na tym stanowisku zostają na nim i nikt ich tu nie zmieni.</source>
        <translation>Відповіді, збережені на цьому робочому місці, залишаються на ньому, і ніхто їх тут не змінить.</translation>
    </message>
    <message>
        <source>Odpowiedzi zapisują się na tym stanowisku.</source>
        <translation>Відповіді зберігаються на цьому робочому місці.</translation>
    </message>
    <message>
        <source>Odznacz (S)</source>
        <translation>Зняти позначку (S)</translation>
    </message>
    <message>
        <source>Operator przepisał kod. Teraz cyfry z jego ekranu.</source>
        <translation>Оператор переписав код. Тепер цифри з його екрана.</translation>
    </message>
    <message>
        <source>Otwieram zadania…</source>
        <translation>Відкриваю завдання…</translation>
    </message>
    <message>
        <source>Otwieram zapisane odpowiedzi…</source>
        <translation>Відкриваю збережені відповіді…</translation>
    </message>
    <message>
        <source>PESEL albo numer dokumentu</source>
        <translation>PESEL або номер документа</translation>
    </message>
    <message>
        <source>PRÓBA – to nie jest egzamin</source>
        <translation>ПРОБА – це не іспит</translation>
    </message>
    <message>
        <source>Pendrive nie przyjął zapisu; włóż inny i naciśnij {keys}.</source>
        <translation>Флешка не прийняла запису; вставте іншу та натисніть {keys}.</translation>
    </message>
    <message>
        <source>Plik łączenia</source>
        <translation>Файл з’єднання</translation>
    </message>
    <message>
        <source>Plik łączenia nie obejmuje tego stanowiska.</source>
        <translation>Файл з’єднання не охоплює цього місця.</translation>
    </message>
    <message>
        <source>Plik łączenia z pendrive’a</source>
        <translation>Файл з’єднання з флешки</translation>
    </message>
    <message>
        <source>Po zakończeniu nie wrócisz już do zadań. Tego nie można cofnąć.</source>
        <translation>Після завершення ти вже не повернешся до завдань. Це не можна скасувати.</translation>
    </message>
    <message>
        <source>Pobieram zadania jeszcze raz, bo dotarły uszkodzone</source>
        <translation>Отримую завдання ще раз, бо вони надійшли пошкодженими</translation>
    </message>
    <message>
        <source>Pobieram zaszyfrowane zadania</source>
        <translation>Отримую зашифровані завдання</translation>
    </message>
    <message>
        <source>Pobieranie zaszyfrowanych zadań</source>
        <translation>Отримання зашифрованих завдань</translation>
    </message>
    <message>
        <source>Podnieś rękę. Odpowiedzi idą prosto na komputer operatora.</source>
        <translation>Підніми руку. Відповіді йдуть одразу на комп’ютер оператора.</translation>
    </message>
    <message>
        <source>Podsumowanie</source>
        <translation>Підсумок</translation>
    </message>
    <message>
        <source>Podsumowanie (F10)</source>
        <translation>Підсумок (F10)</translation>
    </message>
    <message>
        <source>Pokazuje go konsola operatora.</source>
        <translation>Її показує консоль оператора.</translation>
    </message>
    <message>
        <source>Poproś operatora o nowy plik łączenia.</source>
        <translation>Попроси в оператора новий файл з’єднання.</translation>
    </message>
    <message>
        <source>Poprzednie</source>
        <translation>Попереднє</translation>
    </message>
    <message>
        <source>Porównaj je z dokumentem, który masz przy sobie.</source>
        <translation>Порівняй їх із документом, який маєш при собі.</translation>
    </message>
    <message>
        <source>Porównaj odcisk z konsolą operatora. Gdy się różni, nie łącz i wezwij operatora.</source>
        <translation>Порівняй відбиток із консоллю оператора. Якщо він інший, не з’єднуй і поклич оператора.</translation>
    </message>
    <message>
        <source>Powiększ rysunek (Z)</source>
        <translation>Збільшити малюнок (Z)</translation>
    </message>
    <message>
        <source>Pozostało prób: {left}.</source>
        <translation>Залишилося спроб: {left}.</translation>
    </message>
    <message>
        <source>Połącz</source>
        <translation>З’єднати</translation>
    </message>
    <message>
        <source>Połącz stanowisko od nowa</source>
        <translation>З’єднати робоче місце заново</translation>
    </message>
    <message>
        <source>Połącz stanowisko z salą</source>
        <translation>З’єднай робоче місце з залою</translation>
    </message>
    <message>
        <source>Połącz z inną salą</source>
        <translation>З’єднати з іншою залою</translation>
    </message>
    <message>
        <source>Praca jest oddana. Dziękujemy.</source>
        <translation>Роботу здано. Дякуємо.</translation>
    </message>
    <message>
        <source>Pracuj dalej</source>
        <translation>Працювати далі</translation>
    </message>
    <message>
        <source>Przeczytaj, zanim zaczniesz</source>
        <translation>Прочитай, перш ніж почати</translation>
    </message>
    <message>
        <source>Przerwij łączenie</source>
        <translation>Перервати з’єднання</translation>
    </message>
    <message>
        <source>Przewodniczący doliczył {time}. Koniec o {hour}.</source>
        <translation>Голова групи додав {time}. Кінець о {hour}.</translation>
    </message>
    <message>
        <source>Robi to operator, raz dla każdego komputera. Wystarczy jeden z trzech sposobów.</source>
        <translation>Це робить оператор, один раз для кожного комп’ютера. Достатньо одного з трьох способів.</translation>
    </message>
    <message>
        <source>Rozpocznij rozwiązywanie</source>
        <translation>Почати розв’язування</translation>
    </message>
    <message>
        <source>Rozumiem (F2)</source>
        <translation>Зрозуміло (F2)</translation>
    </message>
    <message>
        <source>Rysunek {number} z {total}</source>
        <translation>Малюнок {number} з {total}</translation>
    </message>
    <message>
        <source>Sesja</source>
        <translation>Сесія</translation>
    </message>
    <message>
        <source>Sprawdzam kartę…</source>
        <translation>Перевіряю картку…</translation>
    </message>
    <message>
        <source>Sprawdź cyfry</source>
        <translation>Перевірити цифри</translation>
    </message>
    <message>
        <source>Sprawdź je z kartą; niczego jeszcze nie wysłano.</source>
        <translation>Порівняй його з карткою; ще нічого не надіслано.</translation>
    </message>
    <message>
        <source>Sprawdź kabel sieciowy i spróbuj ponownie.</source>
        <translation>Перевір мережевий кабель і спробуй ще раз.</translation>
    </message>
    <message>
        <source>Sprawdź nośnik i spróbuj ponownie.</source>
        <translation>Перевір носій і спробуй ще раз.</translation>
    </message>
    <message>
        <source>Sprawdź numer.</source>
        <translation>Перевір номер.</translation>
    </message>
    <message>
        <source>Spróbuj ponownie</source>
        <translation>Спробувати ще раз</translation>
    </message>
    <message>
        <source>Stanowisko egzaminacyjne</source>
        <translation>Екзаменаційне робоче місце</translation>
    </message>
    <message>
        <source>Stanowisko zasłonięte</source>
        <translation>Екран закрито</translation>
    </message>
    <message>
        <source>Stanowisko zasłonięte na czas wyjścia. Czas nieobecności zostanie doliczony.</source>
        <translation>Екран закрито на час виходу. Час відсутності буде додано.</translation>
    </message>
    <message>
        <source>Stoi na biurku i w konsoli operatora.</source>
        <translation>Він на столі та в консолі оператора.</translation>
    </message>
    <message>
        <source>Stoi na karcie nad hasłem.</source>
        <translation>Воно на картці над паролем.</translation>
    </message>
    <message>
        <source>Szukaj jeszcze raz</source>
        <translation>Шукати ще раз</translation>
    </message>
    <message>
        <source>Szukam sali</source>
        <translation>Шукаю залу</translation>
    </message>
    <message>
        <source>Tak, kończę egzamin</source>
        <translation>Так, завершую іспит</translation>
    </message>
    <message>
        <source>Tak, to moje dane</source>
        <translation>Так, це мої дані</translation>
    </message>
    <message>
        <source>Te cyfry nie zgadzają się z kodem sali.</source>
        <translation>Ці цифри не збігаються з кодом зали.</translation>
    </message>
    <message>
        <source>Tego nie udało się wykonać.</source>
        <translation>Цього не вдалося виконати.</translation>
    </message>
    <message>
        <source>Ten komputer odłączono od sali.</source>
        <translation>Цей комп’ютер від’єднано від зали.</translation>
    </message>
    <message>
        <source>Teraz programu nie można zamknąć.</source>
        <translation>Зараз програму не можна закрити.</translation>
    </message>
    <message>
        <source>To nie jest wynik egzaminu; wynik ustala okręgowa komisja egzaminacyjna.</source>
        <translation>Це не результат іспиту; результат встановлює окружна екзаменаційна комісія.</translation>
    </message>
    <message>
        <source>To stanowisko jest połączone z salą i czeka na komputer operatora. Łączy się samo, gdy tylko komputer operatora odpowie.</source>
        <translation>Це робоче місце з’єднане із залою і чекає на комп’ютер оператора. Воно під’єднається само, щойно той відповість.</translation>
    </message>
    <message>
        <source>Treść zadania {number}</source>
        <translation>Текст завдання {number}</translation>
    </message>
    <message>
        <source>Trwa egzamin. Zamknąć program mimo to?</source>
        <translation>Триває іспит. Усе одно закрити програму?</translation>
    </message>
    <message>
        <source>Twoje odpowiedzi do tej chwili są zapisane. Zaczekaj na zespół nadzorujący.</source>
        <translation>Твої відповіді до цього моменту збережено. Зачекай на наглядову групу.</translation>
    </message>
    <message>
        <source>Twoje odpowiedzi są zapisane na tym stanowisku. Komputera operatora chwilowo nie ma w sieci, dlatego otworzy je hasło z Twojej karty. Jeśli potrwa to dłużej, zespół nadzorujący może doliczyć czas.</source>
        <translation>Твої відповіді збережено на цьому робочому місці. Комп’ютера оператора зараз немає в мережі, тому їх відкриє пароль із твоєї картки. Якщо це триватиме довше, наглядова група може додати час.</translation>
    </message>
    <message>
        <source>Twój czas rusza z pierwszym zadaniem i stoi, gdy wychodzisz z sali za zgodą zespołu.</source>
        <translation>Твій час починається з першого завдання і зупиняється, коли ти виходиш із зали з дозволу групи.</translation>
    </message>
    <message>
        <source>W grupie {group} hasła jest literówka.</source>
        <translation>У групі {group} пароля є помилка.</translation>
    </message>
    <message>
        <source>W haśle jest literówka.</source>
        <translation>У паролі є помилка.</translation>
    </message>
    <message>
        <source>W każdym zadaniu jedna odpowiedź jest poprawna. Możesz ją zmieniać do końca.</source>
        <translation>У кожному завданні одна відповідь правильна. Її можна змінювати до кінця.</translation>
    </message>
    <message>
        <source>Wczytuję rysunek…</source>
        <translation>Завантажую малюнок…</translation>
    </message>
    <message>
        <source>Wezwij operatora.</source>
        <translation>Поклич оператора.</translation>
    </message>
    <message>
        <source>Wezwij zespół nadzorujący.</source>
        <translation>Поклич наглядову групу.</translation>
    </message>
    <message>
        <source>Wielkość druku: {step} z 3</source>
        <translation>Розмір шрифту: {step} з 3</translation>
    </message>
    <message>
        <source>Wielkość liter nie ma znaczenia. Litery O, I, L program czyta jak cyfry 0, 1, 1.</source>
        <translation>Великі чи малі літери не мають значення. Літери O, I, L програма читає як цифри 0, 1, 1.</translation>
    </message>
    <message>
        <source>Większy</source>
        <translation>Більше</translation>
    </message>
    <message>
        <source>Wpisz adres sali.</source>
        <translation>Введи адресу зали.</translation>
    </message>
    <message>
        <source>Wpisz nazwę użytkownika.</source>
        <translation>Введи ім’я користувача.</translation>
    </message>
    <message>
        <source>Wpisz numer stanowiska.</source>
        <translation>Введи номер місця.</translation>
    </message>
    <message>
        <source>Wróć</source>
        <translation>Назад</translation>
    </message>
    <message>
        <source>Wróć do dotychczasowej sali</source>
        <translation>Повернутися до попередньої зали</translation>
    </message>
    <message>
        <source>Wróć do zadań (F10)</source>
        <translation>Назад до завдань (F10)</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi nie jest teraz wyświetlana, bo klucz nie przeszedł sprawdzenia. Twoje odpowiedzi są zapisane w całości.</source>
        <translation>Попередня кількість правильних відповідей зараз не показується, бо ключ не пройшов перевірку. Усі твої відповіді збережено.</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi nie jest wyświetlana po unieważnieniu.</source>
        <translation>Попередня кількість правильних відповідей не показується після анулювання.</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi nie jest wyświetlana w tej sesji z decyzji komisji. Twoje odpowiedzi są zapisane w całości.</source>
        <translation>За рішенням комісії попередня кількість правильних відповідей у цій сесії не показується. Усі твої відповіді збережено.</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi: {right} z {total}</source>
        <translation>Попередня кількість правильних відповідей: {right} з {total}</translation>
    </message>
    <message>
        <source>Wszystkie mają odpowiedź</source>
        <translation>Усі мають відповідь</translation>
    </message>
    <message>
        <source>Wszystkie odpowiedzi zapisano na komputerze operatora.</source>
        <translation>Усі відповіді збережено на комп’ютері оператора.</translation>
    </message>
    <message>
        <source>Wybierz plik…</source>
        <translation>Вибрати файл…</translation>
    </message>
    <message>
        <source>Wynik kalkulatora</source>
        <translation>Результат калькулятора</translation>
    </message>
    <message>
        <source>Zadania</source>
        <translation>Завдання</translation>
    </message>
    <message>
        <source>Zadania są gotowe i zaszyfrowane. Poczekaj na rozpoczęcie egzaminu.</source>
        <translation>Завдання готові та зашифровані. Зачекай на початок іспиту.</translation>
    </message>
    <message>
        <source>Zadanie {number}</source>
        <translation>Завдання {number}</translation>
    </message>
    <message>
        <source>Zadanie {number} z {total}</source>
        <translation>Завдання {number} з {total}</translation>
    </message>
    <message>
        <source>Zakończ egzamin…</source>
        <translation>Завершити іспит…</translation>
    </message>
    <message>
        <source>Zakończyć egzamin?</source>
        <translation>Завершити іспит?</translation>
    </message>
    <message>
        <source>Zaloguj</source>
        <translation>Увійти</translation>
    </message>
    <message>
        <source>Zaloguj się danymi z karty</source>
        <translation>Увійди за даними з картки</translation>
    </message>
    <message>
        <source>Zamknij (K)</source>
        <translation>Закрити (K)</translation>
    </message>
    <message>
        <source>Zamknij (Z)</source>
        <translation>Закрити (Z)</translation>
    </message>
    <message>
        <source>Zamknij program</source>
        <translation>Закрити програму</translation>
    </message>
    <message>
        <source>Zamknąć program egzaminacyjny?</source>
        <translation>Закрити програму іспиту?</translation>
    </message>
    <message>
        <source>Zapisano na pendrive i odczytano: {n}. Zanieś go do operatora.</source>
        <translation>Записано на флешку й прочитано: {n}. Віднесіть її оператору.</translation>
    </message>
    <message>
        <source>Zapisuję odpowiedzi tego stanowiska na pendrive…</source>
        <translation>Записую відповіді цього робочого місця на флешку…</translation>
    </message>
    <message>
        <source>Zapisuję…</source>
        <translation>Зберігаю…</translation>
    </message>
    <message>
        <source>Zdający jest przydzielony do innej sali: {exam_room}.</source>
        <translation>Учасника призначено до іншої зали: {exam_room}.</translation>
    </message>
    <message>
        <source>Zdający ma przydzielone inne stanowisko: {seat}.</source>
        <translation>Учаснику призначено інше місце: {seat}.</translation>
    </message>
    <message>
        <source>Zdający pracuje dalej na innym stanowisku. Odpowiedzi z tego stanowiska są zachowane. To stanowisko jest wolne.</source>
        <translation>Учасник іспиту працює далі на іншому робочому місці. Відповіді з цього місця збережено. Це робоче місце вільне.</translation>
    </message>
    <message>
        <source>Zegar ruszy, gdy naciśniesz. Twój czas liczy się osobno, nie musisz się spieszyć.</source>
        <translation>Годинник запуститься, коли натиснеш. Твій час рахується окремо, не треба поспішати.</translation>
    </message>
    <message>
        <source>Zespół nadzorujący może to zrobić dopiero po egzaminie albo wyłącznikiem komputera. Odpowiedzi są bezpieczne.</source>
        <translation>Наглядова група може зробити це лише після іспиту або вимикачем комп’ютера. Відповіді в безпеці.</translation>
    </message>
    <message>
        <source>Znalezione w sieci</source>
        <translation>Знайдено в мережі</translation>
    </message>
    <message>
        <source>Zostało {left}. Czas stoi.</source>
        <translation>Залишилося {left}. Час зупинено.</translation>
    </message>
    <message>
        <source>bez kalkulatora</source>
        <translation>без калькулятора</translation>
    </message>
    <message>
        <source>bez odpowiedzi</source>
        <translation>без відповіді</translation>
    </message>
    <message>
        <source>czas stoi</source>
        <translation>час зупинено</translation>
    </message>
    <message>
        <source>czas: {minutes} min</source>
        <translation>час: {minutes} хв</translation>
    </message>
    <message>
        <source>do sprawdzenia</source>
        <translation>перевірити</translation>
    </message>
    <message>
        <source>kalkulator dozwolony</source>
        <translation>калькулятор дозволено</translation>
    </message>
    <message>
        <source>koniec {hour}</source>
        <translation>кінець {hour}</translation>
    </message>
    <message>
        <source>minus</source>
        <translation>мінус</translation>
    </message>
    <message>
        <source>odpowiedź zaznaczona</source>
        <translation>відповідь позначено</translation>
    </message>
    <message>
        <source>oznacz do sprawdzenia</source>
        <translation>позначити для перевірки</translation>
    </message>
    <message>
        <source>plus</source>
        <translation>плюс</translation>
    </message>
    <message>
        <source>podsumowanie i zakończenie</source>
        <translation>підсумок і завершення</translation>
    </message>
    <message>
        <source>podziel</source>
        <translation>поділити</translation>
    </message>
    <message>
        <source>poprzednie, następne zadanie</source>
        <translation>попереднє, наступне завдання</translation>
    </message>
    <message>
        <source>przecinek</source>
        <translation>кома</translation>
    </message>
    <message>
        <source>przejdź między odpowiedziami</source>
        <translation>перейти між відповідями</translation>
    </message>
    <message>
        <source>razy</source>
        <translation>помножити</translation>
    </message>
    <message>
        <source>równa się</source>
        <translation>дорівнює</translation>
    </message>
    <message>
        <source>stanowisko</source>
        <translation>місце</translation>
    </message>
    <message>
        <source>stanowisko {number}</source>
        <translation>місце {number}</translation>
    </message>
    <message>
        <source>teraz na ekranie</source>
        <translation>зараз на екрані</translation>
    </message>
    <message>
        <source>tu jest literówka</source>
        <translation>тут помилка</translation>
    </message>
    <message>
        <source>usuń cyfrę</source>
        <translation>видалити цифру</translation>
    </message>
    <message>
        <source>wybierz odpowiedź (także 1–4)</source>
        <translation>вибери відповідь (також 1–4)</translation>
    </message>
    <message>
        <source>wyczyść</source>
        <translation>очистити</translation>
    </message>
    <message>
        <source>zadań: {count}</source>
        <translation>завдань: {count}</translation>
    </message>
    <message>
        <source>zapisano na komputerze operatora</source>
        <translation>збережено на комп’ютері оператора</translation>
    </message>
    <message>
        <source>zapisano na tym stanowisku</source>
        <translation>збережено на цьому робочому місці</translation>
    </message>
    <message>
        <source>zapisywanie</source>
        <translation>збереження</translation>
    </message>
    <message>
        <source>zaznacz; drugi raz cofa</source>
        <translation>позначити; вдруге скасовує</translation>
    </message>
    <message>
        <source>zostało {left}</source>
        <translation>залишилося {left}</translation>
    </message>
    <message>
        <source>{count} minut</source>
        <translation>{count} хвилин</translation>
    </message>
    <message>
        <source>{count} minuty</source>
        <translation>{count} хвилини</translation>
    </message>
    <message>
        <source>{count} minutę</source>
        <translation>{count} хвилину</translation>
    </message>
    <message>
        <source>{count} sekund</source>
        <translation>{count} секунд</translation>
    </message>
    <message>
        <source>{count} sekundy</source>
        <translation>{count} секунди</translation>
    </message>
    <message>
        <source>{count} sekundę</source>
        <translation>{count} секунду</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} хв</translation>
    </message>
    <message>
        <source>Łączenie z pliku</source>
        <translation>З’єднання з файлу</translation>
    </message>
    <message>
        <source>Łączenie z salą</source>
        <translation>З’єднання з залою</translation>
    </message>
    <message>
        <source>Łączę z komputerem operatora…</source>
        <translation>З’єднуюся з комп’ютером оператора…</translation>
    </message>
    <message>
        <source>Łączę z {address}…</source>
        <translation>З’єднуюся з {address}…</translation>
    </message>
    <message>
        <source>Przerwa – czas stoi</source>
        <translation>Перерва – час зупинено</translation>
    </message>
    <message>
        <source>Chwilowo nie ma połączenia z komputerem operatora, dlatego zadania są zasłonięte. Twój czas stoi, a odpowiedzi są zapisane. Poczekaj na stanowisku; zadania wrócą same.</source>
        <translation>Наразі немає з'єднання з комп'ютером оператора, тому завдання закрито. Твій час зупинено, а відповіді збережено. Зачекай на своєму місці; завдання повернуться самі.</translation>
    </message>
    <message>
        <source>Doliczono {time} przerwy w łączności. Koniec o {hour}.</source>
        <translation>Додано {time} за час без з'єднання. Кінець о {hour}.</translation>
    </message>
    <message>
        <source>Doliczono {time} przerwy na zdrowie. Koniec o {hour}.</source>
        <translation>Додано {time} перерви через здоров’я. Кінець о {hour}.</translation>
    </message>
    <message>
        <source>Egzamin przerwany dla wszystkich</source>
        <translation>Екзамен перервано для всіх</translation>
    </message>
    <message>
        <source>Egzamin przerwany i unieważniony</source>
        <translation>Екзамен перервано й анульовано</translation>
    </message>
    <message>
        <source>Egzamin zakończony ze względu na zdrowie</source>
        <translation>Екзамен закінчено через стан здоров’я</translation>
    </message>
    <message>
        <source>Przerwa ze względu na zdrowie</source>
        <translation>Перерва через стан здоров’я</translation>
    </message>
    <message>
        <source>Przyczyna: niesamodzielne rozwiązywanie zadań.</source>
        <translation>Причина: несамостійне розв’язання завдань.</translation>
    </message>
    <message>
        <source>Przyczyna: urządzenie telekomunikacyjne lub niedozwolone materiały.</source>
        <translation>Причина: телекомунікаційний пристрій або недозволені матеріали.</translation>
    </message>
    <message>
        <source>Przyczyna: zakłócanie przebiegu egzaminu.</source>
        <translation>Причина: порушення перебігу екзамену.</translation>
    </message>
    <message>
        <source>Zdecydował przewodniczący zespołu egzaminacyjnego. Twoje odpowiedzi są zachowane.</source>
        <translation>Так вирішив голова екзаменаційної комісії. Твої відповіді збережено.</translation>
    </message>
    <message>
        <source>Twoje odpowiedzi do tej chwili są zapisane. O tym, co dalej, powie zespół nadzorujący.</source>
        <translation>Твої відповіді до цієї миті збережено. Що далі, скаже комісія нагляду.</translation>
    </message>
    <message>
        <source>Twój czas stoi od chwili zgłoszenia, a odpowiedzi są zapisane. Poczekaj; zespół naprawi stanowisko albo wskaże inne.</source>
        <translation>Твій час стоїть від миті повідомлення, а відповіді збережено. Зачекай; комісія полагодить місце або вкаже інше.</translation>
    </message>
    <message>
        <source>Twój czas stoi, a odpowiedzi są zapisane. Wrócisz do zadań, gdy będziesz gotowy albo gotowa.</source>
        <translation>Твій час стоїть, а відповіді збережено. Повернешся до завдань, коли зможеш.</translation>
    </message>
    <message>
        <source>Wstępna liczba poprawnych odpowiedzi nie jest wyświetlana po przerwaniu egzaminu.</source>
        <translation>Попередня кількість правильних відповідей не показується після переривання екзамену.</translation>
    </message>
    <message>
        <source>Zdecydował przewodniczący. Twoje odpowiedzi do tej chwili są zapisane. Zaczekaj na stanowisku.</source>
        <translation>Так вирішив голова. Твої відповіді до цієї миті збережено. Зачекай на місці.</translation>
    </message>
    <message>
        <source>Zgłoszono awarię stanowiska</source>
        <translation>Повідомлено про несправність місця</translation>
    </message>
</context>
</TS>
