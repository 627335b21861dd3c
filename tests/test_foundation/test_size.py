"""Modules and functions stay small enough to be read at once, and say what they are for."""

import ast
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.test_foundation.checkout import (
    ROOT,
    WINDOWS,
    module_of,
    modules,
    python_files,
    syntax_tree,
    within,
)

MODULE_LINES = 300
WINDOW_LINES = 400
FUNCTION_LINES = 40

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def shown(path: Path) -> str:
    """Return the path as it is written in a report."""
    return path.relative_to(ROOT).as_posix()


def line_limit(path: Path) -> int:
    """Return how long a file may be."""
    parts = path.relative_to(ROOT).parts
    in_component = len(parts) > 2 and parts[1].startswith("koperta_")
    return WINDOW_LINES if in_component and within(module_of(path).name, WINDOWS) else MODULE_LINES


def test_no_module_outgrows_its_limit() -> None:
    lengths = {path: len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    long = {shown(path): lines for path, lines in lengths.items() if lines > line_limit(path)}
    assert not long


def test_no_function_outgrows_forty_lines() -> None:
    long = {}
    for path in python_files():
        for node in ast.walk(syntax_tree(path)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > FUNCTION_LINES:
                    long[f"{shown(path)}:{node.lineno} {node.name}"] = lines
    assert not long


def test_every_module_says_what_it_is_for() -> None:
    silent = [
        shown(path) for path in python_files() if path.stat().st_size and not ast.get_docstring(syntax_tree(path))
    ]
    assert not silent


Documented = dict[str, tuple[tuple[str, ...], set[str]]]


def documented_methods(bodies: Iterable[list[ast.stmt]]) -> Documented:
    """Return for every class by name: the names of its bases, and its methods that have a docstring."""
    found: Documented = {}
    for node in (one for body in bodies for one in body if isinstance(one, ast.ClassDef)):
        bases = tuple(ast.unparse(base).partition("[")[0].rpartition(".")[2] for base in node.bases)
        methods = {one.name for one in node.body if isinstance(one, Definition) and ast.get_docstring(one)}
        found[node.name] = (bases, methods)
    return found


def undocumented(body: list[ast.stmt], known: Documented, owner: str = "") -> list[str]:
    """Return the public classes, functions and methods in a body that have no docstring."""
    found: list[str] = []
    for node in body:
        if not isinstance(node, Definition) or node.name.startswith("_"):
            continue
        if not ast.get_docstring(node) and not is_of_a_contract(node, known, owner):
            found.append(f"{owner}.{node.name}".lstrip("."))
        if isinstance(node, ast.ClassDef):
            found += undocumented(node.body, known, node.name)
    return found


def is_of_a_contract(node: Definition, known: Documented, owner: str) -> bool:
    """Say whether somebody else wrote down what it does: an overload, a Qt event, a method of a base."""
    marks = {ast.unparse(decorator).rpartition(".")[2] for decorator in node.decorator_list}
    if marks & {"override", "overload", "setter"}:
        return True
    bases, _methods = known.get(owner, ((), set()))
    qt_event = node.name != node.name.lower() and "_" not in node.name and any(base not in known for base in bases)
    return qt_event or any(says(known, base, node.name) for base in bases)


def says(known: Documented, name: str, method: str) -> bool:
    """Say whether a class or one of its bases documents a method."""
    bases, methods = known.get(name, ((), set()))
    return method in methods or any(says(known, base, method) for base in bases)


@pytest.mark.parametrize("package", ["crypto", "packages", "sync", "operator", "station"])
def test_everything_public_in_a_package_says_what_it_does(package: str) -> None:
    known = documented_methods(module.tree.body for module in modules())
    silent = {
        shown(module.path): names
        for module in modules()
        if module.component == f"koperta_{package}" and (names := undocumented(module.tree.body, known))
    }
    assert not silent


def test_a_public_method_without_a_docstring_is_found() -> None:
    source = 'class A:\n    """Hold a."""\n    def b(self): ...\n    def _c(self): ...\n'
    body = ast.parse(source).body
    assert undocumented(body, documented_methods([body])) == ["A.b"]


def test_only_a_method_that_a_base_documents_may_be_silent() -> None:
    source = (
        'class A:\n    """Hold a."""\n    def b(self):\n        """Do b."""\n'
        'class C(A):\n    """Hold c."""\n    def b(self): ...\n    def d(self): ...\n'
        'class E(QWidget):\n    """Hold e."""\n    def paintEvent(self): ...\n    def paint(self): ...\n'
    )
    body = ast.parse(source).body
    assert undocumented(body, documented_methods([body])) == ["C.d", "E.paint"]
