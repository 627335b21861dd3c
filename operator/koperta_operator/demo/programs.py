"""Start the day's other programs as processes of their own, and end them again, whatever happens."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from koperta_operator.demo.places import DemoError

_LAST_LINES = 15
Arguments = Sequence[str | Path]


def command(*arguments: str | Path) -> list[str]:
    """Return the command line of `koperta …` in this very Python."""
    return [sys.executable, "-m", "koperta_sync.command", *(str(one) for one in arguments)]


@dataclass(slots=True)
class Program:
    """Hold one running program; its output and messages go to a file."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path
    needs_closed_input: bool = False

    def running(self) -> bool:
        """Tell whether it has not ended."""
        return self.process.poll() is None

    def last_lines(self) -> str:
        """Return the end of its log."""
        return _tail(self.log)

    def stop(self) -> None:
        """Ask it to end, and insist after a while."""
        if self.process.stdin is not None:
            self.process.stdin.close()
        if not self.needs_closed_input and self.running():
            self.process.terminate()
        try:
            self.process.wait(8)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait(5)


@dataclass(slots=True)
class Programs:
    """Run commands and programs; `stop` ends everything still running."""

    logs: Path
    started: list[Program] = field(default_factory=list)
    _files: list[IO[bytes]] = field(default_factory=list)

    def run(self, name: str, arguments: Arguments) -> str:
        """Run a command to its end; return its output. DemoError with its last lines when it fails."""
        log = self.logs / f"{name}.log"
        with log.open("ab") as file:
            done = subprocess.run(command(*arguments), stdout=subprocess.PIPE, stderr=file, check=False)
            file.write(done.stdout)
        if done.returncode:
            raise DemoError(f"koperta {arguments[0]} ended with {done.returncode}:\n{_tail(log)}")
        return done.stdout.decode("utf-8", errors="replace")

    def start(self, name: str, arguments: Arguments, *, piped: bool = False) -> Program:
        """Start a program; `piped`: it runs until its input is closed."""
        log = self.logs / f"{name}.log"
        file = log.open("ab")
        self._files.append(file)
        process = subprocess.Popen(
            command(*arguments),
            stdin=subprocess.PIPE if piped else subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env={**os.environ, "PYTHONUNBUFFERED": "1"},
            # A group of its own: Ctrl-C reaches the demo alone, which ends the others in their order.
            start_new_session=os.name == "posix",
        )
        program = Program(name, process, log, piped)
        self.started.append(program)
        return program

    def stop(self) -> None:
        """End everything, the youngest first."""
        while self.started:
            self.started.pop().stop()
        while self._files:
            self._files.pop().close()

    def last_words(self) -> str:
        """Return the ends of all logs, for a failure."""
        return "\n".join(f"--- {one.name} ({one.log})\n{one.last_lines()}" for one in self.started)


def wait_ready(program: Program, seconds: float = 30.0) -> int:
    """Wait for the room's JSON line and return its port; DemoError when it does not come."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and program.running():
        for line in program.log.read_text("utf-8", errors="replace").splitlines():
            if line.startswith("{"):
                return int(json.loads(line)["port"])
        time.sleep(0.1)
    raise DemoError(f"{program.name} does not get ready:\n{program.last_lines()}")


def _tail(log: Path) -> str:
    lines = log.read_text("utf-8", errors="replace").splitlines()
    return "\n".join(f"    {line}" for line in lines[-_LAST_LINES:])
