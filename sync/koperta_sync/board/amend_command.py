"""Run `koperta board amend` and `koperta board reissue`."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from koperta_packages.board.amending import amend_centre, current_data, reissue, replace_package
from koperta_packages.board.change_list import load_changes
from koperta_packages.board.folder import BoardFolder
from koperta_packages.errors import Code, PackageError
from koperta_packages.exam_spec import load_spec
from koperta_sync.terminal import cost_of, read_pin


class AddCommand(Protocol):
    """Describe how the board's command line adds one command."""

    def __call__(
        self,
        commands: argparse._SubParsersAction[argparse.ArgumentParser],
        name: str,
        purpose: str,
        act: Callable[[argparse.Namespace], int],
        example: str,
    ) -> argparse.ArgumentParser: ...


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser], make: AddCommand) -> None:
    """Add both commands to the board's."""
    example = "amend board proba-1 --centre 306401-00042 --changes zmiany.toml --out zmiana"
    amend = make(commands, "amend", "correct candidate data or replace a package", _amend, example)
    amend.add_argument("sitting", metavar="SITTING")
    amend.add_argument("--centre", metavar="NUMBER", help="the centre whose candidates change")
    amend.add_argument("--changes", type=Path, metavar="CHANGES.toml")
    amend.add_argument("--replace-package", metavar="ID", help="for all centres of the sitting")
    amend.add_argument("--spec", type=Path, metavar="SPEC.toml", help="where its exam is anew")
    amend.add_argument("--out", type=Path, required=True, metavar="FOLDER")
    example = "reissue board proba-1 --centre 306401-00042 --out ponownie"
    again = make(commands, "reissue", "write grant and candidate data anew for all rooms", _reissue, example)
    again.add_argument("sitting", metavar="SITTING")
    again.add_argument("--centre", required=True, metavar="NUMBER")
    again.add_argument("--out", type=Path, required=True, metavar="FOLDER")


def _amend(arguments: argparse.Namespace) -> int:
    by_changes = bool(arguments.centre and arguments.changes)
    by_package = bool(arguments.replace_package and arguments.spec)
    if by_changes == by_package:
        hint = "either --centre and --changes, or --replace-package and --spec"
        raise PackageError(Code.COMMAND_INVALID, hint)
    board = BoardFolder.found(arguments.board)
    pin = read_pin(arguments.pin_file, "PIN of the board's keys")
    if by_changes:
        before = current_data(board, pin, arguments.sitting, arguments.centre)
        changes = load_changes(arguments.changes, before)
        amended = [amend_centre(board, pin, arguments.sitting, arguments.centre, changes, arguments.out)]
    else:
        spec = load_spec(arguments.spec)
        if spec.sitting_id != arguments.sitting:
            raise PackageError(Code.DATA_OTHER_SITTING, spec.sitting_id)
        amended = replace_package(
            board, pin, spec, arguments.replace_package, arguments.out, _now(), cost_of(arguments)
        )
    for one in amended:
        print(f"Amendment to revision {one.data.revision}: {one.amendment}")
    return 0


def _reissue(arguments: argparse.Namespace) -> int:
    board = BoardFolder.found(arguments.board)
    pin = read_pin(arguments.pin_file, "PIN of the board's keys")
    reissue(board, pin, arguments.sitting, arguments.centre, arguments.out, _now(), cost_of(arguments))
    print(f"Folder: {arguments.out}")
    return 0


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)
