"""Translate the Polish source texts through Qt, from `.ts` catalogs read at start.

The catalogs are the files Qt Linguist edits; nothing is compiled. A text without a translation is
shown in Polish: better the wrong language than nothing.
"""

from __future__ import annotations

from importlib import resources

from defusedxml import ElementTree
from PySide6.QtCore import QCoreApplication, QObject, QTranslator

LANGUAGES = {"pl": "Polski", "en": "English", "uk": "Українська"}


class Catalog(QTranslator):
    """Hold the translations of one language, by context and Polish text."""

    def __init__(self, language: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.texts = read_catalog(language)

    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """Return the translation, or nothing so that Qt shows the source text."""
        return self.texts.get((context, sourceText), "")

    def isEmpty(self) -> bool:
        """Tell Qt whether to ask at all."""
        return not self.texts


def read_catalog(language: str) -> dict[tuple[str, str], str]:
    """Read `<language>.ts`; Polish has none because the sources are Polish."""
    if language == "pl":
        return {}
    data = (resources.files(__package__) / f"{language}.ts").read_bytes()
    found: dict[tuple[str, str], str] = {}
    for context in ElementTree.fromstring(data).iter("context"):
        name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.findtext("translation", "")
            if translation:
                found[name, message.findtext("source", "")] = translation
    return found


def use_language(language: str) -> None:
    """Show everything made from now on in this language; windows rebuild their texts on LanguageChange."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("the application object must exist before a language can be chosen")
    for old in application.findChildren(Catalog):
        QCoreApplication.removeTranslator(old)
        old.deleteLater()
    if language != "pl":
        QCoreApplication.installTranslator(Catalog(language, application))
