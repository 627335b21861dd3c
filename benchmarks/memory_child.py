"""Do one thing in a process of its own and say what memory it took: `memory_child.py ACT ARGUMENTS…`.

Prints two numbers in MiB: the peak above what the imports alone need, and what was still held at the end.
The peak is the kernel's high-water mark of this address space, reset after the imports: unlike `ru_maxrss` it
knows nothing of the program that started this one. Linux only.
"""

from __future__ import annotations

import gc
import pickle
import sys
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from koperta_crypto.signing import SigningKey
from koperta_operator.room.backup import load_identity
from koperta_operator.room.folder import RoomFolder
from koperta_operator.room.journal.store import Journal, event_bytes
from koperta_packages.grant import read_grant
from koperta_packages.items import decode
from koperta_packages.manifest import SegmentKind
from koperta_packages.package import PackageFile
from koperta_packages.trust import TrustDocument
from koperta_packages.unlocking import unlock
from koperta_sync.bundle.draft import BundleDraft, BundleFacts
from koperta_sync.bundle.readback import read_back

GENESIS = b"g" * 32
CHUNK = 2_000  # events at a time, as the room's export reads them


def verify(path: Path, trust: TrustDocument) -> object:
    """Check every byte of a package."""
    PackageFile.open(path, trust).verify()
    return None


def texts(path: Path, trust: TrustDocument, key: bytes) -> object:
    """Decrypt and decode the tasks of a package."""
    package = PackageFile.open(path, trust)
    return decode(package.open_segment(package.only(SegmentKind.ITEMS).id, key))


def passphrase(paths: list[Path], trust: TrustDocument, grant: Path, room: Path, secret: str) -> object:
    """Go from the passphrase to the keys."""
    packages = [PackageFile.open(path, trust) for path in paths]
    return unlock(secret, read_grant(grant.read_bytes(), trust), packages, load_identity(RoomFolder(room)))


def export(journal: Path, facts: BundleFacts, trust: TrustDocument, seeds: list[bytes], target: Path) -> object:
    """Seal a journal, sign the bundle, write it and read it back."""
    with Journal.open(journal, GENESIS, must_exist=True) as kept:
        with BundleDraft.prepare(target.parent, facts, _records(kept), [], trust) as draft:
            for seed in seeds:
                draft.sign(SigningKey.from_seed(seed))
            finished = draft.finish(target)
            read_back(target, draft.stream_key, trust, expected_sha256=finished.sha256)
    return None


def _records(journal: Journal) -> Iterator[bytes]:
    after = 0
    while chunk := list(islice(journal.read(after), CHUNK)):
        for stored in chunk:
            yield event_bytes(stored.seq, stored)
        after = chunk[-1].seq


def _status(name: str) -> float:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return int(next(one for one in lines if one.startswith(name)).split()[1]) / 1024


ACTS: dict[str, Callable[..., object]] = {
    "verify": verify, "texts": texts, "passphrase": passphrase, "export": export,
}  # fmt: skip


def main() -> None:
    """Run the act of the command line with the pickled arguments of standard input."""
    act, given = ACTS[sys.argv[1]], pickle.loads(sys.stdin.buffer.read())
    gc.collect()
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    before = _status("VmRSS")
    held = act(*given)
    peak = _status("VmHWM") - before
    gc.collect()
    print(f"{peak:.2f} {_status('VmRSS') - before:.2f}")
    del held


if __name__ == "__main__":
    main()
