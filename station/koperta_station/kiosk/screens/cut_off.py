"""Show that this machine was cut off from its room, or that the candidate goes on elsewhere."""

from __future__ import annotations

from collections.abc import Callable

from koperta_station.kiosk.screens.base import Panelled, Tools
from koperta_station.kiosk.screens.message import revoked
from koperta_station.kiosk.words import words
from koperta_station.state import KioskState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone
from koperta_sync.desktop.widgets import TONE_COLOURS, Button, SignLabel, column, label, row


class CutOffScreen(Panelled):
    """Say that the operator has cut this machine off; `again` opens the pairing anew."""

    def __init__(self, tools: Tools, again: Callable[[], None]) -> None:
        super().__init__(tools.looks)
        self.title, self.text, self.kept = label("display"), label("lead"), label()
        self.again = Button()
        self.again.setText(words("Połącz stanowisko od nowa"))
        self.again.clicked.connect(again)
        self.kept.setText(words("Odpowiedzi zapisane na tym stanowisku zostają na nim i nikt ich tu nie zmieni."))
        self.matter.addStretch(2)
        self.matter.addLayout(row(SignLabel(Sign.STOP, TONE_COLOURS[Tone.URGENT], units=8)))
        self.matter.addLayout(column(self.title, self.text, self.kept, spacing=1.5))
        self.matter.addLayout(row(self.again))
        self.matter.addStretch(3)

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self.show_place(state)
        said = revoked(state)
        self.title.setText(said.title)
        self.text.setText(said.text)

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        self.again.setFocus()


class MovedScreen(Panelled):
    """Say that the candidate of this seat goes on at another one; `seen` shows the login."""

    def __init__(self, tools: Tools, seen: Callable[[], None]) -> None:
        super().__init__(tools.looks)
        title, text = label("display"), label("lead")
        title.setText(words("Egzamin trwa na innym stanowisku"))
        text.setText(
            words(
                "Zdający pracuje dalej na innym stanowisku. Odpowiedzi z tego stanowiska są zachowane. "
                "To stanowisko jest wolne."
            )
        )
        self.go_on = Button("primary", Sign.FORWARD)
        self.go_on.setText(words("Nowe logowanie"))
        self.go_on.clicked.connect(seen)
        self.matter.addStretch(2)
        self.matter.addLayout(row(SignLabel(Sign.INFO, "accent", units=8)))
        self.matter.addLayout(column(title, text, spacing=1.5))
        self.matter.addLayout(row(self.go_on))
        self.matter.addStretch(3)

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self.show_place(state)

    def take_focus(self) -> None:
        """Put the keyboard where the next act is."""
        self.go_on.setFocus()
