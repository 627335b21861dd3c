"""Keep a copy of the checkout in which tests are run against a defect."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as Xml
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.faults.defects.catalogue import ROOT, Defect, MovedError

COMPONENTS = ("crypto", "packages", "sync", "operator", "station")
LEFT_OUT = shutil.ignore_patterns(
    ".git", ".venv", "__pycache__", ".*_cache", ".hypothesis", "images", "*.egg-info", "dist", "build"
)
PATIENCE_S = 300
# A defect that is noticed because nothing can be imported is noticed by anything: it proves nothing.
NO_CATCH = ("ImportError", "ModuleNotFoundError", "SyntaxError", "IndentationError", "NameError", "UnboundLocalError")


@dataclass(frozen=True, slots=True)
class Outcome:
    """Hold what became of the tests asked for, by their names without parameters; `failed` says how."""

    passed: frozenset[str]
    failed: dict[str, str]
    not_run: frozenset[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Hold whether a defect was caught, and in what words or why not."""

    caught: bool
    words: str


@dataclass(frozen=True, slots=True)
class CheckoutCopy:
    """Hold a copy of the checkout; the environment's packages are used, the project's own are the copy's."""

    root: Path

    @classmethod
    def make(cls, root: Path) -> CheckoutCopy:
        """Copy the checkout's files, written just now or long ago."""
        shutil.copytree(ROOT, root, ignore=LEFT_OUT)
        return cls(root)

    def try_defect(self, defect: Defect) -> Verdict:
        """Run the tests of a defect with the defect in place; caught means that each of them fails for it."""
        try:
            with self._applied(defect):
                outcome = self.run(defect.caught_by)
        except MovedError as error:
            return Verdict(False, str(error))
        if outcome.not_run:
            return Verdict(False, f"not run: {', '.join(sorted(outcome.not_run))}")
        if outcome.passed:
            return Verdict(False, f"passes all the same: {', '.join(sorted(outcome.passed))}")
        for test, how in outcome.failed.items():
            if how.startswith(NO_CATCH):
                return Verdict(False, f"{test} fails for another reason: {how}")
        return Verdict(True, " ".join(next(iter(outcome.failed.values())).split())[:90])

    def run(self, tests: Sequence[str]) -> Outcome:
        """Run tests of the copy in a process of their own."""
        report = self.root / "report.xml"
        report.unlink(missing_ok=True)
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", f"--junitxml={report}", *tests]
        roots = os.pathsep.join(str(self.root / component) for component in COMPONENTS)
        # CI: the same examples in every run, so that a defect is caught always or never.
        environment = {**os.environ, "PYTHONPATH": roots, "CI": "1"}
        with contextlib.suppress(subprocess.TimeoutExpired):
            subprocess.run(
                command, cwd=self.root, env=environment, check=False, capture_output=True, timeout=PATIENCE_S
            )
        return _outcome(report, tests)

    @contextlib.contextmanager
    def _applied(self, defect: Defect) -> Iterator[None]:
        before = {path: path.read_text(encoding="utf-8") for path in (self.root / c.file for c in defect.changes)}
        for path, text in defect.apply(self.root).items():
            _write(path, text)
        try:
            yield
        finally:
            for path, text in before.items():
                _write(path, text)


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8")
    # Compiled code is told from old by seconds and length, which a defect and its absence may have in common.
    Path(importlib.util.cache_from_source(str(path))).unlink(missing_ok=True)


def _outcome(report: Path, tests: Sequence[str]) -> Outcome:
    passed: set[str] = set()
    failed: dict[str, str] = {}
    cases = Xml.parse(report).iter("testcase") if report.is_file() else ()
    for case in cases:
        name = f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name', '').partition('[')[0]}"
        trouble = [*case.iter("failure"), *case.iter("error")]
        if trouble:
            failed[name] = trouble[0].get("message", "")
        elif not list(case.iter("skipped")):
            passed.add(name)
    asked = frozenset(tests)
    return Outcome(asked & passed - failed.keys(), failed, asked - passed - failed.keys())
