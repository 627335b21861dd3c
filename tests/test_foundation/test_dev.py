"""`./dev` on machines that this one is not: no packages, no rights, another Python, a full stamp.

Each test copies the script into an empty checkout and puts programs on PATH that write down how
they were called: the package manager of a Debian, and a uv that makes a small environment.
"""

import os
import shutil
import subprocess
import sys
import textwrap
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.test_foundation.checkout import ROOT
from tools import installing, running

pytestmark = pytest.mark.skipif(os.name == "nt", reason="the machine is played by shell scripts")

ALL_PACKAGES = "".join(f"{name}\\tinstalled\\t\\n" for name in installing.SYSTEM_PACKAGES)


@dataclass(frozen=True)
class Machine:
    """A checkout and a PATH of its own."""

    checkout: Path
    programs: Path
    log: Path

    def add(self, name: str, body: str) -> None:
        """Put a program on PATH; every call of it goes into the log."""
        script = self.programs / name
        script.write_text(f'#!/bin/sh\necho "{name} $*" >>"{self.log}"\n{body}\n', encoding="utf-8")
        script.chmod(0o755)

    def dev(self, *arguments: str, **extra: str) -> subprocess.CompletedProcess[str]:
        """Run the script as somebody would."""
        environment = {"PATH": f"{self.programs}:/bin", "LANG": "C.UTF-8", **extra}
        command = [sys.executable, "-B", "dev", *arguments]
        return subprocess.run(command, cwd=self.checkout, env=environment, capture_output=True, text=True, timeout=60)

    def calls(self) -> list[str]:
        """Return how the programs were called so far, and forget it."""
        lines = self.log.read_text(encoding="utf-8").splitlines() if self.log.exists() else []
        self.log.unlink(missing_ok=True)
        return [line for line in lines if line != "uv --version"]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """Make a Debian that has everything, with a uv, and a checkout that was never set up."""
    checkout, programs = tmp_path / "checkout", tmp_path / "programs"
    shutil.copytree(ROOT / "tools", checkout / "tools", ignore=shutil.ignore_patterns("*.pyc"))
    shutil.copy(ROOT / "dev", checkout / "dev")
    shutil.copy(ROOT / "pyproject.toml", checkout)
    (checkout / "requirements").mkdir()
    (checkout / "requirements" / "dev.txt").write_text("a==1 --hash=sha256:00\n", encoding="utf-8")
    programs.mkdir()
    made = Machine(checkout, programs, tmp_path / "log")
    made.add("dpkg-query", f"printf '{ALL_PACKAGES}'")
    made.add("apt-get", "exit 0")
    made.add("cc", "exit 0")
    venv = checkout / ".venv"
    made.add("uv", f'[ "$1" = venv ] && mkdir -p "{venv}/bin"; exit 0')
    return made


def test_the_help_names_every_command_of_the_readme(machine: Machine) -> None:
    shown = machine.dev().stdout
    named = "setup test check demo run bench faults docs screenshots lock help".split()
    assert [line.split()[0] for line in shown.splitlines() if line.startswith("  ")] == named


def test_an_unknown_command_is_refused(machine: Machine) -> None:
    done = machine.dev("instal")
    assert (done.returncode, "./dev help" in done.stderr) == (2, True)


def test_a_second_setup_does_nothing(machine: Machine) -> None:
    assert machine.dev("setup").returncode == 0
    first = machine.calls()
    assert [call.split()[1] for call in first if call.startswith("uv")] == ["venv", "pip", "pip"]
    done = machine.dev("setup")
    assert (done.returncode, done.stdout, machine.calls()) == (0, "", [])


@pytest.mark.parametrize("changed", ["requirements/dev.txt", "pyproject.toml"])
def test_a_change_of_what_was_installed_installs_again(machine: Machine, changed: str) -> None:
    machine.dev("setup")
    machine.calls()
    with (machine.checkout / changed).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    machine.dev("setup")
    assert any("--require-hashes" in call for call in machine.calls())


def test_a_setup_that_failed_is_not_taken_for_done(machine: Machine) -> None:
    machine.add("uv", '[ "$1" = pip ] && echo "no such file" && exit 7; exit 0')
    done = machine.dev("setup")
    assert done.returncode == 7
    assert "no such file" in done.stdout
    assert "uv pip install" in done.stderr
    assert "Next: " in done.stderr
    assert not (machine.checkout / ".venv" / "koperta-setup.stamp").exists()


