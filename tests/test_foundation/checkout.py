"""Read the checkout the way the guards need it: its files, its modules, what they import."""

import ast
import functools
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
COMPONENTS = ("crypto", "packages", "sync", "operator", "station")
PACKAGES = tuple(f"koperta_{component}" for component in COMPONENTS)
WINDOWS = ("koperta_operator.console", "koperta_station.kiosk", "koperta_sync.desktop")


def files() -> list[Path]:
    """Return every file that belongs to the checkout, written just now or long ago."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):  # an unpacked archive: no git, no history
        return sorted(path for path in ROOT.rglob("*") if path.is_file() and not is_ignored(path))
    names = listing.stdout.decode().split("\0")
    return sorted(path for name in names if name and (path := ROOT / name).is_file())


def is_ignored(path: Path) -> bool:
    """Say whether a file lies in a folder that .gitignore names."""
    lines = (ROOT / ".gitignore").read_text(encoding="utf-8").splitlines()
    folders = {line.strip("/") for line in lines if line.endswith("/")}
    return not folders.isdisjoint(path.relative_to(ROOT).parts)


def python_files() -> list[Path]:
    """Return every Python source of the checkout, the `dev` script with them."""
    return [path for path in files() if path.suffix == ".py"] + [ROOT / "dev"]


def within(name: str, packages: tuple[str, ...]) -> bool:
    """Say whether a dotted name is one of the packages or lies inside one."""
    return any(name == package or name.startswith(package + ".") for package in packages)


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the five packages: its dotted name, its file, its syntax tree."""

    name: str
    path: Path
    tree: ast.Module

    @property
    def component(self) -> str:
        """Return the package at the root of the name."""
        return self.name.partition(".")[0]

    def imports(self) -> Iterator[str]:
        """Yield the dotted names it imports, wherever in the file; `from a import b` gives a.b."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                base = self._base(node)
                yield from (f"{base}.{alias.name}" for alias in node.names)
            elif isinstance(node, ast.Call):
                yield from self._imported_by_call(node)

    def _base(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module or ""
        parts = self.name.split(".")
        if self.path.name == "__init__.py":
            parts.append("")
        return ".".join([*parts[: -node.level], *([node.module] if node.module else [])])

    @staticmethod
    def _imported_by_call(node: ast.Call) -> Iterator[str]:
        called = node.func.attr if isinstance(node.func, ast.Attribute) else ast.unparse(node.func)
        if called in {"import_module", "__import__", "importorskip"} and node.args:
            first = node.args[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value


@functools.cache
def syntax_tree(path: Path) -> ast.Module:
    """Parse a source; one that does not parse counts as empty here and fails in test_layout."""
    try:
        return ast.parse(path.read_text(encoding="utf-8"), str(path))
    except SyntaxError:
        return ast.Module(body=[], type_ignores=[])


def module_of(path: Path) -> Module:
    """Parse one file of a component."""
    name = ".".join(path.relative_to(ROOT).with_suffix("").parts[1:]).removesuffix(".__init__")
    return Module(name, path, syntax_tree(path))


def modules() -> list[Module]:
    """Return every module of the five packages."""
    roots = tuple(ROOT / c / f"koperta_{c}" for c in COMPONENTS)
    return [module_of(path) for path in python_files() if any(path.is_relative_to(root) for root in roots)]
