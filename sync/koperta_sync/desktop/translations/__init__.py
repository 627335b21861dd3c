"""Translate the Polish source texts through Qt, from `.ts` catalogs read at start.

The catalogs are the files Qt Linguist edits; nothing is compiled. Every `NAME.<language>.ts` in this
folder belongs to the language: each window, and what they share, has its own. A text without a
translation is shown in Polish: better the wrong language than nothing.
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
        self.code = language
        self.texts = read_catalogs(language)

    def translate(
        self,
        context: str,
        sourceText: str,
        disambiguation: str | None = None,
        n: int = -1,
    ) -> str:
        """Return the translation, or the source text: Qt would show an empty text for an empty translation."""
        return self.texts.get((context, sourceText), sourceText)

    def isEmpty(self) -> bool:
        """Tell Qt whether to ask at all."""
        return not self.texts


class Words:
    """Translate the texts of one context and fill in their {placeholders}."""

    def __init__(self, context: str) -> None:
        """Take the context under which the texts stand in the catalogs."""
        self.context = context

    def __call__(self, source: str, **facts: object) -> str:
        """Return the text in the language in force; facts are filled in by name, as `str.format` does."""
        text = QCoreApplication.translate(self.context, source)
        return text.format(**facts) if facts else text


def catalog_names(language: str) -> list[str]:
    """Return the file names of a language's catalogs; Polish has none because the sources are Polish."""
    entries = resources.files(__package__).iterdir()
    return sorted(entry.name for entry in entries if entry.name.endswith(f".{language}.ts"))


def read_catalogs(language: str) -> dict[tuple[str, str], str]:
    """Read all catalogs of a language into one."""
    found: dict[tuple[str, str], str] = {}
    for name in catalog_names(language):
        found.update(read_catalog(name))
    return found


def read_catalog(name: str) -> dict[tuple[str, str], str]:
    """Read one catalog file: translation by context and Polish text."""
    data = (resources.files(__package__) / name).read_bytes()
    found: dict[tuple[str, str], str] = {}
    for context in ElementTree.fromstring(data).iter("context"):
        context_name = context.findtext("name", "")
        for message in context.iter("message"):
            translation = message.findtext("translation", "")
            if translation:
                found[context_name, message.findtext("source", "")] = translation
    return found


def use_language(language: str) -> None:
    """Show everything made from now on in this language; windows rebuild their texts on LanguageChange."""
    application = QCoreApplication.instance()
    if application is None:
        raise RuntimeError("the application object must exist before a language can be chosen")
    for old in application.findChildren(Catalog):
        QCoreApplication.removeTranslator(old)
        old.setParent(None)  # deleted later; from now on nobody finds it here
        old.deleteLater()
    if language != "pl":
        QCoreApplication.installTranslator(Catalog(language, application))


def language_in_force() -> str:
    """Return the language chosen last: pl, en or uk."""
    application = QCoreApplication.instance()
    catalogs = application.findChildren(Catalog) if application is not None else []
    return catalogs[-1].code if catalogs else "pl"
