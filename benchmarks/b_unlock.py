"""Measure the way from the passphrase to the tasks: key derivation and decryption, beside bare libsodium."""

from __future__ import annotations

import io
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import nacl.bindings as sodium

from benchmarks.measures import Row, interleaved
from koperta_crypto.kdf import DEFAULT_KDF
from koperta_crypto.stream import CHUNK_BYTES, HEADER_BYTES, OVERHEAD
from koperta_packages.board.issuing import IssueOptions, issue
from koperta_packages.board.sheets import write_text_only
from koperta_packages.exam_spec import load_spec
from koperta_packages.manifest import SegmentKind, segment_aad, segment_key
from koperta_packages.package import PackageFile
from koperta_packages.package_writer import CompartmentKeys, PlainSegment, write_package
from koperta_packages.unlocking import unlock
from tests.board_fixture import ISSUED_AT, IssuedSittingForTest, issue_sitting
from tests.board_sources import write_spec

TEXTS_MIB = 32
MIB = 1024 * 1024


def rows(rounds: int) -> list[Row]:
    """Measure both, interleaved."""
    with _folder() as folder:
        issued = issue_sitting(folder, fresh=True)
        cases = {**_passphrase_cases(issued, folder), **_decryption_cases(issued, folder)}
        found = interleaved(cases, 2 * rounds)
    key = Row("passphrase to keys (Argon2id 256 MiB, 3 passes)", "s", found["unlock"], found["argon2id"])
    key.at_most, key.compares, key.note = 1.1, True, "ref: libsodium's Argon2id alone"
    text = Row("tasks into memory", "MB/s", found["open"], found["pull"])
    text.at_least, text.compares, text.note = 0.8, True, f"{TEXTS_MIB} MiB; ref: secretstream pull alone"
    kept = Row("the same beside a pull that keeps the texts", "MB/s", found["open"], found["kept"], compares=True)
    return [key, text, kept]


@contextmanager
def _folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="koperta-bench-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _passphrase_cases(issued: IssuedSittingForTest, folder: Path) -> dict[str, Callable[[], float]]:
    """Compare unlocking with libsodium's Argon2id alone, at the same cost."""
    real = with_real_cost(issued, folder)
    packages, grant = real.packages(), real.grant()

    def ours() -> float:
        began = time.perf_counter()
        unlock(real.passphrase, grant, packages, real.room)
        return time.perf_counter() - began

    def alone() -> float:
        began = time.perf_counter()
        cost = (DEFAULT_KDF.passes, DEFAULT_KDF.memory_kib * 1024)
        sodium.crypto_pwhash_alg(32, b"secret", b"s" * 16, *cost, sodium.crypto_pwhash_ALG_ARGON2ID13)
        return time.perf_counter() - began

    return {"argon2id": alone, "unlock": ours}


def _decryption_cases(issued: IssuedSittingForTest, folder: Path) -> dict[str, Callable[[], float]]:
    """Write a package with long task texts; compare opening them with pulling the same chunks."""
    package, keys = large_package(issued, folder / "large.exampkg", b"t" * TEXTS_MIB * MIB, [])
    items = package.only(SegmentKind.ITEMS)
    offset, length = package.segment_path_range(items.id)
    with package.path.open("rb") as file:
        file.seek(offset)
        sealed = io.BytesIO(file.read(length))
    header = sealed.read(HEADER_BYTES)
    chunks = list(iter(lambda: sealed.read(CHUNK_BYTES + OVERHEAD), b""))
    key, aad = segment_key(keys.tasks, package.package_id, items.id), segment_aad(package.package_id, items.id)

    def ours() -> float:
        began = time.perf_counter()
        plain = package.open_segment(items.id, keys.tasks)
        return len(plain) / 1e6 / (time.perf_counter() - began)

    def alone(keep: bool) -> float:
        held = []
        began = time.perf_counter()
        state = sodium.crypto_secretstream_xchacha20poly1305_state()
        sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, header, key)
        total = 0
        for chunk in chunks:
            plain, _ = sodium.crypto_secretstream_xchacha20poly1305_pull(state, chunk, aad)
            total += len(plain)
            if keep:
                held.append(plain)
        return total / 1e6 / (time.perf_counter() - began)

    return {"pull": lambda: alone(False), "kept": lambda: alone(True), "open": ours}


def with_real_cost(issued: IssuedSittingForTest, folder: Path) -> IssuedSittingForTest:
    """Issue a second sitting whose key derivation costs what it really costs."""
    spec = write_spec(issued.board.path.parent / "drogi.toml", sitting_id="2026Z-2026-11-22-0900")
    options = IssueOptions(kdf=DEFAULT_KDF, sheet_writer=write_text_only)
    dear = issue(issued.board, issued.pin, load_spec(spec), folder / "dear", ISSUED_AT, options)
    return IssuedSittingForTest(issued.board, issued.pin, dear, issued.rooms, issued.officials)


def large_package(
    issued: IssuedSittingForTest, path: Path, texts: bytes, pictures: list[int]
) -> tuple[PackageFile, CompartmentKeys]:
    """Write a package like the issued one, with these texts and pictures of these sizes."""
    draft = issued.packages()[0].manifest
    keys = CompartmentKeys.generate()
    segments = [PlainSegment("items", SegmentKind.ITEMS, texts)]
    segments += [PlainSegment(f"p{n}", SegmentKind.PICTURE, bytes(size)) for n, size in enumerate(pictures)]
    segments += [PlainSegment("key", SegmentKind.KEY, b"{}"), PlainSegment("canary", SegmentKind.CANARY, b"c")]
    signers = issued.board.signers("issuing", issued.pin)
    write_package(path, draft, segments, keys, signers)
    return PackageFile.open(path, issued.trust()), keys
