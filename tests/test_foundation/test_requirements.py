"""The pins hold names, versions and hashes only, agree with pyproject.toml, and have reasons."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.test_foundation.checkout import ROOT

PIN = re.compile(
    r"(?P<name>[a-z0-9-]+)==(?P<version>[0-9][0-9a-z.]*)( ; [a-zA-Z_ '!=<>.0-9()]+)?"
    r"(?P<hashes>( --hash=sha256:[0-9a-f]{64})+)"
)
LOCKS = ("runtime.txt", "dev.txt")


def pins(lock: str) -> dict[str, Version]:
    """Return the pinned version of each name; fail on any line that is not a hashed pin."""
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    joined = re.sub(r" \\\n\s*", " ", text)
    found: dict[str, Version] = {}
    for line in joined.splitlines():
        if not line.startswith("#"):
            match = PIN.fullmatch(line)
            assert match, f"{lock} has a line that is no pin with hashes: {line[:80]}"
            found[match["name"]] = Version(match["version"])
    return found


def asked() -> dict[str, list[Requirement]]:
    """Return what pyproject.toml asks for: at run time, and for development."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    runtime = [Requirement(line) for line in project["project"]["dependencies"]]
    development = [Requirement(line) for line in project["dependency-groups"]["dev"]]
    return {"runtime.txt": runtime, "dev.txt": runtime + development}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_the_pins_is_a_name_a_version_and_hashes(lock: str) -> None:
    assert len(pins(lock)) > 20


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_lies_in_the_range_that_the_project_asks_for(lock: str) -> None:
    pinned = pins(lock)
    wrong = [
        str(requirement)
        for requirement in asked()[lock]
        if (version := pinned.get(canonicalize_name(requirement.name))) is None or version not in requirement.specifier
    ]
    assert not wrong, "run ./dev lock"


def test_the_tools_are_tried_with_the_very_versions_that_run_in_an_exam() -> None:
    assert pins("runtime.txt").items() <= pins("dev.txt").items()


def test_what_windows_needs_is_pinned_too() -> None:
    text = (ROOT / "requirements" / "dev.txt").read_text(encoding="utf-8")
    assert re.search(r"^colorama==.* ; sys_platform == 'win32'", text, re.MULTILINE)


def test_every_dependency_has_its_reason_and_no_reason_outlives_its_dependency() -> None:
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `([^`]+)` \| (.*?) \|", text, re.MULTILINE)
    assert all(len(reason) > 20 for _, reason in rows)
    explained = [canonicalize_name(name) for name, _ in rows]
    assert sorted(explained) == sorted(canonicalize_name(r.name) for r in asked()["dev.txt"])
