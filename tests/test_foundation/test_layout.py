"""The folders never hide the standard library, and every package says that it is typed."""

import ast
import subprocess
import sys

import pytest

from tests.test_foundation.checkout import COMPONENTS, ROOT, python_files


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_folder_is_not_itself_a_package(component: str) -> None:
    assert not list((ROOT / component).glob("*.py"))


@pytest.mark.parametrize("component", COMPONENTS)
def test_a_component_folder_holds_exactly_its_own_package(component: str) -> None:
    packages = [entry.parent.name for entry in (ROOT / component).glob("*/__init__.py")]
    assert packages == [f"koperta_{component}"]


@pytest.mark.parametrize("component", COMPONENTS)
def test_every_package_ships_the_marker_of_typed_code(component: str) -> None:
    assert (ROOT / component / f"koperta_{component}" / "py.typed").is_file()


def test_the_standard_library_operator_is_found_from_the_root() -> None:
    command = [sys.executable, "-S", "-c", "import enum, operator; operator.add(1, 1)"]
    subprocess.run(command, cwd=ROOT, check=True)


def test_no_package_folder_has_the_name_of_a_standard_module() -> None:
    packages = {path.parent for path in python_files() if path.name == "__init__.py"}
    hiding = [str(p.relative_to(ROOT)) for p in packages if p.name in sys.stdlib_module_names]
    assert not hiding


def test_every_test_folder_is_a_package() -> None:
    folders = {path.parent for path in python_files() if path.is_relative_to(ROOT / "tests")}
    assert not [str(folder) for folder in folders if not (folder / "__init__.py").is_file()]


def test_every_source_is_written_for_the_oldest_python_supported() -> None:
    wrong = []
    for path in python_files():
        try:
            ast.parse(path.read_text(encoding="utf-8"), str(path), feature_version=(3, 11))
        except SyntaxError as error:
            wrong.append(f"{path.relative_to(ROOT)}:{error.lineno} {error.msg}")
    assert not wrong
