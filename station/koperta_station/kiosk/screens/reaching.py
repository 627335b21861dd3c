"""Show that a paired workstation is looking for its room."""

from __future__ import annotations

from collections.abc import Callable

from koperta_station.kiosk import troubles, ways_out
from koperta_station.kiosk.screens.base import Panelled, Tools
from koperta_station.kiosk.words import words
from koperta_station.state import KioskState, LinkState
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone
from koperta_sync.desktop.widgets import Button, Note, SignLabel, column, label, row


class ReachingScreen(Panelled):
    """Say what is being done; after a while offer to pair with another room, which `again` does."""

    def __init__(self, tools: Tools, again: Callable[[], None]) -> None:
        super().__init__(tools.looks)
        title, text = label("display"), label("lead")
        title.setText(words("Szukam sali"))
        text.setText(
            words(
                "To stanowisko jest połączone z salą i czeka na komputer operatora. "
                "Łączy się samo, gdy tylko komputer operatora odpowie."
            )
        )
        self._clock = tools.driver.clock
        self._state: KioskState | None = None
        self.note = Note()
        self.again = Button()
        self.again.setText(words("Połącz z inną salą"))
        self.again.clicked.connect(again)
        self.again.hide()
        self.matter.addStretch(2)
        self.matter.addLayout(row(SignLabel(Sign.SEARCH, "accent", units=8)))
        self.matter.addLayout(column(title, text, spacing=1.5))
        self.matter.addWidget(self.note)
        self.matter.addLayout(row(self.again))
        self.matter.addStretch(3)

    def tick(self) -> None:
        """Offer another room once this one has been gone for a while."""
        self.again.setVisible(ways_out.may_pair_again(self._state, self._clock.mono_ms()))

    def show_state(self, state: KioskState) -> None:
        """Show what a state changes."""
        self._state = state
        self.tick()
        self.show_place(state)
        if state.refusal is not None:
            self.note.say(Tone.WARN, *troubles.of_refusal(state.refusal))
        elif state.link is LinkState.REFUSED:
            self.note.say(
                Tone.WARN, words("Komputer operatora nie przyjmuje tego stanowiska."), words("Wezwij operatora.")
            )
        else:
            self.note.say(Tone.PLAIN, "")
