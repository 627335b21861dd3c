"""Speak with a person at a terminal: refusals with code and next step, PINs, one way of exit."""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path

from koperta_crypto.kdf import CEILING_KIB, DEFAULT_KDF, FLOOR_KIB, MAX_PASSES, KdfCost
from koperta_packages.errors import Code, PackageError

EXIT_REFUSED = 2
KIB_OF_MIB = 1024


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
        print("Stopped.", file=sys.stderr)
    return EXIT_REFUSED


def print_refusal(error: PackageError) -> None:
    """Print a refusal: code, sentence, next step, then the details line by line."""
    print_told(error.code, error.sentence(), error.guidance.next_step, error.detail)


def print_told(code: str, sentence: str, next_step: str, detail: str) -> None:
    """Print what a refusal consists of, as every command does; the detail is for experts, one thing a line."""
    print(f"{code}: {sentence} {next_step}", file=sys.stderr)
    for line in detail.splitlines():
        print(f"  {line}", file=sys.stderr)


def read_pin(file: Path | None, prompt: str) -> str:
    """Return the PIN from the first line of a file, or ask for it without showing it."""
    if file is None:
        return getpass.getpass(f"{prompt}: ")
    try:
        lines = file.read_text("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise PackageError(Code.SECRET_FILE_INVALID, f"{file.name} is not a text in UTF-8") from error
    if not lines or not lines[0].strip():
        raise PackageError(Code.SECRET_FILE_INVALID, f"{file.name} holds no PIN")
    return lines[0].strip()


def new_pin(file: Path | None, prompt: str, least: int) -> str:
    """Return a new PIN, asked for twice unless it comes from a file; SECRETS_DIFFER, PIN_TOO_SHORT."""
    pin = read_pin(file, prompt)
    if file is None and getpass.getpass(f"{prompt} (again): ") != pin:
        raise PackageError(Code.SECRETS_DIFFER, "the two PINs differ")
    if len(pin) < least:
        raise PackageError(Code.PIN_TOO_SHORT, f"a PIN has at least {least} characters")
    return pin


def add_pin_options(parser: argparse.ArgumentParser) -> None:
    """Add the options for scripts: PIN from a file, cost of its key derivation."""
    parser.add_argument("--pin-file", type=Path, help="read the PIN from this file's first line")
    parser.add_argument(
        "--kdf-memory",
        type=within(FLOOR_KIB // KIB_OF_MIB, CEILING_KIB // KIB_OF_MIB),
        default=DEFAULT_KDF.memory_kib // KIB_OF_MIB,
        metavar="MIB",
        help=f"memory of the key derivation, {FLOOR_KIB // KIB_OF_MIB} to {CEILING_KIB // KIB_OF_MIB} MiB "
        "(default %(default)s)",
    )
    parser.add_argument(
        "--kdf-passes",
        type=within(1, MAX_PASSES),
        default=DEFAULT_KDF.passes,
        metavar="N",
        help=f"its passes, 1 to {MAX_PASSES} (default %(default)s)",
    )


def cost_of(arguments: argparse.Namespace) -> KdfCost:
    """Return the cost of key derivation; the options let through only what every reader accepts."""
    return KdfCost(arguments.kdf_memory * KIB_OF_MIB, arguments.kdf_passes)


def within(least: int, most: int) -> Callable[[str], int]:
    """Return the reader of a whole number for an option; argparse names the option and says the bounds."""

    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            raise argparse.ArgumentTypeError(f"{text} is not a whole number") from None
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{text} is not between {least} and {most}")
        return number

    return read
