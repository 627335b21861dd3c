"""Who may import whom, read from the source, so that a module written tomorrow is held to it too.

import-linter checks the same lines on the whole import graph (pyproject.toml); here are the ones it
has no words for, and the ones that a dynamic import could slip past it.
"""

import ast
import functools
import graphlib
from pathlib import Path

import pytest

from tests.test_foundation.checkout import PACKAGES, ROOT, WINDOWS, Module, modules, within

MAY_IMPORT = {
    "koperta_crypto": set[str](),
    "koperta_packages": {"koperta_crypto"},
    "koperta_sync": {"koperta_crypto", "koperta_packages"},
    "koperta_operator": {"koperta_crypto", "koperta_packages", "koperta_sync"},
    "koperta_station": {"koperta_crypto", "koperta_packages", "koperta_sync"},
}
QT = ("PySide6", "shiboken6", "PyQt6", "PyQt5", "PySide2")
# What a workstation may know of a package: nothing from which a key or another form could be had.
PUBLIC_VIEWS = tuple(f"koperta_packages.{view}" for view in ("public", "markup", "errors", "form"))
# The rules of the exam: the same input gives the same outcome, today and in a replay.
PURE = ("koperta_operator.room.rules", "koperta_packages.draw", "koperta_packages.score")
IMPURE = (
    *("time", "random", "secrets", "os", "pathlib", "shutil", "tempfile", "io", "subprocess"),
    *("socket", "ssl", "asyncio", "threading", "aiohttp", "sqlite3", "sqlalchemy"),
)
CLOCK_CALLS = {"now", "utcnow", "today"}


@functools.cache
def by_name() -> dict[str, Module]:
    """Return every module of the packages under its dotted name."""
    return {module.name: module for module in modules()}


def forbidden_imports(module: Module) -> list[str]:
    """Return the imports of a module that its place in the tree does not allow."""
    allowed = MAY_IMPORT[module.component] | {module.component}
    wrong = []
    for name in module.imports():
        package = name.partition(".")[0]
        if package in PACKAGES and package not in allowed:
            wrong.append(name)
        if within(name, QT) and not within(module.name, WINDOWS):
            wrong.append(name)
        if module.component == "koperta_station" and package == "koperta_packages":
            wrong += [] if within(name, PUBLIC_VIEWS) else [name]
    return wrong


def impurities(module: Module) -> list[str]:
    """Return what a module takes from the world by itself instead of being given it."""
    taken = [name for name in module.imports() if within(name, IMPURE)]
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call):
            name = ast.unparse(node.func)
            if name.rpartition(".")[2] in CLOCK_CALLS or name in {"open", "input", "print"}:
                taken.append(name)
    return taken


def reached_from(module: Module) -> dict[str, Module]:
    """Return the module and all of its own component that it imports, directly or not."""
    reached: dict[str, Module] = {}
    waiting = [module.name]
    while waiting:
        name = waiting.pop()
        if name in reached or name not in by_name():
            continue
        reached[name] = by_name()[name]
        for imported in reached[name].imports():
            if within(imported, (module.component,)):
                waiting += [imported, imported.rpartition(".")[0]]
    return reached


def circle(found: dict[str, Module]) -> list[str]:
    """Return modules that import each other in a ring, be it for their types only; nothing when there is none."""
    graph = {
        name: {known for one in module.imports() if (known := nearest(one, found)) not in ("", name)}
        for name, module in found.items()
    }
    try:
        graphlib.TopologicalSorter(graph).prepare()
    except graphlib.CycleError as error:
        return list(error.args[1])
    return []


def nearest(name: str, found: dict[str, Module]) -> str:
    """Return the module that a dotted name is or lies in; empty for one of somebody else."""
    while name and name not in found:
        name = name.rpartition(".")[0]
    return name


def written(name: str, source: str) -> Module:
    """Make a module from text, as if it stood at that place."""
    return Module(name, ROOT / "somewhere.py", ast.parse(source))


@pytest.mark.parametrize("package", PACKAGES)
def test_a_component_imports_only_what_the_table_allows(package: str) -> None:
    owned = [module for module in by_name().values() if module.component == package]
    assert owned
    wrong = {module.name: names for module in owned if (names := forbidden_imports(module))}
    assert not wrong


def test_the_rules_take_no_clock_no_disk_no_network_and_no_chance() -> None:
    rules = [module for module in by_name().values() if within(module.name, PURE)]
    assert rules, "the rules have moved, and this test would see none of them"
    wrong = {
        f"{rule.name} by way of {name}": taken
        for rule in rules
        for name, reached in reached_from(rule).items()
        if (taken := impurities(reached))
    }
    assert not wrong


def test_no_part_without_a_window_reaches_into_one() -> None:
    outside = [module for module in by_name().values() if not within(module.name, WINDOWS)]
    wrong = [m.name for m in outside if any(within(name, WINDOWS) for name in m.imports())]
    assert not wrong


def test_no_modules_import_each_other_in_a_circle() -> None:
    assert not circle(by_name())


def test_a_circle_for_types_only_is_found() -> None:
    window = written("koperta_station.window", "from koperta_station.screens import Screen")
    screens = written("koperta_station.screens", "if TYPE_CHECKING:\n    from koperta_station.window import Window")
    assert circle({one.name: one for one in (window, screens)})


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("koperta_crypto.seal", "import koperta_sync"),
        ("koperta_packages.package", "def late():\n    from koperta_sync.protocol import base"),
        ("koperta_sync.client", "from koperta_operator import room"),
        ("koperta_operator.room.server", "import koperta_station.simulated"),
        ("koperta_station.simulated.answers", "from koperta_operator.room import rules"),
        ("koperta_operator.room.server", "import PySide6.QtCore"),
        ("koperta_sync.desktopish", "from PySide6 import QtCore"),
        ("koperta_sync.protocol.base", "import importlib\nimportlib.import_module('PySide6')"),
        ("koperta_station.kiosk.tasks", "from koperta_packages import opening"),
        ("koperta_station.kiosk.tasks", "import koperta_packages"),
        ("koperta_station.kiosk.tasks", "from koperta_packages.publicity import key"),
    ],
)
def test_an_import_across_a_line_is_found(place: str, source: str) -> None:
    assert forbidden_imports(written(place, source))


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("koperta_station.kiosk.tasks", "from koperta_packages.public import PublicItem"),
        ("koperta_station.kiosk.tasks", "from koperta_packages import markup"),
        ("koperta_operator.console.wall", "from PySide6.QtWidgets import QLabel"),
        ("koperta_operator.room.server", "from .rules import admit"),
    ],
)
def test_an_import_inside_the_lines_is_let_through(place: str, source: str) -> None:
    assert not forbidden_imports(written(place, source))


@pytest.mark.parametrize(
    "source",
    [
        "import time",
        "from random import shuffle",
        "import os.path",
        "from datetime import datetime\nSTART = datetime.now()",
        "def read():\n    return open('x')",
    ],
)
def test_a_rule_that_looks_at_the_world_is_found(source: str) -> None:
    assert impurities(written("koperta_operator.room.rules", source))


def test_a_relative_import_is_resolved_like_python_does() -> None:
    tree = ast.parse("from . import a\nfrom .b import c\nfrom ..d import e")
    module = Module("koperta_sync.board.files", Path("files.py"), tree)
    package = Module("koperta_sync.board", Path("__init__.py"), tree)
    assert list(module.imports()) == [
        "koperta_sync.board.a",
        "koperta_sync.board.b.c",
        "koperta_sync.d.e",
    ]
    assert next(package.imports()) == "koperta_sync.board.a"
