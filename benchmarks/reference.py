"""Run the reference: the least a server can do that acknowledges only what is on the disk.

It is `servers.py` (aiohttp on uvloop, group commit) with its own `load.py`, kept outside this repository
in the folder KOPERTA_BENCH names, else in `../shared/bench` beside the checkout.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType

from koperta_crypto.certificates import LocalAuthority

ROOT = Path(__file__).resolve().parent.parent


def folder() -> Path | None:
    """Return where the references are, None when they are not here."""
    found = Path(os.environ.get("KOPERTA_BENCH") or ROOT.parent / "shared" / "bench")
    return found if (found / "servers.py").is_file() and (found / "load.py").is_file() else None


class Reference:
    """Hold the reference's server process; use as a context."""

    def __init__(self, scripts: Path) -> None:
        self._scripts = scripts
        self._folder = Path(tempfile.mkdtemp(prefix="koperta-reference-"))
        self._port = _free_port()
        self._server: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Reference:
        certificate, key = self._folder / "server.pem", self._folder / "server.key"
        authority = LocalAuthority.create("benchmark")
        for path, pem in zip((certificate, key), authority.issue_server("localhost", []), strict=True):
            path.write_bytes(pem)
        store = {"LOOP": "uvloop", "STORE": "group", "DB": str(self._folder / "reference.db")}
        command = [sys.executable, str(self._scripts / "servers.py"), "aiohttp", str(self._port)]
        # Its own client cuts its connections at the end of a run, which the server would tell at length.
        self._server = subprocess.Popen(
            [*command, str(certificate), str(key)], env=_environment() | store, stderr=subprocess.DEVNULL
        )
        self._wait()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: object, trace: TracebackType | None) -> None:
        if self._server is not None:
            self._server.kill()
            self._server.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    def load(self, mode: str, seconds: float, connections: int, rate: float = 0.0) -> dict[str, float]:
        """Drive it with its own client over WebSockets; return what that client prints."""
        command = [sys.executable, str(self._scripts / "load.py"), "ws", mode, "127.0.0.1", str(self._port)]
        command += [str(connections), str(seconds), *([str(rate)] if rate else [])]
        done = subprocess.run(command, env=_environment(), capture_output=True, text=True, timeout=120, check=True)
        found: dict[str, float] = json.loads(done.stdout)
        if found["errors"]:
            raise RuntimeError(f"the reference lost connections: {found}")
        return found

    def _wait(self) -> None:
        for _ in range(100):
            try:
                socket.create_connection(("127.0.0.1", self._port), 1).close()
            except OSError:
                time.sleep(0.1)
            else:
                return
        raise RuntimeError("the reference does not listen; it needs aiohttp and uvloop")


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
