"""Hand over: make the bundle, two signatures, verified copies, and the board's receipt."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout

from koperta_operator.console.act import Act
from koperta_operator.console.browser import FolderBrowser, room_lister
from koperta_operator.console.checks import ChecksList
from koperta_operator.console.desk import Desk
from koperta_operator.console.documents_card import DocumentsCard
from koperta_operator.console.key_form import KeyForm
from koperta_operator.console.keys import OpenedKey, open_key
from koperta_operator.console.page import StepPage, card
from koperta_operator.console.texts import say
from koperta_sync.desktop.icons import Sign
from koperta_sync.desktop.theme import Tone, look
from koperta_sync.desktop.widgets import Badge, label
from koperta_sync.protocol.console import (
    BundlePrepared,
    ExportBundle,
    ImportFiles,
    JobProgress,
    Ok,
    PrepareBundle,
    SignBundle,
)
from koperta_sync.protocol.room_view import SittingState, SittingView, Step

COPIES = 2
SIGNERS = 2
_KINDS = ("prepare-bundle", "export", "documents")


class HandoverPage(StepPage):
    """Show the way of the bundle from making it to the receipt."""

    step = Step.HANDOVER

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.delivery = Badge()
        self.delivery_words = label("muted")
        self.prepared: BundlePrepared | None = None
        self._signed_here: dict[str, str] = {}  # official id → name, for the bundle being signed
        self.prepare = Act(desk, PrepareBundle, say("Przygotuj pakiet wynikowy"))
        self.prepared_words = label()
        self.signers = label()
        self.form = KeyForm(desk, say("Podpisz"))
        self.export = Act(desk, ExportBundle, say("Zapisz kopię…"), "primary", Sign.STICK)
        self.copies = label()
        self.receipt = Act(desk, ImportFiles, say("Wczytaj potwierdzenie…"), "", Sign.CHECK)
        self.receipt_words = label("muted")
        self.documents = DocumentsCard(desk)
        self.checks = ChecksList()
        self.folder = FolderBrowser(room_lister(desk), files=False)
        self.files = FolderBrowser(room_lister(desk), files=True)
        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        state = QHBoxLayout()
        state.addWidget(self.delivery)
        state.addWidget(self.delivery_words, 1)
        self.body.addLayout(state)
        first, _ = card(say("1. Pakiet wynikowy"), self.prepared_words, self.prepare, loose=True)
        second, _ = card(say("2. Dwa podpisy"), self.signers, self.form, loose=True)
        third, _ = card(say("3. Kopie"), self.copies, self.export, loose=True)
        fourth, _ = card(say("4. Potwierdzenie komisji"), self.receipt_words, self.receipt, loose=True)
        upper, lower = QHBoxLayout(), QHBoxLayout()
        for line, cards in ((upper, (first, second)), (lower, (third, fourth))):
            line.setSpacing(look().px(1.5))
            for one in cards:
                line.addWidget(one, 1)
            self.body.addLayout(line)
        self.body.addWidget(card(say("5. Dokumenty"), self.documents)[0])
        self._folder_card, _ = card(say("Gdzie zapisać kopię"), self.folder)
        self._files_card, _ = card(say("Plik potwierdzenia"), self.files)
        self._checks_card, _ = card(say("Sprawdzenia"), self.checks)
        for one in (self._folder_card, self._files_card, self._checks_card):
            one.hide()
            self.body.addWidget(one)
        self.body.addStretch(1)
        self.checks.stop.hide()

    def _connect(self) -> None:
        self.documents.failed.connect(self.fail)
        self.documents.recorded.connect(lambda: self.done(say("Odnotowano przesłanie egzemplarza komisji.")))
        self.documents.opened.connect(lambda part: QTimer.singleShot(0, partial(self.scroll_to, part)))
        self.prepare.asked.connect(lambda: self.desk.job(PrepareBundle(sitting_id=self.sitting_id), self.fail))
        self.form.given.connect(self._sign)
        self.export.asked.connect(lambda: self._browse(self._folder_card, self.folder))
        self.receipt.asked.connect(lambda: self._browse(self._files_card, self.files))
        self.folder.closed.connect(self._folder_card.hide)
        self.files.closed.connect(self._files_card.hide)
        self.folder.picked.connect(self._export)
        self.files.picked.connect(self._import)

    def refresh(self) -> None:
        """Show how far the bundle is."""
        sitting = self.sitting
        self.documents.show_sitting(self.sitting_id)
        jobs = [job for kind in _KINDS if (job := self.desk.newest_job(kind, self.sitting_id))] if sitting else []
        newest = max(jobs, key=lambda job: job.job, default=None)
        job = self.desk.newest_job("prepare-bundle", self.sitting_id) if sitting else None
        prepared = job.prepared if job else None
        if prepared != self.prepared:
            self._signed_here.clear()
        self.prepared = prepared
        self._show_job(newest)
        closed = sitting is not None and sitting.state in (
            SittingState.CLOSED,
            SittingState.EXPORTED,
            SittingState.DELIVERED,
        )
        self._show_delivery(sitting)
        self._show_prepared(closed=closed)
        known = (*(sitting.export_signers if sitting else ()), *(self.prepared.signers if self.prepared else ()))
        signers = tuple(dict.fromkeys((*known, *self._signed_here.values())))
        self.signers.setText(_signers(signers))
        self.form.setVisible(self.prepared is not None and len(signers) < SIGNERS)
        copies = sitting.copies if sitting else ()
        self.copies.setText(_copies(copies))
        against = "" if closed else say("Najpierw zamknij zmianę.")
        if self.prepared is not None and len(signers) < SIGNERS:
            against = say("Najpierw podpisują dwie osoby.")
        self.export.say_effect(say("każda kopia jest odczytywana z nośnika i sprawdzana"), against)
        self.receipt_words.setText(say("Potwierdzenie przychodzi z komisji po odebraniu pakietu."))
        self.receipt.say_effect("", "" if copies else say("Najpierw zapisz i przekaż kopię."))

    def job_changed(self, job: JobProgress) -> None:
        """Fill in the checks."""
        if job.kind in (*_KINDS, "import"):
            self.refresh()
            if job.kind == "import":
                self._show_job(job)

    def _show_job(self, job: JobProgress | None) -> None:
        self._checks_card.setVisible(job is not None and bool(job.checks))
        self.checks.show_job(job)

    def _show_delivery(self, sitting: SittingView | None) -> None:
        if sitting is not None and sitting.receipt:
            self.delivery.show_state(Sign.CHECK, say("doręczone"), Tone.GOOD)
            self.delivery_words.setText(say("Komisja potwierdziła odbiór: {receipt}", receipt=sitting.receipt[:16]))
        else:
            self.delivery.show_state(Sign.SENDING, say("niedostarczone"), Tone.WARN)
            self.delivery_words.setText(say("Zostaje tu, dopóki nie wczytasz potwierdzenia komisji."))

    def _show_prepared(self, *, closed: bool) -> None:
        if self.prepared is None:
            self.prepared_words.setText(say("Odpowiedzi, zdarzenia i wykaz zdających w jednym zapieczętowanym pliku."))
            self.prepare.say_effect("", "" if closed else say("Najpierw zamknij zmianę."))
            return
        one = self.prepared
        self.prepared_words.setText(
            say(
                "Gotowy: zdających {c}, odpowiedzi {a}, zapis nr {n}.",
                c=one.candidates,
                a=one.answers,
                n=one.export_number,
            )
        )
        self.prepare.say_effect(say("ponowne przygotowanie unieważnia zebrane podpisy"))

    def _sign(self, path: Path, pin: str) -> None:
        if self.prepared is not None:
            self.desk.run(open_key(path, pin), self._send_signature, self.form.fail)

    def _send_signature(self, opened: OpenedKey) -> None:
        if self.prepared is None:
            return
        official_id, name, key = opened.official_id, opened.name, opened.key
        signature = key.sign(bytes.fromhex(self.prepared.to_sign)).hex()
        message = SignBundle(sitting_id=self.sitting_id, official_id=official_id, signature=signature)
        self.desk.ask(message, Ok, lambda _ok: self._signed(official_id, name), self.form.fail)

    def _signed(self, official_id: str, name: str) -> None:
        self._signed_here[official_id] = name
        self.form.clear()
        self.form.path.clear()
        self.refresh()

    def _browse(self, shown: object, browser: FolderBrowser) -> None:
        self._folder_card.setVisible(shown is self._folder_card)
        self._files_card.setVisible(shown is self._files_card)
        browser.open("")

    def _export(self, paths: tuple[str, ...]) -> None:
        self._folder_card.hide()
        self.desk.job(ExportBundle(sitting_id=self.sitting_id, folder=paths[0]), self.fail)

    def _import(self, paths: tuple[str, ...]) -> None:
        self._files_card.hide()
        self.desk.job(ImportFiles(paths=paths), self.fail)


def _signers(signers: tuple[str, ...]) -> str:
    if not signers:
        return say("Jeszcze nikt nie podpisał. Podpisują przewodniczący i druga uprawniona osoba.")
    return say("Podpisali: {names} ({n} z 2)", names=", ".join(signers), n=len(signers))


def _copies(copies: tuple[str, ...]) -> str:
    if not copies:
        return say("Potrzebne są dwie sprawdzone kopie na różnych nośnikach.")
    lines = "\n".join(copies)
    if len(copies) < COPIES:
        return say("Sprawdzona kopia: 1 z 2. Zapisz jeszcze jedną na innym nośniku.") + "\n" + lines
    return say("Sprawdzone kopie: {n}", n=len(copies)) + "\n" + lines
