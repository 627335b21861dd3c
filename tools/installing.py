"""Set up a checkout: system packages, `.venv`, the pinned requirements, the project itself."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import platform
import shlex
import shutil
import subprocess
import sys

from tools.running import ROOT, Stop, environment, quietly, say

VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "koperta-setup.stamp"
REQUIREMENTS = ROOT / "requirements"

# What Qt's libraries load at run time and no wheel brings (Debian names). The first line is enough
# without a display, the second is for QtNetwork, the third for windows, the last two for the tests: they run
# PostgreSQL clusters of their own, on sockets; the one that Debian makes and starts by itself is left alone.
SYSTEM_PACKAGES = """
    libgl1 libegl1 libxkbcommon0 libdbus-1-3 libfontconfig1 libglib2.0-0
    libgssapi-krb5-2
    libxcb-cursor0 libxcb-icccm4 libxcb-keysyms1 libxcb-shape0 libxcb-xkb1 libxcb-image0
    libxcb-render-util0 libxkbcommon-x11-0
    xvfb xauth poppler-utils
    postgresql
""".split()


def missing_packages(listing: str, wanted: list[str]) -> list[str]:
    """Return the wanted packages that `dpkg-query` lists neither as installed nor as provided."""
    present: set[str] = set()
    for line in listing.splitlines():
        name, status, provides = line.split("\t")
        if status == "installed":
            present.add(name)
            present.update(entry.split()[0] for entry in provides.split(",") if entry.strip())
    return [name for name in wanted if name not in present]


def venv_package() -> list[str]:
    """Return the system package without which this Python cannot make an environment."""
    if usable_uv() or importlib.util.find_spec("ensurepip") is not None:
        return []
    return [f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"]


def compiler_packages() -> list[str]:
    """Return the system packages of a C compiler, for the tests that record what is written; nothing with one."""
    return [] if shutil.which("cc") else ["gcc", "libc6-dev"]


def install_system_packages() -> None:
    """Install what is missing when root; otherwise name the command and stop with exit code 2."""
    wanted = venv_package() + SYSTEM_PACKAGES + compiler_packages()
    query = ["dpkg-query", "-W", "-f", "${Package}\\t${db:Status-Status}\\t${Provides}\\n"]
    if not (shutil.which("dpkg-query") and shutil.which("apt-get")):
        if sys.platform == "linux":
            say(f"this is no Debian; Qt needs its own system's packages for: {' '.join(wanted)}")
        return
    listing = subprocess.run(query, stdout=subprocess.PIPE, check=False).stdout.decode()
    missing = missing_packages(listing, wanted)
    if not missing:
        return
    install = ["apt-get", "install", "-y", "--no-install-recommends", *missing]
    if os.geteuid() != 0:
        raise Stop(
            f"{len(missing)} system packages are missing. Run, then start again:\n\n"
            f"  sudo apt-get update && sudo {shlex.join(install)}\n\n"
            "Without the right to install: ./dev setup --no-system (windows or tests may fail).",
            2,
        )
    hint = "see that apt-get works on this machine, or go on with ./dev setup --no-system"
    quietly("Refreshing the list of system packages", ["apt-get", "update"], hint)
    quietly(f"Installing {len(missing)} system packages: {' '.join(missing)}", install, hint)


def usable_uv() -> str | None:
    """Return the path of a working uv, which installs several times faster than pip."""
    path = shutil.which("uv")
    if path is None:
        return None
    works = subprocess.run([path, "--version"], capture_output=True, env=environment(), check=False)
    return path if works.returncode == 0 else None


def wanted_stamp() -> str:
    """Return the fingerprint of all that a finished set-up depends on."""
    facts = [platform.python_version(), sys.platform, str(ROOT), " ".join(SYSTEM_PACKAGES)]
    for path in (REQUIREMENTS / "dev.txt", ROOT / "pyproject.toml"):
        facts.append(hashlib.sha256(path.read_bytes()).hexdigest())
    return "\n".join(facts) + "\n"


def make_venv(uv: str | None) -> None:
    """Make `.venv`, or keep the one that is there when it fits this Python and this place."""
    needs = "sys" if uv else "sys, pip"
    probe = f"import {needs}; print(*sys.version_info[:3], sys.prefix)"
    expected = " ".join(map(str, sys.version_info[:3])) + f" {VENV}"
    try:
        found = subprocess.run([str(BIN / "python"), "-c", probe], capture_output=True, check=False)
        if found.stdout.decode().strip() == expected:
            return
    except OSError:
        pass  # no environment yet, or a broken one
    shutil.rmtree(VENV, ignore_errors=True)
    # The interpreter that an active environment was made from: `.venv` itself was just removed.
    base = getattr(sys, "_base_executable", None) or sys.executable
    command = [uv, "venv", "--python", base, str(VENV)] if uv else [base, "-m", "venv", str(VENV)]
    hint = "look at the lines above; another Python can be used as `python3.12 dev setup`"
    quietly(f"Making .venv for Python {platform.python_version()}", command, hint)


def install_requirements(uv: str | None) -> None:
    """Install the pinned requirements, every file checked by its hash, and the project itself."""
    python = str(BIN / "python")
    install = [uv, "pip", "install", "--python", python] if uv else [python, "-m", "pip", "install"]
    pinned = [*install, "--require-hashes", "--no-deps", "-r", str(REQUIREMENTS / "dev.txt")]
    hint = "see that this machine reaches its package index, then repeat ./dev setup"
    quietly("Installing the pinned requirements (the first time takes a while)", pinned, hint)
    editable = [*install, "--no-build-isolation", "--no-deps", "-e", str(ROOT)]
    quietly("Installing Koperta itself, editable", editable, "read the lines above")


def set_up(*, again: bool = False, system: bool = True) -> None:
    """Bring the environment up to date; do nothing when the stamp says that it is."""
    if not again and STAMP.is_file() and STAMP.read_text(encoding="utf-8") == wanted_stamp():
        return
    if system:
        install_system_packages()
    STAMP.unlink(missing_ok=True)
    uv = usable_uv()
    make_venv(uv)
    install_requirements(uv)
    STAMP.write_text(wanted_stamp(), encoding="utf-8")
    say("ready")
