"""Speak with a person at a terminal: refusals with code and next step, PINs, one way of exit."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from koperta_crypto.errors import CryptoError
from koperta_crypto.kdf import DEFAULT_KDF, FLOOR_KIB, KdfCost, check_parameters
from koperta_packages.errors import Code, PackageError

EXIT_REFUSED = 2


def refusing_calmly(act: Callable[[], int | None]) -> int:
    """Run a command; a refusal becomes `CODE: sentence next step` and exit status 2.

    Errors of the disk are refusals too; anything else is a fault of the program and stays visible.
    """
    try:
        return act() or 0
    except PackageError as error:
        print_refusal(error)
    except OSError as error:
        name = f" ({error.filename})" if error.filename else ""
        print_refusal(PackageError(Code.IO_ERROR, f"{error.strerror}{name}"))
    except (KeyboardInterrupt, EOFError):
        print("Przerwano.", file=sys.stderr)
    return EXIT_REFUSED


def print_refusal(error: PackageError) -> None:
    """Print a refusal: code, sentence, next step, then the details line by line."""
    print(f"{error.code}: {error.sentence()} {error.guidance.next_step}", file=sys.stderr)
    for line in error.detail.splitlines():
        print(f"  {line}", file=sys.stderr)


def read_pin(file: Path | None, prompt: str) -> str:
    """Return the PIN from the first line of a file, or ask for it without showing it."""
    if file is None:
        return getpass.getpass(f"{prompt}: ")
    try:
        lines = file.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise PackageError(Code.PIN_WRONG, f"{file.name} is not a text in UTF-8") from error
    if not lines or not lines[0].strip():
        raise PackageError(Code.PIN_WRONG, f"{file.name} holds no PIN")
    return lines[0].strip()


def new_pin(file: Path | None, prompt: str, least: int) -> str:
    """Return a new PIN, asked for twice unless it comes from a file; PIN_WRONG when too short."""
    pin = read_pin(file, prompt)
    if file is None and getpass.getpass(f"{prompt} (again): ") != pin:
        raise PackageError(Code.PIN_WRONG, "the two PINs differ")
    if len(pin) < least:
        raise PackageError(Code.PIN_WRONG, f"a PIN has at least {least} characters")
    return pin


def add_pin_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for scripts: PIN from a file, cost of its key derivation."""
    parser.add_argument("--pin-file", type=Path, help="read the PIN from this file's first line")
    parser.add_argument(
        "--kdf-memory",
        type=int,
        default=DEFAULT_KDF.memory_kib // 1024,
        metavar="MIB",
        help=f"memory of the key derivation, {FLOOR_KIB // 1024}–1024 (default %(default)s)",
    )
    parser.add_argument("--kdf-passes", type=int, default=DEFAULT_KDF.passes, metavar="N", help="1–10")


def cost_of(arguments: argparse.Namespace) -> KdfCost:
    """Return the cost of key derivation; PackageError KDF_LIMIT_EXCEEDED when no reader would accept it."""
    cost = KdfCost(arguments.kdf_memory * 1024, arguments.kdf_passes)
    try:
        check_parameters(cost.with_salt())
    except CryptoError as error:
        raise PackageError(Code.KDF_LIMIT_EXCEEDED, str(error)) from error
    return cost
