"""Say what a person does with the protocols in the console, for the pictures and the tests of screens."""

from __future__ import annotations

from PySide6.QtTest import QTest

from koperta_operator.console.pages.handover import HandoverPage
from koperta_operator.console.window import ConsoleWindow
from koperta_sync.protocol.documents import Person, ProtocolDetails, ProtocolForm, ProtocolForms, ReadProtocolDetails
from tests.test_operator import console_day as day
from tests.test_operator.console_room import FakeRoom


def complete_protocol(window: ConsoleWindow, room: FakeRoom) -> None:
    """Open the form of a protocol that still needs two things."""
    team = (
        Person(name="Barbara Lis", body="Zespół Szkół nr 4", role="przewodnicząca"),
        Person(name="Marek Dąb", body="II Liceum Ogólnokształcące", role="członek"),
    )
    details = ProtocolDetails(address="ul. Szkolna 1, 00-950 Warszawa", team=team, helpers=())
    missing = (
        "Obserwatorzy i podmiot delegujący albo informacja, że ich nie było (pkt 12a).",
        "Uwagi o przebiegu albo informacja, że ich nie ma (pkt 13).",
    )
    form = ProtocolForm(exam_room=day.ROOM, details=details, missing=missing)
    room.answers[ReadProtocolDetails] = ProtocolForms(forms=(form,))
    (page,) = window.findChildren(HandoverPage)
    page.documents.complete.press()
    QTest.qWait(150)  # messages between the threads arrive
    page.scroll_to(page.documents.form)