def lacking(machine: Machine, *names: str) -> None:
    """Take packages away from the machine."""
    kept = [name for name in installing.SYSTEM_PACKAGES if name not in names]
    machine.add("dpkg-query", "printf '" + "".join(f"{n}\\tinstalled\\t\\n" for n in kept) + "'")


@pytest.mark.skipif(os.name != "nt" and os.geteuid() != 0, reason="needs to be root")
def test_root_gets_the_missing_packages_installed(machine: Machine) -> None:
    lacking(machine, "libegl1", "xvfb")
    assert machine.dev("setup").returncode == 0
    apt = [call for call in machine.calls() if call.startswith("apt-get")]
    assert apt == [
        "apt-get update",
        "apt-get install -y --no-install-recommends libegl1 xvfb",
    ]


@pytest.mark.skipif(os.name != "nt" and os.geteuid() != 0, reason="needs to be root")
def test_a_service_that_a_package_starts_does_not_hold_the_setup_up(machine: Machine) -> None:
    """Its output is the installer's, and stays open as long as it runs."""
    lacking(machine, "postgresql")
    machine.add("apt-get", "sleep 20 & exit 0")
    began = time.monotonic()
    assert machine.dev("setup").returncode == 0
    assert time.monotonic() - began < 15


def test_others_are_told_the_exact_command_and_nothing_is_installed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    lacking(machine, "libegl1", "xvfb")
    monkeypatch.setenv("PATH", f"{machine.programs}:/bin")
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(running.Stop) as stop:
        installing.install_system_packages()
    assert stop.value.code == 2
    command = "sudo apt-get install -y --no-install-recommends libegl1 xvfb"
    assert f"sudo apt-get update && {command}\n" in str(stop.value)
    assert not [call for call in machine.calls() if call.startswith("apt-get")]


def test_a_machine_without_a_compiler_is_offered_one(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    real = shutil.which
    assert installing.compiler_packages() == ([] if real("cc") else ["gcc", "libc6-dev"])
    monkeypatch.setenv("PATH", f"{machine.programs}:/bin")
    monkeypatch.setattr(shutil, "which", lambda name: None if name == "cc" else real(name))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with pytest.raises(running.Stop, match="apt-get install -y --no-install-recommends gcc libc6-dev\n"):
        installing.install_system_packages()


def test_no_system_goes_on_without_the_packages(machine: Machine) -> None:
    lacking(machine, "libegl1")
    assert machine.dev("setup", "--no-system").returncode == 0
    assert not [call for call in machine.calls() if call.startswith(("apt", "dpkg"))]


def test_a_package_counts_when_another_provides_it_and_not_when_only_its_settings_remain() -> None:
    listing = "libglib2.0-0t64\tinstalled\tlibglib2.0-0 (= 2.80)\nxvfb\tconfig-files\t\n"
    assert installing.missing_packages(listing, ["libglib2.0-0", "xvfb"]) == ["xvfb"]


def test_the_callers_settings_do_not_reach_the_programs(machine: Machine) -> None:
    machine.dev("setup")
    printing = machine.checkout / ".venv" / "bin" / "koperta"
    printing.write_text("#!/bin/sh\nenv\n", encoding="utf-8")
    printing.chmod(0o755)
    leaking = {"PYTHONPATH": "/elsewhere", "QT_STYLE_OVERRIDE": "x", "PYTEST_ADDOPTS": "-x"}
    seen = machine.dev("run", **leaking).stdout.splitlines()
    assert not [line for line in seen if line.partition("=")[0] in leaking]
    assert "QT_QPA_PLATFORM=offscreen" in seen


def test_a_failing_program_ends_the_script_with_its_code_and_its_command(machine: Machine) -> None:
    machine.dev("setup")
    program = machine.checkout / ".venv" / "bin" / "koperta"
    program.write_text('#!/bin/sh\necho "$@"\nexit 5\n', encoding="utf-8")
    program.chmod(0o755)
    done = machine.dev("demo", "--minutes", "3")
    assert (done.returncode, done.stdout) == (5, "demo --minutes 3\n")
    assert "bin/koperta demo --minutes 3" in done.stderr


def test_the_script_and_its_tools_need_only_the_standard_library() -> None:
    """They run before anything is installed, so they are started without site-packages."""
    source = textwrap.dedent(f"""
        import runpy, sys
        sys.argv = ["dev", "help"]
        runpy.run_path({str(ROOT / "dev")!r}, run_name="__main__")
    """)
    command = [sys.executable, "-I", "-S", "-B", "-c", source]
    assert subprocess.run(command, capture_output=True).returncode == 0
