"""Say the coded kinds of failures, causes and channels in the language in force."""

from __future__ import annotations

from koperta_operator.console.texts import say

Coded = tuple[tuple[str, str], ...]


def failures() -> Coded:
    """Return kinds of failures of a workstation, each with its word."""
    return (
        ("screen", say("ekran")),
        ("keyboard", say("klawiatura")),
        ("mouse", say("mysz")),
        ("frozen", say("program nie reaguje")),
        ("power", say("zasilanie")),
        ("network", say("sieć")),
        ("other", say("inna usterka")),
    )


def annulments() -> Coded:
    """Return the legal causes of an annulment, each with a short word."""
    return (
        ("non-independent-work", say("praca niesamodzielna")),
        ("device", say("urządzenie, materiały")),
        ("disturbance", say("zakłócanie egzaminu")),
    )


def annulled_for(cause: str) -> str:
    """Return a legal cause of an annulment in its words."""
    return {
        "non-independent-work": say("niesamodzielne rozwiązywanie zadań"),
        "device": say("urządzenie telekomunikacyjne lub niedozwolone materiały"),
        "disturbance": say("zakłócanie przebiegu egzaminu"),
    }.get(cause, cause)


def suspensions() -> Coded:
    """Return causes of a suspension, each with its word."""
    return (
        ("threat", say("zagrożenie")),
        ("fire", say("pożar lub alarm")),
        ("power", say("brak zasilania")),
        ("network", say("awaria sieci")),
        ("other", say("inna przyczyna")),
    )


def channels() -> Coded:
    """Return the ways by which the board can be told."""
    return (
        ("phone", say("telefon")),
        ("e-mail", say("poczta elektroniczna")),
        ("fax", say("faks")),
        ("in-person", say("osobiście")),
        ("other", say("inna droga")),
    )


def incidents() -> Coded:
    """Return kinds of incidents, each with its word; typing the first letter chooses one."""
    return (
        ("copying", say("odpisywanie")),
        ("talking", say("rozmowa")),
        ("phone", say("telefon")),
        ("illness", say("choroba")),
        ("power", say("brak zasilania")),
        ("intruder", say("osoba nieuprawniona")),
        ("noise", say("hałas")),
        ("document", say("inny dokument")),
        ("other", say("inne")),
    )
