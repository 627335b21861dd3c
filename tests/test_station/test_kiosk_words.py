"""Every text of the kiosk exists in English and in Ukrainian, with the same facts in it."""

import ast
import re
from importlib import resources
from pathlib import Path

import pytest

import koperta_station.kiosk
from koperta_sync import enrolment
from koperta_sync.desktop.translations import LANGUAGES, read_catalog, read_catalogs
from koperta_sync.protocol.refusals import Refused, refusal

KIOSK = Path(koperta_station.kiosk.__file__).parent
FOREIGN = [language for language in LANGUAGES if language != "pl"]
POLISH = re.compile(r"[ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]")


def calls() -> list[ast.Call]:
    """Return every call of `words(…)` in the kiosk's code."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in sorted(KIOSK.rglob("*.py"))]
    nodes = [node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [node for node in nodes if isinstance(node.func, ast.Name) and node.func.id == "words"]


def sources() -> set[str]:
    """Return the Polish texts; a text put together while running could not be translated."""
    found = set()
    for call in calls():
        text = call.args[0]
        if not isinstance(text, ast.Constant) or not isinstance(text.value, str):
            raise AssertionError(f"line {call.lineno}: the text is not written out")
        found.add(text.value)
    return found


def refusal_texts() -> set[str]:
    """Return every sentence a refusal or an enrolment file can put on the screen."""
    texts = {text for code in Refused for text in (refusal(code).sentence, refusal(code).next_step) if text}
    tree = ast.parse(Path(enrolment.__file__).read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "EnrolmentError":
            sentence = node.args[1]
            # A sentence with a number in it is said by the kiosk itself before the file is asked.
            if isinstance(sentence, ast.Constant):
                texts.add(str(sentence.value))
    return texts


@pytest.mark.parametrize("language", FOREIGN)
def test_every_text_is_translated_and_none_is_left_over(language: str) -> None:
    for catalog, context, texts in (
        (f"kiosk.{language}.ts", "kiosk", sources()),
        (f"refusals.{language}.ts", "refusals", refusal_texts()),
    ):
        translated = {source for known, source in read_catalog(catalog) if known == context}
        assert len(texts) > 50
        assert texts - translated == set(), f"{catalog}: missing"
        assert translated - texts == set(), f"{catalog}: nobody uses"


@pytest.mark.parametrize("language", FOREIGN)
def test_a_translation_holds_the_same_facts_and_no_polish(language: str) -> None:
    wrong = {}
    for (context, source), text in read_catalogs(language).items():
        if context not in ("kiosk", "refusals"):
            continue
        facts = [sorted(re.findall(r"\{\w*\}", each)) for each in (source, text)]
        if facts[0] != facts[1] or POLISH.search(text) or text != text.strip():
            wrong[source] = text
    assert wrong == {}


def test_every_fact_a_text_names_is_given_to_it() -> None:
    for call in calls():
        text = call.args[0]
        assert isinstance(text, ast.Constant)
        named = {field[1:-1] for field in re.findall(r"\{\w*\}", str(text.value))}
        assert named == {keyword.arg for keyword in call.keywords}, text.value


def test_no_polish_text_is_shown_past_the_translation() -> None:
    """Outside of `words(…)` and docstrings no string of the kiosk has a Polish letter in it."""
    for path in sorted(KIOSK.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {id(node) for call in calls_of(tree) for node in ast.walk(call)}
        told = {
            ast.get_docstring(n, clean=False)
            for n in ast.walk(tree)
            if isinstance(n, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
                assert node.value in told or not POLISH.search(node.value), f"{path.name}: {node.value}"


def calls_of(tree: ast.Module) -> list[ast.Call]:
    """Return the calls that translate."""
    names = ("words", "refusals", "EnrolmentError")
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [node for node in nodes if isinstance(node.func, ast.Name) and node.func.id in names]


def test_catalogs_are_the_files_a_translator_s_tool_opens() -> None:
    folder = resources.files("koperta_sync.desktop.translations")
    for entry in folder.iterdir():
        if entry.name.endswith(".ts"):
            assert entry.read_text(encoding="utf-8").startswith('<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>')
